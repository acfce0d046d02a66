"""The codes of a comparison and what the screen calls them."""

from collections.abc import Mapping
from enum import StrEnum

from core.i18n import N_


class Kind(StrEnum):
    """What a difference is."""

    MISSING = "missing"
    UNKNOWN = "unknown"
    DOUBLE = "double"
    DIFFERENT = "different"
    TO_REGISTER = "to_register"
    INVALID = "invalid"


KINDS: Mapping[str, str] = {
    Kind.MISSING: N_("Ontbreekt"),
    Kind.UNKNOWN: N_("Onbekend"),
    Kind.DOUBLE: N_("Dubbel"),
    Kind.DIFFERENT: N_("Verschilt"),
    Kind.TO_REGISTER: N_("Nog te noteren"),
    Kind.INVALID: N_("Onleesbaar"),
}

# Why a row came under its kind; {row} is the other row of the list, {column} and {value} what the sheet holds.
PERSON, PROOF = "person", "proof"
LISTED_TWICE, HELD_TWICE = "listed_twice", "held_twice"
BAD_DATE, FUTURE_DATE, BAD_NUMBER, BAD_CHECK, NOTHING = (
    "bad_date",
    "future_date",
    "bad_insz",
    "check_digit",
    "nothing",
)
CAUSES: Mapping[str, str] = {
    Kind.MISSING: N_("Hier staat dit bewijs als geregistreerd, in de lijst staat het niet."),
    Kind.DIFFERENT: N_("Dit bewijs staat in de lijst, maar niet met dezelfde gegevens."),
    Kind.TO_REGISTER: N_("Dit bewijs staat in de lijst, maar de registratie is hier nog niet genoteerd."),
    PERSON: N_("Deze persoon komt hier niet voor."),
    PROOF: N_("Dit bewijs komt hier niet voor."),
    LISTED_TWICE: N_("Hetzelfde bewijs staat ook op rij {row} van de lijst."),
    HELD_TWICE: N_("Hier staan twee gelijke bewijzen van deze persoon; de lijst kent er één (rij {row})."),
    BAD_DATE: N_("“{value}” in kolom “{column}” is geen bestaande datum."),
    FUTURE_DATE: N_("De datum {value} in kolom “{column}” ligt in de toekomst."),
    BAD_NUMBER: N_("Het rijksregisternummer in kolom “{column}” telt geen elf cijfers."),
    BAD_CHECK: N_("Het controlegetal van het rijksregisternummer in kolom “{column}” klopt niet."),
    NOTHING: N_("Deze rij zegt niet over welk bewijs ze gaat: geen referte, nummer of persoon."),
}
NOTES: Mapping[str, str] = {
    "before_completion": N_("in de lijst vóór de afronding op {day}"),
}
FIELDS: Mapping[str, str] = {
    "reference": N_("LED-referte"),
    "number": N_("Nummer bewijs"),
    "insz": N_("Rijksregisternummer"),
    "name": N_("Naam"),
    "born_on": N_("Geboortedatum"),
    "kind": N_("Soort bewijs"),
    "title": N_("Benaming van het bewijs"),
    "issued_on": N_("Uitgereikt op"),
    "registered_on": N_("Geregistreerd op"),
    "status": N_("Status"),
}
STATUSES: Mapping[str, str] = {
    "valid": N_("geldig"),
    "cancelled": N_("geannuleerd"),
    "withdrawn": N_("ingetrokken"),
    "to_issue": N_("nog uit te reiken"),
    "not_registered": N_("nog niet geregistreerd"),
    "listed": N_("staat in de lijst"),
}
PROOF_KINDS: Mapping[str, str] = {
    "professional": N_("Beroepskwalificatie"),
    "partial": N_("Deelkwalificatie"),
    "competences": N_("Competenties"),
}


class Decision(StrEnum):
    """What was decided about a difference."""

    ACCEPT = "accept"
    MEND = "mend"
    REPORT = "report"
    NOT_OURS = "not_ours"
    REGISTER = "register"


DECISIONS: Mapping[str, str] = {
    Decision.ACCEPT: N_("Staat zo goed"),
    Decision.MEND: N_("Bij ons rechtzetten"),
    Decision.REPORT: N_("Melden aan WEWIS"),
    Decision.NOT_OURS: N_("Niet van ons"),
    Decision.REGISTER: N_("Registratie noteren"),
}
TAKEN_BACK = "taken_back"
HISTORY: Mapping[str, str] = {**DECISIONS, TAKEN_BACK: N_("Beslissing teruggenomen")}
# A registration is done, not judged: when the same difference comes back, it was undone and is open again.
LASTING = frozenset(Decision) - {Decision.REGISTER}
NEEDS_REASON = frozenset({Decision.ACCEPT, Decision.NOT_OURS})


def allowed(kind: str, *, has_proof: bool) -> tuple[Decision, ...]:
    """What can be decided about a difference of this kind, the likeliest first; registering has a form of its own."""
    if kind == Kind.UNKNOWN:
        return (Decision.NOT_OURS, Decision.MEND, Decision.REPORT, Decision.ACCEPT)
    if kind == Kind.INVALID and not has_proof:
        return (Decision.ACCEPT, Decision.MEND)
    return (Decision.MEND, Decision.REPORT, Decision.ACCEPT)
