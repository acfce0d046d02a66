"""The stored projection of terms: one row per thing and rule, always recomputable from the facts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.deadlines import versions
from core.deadlines.stored import LED_REGISTRATION, STORED
from core.deadlines.terms import Term, Terms
from db.models import Deadline, Participation, Proof

PROOF = "proof"


@dataclass(frozen=True, slots=True)
class Facts:
    """What of a proof decides its deadline row."""

    proof_id: int
    learner_id: int
    campus_id: int
    trajectory_id: int
    kind: str
    state: str
    delivered_on: date | None
    registered_on: date | None
    hold: str


def facts_of(proof: Proof) -> Facts:
    """The deciding facts of a loaded proof."""
    return Facts(
        proof.id, proof.learner_id, proof.campus_id, proof.trajectory_id, proof.kind, proof.state, proof.delivered_on,
        proof.registered_on, proof.hold,
    )  # fmt: skip


def row(facts: Facts, term: Term) -> dict[str, object]:
    """The deadline row that these facts and this term must have."""
    return {
        "subject_kind": PROOF,
        "subject_id": facts.proof_id,
        "rule_id": term.rule_id,
        "rule_version_on": term.version_on,
        "learner_id": facts.learner_id,
        "campus_id": facts.campus_id,
        "trajectory_id": facts.trajectory_id,
        "kind": facts.kind,
        "stage": stage_of(facts),
        "starts_on": term.starts_on,
        "due_on": term.due_on,
        "target_on": term.target_on,
        "rolled_on": term.rolled_on,
        "state": state_of(facts, term),
        "met_on": facts.registered_on,
        "hold": facts.hold if facts.registered_on is None else "",
    }


def is_closed(facts: Facts) -> bool:
    """Whether nothing is waited for any more: registered, or withdrawn."""
    return facts.registered_on is not None or facts.state == "withdrawn"


def state_of(facts: Facts, term: Term) -> str:
    """Open, met, met late, or lapsed (a withdrawn proof needs no registration any more)."""
    if facts.registered_on is not None:
        return "met" if facts.registered_on <= term.due_on else "met_late"
    return "lapsed" if facts.state == "withdrawn" else "open"


def stage_of(facts: Facts) -> str:
    """How far the paper is: the state of the proof, and of an issued one whether it was handed over."""
    return "delivered" if facts.state == "issued" and facts.delivered_on is not None else facts.state


def settle(session: Session, *, proof: Proof, completed_on: date, terms: Terms) -> Deadline:
    """Write the projection of one proof, in the transaction of the command that changed it.

    What was met or lapsed and stays so keeps the dates it was judged by, whatever the provider chose since.
    """
    facts, term = facts_of(proof), terms.led(completed_on)
    stored = session.scalars(
        select(Deadline).where(
            Deadline.subject_kind == PROOF,
            Deadline.subject_id == proof.id,
            Deadline.rule_id == term.rule_id,
        )
    ).one_or_none()
    if stored is None:
        stored = Deadline(**row(facts, term))
        session.add(stored)
        return stored
    if stored.state != "open" and is_closed(facts) and stored.starts_on == completed_on:
        term = _as_stored(stored)
    for name, value in row(facts, term).items():
        if getattr(stored, name) != value:
            setattr(stored, name, value)
    return stored


def _as_stored(stored: Deadline) -> Term:
    return Term(
        stored.rule_id, stored.rule_version_on, stored.starts_on, stored.due_on, stored.target_on, stored.rolled_on
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Difference:
    """Where the stored projection is not what the facts and the law give."""

    subject_kind: str
    subject_id: int
    rule_id: str
    field: str
    stored: str
    computed: str

    def __str__(self) -> str:
        """One line for the command line, in Dutch."""
        what = f"{self.subject_kind} {self.subject_id}, {self.rule_id}"
        return f"{what}: {self.field} is {self.stored}, hoort {self.computed}"


def differences(session: Session, *, terms: Terms) -> Iterator[Difference]:
    """Recompute every stored term and name each difference; a right database gives none.

    An open term is what today's settings give; one that was met or lapsed, what some settings of the provider gave.
    """
    yield from _changed(session, terms)
    missing = (
        select(Proof.id)
        .outerjoin(Deadline, (Deadline.subject_kind == PROOF) & (Deadline.subject_id == Proof.id))
        .where(Deadline.id.is_(None))
    )
    for proof_id in session.scalars(missing):
        yield Difference(PROOF, proof_id, LED_REGISTRATION, "rij", "ontbreekt", "termijn")
    orphan = (
        select(Deadline.subject_id, Deadline.rule_id)
        .outerjoin(Proof, Proof.id == Deadline.subject_id)
        .where(Deadline.subject_kind == PROOF, Proof.id.is_(None))
    )
    for subject_id, rule_id in session.execute(orphan):
        yield Difference(PROOF, subject_id, rule_id, "rij", "termijn", "geen bewijs")


def _changed(session: Session, terms: Terms) -> Iterator[Difference]:
    columns = [
        getattr(Deadline, name)
        for name in (
            "rule_version_on", "learner_id", "campus_id", "trajectory_id", "kind", "stage", "starts_on", "due_on",
            "target_on", "rolled_on", "state", "met_on", "hold",
        )
    ]  # fmt: skip
    statement = (
        select(
            Proof.id, Proof.learner_id, Proof.campus_id, Proof.trajectory_id, Proof.kind, Proof.state,
            Proof.delivered_on, Proof.registered_on, Proof.hold, Participation.completed_on, *columns,
        )
        .join(Participation, Participation.id == Proof.participation_id)
        .join(Deadline, (Deadline.subject_kind == PROOF) & (Deadline.subject_id == Proof.id))
        .execution_options(yield_per=5000)
    )  # fmt: skip
    names = [column.key for column in columns]
    ages = versions.terms(session, rule=STORED[LED_REGISTRATION], now=terms)
    for found in session.execute(statement):
        facts, completed_on, stored = Facts(*found[:9]), found[9], found[10:]
        if completed_on is None:
            yield Difference(
                PROOF, facts.proof_id, LED_REGISTRATION, "completed_on", "termijn", "niet afgerond"
            )
            continue
        kept = dict(zip(names, stored, strict=True))
        wanted = row(facts, _judged(ages, facts, completed_on, kept))
        for name, value in kept.items():
            if name == "target_on" and kept["state"] != "open" and is_closed(facts):
                # A target is aimed for while a term is open; afterwards a new calendar rewrites no history.
                wanted[name] = _earlier(value, kept["due_on"])
            if value != wanted[name]:
                yield Difference(PROOF, facts.proof_id, LED_REGISTRATION, name, str(value), str(wanted[name]))


def _earlier(first: object, second: object) -> date:
    assert isinstance(first, date)
    assert isinstance(second, date)
    return min(first, second)


def _judged(ages: Sequence[Terms], facts: Facts, completed_on: date, kept: Mapping[str, object]) -> Term:
    """What today's settings give; of a closed term, what the settings gave that it was judged by."""
    now = ages[0].led(completed_on)
    if kept["state"] == "open" or not is_closed(facts):
        return now
    known = (each.led(completed_on) for each in ages)
    dates = kept["rule_version_on"], kept["due_on"], kept["rolled_on"]
    return next((term for term in known if (term.version_on, term.due_on, term.rolled_on) == dates), now)
