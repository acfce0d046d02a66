"""The sheet of courses: one row per course or per group of it, checked as the form of a course is.

A stored course is completed where it is empty and never overwritten; a row may add groups to it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from core.access.permissions import Action
from core.courses import fields as course_checks
from core.courses.commands import CourseFields, GroupFields
from core.errors import InvalidInput
from core.i18n import N_
from core.imports import (
    campuses,
    coursecells,
    coursefields,
    coursefilling,
    courseundoing,
    coursewriting,
    refusing,
)
from core.imports.coursebook import Book, Known
from core.imports.coursecells import Entry
from core.imports.courseplan import CoursePlan
from core.imports.kinds import ACCEPTED, UNCHANGED, Change, Finding, Kind, Reason, Row, Scope
from core.imports.refusing import Refused

BY_CODE: Mapping[str, Reason] = {reason.code: reason for reason in coursefields.REASONS}


@dataclass(slots=True)
class _Sheet:
    """What judging a row asks."""

    session: Session
    book: Book
    places: campuses.Campuses
    seen: dict[int, int]  # rows by the identity of their course


def check(session: Session, rows: Sequence[Row], scope: Scope) -> list[Finding]:
    """Every row of the sheet: accepted, refused with the first reason, or already known."""
    sheet = _Sheet(session, Book(session), campuses.Campuses(session, scope), {})
    read = [coursecells.read(row) for row in rows]
    return refusing.findings(rows, read, lambda row, entry: _judge(row, entry, sheet), BY_CODE, scope)


def _judge(row: Row, entry: Entry, sheet: _Sheet) -> Finding | Refused:
    known = sheet.book.find(entry.code)
    wanted = _wanted(entry, known, sheet)
    if isinstance(wanted, Refused):
        return wanted
    groups = _groups(entry, known, sheet)
    if isinstance(groups, Refused):
        return groups
    if known is None:
        return _new(row, wanted, groups, sheet)
    first = sheet.seen.get(id(known))
    filled = coursefilling.fill(
        wanted, entry, known, first, {"campus": sheet.places.names, "trajectory": sheet.book.trajectory_codes}
    )
    if isinstance(filled, Refused):
        return filled
    fields, changes = filled
    if first is not None and not changes and not groups:
        return Refused("duplicate_row", str(first))
    plan = CoursePlan(known, fields if changes else None, is_new=False, groups=groups)
    known.fields = fields
    return _taken(row, plan, sheet, changes)


def _new(row: Row, wanted: CourseFields, groups: tuple[GroupFields, ...], sheet: _Sheet) -> Finding | Refused:
    try:
        course_checks.check_course(sheet.session, wanted)
    except InvalidInput as error:
        return refusing.said(error, coursefilling.COLUMNS)
    known = Known(None, 0, wanted)
    sheet.book.remember(known)
    return _taken(row, CoursePlan(known, wanted, is_new=True, groups=groups), sheet, [])


def _taken(row: Row, plan: CoursePlan, sheet: _Sheet, changes: list[Change]) -> Finding:
    for group in plan.groups:
        sheet.book.take_group(plan.known, group.code)
    sheet.seen.setdefault(id(plan.known), row.number)
    shown = [
        *changes,
        *(Change(coursefilling.LABELS["groups"], "", group.code) for group in plan.groups if not plan.is_new),
    ]
    does = plan.is_new or bool(shown)
    return Finding(
        row.number, ACCEPTED if does else UNCHANGED, changes=tuple(shown), is_new=plan.is_new,
        plan=plan if does else None,
    )  # fmt: skip


def _wanted(entry: Entry, known: Known | None, sheet: _Sheet) -> CourseFields | Refused:
    """The course as the row has it, on a campus of the actor; what the row leaves empty stays as it is stored."""
    place = sheet.places.find(entry.campus)
    if entry.campus and place is None:
        return Refused("unknown_campus", entry.campus)
    if place is None and known is not None:
        place = known.fields.campus_id
    elif place is None:
        place = sheet.places.only()
    if place is None:
        return Refused("missing_campus")
    if not sheet.places.allows(place) or (
        known is not None and not sheet.places.allows(known.fields.campus_id)
    ):
        return Refused("campus_not_allowed", entry.campus)
    trajectory_id = sheet.book.trajectory(entry.trajectory) if entry.trajectory else None
    if entry.trajectory and trajectory_id is None:
        return Refused("unknown_trajectory", entry.trajectory)
    values = dict(entry.values) | {"name": entry.name, "campus_id": place}
    if trajectory_id is not None:
        values["trajectory_id"] = trajectory_id
    if known is not None:
        return replace(known.fields, **values, planned={**known.fields.planned, **entry.planned})  # type: ignore[arg-type]
    values = {"starts_on": None, "ends_on": None} | values
    return CourseFields(code=entry.code, planned=entry.planned, **values)  # type: ignore[arg-type]


def _groups(entry: Entry, known: Known | None, sheet: _Sheet) -> tuple[GroupFields, ...] | Refused:
    """The groups that are not there yet, with the teachers of the row."""
    teachers = sheet.book.teachers(entry.teachers)
    if isinstance(teachers, Refused):
        return teachers
    fresh = []
    for code, name in entry.groups:
        if not sheet.book.is_free(known, code):
            return Refused("group_taken", code)
        if known is not None and coursecells.key_of(code) in known.groups:
            continue
        fields = GroupFields(code, name, tuple(teachers))
        try:
            course_checks.check_group(sheet.session, fields)
        except InvalidInput as error:
            return refusing.said(error, {"code": "groups", "name": "groups", "teacher": "teachers"})
        fresh.append(fields)
    return tuple(fresh)


KIND = Kind(
    "courses", N_("Opleidingen"), coursefields.FIELDS, coursefields.REASONS, check, coursewriting.apply,
    courseundoing.undo, Action.EDIT_COURSE,
)  # fmt: skip
