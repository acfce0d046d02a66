"""Who sits in which lesson, and what stands in the cells, for the people and days that a sheet names."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from core.access import scope as reach
from core.access.actors import Actor
from core.attendance import standing, writing
from core.attendance.standing import Standing
from core.attendance.writing import Sheet
from core.imports import chunks, keys
from core.imports.attendancecells import Entry, Head
from core.learners import vault
from db.models import Enrolment, GroupMembership, Learner, Lesson

CHUNK = 500
WAY = "import"


@dataclass(frozen=True, slots=True)
class Sitter:
    """One enrolment of somebody whom a row may be about."""

    enrolment_id: int
    course_id: int
    learner_id: int
    search_name: str
    born_on: date | None
    insz_index: str | None


class Book:
    """What is known of the people of a sheet before anything is written."""

    def __init__(
        self, session: Session, actor: Actor, entries: Sequence[Entry], heads: Iterable[Head]
    ) -> None:
        self._by_name: dict[str, list[Sitter]] = {}
        self._by_index: dict[str, list[Sitter]] = {}
        self._indexes = {entry.insz: vault.blind(entry.insz) for entry in entries if entry.insz}
        self._load(session, actor, entries)
        self.lessons: dict[int, Lesson] = self._lessons(session, set(heads))
        self.sheet: Sheet = sheet(session, actor, sorted(self.lessons))
        self._of_sitter: dict[int, list[Lesson]] = {}
        for lesson_id, enrolment_id in sorted(self.sheet.standing.sitting):
            self._of_sitter.setdefault(enrolment_id, []).append(self.lessons[lesson_id])

    def _load(self, session: Session, actor: Actor, entries: Sequence[Entry]) -> None:
        table = keys.table_of(Learner)
        spellings = sorted({spelling for entry in entries for spelling in entry.spellings})
        for sitter in _sitters(session, actor, table.c.search_name, spellings):
            self._by_name.setdefault(sitter.search_name, []).append(sitter)
        for sitter in _sitters(session, actor, table.c.insz_index, sorted(self._indexes.values())):
            self._by_index.setdefault(sitter.insz_index or "", []).append(sitter)

    def _lessons(self, session: Session, heads: set[Head]) -> dict[int, Lesson]:
        """The lessons on those days of the groups in which these people ever sat."""
        people = {
            one.enrolment_id for known in (*self._by_name.values(), *self._by_index.values()) for one in known
        }
        seats = select(GroupMembership.course_group_id)
        groups = {key for (key,) in chunks.rows(session, seats, GroupMembership.enrolment_id, sorted(people))}
        found = chunks.rows(session, select(Lesson), Lesson.course_group_id, sorted(groups))
        days = {(head.month, head.day) for head in heads}
        return {
            lesson.id: lesson for (lesson,) in found if (lesson.held_on.month, lesson.held_on.day) in days
        }

    def people(self, entry: Entry, course_id: int | None) -> list[Sitter]:
        """The enrolments that a row may be about: by number, else by name, narrowed by birth date and course."""
        if entry.insz and (known := self._by_index.get(self._indexes[entry.insz])):
            found = known
        else:
            found = [one for spelling in sorted(entry.spellings) for one in self._by_name.get(spelling, ())]
            found = [one for one in found if not entry.insz or one.insz_index is None]
            found = [one for one in found if entry.born_on is None or one.born_on in {None, entry.born_on}]
        return [one for one in found if course_id in {None, one.course_id}]

    def meant(
        self, sitters: Sequence[Sitter], head: Head, group_id: int | None
    ) -> list[tuple[Lesson, Sitter]]:
        """The lessons that a cell may be about; cancelled ones only where there is no other."""
        found = [
            (lesson, sitter)
            for sitter in sitters
            for lesson in self._of_sitter.get(sitter.enrolment_id, ())
            if head.fits(lesson.held_on, lesson.starts_at) and group_id in {None, lesson.course_group_id}
        ]
        held = [pair for pair in found if pair[0].state != "cancelled"]
        return held or found


def _sitters(
    session: Session, actor: Actor, column: ColumnElement[str], values: Sequence[str]
) -> Iterator[Sitter]:
    """The enrolments on the actor's campuses of the people with one of these values."""
    statement = (
        select(
            Enrolment.id, Enrolment.course_id, Enrolment.learner_id, Learner.search_name, Learner.born_on,
            Learner.insz_index,
        )
        .join(Learner, Learner.id == Enrolment.learner_id)
        .where(*reach.of_campuses(actor, Enrolment.campus_id))
        .order_by(Enrolment.id)
    )  # fmt: skip
    for start in range(0, len(values), CHUNK):
        for row in session.execute(statement.where(column.in_(values[start : start + CHUNK]))):
            yield Sitter(*row)


def sheet(session: Session, actor: Actor, lesson_ids: Sequence[int]) -> Sheet:
    """What stands in those lessons and what holds for them, a few hundred lessons at a time."""
    whole = Standing(frozenset(), frozenset(), {}, frozenset())
    cells = {}
    for part in chunks.of(lesson_ids):
        some = standing.of(session, part)
        papers = {**whole.papers, **some.papers}
        whole = Standing(
            whole.sitting | some.sitting, whole.exempt | some.exempt, papers, whole.backed | some.backed
        )
        cells.update(writing.sheet(session, actor=actor, standing=some, lesson_ids=part).cells)
    return Sheet(session, actor, whole, WAY, cells)
