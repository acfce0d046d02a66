"""Whether the time of a refused sign-in tells a known name from an unknown one."""

import statistics
import time

from core.access import login, passwords
from tests.bench import measuring

TRIES = measuring.chosen("TRIES", 150)


def run() -> list[dict[str, object]]:
    """Medians of both kinds of refusal, interleaved, and the chance to rank one above the other (0.5 tells nothing)."""
    known = login.Admission(0, 1, passwords.hashed("een lang en goed wachtwoord"))
    unknown = login.Admission(0, None, None)
    times: dict[str, list[float]] = {"known": [], "unknown": []}
    for _ in range(TRIES):
        for name, admission in (("known", known), ("unknown", unknown)):
            started = time.perf_counter()
            login.check(admission, "een ander wachtwoord")
            times[name].append((time.perf_counter() - started) * 1000)
    medians = {name: statistics.median(found) for name, found in times.items()}
    pairs = [(a > b) + 0.5 * (a == b) for a in times["known"] for b in times["unknown"]]
    return [
        {
            "name": "refused sign-in",
            "known_ms": round(medians["known"], 2),
            "unknown_ms": round(medians["unknown"], 2),
            "difference_ms": round(abs(medians["known"] - medians["unknown"]), 2),
            "auc": round(sum(pairs) / len(pairs), 3),
            "target": "<= 15 ms, AUC 0.45-0.55",
        }
    ]
