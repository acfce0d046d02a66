"""Conditions on stored terms with their words written out: no database chooses a partial index for a bound value."""

from typing import Final

from sqlalchemy import ColumnElement, literal_column

from core.deadlines.terms import LED_REGISTRATION
from db.models import Deadline

LED: Final[ColumnElement[bool]] = Deadline.rule_id == literal_column(f"'{LED_REGISTRATION}'")
PAPERS: Final[ColumnElement[bool]] = Deadline.subject_kind == literal_column("'certificate'")
OPEN: Final[ColumnElement[bool]] = Deadline.state == literal_column("'open'")
DONE: Final[ColumnElement[bool]] = Deadline.state.in_([literal_column("'met'"), literal_column("'met_late'")])
HELD: Final[ColumnElement[bool]] = Deadline.hold != literal_column("''")
ISSUED: Final[ColumnElement[bool]] = Deadline.stage == literal_column("'issued'")
READY: Final[ColumnElement[bool]] = Deadline.hold == literal_column("''")
