"""What the lists that go along with a pile of papers share: whose they are, the head of their first page, their feet.

Our own letters, so the house style is allowed. The papers themselves get the original stamp and signature.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from core.documents import checks, colours, feet, flow, glyphs
from core.documents.colours import MUTED
from core.documents.content import PLAIN, HouseStyle
from core.documents.flow import Flow
from core.documents.fonts import Weight
from core.documents.sheet import Sheet
from core.documents.table import Column
from core.i18n import N_, Translator

COUNT = N_("Aantal papieren: {count}")


@dataclass(frozen=True, slots=True, kw_only=True)
class PileList:
    """Whose list it is, made when and in which language."""

    organisation_name: str
    made_on: date
    language: str = "nl"
    style: HouseStyle = PLAIN


def check(content: PileList, title: str, texts: Iterable[str]) -> None:
    """Raise InvalidInput when a list with these texts could not be drawn whole."""
    glyphs.check_texts(("rows", title, text, False) for text in (content.organisation_name, *texts))
    checks.check_style(content.style)


def opened(content: PileList, t: Translator, *, title: str, about: str, told: Sequence[str]) -> Flow:
    """The first page down to its bold line (`told`). The title of the file names nobody."""
    sheet = Sheet(
        title=t(title), language=content.language, made_on=content.made_on, author=content.organisation_name
    )
    sheet.add_page()
    flow.letterhead(sheet, content.style, content.organisation_name)
    paper = Flow(sheet, turn=lambda turned: None, y=38)
    ink = colours.legible(colours.parsed(content.style.primary_colour))
    paper.text(t(title), size=18, weight=Weight.BOLD, ink=ink)
    paper.text(t(about), size=9.5, ink=MUTED)
    paper.y += 1.5
    paper.text(" · ".join(told), size=10, weight=Weight.BOLD)
    return paper


def columns(heads: Sequence[str], widths: Sequence[float], t: Translator) -> list[Column]:
    """The columns of its table, in the language of the list."""
    return [Column(t(head), width) for head, width in zip(heads, widths, strict=True)]


def finished(paper: Flow, content: PileList, t: Translator) -> bytes:
    """The list with its feet: whose, made when, which page of how many."""
    feet.of_list(paper.sheet, t, organisation_name=content.organisation_name, made_on=content.made_on)
    return paper.sheet.finished()
