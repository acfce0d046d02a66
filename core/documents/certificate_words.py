"""The words and amounts of the papers of educational leave, in the order and the words of the source (S3)."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from core.i18n import N_, formats

TITLES: Final[Mapping[str, str]] = {
    "enrolment": "Getuigschrift van regelmatige inschrijving",
    "assiduity": "Getuigschrift van nauwgezetheid",
    "second_notice": "Getuigschrift tweede zittijd: mededeling",
    "second_taken": "Getuigschrift tweede zittijd: deelname",
    "vov_enrolment": "Inschrijvingsattest Vlaams opleidingsverlof",
}
# What a tick on the ministerial model would say; one model serves all of them.
PURPOSES: Final[Mapping[str, str]] = {
    "enrolment": N_("Regelmatige inschrijving"),
    "assiduity": N_("Nauwgezetheid"),
    "second_notice": N_("Tweede zittijd: 1° mededeling"),
    "second_taken": N_("Tweede zittijd: 2° deelname"),
}
CATEGORIES: Final[Mapping[str, str]] = {
    "vocational": "Beroepsopleiding (artikel 109, § 1, van de herstelwet van 22 januari 1985)",
    "general": "Algemene opleiding (artikel 109, § 2, van de herstelwet van 22 januari 1985)",
}
BEV_LAW: Final = (
    "Betaald educatief verlof - artikel 21 van het koninklijk besluit van 23 juli 1985 tot uitvoering van de "
    "herstelwet van 22 januari 1985"
)
VOV_LAW: Final = "Vlaams opleidingsverlof - ministerieel besluit van 8 juli 2019"
LAST_EXAM: Final = "Laatste examen van de 1e zittijd"
COURSE_END: Final = "Einde van de opleiding (geen examen)"
BOXES: Final = (
    ("a", "Theoretisch aantal cursusuren, op jaarbasis bij te wonen (alleen contacturen)"),
    ("b", "Vrijstelling: lesuren waarvoor de cursist is vrijgesteld"),
    ("c", "Lesuren die nog gevolgd moeten worden (a - b)"),
    ("d", "Uren die niet worden gevolgd door laattijdige inschrijving"),
)
PERIOD_HEADS: Final = (
    "Theoretisch aantal cursusuren", "Werkelijk gegeven uren", "Aanwezigheid", "Gewettigde afwezigheid",
    "Ongewettigde afwezigheid",
)  # fmt: skip
STOPS: Final[Mapping[str, str]] = {
    "announced": "{day} - dag waarop de cursist het stopzetten meedeelde",
    "not_attended": "{day} - vanaf die dag woonde de cursist geen enkele les meer bij",
}
DOTS: Final = "." * 44
NOT_FOR_THIS: Final = "Niet van toepassing op dit getuigschrift."


def units(minutes: int, unit: int) -> str:
    """Whole lesson units and the minutes that are left of one: 34, or 34 en 25 min. Nothing is rounded."""
    whole, left = divmod(minutes, unit)
    return f"{whole} en {left} min" if left else str(whole)


def amount(minutes: int, unit: int) -> str:
    """The same in a sentence, and in minutes."""
    whole, left = divmod(minutes, unit)
    rest = f" en {left} minuten" if left else ""
    return f"{whole} lestijden van {unit} minuten{rest} ({minutes} minuten)"


def credits_text(hundredths: int) -> str:
    """3 or 4,5 credits."""
    whole, part = divmod(hundredths, 100)
    return f"{whole},{part:02}".rstrip("0") if part else str(whole)


def day(value: date | None) -> str:
    """24 november 2026; nothing for no day."""
    return formats.plain_date_text(value, language="nl") if value else ""


def school_year(year: int) -> str:
    """2026-2027."""
    return f"{year}-{year + 1}"


def number_text(digits: str) -> str:
    """Eleven digits as an identity card groups them."""
    return f"{digits[:2]}.{digits[2:4]}.{digits[4:6]}-{digits[6:9]}.{digits[9:]}"
