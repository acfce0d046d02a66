"""What we hold, as it is compared: the proofs of the actor's campuses and who is known there: three questions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access import scope
from core.access.actors import Actor
from core.identifiers import mask
from core.reconciliation import spelling
from db.models import Document, Learner, Participation, Proof

Named = tuple[str, date]


@dataclass(frozen=True, slots=True, repr=False)
class Held:
    """One proof with the person it is about. `numbers` are all its papers' numbers, those before a correction too."""

    proof_id: int
    learner_id: int
    campus_id: int
    reference: str
    numbers: tuple[str, ...]
    insz_index: str
    insz_tail: str
    name: str
    born_on: date | None
    kind: str
    title: str
    state: str
    completed_on: date | None
    issued_on: date | None
    entered_on: date | None
    registered_on: date | None
    cancelled_on: date | None

    @property
    def name_key(self) -> str:
        """By what the person is known."""
        return spelling.name(self.name)

    @property
    def title_keys(self) -> tuple[str, ...]:
        """By what the title is known: its code and its name."""
        return spelling.titles(self.title)

    @property
    def masked_number(self) -> str:
        """The national number as everybody may see it."""
        return mask(self.insz_tail)

    @property
    def status(self) -> str:
        """How it stands here."""
        if self.cancelled_on is not None:
            return "cancelled"
        if self.state != "issued":
            return self.state
        return "valid" if self.registered_on is not None else "not_registered"

    def is_expected(self, first_on: date | None, last_on: date | None) -> bool:
        """Whether a list of that period must hold it: registered in it, and neither cancelled nor withdrawn."""
        if self.registered_on is None or self.status != "valid":
            return False
        return (first_on is None or first_on <= self.registered_on) and (
            last_on is None or self.registered_on <= last_on
        )


@dataclass(frozen=True, slots=True)
class People:
    """Who is known, by national number and by name with birth date."""

    by_number: Mapping[str, int]
    by_name: Mapping[Named, tuple[int, ...]]


def proofs(session: Session, *, actor: Actor) -> list[Held]:
    """Every proof of the actor's campuses, whatever its state."""
    papers: dict[int, list[str]] = {}
    statement = select(Document.subject_id, Document.number).where(
        Document.subject_kind == "proof", *scope.of_campuses(actor, Document.campus_id)
    )
    for proof_id, number in session.execute(statement):
        papers.setdefault(proof_id, []).append(number)
    rows = session.execute(
        select(
            Proof.id, Proof.learner_id, Proof.campus_id, Proof.led_reference, Proof.external_number, Learner.insz_index,
            Learner.insz_tail, Learner.last_name, Learner.first_name, Learner.born_on, Proof.kind, Proof.title,
            Proof.state, Participation.completed_on, Proof.issued_on, Proof.entered_on, Proof.registered_on,
            Proof.led_cancelled_on,
        )
        .join(Learner, Learner.id == Proof.learner_id)
        .join(Participation, Participation.id == Proof.participation_id)
        .where(*scope.of_campuses(actor, Proof.campus_id))
        .order_by(Proof.id)
    )  # fmt: skip
    return [
        Held(
            key, learner, campus, reference, _numbers(papers.get(key, ()), external), index or "", tail,
            f"{last}, {first}".strip(", "), *rest,
        )
        for key, learner, campus, reference, external, index, tail, last, first, *rest in rows
    ]  # fmt: skip


def _numbers(papers: list[str] | tuple[()], external: str) -> tuple[str, ...]:
    return (*papers, external) if external else tuple(papers)


def people(session: Session, *, actor: Actor) -> People:
    """Everybody with a file; for who works on some campuses, those who take or took part there."""
    statement = select(Learner.id, Learner.insz_index, Learner.last_name, Learner.first_name, Learner.born_on)
    statement = statement.where(Learner.merged_into_id.is_(None)).order_by(Learner.id)
    if actor.campus_ids is not None:
        there = scope.of_campuses(actor, Participation.campus_id)
        statement = statement.where(
            select(Participation.id).where(Participation.learner_id == Learner.id, *there).exists()
        )
    by_number: dict[str, int] = {}
    by_name: dict[Named, tuple[int, ...]] = {}
    for key, index, last, first, born_on in session.execute(statement):
        if index:
            by_number[index] = key
        if born_on is not None:
            named = (spelling.name(f"{last} {first}"), born_on)
            by_name[named] = (*by_name.get(named, ()), key)
    return People(by_number, by_name)
