"""What a row fills in of an enrolment that is there, and which papers of a new one are late already."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core.certificates import owed, terms_of_papers
from core.deadlines.terms import Terms
from core.enrolments import stopping, words
from core.enrolments.commands import Leave
from core.i18n.formats import date_text
from core.imports import enrolmentfields
from core.imports.enrolmentbook import Stay
from core.imports.enrolmentcells import Entry
from core.imports.enrolmentplan import EnrolmentPlan
from core.imports.kinds import Change
from core.imports.refusing import NOT_RIGHT, Refused
from core.rules.errors import NoRuleInForce
from core.rules.words import Param, Text
from db.models import Course, Enrolment

LABELS = {field.name: field.label for field in enrolmentfields.FIELDS}
COLUMNS = {"regime": "regime", "employer_name": "leave_employer", "employer_number": "leave_number"}


@dataclass(frozen=True, slots=True)
class Filled:
    """What is filled in, and how it is shown."""

    leave: Leave | None
    stopped_on: date | None
    changes: Sequence[Change]


def fill(entry: Entry, known: Stay, *, today: date) -> Filled | Refused:
    """The empty columns that the row fills, or the first that says something else."""
    stored, changes = known.stored, list[Change]()
    assert stored is not None
    given = {
        "regime": entry.regime or "",
        "employer_name": entry.employer_name,
        "employer_number": entry.employer_number,
    }
    values = {name: getattr(stored, name) for name in COLUMNS}
    for name, new in given.items():
        said = entry.regime is not None if name == "regime" else bool(new)
        if not said or values[name] == new:
            continue
        if values[name]:
            return Refused("stored_differs", _said(name, new), COLUMNS[name], _said(name, values[name]))
        changes.append(Change(LABELS[COLUMNS[name]], str(_said(name, "")), str(_said(name, new))))
        values[name] = new
    leave = Leave(**values) if changes else None
    stop = _stop(entry, known, stored, today)
    if isinstance(stop, Refused):
        return stop
    if stop is not None:
        changes.append(Change(LABELS["stopped_on"], "", date_text(stop)))
    return Filled(leave, stop, changes)


def _stop(entry: Entry, known: Stay, stored: Enrolment, today: date) -> date | Refused | None:
    """The day of the stop, when the row brings one."""
    day = entry.stopped_on
    if day is None or day == stored.stopped_on:
        return None
    if stored.stopped_on is not None:
        return Refused("stored_differs", day, "stopped_on", stored.stopped_on)
    if day > today:
        return Refused(NOT_RIGHT, Text(stopping.IN_FUTURE, {"day": day}), "stopped_on")
    if day < stored.enrolled_on:
        return Refused(NOT_RIGHT, Text(stopping.BEFORE, {"day": stored.enrolled_on}), "stopped_on")
    if known.attended_on is not None and known.attended_on >= day:
        return Refused(NOT_RIGHT, Text(stopping.PRESENT, {"day": known.attended_on}), "stopped_on")
    return day


def _said(name: str, value: str) -> Param:
    return Text(words.REGIMES[value]) if name == "regime" else value


def late(course: Course, plan: EnrolmentPlan, terms: Terms, *, today: date) -> tuple[bool, list[str]]:
    """Whether a paper that this new enrolment owes is late already, and what is worth a second look."""
    assert plan.leave is not None
    enrolment = Enrolment(enrolled_on=plan.enrolled_on, regime=plan.leave.regime, stopped_on=plan.stopped_on)
    is_late, marks = False, list[str]()
    for paper in owed.of(enrolment, course, None, terms):
        if paper.starts_on is None:
            continue
        try:
            term = terms_of_papers.term(terms, paper.kind, plan.leave.regime, paper.starts_on, paper.also_on)
        except NoRuleInForce:
            marks = ["no_leave_rule"]
            continue
        is_late = is_late or term.due_on < today
    return is_late, marks
