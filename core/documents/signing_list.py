"""The list that goes along with papers to be signed: a line per paper, in the order of the pile, place for initials."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.documents import pile_list, table
from core.documents.pile_list import PileList
from core.documents.table import Look
from core.i18n import N_, Translator

TITLE = N_("Lijst om te tekenen")
ABOUT = N_(
    "Zet op elk papier de originele stempel en je originele handtekening, en je paraaf in deze lijst. "
    "De papieren liggen in deze volgorde."
)
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
class SigningList(PileList):
    """All papers in the order of the pile; `signatory` is name and function, or '' to leave open who signs."""

    rows: Sequence[SigningRow]
    signatory: str = ""


def check(content: SigningList) -> None:
    """Raise InvalidInput when this list could not be drawn whole."""
    texts = [text for row in content.rows for text in (row.number, row.name, row.kind, row.period)]
    pile_list.check(content, TITLE, [content.signatory, *texts])


def render(content: SigningList) -> bytes:
    """The list as PDF; equal contents give the same bytes."""
    check(content)
    t = Translator(content.language)
    told = [t(pile_list.COUNT, count=len(content.rows))]
    told += [t(SIGNATORY, name=content.signatory)] if content.signatory else []
    paper = pile_list.opened(content, t, title=TITLE, about=ABOUT, told=told)
    paper.y += 3
    rows = [
        (str(at), row.number, row.name, row.kind, row.period, "") for at, row in enumerate(content.rows, 1)
    ]
    table.draw(paper, pile_list.columns(HEADS, WIDTHS, t), rows, look=Look(size=8.5, least=9.0))
    return pile_list.finished(paper, content, t)
