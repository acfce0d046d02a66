"""Lessons somebody need not follow (box b): a stretch of days, or one weekday in it."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.enrolments import files, hours
from core.enrolments.words import WEEKDAYS
from core.errors import InvalidInput, NotFound
from core.i18n import N_
from db.models import Enrolment, Exemption, Lesson

DATES = N_("De laatste dag ligt vóór de eerste. Kijk de datums na.")
ENTERED = N_("Op {day} is voor deze cursist al een aanwezigheid ingevuld. Maak die cel eerst leeg.")
TWICE = N_("Deze vrijstelling staat er al.")
GONE = N_("Deze vrijstelling bestaat niet meer. Laad de lijst opnieuw.")


def exempt(
    session: Session,
    *,
    actor: Actor,
    today: date,
    enrolment_id: int,
    version: int,
    first_on: date,
    last_on: date,
    weekday: int | None = None,
) -> int:
    """Free somebody from the contact lessons of a stretch of days, first and last included."""
    require(session, actor, Action.EDIT_ENROLMENT)
    enrolment = files.load(session, actor, Action.EDIT_ENROLMENT, enrolment_id=enrolment_id, version=version)
    _check(session, enrolment, first_on, last_on, weekday)
    files.check_papers(session, enrolment, first_on=first_on, last_on=last_on)
    freed = Exemption(
        enrolment_id=enrolment.id, first_on=first_on, last_on=last_on, weekday=weekday, noted_on=today,
        noted_by=actor.display_name,
    )  # fmt: skip
    session.add(freed)
    session.flush()
    hours.check(session, enrolment)
    files.settle(session, enrolment)
    audit.record(
        session, actor=actor, action="enrolment.exempt", subject_kind="enrolment", subject_id=enrolment.id,
        details={"first_on": first_on, "last_on": last_on, "weekday": weekday, "on": today},
    )  # fmt: skip
    return freed.id


def withdraw_exemption(
    session: Session, *, actor: Actor, today: date, enrolment_id: int, version: int, exemption_id: int
) -> None:
    """The lessons of that stretch must be followed again."""
    require(session, actor, Action.EDIT_ENROLMENT)
    enrolment = files.load(session, actor, Action.EDIT_ENROLMENT, enrolment_id=enrolment_id, version=version)
    freed = session.get(Exemption, exemption_id)
    if freed is None or freed.enrolment_id != enrolment.id:
        raise NotFound(GONE)
    files.hold_lessons(session, enrolment, first_on=freed.first_on, last_on=freed.last_on)
    files.check_papers(session, enrolment, first_on=freed.first_on, last_on=freed.last_on)
    details = {"first_on": freed.first_on, "last_on": freed.last_on, "weekday": freed.weekday, "on": today}
    session.delete(freed)
    files.settle(session, enrolment)
    audit.record(
        session, actor=actor, action="enrolment.withdraw_exemption", subject_kind="enrolment",
        subject_id=enrolment.id, details=details,
    )  # fmt: skip


def _check(
    session: Session, enrolment: Enrolment, first_on: date, last_on: date, weekday: int | None
) -> None:
    if last_on < first_on:
        raise InvalidInput(DATES, field="last_on")
    if weekday is not None and weekday not in WEEKDAYS:
        raise InvalidInput(N_("Kies een weekdag uit de lijst."), field="weekday")
    same = select(Exemption.id).where(
        Exemption.enrolment_id == enrolment.id,
        Exemption.first_on == first_on,
        Exemption.last_on == last_on,
        Exemption.weekday.is_(None) if weekday is None else Exemption.weekday == weekday,
    )
    if session.scalar(same.limit(1)) is not None:
        raise InvalidInput(TWICE)
    lessons = files.hold_lessons(session, enrolment, first_on=first_on, last_on=last_on)
    if weekday is not None:
        of_day = select(Lesson.id).where(Lesson.id.in_(lessons), Lesson.weekday == weekday)
        lessons = list(session.scalars(of_day))
    if entered := files.entered(session, enrolment, lessons, present=False):
        raise InvalidInput(ENTERED, field="first_on", day=entered[0])
