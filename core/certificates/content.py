"""Gathers what stands on a paper from the facts as they are now; nothing mandatory may be missing (S3)."""

from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.attendance import totals
from core.certificates import blanks, boxes
from core.certificates.course_words import VOV, reference_of, timetable_of
from core.documents.certificate import CertificateContent
from core.errors import InvalidInput
from core.i18n import N_
from core.provider_settings import queries as provider_settings
from core.provider_settings.papers import DOTTED_NUMBER
from db.models import (
    Campus,
    Certificate,
    Course,
    Enrolment,
    Learner,
    Organisation,
    SecondSession,
    Signatory,
)

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
    second = session.get(SecondSession, enrolment.id) if paper.kind.startswith("second") else None
    timetable = timetable_of(session, enrolment.id)
    found = boxes.of(session, paper=paper, whole_course=paper.kind == VOV)
    _check(paper, course, learner, organisation, second, found, timetable)
    assert learner.born_on is not None
    signatory, campus = (
        _signatory(session, today, signatory_id),
        session.get_one(Campus, paper.campus_id),
    )
    content = CertificateContent(
        kind=paper.kind, number="", last_name=learner.last_name, first_name=learner.first_name,
        born_on=learner.born_on, organisation_name=organisation.name, organisation_address=_address(organisation),
        enterprise_number=organisation.enterprise_number, number_place=_number_place(session, learner, paper.kind),
        course_name=course.name, course_code=course.code, category=course.category,
        reference=reference_of(course, paper.kind), lesson_unit=course.lesson_unit, box_a=found.a, box_b=found.b,
        box_d=found.d, timetable=timetable, starts_on=course.starts_on,
        ends_on=course.first_session_exam_on or course.ends_on, has_exam=course.first_session_exam_on is not None,
        school_year=paper.school_year, enrolled_on=enrolment.enrolled_on, stopped_on=enrolment.stopped_on,
        stop_kind=enrolment.stop_kind, corrects_number=corrects_number, correction_reason=paper.correction_reason,
        issued_on=today, place=campus.city or organisation.city, signatory_name=signatory.name,
        signatory_function=signatory.function,
    )  # fmt: skip
    content = _with_period(session, paper, _with_model(session, content))
    return _flemish(course, content) if paper.kind == VOV else _with_second(course, second, content)


def _with_model(session: Session, content: CertificateContent) -> CertificateContent:
    model = blanks.model(session, kind=content.kind, on=content.issued_on)
    if model is None:
        return content
    return replace(
        content, model_version=model.model_version, model_requested_on=model.requested_on,
        model_received_on=model.received_on,
    )  # fmt: skip


def _with_period(session: Session, paper: Certificate, content: CertificateContent) -> CertificateContent:
    if paper.from_on is None or paper.to_on is None:
        return content
    found = totals.of_one(
        session, enrolment_id=paper.enrolment_id, first_on=paper.from_on, last_on=paper.to_on
    )
    return replace(
        content, from_on=paper.from_on, to_on=paper.to_on, planned=found.planned, given=found.given,
        present=found.present, justified=found.justified, unjustified=found.unjustified,
    )  # fmt: skip


def _with_second(
    course: Course, second: SecondSession | None, content: CertificateContent
) -> CertificateContent:
    if second is None:
        return content
    return replace(
        content, second_from_on=course.second_session_from_on, second_to_on=course.second_session_to_on,
        exam_days=tuple(map(date.fromisoformat, second.exam_days)),
    )  # fmt: skip


def _flemish(course: Course, content: CertificateContent) -> CertificateContent:
    """An attest has the end itself, the exam only when it is later, and the size in every unit that is known."""
    exam_on = course.first_session_exam_on
    return replace(
        content, category="", ends_on=course.ends_on,
        exam_on=exam_on if exam_on is not None and exam_on > course.ends_on else None, modules=course.modules,
        credits_hundredths=course.credits_hundredths, lesson_periods=course.lesson_periods,
    )  # fmt: skip


def _address(organisation: Organisation) -> str:
    lines = (organisation.street, f"{organisation.postal_code} {organisation.city}".strip())
    return "\n".join(line for line in lines if line)


def _check(
    paper: Certificate, course: Course, learner: Learner, organisation: Organisation, second: SecondSession | None,
    found: boxes.Boxes, timetable: tuple[str, ...],
) -> None:  # fmt: skip
    """Raise InvalidInput for the first thing that the paper must say and that nobody filled in."""
    is_vov = paper.kind == VOV
    known = {
        "born_on": learner.born_on is not None, "category": bool(course.category) or is_vov,
        "reference": bool(reference_of(course, paper.kind)), "box_a": found.is_known or is_vov,
        "timetable": bool(timetable) or is_vov,
        "size": bool(found.a or course.credits_hundredths or course.lesson_periods),
        "enterprise_number": bool(organisation.enterprise_number) or not is_vov,
        "exam_days": paper.kind != "second_taken" or (second is not None and bool(second.exam_days)),
    }  # fmt: skip
    for name, is_there in known.items():
        if not is_there:
            raise InvalidInput(MISSING, field=name, what=WHAT[name])
    if not is_vov and found.a - found.b - found.d < 0:
        raise InvalidInput(NEGATIVE, field="box_a")


def _number_place(session: Session, learner: Learner, kind: str) -> str:
    """The attest prints the number; without one it waits, unless the provider chose for a line to write it on."""
    if kind != VOV:
        return "dotted"
    if learner.insz_cipher is not None:
        return "printed"
    if provider_settings.number(session, DOTTED_NUMBER):
        return "dotted"
    raise InvalidInput(NO_NUMBER, field="insz")


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
