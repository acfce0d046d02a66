"""Worked examples that nobody wrote by hand: every rule of educational leave, in the form of the case files, at the edges.

The answers are worked out here from the words of the source and of the README of the examples, with dateutil and plain
integers; the files go through the same reader as those of a jurist.
"""

import itertools
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml

from core.rules import cases
from tests.core.certificates import year_oracle
from tests.core.certificates.year_oracle import School
from tests.core.rules import oracle

Facts = dict[str, Any]
Example = tuple[str, Facts, Facts]
DAY = timedelta(days=1)
BEV, FLEMISH_END, VOV = date(1985, 9, 1), date(2023, 12, 31), date(2019, 9, 1)
NO_RULE, INVALID = {"error": "no_rule_in_force"}, {"error": "invalid"}
# The first and last day of months, school years and quarters, leap days, the holidays and the days around them, and the
# edges of the regimes.
EDGES = tuple(
    sorted(
        {date(year, month, day) for year in (2024, 2025, 2026, 2028, 2031) for month, day in (
            (1, 1), (1, 31), (3, 31), (4, 1), (6, 30), (7, 1), (8, 31), (9, 1), (10, 31), (11, 30), (12, 24), (12, 31),
        )}
        | {date(2024, 2, 28), date(2024, 2, 29), date(2024, 3, 1), date(2025, 2, 28), date(2028, 2, 29)}
        | {day + around * DAY for day in oracle.ten_holidays(2026) for around in (-21, -20, -9, -8, -1, 0, 1)}
        | {BEV - DAY, BEV, BEV + DAY, VOV - DAY, VOV, FLEMISH_END, FLEMISH_END + DAY, date(2023, 12, 11)}
    )
)  # fmt: skip


def counted(due_on: date) -> Facts:
    return {
        "due_on": due_on,
        "target_on": oracle.nearest(due_on, step=-1),
        "rolled_on": oracle.nearest(due_on, step=1),
    }


def in_force(regime: str, starts_on: date) -> bool:
    """By the day the term starts from: Flanders phased it out at the end of 2023."""
    return starts_on >= BEV and (regime == "bev_brussels" or starts_on <= FLEMISH_END)


def terms() -> Iterator[Example]:
    for regime, day in itertools.product(("bev_brussels", "bev_flanders"), EDGES):
        for ends, rule in (
            ("period_ends_on", "bev_assiduity_certificate"),
            ("first_session_ends_on", "bev_second_session_notice"),
        ):
            wanted = counted(day + 8 * DAY) if in_force(regime, day) else NO_RULE
            yield rule, {"regime": regime, ends: day}, wanted
        for later in (-400, -1, 0, 1, 12, 13, 200):
            enrolled_on = day + later * DAY
            from_on, days = (enrolled_on, 8) if later > 0 else (day, 20)
            wanted = counted(from_on + days * DAY) if in_force(regime, from_on) else NO_RULE
            yield (
                "bev_enrolment_certificate",
                {"enrolled_on": enrolled_on, "regime": regime, "starts_on": day},
                wanted,
            )
    for day, later in itertools.product(EDGES, (-30, 0, 45)):
        enrolled_on = day + later * DAY
        wanted = counted(enrolled_on + 8 * DAY) if day >= VOV else NO_RULE
        yield "vov_enrolment_attest", {"starts_on": day, "enrolled_on": enrolled_on}, wanted
    for day in EDGES:
        wanted = {"due_on": date(day.year + (day.month >= 9), 12, 31)} if day >= BEV else NO_RULE
        yield "bev_employer_claim", {"ends_on": day}, wanted


def periods() -> Iterator[Example]:
    """From a single day to more than two school years, from every edge."""
    lengths = (0, 1, 27, 58, 89, 90, 91, 92, 121, 181, 211, 290, 303, 304, 364, 365, 366, 480, 800)
    for (number, day), organisation in itertools.product(enumerate(EDGES), ("school_year", "modular")):
        for length in lengths[number % 3 :: 3]:
            ends_on = day + length * DAY
            found = year_oracle.periods(School(1, organisation, day, ends_on))
            listed = [[first, last, last + 8 * DAY] for first, last in found]
            facts = {"organisation": organisation, "starts_on": day, "ends_on": ends_on}
            yield "assiduity_periods", facts, {"periods": listed} if day >= BEV else NO_RULE
        yield (
            "assiduity_periods",
            {"ends_on": day - DAY, "organisation": organisation, "starts_on": day},
            INVALID,
        )


