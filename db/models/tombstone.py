"""What remains of a record that was removed because its time was up or a person asked: that it was there, no more."""

from datetime import date, datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base


class Tombstone(Base):
    """Number, hash and dates of something removed; no name, no national number. Triggers refuse change."""

    __tablename__ = "tombstone"
    __table_args__ = (Index("ix_tombstone_subject", "subject_kind", "subject_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    subject_kind: Mapped[str] = mapped_column(String(30))
    subject_id: Mapped[int]
    number: Mapped[str] = mapped_column(String(60), default="")
    sha256: Mapped[str] = mapped_column(String(64), default="")
    record_on: Mapped[date | None]
    removed_on: Mapped[date]
    removed_at: Mapped[datetime]
    removed_by: Mapped[str] = mapped_column(String(120))
    reason: Mapped[str] = mapped_column(String(300))
