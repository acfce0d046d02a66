"""What the database already knows about the participations of the people in a sheet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.imports import chunks
from core.problem_reports import open_reports
from core.proofs import fixed
from db.models import AchievedCompetence, AchievedPart, Competence, PartialQualification, Participation, Proof

CHUNK = 500


@dataclass(frozen=True, slots=True)
class StoredProof:
    """A proof with what already happened to it."""

    id: int
    state: str
    document_id: int | None
    issued_on: date | None
    delivered_on: date | None
    registered_on: date | None
    external_number: str
    led_reference: str
    version: int
    is_fixed: bool
    has_problem: bool
    has_open_problem: bool


@dataclass(slots=True)
class StoredParticipation:
    """A participation with what was achieved in it; `completed_on` None while it runs."""

    id: int
    learner_id: int
    trajectory_id: int
    campus_id: int
    starts_on: date | None
    completed_on: date | None
    outcome: str
    version: int
    parts: set[str] = field(default_factory=set)
    competences: set[str] = field(default_factory=set)
    proofs: list[StoredProof] = field(default_factory=list)

    @property
    def is_issued(self) -> bool:
        """Whether something was issued, so that the outcome is fixed."""
        return any(proof.is_fixed for proof in self.proofs)

    @property
    def has_problem(self) -> bool:
        """Whether a problem was noted with one of its proofs, whose history must not lose it."""
        return any(proof.has_problem for proof in self.proofs)

    @property
    def awaits_registration(self) -> bool:
        """Whether a proof of it stands here and is not registered yet."""
        return any(proof.registered_on is None for proof in self.proofs)

    @property
    def has_open_problem(self) -> bool:
        """Whether a problem with registering one of its proofs is not solved."""
        return any(proof.has_open_problem for proof in self.proofs)


class Participations:
    """Stored participations by person and trajectory."""

    def __init__(self, session: Session, learner_ids: Sequence[int]) -> None:
        self._known: dict[tuple[int, int], list[StoredParticipation]] = {}
        for found in _load(session, learner_ids).values():
            self._known.setdefault((found.learner_id, found.trajectory_id), []).append(found)

    def find(
        self, learner_id: int | None, trajectory_id: int, completed_on: date
    ) -> tuple[StoredParticipation | None, bool]:
        """The one completed on that day, else the one still running; and whether another was completed."""
        if learner_id is None:
            return None, False
        known = self._known.get((learner_id, trajectory_id), [])
        same = [found for found in known if found.completed_on == completed_on]
        running = [found for found in known if found.completed_on is None]
        has_other = any(found.completed_on not in {None, completed_on} for found in known)
        return next(iter(same or running), None), has_other

    def consume(self, found: StoredParticipation) -> None:
        """A running participation is completed by one row only."""
        if found.completed_on is None:
            self._known[(found.learner_id, found.trajectory_id)].remove(found)


def _load(session: Session, learner_ids: Sequence[int]) -> dict[int, StoredParticipation]:
    found: dict[int, StoredParticipation] = {}
    columns = (
        Participation.id,
        Participation.learner_id,
        Participation.trajectory_id,
        Participation.campus_id,
        Participation.starts_on,
        Participation.completed_on,
        Participation.outcome,
        Participation.version,
    )
    for row in chunks.rows(session, select(*columns), Participation.learner_id, learner_ids):
        found[row[0]] = StoredParticipation(*row)
    keys = list(found)
    competences = select(AchievedCompetence.participation_id, Competence.code).join(
        Competence, Competence.id == AchievedCompetence.competence_id
    )
    for key, code in chunks.rows(session, competences, AchievedCompetence.participation_id, keys):
        found[key].competences.add(code)
    parts = select(AchievedPart.participation_id, PartialQualification.code).join(
        PartialQualification, PartialQualification.id == AchievedPart.partial_qualification_id
    )
    for key, code in chunks.rows(session, parts, AchievedPart.participation_id, keys):
        found[key].parts.add(code)
    proofs = select(
        Proof.participation_id, Proof.id, Proof.state, Proof.document_id, Proof.issued_on, Proof.delivered_on,
        Proof.registered_on, Proof.external_number, Proof.led_reference, Proof.version,
        fixed.is_of_paper(), fixed.has_problem(), open_reports.stands_open(),
    )  # fmt: skip
    for values in chunks.rows(session, proofs.order_by(Proof.id), Proof.participation_id, keys):
        key, *facts = values
        found[key].proofs.append(StoredProof(*facts))
    return found


def taken_references(session: Session, references: Sequence[str]) -> Mapping[str, int]:
    """LED references that proofs carry already, with the participation they belong to."""
    found: dict[str, int] = {}
    for start in range(0, len(references), CHUNK):
        chunk = references[start : start + CHUNK]
        rows = session.execute(
            select(Proof.led_reference, Proof.participation_id).where(Proof.led_reference.in_(chunk))
        )
        found.update((reference, key) for reference, key in rows)
    return found
