"""The letter to a cursist about missed lessons on paper, in the house style; its words are in `absence_words`."""

from core.documents import checks, colours, flow, glyphs
from core.documents.absence_words import TITLE, AbsenceLetter, after, before, heads, rows
from core.documents.colours import INK, LINE, MUTED
from core.documents.flow import ACROSS, LEFT, Flow
from core.documents.fonts import Weight
from core.documents.letter import SIZE, closed, opened
from core.documents.sheet import Sheet
from core.i18n import N_, Translator

COLUMNS = (0.0, 44.0, 86.0, 126.0)
PLACES = {
    "addressee": N_("Naam van de geadresseerde"),
    "address": N_("Adres van de geadresseerde"),
    "first_name": N_("Voornaam"),
    "course": N_("Opleiding"),
    "organisation_name": N_("Naam van de organisatie"),
    "organisation_address": N_("Adres van de organisatie"),
    "contact": N_("Contactgegevens van de organisatie"),
    "place": N_("Plaats"),
    "sender_name": N_("Naam van de afzender"),
}
WITH_LINES = ("address", "organisation_address", "contact")


def check(letter: AbsenceLetter) -> None:
    """Raise InvalidInput when this letter could not be drawn whole."""
    glyphs.check_texts(
        (field, place, getattr(letter, field), field in WITH_LINES) for field, place in PLACES.items()
    )
    checks.check_style(letter.style)


def render(letter: AbsenceLetter) -> bytes:
    """The letter as a PDF; two equal letters give the same bytes."""
    check(letter)
    t = Translator(letter.language)
    sheet = Sheet(
        title=t(TITLE), language=letter.language, made_on=letter.sent_on, author=letter.organisation_name
    )
    paper = opened(sheet, letter, t, addressee=f"{letter.addressee}\n{letter.address}")
    _body(paper, letter, t)
    closed(sheet, letter, t)
    return sheet.finished()


def _body(paper: Flow, letter: AbsenceLetter, t: Translator) -> None:
    ink = colours.legible(colours.parsed(letter.style.primary_colour))
    paper.text(t(TITLE), size=15, weight=Weight.BOLD, ink=ink)
    paper.y += 4
    for text in before(letter):
        paper.text(text, size=SIZE)
        paper.y += 3
    _line(paper, heads(letter), Weight.BOLD)
    for row in rows(letter):
        _line(paper, row, Weight.REGULAR)
    paper.sheet.plane(LEFT, paper.y, ACROSS, flow.HAIRLINE, LINE)
    paper.y += 5
    for text in after(letter):
        paper.text(text, size=SIZE)
        paper.y += 2.5
    paper.text(letter.contact.replace("\n", " · "), size=SIZE)
    paper.room(32)
    paper.y += 4
    paper.text(t("Met vriendelijke groet"), size=SIZE)
    paper.y += 13
    paper.text(letter.sender_name, size=SIZE, weight=Weight.BOLD, ink=INK)
    paper.text(letter.organisation_name, size=9.5, ink=MUTED)


def _line(paper: Flow, values: tuple[str, str, str, str], weight: Weight) -> None:
    paper.room(6)
    paper.sheet.plane(LEFT, paper.y, ACROSS, flow.HAIRLINE, LINE)
    for x, value in zip(COLUMNS, values, strict=True):
        paper.sheet.put(LEFT + x, paper.y + 4.2, value, weight=weight, size=SIZE - 0.5, ink=INK)
    paper.y += 6
