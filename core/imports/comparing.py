"""What a row about a completed trajectory changes of what is stored."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from core.i18n import N_
from core.i18n.formats import date_text
from core.imports.completioncells import Completed, Refusal
from core.imports.kinds import Change
from core.imports.people import PersonPlan
from core.imports.stored import StoredParticipation

COMPLETED_ON, STARTS_ON, OUTCOME = N_("Afgerond op"), N_("Gestart op"), N_("Resultaat")
ACHIEVED, CAMPUS = N_("Behaald"), N_("Lesplaats")
HISTORY_LABELS = {
    "issued_on": N_("Uitgereikt op"),
    "delivered_on": N_("Afgeleverd op"),
    "registered_on": N_("Geregistreerd op"),
    "external_number": N_("Nummer bewijs"),
    "led_reference": N_("LED-referte"),
}
SHARED_HISTORY = ("issued_on", "delivered_on", "registered_on", "external_number")


@dataclass(frozen=True, slots=True)
class CompletionPlan:
    """What `apply` writes for one accepted row. `replans`: the proofs follow anew from the outcome."""

    person: PersonPlan
    completed: Completed
    campus_id: int
    stored: StoredParticipation | None
    replans: bool


def outcome_differs(completed: Completed, stored: StoredParticipation) -> bool:
    """Whether the row says something else was achieved, or on another day."""
    return (stored.completed_on, stored.outcome, stored.parts, stored.competences) != (
        completed.completed_on,
        completed.outcome,
        set(completed.parts),
        set(completed.competences),
    )


def history_conflict(completed: Completed, stored: StoredParticipation | None) -> Refusal | None:
    """History fills what is empty; it never overwrites, and never touches a proof issued here."""
    if stored is None:
        return None
    for name in HISTORY_LABELS:
        given = getattr(completed.history, name)
        for proof in stored.proofs if given else ():
            known = getattr(proof, name)
            if known != given and (known or proof.document_id is not None) and name != "led_reference":
                return Refusal("stored_differs", field=name, value=shown(known) or "-")
    return None


def participation_changes(
    completed: Completed,
    stored: StoredParticipation | None,
    campus_id: int | None,
    campuses: Mapping[int, str],
) -> list[Change]:
    """The stored values of a participation and its proofs that the row replaces."""
    if stored is None:
        return []
    pairs: list[tuple[str, object, object]] = [(COMPLETED_ON, stored.completed_on, completed.completed_on)]
    if completed.starts_on is not None:
        pairs.append((STARTS_ON, stored.starts_on, completed.starts_on))
    pairs.append((OUTCOME, stored.outcome, completed.outcome))
    pairs.append((ACHIEVED, _codes(stored), _codes(completed)))
    if campus_id is not None:
        pairs.append((CAMPUS, campuses[stored.campus_id], campuses[campus_id]))
    for name, label in HISTORY_LABELS.items():
        given = getattr(completed.history, name)
        known = {getattr(proof, name) for proof in stored.proofs}
        is_missing = bool(stored.proofs) and given not in known
        if given and (is_missing or (name in SHARED_HISTORY and known != {given} and stored.proofs)):
            pairs.append((label, "", given))
    return [Change(label, shown(old), shown(new)) for label, old, new in pairs if old != new]


def _codes(found: StoredParticipation | Completed) -> str:
    return ", ".join(sorted((*found.parts, *found.competences)))


def shown(value: object) -> str:
    """A value as a person reads it."""
    if value is None:
        return ""
    return date_text(value) if isinstance(value, date) else str(value)
