"""Medians of things that run in turn, so that a busy moment of the machine falls on all of them alike."""

import os
from collections.abc import Callable, Mapping
from statistics import median
from time import perf_counter
from typing import TypedDict


class Promise(TypedDict, total=False):
    """What was promised of a figure: its most, its most against the floor, and the words for both."""

    most: float
    most_ratio: float
    target: str


def chosen(name: str, ordinary: int) -> int:
    """How many of something: what the environment variable of that name says, or what is measured ordinarily.

    A bench over a handful of rows says nothing about speed, but that it still runs (tests/bench/test_benches.py).
    """
    return int(os.environ.get(name, str(ordinary)))


def interleaved(things: Mapping[str, Callable[[], object]], *, rounds: int = 21) -> dict[str, float]:
    """The median of each in milliseconds, after one round that warms up."""
    spent: dict[str, list[float]] = {name: [] for name in things}
    for at in range(chosen("ROUNDS", rounds) + 1):
        for name, thing in things.items():
            started = perf_counter()
            thing()
            if at:
                spent[name].append((perf_counter() - started) * 1000)
    return {name: median(times) for name, times in spent.items()}


def row(
    name: str, *, size: int, database: str, found: float, floor: float | None = None, target: str = "",
    most: float | None = None, most_ratio: float | None = None, unit: str = "ms", is_promised: bool = True,
) -> dict[str, object]:  # fmt: skip
    """One line of the table; `ok` is empty where nothing was promised (most promises are about SQLite only)."""
    if not is_promised:
        target, most, most_ratio = "", None, None
    ratio = None if not floor else found / floor
    kept = [found <= most] if most is not None else []
    kept += [ratio <= most_ratio] if most_ratio is not None and ratio is not None else []
    return {
        "name": name,
        "size": f"{size:,}",
        "database": database,
        "median": f"{found:.2f} {unit}" if found < 100 else f"{found:,.0f} {unit}",
        "floor": "" if floor is None else f"{floor:.2f}",
        "ratio": "" if ratio is None else f"{ratio:.2f}",
        "target": target,
        "ok": "" if not kept else "yes" if all(kept) else "NO",
    }


def percentile(times: list[float], share: float) -> float:
    """The value below which that share of the times lies."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
