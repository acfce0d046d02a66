"""What can go wrong with a registration, how it can be told, and the words of what happened to it; read it aloud.

S0 (Uitreiken en registreren van bewijzen, stap 2) makes the organisation responsible for "terugkoppeling naar het
Departement WEWIS bij problemen en fouten". It names no kinds: these are ours.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from core.i18n import N_

OTHER = "other"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of trouble. `told` is the sentence of the letter, which is always Dutch; `about_person` says that nobody
    can look into it without knowing who it is about, so that the initials go along."""

    code: str
    name: str
    told: str
    about_person: bool = False


KINDS: tuple[Kind, ...] = (
    Kind(
        "tool_unreachable", N_("Registratietool niet bereikbaar"),
        "De registratietool is niet bereikbaar of geeft een foutmelding, zodat we het bewijs niet kunnen invoeren.",
    ),
    Kind(
        "person_not_found", N_("Persoon niet gevonden"),
        "De registratietool vindt de persoon niet, of toont een andere persoon, bij het nummer dat we invoeren.",
        about_person=True,
    ),
    Kind(
        "qualification_missing", N_("Kwalificatie staat niet in de lijst"),
        "De kwalificatie van dit bewijs staat niet in de lijst van de registratietool.",
    ),
    Kind(
        "reference_refused", N_("Referte geweigerd"),
        "De registratietool weigert de referte die we aan dit bewijs geven.",
    ),
    Kind(
        "wrong_data", N_("Foute gegevens na het invoeren"),
        "Na het invoeren toont de registratietool andere gegevens dan wat op het bewijs staat.", about_person=True,
    ),
    Kind(
        "rights_refused", N_("Rechten geweigerd"),
        "De registratietool weigert de toegang, hoewel onze medewerker het gebruikersrecht heeft.",
    ),
    Kind(OTHER, N_("Iets anders"), ""),
)  # fmt: skip
BY_CODE: Mapping[str, Kind] = {kind.code: kind for kind in KINDS}
NAMES: Mapping[str, str] = {kind.code: kind.name for kind in KINDS}
WAYS: Mapping[str, str] = {
    "mail": N_("Per e-mail"),
    "phone": N_("Telefonisch"),
    "form": N_("Via een formulier"),
    "letter": N_("Per brief"),
}
# What can happen to a report, as its history keeps it.
OPENED, REPORTED, REMINDED, ANSWERED = "opened", "reported", "reminded", "answered"
SOLVED, MISTAKE, REOPENED, EVIDENCE = "solved", "mistake", "reopened", "evidence"
EVENTS: Mapping[str, str] = {
    OPENED: N_("Probleem opgemerkt"),
    REPORTED: N_("Gemeld aan Departement WEWIS"),
    REMINDED: N_("Herinnerd aan Departement WEWIS"),
    ANSWERED: N_("Antwoord gekregen"),
    SOLVED: N_("Opgelost"),
    MISTAKE: N_("Gesloten: per vergissing geopend"),
    REOPENED: N_("Heropend: toch niet opgelost"),
    EVIDENCE: N_("Bewijsstuk toegevoegd"),
}
EVENT_FIELDS: Mapping[str, str] = {"how": N_("Hoe"), "answer": N_("Antwoord")}
