"""What has to be typed over into MAGDA Online: the list by due date, its records, the sitting, the number in it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from core.access import scope
from core.access.actors import Actor
from core.learners import vault
from core.proofs import narrowing, rows
from core.proofs.filters import Filters, Step
from core.proofs.rows import QueueRow
from core.provider_settings import queries as provider_settings
from core.registration import completeness, gathering
from core.registration.completeness import Finding
from core.registration.facts import Facts
from db.models import AccessEntry, Deadline, HandoverSession, Learner, Proof

LOOK = "handover"
SITTING_MINUTES, NUMBER_MINUTES = "entry.sitting_minutes", "entry.number_minutes"
# So many are offered at a time, the most urgent first: a sitting of more would outlast a working day.
MOST = 200


class Mode(StrEnum):
    """What is gone through: proofs to type over, or proofs typed over that still have to be seen in LED."""

    ENTER = "enter"
    CONFIRM = "confirm"


@dataclass(frozen=True, slots=True)
class Record:
    """One proof to type over, its place in the queue, and what is wrong with it."""

    row: QueueRow
    facts: Facts
    findings: tuple[Finding, ...]

    @property
    def is_complete(self) -> bool:
        """Whether it can be typed over as it is."""
        return completeness.is_complete(self.findings)


@dataclass(frozen=True, slots=True)
class Worklist:
    """The records that can be typed over and those that cannot yet, each by due date; `total` counts beyond MOST."""

    ready: Sequence[Record]
    incomplete: Sequence[Record]
    total: int


@dataclass(frozen=True, slots=True)
class Sitting:
    """A sitting that goes on at this moment, and when it ends by itself."""

    id: int
    reason: str
    begun_at: datetime
    ends_at: datetime


def worklist(
    session: Session, *, actor: Actor, today: date, filters: Filters, mode: Mode = Mode.ENTER
) -> Worklist:
    """Issued proofs that are not registered, narrowed by kind, campus and trajectory; most urgent first."""
    wanted, values = _wanted(actor, filters, mode, today)
    first = wanted.order_by(Deadline.due_on, Deadline.id).limit(MOST).subquery()
    statement = rows.columns().where(Deadline.id.in_(first.select())).order_by(Deadline.due_on, Deadline.id)
    listed = [rows.row(each, today) for each in session.execute(statement, values)]
    total = len(listed)
    if total == MOST:
        # Only then is there more than what was just read.
        total = session.scalar(select(func.count()).select_from(wanted.subquery()), values) or total
    found = records(session, listed, today=today)
    # What was typed over already is confirmed, whatever its file says today.
    ready = [record for record in found if record.is_complete or mode is Mode.CONFIRM]
    return Worklist(ready, [record for record in found if record not in ready], total)


def _wanted(actor: Actor, filters: Filters, mode: Mode, today: date) -> tuple[Select[int], dict[str, object]]:
    asked = Filters(
        step=Step.REGISTER,
        kind=filters.kind,
        campus_id=filters.campus_id,
        trajectory_id=filters.trajectory_id,
    )
    values = narrowing.values_of(actor, asked, today=today)
    entered = Proof.entered_on.is_(None) if mode is Mode.ENTER else Proof.entered_on.is_not(None)
    keys = narrowing.keys(narrowing.shape_of(actor, asked))
    return keys.join(Proof, Proof.id == Deadline.subject_id).where(Proof.state == "issued", entered), values


def to_confirm(session: Session, *, actor: Actor) -> int:
    """How many proofs were typed over and not yet seen in LED, on the actor's campuses."""
    statement = select(func.count()).where(
        Proof.entered_on.is_not(None), Proof.registered_on.is_(None), Proof.state == "issued"
    )
    return session.scalar(statement.where(*scope.of_campuses(actor, Proof.campus_id))) or 0


