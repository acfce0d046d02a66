"""Justifying absences: what came in when, what was seen, and the cells that follow from it (S3; trust.md 3.7).

A late one is kept and counts as unjustified: "laattijdige wettigingen kunnen niet worden aanvaard".
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, false, or_, select
from sqlalchemy.orm import Session

from core import audit, clock
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.attendance import backing, codes
from core.attendance.grounds import BY_LETTER
from core.enrolments import files, papers
from core.errors import Conflict, InvalidInput, NotFound
from core.i18n import N_
from core.provider_settings import queries as provider_settings
from db.models import AttendanceCell, Certificate, Enrolment, Justification, Lesson

TERM: str = "attendance.justify_days"
DATES = N_("De laatste dag van afwezigheid ligt vóór de eerste. Kijk de datums na.")
IN_FUTURE = N_("{day} ligt nog in de toekomst. Noteer wat al gebeurd is.")
OUTSIDE = N_("De inschrijving loopt pas vanaf {day}. Kijk de dagen van afwezigheid na.")
BEFORE = N_("De inschrijving loopt pas vanaf {day}. Kijk de dag van ontvangst na.")
UNSEEN = N_("De wettiging kwam pas binnen op {day}. Kijk na wanneer je het stuk zag.")
COLLECTIVE = N_(
    "“{ground}” geldt voor iedereen tegelijk en vraagt geen wettiging: vul de code in bij de les."
)
NO_EVIDENCE = N_("Voor “{ground}” wordt geen stuk gevraagd. Laat “gezien op” leeg.")
GONE = N_("Deze wettiging bestaat niet meer. Laad de lijst opnieuw.")
WITHDRAWN = N_("Deze wettiging is al ingetrokken op {day}.")
SEEN = N_("Het stuk bij deze wettiging is al gezien op {day}.")
CHANGED = N_("Iemand anders wijzigde deze wettiging intussen. Kijk ze na en probeer opnieuw.")
PAPERS = N_("Die uren liggen vast in: {papers}. Vernietig wat nog niet afgeleverd is, of open een correctie.")


@dataclass(frozen=True, slots=True)
class Absence:
    """What the form of a justification asks: a ground by its letter, days, when it came in, its evidence was seen."""

    ground: str
    first_on: date
    last_on: date
    received_on: date
    evidence_seen_on: date | None = None


def justify(
    session: Session, *, actor: Actor, today: date, enrolment_id: int, version: int, absence: Absence
) -> bool:
    """Note a justification; gives whether it came too late by the provider's term, and so counts as unjustified."""
    require(session, actor, Action.JUSTIFY_ABSENCE)
    enrolment = files.load(session, actor, Action.JUSTIFY_ABSENCE, enrolment_id=enrolment_id, version=version)
    _check(enrolment, absence, today=today)
    term = provider_settings.number(session, TERM)
    noted = Justification(
        enrolment_id=enrolment.id, ground=absence.ground, first_on=absence.first_on, last_on=absence.last_on,
        received_on=absence.received_on, evidence_seen_on=absence.evidence_seen_on,
        is_late=(absence.received_on - absence.first_on).days > term, term_days=term,
        noted_by=actor.display_name, noted_at=clock.now(),
    )  # fmt: skip
    _apply(session, enrolment, noted)
    audit.record(
        session, actor=actor, action="justification.add", subject_kind="justification", subject_id=noted.id,
        details={
            "first_on": noted.first_on, "last_on": noted.last_on, "day": noted.received_on,
            "is_late": noted.is_late, "on": today,
        },
    )  # fmt: skip
    return noted.is_late


def see_evidence(
    session: Session, *, actor: Actor, today: date, justification_id: int, version: int, seen_on: date
) -> None:
    """The evidence of a justification was seen on that day; it is handed back, never kept."""
    require(session, actor, Action.JUSTIFY_ABSENCE)
    enrolment, noted = _load(session, actor, justification_id, version)
    ground = BY_LETTER[noted.ground]
    if not ground.evidence:
        raise InvalidInput(NO_EVIDENCE, field="seen_on", ground=ground.name)
    if noted.evidence_seen_on is not None:
        raise InvalidInput(SEEN, day=noted.evidence_seen_on)
    if seen_on > today:
        raise InvalidInput(IN_FUTURE, field="seen_on", day=seen_on)
    if seen_on < noted.received_on:
        raise InvalidInput(UNSEEN, field="seen_on", day=noted.received_on)
    noted.evidence_seen_on = seen_on
    _apply(session, enrolment, noted)
    audit.record(
        session, actor=actor, action="justification.see", subject_kind="justification", subject_id=noted.id,
        details={"first_on": noted.first_on, "last_on": noted.last_on, "day": seen_on, "on": today},
    )  # fmt: skip


