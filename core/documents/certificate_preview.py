"""An invented paper on an official blank, with a measure of millimetres to find the places by."""

from datetime import date, timedelta
from typing import Final

from core.documents import certificate, certificate_blank
from core.documents.certificate import CertificateContent
from core.documents.certificate_blank import Blank
from core.documents.colours import Colour
from core.documents.fonts import Weight
from core.documents.sheet import HEIGHT, WIDTH, Sheet

BLUE: Final = Colour(120, 150, 210)
NUMBER: Final = "00000000097"


def sample(kind: str, made_on: date, organisation_name: str) -> CertificateContent:
    """A paper of nobody, with something in every field of that kind."""
    is_vov, begins = kind == "vov_enrolment", made_on - timedelta(days=120)
    has_period = kind == "assiduity"
    return CertificateContent(
        kind=kind, number="X0000-000000", last_name="Voorbeeld", first_name="Jo", born_on=date(1990, 1, 1),
        organisation_name=organisation_name, organisation_address="Voorbeeldstraat 1\n1000 Brussel",
        enterprise_number="0000000097", number_place="printed" if is_vov else "dotted",
        course_name="Voorbeeldopleiding", course_code="VB-1", category="" if is_vov else "vocational",
        reference="Erkenningsnummer 0000", lesson_unit=50, box_a=4000, box_b=200, box_d=100,
        timetable=("dinsdag van 18.00 tot 21.00 uur", "donderdag van 18.00 tot 21.00 uur"), starts_on=begins,
        ends_on=made_on + timedelta(days=120), has_exam=True, school_year=begins.year, enrolled_on=begins,
        from_on=begins if has_period else None, to_on=made_on - timedelta(days=1) if has_period else None,
        planned=2100, given=1950, present=1725, justified=150, unjustified=75, stopped_on=made_on,
        stop_kind="announced", exam_days=(made_on,), modules="Module 1, module 2", credits_hundredths=450,
        lesson_periods=80, exam_on=made_on + timedelta(days=130), corrects_number="X0000-000000",
        correction_reason="Voorbeeld van een reden", issued_on=made_on, place="Brussel",
        signatory_name="Voorbeeld Greet", signatory_function="directeur",
    )  # fmt: skip


def render(blank: Blank, *, kind: str, made_on: date, organisation_name: str) -> bytes:
    """The invented paper on the blank, over a measure. Raises InvalidInput for what cannot be drawn."""
    content = sample(kind, made_on, organisation_name)
    certificate.check(content)
    measured = certificate_blank.laid_over(blank.pdf, _measure(content, blank.pages), content)
    return certificate_blank.render(
        content,
        Blank(measured, blank.pages, blank.spots),
        national_number=NUMBER if kind == "vov_enrolment" else "",
    )


def _measure(content: CertificateContent, pages: int) -> bytes:
    """A line every 10 mm from the upper left corner, with its distance."""
    sheet = Sheet(
        title=content.number, language="nl", made_on=content.issued_on, author=content.organisation_name
    )
    for _ in range(pages):
        sheet.add_page()
        for at in range(10, int(HEIGHT), 10):
            if at < WIDTH:
                sheet.plane(at, 0, 0.1, HEIGHT, BLUE)
                sheet.put(at + 0.4, 3, str(at), weight=Weight.REGULAR, size=5, ink=BLUE)
            sheet.plane(0, at, WIDTH, 0.1, BLUE)
            sheet.put(0.6, at - 0.4, str(at), weight=Weight.REGULAR, size=5, ink=BLUE)
    return sheet.finished()
