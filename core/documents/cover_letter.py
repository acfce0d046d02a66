"""The letter that goes with a delivered proof: keep the paper, and see it in LED.

Facts from the questions and answers of LED (Leer- en Ervaringsbewijzendatabank): the holder must keep the
paper, signs in with eID, itsme, mobile app or sms, and sees only his own data; employers cannot look them up.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core.documents import checks, colours, flow, glyphs
from core.documents.colours import INK, MUTED
from core.documents.content import PLAIN, HouseStyle
from core.documents.flow import ACROSS, LEFT, Flow
from core.documents.fonts import Weight
from core.documents.letter import SIZE, closed, opened
from core.documents.sheet import Sheet
from core.i18n import N_, Translator, formats

TEMPLATE = "cover-letter-1"

KEEP = N_(
    "Je hebt zelf de plicht om dit papier te bewaren, ook wanneer het in LED staat. LED is een extra dienst "
    "en vervangt het papier niet. Leg het op een veilige plaats en geef het origineel niet uit handen."
)
SEE = N_(
    "LED is de Leer- en Ervaringsbewijzendatabank van het Departement Onderwijs en Vorming. Je meldt je aan "
    "met je eID, met itsme, met de mobiele app of met sms. De app en de sms maak je eerst aan met je eID "
    "en je pincode; openbare bibliotheken hebben computers met een eID-lezer."
)
SHOW = N_(
    "Alleen jij ziet je eigen gegevens. Een werkgever kan ze niet opvragen, maar je kan ze tonen door in "
    "zijn bijzijn aan te melden. Staat je bewijs bij de authentieke gegevens, dan hoef je het papier niet "
    "mee te nemen."
)
REGISTERED_BY = N_("{organisation} registreert je bewijs in LED, uiterlijk op {day}.")
WRONG = N_(
    "Klopt er iets niet op dit papier of in LED, of vind je je bewijs daar niet terug? "
    "Neem dan contact op met {organisation}. Je kan zelf niets wijzigen in LED."
)
PLACES = {
    "addressee": N_("Naam van de geadresseerde"),
    "address": N_("Adres van de geadresseerde"),
    "first_name": N_("Voornaam"),
    "organisation_name": N_("Naam van de organisatie"),
    "organisation_address": N_("Adres van de organisatie"),
    "contact": N_("Contactgegevens van de organisatie"),
    "place": N_("Plaats"),
    "sender_name": N_("Naam van de afzender"),
    "sender_function": N_("Functie van de afzender"),
}
WITH_LINES = ("address", "organisation_address", "contact")


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverLetter:
    """What stands in the letter; `proofs` are (full title, number), `registered_by` the last day for LED."""

    addressee: str
    address: str
    first_name: str
    proofs: tuple[tuple[str, str], ...]
    organisation_name: str
    organisation_address: str
    contact: str
    place: str
    sent_on: date
    sender_name: str
    sender_function: str
    registered_by: date | None = None
    language: str = "nl"
    style: HouseStyle = PLAIN


def check(letter: CoverLetter) -> None:
    """Raise InvalidInput when this letter could not be drawn whole."""
    glyphs.check_texts(
        (field, place, getattr(letter, field), field in WITH_LINES) for field, place in PLACES.items()
    )
    for title, number in letter.proofs:
        glyphs.check_texts([("title", checks.PLACES["title"], f"{title}{number}", False)])
    checks.check_style(letter.style)


def render(letter: CoverLetter) -> bytes:
    """One letter as one file."""
    return render_merged([letter])


def render_merged(letters: Sequence[CoverLetter]) -> bytes:
    """All letters in one file, in this order, each in its own language."""
    first = letters[0]
    t = Translator(first.language)
    title = t("Brief bij je bewijs") if len(first.proofs) == 1 else t("Brief bij je bewijzen")
    if len(letters) > 1:
        title = t("Brieven bij bewijzen ({count})", count=len(letters))
    sheet = Sheet(title=title, language=first.language, made_on=first.sent_on, author=first.organisation_name)
    for letter in letters:
        draw(sheet, letter)
    return sheet.finished()


def draw(sheet: Sheet, letter: CoverLetter) -> None:
    """The pages of one letter, at the end of a sheet."""
    check(letter)
    t = Translator(letter.language)
    paper = opened(sheet, letter, t, addressee=f"{letter.addressee}\n{letter.address}")
    first = sheet.page
    _body(paper, letter, t)
    _closing(paper, letter, t)
    closed(sheet, letter, t, first=first)


def _body(paper: Flow, letter: CoverLetter, t: Translator) -> None:
    one = len(letter.proofs) == 1
    paper.text(t("Je bewijs") if one else t("Je bewijzen"), size=15, weight=Weight.BOLD)
    paper.y += 4
    paper.text(t("Beste {name}", name=letter.first_name or letter.addressee), size=SIZE)
    paper.y += 3
    paper.text(t("Bij deze brief vind je:"), size=SIZE)
    paper.y += 1
    for title, number in letter.proofs:
        paper.row(number, title, size=SIZE, column=34)
    paper.sheet.plane(LEFT, paper.y, ACROSS, flow.HAIRLINE, colours.LINE)
    paper.y += 5
    registered = ""
    if letter.registered_by is not None:
        day = formats.plain_date_text(letter.registered_by, language=letter.language)
        registered = t(REGISTERED_BY, organisation=letter.organisation_name, day=day)
    _part(paper, letter, t("Bewaar dit papier"), t(KEEP))
    _part(paper, letter, t("Bekijk je bewijs in LED"), registered, t(SEE), t(SHOW))
    _part(
        paper,
        letter,
        t("Klopt er iets niet?"),
        t(WRONG, organisation=letter.organisation_name),
        letter.contact,
    )


def _part(paper: Flow, letter: CoverLetter, head: str, *paragraphs: str) -> None:
    paper.room(22)
    ink = colours.legible(colours.parsed(letter.style.primary_colour))
    paper.text(head, size=11.5, weight=Weight.BOLD, ink=ink)
    paper.y += 0.8
    for paragraph in paragraphs:
        if paragraph:
            paper.text(paragraph, size=SIZE)
            paper.y += 1.6
    paper.y += 2.4


def _closing(paper: Flow, letter: CoverLetter, t: Translator) -> None:
    paper.room(31)
    paper.text(t("Met vriendelijke groet"), size=SIZE)
    paper.y += 16
    paper.text(letter.sender_name, size=SIZE, weight=Weight.BOLD, ink=INK)
    paper.text(letter.sender_function, size=9.5, ink=MUTED)
