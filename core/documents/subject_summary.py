"""What is kept about one person, readable: the answer to who asks what is known of them. The data stand beside it."""

from dataclasses import dataclass
from datetime import date

from core.documents import colours, feet, flow, glyphs
from core.documents.colours import MUTED
from core.documents.content import PLAIN, HouseStyle
from core.documents.flow import Flow
from core.documents.fonts import Weight
from core.documents.sheet import Sheet
from core.i18n import N_, Translator, formats

SIZE = 9.5
MISSING_SIGN = "?"
ABOUT = N_(
    "Dit is alles wat {organisation} op {day} over je bewaart in Termijnwacht. Dezelfde gegevens staan volledig in het "
    "bestand gegevens.json, met de papieren en bewijsstukken in de mappen ernaast."
)
NUMBER_SHOWN = N_("Het rijksregisternummer staat voluit in gegevens.json omdat daarom gevraagd werd.")
NUMBER_MASKED = N_("Het rijksregisternummer is gemaskeerd: we bewaren het versleuteld.")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with lines of a label and a text; what to say when there are none."""

    title: str
    rows: tuple[tuple[str, str], ...]
    empty: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectSummary:
    """Everything about one person in sections, in the order of reading. Texts are already in `language`."""

    name: str
    organisation_name: str
    contact: str
    made_on: date
    sections: tuple[Section, ...]
    shows_number: bool = False
    language: str = "nl"
    style: HouseStyle = PLAIN


def render(summary: SubjectSummary) -> bytes:
    """The whole as one PDF. A sign that the fonts lack becomes a question mark: the exact text is in the data."""
    t = Translator(summary.language)
    sheet = Sheet(
        title=t("Je gegevens"),
        language=summary.language,
        made_on=summary.made_on,
        author=summary.organisation_name,
    )
    sheet.add_page()
    flow.letterhead(sheet, summary.style, _shown(summary.organisation_name))
    paper = Flow(sheet, turn=lambda _paper: None, y=38)
    paper.text(t("Je gegevens"), size=17, weight=Weight.BOLD)
    paper.text(_shown(summary.name), size=12)
    paper.y += 3
    day = formats.plain_date_text(summary.made_on, language=summary.language)
    paper.text(_shown(t(ABOUT, organisation=summary.organisation_name, day=day)), size=SIZE)
    paper.y += 1.5
    paper.text(t(NUMBER_SHOWN if summary.shows_number else NUMBER_MASKED), size=SIZE)
    paper.text(_shown(summary.contact), size=SIZE, ink=MUTED)
    for section in summary.sections:
        _section(paper, summary, section, t)
    feet.draw(sheet, t, own=_shown(summary.organisation_name))
    return sheet.finished()


def _section(paper: Flow, summary: SubjectSummary, section: Section, t: Translator) -> None:
    paper.y += 5
    paper.room(24)
    ink = colours.legible(colours.parsed(summary.style.primary_colour))
    paper.text(_shown(section.title), size=11.5, weight=Weight.BOLD, ink=ink)
    paper.y += 1
    if not section.rows:
        paper.text(t(section.empty), size=SIZE, ink=MUTED)
    for label, value in section.rows:
        paper.row(_shown(label), _shown(value), size=SIZE, column=50)


def _shown(text: str) -> str:
    missing = glyphs.missing_glyphs(text, breaks=True)
    return "".join(MISSING_SIGN if sign in missing else sign for sign in text)
