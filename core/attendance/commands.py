"""Everything that can be done with attendance: save cells, fill, copy, close, reopen, tick the list, justify,
put a value back, print blank lists, make a sheet to fill in, write to a cursist."""

from core.attendance.cells import save
from core.attendance.changes import put_back
from core.attendance.closing import close_lesson, note_list_received, reopen_lesson
from core.attendance.fill_sheet import make_sheet
from core.attendance.filling import Filled, copy_from_lesson, fill_absence
from core.attendance.justifying import justify, see_evidence, withdraw_justification
from core.attendance.letters import make_letter
from core.attendance.lists import make_lists

__all__ = [
    "Filled",
    "close_lesson",
    "copy_from_lesson",
    "fill_absence",
    "justify",
    "make_letter",
    "make_lists",
    "make_sheet",
    "note_list_received",
    "put_back",
    "reopen_lesson",
    "save",
    "see_evidence",
    "withdraw_justification",
]
