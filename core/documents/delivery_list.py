"""The list of papers to hand over: per course or employer, with room for the day, the way and a signature for receipt.

Our own letter, so the house style is allowed. What is written on it is noted in Termijnwacht afterwards: delivery
closes the term (`domain.md` 7b.2).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core.documents import checks, colours, flow, glyphs, signing_list, table
from core.documents.colours import MUTED
from core.documents.content import PLAIN, HouseStyle
from core.documents.flow import Flow
from core.documents.fonts import Weight
from core.documents.sheet import Sheet
from core.documents.table import Column, Look
from core.i18n import N_, Translator, formats

TITLE = N_("Lijst van af te leveren papieren")
ABOUT = N_(
    "Vul in wanneer en hoe elk papier bij de cursist kwam: H met de hand, P met de post, M met e-mail. "
    "Met de hand tekent de cursist voor ontvangst."
)
WIDTHS = (25.0, 39.0, 31.0, 20.0, 19.0, 12.0, 30.0)
HEADS = (
    N_("Nummer"), N_("Naam"), N_("Papier"), N_("Uiterlijk"), N_("Afgeleverd op"), N_("Wijze"),
    N_("Handtekening cursist"),
)  # fmt: skip
LEAST_AFTER_HEAD = 34.0


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryRow:
    """One paper; `due_on` is None where no term of law is known."""

    number: str
    name: str
    kind: str
    due_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryGroup:
    """The papers of one course (`title`), or of one employer in it (`note`), in the order of handing over."""

    title: str
    rows: Sequence[DeliveryRow]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryList:
    """All groups in order; texts of the rows are in the list's language."""

    groups: Sequence[DeliveryGroup]
    organisation_name: str
    made_on: date
    language: str = "nl"
    style: HouseStyle = PLAIN


def check(content: DeliveryList) -> None:
    """Raise InvalidInput when this list could not be drawn whole."""
    texts = [content.organisation_name]
    for group in content.groups:
        texts += [group.title, group.note]
        texts += [text for row in group.rows for text in (row.number, row.name, row.kind)]
    glyphs.check_texts(("rows", TITLE, text, False) for text in texts)
    checks.check_style(content.style)


def render(content: DeliveryList) -> bytes:
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
    count = sum(len(group.rows) for group in content.groups)
    paper.text(t(signing_list.COUNT, count=count), size=10, weight=Weight.BOLD)
    columns = [Column(t(head), width) for head, width in zip(HEADS, WIDTHS, strict=True)]
    left = flow.LEFT - (sum(WIDTHS) - flow.ACROSS) / 2
    for group in content.groups:
        _group(paper, group, columns, left)
    signing_list.feet(sheet, content.organisation_name, content.made_on, t)
    return sheet.finished()


def _group(paper: Flow, group: DeliveryGroup, columns: Sequence[Column], left: float) -> None:
    """The head of a course stays with its first line."""
    paper.y += 4
    paper.room(LEAST_AFTER_HEAD)
    paper.text(group.title, size=11, weight=Weight.BOLD)
    if group.note:
        paper.text(group.note, size=9.5, ink=MUTED)
    paper.y += 1
    rows = [(row.number, row.name, row.kind, formats.date_text(row.due_on), "", "", "") for row in group.rows]
    table.draw(paper, columns, rows, look=Look(size=8.5, least=11.0), left=left)
