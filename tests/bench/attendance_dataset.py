"""A provider of 200 thousand learners and five million attendance cells, for measuring: fixed seed, the real schema.

8000 groups of 25 people with 25 lessons each: half of them in the school year that is over, half in the one that runs, one in four
of those with its last lesson still to enter. Some people stopped, changed group, are exempt, came late or justified an
absence, so that the condition which lessons count is really asked. `CELLS=100000` makes it smaller.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from core.rules import vectorised
from tests.bench import dataset, measuring

CELLS = measuring.chosen("CELLS", 5_000_000)
EACH, PEOPLE, TODAY = 25, 25, dataset.TODAY
GIVEN = 150
FIRST_YEAR, SECOND_YEAR = date(2025, 9, 8), date(2026, 9, 7)
CODES = ("A", "O", "GZ", "L15", "GV30")
SHARES = (0.86, 0.05, 0.04, 0.03, 0.02)
# Minutes present, justified and unjustified of each code in a lesson of 150 minutes.
AMOUNTS = np.array([[150, 0, 0], [0, 0, 150], [0, 150, 0], [135, 0, 15], [120, 30, 0]])
BEGAN = "2025-09-01 00:00:00.000000"


@dataclass(frozen=True, slots=True)
class Size:
    """How many there are of each."""

    groups: int

    @property
    def people(self) -> int:
        """Learners, each with one enrolment."""
        return self.groups * PEOPLE

    @property
    def lessons(self) -> int:
        """Of all groups together."""
        return self.groups * EACH


def size_of(cells: int) -> Size:
    """The groups that make about that many cells."""
    return Size(max(40, cells // (EACH * PEOPLE)))


def tables(cells: int) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Per table its columns, as `dataset.tables`."""
    size = size_of(cells)
    yield "organisation", {"id": [1], "name": "Meetcentrum De Schaal", "set_up_at": BEGAN}
    yield "campus", {"id": range(1, 4), "name": dataset.CAMPUSES, "city": dataset.CAMPUSES}
    yield "learner", dataset.learners(size.people)
    yield from _courses(size)
    yield "lesson", _lessons(size)
    yield from _enrolments(size)
    yield "attendance_cell", _cells(size)
    yield from _papers(size)


def starts(size: Size) -> np.ndarray:
    """The first day of each group: the first half of them in the year that is over."""
    is_over = np.arange(size.groups) < size.groups // 2
    return np.where(is_over, np.datetime64(FIRST_YEAR), np.datetime64(SECOND_YEAR)).astype("datetime64[D]")


def held_on(size: Size) -> np.ndarray:
    """The day of each lesson: weekly in the year that is over, every third day in the one that runs."""
    first = starts(size)
    step = np.where(first == np.datetime64(FIRST_YEAR), 7, 3)
    number = np.arange(size.lessons)
    days: np.ndarray = first[number // EACH] + ((number % EACH) * step[number // EACH]).astype(
        "timedelta64[D]"
    )
    return days


