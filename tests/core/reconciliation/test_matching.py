"""Any list against any holdings: the rounds over dictionaries count what a search through all pairs counts."""

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from core.reconciliation import differing, outcome, spelling
from core.reconciliation.held import Held, People
from core.reconciliation.listed import Listed
from core.reconciliation.matching import match
from core.reconciliation.outcome import Period

DAYS = [date(2026, 11, 3), date(2026, 11, 4)]
BORN = [date(1990, 1, 1), date(1991, 2, 2)]
NAMES = ["Peeters, An", "Claes, Bo"]
KINDS = ["professional", "partial"]
TITLES = ["Bewijs Kok (BK-0001-1)", "Bewijs Bakker (BK-0002-1)"]
STATES = ["issued", "issued", "issued", "withdrawn", "to_issue"]
PERIOD = Period(date(2026, 11, 5), None)
Person = tuple[int, str, str, date]


@st.composite
def holdings(draw: st.DrawFn) -> tuple[list[Held], People]:
    """A few people, some of them namesakes, with a few proofs each."""
    people: list[Person] = [
        (key, draw(st.sampled_from([f"index-{key}", ""])), draw(st.sampled_from(NAMES)), draw(st.sampled_from(BORN)))
        for key in range(1, draw(st.integers(1, 2)) + 1)
    ]  # fmt: skip
    proofs = []
    for key in range(1, draw(st.sampled_from([0, 1, 4, 6, 8])) + 1):
        person, insz, name, born_on = draw(st.sampled_from(people))
        state, kind = draw(st.sampled_from(STATES)), draw(st.sampled_from(KINDS))
        is_issued = state != "to_issue"
        proofs.append(
            Held(
                proof_id=key, learner_id=person, campus_id=1, reference=draw(st.sampled_from(["", f"R-{key}"])),
                numbers=draw(st.sampled_from([(), (f"H-{key}",), ("H-0",)])), insz_index=insz, insz_tail="12", name=name,
                born_on=born_on, kind=kind, title=draw(st.sampled_from(TITLES)), state=state, completed_on=date(2026, 11, 1),
                issued_on=draw(st.sampled_from(DAYS)) if is_issued else None, entered_on=None,
                registered_on=draw(st.sampled_from([None, date(2026, 11, 4), date(2026, 11, 6)])) if is_issued else None,
                cancelled_on=None,
            )
        )  # fmt: skip
    return proofs, known(people)


def known(people: Sequence[Person]) -> People:
    by_name: dict[tuple[str, date], tuple[int, ...]] = {}
    for key, _, name, born_on in people:
        named = (spelling.name(name), born_on)
        by_name[named] = (*by_name.get(named, ()), key)
    return People({insz: key for key, insz, *_ in people if insz}, by_name)


def seldom(values: Sequence[str]) -> st.SearchStrategy[str]:
    """Mostly nothing, so that the rounds over people have work."""
    return st.sampled_from([""] * 3 * len(values) + list(values))


def lists() -> st.SearchStrategy[list[Listed]]:
    kinds, titles = st.sampled_from([*KINDS, *KINDS, ""]), st.sampled_from([*TITLES, *TITLES, ""])

    def row(
        values: tuple[str, str, str, str, date | None, str, str, date | None, date | None, str],
    ) -> Listed:
        reference, number, insz, name, born_on, kind, title, issued_on, registered_on, status = values
        keys = spelling.titles(title)
        return Listed(
            number=0, reference=reference, proof_number=number, insz_index=insz, insz_tail="34" if insz else "", name=name,
            born_on=born_on, kind=kind, title=title, title_key=keys[0] if keys else "",
            issued_on=issued_on, registered_on=registered_on, status=status,
        )  # fmt: skip

    one = st.tuples(
        seldom([f"R-{key}" for key in range(1, 9)]), seldom(["H-0", *(f"H-{key}" for key in range(1, 9))]),
        st.sampled_from(["index-1", "index-2", "index-1", "index-3", ""]), st.sampled_from(NAMES),
        st.sampled_from([None, *BORN]), kinds,
        titles, st.sampled_from([*DAYS, *DAYS, None]),
        st.sampled_from([None, date(2026, 10, 30), date(2026, 11, 6)]), st.sampled_from(["", "valid", "cancelled"]),
    ).map(row)  # fmt: skip
    return st.lists(one, max_size=9).map(
        lambda rows: [_numbered(row, at) for at, row in enumerate(rows, start=2)]
    )


def _numbered(row: Listed, at: int) -> Listed:
    object.__setattr__(row, "number", at)
    return Listed(
        **{name: getattr(row, name) for name in Listed.__slots__ if name not in {"reference_key", "number_key", "name_key"}}
    )  # fmt: skip


