"""From a completed participation to the proofs it earns and their terms (rule `proofs_earned`)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from core.deadlines import projection
from core.deadlines.terms import Term, Terms
from core.proofs import problems
from core.proofs.completions import Completion
from core.rules import engine
from core.rules.law.proofs_earned import EarnedProofs
from core.trajectories.queries import TrajectoryFacts
from db.models import (
    Deadline,
    Proof,
)

TITLES = {
    "professional": "Bewijs van beroepskwalificatie {name} ({code})",
    "partial": "Bewijs van deelkwalificatie {name} ({code})",
    "competences": "Bewijs van competenties {name} ({code})",
}


@dataclass(frozen=True, slots=True)
class Planned:
    """One proof to be stored: column values without key, and the term of its registration."""

    values: dict[str, object]
    term: Term

    def deadline_values(self, proof_id: int) -> dict[str, object]:
        """The deadline row of this proof once it has a key."""
        values = self.values
        facts = projection.Facts(
            proof_id,
            _int(values["learner_id"]),
            _int(values["campus_id"]),
            _int(values["trajectory_id"]),
            str(values["kind"]),
            str(values["state"]),
            _day(values["delivered_on"]),
            _day(values["registered_on"]),
            str(values["hold"]),
        )
        return projection.row(facts, self.term)


def _int(value: object) -> int:
    assert isinstance(value, int)
    return value


def _day(value: object) -> date | None:
    assert value is None or isinstance(value, date)
    return value


def earned(
    trajectory: TrajectoryFacts, *, outcome: str, parts: Sequence[str], competences: Sequence[str]
) -> list[tuple[str, list[str]]]:
    """The proofs by the rule: (kind, codes). Raises InvalidFacts when the achievements do not fit the trajectory."""
    if outcome == "none":
        return []
    whole = outcome == "whole"
    named = sorted(trajectory.parts) if whole and trajectory.level == "partial" else list(parts)
    found = engine.evaluate(
        "proofs_earned",
        {
            "recognised_level": trajectory.level,
            "whole": whole,
            "parts": named,
            "competences": list(competences),
            "part_contents": {code: sorted(part.competences) for code, part in trajectory.parts.items()},
        },
    )
    return [(proof.kind, list(proof.codes)) for proof in found.finding(EarnedProofs).proofs]


def plan(completion: Completion, *, terms: Terms) -> list[Planned]:
    """Every proof a completion earns, with its title, its problem and its term."""
    term = terms.led(completion.completed_on)
    proofs = earned(
        completion.trajectory,
        outcome=completion.outcome,
        parts=completion.parts,
        competences=completion.competences,
    )
    return [Planned(_values(completion, kind, codes), term) for kind, codes in proofs]


def _values(completion: Completion, kind: str, codes: Sequence[str]) -> dict[str, object]:
    history, trajectory = completion.history, completion.trajectory
    is_issued = history.issued_on is not None
    subject = codes[0] if kind == "partial" else ""
    return {
        "participation_id": completion.participation_id,
        "learner_id": completion.learner_id,
        "trajectory_id": trajectory.id,
        "campus_id": completion.campus_id,
        "kind": kind,
        "subject_code": subject,
        "codes": list(codes),
        "title": title(trajectory, kind, subject),
        "state": "issued" if is_issued else "to_issue",
        "hold": problems.hold(
            person=completion.person,
            trajectory=trajectory,
            completed_on=completion.completed_on,
            is_issued=is_issued,
            has_open_problem=False,  # nobody can have reported anything about a proof that is being earned now
        ) if history.registered_on is None else "",
        "issued_on": history.issued_on,
        "external_number": history.external_number,
        "delivered_on": history.delivered_on,
        "registered_on": history.registered_on,
        "led_reference": history.led_reference,
    }  # fmt: skip


def title(trajectory: TrajectoryFacts, kind: str, subject: str) -> str:
    """The full name of a proof, as papers of the field have it."""
    if kind == "partial":
        return TITLES[kind].format(name=trajectory.parts[subject].title, code=subject)
    return TITLES[kind].format(name=trajectory.qualification_title, code=trajectory.qualification_code)


def store(session: Session, *, completion: Completion, terms: Terms) -> list[int]:
    """Write the proofs of one completion with their terms; gives their keys."""
    keys = []
    for planned in plan(completion, terms=terms):
        proof = Proof(**planned.values)
        session.add(proof)
        session.flush()
        session.add(Deadline(**planned.deadline_values(proof.id)))
        keys.append(proof.id)
    session.flush()
    return keys