def is_open(size: Size) -> np.ndarray:
    """Whether a lesson is still to enter: the last one of each fourth group of this year."""
    number = np.arange(size.lessons)
    group = number // EACH
    found: np.ndarray = (number % EACH == EACH - 1) & (group % 4 == 0) & (group >= size.groups // 2)
    return found


def _courses(size: Size) -> Iterator[tuple[str, Mapping[str, object]]]:
    ids = range(1, size.groups + 1)
    first = starts(size)
    shared = {
        "id": ids, "code": [f"M-{n:05}" for n in ids], "name": [f"Opleiding {n}" for n in ids],
        "campus_id": [n % 3 + 1 for n in ids], "starts_on": first.astype(str).tolist(),
        "ends_on": [f"{int(day[:4]) + 1}-06-30" for day in first.astype(str).tolist()],
    }  # fmt: skip
    yield "course", shared | {"organisation": "school_year", "lesson_unit": 50}
    yield "course_group", shared | {"course_id": ids}


def _lessons(size: Size) -> dict[str, object]:
    number, days, still_open = np.arange(size.lessons), held_on(size), is_open(size)
    kind = np.where(number % EACH == 7, "self_study", "contact")
    state = np.where(number % 311 == 0, "credited", np.where(number % 307 == 0, "cancelled", "planned"))
    given = np.where(state == "cancelled", 0, GIVEN)
    closed = [
        None if skip else day
        for day, skip in zip(days.astype(str).tolist(), still_open.tolist(), strict=True)
    ]
    return {
        "id": range(1, size.lessons + 1), "course_group_id": (number // EACH + 1).tolist(), "held_on": days.astype(str).tolist(),
        "weekday": ((days.view("int64") + 3) % 7 + 1).tolist(), "starts_at": 1080, "ends_at": 1260, "minutes": GIVEN,
        "given_minutes": given.tolist(), "kind": kind.tolist(), "state": state.tolist(),
        "reason": np.where(state == "planned", "", "other").tolist(), "closed_on": closed,
        "closed_by": np.where(still_open, "", "meter").tolist(),
    }  # fmt: skip


def _enrolments(size: Size) -> Iterator[tuple[str, Mapping[str, object]]]:
    number = np.arange(size.people)
    group, first = number // PEOPLE, starts(size)[number // PEOPLE]
    late = np.where(number % 41 == 0, 20, 0).astype("timedelta64[D]")
    stops = number % 37 == 0
    stopped = (first + np.timedelta64(50, "D")).astype(str).tolist()
    ids, enrolled = range(1, size.people + 1), (first + late).astype(str).tolist()
    yield (
        "enrolment",
        {
            "id": ids, "course_id": (group + 1).tolist(), "learner_id": ids, "campus_id": ((group + 1) % 3 + 1).tolist(),
            "enrolled_on": enrolled, "regime": "bev_brussels", "employer_name": "Voorbeeld bv",
            "stopped_on": [day if is_so else None for day, is_so in zip(stopped, stops.tolist(), strict=True)],
            "stop_kind": np.where(stops, "announced", "").tolist(),
        },
    )  # fmt: skip
    left = [f"{day}" for day in (first + np.timedelta64(29, "D")).astype(str)]
    changes = (number % 53 == 0) & (group % 2 == 0)
    moved = np.flatnonzero(changes)
    yield (
        "group_membership",
        {
            "id": range(1, size.people + len(moved) + 1),
            "enrolment_id": [*ids, *(moved + 1).tolist()],
            "course_group_id": [*(group + 1).tolist(), *(group[moved] + 2).tolist()],
            "from_on": [*enrolled, *((first[moved] + np.timedelta64(30, "D")).astype(str).tolist())],
            "until_on": [
                *(day if is_so else None for day, is_so in zip(left, changes.tolist(), strict=True)),
                *([None] * len(moved)),
            ],
        },
    )
    freed = np.flatnonzero(number % 29 == 0)
    yield (
        "exemption",
        {
            "id": range(1, len(freed) + 1), "enrolment_id": (freed + 1).tolist(),
            "first_on": first[freed].astype(str).tolist(),
            "last_on": (first[freed] + np.timedelta64(21, "D")).astype(str).tolist(), "noted_on": "2025-09-08",
            "weekday": [3 if key % 2 else None for key in freed.tolist()],
        },
    )  # fmt: skip
    excused = np.flatnonzero(number % 3 == 0)
    yield (
        "justification",
        {
            "id": range(1, len(excused) + 1), "enrolment_id": (excused + 1).tolist(), "ground": "Z",
            "first_on": first[excused].astype(str).tolist(),
            "last_on": (first[excused] + np.timedelta64(40, "D")).astype(str).tolist(),
            "received_on": "2026-11-01", "evidence_seen_on": "2026-11-01", "is_late": False, "term_days": 7,
            "noted_by": "meter", "noted_at": BEGAN,
        },
    )  # fmt: skip


def _cells(size: Size) -> dict[str, object]:
    """A cell for everybody of the group in every lesson that was entered."""
    dice = np.random.default_rng(dataset.SEED)
    entered = np.flatnonzero(~is_open(size))
    lesson = np.repeat(entered + 1, PEOPLE)
    enrolment = (lesson - 1) // EACH * PEOPLE + np.tile(np.arange(1, PEOPLE + 1), len(entered))
    chosen = dice.choice(len(CODES), len(lesson), p=SHARES)
    present, justified, unjustified = AMOUNTS[chosen].T
    return {
        "lesson_id": lesson.tolist(), "enrolment_id": enrolment.tolist(), "code": np.array(CODES)[chosen].tolist(),
        "present": present.tolist(), "justified": justified.tolist(), "unjustified": unjustified.tolist(),
        "changed_at": BEGAN, "changed_by": "meter",
    }  # fmt: skip


def _papers(size: Size) -> Iterator[tuple[str, Mapping[str, object]]]:
    """One paper of assiduity per quarter that began, each with its term; those of the year that is over are delivered."""
    number = np.arange(size.people)
    over = starts(size)[number // PEOPLE] == np.datetime64(FIRST_YEAR)
    quarters = [("2025-09-08", "2025-12-31", 1, True), ("2026-01-01", "2026-03-31", 2, True)]
    chosen = [(np.flatnonzero(over), *quarter) for quarter in quarters]
    chosen.append((np.flatnonzero(~over), "2026-09-07", "2026-12-31", 1, False))
    made: dict[str, list[object]] = {name: [] for name in ("enrolment", "from", "to", "period", "delivered")}
    for who, from_on, to_on, period, is_done in chosen:
        made["enrolment"] += (who + 1).tolist()
        for name, value in (("from", from_on), ("to", to_on), ("period", period), ("delivered", is_done)):
            made[name] += [value] * len(who)
    yield "certificate", _certificates(made)
    yield "deadline", _terms(made)


def _certificates(made: Mapping[str, list[object]]) -> dict[str, object]:
    people = np.array(made["enrolment"])
    course = (people - 1) // PEOPLE + 1
    return {
        "id": range(1, len(people) + 1), "enrolment_id": made["enrolment"], "learner_id": made["enrolment"],
        "course_id": course.tolist(), "campus_id": (course % 3 + 1).tolist(), "kind": "assiduity",
        "school_year": [int(str(day)[:4]) for day in made["from"]], "period_number": made["period"],
        "from_on": made["from"], "to_on": made["to"], "state": "due",
        "delivered_on": [to_on if done else None for to_on, done in zip(made["to"], made["delivered"], strict=True)],
        "delivery_way": ["hand" if done else "" for done in made["delivered"]],
    }  # fmt: skip


def _terms(made: Mapping[str, list[object]]) -> dict[str, object]:
    people, ends = np.array(made["enrolment"]), np.array(made["to"], "datetime64[D]")
    course = (people - 1) // PEOPLE + 1
    terms = vectorised.evaluate_many(
        "bev_assiduity_certificate", {"regime": "bev_brussels", "period_ends_on": ends}
    )
    due = terms.due_on.astype(str).tolist()
    return {
        "id": range(1, len(people) + 1), "subject_kind": "certificate", "subject_id": range(1, len(people) + 1),
        "learner_id": made["enrolment"], "campus_id": (course % 3 + 1).tolist(),
        "kind": "assiduity", "rule_id": "bev_assiduity_certificate", "rule_version_on": "2025-01-01", "starts_on": made["to"], "due_on": due,
        "target_on": terms.target_on.astype(str).tolist(), "rolled_on": terms.rolled_on.astype(str).tolist(),
        "met_on": [to_on if done else None for to_on, done in zip(made["to"], made["delivered"], strict=True)],
        "state": ["met" if done else "open" for done in made["delivered"]],
    }  # fmt: skip
