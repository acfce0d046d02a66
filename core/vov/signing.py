"""Noting who signed an online lesson: each cursist under VOV who was there, and the teacher (`domain.md` 4.5)."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit, clock
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.attendance import counted, standing
from core.errors import InvalidInput, NotFound
from core.i18n import N_
from core.vov import words
from db.models import Enrolment, Lesson, LessonSignature

NOBODY = N_("Kies minstens één handtekening om te noteren.")
NOT_ONLINE = N_("Dit is geen onlineles: daar tekent iedereen op de aanwezigheidslijst.")
NOT_HELD = N_("Deze les ging niet door: er is niets te tekenen.")
NOT_CONTACT = N_("Alleen contactlessen tellen mee: hier is geen handtekening nodig.")
WAY = N_("Kies hoe er getekend is: eID, itsme of een andere goedgekeurde wijze.")
TOO_EARLY = N_("Tekenen kan pas op de dag van de les, {day}. Kijk de datum na.")
IN_FUTURE = N_("{day} ligt nog in de toekomst. Noteer de handtekening op de dag dat ze er is.")
NOT_IN_LESSON = N_("Een van de gekozen cursisten zit niet in deze les onder VOV. Laad de lijst opnieuw.")
ALREADY = N_("Deze handtekeningen staan er al. Laad de lijst opnieuw.")
GONE = N_("Deze handtekening is er niet meer. Laad de lijst opnieuw.")


def note_signatures(
    session: Session,
    *,
    actor: Actor,
    today: date,
    lesson_id: int,
    enrolment_ids: Sequence[int],
    teacher: bool,
    way: str,
    signed_on: date,
) -> int:
    """Note the signatures of many at once, the teacher's too; gives how many are new. Those that stand stay as is."""
    require(session, actor, Action.ENTER_ATTENDANCE)
    lesson = standing.own_lesson(session, actor, Action.ENTER_ATTENDANCE, lesson_id)
    _check(lesson, way, signed_on, today=today)
    new = _new(session, lesson_id, enrolment_ids, teacher=teacher)
    at = clock.now().replace(microsecond=0)
    session.add_all(
        LessonSignature(
            lesson_id=lesson_id, enrolment_id=key, way=way, signed_on=signed_on, noted_by=actor.display_name,
            noted_at=at,
        )
        for key in new
    )  # fmt: skip
    audit.record(
        session, actor=actor, action="vov.sign", subject_kind="lesson", subject_id=lesson_id,
        details={
            "enrolments": [key for key in new if key is not None], "teacher": None in new, "signed_how": way,
            "day": signed_on, "on": today,
        },
    )  # fmt: skip
    return len(new)


def remove_signature(
    session: Session, *, actor: Actor, today: date, lesson_id: int, signature_id: int
) -> None:
    """Take away a signature that was noted by mistake; the log keeps whose it was."""
    require(session, actor, Action.ENTER_ATTENDANCE)
    standing.own_lesson(session, actor, Action.ENTER_ATTENDANCE, lesson_id)
    found = session.get(LessonSignature, signature_id, populate_existing=True)
    if found is None or found.lesson_id != lesson_id:
        raise NotFound(GONE)
    session.delete(found)
    audit.record(
        session, actor=actor, action="vov.unsign", subject_kind="lesson", subject_id=lesson_id,
        details={
            "enrolments": [] if found.enrolment_id is None else [found.enrolment_id],
            "teacher": found.enrolment_id is None, "signed_how": found.way, "day": found.signed_on, "on": today,
        },
    )  # fmt: skip


def _check(lesson: Lesson, way: str, signed_on: date, *, today: date) -> None:
    if not lesson.is_online:
        raise InvalidInput(NOT_ONLINE)
    if lesson.kind != "contact":
        raise InvalidInput(NOT_CONTACT)
    if lesson.state != "planned":
        raise InvalidInput(NOT_HELD)
    if way not in words.WAYS:
        raise InvalidInput(WAY, field="way")
    if signed_on < lesson.held_on:
        raise InvalidInput(TOO_EARLY, field="signed_on", day=lesson.held_on)
    if signed_on > today:
        raise InvalidInput(IN_FUTURE, field="signed_on", day=signed_on)


def _new(
    session: Session, lesson_id: int, enrolment_ids: Sequence[int], *, teacher: bool
) -> list[int | None]:
    """Whose signature does not stand yet, the teacher's as None."""
    if set(enrolment_ids) - _sitting(session, lesson_id):
        raise InvalidInput(NOT_IN_LESSON)
    wanted: list[int | None] = [*sorted(set(enrolment_ids)), *([None] if teacher else [])]
    if not wanted:
        raise InvalidInput(NOBODY)
    known = set(
        session.scalars(select(LessonSignature.enrolment_id).where(LessonSignature.lesson_id == lesson_id))
    )
    new = [key for key in wanted if key not in known]
    if not new:
        raise InvalidInput(ALREADY)
    return new


def _sitting(session: Session, lesson_id: int) -> set[int]:
    seats = counted.pairs().with_only_columns(Enrolment.id)
    return set(session.scalars(seats.where(Lesson.id == lesson_id, Enrolment.regime == words.VOV)))
