"""What the letter about missed lessons says: which ones, how far the line is, what is asked. Our own letter.

It never says why somebody was away: no ground and no diagnosis (`trust.md` 3.7). It decides nothing either: the
consequence stands there with its source, and the administration decides (`domain.md` 4.4 and 4.5).
"""

from dataclasses import dataclass
from datetime import date

from core.documents.content import PLAIN, HouseStyle
from core.i18n import N_, Translator, formats

TITLE = N_("Gemiste lessen")
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
