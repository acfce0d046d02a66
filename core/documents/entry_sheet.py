"""The invoerblad on paper: one proof per page, its fields in the order in which they are typed into MAGDA Online.

It serves next to a screen, so the fields stand large and far apart, each with a box to tick. The national number is
never on it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core.documents import checks, colours, feet, flow, glyphs
from core.documents.colours import INK, LINE, MUTED
from core.documents.content import PLAIN, HouseStyle
from core.documents.flow import ACROSS, LEFT, Flow
from core.documents.fonts import Weight
from core.documents.sheet import Sheet
from core.i18n import N_, Translator, formats

TICK = 3.6
COLUMN = 58.0
TITLE = N_("Invoerblad")
PURPOSE = N_("Om over te typen in MAGDA Online, “Bewijzen beroepskwalificerend traject”.")
DUE = N_("In LED uiterlijk op {day}.")
WRITE = (N_("Ingevoerd op"), N_("Ingevoerd door"), N_("Bevestigd op"), N_("LED-referte"))


@dataclass(frozen=True, slots=True, kw_only=True)
class EntrySheet:
    """One proof to type over: its lines as (field, value), the last day, and what asks attention."""

    name: str
    lines: tuple[tuple[str, str], ...]
    due_on: date
    organisation_name: str
    made_on: date
    remarks: tuple[str, ...] = ()
    language: str = "nl"
    style: HouseStyle = PLAIN


def check(entry: EntrySheet) -> None:
    """Raise InvalidInput when this sheet could not be drawn whole."""
    texts = [entry.name, entry.organisation_name, *entry.remarks, *(value for _, value in entry.lines)]
    glyphs.check_texts(("title", TITLE, text, False) for text in texts)
    checks.check_style(entry.style)


def render_merged(entries: Sequence[EntrySheet]) -> bytes:
    """All sheets in one file, in this order; the title of the file names nobody."""
    first = entries[0]
    t = Translator(first.language)
    title = t(TITLE) if len(entries) == 1 else t("Invoerbladen ({count})", count=len(entries))
    sheet = Sheet(title=title, language=first.language, made_on=first.made_on, author=first.organisation_name)
    for entry in entries:
        draw(sheet, entry)
    return sheet.finished()


def draw(sheet: Sheet, entry: EntrySheet) -> None:
    """The pages of one proof, at the end of a sheet."""
    check(entry)
    t = Translator(entry.language)
    sheet.add_page()
    first = sheet.page
    flow.letterhead(sheet, entry.style, entry.organisation_name)
    paper = Flow(sheet, turn=lambda turned: None, y=38)
    ink = colours.legible(colours.parsed(entry.style.primary_colour))
    paper.text(t(TITLE), size=18, weight=Weight.BOLD, ink=ink)
    paper.text(entry.name, size=14, weight=Weight.BOLD, ink=INK)
    day = formats.plain_date_text(entry.due_on, language=entry.language)
    paper.text(f"{t(PURPOSE)} {t(DUE, day=day)}", size=10, ink=MUTED)
    paper.y += 4
    if entry.remarks:
        flow.notice(paper, t("Kijk eerst na"), "\n".join(entry.remarks))
    for label, value in entry.lines:
        _line(paper, label, value)
    sheet.plane(LEFT, paper.y, ACROSS, flow.HAIRLINE, LINE)
    paper.y += 7
    _writing(paper, t)
    feet.of_list(sheet, t, organisation_name=entry.organisation_name, made_on=entry.made_on, first=first)


def _line(paper: Flow, label: str, value: str) -> None:
    """A field with a box to tick at its right."""
    top, page = paper.y, paper.sheet.page
    paper.row(label, value, size=11, column=COLUMN, kept=10)
    if paper.sheet.page == page:
        _box(paper.sheet, LEFT + ACROSS - TICK, top + 1.9)


def _box(sheet: Sheet, x: float, y: float) -> None:
    thin = flow.HAIRLINE
    for left, top, width, height in (
        (x, y, TICK, thin), (x, y + TICK, TICK + thin, thin), (x, y, thin, TICK), (x + TICK, y, thin, TICK),
    ):  # fmt: skip
        sheet.plane(left, top, width, height, MUTED)


def _writing(paper: Flow, t: Translator) -> None:
    """Room to write what is noted in Termijnwacht afterwards."""
    paper.room(22)
    width = ACROSS / len(WRITE)
    for at, label in enumerate(WRITE):
        left = LEFT + at * width
        paper.sheet.plane(left, paper.y + 11, width - 5, flow.HAIRLINE, MUTED)
        paper.sheet.put(left, paper.y + 15, t(label), weight=Weight.REGULAR, size=8.5, ink=MUTED)
    paper.y += 18