def withdraw_justification(
    session: Session, *, actor: Actor, today: date, justification_id: int, version: int
) -> None:
    """It does not hold after all; it stays in the file, and its absences count as unjustified again."""
    require(session, actor, Action.JUSTIFY_ABSENCE)
    enrolment, noted = _load(session, actor, justification_id, version)
    noted.withdrawn_on = today
    _apply(session, enrolment, noted)
    audit.record(
        session, actor=actor, action="justification.withdraw", subject_kind="justification", subject_id=noted.id,
        details={"first_on": noted.first_on, "last_on": noted.last_on, "on": today},
    )  # fmt: skip


def _check(enrolment: Enrolment, absence: Absence, *, today: date) -> None:
    ground = BY_LETTER.get(absence.ground)
    if ground is None:
        raise InvalidInput(N_("Kies een grond uit de lijst."), field="ground")
    if ground.is_collective:
        raise InvalidInput(COLLECTIVE, field="ground", ground=ground.name)
    if absence.last_on < absence.first_on:
        raise InvalidInput(DATES, field="last_on")
    if absence.first_on < enrolment.enrolled_on:
        raise InvalidInput(OUTSIDE, field="first_on", day=enrolment.enrolled_on)
    if absence.received_on > today:
        raise InvalidInput(IN_FUTURE, field="received_on", day=absence.received_on)
    if absence.received_on < enrolment.enrolled_on:
        raise InvalidInput(BEFORE, field="received_on", day=enrolment.enrolled_on)
    if absence.evidence_seen_on is None:
        return
    if not ground.evidence:
        raise InvalidInput(NO_EVIDENCE, field="evidence_seen_on", ground=ground.name)
    if absence.evidence_seen_on > today:
        raise InvalidInput(IN_FUTURE, field="evidence_seen_on", day=absence.evidence_seen_on)
    if absence.evidence_seen_on < absence.received_on:
        raise InvalidInput(UNSEEN, field="evidence_seen_on", day=absence.received_on)


def _load(
    session: Session, actor: Actor, justification_id: int, version: int
) -> tuple[Enrolment, Justification]:
    """The justification and its enrolment under a lock, in the order of every command: the enrolment first."""
    key = session.scalar(select(Justification.enrolment_id).where(Justification.id == justification_id))
    enrolment = session.get(Enrolment, key, with_for_update=True, populate_existing=True) if key else None
    noted = session.get(Justification, justification_id, with_for_update=True, populate_existing=True)
    if enrolment is None or noted is None:
        raise NotFound(GONE)
    require(session, actor, Action.JUSTIFY_ABSENCE, campus_id=enrolment.campus_id)
    if noted.version != version:
        raise Conflict(CHANGED)
    if noted.withdrawn_on is not None:
        raise InvalidInput(WITHDRAWN, day=noted.withdrawn_on)
    noted.version += 1
    enrolment.version += 1
    return enrolment, noted


def _apply(session: Session, enrolment: Enrolment, noted: Justification) -> None:
    """Write the justification and the minutes of the cells on its ground in its days, all or nothing."""
    session.add(noted)
    lesson_ids = files.hold_lessons(session, enrolment, first_on=noted.first_on, last_on=noted.last_on)
    session.flush()
    backed = backing.backed(session, [enrolment.id], lesson_ids)
    rows = session.execute(
        select(AttendanceCell, Lesson)
        .join(Lesson, Lesson.id == AttendanceCell.lesson_id)
        .where(
            AttendanceCell.enrolment_id == enrolment.id,
            AttendanceCell.lesson_id.in_(lesson_ids),
            AttendanceCell.code.startswith(f"G{noted.ground}"),
        )
        .execution_options(populate_existing=True)
    ).all()
    moved: list[date] = []
    for cell, lesson in rows:
        is_backed = (lesson.id, enrolment.id, noted.ground) in backed
        amounts = codes.divide(codes.parse(cell.code), given=lesson.given_minutes, is_backed=is_backed)
        if (cell.justified, cell.unjustified) != (amounts.justified, amounts.unjustified):
            moved.append(lesson.held_on)
            cell.present = amounts.present
            cell.justified, cell.unjustified = amounts.justified, amounts.unjustified
    _check_papers(session, enrolment, moved)
    files.settle(session, enrolment)


def _check_papers(session: Session, enrolment: Enrolment, days: list[date]) -> None:
    """No issued paper of assiduity covers one of these days. Raises InvalidInput with every paper that does."""
    covers = [and_(Certificate.from_on <= day, Certificate.to_on >= day) for day in days]
    found = session.execute(
        papers.locking([enrolment.id]).where(or_(false(), *covers)).order_by(Certificate.from_on)
    ).all()
    if found:
        raise InvalidInput(PAPERS, papers=", ".join(number for _, number, *_ in found))
