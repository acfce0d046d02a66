"""How every letter of ours begins and ends: the letterhead, the window, place and day, and the feet."""

from datetime import date
from typing import Protocol

from core.documents import feet, flow
from core.documents.colours import MUTED
from core.documents.content import HouseStyle
from core.documents.flow import Flow
from core.documents.sheet import Sheet
from core.i18n import Translator, formats

SIZE = 10.5
BELOW_WINDOW = 88.0


class Letter(Protocol):
    """Who writes, from where and when; `organisation_address` holds several lines."""

    @property
    def organisation_name(self) -> str: ...

    @property
    def organisation_address(self) -> str: ...

    @property
    def place(self) -> str: ...

    @property
    def sent_on(self) -> date: ...

    @property
    def style(self) -> HouseStyle: ...


def opened(sheet: Sheet, letter: Letter, t: Translator, *, addressee: str) -> Flow:
    """A new page down to its first words; `addressee` is what shows in the window of the envelope."""
    sheet.add_page()
    flow.letterhead(sheet, letter.style, letter.organisation_name)
    flow.window(sheet, addressee)
    paper = Flow(sheet, turn=lambda turned: None, y=BELOW_WINDOW)
    day = formats.plain_date_text(letter.sent_on, language=t.language)
    paper.text(f"{letter.place}, {day}", size=SIZE, ink=MUTED)
    paper.y += 7
    return paper


def closed(sheet: Sheet, letter: Letter, t: Translator, *, first: int = 1) -> None:
    """The feet from page `first` on: the house text, or else the name and address of who writes."""
    text = letter.style.text
    own = "" if text else " · ".join((letter.organisation_name, *letter.organisation_address.split("\n")))
    feet.draw(sheet, t, own=own, style_text=text, first=first)
