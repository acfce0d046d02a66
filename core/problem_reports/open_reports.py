"""Which proofs have an open problem: the fact that holds a registration up (core.proofs.problems)."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, exists, func, select, update
from sqlalchemy.orm import Session

from db.models import LedTicket, ProblemReport, Proof


def has_open(session: Session, *, proof_id: int) -> bool:
    """Whether a problem of this proof stands open."""
    found = exists().where(ProblemReport.proof_id == proof_id, ProblemReport.closed_on.is_(None))
    return bool(session.scalar(select(found)))


def stands_open() -> ColumnElement[bool]:
    """Of a proof in the statement: a problem of it is not closed."""
    return exists().where(ProblemReport.proof_id == Proof.id, ProblemReport.closed_on.is_(None))


def among(session: Session, *, proof_ids: Sequence[int]) -> frozenset[int]:
    """Those of a few proofs (of one person) that have one."""
    if not proof_ids:
        return frozenset()
    open_ones = select(ProblemReport.proof_id).where(
        ProblemReport.proof_id.in_(proof_ids), ProblemReport.closed_on.is_(None)
    )
    return frozenset(session.scalars(open_ones))


def every(session: Session) -> frozenset[int]:
    """Every proof that has one: few beside all proofs, so they are read once."""
    return frozenset(session.scalars(select(ProblemReport.proof_id).where(ProblemReport.closed_on.is_(None))))


def oldest(session: Session, *, proof_id: int) -> date | None:
    """The day the oldest open problem of this proof was noticed."""
    return session.scalar(
        select(func.min(ProblemReport.noticed_on)).where(
            ProblemReport.proof_id == proof_id, ProblemReport.closed_on.is_(None)
        )
    )


def follow(session: Session, proof: Proof) -> None:
    """What was reported about a proof, to WEWIS or in LED, moves along when it moves to another campus."""
    for table in (ProblemReport, LedTicket):
        session.execute(update(table).where(table.proof_id == proof.id).values(campus_id=proof.campus_id))
