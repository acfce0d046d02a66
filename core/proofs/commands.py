"""Everything that can be done with proofs: complete, issue, deliver, register, correct."""

from core.proofs.completing import complete, undo_completion
from core.proofs.exporting import export
from core.proofs.issuing import correct, destroy, issue, withdraw
from core.proofs.registering import deliver, register
from core.proofs.undoable import undo

__all__ = [
    "complete",
    "correct",
    "deliver",
    "destroy",
    "export",
    "issue",
    "register",
    "undo",
    "undo_completion",
    "withdraw",
]
