"""A paper of educational leave after the ministerial model: plain, no house style, no QR, no scanned signature.

What stands on it is what the source lists; place is left for the original stamp and signature. It is in Dutch, as the
model is, and never shows on which ground an absence was justified. The national number is written in by hand.
"""

from dataclasses import dataclass, fields
from datetime import date
from typing import Final

from core.documents import flow, glyphs
from core.documents.colours import INK, MUTED
from core.documents.flow import ACROSS, LEFT, Flow
from core.documents.fonts import Weight
from core.documents.sheet import Sheet
from core.i18n import N_, formats

TEMPLATE: Final = "bev-1"
TITLES: Final = {
    "enrolment": "Getuigschrift van regelmatige inschrijving",
    "assiduity": "Getuigschrift van nauwgezetheid",
    "second_notice": "Getuigschrift tweede zittijd: mededeling",
    "second_taken": "Getuigschrift tweede zittijd: deelname",
    "vov_enrolment": "Inschrijvingsattest Vlaams opleidingsverlof",
}
CATEGORIES: Final = {
    "vocational": "beroepsopleiding (artikel 109, § 1, van de herstelwet van 22 januari 1985)",
    "general": "algemene opleiding (artikel 109, § 2, van de herstelwet van 22 januari 1985)",
}
LAST_EXAM: Final = "Laatste examen van de eerste zittijd"
COURSE_END: Final = "Einde van de opleiding"
PLACE = N_("Getuigschrift")


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateContent:
    """One paper, complete; equal contents give the same bytes. All amounts are minutes."""

    kind: str
    number: str
    last_name: str
    first_name: str
    born_on: date
    organisation_name: str
    organisation_address: str
    enterprise_number: str
    course_name: str
    course_code: str
    category: str
    reference: str
    lesson_unit: int
    box_a: int
    box_b: int
    box_d: int
    timetable: tuple[str, ...]
    starts_on: date
    ends_on: date
    has_exam: bool
    school_year: int
    enrolled_on: date
    from_on: date | None = None
    to_on: date | None = None
    planned: int = 0
    given: int = 0
    present: int = 0
    justified: int = 0
    unjustified: int = 0
    stopped_on: date | None = None
    exam_days: tuple[str, ...] = ()
    corrects_number: str = ""
    correction_reason: str = ""
    issued_on: date
    place: str
    signatory_name: str
    signatory_function: str
    model_version: str = ""

    @property
    def box_c(self) -> int:
        """What is still to be followed after the exemptions."""
        return self.box_a - self.box_b


def amount(minutes: int, unit: int) -> str:
    """Whole lesson units and what is left of one, and the same in minutes: nothing is rounded."""
    whole, left = divmod(minutes, unit)
    rest = f" en {left} minuten" if left else ""
    return f"{whole} lestijden van {unit} minuten{rest} ({minutes} minuten)"


def shown(content: CertificateContent) -> tuple[tuple[str, str], ...]:
    """Every line of the paper, as (label, value), in the order of the source."""
    rows = [
        ("Nummer", content.number),
        ("Naam", content.last_name),
        ("Voornaam", content.first_name),
        ("Geboren op", _day(content.born_on)),
        ("Rijksregisternummer", "." * 40),
        ("Organisator", content.organisation_name),
        ("Adres", content.organisation_address),
        ("Ondernemingsnummer", flow.enterprise_number(content.enterprise_number)),
        ("Opleiding", f"{content.course_name} ({content.course_code})"),
        *_about(content),
        ("Lesdagen en uren", "\n".join(content.timetable)),
        ("Begin van de opleiding", _day(content.starts_on)),
        (LAST_EXAM if content.has_exam else COURSE_END, _day(content.ends_on)),
        ("Ingeschreven op", _day(content.enrolled_on)),
        *_table(content),
        ("Datums van de examens", ", ".join(content.exam_days)),
        ("Stopgezet op", _day(content.stopped_on)),
    ]  # fmt: skip
    return tuple((label, value) for label, value in rows if value)


