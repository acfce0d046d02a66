"""Every choice of the provider with its default, its bounds and where the default comes from; read it aloud.

A number of the law stands in `core/rules/law`; here stands what the law leaves open, and says so ("intern").
"""

from collections.abc import Mapping
from dataclasses import dataclass

from core.i18n import N_


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice. `unit` is days, months, years, per_day, text; `least` and `most` bound a number."""

    key: str
    section: str
    name: str
    unit: str
    default: str
    source: str
    least: int = 0
    most: int = 3650


RIGHTS = N_("Rechten")
CORRECTIONS = N_("Correcties in LED")

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
        "corrections.act_days", CORRECTIONS, N_("Dagen tot een melding of een antwoord verwerkt moet zijn"), "days",
        "5", N_("Intern. De bron noemt geen termijn voor een correctie in LED."),
    ),
    Choice(
        "corrections.remind_days", CORRECTIONS, N_("Dagen zonder antwoord tot we WEWIS of AHOVOKS herinneren"), "days",
        "30", N_("Intern. De bron noemt geen termijn voor het antwoord."),
    ),
)  # fmt: skip
BY_KEY: Mapping[str, Choice] = {choice.key: choice for choice in CHOICES}
