"""The names of the fields of a person's file, for the screen and for the log."""

from collections.abc import Mapping

from core.i18n import N_

FIELDS: Mapping[str, str] = {
    "last_name": N_("Familienaam"),
    "first_name": N_("Voornaam"),
    "born_on": N_("Geboortedatum"),
    "birth_place": N_("Geboorteplaats"),
    "insz": N_("INSZ"),
    "insz_index": N_("INSZ"),
    "language": N_("Taal"),
    "street": N_("Straat en nummer"),
    "postal_code": N_("Postcode"),
    "city": N_("Gemeente"),
    "country": N_("Land"),
    "email": N_("E-mail"),
    "phone": N_("Telefoon"),
    "employer_name": N_("Werkgever"),
    "employer_number": N_("Ondernemingsnummer werkgever"),
    "merged.last_name": N_("Familienaam in het andere dossier"),
    "merged.first_name": N_("Voornaam in het andere dossier"),
}
LANGUAGES: Mapping[str, str] = {
    "nl": N_("Nederlands"),
    "fr": N_("Frans"),
    "en": N_("Engels"),
    "de": N_("Duits"),
}
