"""The sheet of enrolments: who follows which course in which group, under which regime of leave, until when.

Checked as the form of an enrolment is; a stored one is completed and never overwritten.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from core.access.permissions import Action
from core.enrolments import enrolling, stopping
from core.enrolments.commands import Leave
from core.i18n import N_
from core.imports import (
    enrolmentcells,
    enrolmentfields,
    enrolmentfilling,
    enrolmentundoing,
    enrolmentwriting,
    personchanges,
    placing,
    refusing,
)
from core.imports.enrolmentbook import Book, Open, Stay
from core.imports.enrolmentcells import Entry
from core.imports.enrolmentplan import EnrolmentPlan
from core.imports.kinds import ACCEPTED, UNCHANGED, Finding, Kind, Reason, Row, Scope
from core.imports.people import Directory, Somebody
from core.imports.refusing import NOT_RIGHT, Refused
from core.rules.words import Param, Text

BY_CODE: Mapping[str, Reason] = {reason.code: reason for reason in enrolmentfields.REASONS}


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What judging a row asks."""

    scope: Scope
    directory: Directory
    book: Book


@dataclass(frozen=True, slots=True)
class _Case:
    """One readable row: who, which course, which group, and the enrolments of this person in it so far."""

    row: Row
    entry: Entry
    somebody: Somebody
    is_similar: bool
    found: Open
    group_id: int | None
    stays: list[Stay]


def check(session: Session, rows: Sequence[Row], scope: Scope) -> list[Finding]:
    """Every row of the sheet: accepted, refused with the first reason, or already known."""
    read = [enrolmentcells.read(row, today=scope.today) for row in rows]
    people = [entry.person for entry in read if isinstance(entry, Entry)]
    directory = Directory(session, people, scope.actor)
    sheet = _Sheet(scope, directory, Book(session, directory.stored()))
    return refusing.findings(rows, read, lambda row, entry: _judge(row, entry, sheet), BY_CODE, scope)


def _judge(row: Row, entry: Entry, sheet: _Sheet) -> Finding | Refused:
    place = placing.find(sheet.book.offer, sheet.scope, course=entry.course, group=entry.group)
    if isinstance(place, Refused):
        return place
    found, group_id = place
    somebody, is_similar = sheet.directory.find(entry.person)
    if somebody.is_hidden:
        return Refused("person_elsewhere")
    stays = sheet.book.stays(somebody, found.course.id)
    case = _Case(row, entry, somebody, is_similar, found, group_id, stays)
    known = next((stay for stay in stays if stay.enrolled_on == entry.enrolled_on), None)
    if known is not None and known.row:
        return Refused("duplicate_row", str(known.row))
    return _new(case, sheet) if known is None else _filled(case, known, sheet)


def _new(case: _Case, sheet: _Sheet) -> Finding | Refused:
    entry, group_id = case.entry, case.group_id
    wrong = _days_refused(entry, case.found, sheet.scope.today) or _stays_refused(case)
    if wrong is not None:
        return wrong
    if group_id is None:
        return Refused("missing_group", case.found.course.code)
    if entry.regime is None:
        return Refused("missing_choice", expected=enrolmentfields.EXAMPLES)
    case.stays.append(Stay(entry.enrolled_on, entry.stopped_on, row=case.row.number))
    person, marks = sheet.directory.plan(entry.person, case.somebody, renames=False)
    person.somebody.take(person.values, insz=person.insz)
    leave = Leave(entry.regime, entry.employer_name, entry.employer_number)
    plan = EnrolmentPlan(person, case.found.course.id, group_id, entry.enrolled_on, leave, entry.stopped_on)
    late, warnings = enrolmentfilling.late(case.found.course, plan, sheet.book.terms, today=sheet.scope.today)
    return Finding(
        case.row.number, ACCEPTED,
        warnings=(*_of_person(entry), *marks, *(["similar_person"] if case.is_similar else []), *warnings),
        changes=tuple(personchanges.shown(person)), is_new=True, is_late=late, plan=plan,
    )  # fmt: skip


def _filled(case: _Case, known: Stay, sheet: _Sheet) -> Finding | Refused:
    """A stored enrolment: what is empty is filled, what differs is refused, with both values."""
    stored = known.stored
    assert stored is not None
    if case.entry.group and case.group_id not in known.group_ids:
        codes = ", ".join(case.found.codes[key] for key in sorted(known.group_ids) if key in case.found.codes)
        return Refused("stored_differs", case.entry.group, "group", codes)
    filled = enrolmentfilling.fill(case.entry, known, today=sheet.scope.today)
    if isinstance(filled, Refused):
        return filled
    person, marks = sheet.directory.plan(case.entry.person, case.somebody, renames=False)
    person.somebody.take(person.values, insz=person.insz)
    known.row, known.stopped_on = case.row.number, case.entry.stopped_on or known.stopped_on
    changes = (*personchanges.shown(person), *filled.changes)
    plan = EnrolmentPlan(
        person,
        stored.course_id,
        0,
        stored.enrolled_on,
        filled.leave,
        filled.stopped_on,
        stored.id,
        stored.version,
    )
    return Finding(
        case.row.number, ACCEPTED if changes else UNCHANGED, warnings=(*_of_person(case.entry), *marks),
        changes=changes, plan=plan if changes else None,
    )  # fmt: skip


def _of_person(entry: Entry) -> list[str]:
    """The warnings about the person; nothing is registered in LED for an enrolment."""
    return ["no_insz" if code == "waiting_for_insz" else code for code in entry.person.warnings]


def _days_refused(entry: Entry, found: Open, today: date) -> Refused | None:
    """What the form of an enrolment says of these days, in its words."""
    day, stop = entry.enrolled_on, entry.stopped_on
    if day > today:
        return Refused(NOT_RIGHT, Text(enrolling.IN_FUTURE, {"day": day}), "enrolled_on")
    if day > found.course.ends_on:
        return Refused(NOT_RIGHT, Text(enrolling.AFTER_END, {"day": found.course.ends_on}), "enrolled_on")
    if enrolling.is_too_early(found.course.starts_on, day):
        told = Text(enrolling.TOO_EARLY, {"day": day, "first": found.course.starts_on})
        return Refused(NOT_RIGHT, told, "enrolled_on")
    if stop is not None and stop > today:
        return Refused(NOT_RIGHT, Text(stopping.IN_FUTURE, {"day": stop}), "stopped_on")
    if stop is not None and stop < day:
        return Refused(NOT_RIGHT, Text(stopping.BEFORE, {"day": day}), "stopped_on")
    return None


def _stays_refused(case: _Case) -> Refused | None:
    """One running enrolment, and none that overlaps an earlier one."""
    for stay in case.stays:
        if stay.stopped_on is None:
            params: dict[str, Param] = {"code": case.found.course.code, "day": stay.enrolled_on}
            return Refused(NOT_RIGHT, Text(enrolling.TWICE, params), "course")
        if case.entry.enrolled_on < stay.stopped_on:
            return Refused(NOT_RIGHT, Text(enrolling.OVERLAP, {"day": stay.stopped_on}), "enrolled_on")
    return None


KIND = Kind(
    "enrolments", N_("Inschrijvingen"), enrolmentfields.FIELDS, enrolmentfields.REASONS, check, enrolmentwriting.apply,
    enrolmentundoing.undo, Action.EDIT_ENROLMENT,
)  # fmt: skip
