"""Once-only keys, the last undoable act of a user, and named views."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base


class Operation(Base):
    """A form's nonce: the same submit twice has one effect and one result."""

    __tablename__ = "operation"

    nonce: Mapped[str] = mapped_column(String(64), primary_key=True)
    command: Mapped[str] = mapped_column(String(60))
    at: Mapped[datetime]
    result: Mapped[dict[str, Any]]


class UndoStep(Base):
    """What a user can take back: the command and what was there before."""

    __tablename__ = "undo_step"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    command: Mapped[str] = mapped_column(String(60))
    summary: Mapped[str] = mapped_column(String(300))
    payload: Mapped[dict[str, Any]]
    at: Mapped[datetime]
    undone_at: Mapped[datetime | None]


class SavedView(Base):
    """A named view of a page, per user: filters only, never personal data."""

    __tablename__ = "saved_view"
    __table_args__ = (UniqueConstraint("account_id", "page", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    page: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(80))
    filters: Mapped[dict[str, Any]]
