"""Gathers what stands on a paper from the facts as they are now; nothing mandatory may be missing (S3)."""

from datetime import date, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from core.attendance import counted, totals
from core.certificates.owed import FIRST_MONTH
from core.documents.certificate import CertificateContent
from core.errors import InvalidInput
from core.i18n import N_
from core.i18n.formats import date_text
from db.models import (
    Campus,
    Certificate,
    Course,
    CourseYear,
    Enrolment,
    GroupMembership,
    Learner,
    Lesson,
    OfficialBlank,
    Organisation,
    SecondSession,
    Signatory,
    TimetableSlot,
)

NO_ORGANISATION = N_("Vul eerst de gegevens van de organisatie in bij Beheer.")
NO_SIGNATORY = N_(
    "Er is die dag niemand gemachtigd om te ondertekenen. Voeg een ondertekenaar toe bij Beheer."
)
MISSING = N_("Op dit papier ontbreekt: {what}. Vul het in en reik daarna uit.")
DAMAGED = N_("De naam van deze cursist is beschadigd. Verbeter hem in het dossier en reik daarna uit.")
WHAT = {
    "born_on": N_("de geboortedatum"),
    "category": N_("de categorie van de opleiding"),
    "reference": N_("de erkenning van de opleiding"),
    "box_a": N_("het aantal minuten van vak a voor dit schooljaar"),
    "timetable": N_("het uurrooster van de groep"),
}
WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")


def gather(
    session: Session, *, paper: Certificate, today: date, signatory_id: int | None, corrects_number: str
) -> CertificateContent:
    """The content without number, dated today. Raises InvalidInput naming the first thing that is missing."""
    enrolment, course = (
        session.get_one(Enrolment, paper.enrolment_id),
        session.get_one(Course, paper.course_id),
    )
    learner, organisation = session.get_one(Learner, paper.learner_id), session.get(Organisation, 1)
    if organisation is None:
        raise InvalidInput(NO_ORGANISATION, field="organisation")
    if learner.name_is_damaged:
        raise InvalidInput(DAMAGED, field="name")
    year = session.get(CourseYear, (course.id, paper.school_year))
    timetable, reference = _timetable(session, enrolment.id), reference_of(course, paper.kind)
    needs_law = paper.kind != "vov_enrolment"
    known = {
        "born_on": learner.born_on is not None, "category": bool(course.category) or not needs_law,
        "reference": bool(reference), "box_a": year is not None, "timetable": bool(timetable),
    }  # fmt: skip
    for name, is_there in known.items():
        if not is_there:
            raise InvalidInput(MISSING, field=name, what=WHAT[name])
    assert learner.born_on is not None
    assert year is not None
    signatory = _signatory(session, today=today, signatory_id=signatory_id)
    campus = session.get_one(Campus, paper.campus_id)
    begins, ends = date(paper.school_year, FIRST_MONTH, 1), date(paper.school_year + 1, FIRST_MONTH, 1)
    last = ends - timedelta(days=1)
    found = totals.Totals()
    if paper.from_on is not None and paper.to_on is not None:
        found = totals.of_one(session, enrolment_id=enrolment.id, first_on=paper.from_on, last_on=paper.to_on)
    second = session.get(SecondSession, enrolment.id) if paper.kind.startswith("second") else None
    return CertificateContent(
        kind=paper.kind, number="", last_name=learner.last_name, first_name=learner.first_name,
        born_on=learner.born_on, organisation_name=organisation.name,
        organisation_address="\n".join(
            line for line in (organisation.street, f"{organisation.postal_code} {organisation.city}".strip()) if line
        ),
        enterprise_number=organisation.enterprise_number, course_name=course.name, course_code=course.code,
        category=course.category, reference=reference, lesson_unit=course.lesson_unit, box_a=year.planned_minutes,
        box_b=_minutes(session, enrolment.id, begins, last, *counted.attends(), counted.is_exempt()),
        box_d=_minutes(
            session, enrolment.id, begins, last, Lesson.held_on < Enrolment.enrolled_on, ~counted.is_exempt(),
            GroupMembership.from_on == _first_from(enrolment.id),
        ),
        timetable=timetable, starts_on=course.starts_on, ends_on=course.first_session_exam_on or course.ends_on,
        has_exam=course.first_session_exam_on is not None, school_year=paper.school_year,
        enrolled_on=enrolment.enrolled_on, from_on=paper.from_on, to_on=paper.to_on, planned=found.planned,
        given=found.given, present=found.present, justified=found.justified, unjustified=found.unjustified,
        stopped_on=enrolment.stopped_on, exam_days=tuple(second.exam_days) if second else (),
        corrects_number=corrects_number, correction_reason=paper.correction_reason, issued_on=today,
        place=campus.city or organisation.city, signatory_name=signatory.name,
        signatory_function=signatory.function, model_version=_model(session, today),
    )  # fmt: skip


