"""What a sheet or its undo changes is held from before the last look until the end, so that nobody's work is lost.

Everybody takes the person first, then the participation, then the proof, each in the order of the keys: nobody waits
in a circle. On SQLite the writer has held the only lock since its transaction began; there is nothing to do.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypedDict

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.imports import chunks, traces
from core.imports.comparing import CompletionPlan
from core.imports.enrolmentplan import EnrolmentPlan
from core.imports.kinds import ACCEPTED, Applied, Finding, person_of
from core.imports.people import PersonPlan
from db.models import Learner, Participation, Proof, Trajectory


class _Lock(TypedDict, total=False):
    read: bool
    key_share: bool


# What is changed stays: rows that point at it by a foreign key need not wait. What goes must have nobody pointing.
CHANGES: _Lock = {"key_share": True}
REMOVES: _Lock = {}
POINTS: _Lock = {"read": True, "key_share": True}


@dataclass(frozen=True, slots=True)
class Held:
    """The versions of what is held."""

    people: Mapping[int, int]
    participations: Mapping[int, int]
    proofs: Mapping[int, int]


def one_sheet_at_a_time(session: Session) -> None:
    """Until the end of this transaction no other sheet is entered: the same one, sent twice at once, would write twice
    what it finds nowhere yet."""
    if not _is_alone(session):
        session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended("import.apply", 0))))


def still_as_read(session: Session, findings: Iterable[Finding]) -> bool:
    """Hold the stored things that a checked sheet writes to; whether they are still what the check read."""
    if _is_alone(session):
        return True
    plans = [found.plan for found in findings if found.status == ACCEPTED]
    persons = [
        plan if isinstance(plan, PersonPlan) else plan.person
        for plan in plans
        if isinstance(plan, CompletionPlan | EnrolmentPlan | PersonPlan)
    ]
    known = {plan.somebody.id: plan.somebody.version for plan in persons if plan.somebody.id is not None}
    stored = [plan.stored for plan in plans if isinstance(plan, CompletionPlan) and plan.stored is not None]
    read = Held(
        known,
        {found.id: found.version for found in stored},
        {proof.id: proof.version for found in stored for proof in found.proofs},
    )
    held = _hold(session, people=known, whole=traces.known_people(findings), lock=CHANGES)
    return (
        read.people.items() <= held.people.items()
        and read.participations.items() <= held.participations.items()
        and read.proofs.items() <= held.proofs.items()
    )


def before_undo(session: Session, rows: Sequence[Applied]) -> None:
    """Hold everything that taking these rows back may change or remove, before it is looked at."""
    if _is_alone(session):
        return
    wanted = {row.subject_id for row in rows if row.subject_kind == "participation"}
    owners = select(Participation.learner_id)
    people = {key for (key,) in chunks.rows(session, owners, Participation.id, wanted)}
    for person in map(person_of, rows):
        people |= {key for name in ("id", "created") if isinstance(key := person.get(name), int)}
    _hold(session, people=people, whole=sorted(people), participations=wanted, lock=REMOVES)


def _is_alone(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"


def _hold(
    session: Session,
    *,
    people: Collection[int],
    whole: Collection[int],
    lock: _Lock,
    participations: Collection[int] = (),
) -> Held:
    """Lock these people, these participations, and of the people in `whole` everything they have."""
    # New participations and proofs point at a trajectory, which whoever changes it holds before its proofs.
    session.execute(select(Trajectory.id).order_by(Trajectory.id).with_for_update(**POINTS)).all()
    persons = _locked(session, Learner, people, lock)
    own = select(Participation.id)
    courses = {key for (key,) in chunks.rows(session, own, Participation.learner_id, whole)}
    taken = _locked(session, Participation, courses.union(participations), lock)
    papers = select(Proof.id)
    owed = {key for (key,) in chunks.rows(session, papers, Proof.participation_id, taken)}
    return Held(persons, taken, _locked(session, Proof, owed, lock))


def _locked(
    session: Session, model: type[Learner | Participation | Proof], keys: Iterable[int], lock: _Lock
) -> dict[int, int]:
    statement = select(model.id, model.version).order_by(model.id).with_for_update(**lock)
    return {key: version for key, version in chunks.rows(session, statement, model.id, sorted(keys))}  # noqa: C416