def hours() -> Iterator[Example]:
    random = Random(4)
    for unit, is_mentor in itertools.product((50, 60), (True, False)):
        least = 32 * unit
        for planned, freed, missed in (
            (least, 0, 0), (least - 1, 0, 0), (least + 1, 1, 0), (least + 1, 2, 0), (least, 1, 0), (least, 0, 1), (0, 0, 0),
            (least, least, 0), (least, least - 1, 1), (least, least - 1, 2), (least, 0, least), (least, 0, least + 1),
            (9000, 9001, 0), *(tuple(random.randrange(0, most) for most in (9000, 6000, 4000)) for _ in range(30)),
        ):  # fmt: skip
            facts = {
                "lesson_unit": unit, "planned": planned, "exempted": freed, "missed_by_late_enrolment": missed,
                "mentor_course": is_mentor,
            }  # fmt: skip
            left = planned - freed
            warned = not is_mentor and left < least <= planned
            wanted = INVALID if left - missed < 0 else {
                "to_follow": left, "to_attend": left - missed, "eligible": is_mentor or planned >= least,
                "warnings": ["to_follow_below_minimum"] if warned else [],
            }  # fmt: skip
            yield "course_hours", facts, wanted


def assiduity() -> Iterator[Example]:
    for given in (0, 1, 9, 10, 11, 49, 50, 60, 99, 1949, 1950, 6000, 6009, 6010, 123_457):
        for unjustified in {0, given // 10, given // 10 + 1, max(given // 10 - 1, 0), given}:
            if unjustified > given:
                continue
            for justified in {0, (given - unjustified) // 2, given - unjustified}:
                facts = {
                    "present": given - unjustified - justified,
                    "given": given,
                    "unjustified": unjustified,
                }
                met = None if given == 0 else not unjustified * 10 > given
                yield "assiduity_met", facts | {"justified": justified}, {"met": met}
                yield "assiduity_met", facts | {"justified": justified + 1}, INVALID


def refused() -> Iterator[Example]:
    """A fact that is missing, unknown, of another kind or below nothing makes no sense."""
    day = date(2026, 9, 1)
    whole: dict[str, Facts] = {
        "bev_enrolment_certificate": {"regime": "bev_brussels", "starts_on": day, "enrolled_on": day},
        "bev_assiduity_certificate": {"regime": "bev_brussels", "period_ends_on": day},
        "bev_second_session_notice": {"regime": "bev_brussels", "first_session_ends_on": day},
        "bev_employer_claim": {"ends_on": day}, "vov_enrolment_attest": {"starts_on": day, "enrolled_on": day},
        "assiduity_periods": {"organisation": "modular", "starts_on": day, "ends_on": day},
        "assiduity_met": {"given": 2, "present": 2, "justified": 0, "unjustified": 0},
        "course_hours": {
            "lesson_unit": 60, "planned": 3000, "exempted": 0, "missed_by_late_enrolment": 0, "mentor_course": False,
        },
    }  # fmt: skip
    for rule, facts in whole.items():
        for name, value in facts.items():
            wrong: list[Any] = [None, "", "onbekend", [], 1.5]
            wrong += (
                [0, "2026-02-30", True]
                if isinstance(value, date)
                else [day]
                if isinstance(value, str)
                else [-1]
            )
            yield rule, {key: each for key, each in facts.items() if key != name}, INVALID
            for each in wrong:
                yield rule, facts | {name: each}, INVALID
        yield rule, facts | {"iets_anders": 1}, INVALID
    for unit in (0, 45, 55, -50, 5000):
        yield "course_hours", whole["course_hours"] | {"lesson_unit": unit}, INVALID


MADE = {"terms": terms, "periods": periods, "hours": hours, "assiduity": assiduity, "refused": refused}


@pytest.mark.parametrize("name", MADE)
def test_every_variant_of_a_worked_example_is_answered_as_the_source_reads(tmp_path: Path, name: str) -> None:
    listed = [
        {"case": f"{name} {number}", "rule": rule, "facts": facts, "expect": expect}
        for number, (rule, facts, expect) in enumerate(MADE[name](), 1)
    ]
    assert len(listed) > 60
    path = tmp_path / f"{name}.yaml"
    path.write_text(yaml.safe_dump(listed, allow_unicode=True, sort_keys=False), encoding="utf-8")
    read = cases.read(path)
    assert len(read) == len(listed)
    told = {f"{case.rule} {dict(case.facts)}": found for case in read if (found := cases.disagreements(case))}
    assert told == {}
