"""Proofs per second with embedded fonts and a QR code: one file each, and merged into one file."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from statistics import median
from time import perf_counter

from core.documents import merged, proof
from core.documents.content import ProofContent
from tests.bench.measuring import chosen
from tests.core.documents import contents

ROUNDS, SINGLE, MERGED = chosen("ROUNDS", 5), chosen("PAPERS", 40), 5 * chosen("PAPERS", 40)


def batch(content: ProofContent, count: int) -> list[ProofContent]:
    """Different numbers, names and codes, as in life."""
    names = contents.STRANGE_NAMES
    return [
        replace(
            content,
            number=f"2026-{index:06}",
            last_name=names[index % len(names)][0],
            first_name=names[index % len(names)][1],
            verify_url=f"https://termijnwacht.example/verify/{index:020}",
            verify_code=f"{index:020}",
        )
        for index in range(count)
    ]


def per_second(work: Callable[[], object], count: int) -> float:
    """The median of some rounds, after one that warms up."""
    work()
    rounds = []
    for _ in range(ROUNDS):
        started = perf_counter()
        work()
        rounds.append(count / (perf_counter() - started))
    return median(rounds)


def one_by_one(contents: list[ProofContent]) -> list[bytes]:
    """A file each."""
    return [proof.render(content) for content in contents]


def run() -> list[dict[str, object]]:
    """One row per kind of proof: documents per second and bytes per document."""
    rows: list[dict[str, object]] = []
    for name, content in (
        ("professional", contents.ORDINARY),
        ("competences (5)", contents.COMPETENCES),
        ("with a logo", contents.WITH_LOGO),
    ):
        singles, many = batch(content, SINGLE), batch(content, MERGED)
        single = per_second(partial(one_by_one, singles), SINGLE)
        together = per_second(partial(merged.render_merged, many), MERGED)
        rows.append(
            {
                "document": name,
                "single/s": round(single),
                "merged/s": round(together),
                "single bytes": len(proof.render(content)),
                "merged bytes": round(len(merged.render_merged(many)) / MERGED),
            }
        )
    return rows


if __name__ == "__main__":
    for row in run():
        print(row)
