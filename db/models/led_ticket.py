"""Wrong, missing and disputed data in LED (S1), and what a learner showed of LED on intake."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import KEYS_ARE_NEVER_REUSED, Base


class LedTicket(Base):
    """One report about the data of one person in LED, until it has an outcome. Values are kept, never overwritten."""

    __tablename__ = "led_ticket"
    __table_args__ = (
        CheckConstraint("kind in ('missing','wrong','double','wrong_person','replacement')", "kind"),
        CheckConstraint("reporter in ('learner','ahovoks','wewis','own_check')", "reporter"),
        CheckConstraint("route in ('','wewis','ahovoks')", "route"),
        CheckConstraint(
            "outcome in ('','corrected','registered','cancelled','refused','unfounded','duplicate','mistake')",
            "outcome",
        ),
        CheckConstraint("(closed_on is null) = (outcome = '')", "closed"),
        CheckConstraint("sent_on is null or sent_on >= reported_on", "sent"),
        Index(
            "ix_led_ticket_open", "reported_on", "id",
            sqlite_where=text("closed_on is null"), postgresql_where=text("closed_on is null"),
        ),
        KEYS_ARE_NEVER_REUSED,
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    learner_id: Mapped[int] = mapped_column(ForeignKey("learner.id"), index=True)
    proof_id: Mapped[int | None] = mapped_column(ForeignKey("proof.id"), index=True)
    campus_id: Mapped[int | None] = mapped_column(ForeignKey("campus.id"))
    kind: Mapped[str] = mapped_column(String(20))
    reporter: Mapped[str] = mapped_column(String(20))
    reporter_name: Mapped[str] = mapped_column(String(120), default="")
    reported_on: Mapped[date]
    route: Mapped[str] = mapped_column(String(10), default="")
    field: Mapped[str] = mapped_column(String(40), default="")
    old_value: Mapped[str] = mapped_column(String(1000), default="")
    new_value: Mapped[str] = mapped_column(String(1000), default="")
    description: Mapped[str] = mapped_column(String(1000), default="")
    sent_on: Mapped[date | None]
    answered_on: Mapped[date | None]
    answer: Mapped[str] = mapped_column(String(1000), default="")
    outcome: Mapped[str] = mapped_column(String(20), default="")
    closed_on: Mapped[date | None]
    closed_by: Mapped[str] = mapped_column(String(120), default="")
    opened_at: Mapped[datetime]
    opened_by: Mapped[str] = mapped_column(String(120))
    version: Mapped[int] = mapped_column(default=1)


class PriorLearning(Base):
    """One entry of a learner's own LED view, shown in our presence. A "verified" declaration is not authentic (S1)."""

    __tablename__ = "prior_learning"
    __table_args__ = (
        CheckConstraint("kind in ('authentic','declared','declared_verified')", "kind"),
        CheckConstraint("withdrawn_on is null or length(withdrawn_reason) >= 10", "withdrawn"),
        KEYS_ARE_NEVER_REUSED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    learner_id: Mapped[int] = mapped_column(ForeignKey("learner.id"), index=True)
    participation_id: Mapped[int | None] = mapped_column(ForeignKey("participation.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(300))
    issuer: Mapped[str] = mapped_column(String(160), default="")
    obtained_on: Mapped[date | None]
    shown_on: Mapped[date]
    seen_by: Mapped[str] = mapped_column(String(120))
    recorded_at: Mapped[datetime]
    withdrawn_on: Mapped[date | None]
    withdrawn_reason: Mapped[str] = mapped_column(String(300), default="")
    version: Mapped[int] = mapped_column(default=1)
