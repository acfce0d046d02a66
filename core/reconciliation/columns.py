"""The columns a list from the registration tool may have, how they are headed, and what makes a row recognisable."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.errors import InvalidInput
from core.i18n import N_
from core.imports import completionfields, personfields
from core.imports.headers import Layout, normal
from core.imports.kinds import Field, listed

_FROM_OTHER_SHEETS = {field.name: field for field in (*personfields.NAME_FIELDS, *completionfields.FIELDS)}
_NOT_RECOGNISABLE = N_(
    "Aan deze kolommen is niet te zien over welk bewijs een rij gaat. Kies bij de kolommen minstens één van deze: "
    "LED-referte, nummer bewijs, rijksregisternummer, of naam samen met geboortedatum."
)


def _also(name: str, *spellings: str) -> Field:
    """A column of the other sheets, optional here, with more ways to head it."""
    known = _FROM_OTHER_SHEETS[name]
    return Field(known.name, known.label, known.headers + listed(*spellings))


FIELDS: tuple[Field, ...] = (
    _also("led_reference", "referte, referentie, registratienummer, referentienummer, reference, id led"),
    _also("external_number", "referentie leverancier, leveranciersreferentie, uw referentie, documentnummer"),
    _also("insz"),
    _also("last_name"),
    _also("first_name"),
    Field(
        "full_name",
        N_("Naam en voornaam"),
        listed("naam en voornaam, naam voornaam, voornaam en naam, voornaam naam, volledige naam, full name"),
    ),
    _also("born_on"),
    Field(
        "kind",
        N_("Soort bewijs"),
        listed("soort bewijs, soort, type bewijs, type, bewijssoort, kind, soort kwalificatiebewijs"),
    ),
    Field(
        "title",
        N_("Benaming van het bewijs"),
        listed(
            "benaming van het bewijs, benaming bewijs, benaming, titel, titel bewijs, naam bewijs, bewijs",
            "kwalificatie, naam kwalificatie, benaming kwalificatie, title, qualification",
        ),
    ),
    _also("code"),
    _also("issued_on", "uitreikdatum, datum bewijs, datum van uitreiking, datum uitgereikt"),
    _also("registered_on", "ingevoerd op, invoerdatum, datum invoer, datum ingevoerd"),
    Field("status", N_("Status"), listed("status, stand, toestand, statut, state, geannuleerd")),
)


@dataclass(frozen=True, slots=True)
class _Listed:
    """A kind of sheet as the reading of headers asks it."""

    name: str
    fields: tuple[Field, ...]


COLUMNS = _Listed("reconciliation", FIELDS)

KIND_WORDS: Mapping[str, str] = {
    normal(word): code
    for code, words in {
        "professional": listed("beroepskwalificatie, bewijs van beroepskwalificatie, professional, bk, bbk"),
        "partial": listed("deelkwalificatie, bewijs van deelkwalificatie, partial, dk, dbk, bdk"),
        "competences": listed(
            "competenties, bewijs van competenties, competentie, competences, bewijs van competentie, bc"
        ),
    }.items()
    for word in words
}
STATUS_WORDS: Mapping[str, str] = {
    normal(word): code
    for code, words in {
        "valid": listed(
            "geldig, actief, geregistreerd, in orde, ok, valid, active, definitief, nee, neen, onwaar"
        ),
        "cancelled": listed(
            "geannuleerd, annulatie, annulering, ingetrokken, geschrapt, vervallen, verwijderd, cancelled",
            "canceled, annule, ja, waar",
        ),
    }.items()
    for word in words
}


def require_recognisable(layout: Layout) -> None:
    """Raise InvalidInput unless the columns say about which proof a row is."""
    found = set(layout.fields)
    is_named = {"last_name", "first_name"} <= found or "full_name" in found
    by_person = "insz" in found or (is_named and "born_on" in found)
    if not by_person and not found & {"led_reference", "external_number"}:
        raise InvalidInput(_NOT_RECOGNISABLE)
