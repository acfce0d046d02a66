"""What stands on a paper, made of the facts as they are now; nothing mandatory may be missing (S3)."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy.orm import Session

from core.certificates import facts as loading
from core.certificates.facts import VOV, Facts, Issuer
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
    for name, is_there in _known(facts, issuer).items():
        if not is_there:
            yield InvalidInput(MISSING, field=name, what=WHAT[name])
    boxes, is_vov = facts.boxes, facts.paper.kind == VOV
    if not is_vov and boxes.is_known and boxes.a - boxes.b - boxes.d < 0:
        yield InvalidInput(NEGATIVE, field="box_a")
    if is_vov and facts.learner.insz_cipher is None and not issuer.may_dot_number:
        yield InvalidInput(NO_NUMBER, field="insz")
    if issuer.signatory is None:
        yield InvalidInput(NO_SIGNATORY, field="signatory")


def _known(facts: Facts, issuer: Issuer) -> dict[str, bool]:
    course, is_vov = facts.course, facts.paper.kind == VOV
    size = facts.boxes.a or course.credits_hundredths or course.lesson_periods
    return {
        "born_on": facts.learner.born_on is not None, "category": bool(course.category) or is_vov,
        "reference": bool(reference_of(course, facts.paper.kind)), "box_a": facts.boxes.is_known or is_vov,
        "timetable": bool(facts.timetable) or is_vov,
        # Without box a the size is missing too: that is told once.
        "size": bool(size) or (not is_vov and not facts.boxes.is_known),
        "enterprise_number": (
            not is_vov or issuer.organisation is None or bool(issuer.organisation.enterprise_number)
        ),
        "exam_days": facts.paper.kind != "second_taken" or bool(facts.second and facts.second.exam_days),
    }  # fmt: skip


def of(facts: Facts, issuer: Issuer, *, today: date) -> CertificateContent:
    """The content of a paper that misses nothing."""
    paper, course, learner, enrolment = facts.paper, facts.course, facts.learner, facts.enrolment
    organisation, signatory, summed, boxes = issuer.organisation, issuer.signatory, facts.totals, facts.boxes
    assert organisation is not None
    assert signatory is not None
    assert learner.born_on is not None
    is_vov, exam_on, model = paper.kind == VOV, course.first_session_exam_on, issuer.model(paper.kind)
    second = facts.second if paper.kind.startswith("second") else None
    return CertificateContent(
        kind=paper.kind, number="", last_name=learner.last_name, first_name=learner.first_name,
        born_on=learner.born_on, organisation_name=organisation.name,
        organisation_address="\n".join(
            line for line in (organisation.street, f"{organisation.postal_code} {organisation.city}".strip()) if line
        ),
        enterprise_number=organisation.enterprise_number,
        number_place="printed" if is_vov and learner.insz_cipher is not None else "dotted",
        course_name=course.name, course_code=course.code, category="" if is_vov else course.category,
        reference=reference_of(course, paper.kind), lesson_unit=course.lesson_unit, box_a=boxes.a, box_b=boxes.b,
        box_d=boxes.d, timetable=facts.timetable, starts_on=course.starts_on,
        ends_on=course.ends_on if is_vov else exam_on or course.ends_on, has_exam=exam_on is not None,
        exam_on=exam_on if is_vov and exam_on and exam_on > course.ends_on else None,
        school_year=paper.school_year, enrolled_on=enrolment.enrolled_on, from_on=paper.from_on, to_on=paper.to_on,
        planned=summed.planned, given=summed.given, present=summed.present, justified=summed.justified,
        unjustified=summed.unjustified, stopped_on=enrolment.stopped_on, stop_kind=enrolment.stop_kind,
        second_from_on=course.second_session_from_on if second else None,
        second_to_on=course.second_session_to_on if second else None,
        exam_days=tuple(map(date.fromisoformat, second.exam_days)) if second else (),
        modules=course.modules if is_vov else "",
        credits_hundredths=course.credits_hundredths if is_vov else None,
        lesson_periods=course.lesson_periods if is_vov else None, corrects_number=facts.corrects_number,
        correction_reason=paper.correction_reason, issued_on=today, place=facts.campus.city or organisation.city,
        signatory_name=signatory.name, signatory_function=signatory.function,
        model_version=model.model_version if model else "",
        model_requested_on=model.requested_on if model else None,
        model_received_on=model.received_on if model else None,
    )  # fmt: skip


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
