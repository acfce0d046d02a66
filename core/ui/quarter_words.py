"""What the obstacles of a lot are called, and the sentence that says what to do."""

from collections.abc import Mapping
from typing import Final

from core.i18n import N_

NAMES: Final[Mapping[str, str]] = {
    "lessons": N_("Lessen niet ingevoerd of niet afgesloten"),
    "sum": N_("Minuten die niet kloppen"),
    "name": N_("Naam beschadigd"),
    "born_on": N_("Geboortedatum ontbreekt"),
    "glyph": N_("Teken dat niet op papier kan"),
    "insz": N_("Rijksregisternummer ontbreekt"),
    "no_number": N_("Rijksregisternummer later in te schrijven"),
    "size": N_("Omvang van de opleiding ontbreekt"),
    "exam_days": N_("Examendagen van de tweede zittijd ontbreken"),
    "enterprise_number": N_("Ondernemingsnummer van de organisatie ontbreekt"),
    "category": N_("Categorie van de opleiding ontbreekt"),
    "reference": N_("Erkenning van de opleiding ontbreekt"),
    "box_a": N_("Minuten van vak a ontbreken"),
    "timetable": N_("Uurrooster ontbreekt"),
    "signatory": N_("Niemand is gemachtigd om te ondertekenen"),
    "organisation": N_("Gegevens van de organisatie ontbreken"),
    "period": N_("Periode nog niet voorbij"),
    "pending": N_("Wettigingen die nog wachten"),
    "too_late": N_("Wettigingen die te laat kwamen"),
}
SENTENCES: Final[Mapping[str, str]] = {
    "lessons": N_("Vul deze lessen in en sluit ze af."),
    "sum": N_("Aanwezig, gewettigd en ongewettigd zijn samen niet de gegeven minuten. Kijk deze lessen na."),
    "name": N_("Verbeter de naam in het dossier."),
    "born_on": N_("Vul de geboortedatum in het dossier in."),
    "glyph": N_("Schrijf de naam met Latijnse letters, zoals op de identiteitskaart."),
    "insz": N_("Het attest vermeldt het nummer: vul het in het dossier in. De termijn loopt intussen door."),
    "no_number": N_("Het attest laat een stippellijn: schrijf het nummer erop zodra je het kent."),
    "size": N_("Vul bij de opleiding de contacturen, de credits of de lestijden in."),
    "exam_days": N_("Noteer bij de inschrijving op welke dagen de examens waren."),
    "enterprise_number": N_("Vul het ondernemingsnummer van je organisatie in."),
    "category": N_("Kies bij de opleiding beroepsopleiding of algemene opleiding."),
    "reference": N_(
        "Vul bij de opleiding het erkenningsnummer, het paritair comité of het identificatienummer in."
    ),
    "box_a": N_("Vul bij de opleiding de minuten van dit schooljaar in."),
    "timetable": N_("Vul bij de groep het uurrooster in."),
    "signatory": N_("Voeg een ondertekenaar toe die vandaag gemachtigd is."),
    "organisation": N_("Vul de gegevens van de organisatie in."),
    "period": N_("Een getuigschrift van nauwgezetheid mag pas de dag na de periode opgemaakt worden."),
    "pending": N_(
        "Tot het stuk gezien is, tellen deze afwezigheden als ongewettigd. Het papier kan wel vertrekken."
    ),
    "too_late": N_("De bron aanvaardt geen laattijdige wettiging: deze afwezigheden tellen als ongewettigd."),
}
