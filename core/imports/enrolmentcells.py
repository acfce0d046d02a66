"""One row about an enrolment: its cells read, and refused before anything is looked up."""

from dataclasses import dataclass
from datetime import date

from core import identifiers, lengths
from core.errors import InvalidInput
from core.imports import enrolmentfields, personcells, plaincells, refusing
from core.imports.kinds import Row
from core.imports.personcells import Person
from core.imports.refusing import Refused
from db.models import Enrolment


@dataclass(frozen=True, slots=True)
class Entry:
    """A row as it reads; `regime` None when its cell is empty."""

    person: Person
    course: str
    group: str
    enrolled_on: date
    stopped_on: date | None
    regime: str | None
    employer_name: str
    employer_number: str


def read(row: Row, *, today: date) -> Entry | Refused:
    """The row, or the first reason why there is nothing to read."""
    person = personcells.read(row, today=today)
    if isinstance(person, str):
        is_first = person == "missing_name" and row.get("last_name") is not None
        return Refused(person, field="first_name" if is_first else "")
    days = plaincells.days(row, ("enrolled_on", "stopped_on"))
    if isinstance(days, Refused):
        return days
    enrolled_on = days["enrolled_on"]
    if enrolled_on is None:
        return Refused("missing_day")
    regime = plaincells.choice(row, "regime", enrolmentfields.REGIMES)
    if isinstance(regime, Refused):
        return Refused(regime.code, regime.value, "regime", enrolmentfields.EXAMPLES)
    employer = _employer(plaincells.text(row, "leave_employer"), plaincells.text(row, "leave_number"))
    if isinstance(employer, Refused):
        return employer
    course, group = plaincells.text(row, "course"), plaincells.text(row, "group")
    return Entry(person, course, group, enrolled_on, days["stopped_on"], regime, *employer)


def _employer(name: str, number: str) -> tuple[str, str] | Refused:
    try:
        lengths.check(Enrolment, {"employer_name": name})
    except InvalidInput as error:
        return refusing.said(error, {"employer_name": "leave_employer"})
    try:
        return name, identifiers.parse_enterprise_number(number) if number else ""
    except InvalidInput as error:
        return Refused("not_right", refusing.said(error, {}).value, "leave_number")
