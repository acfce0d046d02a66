"""Attendance in minutes per lesson and enrolment, what every cell was before, and justifications (S3, trust.md 3.7).

A ground is one letter out of seven; there is no free text, no diagnosis and no file.
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import KEYS_ARE_NEVER_REUSED, Base

OF_TEACHER = text("enrolment_id is null")
MISSED = text("unjustified > 0")
# Absent on a ground and not justified (yet): a query that says the same words is answered by the index.
UNBACKED = "attendance_cell.unjustified > 0 and attendance_cell.code >= 'G' and attendance_cell.code < 'H'"
WAITING = text(UNBACKED.replace("attendance_cell.", ""))


class AttendanceCell(Base):
    """One cell: the code as it was entered ('' when it was emptied again) and the minutes that follow from it.

    Present, justified and unjustified together are the given minutes of the lesson, or all 0 without a code. The
    minutes are written by whoever writes the code, the lesson or a justification, so that sums need no law.
    """

    __tablename__ = "attendance_cell"
    __table_args__ = (
        CheckConstraint("present >= 0 and justified >= 0 and unjustified >= 0", "minutes"),
        CheckConstraint("code <> '' or present + justified + unjustified = 0", "empty"),
        Index("ix_attendance_cell_enrolment", "enrolment_id", "lesson_id"),
        Index(
            "ix_attendance_cell_missed",
            "enrolment_id",
            "unjustified",
            sqlite_where=MISSED,
            postgresql_where=MISSED,
        ),
        Index(
            "ix_attendance_cell_unbacked",
            "lesson_id",
            "enrolment_id",
            sqlite_where=WAITING,
            postgresql_where=WAITING,
        ),
        {"sqlite_with_rowid": False},
    )

    lesson_id: Mapped[int] = mapped_column(ForeignKey("lesson.id"), primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"), primary_key=True)
    code: Mapped[str] = mapped_column(String(8))
    present: Mapped[int] = mapped_column(default=0)
    justified: Mapped[int] = mapped_column(default=0)
    unjustified: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)
    changed_at: Mapped[datetime]
    changed_by: Mapped[str] = mapped_column(String(120))


class AttendanceOp(Base):
    """A change that a browser sent, by the name it gave it: sent again, it is answered and not done again."""

    __tablename__ = "attendance_op"

    id: Mapped[int] = mapped_column(primary_key=True)
    op: Mapped[str] = mapped_column(String(60), unique=True)
    lesson_id: Mapped[int]
    enrolment_id: Mapped[int]
    account_id: Mapped[int | None]
    done_at: Mapped[datetime] = mapped_column(index=True)


class AttendanceChange(Base):
    """What a cell was and became, by whom and by which way. Append only."""

    __tablename__ = "attendance_change"
    __table_args__ = (Index("ix_attendance_change_cell", "enrolment_id", "lesson_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    lesson_id: Mapped[int] = mapped_column(ForeignKey("lesson.id"))
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    old_code: Mapped[str] = mapped_column(String(8))
    new_code: Mapped[str] = mapped_column(String(8))
    way: Mapped[str] = mapped_column(String(20))
    changed_at: Mapped[datetime]
    changed_by: Mapped[str] = mapped_column(String(120))


class Justification(Base):
    """An absence somebody justified: ground, days, when it was received, and when its evidence was seen.

    `is_late` was judged by the provider's term on the day it was noted (`term_days`); a late one is kept and counts
    as unjustified. Withdrawn ones stay.
    """

    __tablename__ = "justification"
    __table_args__ = (
        CheckConstraint("ground in ('Z','V','L','S','W','A','K')", "ground"),
        CheckConstraint("last_on >= first_on", "dates"),
        Index("ix_justification_enrolment", "enrolment_id", "first_on"),
        KEYS_ARE_NEVER_REUSED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    ground: Mapped[str] = mapped_column(String(1))
    first_on: Mapped[date]
    last_on: Mapped[date]
    received_on: Mapped[date]
    evidence_seen_on: Mapped[date | None]
    is_late: Mapped[bool]
    term_days: Mapped[int]
    noted_by: Mapped[str] = mapped_column(String(120))
    noted_at: Mapped[datetime]
    withdrawn_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)


class LessonSignature(Base):
    """Who signed an online lesson and how: each cursist, and the teacher (`enrolment_id` empty) (VOV, 4.5)."""

    __tablename__ = "lesson_signature"
    __table_args__ = (
        CheckConstraint("way in ('eid','itsme','other')", "way"),
        Index("uq_lesson_signature_cursist", "lesson_id", "enrolment_id", unique=True),
        Index(
            "uq_lesson_signature_teacher", "lesson_id",
            unique=True, sqlite_where=OF_TEACHER, postgresql_where=OF_TEACHER,
        ),
        Index("ix_lesson_signature_enrolment", "enrolment_id"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    lesson_id: Mapped[int] = mapped_column(ForeignKey("lesson.id"))
    enrolment_id: Mapped[int | None] = mapped_column(ForeignKey("enrolment.id"))
    way: Mapped[str] = mapped_column(String(10))
    signed_on: Mapped[date]
    noted_by: Mapped[str] = mapped_column(String(120))
    noted_at: Mapped[datetime]
