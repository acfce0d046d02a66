"""The letter to Departement WEWIS about a registration that went wrong (S0, step 2): it names no learner.

The words come from `core.problem_reports.drafting`; here is only their place on the page.
"""

from dataclasses import dataclass
from datetime import date

from core.documents import checks, glyphs
from core.documents.content import PLAIN, HouseStyle
from core.documents.flow import Flow
from core.documents.fonts import Weight
from core.documents.letter import SIZE, closed, opened
from core.documents.sheet import Sheet
from core.i18n import N_, Translator

PLACES = {
    "addressee": N_("Geadresseerde"),
    "subject": N_("Onderwerp"),
    "organisation_name": N_("Naam van de organisatie"),
    "organisation_address": N_("Adres van de organisatie"),
    "place": N_("Plaats"),
    "question": N_("Vraag"),
}
WITH_LINES = ("addressee", "organisation_address")
TEXT, FACTS, CLOSING = N_("Toelichting"), N_("Gegevens van het bewijs"), N_("Slot van de brief")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemLetter:
    """What stands in the letter, in the order of the page; `facts` are names and values."""

    addressee: str
    subject: str
    greeting: str
    opening: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    question: str
    closing: tuple[str, ...]
    organisation_name: str
    organisation_address: str
    place: str
    sent_on: date
    style: HouseStyle = PLAIN


def check(letter: ProblemLetter) -> None:
    """Raise InvalidInput when this letter could not be drawn whole."""
    glyphs.check_texts(
        (field, place, getattr(letter, field), field in WITH_LINES) for field, place in PLACES.items()
    )
    glyphs.check_texts(("description", TEXT, text, True) for text in letter.opening)
    glyphs.check_texts(("facts", FACTS, value, False) for _, value in letter.facts)
    glyphs.check_texts(("closing", CLOSING, line, False) for line in letter.closing)
    checks.check_style(letter.style)


def render(letter: ProblemLetter) -> bytes:
    """The letter as a PDF; two equal letters give the same bytes."""
    check(letter)
    sheet = Sheet(
        title=letter.subject, language="nl", made_on=letter.sent_on, author=letter.organisation_name
    )
    t = Translator("nl")
    paper = opened(sheet, letter, t, addressee=letter.addressee)
    _body(paper, letter)
    closed(sheet, letter, t)
    return sheet.finished()


def _body(paper: Flow, letter: ProblemLetter) -> None:
    paper.text(letter.subject, size=13, weight=Weight.BOLD)
    paper.y += 4
    for text in (letter.greeting, *letter.opening):
        paper.text(text, size=SIZE)
        paper.y += 3
    for name, value in letter.facts:
        paper.row(name, value, size=SIZE, column=62)
    paper.y += 4
    paper.text(letter.question, size=SIZE)
    paper.y += 6
    paper.room(40)
    first, *rest = letter.closing
    paper.text(first, size=SIZE)
    paper.y += 14
    for line in rest:
        if line:
            paper.text(line, size=SIZE)
