"""The second session somebody has and took part in, and the final assessment of VOV."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from core import audit
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.enrolments import files
from core.enrolments.words import ASSESSMENTS
from core.errors import InvalidInput
from core.i18n import N_
from db.models import Course, Enrolment, SecondSession

IN_FUTURE = N_("{day} ligt nog in de toekomst. Noteer wat al gebeurd is.")
BEFORE_COURSE = N_("De opleiding begon pas op {day}. Kijk de datum na.")
BEFORE_ENROLMENT = N_("De inschrijving loopt pas vanaf {day}. Kijk de dag van de eindbeoordeling na.")
OUTSIDE = N_("{day} valt buiten de tweede zittijd van deze opleiding ({from_on} tot en met {to_on}).")
NO_DAY = N_("Noteer op welke dag het examen werd afgelegd.")
NOT_YET = N_("Het examen van {day} moet nog komen. Noteer de deelname daarna.")
VOV_ONLY = N_(
    "Een eindbeoordeling hoort bij Vlaams opleidingsverlof. Kijk het stelsel van deze inschrijving na."
)


def note_second_session(
    session: Session,
    *,
    actor: Actor,
    today: date,
    enrolment_id: int,
    version: int,
    known_on: date,
    exam_days: Sequence[date],
    took_part: bool | None,
) -> None:
    """Somebody has a second session: known since when, which exam days, and whether they were taken (None: not yet)."""
    require(session, actor, Action.EDIT_ENROLMENT)
    enrolment = files.load(session, actor, Action.EDIT_ENROLMENT, enrolment_id=enrolment_id, version=version)
    days = sorted(set(exam_days))
    _check(session.get_one(Course, enrolment.course_id), known_on, days, took_part, today=today)
    noted = session.get(SecondSession, enrolment.id)
    if noted is None:
        noted = SecondSession(enrolment_id=enrolment.id)
        session.add(noted)
    noted.known_on, noted.took_part, noted.noted_by = known_on, took_part, actor.display_name
    noted.exam_days = [day.isoformat() for day in days]
    files.settle(session, enrolment)
    audit.record(
        session, actor=actor, action="enrolment.second_session", subject_kind="enrolment",
        subject_id=enrolment.id,
        details={"day": known_on, "exam_days": noted.exam_days, "took_part": took_part, "on": today},
    )  # fmt: skip


def note_final_assessment(
    session: Session,
    *,
    actor: Actor,
    today: date,
    enrolment_id: int,
    version: int,
    outcome: str,
    assessed_on: date,
) -> None:
    """How the final assessment of somebody under VOV went: taken, or missed with or without a good reason."""
    require(session, actor, Action.EDIT_ENROLMENT)
    enrolment = files.load(session, actor, Action.EDIT_ENROLMENT, enrolment_id=enrolment_id, version=version)
    _check_assessment(enrolment, outcome, assessed_on, today=today)
    enrolment.final_assessment, enrolment.final_assessment_on = outcome, assessed_on
    files.settle(session, enrolment)
    audit.record(
        session, actor=actor, action="enrolment.final_assessment", subject_kind="enrolment",
        subject_id=enrolment.id, details={"assessment": outcome, "day": assessed_on, "on": today},
    )  # fmt: skip


def _check(
    course: Course, known_on: date, days: Sequence[date], took_part: bool | None, *, today: date
) -> None:
    if known_on > today:
        raise InvalidInput(IN_FUTURE, field="known_on", day=known_on)
    if known_on < course.starts_on:
        raise InvalidInput(BEFORE_COURSE, field="known_on", day=course.starts_on)
    from_on, to_on = course.second_session_from_on, course.second_session_to_on
    for day in days:
        if from_on is not None and to_on is not None and not from_on <= day <= to_on:
            raise InvalidInput(OUTSIDE, field="exam_days", day=day, from_on=from_on, to_on=to_on)
    if took_part and not days:
        raise InvalidInput(NO_DAY, field="exam_days")
    if took_part is not None and days and days[-1] > today:
        raise InvalidInput(NOT_YET, field="exam_days", day=days[-1])


def _check_assessment(enrolment: Enrolment, outcome: str, assessed_on: date, *, today: date) -> None:
    if enrolment.regime != "vov":
        raise InvalidInput(VOV_ONLY)
    if outcome not in ASSESSMENTS:
        raise InvalidInput(N_("Kies hoe de eindbeoordeling verliep."), field="outcome")
    if assessed_on > today:
        raise InvalidInput(IN_FUTURE, field="assessed_on", day=assessed_on)
    if assessed_on < enrolment.enrolled_on:
        raise InvalidInput(BEFORE_ENROLMENT, field="assessed_on", day=enrolment.enrolled_on)
