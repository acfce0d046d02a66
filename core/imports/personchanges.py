"""What a row would change about a person, as it is shown before it is applied."""

from datetime import date

from core.i18n import N_
from core.i18n.formats import date_text
from core.imports.kinds import Change
from core.imports.people import PersonPlan
from core.imports.personfields import DETAIL_FIELDS

LABELS = {
    "last_name": N_("Familienaam"),
    "first_name": N_("Voornaam"),
    "born_on": N_("Geboortedatum"),
    "insz_index": N_("Rijksregisternummer"),
    **{field.name: field.label for field in DETAIL_FIELDS},
}


def shown(plan: PersonPlan) -> list[Change]:
    """The stored values a row replaces, as they are shown; a number is only said to be filled in."""
    if plan.is_new:
        return []
    return [
        Change(LABELS[name], _text(name, plan.old.get(name)), _text(name, value))
        for name, value in plan.values.items()
        if name in LABELS
    ]


def _text(name: str, value: object) -> str:
    if value is None or value == "":
        return ""
    if name == "insz_index":
        return "•••"
    return date_text(value) if isinstance(value, date) else str(value)
