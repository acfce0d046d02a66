"""The list that goes along with papers to be signed: one line per paper, in the order of the pile, place for initials.

Our own letter, so the house style is allowed. The papers themselves get the original stamp and signature.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core.documents import checks, colours, flow, glyphs, table
from core.documents.colours import MUTED
from core.documents.content import PLAIN, HouseStyle
from core.documents.flow import Flow
from core.documents.fonts import Weight
from core.documents.sheet import Sheet
from core.documents.table import Column, Look
from core.i18n import N_, Translator, formats

TITLE = N_("Lijst om te tekenen")
ABOUT = N_(
    "Zet op elk papier de originele stempel en je originele handtekening, en je paraaf in deze lijst. "
    "De papieren liggen in deze volgorde."
)
COUNT = N_("Aantal papieren: {count}")
SIGNATORY = N_("Ondertekenaar: {name}")
WIDTHS = (11.0, 26.0, 42.0, 30.0, 39.0, 18.0)
HEADS = (N_("Nr."), N_("Nummer"), N_("Naam"), N_("Papier"), N_("Periode"), N_("Paraaf"))


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningRow:
    """One paper: its number, whose it is, what it is and for which period, in words of the list's language."""

    number: str
    name: str
    kind: str
    period: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningList:
    """All papers in the order of the pile; `signatory` is name and function, or '' to leave open who signs."""

    rows: Sequence[SigningRow]
    organisation_name: str
    made_on: date
    signatory: str = ""
    language: str = "nl"
    style: HouseStyle = PLAIN


def check(content: SigningList) -> None:
    """Raise InvalidInput when this list could not be drawn whole."""
    texts = [content.organisation_name, content.signatory]
    texts += [text for row in content.rows for text in (row.number, row.name, row.kind, row.period)]
    glyphs.check_texts(("rows", TITLE, text, False) for text in texts)
    checks.check_style(content.style)


def render(content: SigningList) -> bytes:
    """The list as PDF; equal contents give the same bytes. The title of the file names nobody."""
    check(content)
    t = Translator(content.language)
    sheet = Sheet(
        title=t(TITLE), language=content.language, made_on=content.made_on, author=content.organisation_name
    )
    sheet.add_page()
    flow.letterhead(sheet, content.style, content.organisation_name)
    paper = Flow(sheet, turn=lambda turned: None, y=38)
    ink = colours.legible(colours.parsed(content.style.primary_colour))
    paper.text(t(TITLE), size=18, weight=Weight.BOLD, ink=ink)
    paper.text(t(ABOUT), size=9.5, ink=MUTED)
    paper.y += 1.5
    told = [t(COUNT, count=len(content.rows))]
    told += [t(SIGNATORY, name=content.signatory)] if content.signatory else []
    paper.text(" · ".join(told), size=10, weight=Weight.BOLD)
    paper.y += 3
    columns = [Column(t(head), width) for head, width in zip(HEADS, WIDTHS, strict=True)]
    rows = [
        (str(at), row.number, row.name, row.kind, row.period, "") for at, row in enumerate(content.rows, 1)
    ]
    table.draw(paper, columns, rows, look=Look(size=8.5, least=9.0))
    feet(sheet, content.organisation_name, content.made_on, t)
    return sheet.finished()


def feet(sheet: Sheet, organisation_name: str, made_on: date, t: Translator) -> None:
    """Under every page: whose list, made when, which page of how many."""
    made = t("Gemaakt op {day}", day=formats.plain_date_text(made_on, language=t.language))
    last = sheet.page
    for page in range(1, last + 1):
        sheet.page = page
        text = t("Pagina {page} van {pages}", page=page, pages=last)
        flow.foot(sheet, "", f"{organisation_name} · {made}", text)
