"""Sheets that come in: read, check, preview, apply, undo. The same machine for every kind of sheet."""
