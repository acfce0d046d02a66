"""Trouble with registering a proof, told to Departement WEWIS (S0, "terugkoppeling bij problemen en fouten")."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import KEYS_ARE_NEVER_REUSED, Base


class ProblemReport(Base):
    """One problem of one proof, from noticed to solved. While `closed_on` is empty it blocks the proof."""

    __tablename__ = "problem_report"
    __table_args__ = (
        CheckConstraint("reported_on is null or reported_on >= noticed_on", "reported"),
        CheckConstraint("answered_on is null or reported_on is not null", "answered"),
        CheckConstraint("closed_how in ('','solved','mistake')", "closed_how"),
        CheckConstraint("(closed_on is null) = (closed_how = '')", "closed"),
        Index(
            "ix_problem_report_open", "proof_id",
            sqlite_where=text("closed_on is null"), postgresql_where=text("closed_on is null"),
        ),
        Index("ix_problem_report_proof", "proof_id", "id"),
        KEYS_ARE_NEVER_REUSED,
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    proof_id: Mapped[int] = mapped_column(ForeignKey("proof.id"))
    learner_id: Mapped[int] = mapped_column(ForeignKey("learner.id"), index=True)
    campus_id: Mapped[int] = mapped_column(ForeignKey("campus.id"))
    kind: Mapped[str] = mapped_column(String(30))
    description: Mapped[str] = mapped_column(String(1000), default="")
    noticed_on: Mapped[date]
    reported_on: Mapped[date | None]
    reported_how: Mapped[str] = mapped_column(String(20), default="")
    reported_by: Mapped[str] = mapped_column(String(120), default="")
    answered_on: Mapped[date | None]
    answer: Mapped[str] = mapped_column(String(1000), default="")
    closed_on: Mapped[date | None]
    closed_how: Mapped[str] = mapped_column(String(10), default="")
    solution: Mapped[str] = mapped_column(String(1000), default="")
    opened_at: Mapped[datetime]
    opened_by: Mapped[str] = mapped_column(String(120))
    version: Mapped[int] = mapped_column(default=1)
