"""Recognised trajectories, course groups, and who takes part in them."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import KEYS_ARE_NEVER_REUSED, Base

COMPLETED = text("completed_on is not null")


class Trajectory(Base):
    """A recognised training or EVC trajectory on professional or partial level."""

    __tablename__ = "trajectory"
    __table_args__ = (
        CheckConstraint("kind in ('training','evc')", "kind"),
        CheckConstraint("level in ('professional','partial')", "level"),
        CheckConstraint("recognition_ends_on is null or recognition_ends_on >= recognised_on", "dates"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(10))
    level: Mapped[str] = mapped_column(String(15))
    qualification_id: Mapped[int] = mapped_column(ForeignKey("qualification.id"))
    recognition_number: Mapped[str] = mapped_column(String(60), default="")
    recognised_on: Mapped[date]
    recognition_ends_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)


class TrajectoryPart(Base):
    """The partial qualifications a trajectory on partial level is recognised for."""

    __tablename__ = "trajectory_part"

    trajectory_id: Mapped[int] = mapped_column(
        ForeignKey("trajectory.id", ondelete="CASCADE"), primary_key=True
    )
    partial_qualification_id: Mapped[int] = mapped_column(
        ForeignKey("partial_qualification.id"), primary_key=True
    )


class CourseGroup(Base):
    """A course's group; it can belong to a trajectory, so that enrolling makes the participation."""

    __tablename__ = "course_group"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    trajectory_id: Mapped[int | None] = mapped_column(ForeignKey("trajectory.id"))
    campus_id: Mapped[int | None] = mapped_column(ForeignKey("campus.id"))
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    course_id: Mapped[int | None] = mapped_column(ForeignKey("course.id"), index=True)
    version: Mapped[int] = mapped_column(default=1)


class Participation(Base):
    """One person in one trajectory; `completed_on` ("traject afgerond op") starts the LED term."""

    __tablename__ = "participation"
    __table_args__ = (
        CheckConstraint("outcome in ('','whole','parts','competences','none')", "outcome"),
        CheckConstraint("completed_on is null or starts_on is null or completed_on >= starts_on", "dates"),
        CheckConstraint("(completed_on is null) = (outcome = '')", "completed"),
        Index("ix_participation_trajectory", "trajectory_id", "completed_on"),
        Index(
            "uq_participation_completed", "learner_id", "trajectory_id", "completed_on",
            unique=True, sqlite_where=COMPLETED, postgresql_where=COMPLETED,
        ),
        KEYS_ARE_NEVER_REUSED,
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    learner_id: Mapped[int] = mapped_column(ForeignKey("learner.id"), index=True)
    trajectory_id: Mapped[int] = mapped_column(ForeignKey("trajectory.id"))
    campus_id: Mapped[int] = mapped_column(ForeignKey("campus.id"))
    course_group_id: Mapped[int | None] = mapped_column(ForeignKey("course_group.id"))
    starts_on: Mapped[date | None]
    completed_on: Mapped[date | None]
    outcome: Mapped[str] = mapped_column(String(15), default="")
    import_batch_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id"), index=True)
    version: Mapped[int] = mapped_column(default=1)


class AchievedPart(Base):
    """A partial qualification achieved in a participation."""

    __tablename__ = "achieved_part"

    participation_id: Mapped[int] = mapped_column(
        ForeignKey("participation.id", ondelete="CASCADE"), primary_key=True
    )
    partial_qualification_id: Mapped[int] = mapped_column(
        ForeignKey("partial_qualification.id"), primary_key=True
    )


class AchievedCompetence(Base):
    """A competence achieved in a participation."""

    __tablename__ = "achieved_competence"

    participation_id: Mapped[int] = mapped_column(
        ForeignKey("participation.id", ondelete="CASCADE"), primary_key=True
    )
    competence_id: Mapped[int] = mapped_column(ForeignKey("competence.id"), primary_key=True)
