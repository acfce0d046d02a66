"""What somebody has to do by a day because something changed: rights to grant or to take away, a review."""

from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import KEYS_ARE_NEVER_REUSED, Base


class Task(Base):
    """One task. Its term is one of our own (`own_setting`), never one of the law; `subject` is what it is about."""

    __tablename__ = "task"
    __table_args__ = (
        CheckConstraint("state in ('open','done','dropped')", "state"),
        CheckConstraint("(state = 'open') = (done_on is null)", "done"),
        Index("ix_task_state", "state", "due_on", "id"),
        Index("ix_task_subject", "subject_kind", "subject_id", "kind"),
        KEYS_ARE_NEVER_REUSED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(30))
    subject_kind: Mapped[str] = mapped_column(String(20))
    subject_id: Mapped[int | None]
    staff_member_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"), index=True)
    details: Mapped[dict[str, Any]]
    created_on: Mapped[date]
    due_on: Mapped[date]
    state: Mapped[str] = mapped_column(String(10), default="open")
    done_on: Mapped[date | None]
    done_by: Mapped[str] = mapped_column(String(120), default="")
    outcome: Mapped[str] = mapped_column(String(30), default="")
    note: Mapped[str] = mapped_column(String(300), default="")
    version: Mapped[int] = mapped_column(default=1)
