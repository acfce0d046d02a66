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
        "rights.administrator_days", RIGHTS,
        N_("Termijn voor “lokaal beheerder nakijken” na een wijziging in de KBO"), "days", "10",
        N_("Intern. De bron noemt geen termijn."),
    ),
    Choice(
        "rights.review_months", RIGHTS, N_("Zo lang geldt een nazicht van een recht"), "months", "12",
        N_("Intern. De bron zegt “altijd up to date”; elk jaar alles nakijken vangt op wat niemand meldde."), 1, 60,
    ),
    Choice(
        "rights.ending_days", RIGHTS, N_("Zo lang vooraf staat een recht als “loopt af” in de lijst"), "days", "30",
        N_("Intern. Een recht in MAGDA Online heeft een einddatum; verlengen vraagt tijd."), 0, 365,
    ),
)  # fmt: skip
BY_KEY: Mapping[str, Choice] = {choice.key: choice for choice in CHOICES}