def reference_of(course: Course, kind: str) -> str:
    """What refers to the recognition (a number, a committee with its date, an identification); '' if incomplete."""
    if kind == "vov_enrolment":
        return f"ODB-nummer {course.odb_number}" if course.odb_number else course.code
    if course.recognition_kind == "joint_committee":
        if not course.joint_committee or course.recognised_on is None:
            return ""
        return f"Paritair comité {course.joint_committee}, erkend op {date_text(course.recognised_on)}"
    names = {"commission": "Erkenningsnummer", "identification": "Identificatienummer"}
    if course.recognition_kind not in names or not course.recognition_number:
        return ""
    return f"{names[course.recognition_kind]} {course.recognition_number}"


def _timetable(session: Session, enrolment_id: int) -> tuple[str, ...]:
    groups = select(GroupMembership.course_group_id).where(GroupMembership.enrolment_id == enrolment_id)
    slots = select(TimetableSlot).where(
        TimetableSlot.course_group_id.in_(groups), TimetableSlot.kind == "contact"
    )
    ordered = session.scalars(
        slots.order_by(TimetableSlot.weekday, TimetableSlot.held_on, TimetableSlot.starts_at)
    )
    return tuple(dict.fromkeys(_slot(each) for each in ordered))


def _slot(slot: TimetableSlot) -> str:
    day = WEEKDAYS[slot.weekday - 1] if slot.weekday else date_text(slot.held_on)
    begin, end = (f"{at // 60}.{at % 60:02d}" for at in (slot.starts_at, slot.ends_at))
    return f"{day} van {begin} tot {end} uur"


def _minutes(
    session: Session, enrolment_id: int, first_on: date, last_on: date, *conditions: ColumnElement[bool]
) -> int:
    """Planned contact minutes of the person's groups in a school year, under these conditions."""
    lessons = (
        select(Lesson.id, Lesson.minutes)
        .select_from(Enrolment)
        .join(GroupMembership, GroupMembership.enrolment_id == Enrolment.id)
        .join(Lesson, Lesson.course_group_id == GroupMembership.course_group_id)
        .where(
            Enrolment.id == enrolment_id, Lesson.kind == "contact", Lesson.moved_to_id.is_(None), *conditions
        )
        .where(Lesson.held_on.between(first_on, last_on))
        .distinct()
        .subquery()
    )
    return int(session.scalar(select(func.sum(lessons.c.minutes))) or 0)


def _first_from(enrolment_id: int) -> ColumnElement[date]:
    first = select(func.min(GroupMembership.from_on)).where(GroupMembership.enrolment_id == enrolment_id)
    return first.scalar_subquery()


def _signatory(session: Session, *, today: date, signatory_id: int | None) -> Signatory:
    statement = (
        select(Signatory)
        .where(Signatory.begins_on <= today, (Signatory.ends_on.is_(None)) | (Signatory.ends_on >= today))
        .order_by(Signatory.id)
    )
    if signatory_id is not None:
        statement = statement.where(Signatory.id == signatory_id)
    found = session.scalars(statement).first()
    if found is None:
        raise InvalidInput(NO_SIGNATORY, field="signatory")
    return found


def _model(session: Session, today: date) -> str:
    newest = select(OfficialBlank.model_version).where(OfficialBlank.valid_from_on <= today)
    return (
        session.scalars(newest.order_by(OfficialBlank.valid_from_on.desc(), OfficialBlank.id.desc())).first()
        or ""
    )
