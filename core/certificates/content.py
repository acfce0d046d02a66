"""Gathers what stands on a paper from the facts as they are now; nothing mandatory may be missing (S3)."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.attendance import totals
from core.certificates import blanks, boxes
from core.documents.certificate import CertificateContent
from core.errors import InvalidInput
from core.i18n import N_
from core.i18n.formats import WEEKDAYS, date_text
from core.provider_settings import queries as provider_settings
from core.provider_settings.papers import DOTTED_NUMBER
from db.models import (
    Campus,
    Certificate,
    Course,
    Enrolment,
    GroupMembership,
    Learner,
    Organisation,
    SecondSession,
    Signatory,
    TimetableSlot,
)

VOV = "vov_enrolment"
NO_ORGANISATION = N_("Vul eerst de gegevens van de organisatie in bij Beheer.")
NO_SIGNATORY = N_(
    "Er is die dag niemand gemachtigd om te ondertekenen. Voeg een ondertekenaar toe bij Beheer."
)
MISSING = N_("Op dit papier ontbreekt: {what}. Vul het in en reik daarna uit.")
DAMAGED = N_("De naam van deze cursist is beschadigd. Verbeter hem in het dossier en reik daarna uit.")
NO_NUMBER = N_(
    "Wacht op INSZ/BIS: het attest vermeldt het rijksregisternummer. Vul het in het dossier van de cursist in, of kies "
    "bij Beheer, Eigen keuzes, voor een stippellijn."
)
NEGATIVE = N_(
    "De vrijgestelde en de gemiste lesuren (vak b en d) zijn samen meer dan vak a. Kijk vak a van de opleiding na."
)
WHAT = {
    "born_on": N_("de geboortedatum"),
    "category": N_("de categorie van de opleiding"),
    "reference": N_("de erkenning van de opleiding"),
    "box_a": N_("het aantal minuten van vak a voor dit schooljaar"),
    "timetable": N_("het uurrooster van de groep"),
    "exam_days": N_("de dag van de examens van de tweede zittijd"),
    "size": N_("het aantal contacturen, credits of lestijden van de opleiding"),
    "enterprise_number": N_("het ondernemingsnummer van de organisatie"),
}


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
        raise InvalidInput(NO_ORGANISATION)
    if learner.name_is_damaged:
        raise InvalidInput(DAMAGED, field="name")
    is_vov = paper.kind == VOV
    second = session.get(SecondSession, enrolment.id) if paper.kind.startswith("second") else None
    timetable, reference = _timetable(session, enrolment.id), reference_of(course, paper.kind)
    found_boxes = boxes.of(session, paper=paper, whole_course=is_vov)
    size = found_boxes.a or course.credits_hundredths or course.lesson_periods
    _check_known({
        "born_on": learner.born_on is not None, "category": bool(course.category) or is_vov,
        "reference": bool(reference), "box_a": found_boxes.is_known or is_vov,
        "timetable": bool(timetable) or is_vov, "size": bool(size),
        "enterprise_number": bool(organisation.enterprise_number),
        "exam_days": paper.kind != "second_taken" or (second is not None and bool(second.exam_days)),
    })  # fmt: skip
    if not is_vov and found_boxes.a - found_boxes.b - found_boxes.d < 0:
        raise InvalidInput(NEGATIVE, field="box_a")
    assert learner.born_on is not None
    signatory, campus = _signatory(session, today, signatory_id), session.get_one(Campus, paper.campus_id)
    found, model = totals.Totals(), blanks.model(session, kind=paper.kind, on=today)
    if paper.from_on is not None and paper.to_on is not None:
        found = totals.of_one(session, enrolment_id=enrolment.id, first_on=paper.from_on, last_on=paper.to_on)
    exam_on = course.first_session_exam_on
    return CertificateContent(
        kind=paper.kind, number="", last_name=learner.last_name, first_name=learner.first_name,
        born_on=learner.born_on, organisation_name=organisation.name,
        organisation_address="\n".join(
            line for line in (organisation.street, f"{organisation.postal_code} {organisation.city}".strip()) if line
        ),
        enterprise_number=organisation.enterprise_number, number_place=_number_place(session, learner, is_vov),
        course_name=course.name, course_code=course.code, category="" if is_vov else course.category,
        reference=reference, lesson_unit=course.lesson_unit, box_a=found_boxes.a, box_b=found_boxes.b,
        box_d=found_boxes.d, timetable=timetable, starts_on=course.starts_on,
        ends_on=course.ends_on if is_vov else exam_on or course.ends_on, has_exam=exam_on is not None,
        exam_on=exam_on if is_vov and exam_on and exam_on > course.ends_on else None,
        school_year=paper.school_year, enrolled_on=enrolment.enrolled_on, from_on=paper.from_on, to_on=paper.to_on,
        planned=found.planned, given=found.given, present=found.present, justified=found.justified,
        unjustified=found.unjustified, stopped_on=enrolment.stopped_on, stop_kind=enrolment.stop_kind,
        second_from_on=course.second_session_from_on if second else None,
        second_to_on=course.second_session_to_on if second else None,
        exam_days=tuple(map(date.fromisoformat, second.exam_days)) if second else (),
        modules=course.modules if is_vov else "",
        credits_hundredths=course.credits_hundredths if is_vov else None,
        lesson_periods=course.lesson_periods if is_vov else None, corrects_number=corrects_number,
        correction_reason=paper.correction_reason, issued_on=today, place=campus.city or organisation.city,
        signatory_name=signatory.name, signatory_function=signatory.function,
        model_version=model.model_version if model else "",
        model_requested_on=model.requested_on if model else None,
        model_received_on=model.received_on if model else None,
    )  # fmt: skip


def _check_known(known: dict[str, bool]) -> None:
    for name, is_there in known.items():
        if not is_there:
            raise InvalidInput(MISSING, field=name, what=WHAT[name])


def _number_place(session: Session, learner: Learner, is_vov: bool) -> str:
    """The attest prints the number; without one it waits, unless the provider chose for a line to write it on."""
    if not is_vov:
        return "dotted"
    if learner.insz_cipher is not None:
        return "printed"
    if provider_settings.number(session, DOTTED_NUMBER):
        return "dotted"
    raise InvalidInput(NO_NUMBER, field="insz")


def reference_of(course: Course, kind: str) -> str:
    """What refers to the recognition (a number, a committee with its date, an identification); '' if incomplete."""
    if kind == VOV:
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
    day = WEEKDAYS["nl"][slot.weekday - 1] if slot.weekday else date_text(slot.held_on)
    begin, end = (f"{at // 60}.{at % 60:02d}" for at in (slot.starts_at, slot.ends_at))
    return f"{day} van {begin} tot {end} uur"


def _signatory(session: Session, today: date, signatory_id: int | None) -> Signatory:
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
