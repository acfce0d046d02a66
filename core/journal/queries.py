"""What colleagues did since somebody was last here; the whole log stands in core.journal.entries."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from core.access.actors import Actor
from db.models import Account, AuditEntry, Proof

NEWS = (
    "proof.issue", "proof.register", "proof.correct", "proof.withdraw", "import.apply", "import.undo", "learner.merge",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class NewsRow:
    """One act of a colleague."""

    at: datetime
    actor: str
    action: str
    details: Mapping[str, object]


def news(session: Session, *, actor: Actor, limit: int = 5) -> list[NewsRow]:
    """What others did with proofs and sheets since the actor's previous visit, newest first."""
    account = session.get(Account, actor.id) if actor.id is not None else None
    if account is None or account.previous_visit_at is None:
        return []
    rows = session.scalars(
        select(AuditEntry)
        .where(
            AuditEntry.action.in_(NEWS),
            AuditEntry.at >= account.previous_visit_at,
            AuditEntry.actor_name != actor.name,
            *_within_reach(actor),
        )
        .order_by(AuditEntry.sequence.desc())
        .limit(limit)
    )
    return [NewsRow(row.at, row.actor_name, row.action, json.loads(row.details)) for row in rows]


def _within_reach(actor: Actor) -> list[ColumnElement[bool]]:
    """For somebody limited to campuses only what was done to a proof there: an entry names no campus itself."""
    if actor.campus_ids is None:
        return []
    own = select(Proof.id).where(Proof.campus_id.in_(sorted(actor.campus_ids)))
    return [AuditEntry.subject_kind == "proof", AuditEntry.subject_id.in_(own)]
