"""People as pages show them: a searchable list and one person's file. The national number stays masked here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, or_, select, union
from sqlalchemy.orm import Session

from core.access.actors import Actor
from core.learners import searching
from core.learners.participations import ParticipationRow, participations
from db.models import Enrolment, Learner, LearnerChange, Participation

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class LearnerRow:
    """One line of the list."""

    id: int
    last_name: str
    first_name: str
    born_on: date | None
    insz_tail: str
    insz_kind: str
    name_is_damaged: bool
    participations: int
    city: str


@dataclass(frozen=True, slots=True)
class LearnerPage:
    """One page of the list and how many there are in all."""

    rows: Sequence[LearnerRow]
    total: int


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """What changed in a file; a national number is never shown here."""

    changed_at: datetime
    changed_by: str
    field: str
    old_text: str
    reason: str


@dataclass(frozen=True, slots=True)
class LearnerFile:
    """One person's file without the national number itself."""

    id: int
    version: int
    last_name: str
    first_name: str
    name_is_damaged: bool
    born_on: date | None
    birth_place: str
    insz_tail: str
    insz_kind: str
    language: str
    street: str
    postal_code: str
    city: str
    country: str
    email: str
    phone: str
    employer_name: str
    employer_number: str
    merged_into_id: int | None
    participations: Sequence[ParticipationRow]
    changes: Sequence[ChangeRow]


@dataclass(frozen=True, slots=True)
class LearnerFilters:
    """What the list is narrowed to."""

    search: str = ""
    only_damaged: bool = False
    only_without_insz: bool = False


def learners(session: Session, *, actor: Actor, filters: LearnerFilters, page: int = 1) -> LearnerPage:
    """People by name; a limited actor sees those who take part or are enrolled on his campuses."""
    keys = select(Learner.id).where(Learner.merged_into_id.is_(None))
    if actor.campus_ids is not None:
        own = sorted(actor.campus_ids)
        taking_part = select(Participation.learner_id).where(Participation.campus_id.in_(own))
        enrolled = select(Enrolment.learner_id).where(Enrolment.campus_id.in_(own))
        keys = keys.where(or_(Learner.id.in_(taking_part), Learner.id.in_(enrolled)))
    if filters.search.strip():
        keys = keys.where(Learner.id.in_(searching.matching(session, filters.search)))
    if filters.only_damaged:
        keys = keys.where(Learner.name_is_damaged)
    if filters.only_without_insz:
        keys = keys.where(Learner.insz_index.is_(None))
    total = session.scalar(select(func.count()).select_from(keys.subquery())) or 0
    wanted = keys.order_by(Learner.search_name, Learner.id).limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE)
    how_many = (
        select(func.count())
        .select_from(Participation)
        .where(Participation.learner_id == Learner.id)
        .scalar_subquery()
    )
    rows = session.execute(
        select(Learner, how_many)
        .where(Learner.id.in_(wanted.subquery().select()))
        .order_by(Learner.search_name, Learner.id)
    )
    return LearnerPage([_row(person, participations=count) for person, count in rows], total)


def _row(person: Learner, *, participations: int) -> LearnerRow:
    return LearnerRow(
        person.id, person.last_name, person.first_name, person.born_on, person.insz_tail, person.insz_kind,
        person.name_is_damaged, participations, person.city,
    )  # fmt: skip


def learner_file(session: Session, *, actor: Actor, learner_id: int) -> LearnerFile | None:
    """One person; None when unknown or on nobody's campus of a limited actor."""
    person = session.get(Learner, learner_id)
    if person is None or not may_see(session, actor=actor, learner_id=learner_id):
        return None
    changes = session.scalars(
        select(LearnerChange).where(LearnerChange.learner_id == learner_id).order_by(LearnerChange.id.desc())
    )
    return LearnerFile(
        person.id, person.version, person.last_name, person.first_name, person.name_is_damaged, person.born_on,
        person.birth_place, person.insz_tail, person.insz_kind, person.language, person.street, person.postal_code,
        person.city, person.country, person.email, person.phone, person.employer_name, person.employer_number,
        person.merged_into_id, participations(session, actor=actor, learner_id=learner_id),
        [ChangeRow(c.changed_at, c.changed_by, c.field, c.old_text, c.reason) for c in changes],
    )  # fmt: skip


def surviving(session: Session, person: Learner) -> Learner:
    """The file that remained of a person: this one, or the last of those it was merged into."""
    while person.merged_into_id is not None:
        person = session.get_one(Learner, person.merged_into_id)
    return person


def may_see(session: Session, *, actor: Actor, learner_id: int) -> bool:
    """Whether a limited actor shares a campus with this person; who is in nothing yet is everybody's."""
    if actor.campus_ids is None:
        return True
    campuses = session.scalars(union(
        select(Participation.campus_id).where(Participation.learner_id == learner_id),
        select(Enrolment.campus_id).where(Enrolment.learner_id == learner_id),
    )).all()  # fmt: skip
    return not campuses or bool(actor.campus_ids.intersection(campuses))


def possible_twins(session: Session, *, actor: Actor, learner_id: int) -> list[LearnerRow]:
    """Other files that may be the same person: equal name, or equal birth date and family name."""
    person = session.get_one(Learner, learner_id)
    family = person.search_name.split(" ")[0]
    rows = session.scalars(
        select(Learner)
        .where(
            Learner.id != learner_id,
            Learner.merged_into_id.is_(None),
            or_(
                Learner.search_name == person.search_name,
                (Learner.born_on == person.born_on) & Learner.search_name.startswith(family, autoescape=True),
            ),
        )
        .limit(20)
    )
    return [
        _row(person, participations=0)
        for person in rows
        if may_see(session, actor=actor, learner_id=person.id)
    ]
