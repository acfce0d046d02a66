"""The columns about a completed trajectory: read and refused in the order of precedence."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from core.i18n import N_
from core.imports import dates, outcomes
from core.imports.kinds import Row
from core.imports.reading import text_of
from core.proofs.completions import History
from core.rules.words import Param, Text
from core.trajectories.queries import TrajectoryFacts

_LIKE_CODE = re.compile(r"BKC\d+|BK-[\d-]+-DBK-\d+")
_NOT_YET = N_("een datum in de toekomst")
_ORDER = N_("de data volgen elkaar niet op")
_NO_ISSUE = N_("zonder uitreikingsdatum kan er niets afgeleverd of geregistreerd zijn")
_TOO_LONG = N_("te lange tekst")
_UNDATED = N_("een LED-referte zonder registratiedatum")
HISTORY = ("issued_on", "delivered_on", "registered_on")


@dataclass(frozen=True, slots=True)
class Refusal:
    """The first thing wrong with a row: its code, the field if not the usual one, and what to show."""

    code: str
    field: str = ""
    value: Param = ""
    trajectory: str = ""
    expected: Param = ""


@dataclass(frozen=True, slots=True)
class Completed:
    """What a row says was completed."""

    trajectory: TrajectoryFacts
    starts_on: date | None
    completed_on: date
    outcome: str
    parts: tuple[str, ...]
    competences: tuple[str, ...]
    history: History
    campus: str = field(default="")


class Catalogue:
    """The trajectories by code as people type it, with the codes that may stand in a row of each."""

    def __init__(self, found: Mapping[str, TrajectoryFacts]) -> None:
        self._known = {outcomes.code_of(code): facts for code, facts in found.items()}
        self._codes: dict[int, tuple[dict[str, str], dict[str, str], frozenset[str]]] = {}

    def find(self, text: str) -> TrajectoryFacts | None:
        """The trajectory with this code; one on partial level without parts cannot earn anything yet."""
        found = self._known.get(outcomes.code_of(text))
        return None if found is not None and found.level == "partial" and not found.parts else found

    def codes(self, trajectory: TrajectoryFacts) -> tuple[dict[str, str], dict[str, str], frozenset[str]]:
        """Its parts and competences by typed code, and the qualification codes a row may give."""
        known = self._codes.get(trajectory.id)
        if known is None:
            known = self._codes[trajectory.id] = (
                {outcomes.code_of(code): code for code in trajectory.parts},
                {outcomes.code_of(code): code for code in trajectory.competences},
                frozenset(outcomes.code_of(code) for code in trajectory.codes),
            )
        return known


def read(row: Row, *, catalogue: Catalogue, today: date) -> Completed | Refusal:
    """The completion of a row, or the first reason why there is none."""
    text = text_of(row.get("trajectory"))
    trajectory = catalogue.find(text)
    if trajectory is None:
        return Refusal("unknown_trajectory", value=text)
    outcome = outcomes.outcome_of(text_of(row.get("outcome")))
    codes = outcomes.codes_of(text_of(row.get("code")))
    parts, _, own_codes = catalogue.codes(trajectory)
    allowed = own_codes | parts.keys() if outcome == "parts" else own_codes
    if not allowed.issuperset(codes):
        expected = ", ".join(trajectory.codes)
        shown = text_of(row.get("code"))
        return Refusal("code_mismatch", value=shown, trajectory=trajectory.code, expected=expected)
    days = _days(row, trajectory, today)
    if isinstance(days, Refusal):
        return days
    if outcome is None:
        return Refusal("unknown_outcome", value=text_of(row.get("outcome")))
    achieved = _achieved(row, trajectory, outcome, codes, catalogue)
    if isinstance(achieved, Refusal):
        return achieved
    history = history_of(row, days, today)
    if isinstance(history, Refusal):
        return history
    campus = text_of(row.get("campus"))
    return Completed(trajectory, days["starts_on"], days["completed_on"] or today, *achieved, history, campus)


def _days(row: Row, trajectory: TrajectoryFacts, today: date) -> dict[str, date | None] | Refusal:
    if not text_of(row.get("completed_on")).strip("-–— "):
        return Refusal("missing_completion")
    days: dict[str, date | None] = {}
    for name in ("completed_on", "starts_on", *HISTORY):
        cell = row.get(name)
        days[name] = dates.day_of(cell)
        if cell is not None and days[name] is None:
            return Refusal("bad_date", field=name, value=text_of(cell))
    completed_on = days["completed_on"]
    assert completed_on is not None
    if completed_on > today:
        return Refusal("future_completion", value=completed_on)
    if completed_on < trajectory.recognised_on:
        return Refusal(
            "before_recognition",
            value=completed_on,
            trajectory=trajectory.code,
            expected=trajectory.recognised_on,
        )
    return days


def _achieved(
    row: Row, trajectory: TrajectoryFacts, outcome: str, codes: Sequence[str], catalogue: Catalogue
) -> tuple[str, tuple[str, ...], tuple[str, ...]] | Refusal:
    """(outcome, parts, competences); what a row lists beside "whole" must belong to the trajectory too."""
    known_parts, known_competences, _ = catalogue.codes(trajectory)
    if outcome == "none":
        return outcome, (), ()
    given = [(name, code) for name in ("competences", "parts") for code in _codes_in(row, name)]
    for name, code in given:
        is_known = code in known_parts or code in known_competences
        if not is_known and (outcome != "whole" or _LIKE_CODE.fullmatch(code)):
            return Refusal("unknown_competence", field=name, value=code, trajectory=trajectory.code)
    if outcome == "whole":
        return outcome, (), ()
    named = [code for _, code in given] or (list(codes) if outcome == "parts" else [])
    parts = tuple(sorted({known_parts[code] for code in named if code in known_parts}))
    competences = tuple(sorted({known_competences[code] for code in named if code in known_competences}))
    if not parts and not competences:
        return Refusal("competences_missing")
    return ("parts" if parts else "competences"), parts, competences


def _codes_in(row: Row, name: str) -> tuple[str, ...]:
    return outcomes.codes_of(text_of(row.get(name)))


def history_of(row: Row, days: Mapping[str, date | None], today: date) -> History | Refusal:
    """What already happened to the proofs of a row, or why that cannot be."""
    number, reference = (text_of(row.get(name)) for name in ("external_number", "led_reference"))
    for name, text, length in (("external_number", number, 60), ("led_reference", reference, 36)):
        if len(text) > length:
            return Refusal("bad_history", field=name, value=Text(_TOO_LONG))
    if reference and days["registered_on"] is None:
        return Refusal("bad_history", field="led_reference", value=Text(_UNDATED))
    issued_on, delivered_on, registered_on = (days[name] for name in HISTORY)
    for name in HISTORY:
        day = days[name]
        if day is not None and day > today:
            return Refusal("bad_history", field=name, value=Text(_NOT_YET))
        if day is not None and issued_on is None:
            return Refusal("bad_history", field=name, value=Text(_NO_ISSUE))
        if day is not None and issued_on is not None and day < issued_on:
            return Refusal("bad_history", field=name, value=Text(_ORDER))
    starts_on, completed_on = days["starts_on"], days["completed_on"]
    if starts_on is not None and completed_on is not None and starts_on > completed_on:
        return Refusal("bad_history", field="starts_on", value=Text(_ORDER))
    return History(issued_on, delivered_on, registered_on, number, reference)
