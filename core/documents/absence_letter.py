"""The letter to a cursist about missed lessons: which ones, how far the line is, what is asked. Our own letter.

It never says why somebody was away: no ground and no diagnosis (`trust.md` 3.7). It decides nothing either: the
consequence stands there with its source, and the administration decides (`domain.md` 4.4 and 4.5).
"""

from dataclasses import dataclass
from datetime import date

from core.documents import checks, colours, flow, glyphs
from core.documents.colours import INK, LINE, MUTED
from core.documents.content import PLAIN, HouseStyle
from core.documents.flow import ACROSS, LEFT, Flow
from core.documents.fonts import Weight
from core.documents.sheet import Sheet
from core.i18n import N_, Translator, formats

SIZE = 10.5
COLUMNS = (0.0, 44.0, 86.0, 126.0)
TITLE = N_("Gemiste lessen")
PLACES = {
    "addressee": N_("Naam van de geadresseerde"),
    "address": N_("Adres van de geadresseerde"),
    "first_name": N_("Voornaam"),
    "course": N_("Opleiding"),
    "organisation_name": N_("Naam van de organisatie"),
    "organisation_address": N_("Adres van de organisatie"),
    "contact": N_("Contactgegevens van de organisatie"),
    "place": N_("Plaats"),
    "sender_name": N_("Naam van de afzender"),
}
WITH_LINES = ("address", "organisation_address", "contact")
OPENING = N_("Je volgt bij ons de opleiding {course}. Je miste daarvan deze lessen:")
QUIET = N_("In de laatste {n} lessen was je niet aanwezig.")
LIMIT = N_(
    "Van {first} tot en met {last} krijg je {given} minuten les. Hoogstens {limit} minuten daarvan mag je missen "
    "zonder geldige reden: dat is de grens voor je verlof. Je miste er {missed}."
)
LEFT_OVER = N_("Je kan nog {n} minuten missen.")
NOTHING_LEFT = N_("Je kan geen enkele minuut meer missen.")
PASSED = N_("Je zit {n} minuten boven die grens.")
BEV = N_(
    "Wie boven de grens komt, verliest volgens Securex voor zes maanden het recht op betaald educatief verlof. "
    "De administratie beslist daarover, wij niet."
)
VOV = N_(
    "Wie boven de grens komt, is volgens Securex niet nauwgezet voor het Vlaams opleidingsverlof: dat kan een volgend "
    "verlof verminderen. De administratie beslist daarover, wij niet."
)
BRING = N_(
    "Had je een geldige reden? Meld ze ons dan binnen {days} dagen na de eerste dag dat je er niet was, met het stuk "
    "dat ons reglement vraagt. We kijken het stuk in en geven het terug. Voor lessen van vóór {day} is die termijn "
    "voorbij."
)
STOPPED = N_(
    "Ben je gestopt? Laat het ons weten: dan noteren we de dag waarop je stopt. Verwittig ook je werkgever."
)


