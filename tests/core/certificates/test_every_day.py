"""Every day from 2024 to 2032 as start, enrolment, end or exam: the papers and their days are those of the oracle."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.certificates import owed, terms_of_papers
from core.deadlines import terms
from core.deadlines.terms import Terms
from core.rules.errors import NoRuleInForce
from db.models import Certificate, Course, Deadline, Enrolment, SecondSession
from tests import attendance_factories as making
from tests import factories
from tests.core.certificates import year_oracle
from tests.core.certificates.year_oracle import DAY, Paper, Person, School
from tests.core.rules import oracle
from tests.factories import Provider

pytestmark = pytest.mark.slow
FIRST = date(2024, 1, 1)
EVERY_DAY = tuple(FIRST + timedelta(days=number) for number in range((date(2032, 12, 31) - FIRST).days + 1))
LENGTHS = (0, 31, 89, 90, 91, 92, 93, 183, 300, 500)


def as_product(school: School, person: Person) -> tuple[Enrolment, Course, SecondSession | None]:
    """The same facts as rows that were never stored."""
    course = Course(
        organisation=school.organisation, starts_on=school.starts_on, ends_on=school.ends_on,
        first_session_exam_on=school.exam_on,
    )  # fmt: skip
    enrolment = Enrolment(regime=person.regime, enrolled_on=person.enrolled, stopped_on=person.stopped)
    second = (
        SecondSession(known_on=school.ends_on, exam_days=[], took_part=person.second)
        if person.has_second
        else None
    )
    return enrolment, course, second


def by_the_product(school: School, person: Person, law: Terms) -> dict[tuple[str, int, int], Paper]:
    found: dict[tuple[str, int, int], Paper] = {}
    enrolment, course, second = as_product(school, person)
    for each in owed.of(enrolment, course, second, law):
        due = None
        if each.starts_on is not None:
            try:
                due = terms_of_papers.term(law, each.kind, person.regime, each.starts_on, each.also_on).due_on
            except NoRuleInForce:
                assert person.regime == "bev_flanders"
        assert each.key not in found
        found[each.key] = (each.from_on, each.to_on, due)
    return found


def situations(day: date) -> Iterator[tuple[School, Person]]:
    """That day as the first of a course, as a late enrolment, as a stop, as the last day, as an exam."""
    for organisation in ("school_year", "modular"):
        for length in LENGTHS[day.day % 2 :: 2]:
            school = School(1, organisation, day, day + length * DAY)
            yield school, Person(1, school, "bev_brussels", day)
            early = School(1, organisation, day - length * DAY, day + 200 * DAY)
            yield early, Person(1, early, "bev_brussels", day)
            yield early, Person(1, early, "bev_brussels", early.starts_on - DAY, stopped=day)
            ending = School(1, organisation, day - length * DAY, day + DAY, exam_on=day)
            yield (
                ending,
                Person(1, ending, "bev_brussels", ending.starts_on, has_second=True, second=day.day % 3 == 0),
            )
    vov = School(1, "modular", day + (day.day - 15) * DAY, day + 60 * DAY)
    yield vov, Person(1, vov, "vov", day)
    yield vov, Person(1, vov, "", day)
    yield vov, Person(1, vov, "bev_flanders", day)


@pytest.mark.parametrize("year", range(2024, 2033))
def test_what_is_owed_and_when_on_every_day(session: Session, given: Provider, year: int) -> None:
    law = terms.load(session)
    for day in (each for each in EVERY_DAY if each.year == year):
        for school, person in situations(day):
            wanted = year_oracle.owed(person)
            if person.regime == "bev_flanders":
                wanted = {key: (*paper[:2], None) for key, paper in wanted.items()}
            assert by_the_product(school, person, law) == wanted, (day, school, person)


def test_the_rows_say_the_same_with_the_days_to_aim_at(session: Session, given: Provider) -> None:
    """Every fifth day through the database: state, period, hard date, working day before and after."""
    people: dict[int, Person] = {}
    for number, day in enumerate(EVERY_DAY[::5]):
        organisation = ("school_year", "modular")[number % 2]
        school = School(number, organisation, day, day + LENGTHS[number % 10] * DAY)
        course = making.course(
            session,
            campus=given.campus,
            organisation=organisation,
            starts_on=day,
            ends_on=school.ends_on,
            years={},
        )
        enrolled = min(day + (number % 4) * 9 * DAY, school.ends_on)
        person = Person(number, school, ("bev_brussels", "vov")[number % 7 == 0], enrolled)
        row = making.enrolment(
            session,
            course=course,
            learner=factories.learner(session),
            regime=person.regime,
            enrolled_on=enrolled,
        )
        people[row.id] = person
    owed.settle(session, enrolment_ids=sorted(people), terms=terms.load(session))
    found: dict[int, dict[tuple[str, int, int], Paper]] = {key: {} for key in people}
    for paper, row in session.execute(
        select(Certificate, Deadline).join(
            Deadline, (Deadline.subject_kind == "certificate") & (Deadline.subject_id == Certificate.id)
        )
    ):
        assert paper.state == "due"
        assert row.target_on == oracle.nearest(row.due_on, step=-1)
        assert row.rolled_on == oracle.nearest(row.due_on, step=1)
        key = (paper.kind, paper.school_year, paper.period_number)
        found[paper.enrolment_id][key] = (paper.from_on, paper.to_on, row.due_on)
    assert found == {key: year_oracle.owed(person) for key, person in people.items()}
