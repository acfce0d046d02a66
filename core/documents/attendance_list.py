"""The blank attendance list of a lesson: who counts that day, room for two signatures each, and for the teacher.

One lesson per page, or more pages when the group is large; empty lines for latecomers. The national number is never on
it, and nothing tells who is under leave: the list goes round the class.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from core.documents import checks, colours, feet, flow, glyphs, lines
from core.documents.colours import INK, LINE, MUTED
from core.documents.content import PLAIN, HouseStyle
from core.documents.flow import ACROSS, LEFT, Flow
from core.documents.fonts import Weight
from core.documents.sheet import Sheet
from core.i18n import N_, Translator, formats

TITLE: Final = N_("Aanwezigheidslijst")
DAILY: Final = N_("Daglijst opleidingsverlof")
EMPTY_LINES: Final = 4
ROW: Final = 9.0
# Number, name, signature at the start, signature at the end.
COLUMNS: Final = (0.0, 9.0, 76.0, 121.0)
FOOT_OF_LESSON: Final = 34.0


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceList:
    """One lesson. Times in minutes since midnight; `is_daily` heads it as the daily list that VOV asks for."""

    course: str
    group: str
    place: str
    held_on: date
    starts_at: int
    ends_at: int
    minutes: int
    teacher: str
    people: tuple[str, ...]
    reference: str
    is_daily: bool
    organisation_name: str
    made_on: date
    language: str = "nl"
    style: HouseStyle = PLAIN


def check(each: AttendanceList) -> None:
    """Raise InvalidInput when this list could not be drawn whole."""
    texts = [each.course, each.group, each.place, each.teacher, each.reference, each.organisation_name]
    glyphs.check_texts(("title", TITLE, text, False) for text in (*texts, *each.people))
    checks.check_style(each.style)


def render(lists: Sequence[AttendanceList]) -> bytes:
    """All lists in one file, in this order; the title of the file names nobody."""
    first = lists[0]
    t = Translator(first.language)
    title = t(TITLE) if len(lists) == 1 else t("Aanwezigheidslijsten ({count})", count=len(lists))
    sheet = Sheet(title=title, language=first.language, made_on=first.made_on, author=first.organisation_name)
    for each in lists:
        _draw(sheet, each)
    return sheet.finished()


def _draw(sheet: Sheet, each: AttendanceList) -> None:
    check(each)
    t = Translator(each.language)
    sheet.add_page()
    first = sheet.page
    paper = Flow(sheet, turn=lambda turned: _columns(turned, t))
    flow.letterhead(sheet, each.style, each.organisation_name)
    paper.y = 34
    ink = colours.legible(colours.parsed(each.style.primary_colour))
    paper.text(t(DAILY) if each.is_daily else t(TITLE), size=16, weight=Weight.BOLD, ink=ink)
    paper.text(each.course, size=12, weight=Weight.BOLD)
    day = formats.long_date_text(each.held_on, language=each.language)
    paper.text(
        f"{day}, {_hour(each.starts_at)} - {_hour(each.ends_at)} · {t('{n} minuten', n=each.minutes)}",
        size=11,
    )
    parts = (
        each.group,
        each.place,
        each.teacher and t("Lesgever: {name}", name=each.teacher),
        each.reference,
    )
    paper.text(" · ".join(part for part in parts if part), size=10, ink=MUTED)
    paper.y += 4
    _columns(paper, t)
    for number, name in enumerate((*each.people, *("" for _ in range(EMPTY_LINES))), 1):
        _row(paper, str(number) if name else "", name)
    sheet.plane(LEFT, paper.y, ACROSS, flow.HAIRLINE, LINE)
    _teacher(paper, t)
    feet.of_list(sheet, t, organisation_name=each.organisation_name, made_on=each.made_on, first=first)


def _columns(paper: Flow, t: Translator) -> None:
    heads = ("", t("Naam"), t("Handtekening begin"), t("Handtekening einde"))
    for x, text in zip(COLUMNS, heads, strict=True):
        paper.sheet.put(LEFT + x, paper.y + 4, text, weight=Weight.BOLD, size=9.5, ink=INK)
    paper.y += 6


def _row(paper: Flow, number: str, name: str) -> None:
    """A line with boxes; the row turns the page when it does not fit."""
    paper.room(ROW)
    sheet, top = paper.sheet, paper.y
    sheet.plane(LEFT, top, ACROSS, flow.HAIRLINE, LINE)
    for x in COLUMNS[1:]:
        sheet.plane(LEFT + x - 1.5, top, flow.HAIRLINE, ROW, LINE)
    sheet.put(LEFT, top + 5.8, number, weight=Weight.REGULAR, size=8.5, ink=MUTED)
    fitted = lines.fit(name, Weight.REGULAR, (10.5, 9.5, 8.5, 7.5), COLUMNS[2] - COLUMNS[1] - 4, 2)
    height = flow.height(1, fitted.size)
    start = top + (ROW - height * len(fitted.lines)) / 2
    for place, text in enumerate(fitted.lines):
        sheet.put(
            LEFT + COLUMNS[1],
            start + (place + 0.75) * height,
            text,
            weight=Weight.REGULAR,
            size=fitted.size,
            ink=INK,
        )
    paper.y += ROW


def _teacher(paper: Flow, t: Translator) -> None:
    paper.room(FOOT_OF_LESSON)
    paper.y += 6
    paper.text(t("Werkelijk gegeven: van ………… tot …………, pauze ………… minuten"), size=10)
    paper.y += 15
    half = ACROSS / 2
    for left, label in ((0.0, t("Naam en handtekening van de lesgever")), (half, t("Datum en opmerkingen"))):
        paper.sheet.plane(LEFT + left, paper.y, half - 6, flow.HAIRLINE, MUTED)
        paper.sheet.put(LEFT + left, paper.y + 4, label, weight=Weight.REGULAR, size=8.5, ink=MUTED)
    paper.y += 8


def _hour(minutes: int) -> str:
    return f"{minutes // 60}.{minutes % 60:02}"
