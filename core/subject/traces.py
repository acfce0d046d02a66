"""Where a person is named inside JSON: rows of sheets that were read in, and steps that can be taken back.

Neither has an index for it, so each is walked once, for as many people as are asked at a time.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Text, cast, or_, select
from sqlalchemy.orm import Session

from db.models import ImportRow, UndoStep

FEW = 20
AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class People:
    """Whose traces are looked for: the keys of people, of their participations, proofs and enrolments."""

    learners: frozenset[int]
    participations: frozenset[int] = frozenset()
    proofs: frozenset[int] = frozenset()
    enrolments: frozenset[int] = frozenset()

    def holds(self, kind: str, key: int | None) -> bool:
        """Whether that is one of these people, or one of their participations or enrolments."""
        kinds = {"learner": self.learners, "participation": self.participations, "enrolment": self.enrolments}
        return key in kinds.get(kind, frozenset())


def import_rows(session: Session, people: People) -> list[tuple[int, int]]:
    """The keys (batch, row) of every row of a sheet that made, completed or changed one of these people."""
    columns = (
        ImportRow.batch_id,
        ImportRow.row,
        ImportRow.subject_kind,
        ImportRow.subject_id,
        ImportRow.before,
    )
    statement = select(*columns).execution_options(yield_per=AT_ONCE)
    if len(people.learners | people.participations | people.enrolments) <= FEW:
        statement = statement.where(_may_name(people))
    else:
        statement = statement.where(
            or_(ImportRow.subject_id.is_not(None), cast(ImportRow.before, Text) != "{}")
        )
    return [
        (batch, row)
        for batch, row, kind, key, before in session.execute(statement)
        if people.holds(kind, key) or _person_in(before) & people.learners
    ]


def _may_name(people: People):  # type: ignore[no-untyped-def]
    """Every row that may name one of few people, and some that do not: what is found is looked at again."""
    text = cast(ImportRow.before, Text)
    named = [text.like(f"%: {key}%") for key in sorted(people.learners)]
    return or_(ImportRow.subject_id.in_(people.learners | people.participations | people.enrolments), *named)


def _person_in(before: Mapping[str, object]) -> set[int]:
    person = before.get("person")
    found = person if isinstance(person, dict) else {}
    return {key for name in ("id", "created") if isinstance(key := found.get(name), int)}


def undo_steps(session: Session, people: People) -> Iterator[UndoStep]:
    """The steps that can take back an act with one of these people's proofs."""
    if not people.proofs:
        return
    for step in session.scalars(select(UndoStep).execution_options(yield_per=AT_ONCE)):
        if people.proofs & proofs_in(step.payload):
            yield step


def proofs_in(payload: Mapping[str, object]) -> set[int]:
    """The proofs that a step can take back."""
    items = payload.get("items")
    keys = (
        [item.get("proof_id") for item in items if isinstance(item, dict)] if isinstance(items, list) else []
    )
    return {key for key in keys if isinstance(key, int)}


def without(payload: Mapping[str, object], proofs: Collection[int]) -> dict[str, object]:
    """A step that no longer knows these proofs."""
    items = payload.get("items")
    kept = [item for item in items if item.get("proof_id") not in proofs] if isinstance(items, list) else []
    return {**payload, "items": kept}
