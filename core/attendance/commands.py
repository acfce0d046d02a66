"""Everything that can be done with attendance: save cells, fill, copy, close, reopen, tick the list, justify."""

from core.attendance.cells import save
from core.attendance.closing import close_lesson, note_list_received, reopen_lesson
from core.attendance.filling import Filled, copy_from_lesson, fill_absence
from core.attendance.justifying import justify, see_evidence, withdraw_justification

__all__ = [
    "Filled",
    "close_lesson",
    "copy_from_lesson",
    "fill_absence",
    "justify",
    "note_list_received",
    "reopen_lesson",
    "save",
    "see_evidence",
    "withdraw_justification",
]
