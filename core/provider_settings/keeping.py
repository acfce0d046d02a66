"""How long each kind of record is kept: one choice per kind, in months; 0 is for good.

What goes, from which day the months count and what waits stands in `core.retention`. Where no source names a term, the
source says that it is ours and who has to confirm it.
"""

from core.i18n import N_
from core.provider_settings.choice import Choice

KEEPING = N_("Bewaring")
OURS = N_("Intern, te bevestigen door je functionaris voor gegevensbescherming.")
PROOFS = N_(
    "Blijvend. Wat in LED staat, wordt niet gewist: het kwaliteitsdecreet verplicht om die gegevens bij te houden "
    "(veelgestelde vragen over LED). Hoelang je eigen exemplaar blijft: intern, te bevestigen door je functionaris "
    "voor gegevensbescherming."
)
WITH_PERSON = N_(
    "Intern, te bevestigen door je functionaris voor gegevensbescherming. Met 0 blijft dit zolang het dossier blijft."
)
MOST_MONTHS = 1200


def key_of(kind: str) -> str:
    """The key of the setting of one kind of record."""
    return f"retention.{kind}_months"


def _kept(kind: str, name: str, months: int, source: str = OURS) -> Choice:
    return Choice(key_of(kind), KEEPING, name, "months", str(months), source, most=MOST_MONTHS)


CHOICES: tuple[Choice, ...] = (
    _kept("person", N_("Persoon zonder bewijs"), 60),
    _kept("participation", N_("Deelname zonder bewijs"), 60),
    _kept("proof", N_("Bewijs met papieren en registratie"), 0, PROOFS),
    _kept("enrolment", N_("Inschrijving met aanwezigheden en getuigschriften"), 120),
    _kept("evidence", N_("Bewijsstuk (schermafdruk, PDF)"), 120),
    _kept("problem", N_("Opgelost probleem bij de registratie"), 60),
    _kept("ticket", N_("Afgesloten melding over LED"), 60),
    _kept("prior_learning", N_("Wat een deelnemer uit LED toonde"), 24),
    _kept("learner_change", N_("Vroegere naam, geboortedatum of nummer"), 0, WITH_PERSON),
    _kept("import", N_("Rijen van een ingelezen lijst"), 24),
    _kept("reconciliation", N_("Vergelijking met de registratietool"), 24),
    _kept("access", N_("Wie wat bekeek"), 120),
    _kept("handover", N_("Invoerbeurt met zichtbare nummers"), 120),
    _kept("staff", N_("Medewerker uit dienst, met zijn rechten"), 120),
    _kept("task", N_("Afgewerkte taak"), 60),
    _kept("sign_in", N_("Aanmeldingen en sessies"), 12),
    _kept("attendance_op", N_("Herhaalsleutels van het aanwezigheidsraster"), 1),
    _kept("operation", N_("Herhaalsleutels en stappen om ongedaan te maken"), 3),
)
