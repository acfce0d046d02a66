"""What the papers of educational leave share: head, correction, who organises, who follows, place to sign, feet.

Black on white: the ministerial model carries no house style.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from core.documents import certificate_words as words
from core.documents import feet as page_feet
from core.documents import flow, lines, table
from core.documents.colours import BLACK, Colour
from core.documents.flow import ACROSS, BOTTOM, HAIRLINE, LEFT, Flow, baseline, height
from core.documents.fonts import Weight
from core.documents.sheet import Sheet
from core.documents.table import Column, Look
from core.i18n import Translator

if TYPE_CHECKING:
    from core.documents.certificate import CertificateContent

GREY: Final = Colour(90, 90, 90)
SHADE: Final = Colour(238, 238, 238)
SIZE: Final = 8.5
LOOK: Final = Look(size=SIZE, rules=GREY, head_plane=SHADE, above=0.7)
LABEL: Final = 36.0
TICK: Final = 3.0
STAMP: Final = 26.0
STAMPS: Final = "Originele stempel van de organisator"
SIGNS: Final = "Originele handtekening van een gemachtigde van de onderwijsinstelling"
TOP: Final = 12.0


def opened(sheet: Sheet) -> Flow:
    """The first page and a pen on it."""
    sheet.add_page()
    return Flow(sheet, turn=lambda turned: None, y=TOP)


def heading(paper: Flow, content: "CertificateContent", law: str) -> None:
    """What it is, by which law, its number, and that it corrects another one."""
    number = f"Nummer {content.number}"
    flow.put_right(paper.sheet, paper.y + baseline(14), number, size=9.5, weight=Weight.BOLD, ink=BLACK)
    paper.text(words.TITLES[content.kind], size=14, weight=Weight.BOLD, ink=BLACK, width=ACROSS - 44)
    paper.text(law, size=7.5, ink=GREY)
    if not content.corrects_number:
        return
    paper.y += 1
    rows = [
        (f"CORRECTIE van getuigschrift {content.corrects_number}",),
        (f"Reden: {content.correction_reason}",),
    ]
    look = Look(size=10, rules=BLACK, head_plane=None)
    table.draw(paper, [Column("", ACROSS, is_bold=True)], rows[:1], look=look)
    table.draw(paper, [Column("", ACROSS)], rows[1:], look=look)


def section(paper: Flow, title: str, *, with_it: float = 12.0) -> None:
    """The title of a part, kept with what follows."""
    paper.y += 1.5
    paper.room(with_it)
    paper.text(title, size=9, weight=Weight.BOLD, ink=BLACK)
    paper.y += 0.3


def pairs(paper: Flow, rows: Sequence[tuple[str, str]]) -> None:
    """Labels and values under each other."""
    table.draw(paper, [Column("", LABEL), Column("", ACROSS - LABEL, is_bold=True)], rows, look=LOOK)


def fours(paper: Flow, rows: Sequence[tuple[str, str, str, str]], *, third: float = LABEL) -> None:
    """Two labels with their values beside each other; `third` is the width of the second label."""
    half = ACROSS / 2
    columns = [
        Column("", LABEL), Column("", half - LABEL, is_bold=True), Column("", third),
        Column("", half - third, is_bold=True),
    ]  # fmt: skip
    table.draw(paper, columns, rows, look=LOOK)


def organiser(paper: Flow, content: "CertificateContent") -> None:
    """Who organises the course."""
    section(paper, "Organisator")
    pairs(paper, [("Naam", content.organisation_name)])
    number = flow.enterprise_number(content.enterprise_number)
    fours(paper, [("Adres", content.organisation_address, "Ondernemingsnummer", number)])


def learner(paper: Flow, content: "CertificateContent", national_number: str) -> None:
    """Who follows it; the national number printed, or a line to write it on."""
    section(paper, "Cursist")
    number = words.number_text(national_number) if national_number else words.DOTS
    born = ("Geboren op", words.day(content.born_on), "Rijksregisternummer", number)
    names = ("Naam", content.last_name), ("Voornaam", content.first_name)
    room = ACROSS / 2 - LABEL - 2 * table.ASIDE
    if all(len(lines.wrap(name, Weight.BOLD, SIZE, room)) == 1 for _, name in names):
        fours(paper, [(*names[0], *names[1]), born])
        return
    # A long name gets the whole width, so that it is not broken where no hyphen is.
    pairs(paper, names)
    fours(paper, [born])


def timetable(paper: Flow, content: "CertificateContent") -> None:
    """Fixed days or dates with their hours, in two columns or, when there are many, in three."""
    count = 2 if len(content.timetable) <= 6 else 3
    columns = [Column("", ACROSS / count)] * count
    padded = [*content.timetable, *[""] * (-len(content.timetable) % count)]
    rows = [padded[at : at + count] for at in range(0, len(padded), count)]
    table.draw(paper, columns, rows, look=LOOK)


def ticks(paper: Flow, options: Sequence[tuple[str, bool]], widths: Sequence[float]) -> None:
    """Boxes beside each other, a cross in what holds."""
    x = LEFT
    for (text, is_ticked), width in zip(options, widths, strict=True):
        _box(paper.sheet, x, paper.y + 0.6)
        if is_ticked:
            paper.sheet.put(x + 0.62, paper.y + 3.05, "X", weight=Weight.BOLD, size=8, ink=BLACK)
        at = paper.y + baseline(SIZE)
        weight = Weight.BOLD if is_ticked else Weight.REGULAR
        paper.sheet.put(x + TICK + 1.5, at, text, weight=weight, size=SIZE, ink=BLACK)
        x += width
    paper.y += height(1, SIZE) + 0.8


def _box(sheet: Sheet, x: float, y: float) -> None:
    for left, top, width, high in (
        (x, y, TICK, HAIRLINE), (x, y + TICK, TICK + HAIRLINE, HAIRLINE), (x, y, HAIRLINE, TICK),
        (x + TICK, y, HAIRLINE, TICK),
    ):  # fmt: skip
        sheet.plane(left, top, width, high, BLACK)


def signing(paper: Flow, content: "CertificateContent") -> None:
    """Place for the original stamp and the original signature, side by side, always whole on one page."""
    made = lines.wrap(
        f"Opgemaakt te {content.place} op {words.day(content.issued_on)}", Weight.BOLD, 9.5, ACROSS
    )
    half = ACROSS / 2
    who = lines.wrap(
        f"{content.signatory_name}, {content.signatory_function}", Weight.REGULAR, SIZE, half - 4
    )
    captions = [lines.wrap(text, Weight.REGULAR, SIZE, half - 4) for text in (STAMPS, SIGNS)]
    high = STAMP + height(len(who) + max(map(len, captions)), SIZE) + 2
    if paper.y + 2 + height(len(made), 9.5) + 1 + high > BOTTOM + 2:
        paper.room(BOTTOM)
    paper.y += 2
    paper.block(made, size=9.5, weight=Weight.BOLD, ink=BLACK)
    paper.y += 1
    top = paper.y
    for x, caption in zip((LEFT, LEFT + half), captions, strict=True):
        for index, line in enumerate(caption):
            down = top + 1 + height(index, SIZE) + baseline(SIZE)
            paper.sheet.put(x + 2, down, line, weight=Weight.REGULAR, size=SIZE, ink=GREY)
    for index, line in enumerate(who):
        down = top + high - 1 - height(len(who) - index, SIZE) + baseline(SIZE)
        paper.sheet.put(LEFT + half + 2, down, line, weight=Weight.REGULAR, size=SIZE, ink=BLACK)
    for x in (LEFT, LEFT + half, LEFT + ACROSS):
        paper.sheet.plane(x, top, HAIRLINE, high, GREY)
    for y in (top, top + high):
        paper.sheet.plane(LEFT, y, ACROSS + HAIRLINE, HAIRLINE, GREY)
    paper.y = top + high


def feet(sheet: Sheet, content: "CertificateContent") -> None:
    """Under every page: which paper it is, by which model, and the page."""
    model = f" · model {content.model_version}" if content.model_version else ""
    if content.model_version and content.model_requested_on:
        model += f", aangevraagd op {words.day(content.model_requested_on)}"
    page_feet.draw(sheet, Translator("nl"), own=f"{content.number}{model}")
