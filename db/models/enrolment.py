"""Who follows a course, under which regime of leave, in which group from when to when, and what is left out (S3)."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import KEYS_ARE_NEVER_REUSED, Base

RUNNING = text("stopped_on is null")
LIVING = text("withdrawn_on is null")


class Enrolment(Base):
    """One person in one course. `regime` is '' without educational leave: then nothing is owed (`domain.md` 7b.3).

    `stopped_on` is the day it was announced, or the first lesson after the last one attended; from that day on no
    lesson is given to this person.
    """

    __tablename__ = "enrolment"
    __table_args__ = (
        CheckConstraint("regime in ('','bev_brussels','bev_flanders','vov')", "regime"),
        CheckConstraint("stop_kind in ('','announced','not_attended')", "stop_kind"),
        CheckConstraint("(stopped_on is null) = (stop_kind = '')", "stopped"),
        CheckConstraint("final_assessment in ('','taken','missed_justified','missed')", "final_assessment"),
        Index(
            "uq_enrolment_running", "course_id", "learner_id",
            unique=True, sqlite_where=RUNNING, postgresql_where=RUNNING,
        ),
        Index("ix_enrolment_course", "course_id", "id"),
        KEYS_ARE_NEVER_REUSED,
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"))
    learner_id: Mapped[int] = mapped_column(ForeignKey("learner.id"), index=True)
    campus_id: Mapped[int] = mapped_column(ForeignKey("campus.id"))
    participation_id: Mapped[int | None] = mapped_column(ForeignKey("participation.id"), index=True)
    enrolled_on: Mapped[date]
    regime: Mapped[str] = mapped_column(String(15), default="")
    employer_name: Mapped[str] = mapped_column(String(160), default="")
    employer_number: Mapped[str] = mapped_column(String(10), default="")
    stopped_on: Mapped[date | None]
    stop_kind: Mapped[str] = mapped_column(String(15), default="")
    final_assessment: Mapped[str] = mapped_column(String(20), default="")
    final_assessment_on: Mapped[date | None]
    import_batch_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id"), index=True)
    version: Mapped[int] = mapped_column(default=1)


class GroupMembership(Base):
    """In which group somebody sits, first and last day included; leaving one never rewrites the days before."""

    __tablename__ = "group_membership"
    __table_args__ = (
        CheckConstraint("until_on is null or until_on >= from_on", "dates"),
        Index("ix_group_membership_group", "course_group_id", "from_on"),
        Index("ix_group_membership_enrolment", "enrolment_id", "from_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"))
    course_group_id: Mapped[int] = mapped_column(ForeignKey("course_group.id"))
    from_on: Mapped[date]
    until_on: Mapped[date | None]


class Exemption(Base):
    """Lessons somebody need not follow: all of a stretch of days, or those of one weekday in it (box b)."""

    __tablename__ = "exemption"
    __table_args__ = (
        CheckConstraint("last_on >= first_on", "dates"),
        CheckConstraint("weekday is null or weekday between 1 and 7", "weekday"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"), index=True)
    first_on: Mapped[date]
    last_on: Mapped[date]
    weekday: Mapped[int | None]
    noted_on: Mapped[date]
    noted_by: Mapped[str] = mapped_column(String(120), default="")


class SecondSession(Base):
    """Somebody has a second session: known since when, on which days the exams are, and whether they were taken."""

    __tablename__ = "second_session"

    enrolment_id: Mapped[int] = mapped_column(
        ForeignKey("enrolment.id", ondelete="CASCADE"), primary_key=True
    )
    known_on: Mapped[date]
    exam_days: Mapped[list[str]]
    took_part: Mapped[bool | None]
    noted_by: Mapped[str] = mapped_column(String(120), default="")


class VovFiling(Base):
    """The attendance of a stretch of days as it was filed in the WSE-loket; no term is known (`domain.md` 7, 23).

    Withdrawn ones stay, with their reason; `is_replaced` says that a later filing of the same days took its place.
    """

    __tablename__ = "vov_filing"
    __table_args__ = (
        CheckConstraint("to_on >= from_on", "dates"),
        CheckConstraint("(withdrawn_on is null) = (withdrawn_by = '')", "withdrawn"),
        Index("ix_vov_filing_enrolment", "enrolment_id", "from_on"),
        Index(
            "uq_vov_filing_living", "enrolment_id", "from_on",
            unique=True, sqlite_where=LIVING, postgresql_where=LIVING,
        ),
        KEYS_ARE_NEVER_REUSED,
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    from_on: Mapped[date]
    to_on: Mapped[date]
    given_minutes: Mapped[int]
    present_minutes: Mapped[int]
    justified_minutes: Mapped[int]
    unjustified_minutes: Mapped[int]
    filed_on: Mapped[date]
    reference: Mapped[str] = mapped_column(String(60), default="")
    filed_by: Mapped[str] = mapped_column(String(120))
    recorded_at: Mapped[datetime]
    withdrawn_on: Mapped[date | None]
    withdrawn_by: Mapped[str] = mapped_column(String(120), default="")
    withdrawn_reason: Mapped[str] = mapped_column(String(300), default="")
    is_replaced: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)
