"""Everything that can be done with proofs: complete, issue, deliver, enter, register, take back, correct."""

from core.proofs.completing import complete, undo_completion
from core.proofs.correcting import correct, destroy, withdraw
from core.proofs.delivering import deliver
from core.proofs.entering import enter
from core.proofs.exporting import export
from core.proofs.issuing import issue
from core.proofs.registering import register
from core.proofs.taking_back import take_back_entry
from core.proofs.undoable import undo

__all__ = [
    "complete",
    "correct",
    "deliver",
    "destroy",
    "enter",
    "export",
    "issue",
    "register",
    "take_back_entry",
    "undo",
    "undo_completion",
    "withdraw",
]
