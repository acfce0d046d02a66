"""How often a sheet and its undo touched what was there before it.

Every change raises a version, so a version counts changes. Once a later sheet is fully taken back, its own changes and
those of its undo are known by number; what is left over was somebody else's, and an earlier sheet must not undo that.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.imports import chunks
from core.imports.comparing import CompletionPlan
from core.imports.enrolmentplan import EnrolmentPlan
from core.imports.kinds import ACCEPTED, Applied, Finding, person_of
from core.imports.people import PersonPlan
from db.models import ImportBatch, Learner, Participation, Proof

Versions: TypeAlias = dict[str, dict[int, int]]
PEOPLE, PARTICIPATIONS, PROOFS, MADE = "people", "participations", "proofs", "made"


@dataclass(frozen=True, slots=True)
class Touches:
    """Per thing how many changes of later sheets and their undo it has behind it."""

    people: Mapping[int, int] = field(default_factory=dict)
    participations: Mapping[int, int] = field(default_factory=dict)
    proofs: Mapping[int, int] = field(default_factory=dict)
    made: Mapping[int, int] = field(default_factory=dict)
    batches: Sequence[int] = ()


def known_people(findings: Iterable[Finding]) -> list[int]:
    """The stored people of whom a checked sheet changes something."""
    found: set[int] = set()
    for plan in (finding.plan for finding in findings if finding.status == ACCEPTED):
        if isinstance(plan, CompletionPlan) and (plan.stored is not None or plan.person.changes_stored):
            found.add(plan.person.somebody.id or 0)
        elif isinstance(plan, PersonPlan) and plan.changes_stored:
            found.add(plan.somebody.id or 0)
        elif isinstance(plan, EnrolmentPlan) and plan.person.changes_stored:
            found.add(plan.person.somebody.id or 0)
    return sorted(found - {0})


def touched_people(session: Session, rows: Iterable[Applied]) -> list[int]:
    """The people of whom an applied sheet changed something that was stored."""
    found, corrected = set[int](), set[int]()
    for row in rows:
        key = person_of(row).get("id")
        if isinstance(key, int):
            found.add(key)
        if "stored" in row.before:
            corrected.add(row.subject_id)
    owners = select(Participation.learner_id)
    found.update(key for (key,) in chunks.rows(session, owners, Participation.id, corrected))
    return sorted(found)


def versions(session: Session, people: Sequence[int]) -> Versions:
    """The versions of these people and of everything of theirs."""
    session.flush()
    tables = (
        (PEOPLE, select(Learner.id, Learner.version), Learner.id),
        (PARTICIPATIONS, select(Participation.id, Participation.version), Participation.learner_id),
        (PROOFS, select(Proof.id, Proof.version), Proof.learner_id),
    )
    return {
        name: {key: version for key, version in chunks.rows(session, statement, column, people)}  # noqa: C416
        for name, statement, column in tables
    }


def note(batch: ImportBatch, *, before: Versions, after: Versions) -> None:
    """Add to a batch what it, or its undo, did between two looks."""
    kept = {name: dict(found) for name, found in batch.touched.items()}
    for name in (PEOPLE, PARTICIPATIONS, PROOFS):
        counted = kept.setdefault(name, {})
        for key in before[name].keys() & after[name].keys():
            more = after[name][key] - before[name][key]
            if more:
                counted[str(key)] = counted.get(str(key), 0) + more
    # What the undo makes anew (proofs of an outcome that was replaced) starts with this batch.
    made = after[PROOFS].keys() - before[PROOFS].keys()
    kept[MADE] = {str(key): after[PROOFS][key] for key in sorted(made)}
    batch.touched = kept


def of_later(session: Session, batch_id: int) -> Touches:
    """What the sheets after this one did, as far as they were taken back."""
    sums: Versions = {name: {} for name in (PEOPLE, PARTICIPATIONS, PROOFS, MADE)}
    batches = []
    later = select(ImportBatch.id, ImportBatch.touched).where(
        ImportBatch.id > batch_id, ImportBatch.state == "undone"
    )
    for key, touched in session.execute(later):
        batches.append(key)
        for name, counted in touched.items():
            for subject, count in counted.items():
                sums[name][int(subject)] = sums[name].get(int(subject), 0) + count
    return Touches(sums[PEOPLE], sums[PARTICIPATIONS], sums[PROOFS], sums[MADE], batches)
