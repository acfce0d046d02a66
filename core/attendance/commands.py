"""Everything that can be done with attendance: save cells, fill, copy, close, reopen, tick the list."""

from core.attendance.cells import save
from core.attendance.closing import close_lesson, note_list_received, reopen_lesson
from core.attendance.filling import Filled, copy_from_lesson, fill_absence

__all__ = [
    "Filled",
    "close_lesson",
    "copy_from_lesson",
    "fill_absence",
    "note_list_received",
    "reopen_lesson",
    "save",
]
