"""A provider of ten thousand or a million proofs, for measuring: fixed seed, invented names, the real schema.

The due dates come from the rules themselves; papers carry a few bytes instead of a PDF. `databases.py` writes them.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product, repeat

import numpy as np
from sqlalchemy import Table
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from core.learners.names import search_name
from core.rules import vectorised
from tests.bench.measuring import chosen

SEED, TODAY, SMALL = 20261121, date(2026, 11, 21), 10_000
LARGE = chosen("PROOFS", 1_000_000)
OPEN_SHARE, PROOFS_EACH = 0.069, 5
KINDS = {"professional": 0.8, "partial": 0.15, "competences": 0.05}
CAMPUSES = ("Gent", "Aalst", "Kortrijk")
TRAJECTORIES = 12
ONSETS = (
    "Bral",
    "Deck",
    "Gors",
    "Halm",
    "Kest",
    "Lind",
    "Mort",
    "Nijst",
    "Pauw",
    "Rijk",
    "Stev",
    "Tong",
    "Velt",
    "Wint",
    "Zand",
    "Ørn",
)
MIDDLES = ("e", "a", "en", "el", "ing", "or", "um", "ers")
ENDINGS = ("mans", "broek", "daele", "hout", "kens", "laer", "sele", "voort")
FIRSTS = (
    "Aya",
    "Bart",
    "Cleo",
    "Dries",
    "Elif",
    "Fien",
    "Giel",
    "Hanne",
    "Ilias",
    "Jef",
    "Karo",
    "Lars",
    "Mila",
    "Noor",
    "Oona",
    "Piet",
    "Quinten",
    "Roos",
    "Sïen",
    "Tuur",
    "Una",
    "Vik",
    "Wout",
    "Yara",
    "Zoë",
)
# The surname a search looks for: one in 1024, so about 200 of 200 thousand people.
WANTED = "mortelsele"

Row = Sequence[object]
Rows = Iterable[Row]


@dataclass(frozen=True, slots=True)
class Proofs:
    """The facts of all proofs, column by column; ids count from 1."""

    learner: np.ndarray
    trajectory: np.ndarray
    campus: np.ndarray
    completed_on: np.ndarray
    due_on: np.ndarray
    target_on: np.ndarray
    rolled_on: np.ndarray
    registered_on: np.ndarray
    is_open: np.ndarray
    is_issued: np.ndarray
    is_held: np.ndarray
    is_delivered: np.ndarray
    has_paper: np.ndarray
    kind: np.ndarray


def made(size: int) -> Proofs:
    """The same proofs for the same size, always."""
    dice = np.random.default_rng(SEED)
    people = size // PROOFS_EACH
    number = np.arange(size)
    is_open = np.zeros(size, bool)
    is_open[dice.choice(size, round(size * OPEN_SHARE), replace=False)] = True
    today = np.datetime64(TODAY, "D")
    age = np.where(is_open, dice.integers(0, 100, size), dice.integers(65, 6 * 365, size))
    completed_on = today - age.astype("timedelta64[D]")
    terms = vectorised.evaluate_many("led_registration", {"completed_on": completed_on})
    taken = np.minimum(dice.integers(5, 72, size), age).astype("timedelta64[D]")
    is_issued = ~is_open | (dice.random(size) < 0.6)
    # Handed over: nearly all of the past, half of what is still open.
    is_delivered = is_issued & (dice.random(size) < np.where(is_open, 0.5, 0.99))
    return Proofs(
        number % people + 1,
        (number % people + number // people) % TRAJECTORIES + 1,
        (number % people) % len(CAMPUSES) + 1,
        completed_on, terms.due_on, terms.target_on, terms.rolled_on, completed_on + taken,
        is_open, is_issued, is_open & (dice.random(size) < 0.08),
        is_delivered, is_issued & (is_open | (dice.random(size) < 0.1)),
        dice.choice(list(KINDS), size, p=list(KINDS.values())),
    )  # fmt: skip


def tables(size: int) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Per table its columns: an iterable each, or one value for all rows; what is left out takes its default."""
    yield (
        "organisation",
        {"id": [1], "name": "Meetcentrum De Schaal", "set_up_at": "2026-01-01 00:00:00.000000"},
    )
    yield "campus", {"id": range(1, 4), "name": CAMPUSES, "city": CAMPUSES}
    yield "qualification", {"id": [1], "code": "BK-9999-1", "title": "Meter"}
    yield (
        "trajectory",
        {
            "id": range(1, TRAJECTORIES + 1),
            "code": [f"M-{n:03}" for n in range(1, TRAJECTORIES + 1)],
            "name": [f"Opleiding tot meter van graad {n}" for n in range(1, TRAJECTORIES + 1)],
            "kind": "training", "level": "professional", "qualification_id": 1, "recognised_on": "2019-09-01",
        },
    )  # fmt: skip
    yield "learner", learners(size // PROOFS_EACH)
    facts = made(size)
    ids = range(1, size + 1)
    shared = {
        "id": ids, "learner_id": facts.learner.tolist(), "campus_id": facts.campus.tolist(),
        "trajectory_id": facts.trajectory.tolist(),
    }  # fmt: skip
    completed: list[str] = facts.completed_on.astype(str).tolist()
    yield (
        "participation",
        shared | {"completed_on": completed, "outcome": "whole"},
    )
    yield "document", _documents(facts)
    registered = _texts(facts.registered_on, facts.is_open)
    yield "proof", shared | _proofs(facts, completed, registered)
    late = facts.registered_on > facts.due_on
    yield (
        "deadline",
        shared
        | {
            "subject_kind": "proof", "subject_id": ids, "rule_id": "led_registration",
            "rule_version_on": "2019-09-01", "starts_on": completed, "due_on": _texts(facts.due_on),
            "target_on": _texts(facts.target_on), "rolled_on": _texts(facts.rolled_on), "met_on": registered,
            "state": np.where(facts.is_open, "open", np.where(late, "met_late", "met")).tolist(),
            "hold": np.where(facts.is_held, "waiting_for_insz", "").tolist(), "kind": facts.kind.tolist(),
            "stage": np.where(facts.is_delivered, "delivered", np.where(facts.is_issued, "issued", "to_issue")).tolist(),
        },
    )  # fmt: skip


def learners(people: int) -> dict[str, object]:
    """That many invented people."""
    surnames = ["".join(parts) for parts in product(ONSETS, MIDDLES, ENDINGS)]
    dice = np.random.default_rng(SEED + 1)
    lasts = [surnames[at] for at in dice.integers(0, len(surnames), people)]
    firsts = [FIRSTS[at] for at in dice.integers(0, len(FIRSTS), people)]
    born = np.datetime64("1960-01-01") + dice.integers(0, 16_000, people).astype("timedelta64[D]")
    return {
        "id": range(1, people + 1),
        "last_name": lasts,
        "first_name": firsts,
        "search_name": list(map(search_name, lasts, firsts)),
        "born_on": _texts(born),
        "insz_tail": "00",
        "city": "Gent",
    }


def _proofs(facts: Proofs, completed: list[str], registered: list[str | None]) -> dict[str, object]:
    ids = range(1, len(completed) + 1)
    title = "Bewijs van beroepskwalificatie meter"
    paper = [n if has else None for n, has in zip(ids, facts.has_paper.tolist(), strict=True)]
    history = facts.is_issued & ~facts.has_paper
    return {
        "participation_id": ids,
        "kind": facts.kind.tolist(),
        "codes": json.dumps(["BK-9999-1"]),
        "title": title,
        "state": np.where(facts.is_issued, "issued", "to_issue").tolist(),
        "hold": np.where(facts.is_held, "waiting_for_insz", "").tolist(),
        "document_id": paper,
        "issued_on": [
            day if issued else None for day, issued in zip(completed, facts.is_issued, strict=True)
        ],
        "delivered_on": [
            day if delivered else None for day, delivered in zip(completed, facts.is_delivered, strict=True)
        ],
        "external_number": [f"H-{n}" if old else "" for n, old in zip(ids, history.tolist(), strict=True)],
        "registered_on": registered,
    }


def _documents(facts: Proofs) -> dict[str, object]:
    ids = (np.flatnonzero(facts.has_paper) + 1).tolist()
    picked = facts.has_paper
    pdf = b"%PDF-1.4 left out of this data set"
    return {
        "id": ids, "kind": "proof", "year": 2026, "sequence": ids, "number": [f"M-{n:07}" for n in ids],
        "subject_kind": "proof", "subject_id": ids, "learner_id": facts.learner[picked].tolist(),
        "campus_id": facts.campus[picked].tolist(), "issued_on": _texts(facts.completed_on[picked]),
        "issued_at": "2026-01-01 00:00:00.000000", "issued_by": "meter", "template_version": "1",
        "verify_code": [f"{n:020}" for n in ids], "content": json.dumps({"title": "meter"}), "pdf": pdf,
        "sha256": hashlib.sha256(pdf).hexdigest(),
    }  # fmt: skip


def _texts(days: np.ndarray, without: np.ndarray | None = None) -> list[str | None]:
    found: list[str | None] = days.astype(str).tolist()
    if without is None:
        return found
    return [None if skip else day for day, skip in zip(found, without.tolist(), strict=True)]


def rows(table: Table, given: Mapping[str, object]) -> tuple[list[str], Rows]:
    """The full rows of a table: what is given, and the model's defaults for the rest."""
    columns = []
    for column in table.columns:
        default = column.default.arg if isinstance(column.default, ScalarElementColumnDefault) else None
        value = given.get(column.name, default)
        columns.append(value if isinstance(value, list | tuple | range) else repeat(value))
    return [column.name for column in table.columns], zip(*columns, strict=False)
