"""Changes to trajectories and participations; completing one belongs to the proofs it earns."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from core import audit, lengths
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.deadlines import terms
from core.errors import Conflict, InvalidInput, NotFound
from core.i18n import N_
from core.proofs import reassessing
from core.trajectories import queries
from core.trajectories.catalogue_store import edit_qualification, import_qualification
from core.trajectories.enrolling import enrol
from db.models import (
    PartialQualification,
    Proof,
    Qualification,
    Trajectory,
    TrajectoryPart,
)

KINDS = {"training": N_("Opleidingstraject"), "evc": N_("EVC-traject")}
LEVELS = {"professional": N_("Beroepskwalificatie"), "partial": N_("Deelkwalificatie")}
CHANGED = N_("Iemand anders wijzigde dit traject intussen. Kijk beide waarden na en bewaar opnieuw.")
__all__ = [
    "KINDS", "LEVELS", "Recognition", "add_trajectory", "change_trajectory", "edit_qualification", "enrol",
    "import_qualification",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Recognition:
    """What the form of a trajectory edits; `parts` are codes, on partial level only."""

    code: str
    name: str
    kind: str
    level: str
    qualification_code: str
    recognition_number: str
    recognised_on: date
    recognition_ends_on: date | None
    parts: Sequence[str] = ()


def add_trajectory(session: Session, *, actor: Actor, today: date, recognition: Recognition) -> int:
    """A newly recognised trajectory, tied to one version of a qualification."""
    require(session, actor, Action.EDIT_TRAJECTORY)
    if session.scalar(select(Trajectory.id).where(Trajectory.code == recognition.code.strip())):
        raise InvalidInput(N_("Traject {code} bestaat al."), field="code", code=recognition.code.strip())
    qualification = _checked(session, recognition)
    trajectory = Trajectory(qualification_id=qualification.id, **_values(recognition))
    session.add(trajectory)
    session.flush()
    _set_parts(session, trajectory, qualification, recognition)
    audit.record(
        session, actor=actor, action="trajectory.add", subject_kind="trajectory", subject_id=trajectory.id,
        details={"code": trajectory.code, "on": today},
    )  # fmt: skip
    return trajectory.id


def change_trajectory(
    session: Session, *, actor: Actor, today: date, trajectory_id: int, version: int, recognition: Recognition
) -> None:
    """Correct a trajectory; its level and qualification are fixed once proofs follow from it."""
    require(session, actor, Action.EDIT_TRAJECTORY)
    trajectory = session.get(Trajectory, trajectory_id, with_for_update=True)
    if trajectory is None:
        raise NotFound(N_("Dit traject bestaat niet meer. Laad de lijst opnieuw."))
    if trajectory.version != version:
        raise Conflict(
            CHANGED, stored={"name": trajectory.name, "recognition_number": trajectory.recognition_number}
        )
    qualification = _checked(session, recognition)
    moved = (trajectory.level, trajectory.qualification_id) != (recognition.level, qualification.id)
    if moved and session.scalar(select(Proof.id).where(Proof.trajectory_id == trajectory_id).limit(1)):
        raise InvalidInput(
            N_(
                "Er zijn al bewijzen voor dit traject; niveau en kwalificatie liggen vast. Maak een nieuw traject."
            ),
            field="level",
        )
    code = recognition.code.strip()
    twin = select(Trajectory.id).where(Trajectory.code == code, Trajectory.id != trajectory_id)
    if session.scalar(twin) is not None:
        raise InvalidInput(N_("Traject {code} bestaat al."), field="code", code=code)
    for name, value in _values(recognition).items():
        setattr(trajectory, name, value)
    trajectory.qualification_id, trajectory.version = qualification.id, version + 1
    _set_parts(session, trajectory, qualification, recognition)
    session.flush()
    reassessing.of_trajectory(
        session, trajectory=queries.facts_of(session, trajectory_id), terms=terms.load(session)
    )
    audit.record(
        session, actor=actor, action="trajectory.change", subject_kind="trajectory", subject_id=trajectory_id,
        details={"code": trajectory.code, "on": today},
    )  # fmt: skip


def _values(recognition: Recognition) -> dict[str, object]:
    return {
        "code": recognition.code.strip(),
        "name": recognition.name.strip(),
        "kind": recognition.kind,
        "level": recognition.level,
        "recognition_number": recognition.recognition_number.strip(),
        "recognised_on": recognition.recognised_on,
        "recognition_ends_on": recognition.recognition_ends_on,
    }


def _checked(session: Session, recognition: Recognition) -> Qualification:
    if not recognition.code.strip() or not recognition.name.strip():
        raise InvalidInput(N_("Vul de code en de naam van het traject in."), field="code")
    if recognition.kind not in KINDS or recognition.level not in LEVELS:
        raise InvalidInput(N_("Kies de soort en het niveau van het traject."), field="level")
    lengths.check(Trajectory, _values(recognition))
    ends_on = recognition.recognition_ends_on
    if ends_on is not None and ends_on < recognition.recognised_on:
        raise InvalidInput(
            N_("De erkenning eindigt vóór ze begint. Kijk de datums na."), field="recognition_ends_on"
        )
    found = session.scalars(
        select(Qualification).where(Qualification.code == recognition.qualification_code)
    ).one_or_none()
    if found is None:
        raise InvalidInput(
            N_("Kwalificatie {code} staat niet in de lijst. Laad ze eerst in."),
            field="qualification_code",
            code=recognition.qualification_code,
        )
    return found


def _set_parts(
    session: Session, trajectory: Trajectory, qualification: Qualification, recognition: Recognition
) -> None:
    session.execute(delete(TrajectoryPart).where(TrajectoryPart.trajectory_id == trajectory.id))
    if recognition.level == "professional":
        return
    found = session.scalars(
        select(PartialQualification).where(
            PartialQualification.qualification_id == qualification.id,
            PartialQualification.code.in_(list(recognition.parts)),
        )
    ).all()
    if not found or len(found) != len(set(recognition.parts)):
        raise InvalidInput(
            N_("Kies minstens één deelkwalificatie van {code}."), field="parts", code=qualification.code
        )
    session.add_all(
        TrajectoryPart(trajectory_id=trajectory.id, partial_qualification_id=part.id) for part in found
    )
