"""A paper line by line, as a screen shows it before it is drawn: what the source lists, in its order (S3)."""

from typing import TYPE_CHECKING

from core.documents import certificate_form, flow
from core.documents import certificate_words as words

if TYPE_CHECKING:
    from core.documents.certificate import CertificateContent


def shown(content: "CertificateContent") -> tuple[tuple[str, str], ...]:
    """Every line but who signs, as (label, value); what is empty is left out.

    Who signs is chosen beside it: a name here would contradict that choice.
    """
    end = (
        words.LAST_EXAM if content.has_exam and content.kind != "vov_enrolment" else "Einde van de opleiding"
    )
    rows = [
        ("Correctie van", content.corrects_number), ("Reden van de correctie", content.correction_reason),
        ("Naam", content.last_name), ("Voornaam", content.first_name), ("Geboren op", words.day(content.born_on)),
        ("Organisator", content.organisation_name), ("Adres", content.organisation_address),
        ("Ondernemingsnummer", flow.enterprise_number(content.enterprise_number)),
        ("Opleiding", f"{content.course_name} ({content.course_code})"), ("Modules", content.modules),
        *_about(content), ("Lesdagen en uren", "\n".join(content.timetable)),
        ("Begin van de opleiding", words.day(content.starts_on)), (end, words.day(content.ends_on)),
        ("Examen", words.day(content.exam_on)), ("Ingeschreven op", words.day(content.enrolled_on)),
        *_period(content), *_second(content), ("Stopgezet op", words.day(content.stopped_on)),
        ("Opgemaakt te", f"{content.place}, {words.day(content.issued_on)}"),
    ]  # fmt: skip
    return tuple((label, value) for label, value in rows if value)


def _about(content: "CertificateContent") -> list[tuple[str, str]]:
    unit = content.lesson_unit
    if content.kind == "vov_enrolment":
        found = [("Kenmerk", content.reference)]
        if content.box_a:
            found.append(("Contacturen", words.amount(content.box_a, unit)))
        if content.credits_hundredths:
            found.append(("Credits", words.credits_text(content.credits_hundredths)))
        if content.lesson_periods:
            found.append(("Lestijden", str(content.lesson_periods)))
        return found
    boxes = zip(words.BOXES, (content.box_a, content.box_b, content.box_c, content.box_d), strict=True)
    return [
        ("Categorie", words.CATEGORIES.get(content.category, "")), ("Erkenning", content.reference),
        ("Schooljaar", words.school_year(content.school_year)),
        *((f"Vak {letter}", words.amount(minutes, unit)) for (letter, _), minutes in boxes),
    ]  # fmt: skip


def _period(content: "CertificateContent") -> list[tuple[str, str]]:
    if content.from_on is None:
        return []
    amounts = (content.planned, content.given, content.present, content.justified, content.unjustified)
    lines = zip(words.PERIOD_HEADS, amounts, strict=True)
    return [
        ("Periode", f"{words.day(content.from_on)} tot en met {words.day(content.to_on)}"),
        *((head, words.amount(minutes, content.lesson_unit)) for head, minutes in lines),
    ]


def _second(content: "CertificateContent") -> list[tuple[str, str]]:
    return [("Tweede zittijd", certificate_form.second(content))] if content.kind.startswith("second") else []
