"""What a comparison came to: the differences as they are kept, and how many rows came to what. Pure."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from core.learners import vault
from core.reconciliation import differing, words
from core.reconciliation.differing import Difference
from core.reconciliation.held import Held, People
from core.reconciliation.listed import Listed
from core.reconciliation.matching import Matched, match
from core.reconciliation.words import Kind

EQUAL, ROWS, EXPECTED, OUTSIDE, PARTLY = "equal", "rows", "expected", "outside", "partly_read"


@dataclass(frozen=True, slots=True)
class Found:
    """One difference. `row` is its number in the sheet, None for a proof that is not in it."""

    kind: Kind
    signature: str = field(repr=False)
    cause: str = ""
    row: int | None = None
    other_row: int | None = None
    proof: Held | None = None
    learner_id: int | None = None
    reference: str = ""
    differences: Sequence[Difference] = ()


@dataclass(frozen=True, slots=True)
class Period:
    """Which registrations the list should hold; None on a side means no limit there."""

    first_on: date | None = None
    last_on: date | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """All differences in the order of the list, what is missing from it last; and the counts."""

    found: tuple[Found, ...]
    counts: Mapping[str, int]


def of(
    rows: Sequence[Listed],
    proofs: Sequence[Held],
    people: People,
    *,
    period: Period,
    is_limited: bool = False,
) -> Outcome:
    """Compare a list with what we hold.

    Who works on some campuses only (`is_limited`) hears of rows about his own people; the others are a number
    (`outside`), so that a list tells nobody who is known on another campus.
    """
    matched = match(rows, proofs, people)
    first_of = _first_of(rows)
    told = [*_of_pairs(matched, first_of), *_again(matched, first_of)]
    strangers = [_stranger(row, learner_id, first_of) for row, learner_id in matched.strangers]
    heard = [each for each in strangers if each.learner_id is not None or not is_limited]
    outside, told = len(strangers) - len(heard), [*told, *heard]
    absent = list(_absent(matched, proofs, period))
    kinds = Counter(found.kind.value for found in [*told, *absent])
    causes = Counter(found.cause for found in [*told, *absent] if found.kind in {Kind.UNKNOWN, Kind.DOUBLE})
    counts = {kind.value: kinds[kind] for kind in Kind}
    counts |= {
        name: causes[name] for name in (words.PERSON, words.PROOF, words.LISTED_TWICE, words.HELD_TWICE)
    }
    counts |= {
        ROWS: len(rows), EQUAL: len(rows) - len(told) - outside, OUTSIDE: outside,
        EXPECTED: sum(held.is_expected(period.first_on, period.last_on) for held in proofs),
        PARTLY: sum(row.is_partly_read for row in rows),
    }  # fmt: skip
    ordered = sorted(told, key=lambda found: found.row or 0)
    return Outcome((*ordered, *absent), counts)


def _first_of(rows: Iterable[Listed]) -> dict[str, int]:
    """The first row of each reference: a later one with the same is the same record twice."""
    found: dict[str, int] = {}
    for row in sorted(rows, key=lambda row: row.number):
        if row.reference_key:
            found.setdefault(row.reference_key, row.number)
    return found


def _of_pairs(matched: Matched, first_of: Mapping[str, int]) -> Iterable[Found]:
    """Rows that are a proof of ours: only those that say something else, or for the second time."""
    for row, held in matched.pairs:
        differences = differing.between(row, held)
        if row.problem is not None:
            yield _invalid(row, held)
        elif (first := first_of.get(row.reference_key, row.number)) != row.number:
            yield _double(row, held, first)
        elif held.status == "not_registered" and row.status != "cancelled":
            yield _found(Kind.TO_REGISTER, row, held, [_registration(row), *_others(differences)])
        elif differences:
            yield _found(Kind.DIFFERENT, row, held, differences)


def _registration(row: Listed) -> Difference:
    return Difference("registered_on", "", row.registered_on.isoformat() if row.registered_on else "")


def _others(differences: Iterable[Difference]) -> list[Difference]:
    return [each for each in differences if each.field != "registered_on" or each.note]


def _again(matched: Matched, first_of: Mapping[str, int]) -> Iterable[Found]:
    row_of = {held.proof_id: row.number for row, held in matched.pairs}
    for row, held in matched.again:
        other = row_of.get(held.proof_id, first_of.get(row.reference_key, row.number))
        yield _invalid(row, held) if row.problem else _double(row, held, other)


def _stranger(row: Listed, learner_id: int | None, first_of: Mapping[str, int]) -> Found:
    if row.problem is not None:
        return _invalid(row, None, learner_id)
    if (first := first_of.get(row.reference_key, row.number)) != row.number:
        return _double(row, None, first, learner_id)
    is_about_nobody = learner_id is None and bool(row.insz_index or (row.name_key and row.born_on))
    cause = words.PERSON if is_about_nobody else words.PROOF
    signature = _signed(Kind.UNKNOWN, *_who(row), row.title_key, row.kind, row.issued_on)
    return Found(
        Kind.UNKNOWN, signature, cause, row.number, learner_id=learner_id, reference=row.reference,
        differences=differing.told(row),
    )  # fmt: skip


def _absent(matched: Matched, proofs: Iterable[Held], period: Period) -> Iterable[Found]:
    """What should be in the list and is not; as a double when its like here is."""
    present = {held.proof_id for _, held in matched.pairs}
    twins = {_likeness(held): row.number for row, held in matched.pairs}
    for held in proofs:
        if held.proof_id in present or not held.is_expected(period.first_on, period.last_on):
            continue
        like = twins.get(_likeness(held))
        kind, cause = (Kind.MISSING, "") if like is None else (Kind.DOUBLE, words.HELD_TWICE)
        yield Found(
            kind,
            _signed(kind, cause, held.proof_id),
            cause,
            None,
            like,
            held,
            held.learner_id,
            held.reference,
        )


def _likeness(held: Held) -> tuple[object, ...]:
    return held.learner_id, held.kind, held.title_keys, held.issued_on


def _found(kind: Kind, row: Listed, held: Held, differences: Sequence[Difference]) -> Found:
    exact = sorted((each.field, each.ours, each.theirs) for each in differences)
    signature = _signed(kind, held.proof_id, row.insz_index, exact)
    return Found(kind, signature, "", row.number, None, held, held.learner_id, row.reference, differences)


def _double(row: Listed, held: Held | None, other: int, learner_id: int | None = None) -> Found:
    key = held.proof_id if held else 0
    signature = _signed(Kind.DOUBLE, key, *_who(row), row.title_key, row.issued_on)
    differences = differing.between(row, held) if held else differing.told(row)
    return Found(
        Kind.DOUBLE, signature, words.LISTED_TWICE, row.number, other, held,
        held.learner_id if held else learner_id, row.reference, differences,
    )  # fmt: skip


def _invalid(row: Listed, held: Held | None, learner_id: int | None = None) -> Found:
    problem = row.problem
    assert problem is not None
    where = Difference(problem.field, problem.column, problem.value)
    said = [each for each in differing.told(row) if each.field != problem.field]
    signature = _signed(Kind.INVALID, problem.cause, problem.field, problem.value, *_who(row), row.title_key)
    return Found(
        Kind.INVALID, signature, problem.cause, row.number, None, held,
        held.learner_id if held else learner_id, row.reference, [where, *said],
    )  # fmt: skip


def _who(row: Listed) -> tuple[object, ...]:
    return row.reference_key, row.number_key, row.insz_index, row.name_key, row.born_on


def _signed(*parts: object) -> str:
    """Which difference this is, keyed: names and birth dates cannot be guessed back from it."""
    return vault.blind(json.dumps(parts, ensure_ascii=True, default=str))