def still_open(session: Session, *, actor: Actor, proof_ids: Collection[int], mode: Mode) -> list[int]:
    """Which of these still have to be done, in the order given; what a colleague did meanwhile is left out."""
    entered = Proof.entered_on.is_(None) if mode is Mode.ENTER else Proof.entered_on.is_not(None)
    found = session.scalars(
        select(Proof.id).where(
            Proof.id.in_(proof_ids), Proof.state == "issued", Proof.registered_on.is_(None), entered,
            *scope.of_campuses(actor, Proof.campus_id),
        )
    )  # fmt: skip
    still = set(found)
    return [key for key in proof_ids if key in still]


def chosen(session: Session, *, actor: Actor, today: date, proof_ids: Collection[int]) -> list[Record]:
    """The records of these proofs in the order given; those of another campus are left out."""
    statement = rows.columns().where(
        Proof.id.in_(proof_ids), Deadline.subject_kind == "proof", *scope.of_campuses(actor, Proof.campus_id)
    )
    found = {values[0]: rows.row(values, today) for values in session.execute(statement)}
    return records(session, [found[key] for key in dict.fromkeys(proof_ids) if key in found], today=today)


def records(session: Session, listed: Sequence[QueueRow], *, today: date) -> list[Record]:
    """Rows of the queue with all that is typed over for each. The national number is read to be checked, and let go."""
    facts, numbers = gathering.gather(session, proof_ids=[row.proof_id for row in listed])
    return [
        Record(
            row, facts[row.proof_id],
            completeness.findings(facts[row.proof_id], digits=numbers.get(row.proof_id), today=today),
        )
        for row in listed
    ]  # fmt: skip


def sitting(session: Session, *, actor: Actor, login: str, now: datetime) -> Sitting | None:
    """The sitting of this person in this login, if one goes on; it ends by itself after a setting of minutes."""
    found = session.scalars(
        select(HandoverSession)
        .where(HandoverSession.account_id == actor.id, HandoverSession.ended_at.is_(None))
        .order_by(HandoverSession.id.desc())
        .limit(1)
    ).one_or_none()
    if found is None or found.login != login:
        return None
    ends_at = found.begun_at + timedelta(minutes=provider_settings.number(session, SITTING_MINUTES))
    return Sitting(found.id, found.reason, found.begun_at, ends_at) if now < ends_at else None


def subject_of_look(*, sitting_id: int, proof_id: int) -> str:
    """How the log of looks names a record shown in a sitting."""
    return f"handover {sitting_id} proof {proof_id}"


def shown_until(
    session: Session, *, actor: Actor, sitting_id: int, proof_id: int, learner_id: int
) -> datetime | None:
    """Until when the number of a record may stand on the screen: some minutes from its last look in the log."""
    subject = subject_of_look(sitting_id=sitting_id, proof_id=proof_id)
    looked_at = session.scalar(
        select(func.max(AccessEntry.at)).where(
            AccessEntry.learner_id == learner_id, AccessEntry.account_id == actor.id, AccessEntry.what == LOOK,
            AccessEntry.subject == subject,
        )
    )  # fmt: skip
    if looked_at is None:
        return None
    return looked_at + timedelta(minutes=provider_settings.number(session, NUMBER_MINUTES))


def number(
    session: Session, *, actor: Actor, sitting_id: int, proof_id: int, learner_id: int, now: datetime
) -> str | None:
    """The national number of a record in front, eleven digits; None unless its look stands in the log and is fresh.

    Nothing that was not committed to the log first can come out of here.
    """
    until = shown_until(session, actor=actor, sitting_id=sitting_id, proof_id=proof_id, learner_id=learner_id)
    if until is None or now >= until:
        return None
    owned = select(Proof.learner_id).where(Proof.id == proof_id, *scope.of_campuses(actor, Proof.campus_id))
    cipher = session.scalar(
        select(Learner.insz_cipher).where(Learner.id == learner_id, Learner.id.in_(owned))
    )
    return vault.unseal(cipher) if cipher is not None else None