def _about(content: CertificateContent) -> list[tuple[str, str]]:
    unit = content.lesson_unit
    if content.kind == "vov_enrolment":
        return [("Kenmerk", content.reference), ("Contacturen", amount(content.box_a, unit))]
    return [
        ("Categorie", CATEGORIES.get(content.category, "")),
        ("Erkenning", content.reference),
        ("Schooljaar", f"{content.school_year}-{content.school_year + 1}"),
        ("a. Theoretisch aantal cursusuren", amount(content.box_a, unit)),
        ("b. Vrijgesteld", amount(content.box_b, unit)),
        ("c. Nog te volgen", amount(content.box_c, unit)),
        ("d. Niet gevolgd door laattijdige inschrijving", amount(content.box_d, unit)),
    ]


def _table(content: CertificateContent) -> list[tuple[str, str]]:
    if content.from_on is None:
        return []
    unit = content.lesson_unit
    return [
        ("Periode", f"{_day(content.from_on)} tot en met {_day(content.to_on)}"),
        ("Theoretisch aantal cursusuren", amount(content.planned, unit)),
        ("Werkelijk gegeven", amount(content.given, unit)),
        ("Aanwezig", amount(content.present, unit)),
        ("Gewettigd afwezig", amount(content.justified, unit)),
        ("Ongewettigd afwezig", amount(content.unjustified, unit)),
    ]


def check(content: CertificateContent) -> None:
    """Raise InvalidInput when a character of it could not be drawn."""
    texts = [value for _, value in shown(content)]
    texts += [content.correction_reason, content.place, content.signatory_name, content.signatory_function]
    glyphs.check_texts(("content", PLACE, text, True) for text in texts)


def render(content: CertificateContent) -> bytes:
    """The paper as PDF. Raises InvalidInput for a character that no font of ours has."""
    check(content)
    title = f"{TITLES[content.kind]} {content.number}"
    sheet = Sheet(title=title, language="nl", made_on=content.issued_on, author=content.organisation_name)
    sheet.add_page()
    paper = Flow(sheet, turn=lambda turned: None)
    paper.text(TITLES[content.kind], size=15, weight=Weight.BOLD)
    law = (
        ""
        if content.kind == "vov_enrolment"
        else "Betaald educatief verlof, artikel 21 van het koninklijk besluit van 23 juli 1985."
    )
    paper.text(law, size=9, ink=MUTED)
    if content.corrects_number:
        paper.y += 2
        paper.text(f"CORRECTIE van getuigschrift {content.corrects_number}", size=12, weight=Weight.BOLD)
        paper.text(f"Reden: {content.correction_reason}", size=10)
    paper.y += 3
    for label, value in shown(content):
        paper.row(label, value, size=9, column=62)
    _signing(paper, content)
    _feet(sheet, content)
    return sheet.finished()


def _signing(paper: Flow, content: CertificateContent) -> None:
    """Place for the original stamp and the original signature, side by side, kept on one page."""
    paper.room(41)
    paper.y += 5
    paper.text(f"Opgemaakt te {content.place} op {_day(content.issued_on)}", size=10)
    paper.y += 2
    half, top = ACROSS / 2, paper.y
    for left, text in (
        (LEFT, "Originele stempel van de organisator"),
        (LEFT + half, "Originele handtekening van"),
    ):
        paper.sheet.put(left, top + 3.5, text, weight=Weight.REGULAR, size=8.5, ink=MUTED)
    paper.y += 24
    who = f"{content.signatory_name}, {content.signatory_function}"
    paper.text(who, size=9.5, ink=INK, x=LEFT + half, width=half)


def _feet(sheet: Sheet, content: CertificateContent) -> None:
    model = f" · model {content.model_version}" if content.model_version else ""
    last = sheet.page
    for page in range(1, last + 1):
        sheet.page = page
        flow.foot(sheet, "", f"{content.number}{model}", f"Pagina {page} van {last}")


def _day(day: date | None) -> str:
    return formats.plain_date_text(day, language="nl") if day else ""


def to_json(content: CertificateContent) -> dict[str, object]:
    """What is frozen with the paper: days as ISO text, lists as lists."""
    return {field.name: _plain(getattr(content, field.name)) for field in fields(content)}


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
