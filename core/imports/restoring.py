"""Putting a participation back as it was before a row changed it."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from core.deadlines import projection, terms
from core.errors import Conflict
from core.i18n import N_
from core.imports import chunks
from core.imports.kinds import Applied
from core.problem_reports import open_reports
from core.proofs import completions, earning, files
from core.trajectories import queries as trajectories
from db.models import AchievedCompetence, AchievedPart, Deadline, LedTicket, Participation, Proof

ISSUED = N_(
    "Rij {row}: voor deze deelnemer is intussen een bewijs uitgereikt. Deze invoer kan niet meer ongedaan."
)
REPORTED = N_(
    "Rij {row}: bij een bewijs van deze deelnemer is een probleem genoteerd. Wat daarmee gebeurde, gaat niet verloren, "
    "dus deze invoer kan niet meer ongedaan."
)
DAYS = ("starts_on", "completed_on", "issued_on", "delivered_on", "registered_on")


def restore(session: Session, row: Applied) -> None:
    """The stored facts of before, with the proofs that follow from them."""
    was = row.before["stored"]
    assert isinstance(was, dict)
    participation = session.get_one(Participation, row.subject_id, populate_existing=True)
    for name in ("campus_id", "starts_on", "completed_on", "outcome"):
        setattr(participation, name, value_of(name, was[name]))
    participation.version += 1
    session.flush()
    rule = terms.load(session)
    proofs = row.before.get("proofs")
    if isinstance(proofs, list):
        for kept in proofs:
            _restore_proof(session, kept, participation, rule)
        return
    remove_earned(session, [row])
    session.expire_all()
    trajectory = trajectories.facts_of(session, participation.trajectory_id)
    session.add_all(
        AchievedPart(participation_id=participation.id, partial_qualification_id=trajectory.parts[code].id)
        for code in was["parts"]
    )
    session.add_all(
        AchievedCompetence(participation_id=participation.id, competence_id=trajectory.competence_ids[code])
        for code in was["competences"]
    )
    session.flush()
    if participation.completed_on is not None:
        completion = completions.of(session, participation=participation, trajectory=trajectory)
        earning.store(session, completion=completion, terms=rule)


def value_of(name: str, value: object) -> object:
    """A kept value as its column holds it."""
    return date.fromisoformat(value) if name in DAYS and isinstance(value, str) else value


def _restore_proof(
    session: Session, kept: dict[str, object], participation: Participation, rule: terms.Terms
) -> None:
    proof = session.get_one(Proof, kept["id"], populate_existing=True)
    was = kept["was"]
    assert isinstance(was, dict)
    for name, value in was.items():
        setattr(proof, name, value_of(name, value))
    proof.version += 1
    open_reports.follow(session, proof)
    session.flush()
    assert participation.completed_on is not None
    # What held it up before the sheet may be solved by now.
    trajectory = trajectories.facts_of(session, proof.trajectory_id)
    files.hold_anew(session, proof, trajectory, completed_on=participation.completed_on)
    projection.settle(session, proof=proof, completed_on=participation.completed_on, terms=rule)
    session.flush()


def remove_earned(session: Session, rows: Sequence[Applied]) -> None:
    """Remove the proofs of these participations, with what was achieved. Raises Conflict when a paper was issued."""
    by_key = {row.subject_id: row for row in rows}
    for keys in chunks.of(by_key):
        # A proof with history of the sheet counts as issued too; a paper of ours is what has a document.
        unissued = delete(Proof).where(
            Proof.participation_id.in_(keys),
            Proof.document_id.is_(None),
            ~exists().where(LedTicket.proof_id == Proof.id),
        )
        gone = session.scalars(unissued.returning(Proof.id)).all()
        kept = session.scalar(select(Proof.participation_id).where(Proof.participation_id.in_(keys)).limit(1))
        if kept is not None:
            raise Conflict(ISSUED, row=by_key[kept].row)
        for proofs in chunks.of(gone):
            session.execute(
                delete(Deadline).where(Deadline.subject_kind == "proof", Deadline.subject_id.in_(proofs))
            )
        for table in (AchievedPart, AchievedCompetence):
            session.execute(delete(table).where(table.participation_id.in_(keys)))
