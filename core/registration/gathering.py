"""Reads from the database what is typed over for each proof: the frozen paper first, then the file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, literal_column, select
from sqlalchemy.orm import Session, aliased

from core.deadlines.terms import LED_REGISTRATION
from core.learners import vault
from core.learners.vault import Sealed
from core.provider_settings import queries as provider_settings
from core.registration.facts import Facts
from core.trajectories import queries as trajectories
from core.trajectories.queries import TrajectoryFacts
from db.models import (
    Deadline,
    Document,
    Learner,
    Organisation,
    Participation,
    Proof,
    Qualification,
    Trajectory,
)

COUNTRY, LANGUAGE = "entry.country", "entry.language"
STEP = 500
REFERENCE: ColumnElement[str] = func.coalesce(Document.number, Proof.external_number)


@dataclass(frozen=True, slots=True)
class _Provider:
    """What is the same for every proof: who issued it, where, and in which language."""

    name: str
    enterprise_number: str
    country: str
    language: str


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of the statement."""

    proof: Proof
    learner: Learner
    completed_on: date | None
    due_on: date
    led_subject_code: str
    led_subject: str
    issued_on: date | None
    reference: str
    is_taken: bool
    last_name: str | None
    first_name: str | None
    born_on: str | None
    title: str | None


def gather(session: Session, *, proof_ids: Sequence[int]) -> tuple[dict[int, Facts], Mapping[int, str]]:
    """The facts of these proofs by key, and beside them the digits of those whose number can be read.

    The digits are for the check alone: whoever shows one logs the look first (`commands.show`).
    """
    offered = {found.id: found for found in trajectories.facts(session).values()}
    provider = _provider(session)
    facts: dict[int, Facts] = {}
    numbers: dict[int, str] = {}
    for start in range(0, len(proof_ids), STEP):
        statement = _statement().where(Proof.id.in_(proof_ids[start : start + STEP]))
        for values in session.execute(statement):
            row = _Row(*values)
            facts[row.proof.id] = _facts(row, offered[row.proof.trajectory_id], provider)
            digits = _digits(row.learner)
            if digits is not None:
                numbers[row.proof.id] = digits
    return facts, numbers


def _provider(session: Session) -> _Provider:
    found = session.get(Organisation, 1)
    country, language = (provider_settings.text(session, key) for key in (COUNTRY, LANGUAGE))
    return _Provider(found.name if found else "", found.enterprise_number if found else "", country, language)


def _statement() -> Select[Any]:
    # Of the frozen content only these texts: it holds the logo as well.
    paper = [Document.content[name].as_string() for name in ("last_name", "first_name", "born_on", "title")]
    return (
        select(
            Proof, Learner, Participation.completed_on, Deadline.due_on, Qualification.led_subject_code,
            Qualification.led_subject, func.coalesce(Document.issued_on, Proof.issued_on), REFERENCE, _is_taken(),
            *paper,
        )
        .join(Learner, Learner.id == Proof.learner_id)
        .join(Participation, Participation.id == Proof.participation_id)
        .join(Trajectory, Trajectory.id == Proof.trajectory_id)
        .join(Qualification, Qualification.id == Trajectory.qualification_id)
        .join(
            Deadline,
            (Deadline.subject_kind == "proof")
            & (Deadline.subject_id == Proof.id)
            & (Deadline.rule_id == LED_REGISTRATION),
        )
        .outerjoin(Document, Document.id == Proof.document_id)
    )  # fmt: skip


def _is_taken() -> ColumnElement[bool]:
    """Whether another proof is known by the same reference: a paper issued elsewhere may bear any number."""
    other, paper = aliased(Proof), aliased(Document)
    elsewhere = exists().where(
        other.external_number != literal_column("''"),
        other.external_number == REFERENCE,
        other.id != Proof.id,
    )
    ours = exists().where(paper.number == REFERENCE, paper.subject_id != Proof.id)
    return elsewhere | ours


def _facts(row: _Row, trajectory: TrajectoryFacts, provider: _Provider) -> Facts:
    proof, learner = row.proof, row.learner
    own = (learner.last_name, learner.first_name, learner.born_on.isoformat() if learner.born_on else None)
    born_on = date.fromisoformat(row.born_on) if row.born_on else learner.born_on
    is_paper = row.last_name is not None
    return Facts(
        proof_id=proof.id, version=proof.version, learner_id=learner.id, campus_id=proof.campus_id, kind=proof.kind,
        hold=proof.hold, last_name=row.last_name or learner.last_name, first_name=_first(row, learner), born_on=born_on,
        name_is_damaged=learner.name_is_damaged, insz_tail=learner.insz_tail, insz_kind=learner.insz_kind,
        paper_differs=is_paper and own != (row.last_name, row.first_name, row.born_on), title=row.title or proof.title,
        qualification_code=_code(proof, trajectory), led_subject_code=row.led_subject_code, led_subject=row.led_subject,
        level=trajectory.vks_level, competences=_competences(proof, trajectory), issued_on=row.issued_on,
        completed_on=row.completed_on, institution=provider.name, enterprise_number=provider.enterprise_number,
        country=provider.country, language=provider.language, reference=row.reference,
        is_reference_unique=not row.is_taken, trajectory_kind=trajectory.kind, due_on=row.due_on,
        entered_on=proof.entered_on, entered_by=proof.entered_by, led_reference=proof.led_reference,
    )  # fmt: skip


def _first(row: _Row, learner: Learner) -> str:
    return learner.first_name if row.first_name is None else row.first_name


def _code(proof: Proof, trajectory: TrajectoryFacts) -> str:
    return proof.subject_code if proof.kind == "partial" else trajectory.qualification_code


def _competences(proof: Proof, trajectory: TrajectoryFacts) -> tuple[str, ...]:
    if proof.kind != "competences":
        return ()
    return tuple(f"{code} {trajectory.competences.get(code, '')}".strip() for code in proof.codes)


def _digits(learner: Learner) -> str | None:
    """The sealed number; None when there is none, or when it does not open with the keys of this installation."""
    if learner.insz_cipher is None:
        return None
    try:
        return vault.unseal(learner.insz_cipher)
    except Sealed:
        return None
