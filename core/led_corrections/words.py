"""The codes of a ticket and their Dutch words, which outcomes a kind can have, and why a route is what it is."""

from collections.abc import Mapping

from core.i18n import N_

SUBJECT = "ticket"
SOURCE = N_("Bron: veelgestelde vragen over LED (AHOVOKS).")
KINDS: Mapping[str, str] = {
    "missing": N_("Ontbreekt in LED"),
    "wrong": N_("Fout gegeven"),
    "double": N_("Staat dubbel"),
    "wrong_person": N_("Staat bij een andere persoon"),
    "replacement": N_("Duplicaat gevraagd"),
}
REPORTERS: Mapping[str, str] = {
    "learner": N_("De deelnemer"),
    "ahovoks": N_("AHOVOKS"),
    "wewis": N_("Departement WEWIS"),
    "own_check": N_("Eigen controle"),
}
ROUTES: Mapping[str, str] = {"wewis": N_("Departement WEWIS"), "ahovoks": N_("AHOVOKS")}
ROUTE_WHY: Mapping[str, str] = {
    "wewis": N_(
        "Wij leverden dit bewijs zelf aan. Wat je niet zelf kan rechtzetten in MAGDA Online, meld je aan "
        "Departement WEWIS."
    ),
    "ahovoks": N_(
        "AHOVOKS kan zelf niets wijzigen in LED: het neemt contact op met wie de gegevens aanleverde. Kies deze weg "
        "als een ander ze aanleverde, of als AHOVOKS ons aansprak."
    ),
}
FIELDS: Mapping[str, str] = {
    "person": N_("Naam van de persoon"),
    "insz": N_("Rijksregisternummer"),
    "title": N_("Benaming van het bewijs"),
    "qualification": N_("Beroeps- of deelkwalificatie"),
    "level": N_("Niveau"),
    "competences": N_("Competenties"),
    "issued_on": N_("Uitreikingsdatum"),
    "issuer": N_("Instelling"),
    "reference": N_("Referte"),
    "other": N_("Iets anders"),
}
OUTCOMES: Mapping[str, str] = {
    "corrected": N_("Verbeterd in LED"),
    "registered": N_("Ontbrak, nu geregistreerd"),
    "cancelled": N_("Geannuleerd in LED"),
    "refused": N_("Geweigerd"),
    "unfounded": N_("Ongegrond"),
    "duplicate": N_("Duplicaat gegeven"),
    "mistake": N_("Bij vergissing geopend"),
}
# A duplicate is no answer that somebody types: it is the outcome of giving one.
CLOSING: Mapping[str, tuple[str, ...]] = {
    "missing": ("registered", "refused", "unfounded", "mistake"),
    "wrong": ("corrected", "cancelled", "refused", "unfounded", "mistake"),
    "double": ("cancelled", "refused", "unfounded", "mistake"),
    "wrong_person": ("corrected", "cancelled", "refused", "unfounded", "mistake"),
    "replacement": ("refused", "mistake"),
}
EVENTS: Mapping[str, str] = {
    "opened": N_("geopend"),
    "changed": N_("gewijzigd"),
    "sent": N_("verstuurd"),
    "answered": N_("antwoord gekregen"),
    "closed": N_("afgesloten"),
    "cancelled": N_("registratie geannuleerd in LED"),
    "reopened": N_("heropend"),
    "noted_back": N_("annulering teruggenomen"),
    "registered_again": N_("opnieuw geregistreerd in LED"),
    "duplicate": N_("duplicaat gegeven"),
    "evidence": N_("bewijsstuk toegevoegd"),
}
# How an event tells two values when the second did not come in the place of the first.
WORDING: Mapping[str, str] = {"opened": N_("{field}: in LED “{old}”, hoort “{new}” te zijn")}
# What a history event may name as its field, beside the fields of LED themselves.
CHANGED: Mapping[str, str] = {
    "kind": N_("Soort melding"),
    "reporter": N_("Gemeld door"),
    "reporter_name": N_("Naam van de melder"),
    "reported_on": N_("Gemeld op"),
    "route": N_("Weg"),
    "field": N_("Gegeven"),
    "old_value": N_("Zoals het in LED staat"),
    "new_value": N_("Zoals het hoort"),
    "description": N_("Omschrijving"),
    "outcome": N_("Afloop"),
    "led_cancelled_on": N_("Geannuleerd in LED op"),
    "led_reference": N_("LED-referte"),
    "answer": N_("Antwoord"),
    "sent_on": N_("Verstuurd op"),
    "answered_on": N_("Beantwoord op"),
}
# What LED cannot do, each with the words of the source behind it (sources/1-led-faq.txt).
CANNOT: tuple[tuple[str, str], ...] = (
    (
        N_("LED verwijdert niets."),
        N_("Het kwaliteitsdecreet verplicht om de gegevens bij te houden. Annuleren kan; het blijft dan zichtbaar."),
    ),
    (
        N_("LED vervangt geen verloren bewijs."),
        N_("Daarvoor moet de deelnemer bij ons zijn: wij geven een duplicaat van het bewaarde document."),
    ),
    (
        N_("De deelnemer kan zelf niets wijzigen of toevoegen."),
        N_("Wat hij in zijn VDAB-dossier invult, komt in LED als eigen verklaring."),
    ),
    (N_("Ook AHOVOKS wijzigt niets."), N_("Het vraagt dat aan wie de gegevens aanleverde.")),
    (N_("Een werkgever krijgt geen toegang."), N_("De deelnemer kan in zijn bijzijn aanmelden en het tonen.")),
    (N_("LED bevat geen scans of papieren."), N_("Alleen de gegevens van kwalificatiebewijzen staan erin.")),
    (N_("LED vervangt het papier niet."), N_("De houder heeft zelf een bewaarplicht voor zijn kwalificatiebewijs.")),
)  # fmt: skip
