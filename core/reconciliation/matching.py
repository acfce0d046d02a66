"""Which row of the list is which proof of ours. Pure: no database, no clock.

In rounds, the surest first: reference, number, then the person (by national number, else by name and birth date) with
what the row says of kind, title and day of issue, ever less of it. A proof is taken once. A row that agrees
in all it says with a proof that is taken is that proof a second time; one that agrees in part takes only what is free.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from core.reconciliation import spelling
from core.reconciliation.held import Held, People
from core.reconciliation.listed import Listed

# What a row must say, and agree on, in each round over people; the first that fits counts.
ROUNDS: tuple[frozenset[str], ...] = tuple(
    frozenset(fields)
    for fields in (
        ("title", "kind", "issued_on"), ("title", "issued_on"), ("title", "kind"), ("kind", "issued_on"), ("title",),
        ("issued_on",), ("kind",), (),
    )
)  # fmt: skip
# Agreeing on the kind alone, or on nothing, says too little when the row says more.
ONLY_WHEN_ALL = frozenset({frozenset({"kind"}), frozenset()})
AGREES: Mapping[str, Callable[[Listed, Held], bool]] = {
    "title": lambda row, held: row.title_key in held.title_keys,
    "kind": lambda row, held: row.kind == held.kind,
    "issued_on": lambda row, held: row.issued_on == held.issued_on,
}


@dataclass(slots=True)
class Matched:
    """The rows that are a proof of ours, those that are one a second time, and those that are none."""

    pairs: list[tuple[Listed, Held]] = field(default_factory=list)
    again: list[tuple[Listed, Held]] = field(default_factory=list)
    strangers: list[tuple[Listed, int | None]] = field(default_factory=list)


def given(row: Listed) -> frozenset[str]:
    """What a row says besides whom it is about."""
    said = {"title": row.title_key, "kind": row.kind, "issued_on": row.issued_on}
    return frozenset(name for name, value in said.items() if value)


def match(rows: Sequence[Listed], proofs: Iterable[Held], people: People) -> Matched:
    """Every row under exactly one of the three; rows that could be read go before those that could not."""
    return _Matching(list(proofs), people).run(
        sorted(rows, key=lambda row: (row.problem is not None, row.number))
    )


def _rank(held: Held) -> tuple[int, int]:
    order = {"valid": 0, "not_registered": 1, "cancelled": 2, "withdrawn": 2, "to_issue": 3}
    return order[held.status], held.proof_id


class _Matching:
    """The state of one matching: what is taken, and what is still open."""

    def __init__(self, proofs: list[Held], people: People) -> None:
        proofs.sort(key=_rank)
        self.people = people
        self.taken: dict[int, int] = {}
        self.found = Matched()
        self.by_reference: dict[str, list[Held]] = {}
        self.by_number: dict[str, list[Held]] = {}
        self.by_learner: dict[int, list[Held]] = {}
        for held in proofs:
            self.by_learner.setdefault(held.learner_id, []).append(held)
            if held.reference:
                self.by_reference.setdefault(spelling.reference(held.reference), []).append(held)
            for number in {spelling.reference(number) for number in held.numbers}:
                self.by_number.setdefault(number, []).append(held)

    def run(self, rows: list[Listed]) -> Matched:
        """All rounds, each over what the rounds before left open."""
        rows = self._round(rows, lambda row: self.by_reference.get(row.reference_key, ()))
        rows = self._round(rows, lambda row: self.by_number.get(row.number_key, ()))
        for learners in (self._by_insz, self._by_name):
            for wanted in ROUNDS:
                rows = self._person_round(rows, learners, wanted)
        self.found.strangers = [(row, next(iter(self._known(row)), None)) for row in rows]
        return self.found

    def _round(self, rows: list[Listed], candidates: Callable[[Listed], Sequence[Held]]) -> list[Listed]:
        return [row for row in rows if not self._settle(row, candidates(row), is_sure=True)]

    def _person_round(
        self, rows: list[Listed], learners: Callable[[Listed], Sequence[int]], wanted: frozenset[str]
    ) -> list[Listed]:
        left = []
        for row in rows:
            said = given(row)
            if not wanted <= said or (wanted in ONLY_WHEN_ALL and wanted != said):
                left.append(row)
                continue
            ours = [held for key in learners(row) for held in self.by_learner.get(key, ())]
            fitting = [held for held in ours if all(AGREES[name](row, held) for name in wanted)]
            is_sure = wanted == said and not any(_is_somebody_else(row, held) for held in fitting)
            if not self._settle(row, fitting, is_sure=is_sure):
                left.append(row)
        return left

    def _settle(self, row: Listed, candidates: Sequence[Held], *, is_sure: bool) -> bool:
        """Take the first free candidate; when all are taken, a row that is sure of itself is one of them again."""
        free = next((held for held in candidates if held.proof_id not in self.taken), None)
        if free is not None:
            self.taken[free.proof_id] = row.number
            self.found.pairs.append((row, free))
        elif candidates and is_sure:
            self.found.again.append((row, candidates[0]))
        return bool(candidates) and (free is not None or is_sure)

    def _by_insz(self, row: Listed) -> Sequence[int]:
        key = self.people.by_number.get(row.insz_index) if row.insz_index else None
        return (key,) if key is not None else ()

    def _by_name(self, row: Listed) -> Sequence[int]:
        if row.born_on is None or not row.name_key or self._by_insz(row):
            return ()
        return self.people.by_name.get((row.name_key, row.born_on), ())

    def _known(self, row: Listed) -> Sequence[int]:
        return self._by_insz(row) or self._by_name(row)


def _is_somebody_else(row: Listed, held: Held) -> bool:
    """The same name and birth date under another national number: alike, but never the same for sure."""
    return bool(row.insz_index and held.insz_index and row.insz_index != held.insz_index)
