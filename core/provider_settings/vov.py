"""What the provider chooses about filing under Flemish training leave: no source gives a term (`domain.md` 7, 23)."""

from core.i18n import N_
from core.provider_settings.choice import Choice

VOV = N_("Vlaams opleidingsverlof")
REMIND, PER_PERIOD = "vov.remind_days", "vov.per_period"

CHOICES: tuple[Choice, ...] = (
    Choice(
        REMIND, VOV, N_("Herinneren om aanwezigheden in te dienen, zoveel dagen na het einde van de periode"), "days",
        "8",
        N_(
            "Intern. Geen bron noemt een termijn om aanwezigheden in het WSE-loket in te dienen: dit is een "
            "streefdatum van jezelf, geen uiterste datum."
        ),
        most=365,
    ),
    Choice(
        PER_PERIOD, VOV, N_("Aanwezigheden indienen per periode (nee: één keer, na het einde van de opleiding)"),
        "yes_no", "1",
        N_(
            "Intern. De bron zegt niet hoe vaak: per schoolkwartaal of per drie maanden, zoals bij betaald educatief "
            "verlof, houdt de correcties klein."
        ),
        least=0, most=1,
    ),
)  # fmt: skip
