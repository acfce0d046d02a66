"""Which proofs have an open problem: the fact that holds a registration up (core.proofs.problems)."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import exists, func, select, update
from sqlalchemy.orm import Session

from db.models import ProblemReport, Proof


def has_open(session: Session, *, proof_id: int) -> bool:
    """Whether a problem of this proof stands open."""
    found = exists().where(ProblemReport.proof_id == proof_id, ProblemReport.closed_on.is_(None))
    return bool(session.scalar(select(found)))


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
    """The reports of a proof that moved to another campus move along."""
    session.execute(
        update(ProblemReport).where(ProblemReport.proof_id == proof.id).values(campus_id=proof.campus_id)
    )
