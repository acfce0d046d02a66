"""Every change of the rights register, by name; each stands in the module of its subject."""

from core.rights.administrator import confirm as confirm_administrator
from core.rights.administrator import note_legal_representative
from core.rights.dropping import drop as drop_task
from core.rights.exporting import export
from core.rights.first_use import tick as tick_step
from core.rights.first_use import untick as untick_step
from core.rights.granting import Grant, change_end, grant, revoke
from core.rights.leaving import leave, rejoin
from core.rights.reviewing import Shown, review
from core.rights.staff import Member
from core.rights.staff import add as add_member
from core.rights.staff import change as change_member

__all__ = [
    "Grant", "Member", "Shown", "add_member", "change_end", "change_member", "confirm_administrator", "drop_task",
    "export", "grant", "leave", "note_legal_representative", "rejoin", "review", "revoke", "tick_step", "untick_step",
]  # fmt: skip
