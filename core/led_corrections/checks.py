"""What a ticket may hold: texts that fit and name no national number, dates in their order, an outcome that can be."""

from collections.abc import Mapping
from datetime import date

from core import lengths, masking
from core.errors import InvalidInput
from core.i18n import N_
from core.led_corrections import words
from core.rules.words import Text
from db.models import LedTicket

DESCRIPTION_LENGTH = 10
NO_NUMBER = N_(
    "In “{name}” hoort geen rijksregisternummer. Haal het weg; het dossier van de deelnemer zegt over wie het gaat."
)
NO_VALUES = N_(
    "Van een rijksregisternummer schrijf je hier geen waarden op. Laat beide waarden leeg en zeg in de omschrijving "
    "wat er mis is."
)
FUTURE = N_("“{name}” ligt in de toekomst. Kies vandaag of een vroegere dag.")
ORDER = N_("“{later}” ({day}) kan niet vóór “{earlier}” ({before}). Kijk beide datums na.")
DATES: Mapping[str, str] = {
    "reported_on": N_("Gemeld op"),
    "sent_on": N_("Verstuurd op"),
    "answered_on": N_("Beantwoord op"),
    "closed_on": N_("Afgesloten op"),
}


def texts(values: Mapping[str, str]) -> dict[str, str]:
    """These texts as they are kept. Raises InvalidInput for one too long, or with a national number in it."""
    tidy = {name: value.strip() for name, value in values.items()}
    lengths.check(LedTicket, tidy)
    for name, value in tidy.items():
        if masking.holds_national_number(value):
            raise InvalidInput(NO_NUMBER, field=name, name=Text(words.CHANGED[name]))
    return tidy


def reason(text: str) -> str:
    """A reason as it is kept in the history. Raises InvalidInput."""
    lengths.check_reason(text)
    return text.strip()


def content(kind: str, field: str, values: Mapping[str, str], *, has_proof: bool) -> None:
    """Whether a ticket of this kind says enough to act on. Raises InvalidInput."""
    if kind not in words.KINDS:
        raise InvalidInput(N_("Kies wat er mis is."), field="kind")
    if field and field not in words.FIELDS:
        raise InvalidInput(N_("Kies het gegeven uit de lijst."), field="field")
    if kind == "wrong" and not field:
        raise InvalidInput(N_("Kies welk gegeven fout is."), field="field")
    if field == "insz":
        if values["old_value"] or values["new_value"]:
            raise InvalidInput(NO_VALUES, field="new_value")
    elif kind == "wrong" and not values["new_value"]:
        raise InvalidInput(N_("Vul in hoe het gegeven hoort te zijn."), field="new_value")
    needs_words = not has_proof or field == "insz" or kind in ("double", "wrong_person")
    if needs_words and len(values["description"]) < DESCRIPTION_LENGTH:
        raise InvalidInput(
            N_("Omschrijf in minstens tien tekens wat er mis is en over welk bewijs het gaat."),
            field="description",
        )


def order(ticket: LedTicket, name: str, day: date, *, today: date) -> None:
    """Whether a step of a ticket can have happened on that day: after the steps before it, not in the future."""
    if day > today:
        raise InvalidInput(FUTURE, field=name, name=Text(DATES[name]))
    for earlier in list(DATES)[: list(DATES).index(name)]:
        before = getattr(ticket, earlier)
        if before is not None and day < before:
            raise InvalidInput(
                ORDER, field=name, later=Text(DATES[name]), day=day, earlier=Text(DATES[earlier]), before=before
            )  # fmt: skip


def outcome(ticket: LedTicket, code: str) -> None:
    """Whether this kind of ticket can end so. Raises InvalidInput."""
    if code not in words.CLOSING[ticket.kind]:
        raise InvalidInput(N_("Kies hoe deze melding afliep."), field="outcome")
