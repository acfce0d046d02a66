"""What can be done with everything about one person: take it out, erase it."""

from core.subject.erasing import erase
from core.subject.exporting import export

__all__ = ["erase", "export"]
