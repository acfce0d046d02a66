"""The list of papers to hand over: per course or employer, with room for the day, the way and a signature for receipt.

What is written on it is noted in Termijnwacht afterwards: delivery
closes the term (`domain.md` 7b.2).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core.documents import flow, pile_list, table
from core.documents.colours import MUTED
from core.documents.flow import Flow
from core.documents.fonts import Weight
from core.documents.pile_list import PileList
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
class DeliveryList(PileList):
    """All groups in order; texts of the rows are in the list's language."""

    groups: Sequence[DeliveryGroup]


def check(content: DeliveryList) -> None:
    """Raise InvalidInput when this list could not be drawn whole."""
    texts: list[str] = []
    for group in content.groups:
        texts += [group.title, group.note]
        texts += [text for row in group.rows for text in (row.number, row.name, row.kind)]
    pile_list.check(content, TITLE, texts)


def render(content: DeliveryList) -> bytes:
    """The list as PDF; equal contents give the same bytes."""
    check(content)
    t = Translator(content.language)
    count = sum(len(group.rows) for group in content.groups)
    told = [t(pile_list.COUNT, count=count)]
    paper = pile_list.opened(content, t, title=TITLE, about=ABOUT, told=told)
    columns = pile_list.columns(HEADS, WIDTHS, t)
    left = flow.LEFT - (sum(WIDTHS) - flow.ACROSS) / 2
    for group in content.groups:
        _group(paper, group, columns, left)
    return pile_list.finished(paper, content, t)


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
