"""From the plan of a row to the rows of the tables: what was achieved, the proofs and their terms."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from core.imports import keys, writing
from core.imports.comparing import CompletionPlan
from core.imports.completioncells import Completed
from core.proofs.earning import Completion, Planned
from core.proofs.problems import Person
from db.models import AchievedCompetence, AchievedPart, Deadline, Proof


def completion_of(key: int, plan: CompletionPlan) -> Completion:
    """The completion that a plan stands for, once its person is stored."""
    somebody, done = plan.person.somebody, plan.completed
    born_on = somebody.values.get("born_on")
    assert somebody.id is not None
    return Completion(
        participation_id=key,
        learner_id=somebody.id,
        campus_id=plan.campus_id,
        trajectory=done.trajectory,
        completed_on=done.completed_on,
        outcome=done.outcome,
        parts=done.parts,
        competences=done.competences,
        person=Person(
            has_insz=somebody.values.get("insz_index") is not None,
            name_is_damaged=bool(somebody.values["name_is_damaged"]),
            born_on=born_on,  # type: ignore[arg-type]
        ),
        history=done.history,
    )


def one_reference(planned: list[Planned]) -> list[Planned]:
    """A row names one LED reference; when several proofs follow, the first one carries it."""
    for later in planned[1:]:
        later.values["led_reference"] = ""
    return planned


def write_achieved(session: Session, completed: Sequence[tuple[int, Completed]]) -> None:
    """Write the competences and parts of these participations."""
    competences = [
        {"participation_id": key, "competence_id": done.trajectory.competence_ids[code]}
        for key, done in completed
        for code in done.competences
    ]
    parts = [
        {"participation_id": key, "partial_qualification_id": done.trajectory.parts[code].id}
        for key, done in completed
        for code in done.parts
    ]
    writing.bulk(session, AchievedCompetence, competences)
    writing.bulk(session, AchievedPart, parts)


def write_proofs(session: Session, planned: Sequence[Planned]) -> list[int]:
    """Write proofs with their terms; gives their keys."""
    fresh = keys.reserve(session, Proof, len(planned))
    proofs = [plan.values | {"id": key} for key, plan in zip(fresh, planned, strict=True)]
    writing.bulk(session, Proof, proofs)
    rows = [plan.deadline_values(key) for key, plan in zip(fresh, planned, strict=True)]
    writing.bulk(session, Deadline, rows)
    return fresh
