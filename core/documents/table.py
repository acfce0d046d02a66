"""A table that flows over pages: heads that come back on each, cells that wrap, and nothing that is ever cut."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from core.documents import fonts, lines
from core.documents.colours import INK, LINE, PLANE, Colour
from core.documents.flow import BOTTOM, HAIRLINE, LEFT, TOP, Flow, baseline, height
from core.documents.fonts import Weight

ASIDE = 1.4
LEAST_LINES = 3
Lines = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its head ('' in all columns: no heads), its width in mm, and how its cells stand."""

    head: str
    width: float
    is_amount: bool = False
    is_bold: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """Size of the text in points, least height of a row and room above its text in mm, inks of rules and heads."""

    size: float = 9.0
    least: float = 0.0
    rules: Colour = LINE
    head_plane: Colour | None = PLANE
    above: float = 0.9


@dataclass(slots=True)
class _Drawing:
    """What stays the same from row to row."""

    paper: Flow
    columns: Sequence[Column]
    look: Look
    left: float
    heads: list[Lines] = field(default_factory=list)

    def wrapped(self, cells: Sequence[str], *, is_head: bool = False) -> list[Lines]:
        """The lines of every cell."""
        return [
            lines.wrap(text, self.weight(column, is_head), self.look.size, column.width - 2 * ASIDE)
            for column, text in zip(self.columns, cells, strict=True)
        ]

    @staticmethod
    def weight(column: Column, is_head: bool) -> Weight:
        return Weight.BOLD if is_head or column.is_bold else Weight.REGULAR

    def needed(self, cells: Sequence[Lines], *, is_head: bool = False) -> float:
        """The height of a row in mm; heads are as high as their text."""
        least = 0.0 if is_head else self.look.least
        return max(height(max(map(len, cells)), self.look.size) + 2 * self.look.above, least)

    def row(self, cells: Sequence[Lines], *, is_head: bool = False) -> None:
        """One row: whole where a page can hold it, else in slices, as many lines on each page as fit."""
        paper, done, count = self.paper, 0, max(map(len, cells))
        while done < count:
            left_over = [cell[done:] for cell in cells]
            if paper.y + self.needed(left_over, is_head=is_head) <= BOTTOM:
                self._slice(left_over, is_head=is_head)
                return
            fits = int((BOTTOM - paper.y - 2 * self.look.above) / height(1, self.look.size))
            whole_page = BOTTOM - TOP - (self.needed(self.heads, is_head=True) if self.heads else 0)
            if fits < LEAST_LINES or self.needed(left_over) <= whole_page:
                paper.room(BOTTOM)
                continue
            self._slice([cell[:fits] for cell in left_over], is_head=is_head)
            done += fits

    def _slice(self, cells: Sequence[Lines], *, is_head: bool) -> None:
        paper, size, high = self.paper, self.look.size, self.needed(cells, is_head=is_head)
        across, x = sum(column.width for column in self.columns), self.left
        if is_head and self.look.head_plane is not None:
            paper.sheet.plane(x, paper.y, across, high, self.look.head_plane)
        for column, cell in zip(self.columns, cells, strict=True):
            weight = self.weight(column, is_head)
            for index, line in enumerate(cell):
                at = x + ASIDE
                if column.is_amount:
                    run = fonts.run(line, weight)
                    at = x + column.width - ASIDE - run.width * size / 1000 * lines.MM_PER_POINT
                down = paper.y + self.look.above + height(index, size) + baseline(size)
                paper.sheet.put(at, down, line, weight=weight, size=size, ink=INK)
            paper.sheet.plane(x, paper.y, HAIRLINE, high, self.look.rules)
            x += column.width
        paper.sheet.plane(x, paper.y, HAIRLINE, high, self.look.rules)
        for y in (paper.y, paper.y + high):
            paper.sheet.plane(self.left, y, across + HAIRLINE, HAIRLINE, self.look.rules)
        paper.y += high


def draw(
    paper: Flow, columns: Sequence[Column], rows: Sequence[Sequence[str]], *, look: Look | None = None,
    left: float = LEFT,
) -> None:  # fmt: skip
    """The whole table at the pen; the heads come back on every page it goes on to, and stay with a first row."""
    drawing = _Drawing(paper, columns, look or Look(), left)
    before = paper.turn

    def turn(turned: Flow) -> None:
        before(turned)
        drawing.row(drawing.heads, is_head=True)

    if any(column.head for column in columns):
        drawing.heads = drawing.wrapped([column.head for column in columns], is_head=True)
        first = drawing.needed(drawing.wrapped(rows[0])) if rows else 0
        paper.room(drawing.needed(drawing.heads, is_head=True) + first)
        drawing.row(drawing.heads, is_head=True)
        paper.turn = turn
    for cells in rows:
        drawing.row(drawing.wrapped(cells))
    paper.turn = before
