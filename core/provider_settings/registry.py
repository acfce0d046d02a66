"""Every choice of the provider with its default, its bounds and where the default comes from; read it aloud.

A number of the law stands in `core/rules/law`; here stands what the law leaves open, and says so ("intern").
"""

from collections.abc import Mapping
from dataclasses import dataclass

from core.i18n import N_


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice. `unit` is days, weeks, months, years, per_day, yes_no (0 or 1) or text; `least` and `most` bound
    a number."""

    key: str
    section: str
    name: str
    unit: str
    default: str
    source: str
    least: int = 0
    most: int = 3650


RIGHTS = N_("Rechten")
FORECAST = N_("Vooruitzicht")

CHOICES: tuple[Choice, ...] = (
    Choice(
        "rights.revoke_days", RIGHTS, N_("Termijn voor “rechten intrekken” na een vertrek of andere functie"),
        "days", "0",
        N_("Intern. De bron zegt “altijd up to date”, zonder termijn: de laatste werkdag zelf is het strengste."),
    ),
    Choice(
        "rights.grant_days", RIGHTS, N_("Termijn voor “rechten toekennen” aan een nieuwe medewerker"), "days", "5",
        N_("Intern. De bron noemt geen termijn."),
    ),
    Choice(
        "forecast.weeks", FORECAST, N_("Weken waarover het tempo van registreren gemeten wordt"), "weeks", "8",
        N_("Intern. Twee maanden: zo lang als een bewijs mag openstaan."), least=1, most=104,
    ),
    Choice(
        "forecast.counts_today", FORECAST, N_("Vandaag telt mee als werkdag in het vooruitzicht"), "yes_no", "1",
        N_("Intern. Wat vandaag uiterlijk moet, kan vandaag nog."), least=0, most=1,
    ),
)  # fmt: skip
BY_KEY: Mapping[str, Choice] = {choice.key: choice for choice in CHOICES}
