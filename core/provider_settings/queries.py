"""What the provider chose, or the default."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.provider_settings.registry import BY_KEY, CHOICES, Choice
from db.models import OwnSetting


@dataclass(frozen=True, slots=True)
class Chosen:
    """One choice as it stands: the value in force, and who changed it from the default, if anybody."""

    choice: Choice
    value: str
    source: str
    changed_at: datetime | None
    changed_by: str
    version: int


def chosen(session: Session) -> Sequence[Chosen]:
    """Every choice in the order of the registry."""
    stored = {row.key: row for row in session.scalars(select(OwnSetting))}
    return [_chosen(choice, stored.get(choice.key)) for choice in CHOICES]


def _chosen(choice: Choice, row: OwnSetting | None) -> Chosen:
    if row is None:
        return Chosen(choice, choice.default, choice.source, None, "", 0)
    return Chosen(choice, row.value, row.source, row.changed_at, row.changed_by, row.version)


def text(session: Session, key: str) -> str:
    """The value in force of one choice."""
    choice = BY_KEY[key]
    row = session.get(OwnSetting, key)
    return row.value if row is not None else choice.default


def number(session: Session, key: str) -> int:
    """The value in force of one choice that is a number, in its unit."""
    return int(text(session, key))
