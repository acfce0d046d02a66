"""Everything that can be done under VOV: note and remove signatures, note and withdraw a filing, export its hours."""

from core.vov.exporting import export
from core.vov.filing import file, withdraw
from core.vov.signing import note_signatures, remove_signature

__all__ = ["export", "file", "note_signatures", "remove_signature", "withdraw"]
