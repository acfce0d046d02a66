"""The sheet of completed trajectories: what each row becomes, before anything is written."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from core.deadlines import terms
from core.deadlines.terms import Terms
from core.imports import campuses, comparing, completioncells, personcells, personchanges, reasons
from core.imports.comparing import CompletionPlan
from core.imports.completioncells import Catalogue, Completed, Refusal
from core.imports.kinds import ACCEPTED, REJECTED, UNCHANGED, Finding, Reason, Row, Scope
from core.imports.people import Directory, PersonPlan
from core.imports.personcells import Person
from core.imports.stored import Participations, StoredParticipation, taken_references
from core.rights import holders
from core.rules.errors import RuleError
from core.rules.words import Param
from core.trajectories import queries as trajectories

BY_CODE: dict[str, Reason] = {reason.code: reason for reason in reasons.COMPLETION}


def check(session: Session, rows: Sequence[Row], scope: Scope) -> list[Finding]:
    """Every row of the sheet: accepted, refused with the first reason, or already known."""
    catalogue = Catalogue(trajectories.facts(session))
    read = [_read(row, catalogue, scope.today) for row in rows]
    checker = _Checker(session, [found for found in read if not isinstance(found, Refusal)], scope)
    return [
        _refused(row, found, scope) if isinstance(found, Refusal) else checker.judge(row, *found)
        for row, found in zip(rows, read, strict=True)
    ]


def _read(row: Row, catalogue: Catalogue, today: date) -> tuple[Person, Completed] | Refusal:
    person = personcells.read(row, today=today)
    if isinstance(person, str):
        return Refusal(person)
    completed = completioncells.read(row, catalogue=catalogue, today=today)
    return completed if isinstance(completed, Refusal) else (person, completed)


def _refused(row: Row, refusal: Refusal, scope: Scope) -> Finding:
    reason = BY_CODE[refusal.code]
    field = refusal.field or reason.field
    if refusal.code == "missing_name" and row.get("last_name") is not None:
        field = "first_name"
    column = scope.column(field)
    params: dict[str, Param] = {
        "column": column,
        "value": refusal.value[:60] if isinstance(refusal.value, str) else refusal.value,
        "trajectory": refusal.trajectory,
        "expected": refusal.expected,
    }
    return Finding(row.number, REJECTED, reason.code, column, reason.template, params)


class _Checker:
    """Judges the readable rows one after the other; a row may depend on those before it."""

    def __init__(self, session: Session, read: Sequence[tuple[Person, Completed]], scope: Scope) -> None:
        self.scope = scope
        self.terms: Terms = terms.load(session)
        self.campuses = campuses.Campuses(session, scope)
        self.directory = Directory(session, [person for person, _ in read], scope.actor)
        ids = {somebody.id for somebody in self.directory.stored() if somebody.id is not None}
        self.participations = Participations(session, sorted(ids))
        given = {done.history.led_reference for _, done in read if done.history.led_reference}
        self.references: dict[str, int] = dict(taken_references(session, sorted(given)))
        self.seen: dict[tuple[int, int, date], int] = {}
        self.may_register = holders.has_own(session, scope.actor, today=scope.today)

    def judge(self, row: Row, person: Person, completed: Completed) -> Finding:
        """The finding of one readable row; an accepted row is remembered for those after it."""
        somebody, is_similar = self.directory.find(person)
        key = (id(somebody), completed.trajectory.id, completed.completed_on)
        stored, was_before = self.participations.find(
            somebody.id, completed.trajectory.id, completed.completed_on
        )
        campus_id = self.campuses.find(completed.campus)
        refusal = self._refusal(completed, stored, campus_id) or self._duplicate(key)
        if refusal is not None:
            return _refused(row, refusal, self.scope)
        plan, marks = self.directory.plan(person, somebody, renames=False)
        changes = [
            *personchanges.shown(plan),
            *comparing.participation_changes(completed, stored, campus_id, self.campuses.names),
        ]
        warnings = [*person.warnings, *marks, *self._warnings(completed, campus_id, is_similar, was_before)]
        is_known = stored is not None and not changes
        self.seen[key] = row.number
        if not is_known:
            self._take(plan, completed, stored)
        place = campus_id or (stored.campus_id if stored is not None else self.campuses.default)
        replans = stored is None or comparing.outcome_differs(completed, stored)
        return Finding(
            row.number,
            UNCHANGED if is_known else ACCEPTED,
            warnings=tuple(warnings),
            changes=tuple(changes),
            is_new=stored is None,
            is_late=self._is_late(completed, stored),
            plan=None if is_known else CompletionPlan(plan, completed, place, stored, replans),
        )

    def _take(self, plan: PersonPlan, completed: Completed, stored: StoredParticipation | None) -> None:
        plan.somebody.take(plan.values, insz=plan.insz)
        if stored is not None:
            self.participations.consume(stored)
        if completed.history.led_reference:
            self.references[completed.history.led_reference] = stored.id if stored is not None else 0

    def _duplicate(self, key: tuple[int, int, date]) -> Refusal | None:
        return Refusal("duplicate_row", value=str(self.seen[key])) if key in self.seen else None

    def _refusal(
        self, completed: Completed, stored: StoredParticipation | None, campus_id: int | None
    ) -> Refusal | None:
        places = {campus_id, stored.campus_id if stored is not None else None} - {None}
        if any(place is not None and not self.campuses.allows(place) for place in places):
            return Refusal("campus_not_allowed", value=completed.campus)
        if stored is not None and comparing.outcome_differs(completed, stored):
            if stored.is_issued:
                return Refusal("already_issued")
            if stored.has_problem:
                return Refusal("problem_noted")
        different = comparing.history_conflict(completed, stored) or self._registers(completed, stored)
        if different is not None:
            return different
        reference = completed.history.led_reference
        owner = self.references.get(reference) if reference else None
        if owner is not None and (stored is None or owner != stored.id):
            return Refusal("reference_taken")
        try:
            self.terms.led(completed.completed_on)
        except RuleError:
            return Refusal("no_rule_in_force", value=completed.completed_on)
        return None

    def _registers(self, completed: Completed, stored: StoredParticipation | None) -> Refusal | None:
        """What stands here is registered by a sheet under the same conditions as on the screen."""
        is_new = completed.history.registered_on is None or stored is None or not stored.awaits_registration
        if is_new or stored is None:
            return None
        if stored.has_open_problem:
            return Refusal("problem_open")
        return None if self.may_register else Refusal("no_right")

    def _warnings(
        self, completed: Completed, campus_id: int | None, is_similar: bool, was_before: bool
    ) -> list[str]:
        marks = (
            ("similar_person", is_similar),
            ("unknown_campus", bool(completed.campus) and campus_id is None),
            ("recognition_ended", not completed.trajectory.recognised(completed.completed_on)),
            ("completed_before", was_before),
        )
        return [code for code, applies in marks if applies]

    def _is_late(self, completed: Completed, stored: StoredParticipation | None) -> bool:
        if completed.outcome == "none" or completed.history.registered_on is not None:
            return False
        if stored is not None and stored.proofs and all(proof.registered_on for proof in stored.proofs):
            return False
        return self.terms.led(completed.completed_on).due_on < self.scope.today
