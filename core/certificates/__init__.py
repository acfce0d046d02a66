"""Getuigschriften (BEV) and attesten (VOV): owed, issued, delivered, corrected."""
