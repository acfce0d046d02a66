"""Trajectories as the other slices need them: their level, what they contain, and when they are recognised."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.errors import NotFound
from core.i18n import N_
from db.models import (
    Competence,
    PartContent,
    PartialQualification,
    Qualification,
    Trajectory,
    TrajectoryPart,
)


@dataclass(frozen=True, slots=True)
class PartFacts:
    """A partial qualification in scope, with the codes of its competences."""

    id: int
    code: str
    title: str
    competences: frozenset[str]


@dataclass(frozen=True, slots=True)
class TrajectoryFacts:
    """Everything a rule, a sheet or a proof asks about one trajectory.

    `parts` and `competences` hold what is in scope: all of the qualification on professional level, only the
    recognised parts and what they contain on partial level.
    """

    id: int
    code: str
    name: str
    kind: str
    level: str
    recognition_number: str
    recognised_on: date
    recognition_ends_on: date | None
    qualification_id: int
    qualification_code: str
    qualification_title: str
    vks_level: int | None
    parts: Mapping[str, PartFacts]
    competences: Mapping[str, str]
    competence_ids: Mapping[str, int]

    def recognised(self, day: date) -> bool:
        """Whether the recognition holds on that day."""
        return self.recognised_on <= day and (
            self.recognition_ends_on is None or day <= self.recognition_ends_on
        )

    @property
    def codes(self) -> tuple[str, ...]:
        """The qualification codes a sheet may give for this trajectory."""
        return (self.qualification_code,) if self.level == "professional" else tuple(sorted(self.parts))


# Built once: every proof that is completed, issued or reassessed asks these five.
_TRAJECTORIES = select(Trajectory, Qualification).join(
    Qualification, Qualification.id == Trajectory.qualification_id
)
_CONTENTS = select(PartContent.partial_qualification_id, Competence.code).join(
    Competence, Competence.id == PartContent.competence_id
)
_PARTS = select(PartialQualification).order_by(PartialQualification.code)
_COMPETENCES = select(Competence.qualification_id, Competence.code, Competence.id, Competence.title).order_by(
    Competence.code
)
_SCOPES = select(TrajectoryPart.trajectory_id, TrajectoryPart.partial_qualification_id)


def facts(session: Session) -> dict[str, TrajectoryFacts]:
    """All trajectories by code."""
    contents = _contents(session)
    parts = _parts(session, contents)
    competences = _competences(session)
    scopes = _scopes(session)
    found = {}
    for trajectory, qualification in session.execute(_TRAJECTORIES):
        own = parts.get(qualification.id, ())
        if trajectory.level == "partial":
            own = tuple(part for part in own if part.id in scopes.get(trajectory.id, frozenset()))
        found[trajectory.code] = _assembled(
            trajectory, qualification, own, competences.get(qualification.id, {})
        )
    return found


def facts_of(session: Session, trajectory_id: int) -> TrajectoryFacts:
    """One trajectory. Raises NotFound."""
    for found in facts(session).values():
        if found.id == trajectory_id:
            return found
    raise NotFound(N_("Dit traject bestaat niet meer. Kies een ander traject."))


def _assembled(
    trajectory: Trajectory,
    qualification: Qualification,
    parts: Sequence[PartFacts],
    competences: Mapping[str, tuple[int, str]],
) -> TrajectoryFacts:
    scope = dict(competences)
    if trajectory.level == "partial":
        inside = frozenset[str]().union(*(part.competences for part in parts))
        scope = {code: value for code, value in scope.items() if code in inside}
    return TrajectoryFacts(
        id=trajectory.id,
        code=trajectory.code,
        name=trajectory.name,
        kind=trajectory.kind,
        level=trajectory.level,
        recognition_number=trajectory.recognition_number,
        recognised_on=trajectory.recognised_on,
        recognition_ends_on=trajectory.recognition_ends_on,
        qualification_id=qualification.id,
        qualification_code=qualification.code,
        qualification_title=qualification.title,
        vks_level=qualification.vks_level,
        parts={part.code: part for part in parts},
        competences={code: title for code, (_, title) in scope.items()},
        competence_ids={code: key for code, (key, _) in scope.items()},
    )


def _contents(session: Session) -> dict[int, frozenset[str]]:
    grouped: dict[int, set[str]] = {}
    for part_id, code in session.execute(_CONTENTS):
        grouped.setdefault(part_id, set()).add(code)
    return {key: frozenset(codes) for key, codes in grouped.items()}


def _parts(session: Session, contents: Mapping[int, frozenset[str]]) -> dict[int, tuple[PartFacts, ...]]:
    grouped: dict[int, list[PartFacts]] = {}
    for part in session.scalars(_PARTS):
        own = PartFacts(part.id, part.code, part.title, contents.get(part.id, frozenset()))
        grouped.setdefault(part.qualification_id, []).append(own)
    return {key: tuple(parts) for key, parts in grouped.items()}


def _competences(session: Session) -> dict[int, dict[str, tuple[int, str]]]:
    grouped: dict[int, dict[str, tuple[int, str]]] = {}
    for qualification_id, code, key, title in session.execute(_COMPETENCES):
        grouped.setdefault(qualification_id, {})[code] = (key, title)
    return grouped


def _scopes(session: Session) -> dict[int, frozenset[int]]:
    grouped: dict[int, set[int]] = {}
    for trajectory_id, part_id in session.execute(_SCOPES):
        grouped.setdefault(trajectory_id, set()).add(part_id)
    return {key: frozenset(ids) for key, ids in grouped.items()}


@dataclass(frozen=True, slots=True)
class QualificationRow:
    """One qualification version of the catalogue."""

    id: int
    code: str
    title: str
    vks_level: int | None
    status: str
    recognised_on: date | None
    ended_on: date | None
    parts: tuple[PartFacts, ...]
    competences: Mapping[str, str]
    version: int


def qualifications(session: Session) -> list[QualificationRow]:
    """The catalogue: every version with its parts and competences."""
    parts = _parts(session, _contents(session))
    competences = _competences(session)
    return [
        QualificationRow(
            q.id, q.code, q.title, q.vks_level, q.status, q.recognised_on, q.ended_on, parts.get(q.id, ()),
            {code: title for code, (_, title) in competences.get(q.id, {}).items()}, q.version,
        )
        for q in session.scalars(select(Qualification).order_by(Qualification.code))
    ]  # fmt: skip
