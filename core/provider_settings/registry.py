"""Every choice of the provider with its default, its bounds and where the default comes from; read it aloud.

A number of the law stands in `core/rules/law`; here stands what the law leaves open, and says so ("intern").
"""

from collections.abc import Mapping

from core.i18n import N_
from core.provider_settings import keeping
from core.provider_settings.choice import Choice

__all__ = ["BY_KEY", "CHOICES", "Choice"]
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
    *keeping.CHOICES,
)  # fmt: skip
BY_KEY: Mapping[str, Choice] = {choice.key: choice for choice in CHOICES}
