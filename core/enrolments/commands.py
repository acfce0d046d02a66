"""Everything that can be done with an enrolment; each act has its own module."""

from core.enrolments.enrolling import Leave, change_enrolment, enrol
from core.enrolments.exempting import exempt, withdraw_exemption
from core.enrolments.groups import change_group
from core.enrolments.noting import note_final_assessment, note_second_session
from core.enrolments.stopping import stop, undo_stop

__all__ = [
    "Leave", "change_enrolment", "change_group", "enrol", "exempt", "note_final_assessment", "note_second_session",
    "stop", "undo_stop", "withdraw_exemption",
]  # fmt: skip
