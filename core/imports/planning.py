"""From the plan of a row to the rows of the tables: what was achieved, the proofs and their terms."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from core.deadlines.terms import Terms
from core.imports import keys, writing
from core.imports.comparing import CompletionPlan
from core.imports.completioncells import Completed
from core.proofs import earning
from core.proofs.completions import Completion
from core.proofs.earning import Planned
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


class Earnings:
    """The proofs of many completions. Rows that differ in who and where alone share what the rule said."""

    def __init__(self, rule: Terms) -> None:
        self._rule = rule
        self._known: dict[tuple[object, ...], list[Planned]] = {}

    def of(self, completion: Completion) -> list[Planned]:
        """The proofs with their terms. One LED reference per row: when there are several, the first carries it."""
        person = completion.person
        alike = (
            completion.trajectory.id,
            completion.completed_on,
            completion.outcome,
            tuple(completion.parts),
            tuple(completion.competences),
            completion.history,
            (person.has_insz, person.name_is_damaged, person.born_on is None),
        )
        known = self._known.get(alike)
        if known is None:
            known = self._known[alike] = earning.plan(completion, terms=self._rule)
            for later in known[1:]:
                later.values["led_reference"] = ""
        own = {
            "participation_id": completion.participation_id,
            "learner_id": completion.learner_id,
            "campus_id": completion.campus_id,
        }
        return [Planned(planned.values | own, planned.term) for planned in known]


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
    proofs = [{**plan.values, "id": key} for key, plan in zip(fresh, planned, strict=True)]
    writing.bulk(session, Proof, proofs)
    rows = [plan.deadline_values(key) for key, plan in zip(fresh, planned, strict=True)]
    writing.bulk(session, Deadline, rows)
    return fresh
