"""Enrolments as the screens show them: of a course, of a person, the late ones, and who may have completed."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import ColumnElement, Row, Select, select
from sqlalchemy.orm import Session

from core.access import scope
from core.access.actors import Actor
from core.enrolments import hours, warnings, words
from core.enrolments.rows import EnrolmentRow, ExemptionRow, Proposal, SecondSessionRow
from core.errors import NotFound
from core.i18n import N_
from core.rules.words import Text
from db.models import (
    Course,
    CourseGroup,
    Enrolment,
    Exemption,
    GroupMembership,
    Learner,
    Participation,
    SecondSession,
    Trajectory,
)

LISTED = 500


def of_course(session: Session, *, actor: Actor, today: date, course_id: int) -> list[EnrolmentRow]:
    """Everybody ever enrolled in a course, by name."""
    return _rows(session, actor, today, Enrolment.course_id == course_id)


def of_learner(session: Session, *, actor: Actor, today: date, learner_id: int) -> list[EnrolmentRow]:
    """The enrolments of one person."""
    return _rows(session, actor, today, Enrolment.learner_id == learner_id)


def one(session: Session, *, actor: Actor, today: date, enrolment_id: int) -> EnrolmentRow | None:
    """One enrolment; None when unknown or on another campus."""
    return next(iter(_rows(session, actor, today, Enrolment.id == enrolment_id)), None)


def late(session: Session, *, actor: Actor, today: date) -> list[EnrolmentRow]:
    """Those under leave who enrolled after the start of a course that still runs: eight days count for them."""
    return _rows(
        session, actor, today, Enrolment.regime != words.NO_LEAVE, Enrolment.enrolled_on > Course.starts_on,
        Course.ends_on >= today,
    )  # fmt: skip


def groups(session: Session, *, actor: Actor, course_id: int) -> list[tuple[int, str]]:
    """The groups of a course by code."""
    return [
        (key, f"{code} {name}" if name != code else code)
        for key, code, name in session.execute(
            select(CourseGroup.id, CourseGroup.code, CourseGroup.name)
            .join(Course, Course.id == CourseGroup.course_id)
            .where(CourseGroup.course_id == course_id, *scope.of_campuses(actor, Course.campus_id))
            .order_by(CourseGroup.code)
        )
    ]


def to_look_at(
    session: Session, *, course_id: int, regime: str, enrolled_on: date, employer_name: str
) -> list[Text]:
    """What asks a second look when somebody is enrolled so; nothing of it refuses. Raises NotFound."""
    course = session.get(Course, course_id)
    if course is None:
        raise NotFound(N_("Deze opleiding bestaat niet meer. Laad de pagina opnieuw."))
    return warnings.of_enrolment(
        session, course=course, regime=regime, enrolled_on=enrolled_on, employer_name=employer_name
    )


def completion_proposals(session: Session, *, actor: Actor, today: date, course_id: int) -> list[Proposal]:
    """Participations still open though their course is over for them, with its last day or last exam as proposal."""
    found = session.execute(
        select(
            Enrolment, Course, Participation.id, Learner.last_name, Learner.first_name, Trajectory.code,
            SecondSession,
        )
        .join(Course, Course.id == Enrolment.course_id)
        .join(Participation, Participation.id == Enrolment.participation_id)
        .join(Trajectory, Trajectory.id == Participation.trajectory_id)
        .join(Learner, Learner.id == Enrolment.learner_id)
        .outerjoin(SecondSession, SecondSession.enrolment_id == Enrolment.id)
        .where(
            Enrolment.course_id == course_id, Enrolment.stopped_on.is_(None), Participation.completed_on.is_(None),
            Course.ends_on <= today, *scope.of_campuses(actor, Enrolment.campus_id),
        )
        .order_by(Learner.search_name, Learner.id)
    )  # fmt: skip
    return [
        Proposal(key, enrolment.learner_id, f"{last}, {first}", code, over_on)
        for enrolment, course, key, last, first, code, second in found
        if (over_on := _over(course, second)) is not None and over_on <= today
    ]


def _over(course: Course, second: SecondSession | None) -> date | None:
    """The last day of a course for somebody: its end or last exam; None while a second session is to come."""
    days = [course.ends_on, course.first_session_exam_on or course.ends_on]
    if second is not None and second.took_part is None:
        return None
    if second is not None and second.took_part:
        days += [date.fromisoformat(day) for day in second.exam_days]
    return max(days)


def _rows(
    session: Session, actor: Actor, today: date, *conditions: ColumnElement[bool]
) -> list[EnrolmentRow]:
    wanted = [*conditions, *scope.of_campuses(actor, Enrolment.campus_id)]
    found = session.execute(_statement().where(*wanted)).all()
    keys = [row[0].id for row in found]
    boxes = hours.of_enrolments(session, keys)
    freed = _exemptions(session, keys)
    seats = _seats(session, keys, today)
    return [
        _row(row, today, boxes.get(row[0].id, []), freed[row[0].id], seats.get(row[0].id)) for row in found
    ]


def _statement() -> Select[Enrolment, Course, Learner, SecondSession]:
    return (
        select(Enrolment, Course, Learner, SecondSession)
        .join(Course, Course.id == Enrolment.course_id)
        .join(Learner, Learner.id == Enrolment.learner_id)
        .outerjoin(SecondSession, SecondSession.enrolment_id == Enrolment.id)
        .order_by(Learner.search_name, Enrolment.enrolled_on.desc(), Enrolment.id)
        .limit(LISTED)
    )


def _row(
    found: Row[Enrolment, Course, Learner, SecondSession],
    today: date,
    boxes: Sequence[hours.YearHours],
    freed: Sequence[ExemptionRow],
    seat: tuple[int, str] | None,
) -> EnrolmentRow:
    enrolment, course, person = found[0], found[1], found[2]
    second: SecondSession | None = found[3]
    group_id, group = seat or (None, "")
    session_row = None
    if second is not None:
        days = [date.fromisoformat(day) for day in second.exam_days]
        session_row = SecondSessionRow(second.known_on, days, second.took_part)
    return EnrolmentRow(
        enrolment.id, enrolment.version, course.id, course.code, course.name, course.lesson_unit, person.id,
        person.last_name, person.first_name, person.insz_tail, enrolment.regime, enrolment.employer_name,
        enrolment.employer_number, enrolment.enrolled_on, enrolment.enrolled_on > course.starts_on,
        enrolment.stopped_on, enrolment.stop_kind, _state(enrolment, course, today), group_id, group,
        enrolment.final_assessment, enrolment.final_assessment_on, boxes, freed, session_row,
    )  # fmt: skip


def _state(enrolment: Enrolment, course: Course, today: date) -> str:
    if enrolment.stopped_on is not None:
        return words.STOPPED
    if course.ends_on < today:
        return words.ENDED
    return words.PLANNED if course.starts_on > today else words.RUNNING


def _exemptions(session: Session, keys: Collection[int]) -> dict[int, list[ExemptionRow]]:
    found: dict[int, list[ExemptionRow]] = defaultdict(list)
    for each in session.scalars(
        select(Exemption).where(Exemption.enrolment_id.in_(keys)).order_by(Exemption.first_on, Exemption.id)
    ):
        found[each.enrolment_id].append(ExemptionRow(each.id, each.first_on, each.last_on, each.weekday))
    return found


def _seats(session: Session, keys: Collection[int], today: date) -> dict[int, tuple[int, str]]:
    """The group of each: the last one that began by today, else the first one to come."""
    found: dict[int, tuple[int, str]] = {}
    for key, from_on, group_id, code in session.execute(
        select(GroupMembership.enrolment_id, GroupMembership.from_on, CourseGroup.id, CourseGroup.code)
        .join(CourseGroup, CourseGroup.id == GroupMembership.course_group_id)
        .where(GroupMembership.enrolment_id.in_(keys))
        .order_by(GroupMembership.from_on)
    ):
        if from_on <= today or key not in found:
            found[key] = (group_id, code)
    return found
