"""What backs a record up: evidence files, and the history of problems, tickets and rights. Both only ever grow."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import KEYS_ARE_NEVER_REUSED, Base


class Evidence(Base):
    """A screenshot or PDF that shows that something was done. Triggers refuse change; it leaves by /evidence/<id>."""

    __tablename__ = "evidence"
    __table_args__ = (
        CheckConstraint("length(sha256) = 64", "sha256"),
        CheckConstraint("media_type in ('application/pdf','image/png','image/jpeg')", "media_type"),
        Index("ix_evidence_subject", "subject_kind", "subject_id"),
        KEYS_ARE_NEVER_REUSED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    subject_kind: Mapped[str] = mapped_column(String(20))
    subject_id: Mapped[int]
    learner_id: Mapped[int | None] = mapped_column(ForeignKey("learner.id"), index=True)
    campus_id: Mapped[int | None] = mapped_column(ForeignKey("campus.id"))
    name: Mapped[str] = mapped_column(String(120))
    media_type: Mapped[str] = mapped_column(String(40))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    sha256: Mapped[str] = mapped_column(String(64))
    added_at: Mapped[datetime]
    added_by: Mapped[str] = mapped_column(String(120))


class HistoryEvent(Base):
    """One thing that happened to a problem, a ticket, a right, a note: never changed, whatever becomes of it."""

    __tablename__ = "history_event"
    __table_args__ = (Index("ix_history_event_subject", "subject_kind", "subject_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    subject_kind: Mapped[str] = mapped_column(String(20))
    subject_id: Mapped[int]
    kind: Mapped[str] = mapped_column(String(30))
    happened_on: Mapped[date]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str] = mapped_column(String(120))
    field: Mapped[str] = mapped_column(String(40), default="")
    old_value: Mapped[str] = mapped_column(String(1000), default="")
    new_value: Mapped[str] = mapped_column(String(1000), default="")
    text: Mapped[str] = mapped_column(String(1000), default="")