def brute(rows: list[Listed], proofs: list[Held], people: People) -> tuple[dict[int, int], dict[str, int]]:
    """The row of each proof, and the same counts, by looking at every pair, in the order the rounds are defined in, without an index."""
    order = sorted(proofs, key=lambda held: ({"valid": 0, "not_registered": 1, "to_issue": 3}.get(held.status, 2), held.proof_id))  # fmt: skip
    row_of: dict[int, Listed] = {}
    again: dict[int, Held] = {}
    left = list(rows)

    def attempt(row: Listed, fitting: list[Held], is_sure: bool) -> bool:
        for held in fitting:
            if held.proof_id not in row_of:
                row_of[held.proof_id] = row
                return True
        if fitting and is_sure:
            again[row.number] = fitting[0]
            return True
        return False

    for same in (
        lambda row, held: bool(row.reference) and row.reference == held.reference,
        lambda row, held: bool(row.proof_number) and row.proof_number in held.numbers,
    ):
        left = [row for row in left if not attempt(row, [held for held in order if same(row, held)], True)]
    agreements = ["TKD", "TD", "TK", "KD", "T", "D", "K", ""]
    for by_number in (True, False):
        for wanted in agreements:
            still = []
            for row in left:
                said = (
                    ("T" if row.title_key else "")
                    + ("K" if row.kind else "")
                    + ("D" if row.issued_on else "")
                )
                whose = owner(row, people, by_number)
                fitting = [held for held in order if held.learner_id in whose and agree(row, held, wanted)]
                fitting.sort(key=lambda held: whose.index(held.learner_id))
                clash = any(
                    row.insz_index and held.insz_index and row.insz_index != held.insz_index
                    for held in fitting
                )
                takes_part = set(wanted) <= set(said) and (wanted not in {"K", ""} or wanted == said)
                if not takes_part or not attempt(row, fitting, set(wanted) == set(said) and not clash):
                    still.append(row)
            left = still
    pairs = {key: row.number for key, row in row_of.items()}
    return pairs, tallied(rows, proofs, row_of, again, left, people)


def owner(row: Listed, people: People, by_number: bool) -> list[int]:
    numbered = [key for insz, key in people.by_number.items() if row.insz_index and insz == row.insz_index]
    if by_number or numbered:
        return numbered if by_number else []
    return [
        key for (name, born_on), keys in people.by_name.items() for key in keys
        if row.born_on == born_on and row.name_key == name
    ]  # fmt: skip


def agree(row: Listed, held: Held, wanted: str) -> bool:
    return (
        ("T" not in wanted or row.title == held.title)
        and ("K" not in wanted or row.kind == held.kind)
        and ("D" not in wanted or row.issued_on == held.issued_on)
    )


def tallied(
    rows: list[Listed], proofs: list[Held], row_of: dict[int, Listed], again: dict[int, Held], left: list[Listed],
    people: People,
) -> dict[str, int]:  # fmt: skip
    counts = dict.fromkeys(
        ("missing", "unknown", "double", "different", "to_register", "invalid", "equal", "person", "proof"), 0
    )

    def is_second(row: Listed) -> bool:
        return any(
            row.reference and other.reference == row.reference and other.number < row.number for other in rows
        )

    for held in proofs:
        row = row_of.get(held.proof_id)
        if row is None:
            expected = (
                held.status == "valid"
                and held.registered_on is not None
                and held.registered_on >= date(2026, 11, 5)
            )
            like = [o for o in proofs if o.proof_id in row_of and (o.learner_id, o.kind, o.title, o.issued_on) == (held.learner_id, held.kind, held.title, held.issued_on)]  # fmt: skip
            counts["double" if like else "missing"] += int(expected)
        elif is_second(row):
            counts["double"] += 1
        elif held.state == "issued" and held.registered_on is None and row.status != "cancelled":
            counts["to_register"] += 1
        else:
            counts["different" if differing.between(row, held) else "equal"] += 1
    counts["double"] += len(again)
    for row in left:
        if is_second(row):
            counts["double"] += 1
            continue
        counts["unknown"] += 1
        is_known = bool(owner(row, people, True) or owner(row, people, False))
        names_somebody = bool(row.insz_index or (row.name_key and row.born_on))
        counts["person" if names_somebody and not is_known else "proof"] += 1
    return counts


@pytest.mark.slow
@pytest.mark.no_cover
@settings(max_examples=600, deadline=None)
@drawn(holdings(), lists())
def test_pairs_and_counts_are_those_of_a_search_through_all_pairs(
    found: tuple[list[Held], People], rows: list[Listed]
) -> None:
    proofs, people = found
    counts = outcome.of(rows, list(proofs), people, period=PERIOD).counts
    pairs, wanted = brute(rows, list(proofs), people)
    assert {held.proof_id: row.number for row, held in match(rows, proofs, people).pairs} == pairs
    assert {name: counts[name] for name in wanted} == wanted
    by_row = ("unknown", "different", "to_register", "invalid", "equal", "listed_twice")
    assert sum(counts[name] for name in by_row) == counts["rows"] == len(rows)


@pytest.mark.slow
@pytest.mark.no_cover
@settings(max_examples=200, deadline=None)
@drawn(holdings(), lists(), st.randoms(use_true_random=False))
def test_no_row_and_no_proof_is_counted_twice(
    found: tuple[list[Held], People], rows: list[Listed], random: object
) -> None:
    proofs, people = found
    told = outcome.of(rows, list(proofs), people, period=PERIOD).found
    numbers = [each.row for each in told if each.row is not None]
    assert len(numbers) == len(set(numbers))
    absent = [each.proof.proof_id for each in told if each.row is None and each.proof is not None]
    assert len(absent) == len(set(absent))
