"""What stands between a proof and its next step: codes, their Dutch words, and which step they stop."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from core.i18n import N_
from core.trajectories.queries import TrajectoryFacts
from db.models import Learner

NOT_RECOGNISED = "not_recognised"
DAMAGED_NAME = "damaged_name"
MISSING_FIELD = "missing_field"
WAITING_FOR_INSZ = "waiting_for_insz"
PROBLEM_REPORTED = "problem_reported"

WORDS: Mapping[str, str] = {
    NOT_RECOGNISED: N_("Traject niet erkend op de afrondingsdatum"),
    DAMAGED_NAME: N_("Naam beschadigd"),
    MISSING_FIELD: N_("Geboortedatum ontbreekt"),
    WAITING_FOR_INSZ: N_("Wacht op INSZ"),
    PROBLEM_REPORTED: N_("Probleem met de registratie"),
}
WAY_OUT: Mapping[str, str] = {
    NOT_RECOGNISED: N_("Controleer de erkenningsdata van het traject of de afrondingsdatum."),
    DAMAGED_NAME: N_("Verbeter de naam bij de deelnemer; daarna kan je uitreiken."),
    MISSING_FIELD: N_("Vul de geboortedatum in bij de deelnemer; daarna kan je uitreiken."),
    WAITING_FOR_INSZ: N_("Vul het rijksregister- of BIS-nummer in bij de deelnemer. De termijn loopt door."),
    PROBLEM_REPORTED: N_(
        "Meld het aan Departement WEWIS en noteer hoe het opgelost werd. De termijn loopt door."
    ),
}
STOPS_ISSUE = frozenset({NOT_RECOGNISED, DAMAGED_NAME, MISSING_FIELD})


@dataclass(frozen=True, slots=True)
class Person:
    """What of a person can hold up a proof."""

    has_insz: bool
    name_is_damaged: bool
    born_on: date | None


def person_of(learner: Learner) -> Person:
    """The deciding facts of a loaded learner."""
    return Person(learner.insz_index is not None, learner.name_is_damaged, learner.born_on)


def hold(
    *,
    person: Person,
    trajectory: TrajectoryFacts,
    completed_on: date,
    is_issued: bool,
    has_open_problem: bool,
) -> str:
    """The first problem of a proof, '' when there is none; after issue only registration can be held up.

    A missing number goes before a problem with the tool: it is the one that we can mend ourselves.
    """
    if not is_issued:
        if not trajectory.recognised(completed_on):
            return NOT_RECOGNISED
        if person.name_is_damaged:
            return DAMAGED_NAME
        if person.born_on is None:
            return MISSING_FIELD
    if not person.has_insz:
        return WAITING_FOR_INSZ
    return PROBLEM_REPORTED if has_open_problem else ""


def hold_of(
    *, state: str, registered_on: date | None, person: Person, trajectory: TrajectoryFacts, completed_on: date,
    has_open_problem: bool,
) -> str:  # fmt: skip
    """The same for a proof wherever it stands: nothing holds up what is registered or withdrawn."""
    if registered_on is not None or state == "withdrawn":
        return ""
    return hold(
        person=person, trajectory=trajectory, completed_on=completed_on, is_issued=state == "issued",
        has_open_problem=has_open_problem,
    )  # fmt: skip
