"""Hours and papers worked out a second time: plain Python over facts that a test wrote down itself.

From the words of the source and of `domain.md` 4.2 to 4.5, 6 and 7b; no code and no row of the product is asked.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

COLLECTIVE = "VLSW"
ASKS_NO_EVIDENCE = "K"
DAY = timedelta(days=1)
Paper = tuple[date | None, date | None, date | None]


@dataclass
class School:
    """A course: how it is organised, when, and box a per school year."""

    id: int
    organisation: str
    starts_on: date
    ends_on: date
    exam_on: date | None = None
    planned: dict[int, int] = field(default_factory=dict)


@dataclass
class Held:
    """A lesson as it was made and what became of it."""

    id: int
    group: int
    day: date
    minutes: int
    given: int
    state: str = "planned"
    moved_to: int | None = None
    closed: bool = False
    kind: str = "contact"


@dataclass
class Seat:
    """In a group from a day, until and with another one."""

    group: int
    first: date
    last: date | None = None


@dataclass
class Word:
    """A justification as it came in."""

    ground: str
    first: date
    last: date
    received: date
    seen: date | None
    withdrawn: bool = False


@dataclass
class Person:
    """Somebody in a course."""

    id: int
    school: School
    regime: str
    enrolled: date
    stopped: date | None = None
    seats: list[Seat] = field(default_factory=list)
    freed: dict[int, tuple[date, date, int | None]] = field(default_factory=dict)
    words: dict[int, Word] = field(default_factory=dict)
    second: bool | None = None
    has_second: bool = False


@dataclass
class Sums:
    """The period table of the model, in minutes, and how many lessons are still to be entered."""

    planned: int = 0
    given: int = 0
    present: int = 0
    justified: int = 0
    unjustified: int = 0
    not_entered: int = 0

    @property
    def verdict(self) -> bool | None:
        """Nothing given, no judgement; exactly a tenth passes."""
        return None if self.given == 0 else not self.unjustified * 10 > self.given


@dataclass
class Facts:
    """Everything that happened, and the days the provider leaves to justify an absence."""

    days_to_justify: int
    lessons: dict[int, Held] = field(default_factory=dict)
    people: dict[int, Person] = field(default_factory=dict)
    cells: dict[tuple[int, int], str] = field(default_factory=dict)

    def is_freed(self, person: Person, lesson: Held) -> bool:
        """Whether the person need not follow that lesson."""
        return any(
            first <= lesson.day <= last and weekday in (None, lesson.day.isoweekday())
            for first, last, weekday in person.freed.values()
        )

    def sits(self, person: Person, lesson: Held) -> bool:
        """In the group on that day, after the enrolment and before the stop."""
        seated = any(
            seat.group == lesson.group and seat.first <= lesson.day <= (seat.last or date.max)
            for seat in person.seats
        )
        left = person.stopped is not None and lesson.day >= person.stopped
        return seated and lesson.day >= person.enrolled and not left

    def backs(self, person: Person, lesson: Held, ground: str) -> bool:
        """A word in time on that ground, with its evidence where the source asks for it."""
        if ground in COLLECTIVE:
            return True
        return any(
            word.ground == ground
            and word.first <= lesson.day <= word.last
            and not word.withdrawn
            and (word.received - word.first).days <= self.days_to_justify
            and (word.seen is not None or ground in ASKS_NO_EVIDENCE)
            for word in person.words.values()
        )

    def divided(self, person: Person, lesson: Held) -> tuple[int, int, int]:
        """Present, justified and unjustified minutes of one cell."""
        code = self.cells.get((lesson.id, person.id), "")
        if lesson.state == "credited":
            return 0, lesson.minutes, 0
        if lesson.state == "cancelled" or not code:
            return 0, 0, 0
        if code == "A":
            return lesson.given, 0, 0
        letters = code.rstrip("0123456789")
        away = int(code[len(letters) :] or lesson.given)
        if letters[0] == "G" and self.backs(person, lesson, letters[1]):
            return lesson.given - away, away, 0
        return lesson.given - away, 0, away

    def sums(self, person: Person, first: date, last: date) -> Sums:
        """The totals of a person from one day to another."""
        found = Sums()
        for lesson in self.lessons.values():
            counts = self.sits(person, lesson) and not self.is_freed(person, lesson)
            if not (first <= lesson.day <= last and counts and lesson.kind == "contact"):
                continue
            found.planned += lesson.minutes if lesson.moved_to is None else 0
            found.given += lesson.given
            present, justified, unjustified = self.divided(person, lesson)
            found.present += present
            found.justified += justified
            found.unjustified += unjustified
            is_open = not lesson.closed or not self.cells.get((lesson.id, person.id), "")
            found.not_entered += lesson.state == "planned" and is_open
        return found

    def boxes(self, person: Person, year: int) -> tuple[int, int]:
        """Boxes b and d of a school year: minutes freed, and those before the enrolment that nobody freed."""
        freed = missed = 0
        for lesson in self.lessons.values():
            if lesson.kind != "contact" or lesson.state == "cancelled" or school_year(lesson.day) != year:
                continue
            was_before = lesson.day < person.enrolled and lesson.group == person.seats[0].group
            seated = any(
                s.group == lesson.group and s.first <= lesson.day <= (s.last or date.max)
                for s in person.seats
            )
            if (was_before or seated) and self.is_freed(person, lesson):
                freed += lesson.minutes
            elif was_before:
                missed += lesson.minutes
        return freed, missed


def school_year(day: date) -> int:
    """The year in which the school year of a day begins."""
    return (day - relativedelta(months=8)).year


def periods(school: School) -> list[tuple[date, date]]:
    """By school quarter, or by three months from the first day on (S3, "Periode")."""
    if school.organisation == "school_year":
        return list(_quarters(school.starts_on, school.ends_on))
    found, number = [], 0
    while (first := school.starts_on + relativedelta(months=3 * number)) <= school.ends_on:
        number += 1
        found.append((first, min(school.starts_on + relativedelta(months=3 * number) - DAY, school.ends_on)))
    return found


def _quarters(starts_on: date, ends_on: date) -> Iterator[tuple[date, date]]:
    for year in range(school_year(starts_on), school_year(ends_on) + 1):
        # Who goes on in July or August stretches the third quarter; September begins the next year.
        third = date(year + 1, 8, 31) if ends_on <= date(year + 1, 8, 31) else date(year + 1, 6, 30)
        for first, last in (
            (date(year, 9, 1), date(year, 12, 31)),
            (date(year + 1, 1, 1), date(year + 1, 3, 31)),
            (date(year + 1, 4, 1), third),
        ):
            if first <= ends_on and last >= starts_on:
                yield max(first, starts_on), min(last, ends_on)


def owed(person: Person) -> dict[tuple[str, int, int], Paper]:
    """Kind, school year and number of each paper, with its days and the last day to hand it over."""
    school, found = person.school, dict[tuple[str, int, int], Paper]()
    stopped = person.stopped or date.max
    if person.regime == "vov":
        return {("vov_enrolment", school_year(school.starts_on), 0): (None, None, person.enrolled + 8 * DAY)}
    if not person.regime:
        return {}
    for year in range(school_year(school.starts_on), school_year(school.ends_on) + 1):
        first = max(school.starts_on, date(year, 9, 1))
        if first < stopped and person.enrolled < date(year + 1, 9, 1):
            late = person.enrolled > first
            due = person.enrolled + 8 * DAY if late else first + 20 * DAY
            found["enrolment", year, 0] = (None, None, due)
    for number, (first, last) in enumerate(periods(school), 1):
        if first < stopped and last >= person.enrolled:
            found["assiduity", school_year(first), number] = (first, last, last + 8 * DAY)
    if person.has_second:
        ended = school.exam_on or school.ends_on
        found["second_notice", school_year(ended), 0] = (None, None, ended + 8 * DAY)
        if person.second:
            found["second_taken", school_year(ended), 0] = (None, None, None)
    return found