@dataclass(frozen=True, slots=True)
class MissedLesson:
    """One line: the day, the hours (minutes since midnight), minutes missed, and of them those with a valid reason."""

    held_on: date
    starts_at: int
    ends_at: int
    missed: int
    justified: int


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody stands to the limit: minutes of the period, what may be missed of them, what was; which leave."""

    first_on: date
    last_on: date
    given: int
    limit: int
    missed: int
    is_vov: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceLetter:
    """What stands in the letter. `in_a_row` is 0 for who was there lately; `standing` None without leave."""

    addressee: str
    address: str
    first_name: str
    course: str
    lessons: tuple[MissedLesson, ...]
    in_a_row: int
    standing: Standing | None
    term_days: int
    in_time_from: date
    organisation_name: str
    organisation_address: str
    contact: str
    place: str
    sent_on: date
    sender_name: str
    language: str = "nl"
    style: HouseStyle = PLAIN


def check(letter: AbsenceLetter) -> None:
    """Raise InvalidInput when this letter could not be drawn whole."""
    glyphs.check_texts(
        (field, place, getattr(letter, field), field in WITH_LINES) for field, place in PLACES.items()
    )
    checks.check_style(letter.style)


def before(letter: AbsenceLetter) -> tuple[str, ...]:
    """The sentences above the lessons."""
    t = Translator(letter.language)
    greeting = t("Beste {name}", name=letter.first_name or letter.addressee)
    return greeting, t(OPENING, course=letter.course)


def after(letter: AbsenceLetter) -> tuple[str, ...]:
    """The sentences below the lessons: the run, the limit, what follows from it, what is asked."""
    t = Translator(letter.language)
    found = [t(QUIET, n=letter.in_a_row)] if letter.in_a_row else []
    if letter.standing is not None:
        found += [_standing(letter.standing, t), t(VOV if letter.standing.is_vov else BEV)]
    day = formats.plain_date_text(letter.in_time_from, language=letter.language)
    found.append(t(BRING, days=letter.term_days, day=day))
    if letter.in_a_row:
        found.append(t(STOPPED))
    return tuple(found)


def rows(letter: AbsenceLetter) -> tuple[tuple[str, str, str, str], ...]:
    """The lessons as they are printed, in the order they were given."""
    t = Translator(letter.language)
    return tuple(
        (
            formats.date_text(each.held_on), f"{_hour(each.starts_at)} - {_hour(each.ends_at)}",
            t("{n} min", n=each.missed), t("{n} min", n=each.justified),
        )
        for each in letter.lessons
    )  # fmt: skip


def heads(letter: AbsenceLetter) -> tuple[str, str, str, str]:
    """The names of the columns."""
    t = Translator(letter.language)
    return t("Datum"), t("Uren"), t("Gemist"), t("Met geldige reden")


def _standing(standing: Standing, t: Translator) -> str:
    number = formats.Formats(t.language).number
    first = formats.plain_date_text(standing.first_on, language=t.language)
    last = formats.plain_date_text(standing.last_on, language=t.language)
    said = t(
        LIMIT, first=first, last=last, given=number(standing.given), limit=number(standing.limit),
        missed=number(standing.missed),
    )  # fmt: skip
    left = standing.limit - standing.missed
    if left > 0:
        return f"{said} {t(LEFT_OVER, n=number(left))}"
    return f"{said} {t(PASSED, n=number(-left)) if left else t(NOTHING_LEFT)}"


def _hour(minutes: int) -> str:
    return f"{minutes // 60}.{minutes % 60:02}"


def render(letter: AbsenceLetter) -> bytes:
    """The letter as a PDF; two equal letters give the same bytes."""
    check(letter)
    t = Translator(letter.language)
    sheet = Sheet(
        title=t(TITLE), language=letter.language, made_on=letter.sent_on, author=letter.organisation_name
    )
    sheet.add_page()
    flow.letterhead(sheet, letter.style, letter.organisation_name)
    flow.window(sheet, f"{letter.addressee}\n{letter.address}")
    paper = Flow(sheet, turn=lambda turned: None, y=88)
    day = formats.plain_date_text(letter.sent_on, language=letter.language)
    paper.text(f"{letter.place}, {day}", size=SIZE, ink=MUTED)
    paper.y += 7
    _body(paper, letter, t)
    own = " · ".join((letter.organisation_name, *letter.organisation_address.split("\n")))
    last = sheet.page
    for page in range(1, last + 1):
        sheet.page = page
        text = t("Pagina {page} van {pages}", page=page, pages=last)
        flow.foot(sheet, letter.style.text, "" if letter.style.text else own, text)
    return sheet.finished()


def _body(paper: Flow, letter: AbsenceLetter, t: Translator) -> None:
    ink = colours.legible(colours.parsed(letter.style.primary_colour))
    paper.text(t(TITLE), size=15, weight=Weight.BOLD, ink=ink)
    paper.y += 4
    for text in before(letter):
        paper.text(text, size=SIZE)
        paper.y += 3
    _line(paper, heads(letter), Weight.BOLD)
    for row in rows(letter):
        _line(paper, row, Weight.REGULAR)
    paper.sheet.plane(LEFT, paper.y, ACROSS, flow.HAIRLINE, LINE)
    paper.y += 5
    for text in after(letter):
        paper.text(text, size=SIZE)
        paper.y += 2.5
    paper.text(letter.contact.replace("\n", " · "), size=SIZE)
    paper.room(32)
    paper.y += 4
    paper.text(t("Met vriendelijke groet"), size=SIZE)
    paper.y += 13
    paper.text(letter.sender_name, size=SIZE, weight=Weight.BOLD, ink=INK)
    paper.text(letter.organisation_name, size=9.5, ink=MUTED)


def _line(paper: Flow, values: tuple[str, str, str, str], weight: Weight) -> None:
    paper.room(6)
    paper.sheet.plane(LEFT, paper.y, ACROSS, flow.HAIRLINE, LINE)
    for x, value in zip(COLUMNS, values, strict=True):
        paper.sheet.put(LEFT + x, paper.y + 4.2, value, weight=weight, size=SIZE - 0.5, ink=INK)
    paper.y += 6
