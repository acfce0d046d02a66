"""Text flowing down A4 pages in the house style: margins, paragraphs, rows, page heads and feet."""

from collections.abc import Callable
from dataclasses import dataclass

from core.documents import colours, fonts, lines, logo
from core.documents.colours import INK, LINE, MUTED, NOTICE_PLANE, NOTICE_TEXT, Colour
from core.documents.content import HouseStyle
from core.documents.fonts import Weight
from core.documents.sheet import WIDTH, Sheet

LEFT, RIGHT, TOP, BOTTOM = 22.0, 188.0, 18.0, 270.0
ACROSS = RIGHT - LEFT
LEADING = 1.32
HAIRLINE = 0.2
# The window of Belgian envelopes: C5/6 and C5 with the window on the right.
WINDOW_X, WINDOW_Y, WINDOW_WIDTH, WINDOW_LINES = 112.0, 53.0, 84.0, 6
FOOT_SIZES, FOOT_WIDTH, FOOT_LINES = (8.0, 7.0, 6.5), 138.0, 3


@dataclass(slots=True)
class Flow:
    """A pen position on a sheet. It has behaviour because text moves it, and a full page turns it."""

    sheet: Sheet
    turn: Callable[["Flow"], None]
    y: float = TOP

    def room(self, height: float) -> None:
        """Turn the page when so much does not fit on this one."""
        if self.y + height > BOTTOM:
            self.sheet.add_page()
            self.y = TOP
            self.turn(self)

    def text(
        self,
        text: str,
        *,
        size: float,
        weight: Weight = Weight.REGULAR,
        ink: Colour = INK,
        x: float = LEFT,
        width: float = ACROSS,
    ) -> None:
        """A paragraph, line by line over as many pages as it needs."""
        self.block(lines.wrap(text, weight, size, width), size=size, weight=weight, ink=ink, x=x)

    def block(
        self, ready: tuple[str, ...], *, size: float, weight: Weight, ink: Colour = INK, x: float = LEFT
    ) -> None:
        """Lines that were already broken."""
        for line in ready:
            self.room(height(1, size))
            self.sheet.put(x, self.y + baseline(size), line, weight=weight, size=size, ink=ink)
            self.y += height(1, size)

    def row(
        self, label: str, value: str, *, size: float = 10.0, column: float = 48.0, kept: float = 0.0
    ) -> None:
        """A label and its value, with a hairline above; a row of ordinary length stays on one page.

        `kept` is the width that stays free at the right."""
        left = lines.wrap(label, Weight.REGULAR, size - 0.5, column - 4)
        right = lines.wrap(value, Weight.REGULAR, size, ACROSS - column - kept)
        self.room(min(height(max(len(left), len(right)), size) + 2.4, 60))
        self.sheet.plane(LEFT, self.y, ACROSS, HAIRLINE, LINE)
        self.y += 1.2
        for index, line in enumerate(left):
            at = self.y + index * height(1, size) + baseline(size)
            self.sheet.put(LEFT, at, line, weight=Weight.REGULAR, size=size - 0.5, ink=MUTED)
        self.block(right, size=size, weight=Weight.REGULAR, x=LEFT + column)
        self.y += 1.2 + height(max(0, len(left) - len(right)), size)


def height(count: int, size: float) -> float:
    """The height of so many lines."""
    return count * size * LEADING * lines.MM_PER_POINT


def baseline(size: float) -> float:
    """From the top of a line to its baseline, with the capitals in the middle of the line."""
    return (LEADING + 0.7) / 2 * size * lines.MM_PER_POINT


def put_right(sheet: Sheet, y: float, text: str, *, size: float, weight: Weight, ink: Colour) -> None:
    """One line that ends at the right margin."""
    x = RIGHT - fonts.run(lines.normalised(text), weight).width * size / 1000 * lines.MM_PER_POINT
    sheet.put(x, y, text, weight=weight, size=size, ink=ink)


def letterhead(sheet: Sheet, style: HouseStyle, organisation: str) -> None:
    """The band in the house colour, and the logo, or the name where there is none."""
    primary = colours.parsed(style.primary_colour)
    sheet.plane(0, 0, WIDTH, 3.2, primary)
    if style.logo is not None:
        picture = logo.prepared(style.logo)
        scale = min(60 / picture.width, 17 / picture.height)
        sheet.picture(picture, LEFT, 14, picture.width * scale, picture.height * scale)
        return
    name = lines.fit(organisation, Weight.BOLD, (15, 13, 11, 9), 104, 2)
    for index, line in enumerate(name.lines):
        at = 15 + index * height(1, name.size) + baseline(name.size)
        sheet.put(LEFT, at, line, weight=Weight.BOLD, size=name.size, ink=colours.legible(primary))


def window(sheet: Sheet, whole: str) -> None:
    """Name and address within the window of the envelope, whatever their length."""
    fitted = lines.fit(whole, Weight.REGULAR, (11, 10, 9, 8, 7), WINDOW_WIDTH, WINDOW_LINES)
    place = Flow(sheet, turn=lambda turned: None, y=WINDOW_Y)
    place.block(fitted.lines, size=fitted.size, weight=Weight.REGULAR, x=WINDOW_X)


def notice(paper: Flow, first: str, second: str) -> None:
    """A plane with a bold line and what there is to say about it."""
    bold = lines.wrap(first, Weight.BOLD, 10.5, ACROSS - 10)
    plain = lines.wrap(second, Weight.REGULAR, 9.5, ACROSS - 10)
    high = height(len(bold), 10.5) + height(len(plain), 9.5) + 5
    paper.sheet.plane(LEFT, paper.y, ACROSS, high, NOTICE_PLANE)
    paper.sheet.plane(LEFT, paper.y, 1.2, high, NOTICE_TEXT)
    paper.y += 2.5
    paper.block(bold, size=10.5, weight=Weight.BOLD, ink=NOTICE_TEXT, x=LEFT + 6)
    paper.block(plain, size=9.5, weight=Weight.REGULAR, x=LEFT + 6)
    paper.y += 5.5


def foot(sheet: Sheet, style_text: str, own: str, page_text: str) -> None:
    """Under every page: the house text, what identifies the paper, and the page."""
    text = lines.fit(
        "\n".join(part for part in (style_text, own) if part), Weight.REGULAR, FOOT_SIZES, FOOT_WIDTH, 4
    )
    sheet.plane(LEFT, 275.5, ACROSS, HAIRLINE, LINE)
    for index, line in enumerate(text.lines):
        at = 277 + index * height(1, text.size) + baseline(text.size)
        sheet.put(LEFT, at, line, weight=Weight.REGULAR, size=text.size, ink=MUTED)
    put_right(sheet, 277 + baseline(8), page_text, size=8, weight=Weight.REGULAR, ink=MUTED)


def foot_fits(style_text: str) -> bool:
    """Whether the house text leaves room for the line of the paper itself."""
    return len(lines.fit(style_text, Weight.REGULAR, FOOT_SIZES, FOOT_WIDTH, FOOT_LINES).lines) <= FOOT_LINES


def enterprise_number(number: str) -> str:
    """In groups, as the Crossroads Bank writes it."""
    return f"{number[:4]}.{number[4:7]}.{number[7:]}" if len(number) == 10 and number.isdigit() else number
