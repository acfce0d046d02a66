"""Proofs: what a completed participation earns, from "to issue" to "registered in LED"."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import KEYS_ARE_NEVER_REUSED, Base

TO_CONFIRM = text("entered_on is not null and registered_on is null")


class Proof(Base):
    """One proof owed to one person. The paper itself is the frozen row in `document`.

    `entered_on` is the day it was typed into the tool, `registered_on` the day that was seen to have succeeded, which
    meets the term; `led_cancelled_on` the day LED has it as "geannuleerd" (the registration stays on record).
    """

    __tablename__ = "proof"
    __table_args__ = (
        CheckConstraint("kind in ('professional','partial','competences')", "kind"),
        CheckConstraint("state in ('to_issue','issued','withdrawn')", "state"),
        CheckConstraint("(state = 'to_issue') = (issued_on is null)", "issued"),
        CheckConstraint("registered_on is null or issued_on is not null", "registered"),
        Index(
            "uq_proof_led_reference", "led_reference",
            unique=True, sqlite_where=text("led_reference <> ''"), postgresql_where=text("led_reference <> ''"),
        ),
        Index(
            "ix_proof_external_number", "external_number",
            sqlite_where=text("external_number <> ''"), postgresql_where=text("external_number <> ''"),
        ),
        Index("ix_proof_to_confirm", "campus_id", "entered_on", sqlite_where=TO_CONFIRM, postgresql_where=TO_CONFIRM),
        Index("uq_proof_earned", "participation_id", "kind", "subject_code", unique=True),
        KEYS_ARE_NEVER_REUSED,
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    participation_id: Mapped[int] = mapped_column(ForeignKey("participation.id"))
    learner_id: Mapped[int] = mapped_column(ForeignKey("learner.id"), index=True)
    trajectory_id: Mapped[int] = mapped_column(ForeignKey("trajectory.id"))
    campus_id: Mapped[int] = mapped_column(ForeignKey("campus.id"))
    kind: Mapped[str] = mapped_column(String(15))
    subject_code: Mapped[str] = mapped_column(String(30), default="")
    codes: Mapped[list[str]]
    title: Mapped[str] = mapped_column(String(1000))
    state: Mapped[str] = mapped_column(String(12), default="to_issue")
    hold: Mapped[str] = mapped_column(String(30), default="")
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"), index=True)
    issued_on: Mapped[date | None]
    external_number: Mapped[str] = mapped_column(String(60), default="")
    delivered_on: Mapped[date | None]
    delivered_how: Mapped[str] = mapped_column(String(20), default="")
    delivered_by: Mapped[str] = mapped_column(String(120), default="")
    entered_on: Mapped[date | None]
    registered_on: Mapped[date | None]
    led_cancelled_on: Mapped[date | None]
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    entered_by: Mapped[str] = mapped_column(String(120), default="")
    noted_by: Mapped[str] = mapped_column(String(120), default="")
    led_reference: Mapped[str] = mapped_column(String(36), default="")
    late_reason: Mapped[str] = mapped_column(String(30), default="")
    late_action: Mapped[str] = mapped_column(String(300), default="")
    version: Mapped[int] = mapped_column(default=1)
