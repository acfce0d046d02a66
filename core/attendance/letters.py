"""The letter to a cursist about missed lessons: the same content to look at first and to print.

It is made anew from the facts and never kept; that it was made is written in the log, and the next one who wants to
make it sees when the last one was.
"""

from datetime import date, timedelta
from typing import Final

from sqlalchemy.orm import Session

from core import audit
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.attendance import lines, runs, signals
from core.attendance import missed as lessons
from core.attendance.justifying import TERM
from core.attendance.missed import Missed
from core.attendance.runs import Run
from core.documents import absence_letter
from core.documents.absence_words import AbsenceLetter, MissedLesson, Standing
from core.documents.content import HouseStyle
from core.enrolments.files import GONE
from core.errors import InvalidInput, NotFound
from core.i18n import N_, Translator
from core.provider_settings import queries as provider_settings
from db.models import Campus, Course, Enrolment, Learner, Organisation

HOME: Final = "BEL"
NOTHING_MISSED: Final = N_("Deze cursist miste geen les in de lopende periode: er is niets te schrijven.")


def content(session: Session, *, actor: Actor, today: date, enrolment_id: int) -> AbsenceLetter | None:
    """What would stand in the letter today; None when nothing was missed, or it is not the actor's to see."""
    enrolment = session.get(Enrolment, enrolment_id)
    if enrolment is None:
        return None
    course, learner = (
        session.get_one(Course, enrolment.course_id),
        session.get_one(Learner, enrolment.learner_id),
    )
    line = lines.of_enrolments(session, today=today, enrolment_ids=[enrolment_id]).get(enrolment_id)
    run = _run(session, enrolment, today=today)
    from_on = None if line is None else line.from_on
    if from_on is not None and run is not None:
        from_on = min(from_on, run.first_on)
    missed = lessons.missed(session, actor=actor, today=today, enrolment_id=enrolment_id, from_on=from_on)
    if not missed:
        return None
    term = provider_settings.number(session, TERM)
    organisation = session.get_one(Organisation, 1)
    return AbsenceLetter(
        addressee=f"{learner.first_name} {learner.last_name}".strip(),
        address=_address(learner),
        first_name=learner.first_name,
        course=course.name,
        lessons=tuple(_line(each) for each in reversed(missed)),
        in_a_row=run.lessons if run is not None else 0,
        standing=_standing(line, enrolment.regime),
        term_days=term,
        in_time_from=today - timedelta(days=term),
        organisation_name=organisation.name,
        organisation_address=f"{organisation.street}\n{organisation.postal_code} {organisation.city}",
        contact="\n".join(part for part in (organisation.email, organisation.phone) if part),
        place=session.get_one(Campus, course.campus_id).city or organisation.city,
        sent_on=today,
        sender_name=actor.display_name,
        language=Translator(learner.language).language,
        style=HouseStyle(organisation.logo, organisation.primary_colour, organisation.house_text),
    )


def make_letter(session: Session, *, actor: Actor, today: date, enrolment_id: int) -> bytes:
    """The letter as a PDF, dated today, and its line in the log. Raises InvalidInput when nothing was missed."""
    require(session, actor, Action.JUSTIFY_ABSENCE)
    enrolment = session.get(Enrolment, enrolment_id)
    if enrolment is None:
        raise NotFound(GONE)
    require(session, actor, Action.JUSTIFY_ABSENCE, campus_id=enrolment.campus_id)
    letter = content(session, actor=actor, today=today, enrolment_id=enrolment_id)
    if letter is None:
        raise InvalidInput(NOTHING_MISSED)
    pdf = absence_letter.render(letter)
    audit.record(
        session, actor=actor, action=signals.LETTER, subject_kind=signals.SUBJECT, subject_id=enrolment_id,
        details={"lessons": len(letter.lessons), "on": today},
    )  # fmt: skip
    return pdf


def _run(session: Session, enrolment: Enrolment, *, today: date) -> Run | None:
    least = provider_settings.number(session, signals.IN_A_ROW)
    own = [Enrolment.id == enrolment.id]
    found = runs.of_running(session, today=today, least=least, course_id=enrolment.course_id, conditions=own)
    return found.get(enrolment.id)


def _line(each: Missed) -> MissedLesson:
    both = each.justified + each.unjustified
    return MissedLesson(each.held_on, each.starts_at, each.ends_at, both, each.justified)


def _standing(line: lines.Line | None, regime: str) -> Standing | None:
    if line is None:
        return None
    limit = line.may_miss + line.unjustified
    return Standing(line.from_on, line.to_on, line.given, limit, line.unjustified, regime == lines.VOV)


def _address(learner: Learner) -> str:
    town = f"{learner.postal_code} {learner.city}".strip()
    country = learner.country if learner.country != HOME else ""
    return "\n".join(part for part in (learner.street, town, country) if part)
