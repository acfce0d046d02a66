"""What stands on a paper, made of the facts as they are now; nothing mandatory may be missing (S3)."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy.orm import Session

from core.certificates import facts as loading
from core.certificates.facts import Facts, Issuer
from core.documents.certificate import CertificateContent
from core.errors import InvalidInput
from core.i18n import N_
from core.i18n.formats import date_text
from db.models import Certificate, Course

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


def gather(
    session: Session, *, paper: Certificate, today: date, signatory_id: int | None
) -> CertificateContent:
    """The content without number, dated today. Raises InvalidInput naming the first thing that is missing."""
    facts = loading.of(session, [paper])[paper.id]
    issuer = loading.issuer(session, today=today, signatory_id=signatory_id)
    for error in missing(facts, issuer):
        raise error
    return of(facts, issuer, today=today)


def missing(facts: Facts, issuer: Issuer) -> Iterator[InvalidInput]:
    """Everything mandatory that is not there, each as the sentence that says where to fill it in."""
    if issuer.organisation is None:
        yield InvalidInput(NO_ORGANISATION, field="organisation")
    if facts.learner.name_is_damaged:
        yield InvalidInput(DAMAGED, field="name")
    needs_law = facts.paper.kind != "vov_enrolment"
    known = {
        "born_on": facts.learner.born_on is not None, "category": bool(facts.course.category) or not needs_law,
        "reference": bool(reference_of(facts.course, facts.paper.kind)), "box_a": facts.year is not None,
        "timetable": bool(facts.timetable),
    }  # fmt: skip
    for name, is_there in known.items():
        if not is_there:
            yield InvalidInput(MISSING, field=name, what=WHAT[name])
    if issuer.signatory is None:
        yield InvalidInput(NO_SIGNATORY, field="signatory")


def of(facts: Facts, issuer: Issuer, *, today: date) -> CertificateContent:
    """The content of a paper that misses nothing."""
    paper, course, learner = facts.paper, facts.course, facts.learner
    organisation, signatory, year, summed = issuer.organisation, issuer.signatory, facts.year, facts.totals
    assert organisation is not None
    assert signatory is not None
    assert year is not None
    assert learner.born_on is not None
    second = facts.second if paper.kind.startswith("second") else None
    return CertificateContent(
        kind=paper.kind, number="", last_name=learner.last_name, first_name=learner.first_name,
        born_on=learner.born_on, organisation_name=organisation.name,
        organisation_address="\n".join(
            line for line in (organisation.street, f"{organisation.postal_code} {organisation.city}".strip()) if line
        ),
        enterprise_number=organisation.enterprise_number, course_name=course.name, course_code=course.code,
        category=course.category, reference=reference_of(course, paper.kind), lesson_unit=course.lesson_unit,
        box_a=year.planned_minutes, box_b=facts.box_b, box_d=facts.box_d, timetable=facts.timetable,
        starts_on=course.starts_on, ends_on=course.first_session_exam_on or course.ends_on,
        has_exam=course.first_session_exam_on is not None, school_year=paper.school_year,
        enrolled_on=facts.enrolment.enrolled_on, from_on=paper.from_on, to_on=paper.to_on, planned=summed.planned,
        given=summed.given, present=summed.present, justified=summed.justified, unjustified=summed.unjustified,
        stopped_on=facts.enrolment.stopped_on, exam_days=tuple(second.exam_days) if second else (),
        corrects_number=facts.corrects_number, correction_reason=paper.correction_reason, issued_on=today,
        place=facts.campus.city or organisation.city, signatory_name=signatory.name,
        signatory_function=signatory.function, model_version=issuer.model_version,
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
