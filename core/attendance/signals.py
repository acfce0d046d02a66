"""Who asks attention: missed too many lessons in a row ("vermoedelijk gestopt?"), or close to or over the 10 % line.

Computed from the facts at every look, so a signal is gone when its facts are. It decides nothing: the administration
does (`domain.md` 4.4).
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from core.access import permissions, scope
from core.access.actors import Actor, Role
from core.access.permissions import Action
from core.access.teaching import groups_of_teacher
from core.attendance import lines, runs, signal_courses
from core.attendance.lines import Line
from core.attendance.runs import Run
from core.provider_settings import queries as provider_settings
from db.models import (
    AuditEntry,
    Course,
    CourseGroup,
    Enrolment,
    GroupMembership,
    Learner,
)

IN_A_ROW: Final = "attendance.missed_in_row"
NEAR_PERCENT: Final = "attendance.near_percent"
SUBJECT: Final = "enrolment"
LETTER: Final = "enrolment.absence_letter"
LISTED: Final = 100
GONE_QUIET, OVER, NEAR = "gone_quiet", "over", "near"


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter to the cursist that was made: when and by whom."""

    made_on: date
    made_by: str


@dataclass(frozen=True, slots=True)
class Signal:
    """One enrolment with what was found of it; `line` stands beside a run too, where there is leave.

    The employer is left out for who may not see enrolments. `letter` is the last one that was made.
    """

    enrolment_id: int
    learner_id: int
    name: str
    course_id: int
    course_code: str
    course: str
    regime: str
    employer: str
    run: Run | None
    line: Line | None
    is_near: bool
    letter: Letter | None

    @property
    def kinds(self) -> tuple[str, ...]:
        """What it signals, the most serious first."""
        over = self.line is not None and self.line.is_over
        found = ((OVER, over), (GONE_QUIET, self.run is not None), (NEAR, self.is_near and not over))
        return tuple(kind for kind, holds in found if holds)


@dataclass(frozen=True, slots=True)
class Signals:
    """The most serious ones of what was asked for, with how many there are of it, of each kind, and of people.

    `courses` are those in which somebody asks attention, whatever was asked for, and the course that was asked for.
    """

    rows: Sequence[Signal]
    counts: Mapping[str, int]
    total: int
    everybody: int
    courses: Sequence[tuple[int, str]]
    in_a_row: int
    near_percent: int


def found(
    session: Session, *, actor: Actor, today: date, kind: str = "", course_id: int | None = None
) -> Signals:  # fmt: skip
    """The signals of who is in a running course: a teacher's own groups, others those of their campuses."""
    least = provider_settings.number(session, IN_A_ROW)
    percent = provider_settings.number(session, NEAR_PERCENT)
    own = of_actor(actor)
    quiet = runs.of_running(session, today=today, least=least, conditions=own)
    near = lines.near_or_over(session, today=today, percent=percent, conditions=own)
    courses = signal_courses.of(session, quiet.keys() | near.keys())
    if course_id is not None:
        quiet = {key: run for key, run in quiet.items() if courses[key][0] == course_id}
        near = {key: line for key, line in near.items() if courses[key][0] == course_id}
    over = {key for key, line in near.items() if line.is_over}
    counts = {OVER: len(over), GONE_QUIET: len(quiet), NEAR: len(near) - len(over)}
    of_kind = {OVER: over, GONE_QUIET: quiet.keys(), NEAR: near.keys() - over}
    wanted = of_kind[kind] if kind else quiet.keys() | near.keys()
    ordered = sorted(wanted, key=lambda key: _rank(quiet.get(key), near.get(key), key))
    rows = _rows(session, actor, today, ordered[:LISTED], quiet, near)
    names = signal_courses.named(session, actor=actor, found=set(courses.values()), asked=course_id)
    return Signals(rows, counts, len(ordered), len(quiet.keys() | near.keys()), names, least, percent)


def _rank(run: Run | None, line: Line | None, key: int) -> tuple[bool, int, int, int]:
    """Over the line first, then the longest runs, then who may miss least."""
    is_over = line is not None and line.is_over
    return not is_over, -(run.lessons if run else 0), line.may_miss if line else 0, key


def of_actor(actor: Actor) -> list[ColumnElement[bool]]:
    """Of an enrolment in the statement: a teacher's own groups, others those of their campuses."""
    conditions = scope.of_campuses(actor, Enrolment.campus_id)
    if actor.role is Role.TEACHER:
        own = (
            select(GroupMembership.enrolment_id)
            .join(CourseGroup, CourseGroup.id == GroupMembership.course_group_id)
            .where(*groups_of_teacher(actor))
        )
        conditions = [*conditions, Enrolment.id.in_(own)]
    return conditions


def _rows(
    session: Session,
    actor: Actor,
    today: date,
    keys: Sequence[int],
    quiet: Mapping[int, Run],
    near: Mapping[int, Line],
) -> list[Signal]:
    others = [key for key in keys if key not in near]
    known = {**near, **lines.of_enrolments(session, today=today, enrolment_ids=others)}
    letters = _letters(session, keys)
    sees_employer = permissions.allowed(actor, Action.SEE_ENROLMENTS)
    people = {
        row.id: (row, last, first, code, name)
        for row, last, first, code, name in session.execute(
            select(Enrolment, Learner.last_name, Learner.first_name, Course.code, Course.name)
            .join(Learner, Learner.id == Enrolment.learner_id)
            .join(Course, Course.id == Enrolment.course_id)
            .where(Enrolment.id.in_(keys))
        )
    }
    return [
        Signal(
            key, row.learner_id, f"{last}, {first}", row.course_id, code, name, row.regime,
            row.employer_name if sees_employer else "", quiet.get(key), known.get(key), key in near,
            letters.get(key),
        )
        for key in keys
        for row, last, first, code, name in [people[key]]
    ]  # fmt: skip


def _letters(session: Session, keys: Sequence[int]) -> Mapping[int, Letter]:
    """The last letter that was made for each, as the log has it."""
    rows = session.execute(
        select(AuditEntry.subject_id, AuditEntry.details, AuditEntry.actor_name)
        .where(AuditEntry.subject_kind == SUBJECT, AuditEntry.subject_id.in_(keys))
        .where(AuditEntry.action == LETTER)
        .order_by(AuditEntry.sequence)
    )
    return {
        key: Letter(date.fromisoformat(json.loads(details)["on"]), name)
        for key, details, name in rows
        if key is not None
    }
