"""Rows about a participation that is stored already: completed, corrected, or given its history."""

from collections.abc import Mapping

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from core.deadlines import projection
from core.deadlines.terms import Terms
from core.imports import planning, writing
from core.imports.comparing import CompletionPlan
from core.imports.completioncells import Completed
from core.imports.stored import StoredParticipation
from core.problem_reports import open_reports
from core.proofs import completing
from core.proofs.completions import History
from db.models import AchievedCompetence, AchievedPart, Participation, Proof


def change(session: Session, row: int, plan: CompletionPlan, rule: Terms) -> tuple[int, dict[str, object]]:
    """Write a stored participation that is completed, corrected, or gets its history."""
    stored, done = plan.stored, plan.completed
    assert stored is not None
    values = {
        "campus_id": plan.campus_id,
        "starts_on": done.starts_on or stored.starts_on,
        "completed_on": done.completed_on,
        "outcome": done.outcome,
        "version": stored.version + 1,
    }
    session.execute(update(Participation).where(Participation.id == stored.id).values(**values))
    before: dict[str, object] = {"version": stored.version + 1, "stored": as_before(stored)}
    if plan.replans:
        forget(session, stored.id)
        planning.write_achieved(session, [(stored.id, done)])
        planning.write_proofs(session, planning.Earnings(rule).of(planning.completion_of(stored.id, plan)))
    else:
        before["proofs"] = fill(session, stored.id, done, plan.campus_id, rule)
    return stored.id, before


def as_before(stored: StoredParticipation) -> dict[str, object]:
    """The stored facts as the undo needs them, in JSON."""
    return {
        "campus_id": stored.campus_id,
        "starts_on": writing.plain(stored.starts_on),
        "completed_on": writing.plain(stored.completed_on),
        "outcome": stored.outcome,
        "parts": sorted(stored.parts),
        "competences": sorted(stored.competences),
    }


def forget(session: Session, participation_id: int) -> None:
    """Remove what a participation achieved, with proofs that were never issued."""
    found = session.scalars(select(Proof.id).where(Proof.participation_id == participation_id)).all()
    session.flush()
    completing.remove_proofs(session, proof_ids=found)
    for table in (AchievedPart, AchievedCompetence):
        session.execute(delete(table).where(table.participation_id == participation_id))


def fill(
    session: Session, participation_id: int, done: Completed, campus_id: int, rule: Terms
) -> list[Mapping[str, object]]:
    """Put history and campus on existing proofs; gives what they were."""
    session.flush()
    statement = select(Proof).where(Proof.participation_id == participation_id).order_by(Proof.id)
    before: list[Mapping[str, object]] = []
    for number, proof in enumerate(session.scalars(statement.execution_options(populate_existing=True))):
        wanted = filled(proof, done.history, campus_id, is_first=number == 0)
        if not wanted:
            continue
        was = {name: writing.plain(getattr(proof, name)) for name in wanted}
        for name, value in wanted.items():
            setattr(proof, name, value)
        proof.version += 1
        open_reports.follow(session, proof)
        before.append({"id": proof.id, "was": was, "version": proof.version})
        session.flush()
        projection.settle(session, proof=proof, completed_on=done.completed_on, terms=rule)
    session.flush()
    return before


def filled(proof: Proof, history: History, campus_id: int, *, is_first: bool) -> dict[str, object]:
    """The columns of a proof that its history and campus set."""
    given: dict[str, object] = {
        name: value
        for name in ("issued_on", "delivered_on", "registered_on", "external_number")
        if (value := getattr(history, name))
    }
    if history.led_reference and is_first:
        given["led_reference"] = history.led_reference
    if history.issued_on is not None and proof.state == "to_issue":
        given["state"] = "issued"
    if history.registered_on is not None:
        given["hold"] = ""
    given["campus_id"] = campus_id
    return {name: value for name, value in given.items() if getattr(proof, name) != value}


def proof_versions(session: Session, participation_id: int) -> dict[str, int]:
    """The proofs of a participation as this import leaves them."""
    found = session.execute(select(Proof.id, Proof.version).where(Proof.participation_id == participation_id))
    return {str(key): version for key, version in found}
