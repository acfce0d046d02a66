"""What an entry may hold: texts that fit and name no national number, days that can be, a kind it can have."""

from dataclasses import dataclass
from datetime import date

from core import lengths, masking
from core.errors import InvalidInput
from core.i18n import N_
from core.prior_learning import words
from core.rules.words import Text
from db.models import Learner, PriorLearning

NOT_AUTHENTIC = N_(
    "Een eigen verklaring wordt niet authentiek door ze hier zo te noemen, ook niet als VDAB het papier zag. Staat dit "
    "nu bij de authentieke gegevens in LED, noteer het dan als een nieuw gegeven op de dag dat het getoond werd."
)


@dataclass(frozen=True, slots=True)
class Seen:
    """What was on the learner's screen, who of us saw it and when; `in_presence` is the learner's own showing."""

    kind: str
    title: str
    issuer: str
    obtained_on: date | None
    shown_on: date
    seen_by: str
    in_presence: bool = False


def seen(entry: Seen, person: Learner, *, today: date) -> dict[str, object]:
    """The values as they are kept. Raises InvalidInput."""
    if entry.kind not in words.KINDS:
        raise InvalidInput(N_("Kies of dit een authentiek gegeven of een eigen verklaring is."), field="kind")
    if not entry.in_presence:
        raise InvalidInput(
            N_("Noteer alleen wat de deelnemer zelf in jouw bijzijn toonde, en vink dat aan."),
            field="in_presence",
        )
    typed = {name: getattr(entry, name).strip() for name in ("title", "issuer", "seen_by")}
    lengths.check(PriorLearning, typed)
    for name, value in typed.items():
        if masking.holds_national_number(value):
            raise InvalidInput(
                N_("In “{name}” hoort geen rijksregisternummer. Haal het weg."),
                field=name,
                name=Text(words.FIELDS[name]),
            )
    if not typed["title"]:
        raise InvalidInput(N_("Vul de benaming in zoals ze in LED staat."), field="title")
    if not typed["seen_by"]:
        raise InvalidInput(N_("Noteer wie dit zag."), field="seen_by")
    _days(entry, person, today=today)
    return {"kind": entry.kind, "obtained_on": entry.obtained_on, "shown_on": entry.shown_on, **typed}


def kind_change(was: str, wanted: str) -> None:
    """A declaration never becomes authentic by a stroke of our pen (S1). Raises InvalidInput."""
    if wanted == words.AUTHENTIC and was != words.AUTHENTIC:
        raise InvalidInput(NOT_AUTHENTIC, field="kind")


def _days(entry: Seen, person: Learner, *, today: date) -> None:
    if entry.shown_on > today:
        raise InvalidInput(
            N_("“Getoond op” ligt in de toekomst. Kies vandaag of een vroegere dag."), field="shown_on"
        )
    if entry.obtained_on is None:
        return
    if entry.obtained_on > entry.shown_on:
        raise InvalidInput(
            N_("“Behaald op” ({day}) kan niet na “Getoond op” ({shown})."),
            field="obtained_on",
            day=entry.obtained_on,
            shown=entry.shown_on,
        )
    if person.born_on is not None and entry.obtained_on <= person.born_on:
        raise InvalidInput(
            N_("“Behaald op” kan niet vóór de geboorte op {day}."), field="obtained_on", day=person.born_on
        )
