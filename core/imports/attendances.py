"""The sheet of attendance of many lessons: a row per lesson of somebody, or a line per person with lessons as columns.

Empty cells are filled; what stands there already is kept or replaced, as the user chose, and never silently.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from core.access.permissions import Action
from core.errors import InvalidInput
from core.i18n import N_
from core.imports import attendancecells, attendancefields, attendancewriting, placing, refusing
from core.imports.attendancebook import Book, Sitter
from core.imports.attendancecells import MARK, Entry, Given, Head
from core.imports.attendancewriting import AttendancePlan, CellChange
from core.imports.enrolmentbook import Offer
from core.imports.kinds import ACCEPTED, UNCHANGED, Change, Finding, Kind, Reason, Row, Scope
from core.imports.refusing import Refused
from core.rules.words import Text
from db.models import Lesson

BY_CODE: Mapping[str, Reason] = {reason.code: reason for reason in attendancefields.REASONS}
FILLED, REPLACED, KEPT, SAME = "filled", "replaced", "kept", "same"


@dataclass(slots=True)
class _Sheet:
    """What judging a row asks, and which cells earlier rows were about."""

    scope: Scope
    offer: Offer
    book: Book
    heads: dict[str, Head]
    seen: dict[tuple[int, int], int] = field(default_factory=dict)


@dataclass(slots=True)
class _Judged:
    """What the cells of one row become."""

    keys: list[tuple[int, int]] = field(default_factory=list)
    writes: list[CellChange] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    kept: list[tuple[str, Text]] = field(default_factory=list)
    same: int = 0
    is_ahead: bool = False


def check(session: Session, rows: Sequence[Row], scope: Scope) -> list[Finding]:
    """Every row of the sheet: accepted, refused with the first reason, or already known."""
    heads = {
        name: head for name, header in scope.headers.items()
        if name.startswith(MARK) and (head := attendancecells.head_of(header)) is not None
    }  # fmt: skip
    read = [attendancecells.read(row, heads) for row in rows]
    entries = [entry for entry in read if isinstance(entry, Entry)]
    asked = (given.head for entry in entries for given in entry.given)
    sheet = _Sheet(scope, Offer(session), Book(session, scope.actor, entries, asked), heads)
    return refusing.findings(rows, read, lambda row, entry: _judge(row, entry, sheet), BY_CODE, scope)


def _judge(row: Row, entry: Entry, sheet: _Sheet) -> Finding | Refused:
    course_id, group_id = None, None
    if entry.course or entry.group:
        place = placing.find(sheet.offer, sheet.scope, course=entry.course, group=entry.group)
        if isinstance(place, Refused):
            return place
        course_id, group_id = place[0].course.id, place[1] if entry.group else None
    people = sheet.book.people(entry, course_id)
    if not people:
        return Refused("unknown_learner")
    found = _Judged()
    for given in entry.given:
        wrong = _cell(row, given, people, group_id, sheet, found)
        if wrong is not None:
            return wrong
    return _finding(row, found, sheet)


def _cell(
    row: Row, given: Given, people: Sequence[Sitter], group_id: int | None, sheet: _Sheet, found: _Judged
) -> Refused | None:
    """One filled cell of a row, judged; the first that is wrong refuses the row."""
    pair = _meant(given, people, group_id, sheet)
    if isinstance(pair, Refused):
        return pair
    lesson, sitter = pair
    key = (lesson.id, sitter.enrolment_id)
    if key in found.keys or key in sheet.seen:
        return Refused("duplicate_row", str(sheet.seen.get(key, row.number)), given.field)
    found.keys.append(key)
    stored, new = sheet.book.sheet.code(key), str(given.code)
    if stored == new:
        found.same += 1
        return None
    refusal = sheet.book.sheet.standing.refusal(lesson, sitter.enrolment_id)
    try:
        sheet.book.sheet.minutes(lesson, sitter.enrolment_id, given.code)
    except InvalidInput as error:
        refusal = refusal or error
    if refusal is not None:
        said = refusing.said(refusal, {})
        return Refused(said.code, said.value, given.field)
    moment = str(Head(lesson.held_on.month, lesson.held_on.day, lesson.held_on.year, lesson.starts_at))
    found.is_ahead = found.is_ahead or lesson.held_on > sheet.scope.today
    if stored and not sheet.scope.replaces:
        differs = Text(attendancefields.DIFFERS, {"moment": moment, "stored": stored, "given": new})
        found.kept.append((given.field, differs))
        found.changes.append(Change(moment, stored, f"{stored} ({new})"))
        return None
    found.writes.append(CellChange(lesson.id, sitter.enrolment_id, stored, new))
    found.changes.append(Change(moment, stored, new))
    return None


def _meant(
    given: Given, people: Sequence[Sitter], group_id: int | None, sheet: _Sheet
) -> tuple[Lesson, Sitter] | Refused:
    """The one lesson of the one person that a cell is about."""
    pairs = sheet.book.meant(people, given.head, group_id)
    at = "held_on" if given.field == "code" else given.field
    if not pairs:
        return Refused("no_lesson", str(given.head), at)
    if len({sitter.learner_id for _, sitter in pairs}) > 1:
        return Refused("same_name")
    return pairs[0] if len(pairs) == 1 else Refused("several_lessons", str(given.head), at)


def _finding(row: Row, found: _Judged, sheet: _Sheet) -> Finding | Refused:
    sheet.seen.update(dict.fromkeys(found.keys, row.number))
    replaced = sum(bool(write.old) for write in found.writes)
    cells = {
        FILLED: len(found.writes) - replaced,
        REPLACED: replaced,
        KEPT: len(found.kept),
        SAME: found.same,
    }
    if not found.writes and found.kept:
        at, differs = found.kept[0]
        refused = refusing.finding(row, Refused("cell_differs", differs, at), BY_CODE, sheet.scope)
        return Finding(
            row.number, refused.status, refused.reason, refused.column, refused.template, refused.params,
            changes=tuple(found.changes), cells=cells,
        )  # fmt: skip
    marks = (("kept_cells", bool(found.kept)), ("lesson_ahead", found.is_ahead))
    return Finding(
        row.number, ACCEPTED if found.writes else UNCHANGED,
        warnings=tuple(code for code, applies in marks if applies), changes=tuple(found.changes),
        is_new=cells[FILLED] > 0, cells=cells, plan=AttendancePlan(tuple(found.writes)) if found.writes else None,
    )  # fmt: skip


KIND = Kind(
    "attendance", N_("Aanwezigheden"), attendancefields.FIELDS, attendancefields.REASONS, check,
    attendancewriting.apply, attendancewriting.undo, Action.ENTER_ATTENDANCE, attendancecells.lesson_field,
    may_replace=True,
)  # fmt: skip
