"""Issued documents: data, bytes and hash frozen together. Triggers refuse change on both databases."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base


class Document(Base):
    """One paper as it was issued. No row of this table ever changes; a correction is a new row."""

    __tablename__ = "document"
    __table_args__ = (
        CheckConstraint("length(sha256) = 64", "sha256"),
        CheckConstraint("corrects_id is null or length(reason) >= 10", "correction_reason"),
        Index("uq_document_sequence", "kind", "year", "sequence", unique=True),
        Index(
            "uq_document_corrects", "corrects_id",
            unique=True, sqlite_where=text("corrects_id is not null"), postgresql_where=text("corrects_id is not null"),
        ),
        Index("ix_document_subject", "subject_kind", "subject_id"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    year: Mapped[int]
    sequence: Mapped[int]
    number: Mapped[str] = mapped_column(String(20), unique=True)
    subject_kind: Mapped[str] = mapped_column(String(20))
    subject_id: Mapped[int]
    learner_id: Mapped[int] = mapped_column(ForeignKey("learner.id"), index=True)
    campus_id: Mapped[int] = mapped_column(ForeignKey("campus.id"))
    issued_on: Mapped[date]
    issued_at: Mapped[datetime]
    issued_by: Mapped[str] = mapped_column(String(120))
    template_version: Mapped[str] = mapped_column(String(40))
    verify_code: Mapped[str] = mapped_column(String(40), unique=True)
    content: Mapped[dict[str, Any]]
    pdf: Mapped[bytes] = mapped_column(LargeBinary)
    sha256: Mapped[str] = mapped_column(String(64))
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))
    reason: Mapped[str] = mapped_column(String(300), default="")


class DocumentCounter(Base):
    """The last number given per kind and year, raised in the issuing transaction: no gaps, no doubles."""

    __tablename__ = "document_counter"

    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int]


class DocumentEvent(Base):
    """What became of a paper: delivered (or not after all), destroyed, replaced, withdrawn. Append only."""

    __tablename__ = "document_event"
    __table_args__ = (
        CheckConstraint("kind in ('delivered','undelivered','destroyed','replaced','withdrawn')", "kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    happened_on: Mapped[date]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str] = mapped_column(String(120))
    reason: Mapped[str] = mapped_column(String(300), default="")
