"""Courses under educational leave or not: their years, groups, timetable and lessons (S3, "Uurrooster", vak a)."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import KEYS_ARE_NEVER_REUSED, Base

NOT_MOVED = text("state <> 'cancelled'")
TO_ENTER = text("closed_on is null and state = 'planned'")


class Course(Base):
    """One edition of a course, with everything the ministerial model asks of it.

    `lesson_unit` is the length of a lesson period in minutes; every amount is kept in minutes and printed in that
    unit. `credits_hundredths`, `lesson_periods` and `modules` are for VOV.
    """

    __tablename__ = "course"
    __table_args__ = (
        CheckConstraint("organisation in ('school_year','modular')", "organisation"),
        CheckConstraint("lesson_unit in (50,60)", "lesson_unit"),
        CheckConstraint("category in ('','vocational','general')", "category"),
        CheckConstraint("recognition_kind in ('','commission','joint_committee','identification')", "recognition"),
        CheckConstraint("vov_form in ('','hours','regular')", "vov_form"),
        CheckConstraint("ends_on >= starts_on", "dates"),
        CheckConstraint("first_session_exam_on is null or first_session_exam_on >= starts_on", "first_session"),
        CheckConstraint("second_session_to_on is null or second_session_to_on >= second_session_from_on", "second"),
        Index("ix_course_campus", "campus_id", "starts_on"),
        KEYS_ARE_NEVER_REUSED,
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    campus_id: Mapped[int] = mapped_column(ForeignKey("campus.id"))
    trajectory_id: Mapped[int | None] = mapped_column(ForeignKey("trajectory.id"))
    organisation: Mapped[str] = mapped_column(String(12))
    lesson_unit: Mapped[int]
    category: Mapped[str] = mapped_column(String(12), default="")
    recognition_kind: Mapped[str] = mapped_column(String(20), default="")
    recognition_number: Mapped[str] = mapped_column(String(60), default="")
    joint_committee: Mapped[str] = mapped_column(String(20), default="")
    recognised_on: Mapped[date | None]
    is_mentor_course: Mapped[bool] = mapped_column(default=False)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    first_session_exam_on: Mapped[date | None]
    second_session_from_on: Mapped[date | None]
    second_session_to_on: Mapped[date | None]
    skips_holidays: Mapped[bool] = mapped_column(default=True)
    vov_form: Mapped[str] = mapped_column(String(10), default="")
    odb_number: Mapped[str] = mapped_column(String(40), default="")
    credits_hundredths: Mapped[int | None]
    lesson_periods: Mapped[int | None]
    modules: Mapped[str] = mapped_column(String(400), default="")
    copied_from_id: Mapped[int | None] = mapped_column(ForeignKey("course.id"))
    import_batch_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id"), index=True)
    version: Mapped[int] = mapped_column(default=1)


class CourseYear(Base):
    """Box a of one school year, named by the year in which it begins: contact minutes to attend in that year."""

    __tablename__ = "course_year"
    __table_args__ = (CheckConstraint("planned_minutes >= 0", "planned"),)

    course_id: Mapped[int] = mapped_column(ForeignKey("course.id", ondelete="CASCADE"), primary_key=True)
    school_year: Mapped[int] = mapped_column(primary_key=True)
    planned_minutes: Mapped[int]


class GroupTeacher(Base):
    """Who teaches a group: the groups that a teacher's account may see and enter."""

    __tablename__ = "group_teacher"

    course_group_id: Mapped[int] = mapped_column(
        ForeignKey("course_group.id", ondelete="CASCADE"), primary_key=True
    )
    staff_member_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), primary_key=True, index=True)


class TimetableSlot(Base):
    """One line of a group's timetable: a fixed weekday (1 is Monday) or one date, and the hours.

    `starts_at` and `ends_at` are minutes since midnight; `minutes` is what of it is lesson, without the break.
    """

    __tablename__ = "timetable_slot"
    __table_args__ = (
        CheckConstraint("(weekday is null) <> (held_on is null)", "day"),
        CheckConstraint("weekday is null or weekday between 1 and 7", "weekday"),
        CheckConstraint("starts_at >= 0 and ends_at <= 1440 and starts_at < ends_at", "hours"),
        CheckConstraint("minutes > 0 and minutes <= ends_at - starts_at", "minutes"),
        CheckConstraint("kind in ('contact','placement','self_study')", "kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    course_group_id: Mapped[int] = mapped_column(
        ForeignKey("course_group.id", ondelete="CASCADE"), index=True
    )
    weekday: Mapped[int | None]
    held_on: Mapped[date | None]
    starts_at: Mapped[int]
    ends_at: Mapped[int]
    minutes: Mapped[int]
    kind: Mapped[str] = mapped_column(String(12), default="contact")
    is_online: Mapped[bool] = mapped_column(default=False)
    teacher_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))


class Lesson(Base):
    """One lesson of a group. `minutes` was planned, `given_minutes` really given (0 when it was cancelled).

    `credited`: not held, yet counted as given and justified for all (`domain.md` 7b.7). A lesson counts when its
    register was closed (`closed_on`); a moved one is cancelled and names its successor. `weekday` (1 is Monday) is that
    of `held_on`, so that both databases can ask for it.
    """

    __tablename__ = "lesson"
    __table_args__ = (
        CheckConstraint("starts_at >= 0 and ends_at <= 1440 and starts_at < ends_at", "hours"),
        CheckConstraint("minutes > 0 and minutes <= ends_at - starts_at", "minutes"),
        CheckConstraint("weekday between 1 and 7", "weekday"),
        CheckConstraint("given_minutes >= 0 and given_minutes <= minutes", "given"),
        CheckConstraint("kind in ('contact','placement','self_study')", "kind"),
        CheckConstraint("state in ('planned','cancelled','credited')", "state"),
        CheckConstraint("(state = 'planned') = (reason = '')", "reason"),
        CheckConstraint("state <> 'cancelled' or given_minutes = 0", "cancelled"),
        CheckConstraint("state <> 'credited' or given_minutes = minutes", "credited"),
        Index(
            "uq_lesson_moment", "course_group_id", "held_on", "starts_at",
            unique=True, sqlite_where=NOT_MOVED, postgresql_where=NOT_MOVED,
        ),
        Index("ix_lesson_group", "course_group_id", "held_on", "starts_at"),
        Index("ix_lesson_to_enter", "held_on", "course_group_id", sqlite_where=TO_ENTER, postgresql_where=TO_ENTER),
        Index("ix_lesson_teacher", "teacher_id", "held_on"),
        KEYS_ARE_NEVER_REUSED,
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    course_group_id: Mapped[int] = mapped_column(ForeignKey("course_group.id"))
    held_on: Mapped[date]
    weekday: Mapped[int]
    starts_at: Mapped[int]
    ends_at: Mapped[int]
    minutes: Mapped[int]
    given_minutes: Mapped[int]
    kind: Mapped[str] = mapped_column(String(12), default="contact")
    is_online: Mapped[bool] = mapped_column(default=False)
    teacher_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    state: Mapped[str] = mapped_column(String(10), default="planned")
    reason: Mapped[str] = mapped_column(String(20), default="")
    note: Mapped[str] = mapped_column(String(300), default="")
    moved_to_id: Mapped[int | None] = mapped_column(ForeignKey("lesson.id"))
    closed_on: Mapped[date | None]
    closed_by: Mapped[str] = mapped_column(String(120), default="")
    list_received_on: Mapped[date | None]
    list_received_by: Mapped[str] = mapped_column(String(120), default="")
    import_batch_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id"), index=True)
    version: Mapped[int] = mapped_column(default=1)
