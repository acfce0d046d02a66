"""The terms as they stand, and when a run last removed something."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.provider_settings import queries as provider_settings
from core.provider_settings.queries import Chosen
from core.retention.registry import KINDS, Kind
from db.models import AuditEntry


@dataclass(frozen=True, slots=True)
class KindRow:
    """One kind of record with the term in force."""

    kind: Kind
    chosen: Chosen

    @property
    def months(self) -> int:
        """How long it is kept; 0 is for good."""
        return int(self.chosen.value)


@dataclass(frozen=True, slots=True)
class LastRun:
    """When a run last took place, by whom, and how many records went per kind."""

    at: datetime
    actor: str
    removed: Mapping[str, int]


def kinds(session: Session) -> Sequence[KindRow]:
    """Every kind in the order of the registry."""
    by_key = {found.choice.key: found for found in provider_settings.chosen(session)}
    return [KindRow(kind, by_key[kind.key]) for kind in KINDS]


def last_run(session: Session) -> LastRun | None:
    """The newest run; None when there never was one."""
    entry = session.scalars(
        select(AuditEntry)
        .where(AuditEntry.action == "retention.run")
        .order_by(AuditEntry.at.desc(), AuditEntry.sequence.desc())
        .limit(1)
    ).one_or_none()
    if entry is None:
        return None
    removed = json.loads(entry.details)["removed"]
    return LastRun(entry.at, entry.actor_name, {code: int(count) for code, count in removed.items()})
