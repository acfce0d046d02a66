"""Stopping: on the day it was announced, or from the first lesson after the last one attended (S3, 7b.6)."""

from datetime import date

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from core import audit
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.attendance import counted
from core.enrolments import files
from core.enrolments.words import ANNOUNCED, NOT_ATTENDED, STOP_KINDS
from core.errors import InvalidInput
from core.i18n import N_
from db.models import AttendanceCell, Enrolment, Lesson

ALREADY = N_("Deze cursist stopte al op {day}.")
RUNS = N_("Deze inschrijving loopt: er is geen stopzetting om ongedaan te maken.")
IN_FUTURE = N_("{day} ligt nog in de toekomst. Noteer de stopzetting op de dag dat ze gemeld is.")
BEFORE = N_("De inschrijving dateert van {day}. Kies een latere dag.")
PRESENT = N_("Op {day} was de cursist nog aanwezig. Kies een dag daarna, of verbeter eerst die les.")
NONE_MISSED = N_("Na de laatste bijgewoonde les is er nog geen les geweest. Noteer de dag dat het gemeld is.")
NOT_ENTERED = N_("De les van {day} is nog niet ingevuld. Vul ze eerst in: misschien was de cursist er wel.")
AGAIN = N_(
    "Deze cursist is intussen opnieuw ingeschreven in deze opleiding. Zet eerst die inschrijving stop."
)


def stop(
    session: Session,
    *,
    actor: Actor,
    today: date,
    enrolment_id: int,
    version: int,
    kind: str,
    announced_on: date | None = None,
) -> date:
    """No lesson is given to this person from the stop day on; gives that day."""
    require(session, actor, Action.EDIT_ENROLMENT)
    enrolment = files.load(session, actor, Action.EDIT_ENROLMENT, enrolment_id=enrolment_id, version=version)
    if enrolment.stopped_on is not None:
        raise InvalidInput(ALREADY, day=enrolment.stopped_on)
    lessons = files.hold_lessons(session, enrolment, first_on=enrolment.enrolled_on)
    day = _day(session, enrolment, kind, announced_on, today=today)
    attended = files.entered(session, enrolment, lessons, present=True)
    if attended and attended[-1] >= day:
        raise InvalidInput(PRESENT, field="announced_on", day=attended[-1])
    files.check_papers(session, enrolment, first_on=day)
    enrolment.stopped_on, enrolment.stop_kind = day, kind
    files.settle(session, enrolment)
    audit.record(
        session, actor=actor, action="enrolment.stop", subject_kind="enrolment", subject_id=enrolment.id,
        details={"stop_kind": kind, "day": day, "on": today},
    )  # fmt: skip
    return day


def undo_stop(session: Session, *, actor: Actor, today: date, enrolment_id: int, version: int) -> None:
    """The enrolment runs again, as if it had never stopped."""
    require(session, actor, Action.EDIT_ENROLMENT)
    enrolment = files.load(session, actor, Action.EDIT_ENROLMENT, enrolment_id=enrolment_id, version=version)
    was = enrolment.stopped_on
    if was is None:
        raise InvalidInput(RUNS)
    later = select(Enrolment.id).where(
        Enrolment.course_id == enrolment.course_id,
        Enrolment.learner_id == enrolment.learner_id,
        Enrolment.id != enrolment.id,
        Enrolment.enrolled_on >= was,
    )
    if session.scalar(later.limit(1)) is not None:
        raise InvalidInput(AGAIN)
    files.hold_lessons(session, enrolment, first_on=was)
    files.check_papers(session, enrolment, first_on=was)
    enrolment.stopped_on, enrolment.stop_kind = None, ""
    files.settle(session, enrolment)
    audit.record(
        session, actor=actor, action="enrolment.undo_stop", subject_kind="enrolment", subject_id=enrolment.id,
        details={"was": was, "on": today},
    )  # fmt: skip


def _day(
    session: Session, enrolment: Enrolment, kind: str, announced_on: date | None, *, today: date
) -> date:
    if kind == NOT_ATTENDED:
        return _first_missed(session, enrolment, today=today)
    if kind not in STOP_KINDS or announced_on is None:
        raise InvalidInput(
            N_("Kies hoe de cursist stopte, en de dag dat het gemeld is."), field="announced_on"
        )
    if announced_on > today:
        raise InvalidInput(IN_FUTURE, field="announced_on", day=announced_on)
    if announced_on < enrolment.enrolled_on:
        raise InvalidInput(BEFORE, field="announced_on", day=enrolment.enrolled_on)
    return announced_on


def _first_missed(session: Session, enrolment: Enrolment, *, today: date) -> date:
    """The day of the first lesson given after the last day attended. Raises InvalidInput while that is not known."""
    attended_on = session.scalar(
        select(func.max(Lesson.held_on))
        .join(AttendanceCell, AttendanceCell.lesson_id == Lesson.id)
        .where(AttendanceCell.enrolment_id == enrolment.id, AttendanceCell.present > 0)
    )
    is_entered = exists().where(
        AttendanceCell.lesson_id == Lesson.id,
        AttendanceCell.enrolment_id == enrolment.id,
        AttendanceCell.code != "",
    )
    after = (
        counted.pairs()
        .with_only_columns(Lesson.held_on, is_entered.label("entered"))
        .where(Enrolment.id == enrolment.id, Lesson.state == "planned", Lesson.held_on <= today)
        .order_by(Lesson.held_on, Lesson.starts_at)
    )
    if attended_on is not None:
        after = after.where(Lesson.held_on > attended_on)
    lessons = session.execute(after).all()
    if not lessons:
        raise InvalidInput(NONE_MISSED)
    if open_on := next((held_on for held_on, entered in lessons if not entered), None):
        raise InvalidInput(NOT_ENTERED, day=open_on)
    first: date = lessons[0][0]
    return first


__all__ = ["ANNOUNCED", "NOT_ATTENDED", "stop", "undo_stop"]
