"""What each reason for not holding a lesson does with its minutes (`domain.md` 7b.7): the law leaves it open."""

from core.i18n import N_
from core.provider_settings.choice import Choice

LESSONS = N_("Lessen die niet doorgaan")
LOWERS = N_(
    "Juridisch te bevestigen. De bron: werkelijk gegeven uren kunnen afwijken door feestdagen of door het afgelasten "
    "van lessen omwille van onvoorziene omstandigheden."
)
JUSTIFIES = N_(
    "Juridisch te bevestigen. De bron noemt dit bij de gewettigde afwezigheden: de les telt dan als gegeven en "
    "gewettigd."
)
WEATHER = N_(
    "Juridisch te bevestigen. De bron noemt uitzonderlijk weer ook bij de gewettigde afwezigheden van één cursist."
)


def key_of(reason: str) -> str:
    """The key of the setting of one reason."""
    return f"lessons.{reason}_is_credited"


def _choice(reason: str, name: str, default: str, source: str) -> Choice:
    return Choice(key_of(reason), LESSONS, name, "yes_no", default, source, least=0, most=1)


CHOICES: tuple[Choice, ...] = (
    _choice("unforeseen", N_("Onvoorziene omstandigheden: telt toch als gegeven en gewettigd"), "0", LOWERS),
    _choice("holiday", N_("Feestdag of vakantie: telt toch als gegeven en gewettigd"), "0", LOWERS),
    _choice("weather", N_("Uitzonderlijk weer: telt toch als gegeven en gewettigd"), "0", WEATHER),
    _choice(
        "teacher_strike", N_("Staking van de leraar: telt toch als gegeven en gewettigd"), "1", JUSTIFIES
    ),
    _choice("teacher_ill", N_("Ziekte van de leraar: telt toch als gegeven en gewettigd"), "1", JUSTIFIES),
    _choice("closure", N_("Sluiting van de instelling: telt toch als gegeven en gewettigd"), "1", JUSTIFIES),
)
