"""The worked examples of leave once more, now as a coordinator meets them: courses, lessons, enrolments, papers.

`tests/test_cases.py` asks the rules; here every case is typed in through the commands and read back from the rows.
"""

import itertools
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.attendance import commands as attendance
from core.attendance import totals
from core.attendance.cells import Op
from core.certificates import commands as certificates
from core.certificates import queries
from core.courses import commands as courses
from core.courses.commands import CourseFields, GroupFields, Slot
from core.enrolments import commands as enrolments
from core.enrolments import hours
from core.enrolments.commands import Leave
from core.errors import InvalidInput
from core.rules import cases
from core.rules.cases import Case
from core.rules.errors import RuleError
from db.models import Certificate, Course, Deadline, Enrolment, Lesson
from tests import factories
from tests.core.rules.test_case_variants import MADE
from tests.factories import Provider

pytestmark = pytest.mark.slow
DAY, LATER, LONGEST = timedelta(days=1), date(2099, 1, 1), 600
# Before it, and for more than ten years, the form of a course takes no dates: the examples at the edges of the law.
EARLIEST = date(2000, 1, 1)
FOLDER = Path(__file__).parents[2] / "cases"
ASKED = ("due_on", "target_on", "rolled_on")
PAPERS = {
    "bev_enrolment_certificate": "enrolment", "bev_assiduity_certificate": "assiduity",
    "bev_second_session_notice": "second_notice", "vov_enrolment_attest": "vov_enrolment",
}  # fmt: skip
RULES = (*PAPERS, "assiduity_periods", "course_hours", "assiduity_met", "bev_employer_claim")
_serials = itertools.count(1)


def can_be_typed(case: Case) -> bool:
    """Whether the facts have the types of a form: the rest asks whether the rule refuses a wrong type."""
    facts = case.facts
    kinds: Mapping[str, tuple[type, ...]] = {
        "bev_enrolment_certificate": (str, date, date), "bev_assiduity_certificate": (str, date),
        "bev_second_session_notice": (str, date), "vov_enrolment_attest": (date, date),
        "assiduity_periods": (str, date, date), "course_hours": (int, int, int, int, bool),
        "assiduity_met": (int, int, int, int), "bev_employer_claim": (date,),
    }  # fmt: skip
    return tuple(type(value) for value in facts.values()) == kinds[case.rule]


def found() -> Iterator[Case]:
    for path in cases.files(FOLDER):
        yield from (case for case in cases.read(path) if case.rule in RULES and can_be_typed(case))


CASES = list(found())


def test_every_case_of_hours_and_periods_and_of_the_terms_of_papers_is_among_them() -> None:
    here = {(case.file, case.sentence) for case in CASES}
    for name in ("hours.yaml", "periods.yaml", "deadlines.yaml"):
        of_leave = [case for case in cases.read(FOLDER / name) if case.rule in RULES]
        assert of_leave
        assert {(case.file, case.sentence) for case in of_leave} <= here
    assert {case.rule for case in CASES} == set(RULES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.file}::{case.sentence}")
def test_a_case_comes_out_of_the_rows(session: Session, given: Provider, case: Case) -> None:
    desk = Desk(session, given)
    facts: Any = case.facts
    if case.rule in PAPERS:
        desk.term(case, facts)
    else:
        {"assiduity_periods": desk.periods, "course_hours": desk.boxes, "assiduity_met": desk.assiduous,
         "bev_employer_claim": desk.claim}[case.rule](case, facts)  # fmt: skip


def variants() -> Iterator[Case]:
    """Some of the examples that are made rather than written, spread over all edges; only what a form can take."""
    for name, step in (("terms", 148), ("periods", 79), ("hours", 23), ("assiduity", 22)):
        for number, (rule, facts, expect) in enumerate(MADE[name]()):
            # More missed than planned before anything was freed is told when the paper is issued; more entered than
            # given, or a course of days without end, no form can hold.
            is_told_later = rule == "course_hours" and "error" in expect and not facts["exempted"]
            is_too_much = rule == "assiduity_met" and (facts["given"] > 7000 or "error" in expect)
            if number % step == 0 and not is_told_later and not is_too_much:
                yield Case(name, f"{number}", rule, facts, expect)


@pytest.mark.parametrize("case", list(variants()), ids=lambda case: f"{case.file} {case.sentence}")
def test_a_made_case_comes_out_of_the_rows(session: Session, given: Provider, case: Case) -> None:
    test_a_case_comes_out_of_the_rows(session, given, case)


class Desk:
    """A coordinator who types one case in."""

    def __init__(self, session: Session, given: Provider) -> None:
        self.session, self.given = session, given
        self.asked: dict[str, Any] = {"actor": given.coordinator, "today": LATER}

    def course(self, starts_on: date, ends_on: date, **values: Any) -> tuple[int, int]:
        """A course with one group."""
        number = next(_serials)
        fields = CourseFields(
            f"C-{number}", "Voorbeeld", self.given.campus.id,
            **({"organisation": "modular", "lesson_unit": 60, "starts_on": starts_on, "ends_on": ends_on,
                "category": "vocational", "recognition_kind": "commission", "recognition_number": "EC-1"} | values),
        )  # fmt: skip
        key = courses.add_course(self.session, fields=fields, **self.asked)
        return key, courses.add_group(
            self.session, course_id=key, fields=GroupFields(f"G-{number}", "Groep"), **self.asked
        )

    def enrol(self, course: tuple[int, int], enrolled_on: date, regime: str = "bev_brussels") -> Enrolment:
        person = factories.learner(self.session)
        key = enrolments.enrol(
            self.session, course_id=course[0], course_group_id=course[1], learner_id=person.id, enrolled_on=enrolled_on,
            leave=Leave(regime, "Bakkerij"), **self.asked,
        )  # fmt: skip
        return self.session.get_one(Enrolment, key)

    def lessons(self, course: tuple[int, int], first_on: date, minutes: int) -> list[Lesson]:
        """So many minutes from that day on, in lessons of ten hours at most."""
        made, day = [], first_on
        while minutes > 0:
            slot = Slot(None, day, 480, 480 + min(minutes, LONGEST), min(minutes, LONGEST))
            made.append(courses.add_lesson(self.session, group_id=course[1], slot=slot, **self.asked))
            minutes, day = minutes - LONGEST, day + DAY
        return [self.session.get_one(Lesson, key) for key in made]

    def term(self, case: Case, facts: Any) -> None:
        """The dates of the paper, or the paper that waits without a date where no rule is in force."""
        days = [value for value in facts.values() if isinstance(value, date)]
        if min(days) < EARLIEST:
            with pytest.raises(InvalidInput):
                self.course(min(days), max(days))
            return
        if case.expect.get("error") == "invalid":
            with pytest.raises(InvalidInput):
                self.enrol(self.course(days[0], days[0]), days[0], facts["regime"])
            return
        enrolment = self.of_term(case.rule, facts)
        paper, row = self.session.execute(
            select(Certificate, Deadline)
            .outerjoin(
                Deadline, (Deadline.subject_kind == "certificate") & (Deadline.subject_id == Certificate.id)
            )
            .where(Certificate.enrolment_id == enrolment.id, Certificate.kind == PAPERS[case.rule])
            .order_by(Certificate.school_year)
            .limit(1)
        ).one()
        if case.expect == {"error": "no_rule_in_force"}:
            assert (paper.state, paper.hold, row) == ("due", "no_rule", None)
        else:
            assert (paper.state, paper.hold) == ("due", "")
            assert {name: getattr(row, name) for name in ASKED if name in case.expect} == case.expect

    def of_term(self, rule: str, facts: Any) -> Enrolment:
        """The enrolment that owes the paper of this rule by these facts."""
        regime = facts.get("regime", "vov")
        if rule in {"bev_enrolment_certificate", "vov_enrolment_attest"}:
            starts_on, enrolled_on = facts["starts_on"], facts["enrolled_on"]
            ends_on = max(starts_on, enrolled_on) + DAY
            return self.enrol(self.course(starts_on, ends_on), enrolled_on, regime)
        ended_on: date = facts.get("period_ends_on") or facts["first_session_ends_on"]
        values = {} if "period_ends_on" in facts else {"first_session_exam_on": ended_on}
        enrolment = self.enrol(
            self.course(ended_on - 10 * DAY, ended_on, **values), ended_on - 10 * DAY, regime
        )
        if values:
            enrolments.note_second_session(
                self.session, enrolment_id=enrolment.id, version=enrolment.version, known_on=ended_on, exam_days=[],
                took_part=None, **self.asked,
            )  # fmt: skip
        return enrolment

    def periods(self, case: Case, facts: Any) -> None:
        """One paper of assiduity per period, with its days and its last day of delivery."""
        starts_on, ends_on = facts["starts_on"], facts["ends_on"]
        if "error" in case.expect:
            with pytest.raises((InvalidInput, RuleError)):
                self.course(starts_on, ends_on, organisation=facts["organisation"])
            return
        if starts_on < EARLIEST:
            with pytest.raises(InvalidInput):
                self.course(starts_on, ends_on, organisation=facts["organisation"])
            return
        enrolment = self.enrol(self.course(starts_on, ends_on, organisation=facts["organisation"]), starts_on)
        rows = self.session.execute(
            select(Certificate.from_on, Certificate.to_on, Deadline.due_on)
            .join(
                Deadline, (Deadline.subject_kind == "certificate") & (Deadline.subject_id == Certificate.id)
            )
            .where(
                Certificate.enrolment_id == enrolment.id,
                Certificate.kind == "assiduity",
                Certificate.state == "due",
            )
            .order_by(Certificate.period_number)
        )
        assert [list(row) for row in rows] == case.expect["periods"]

    def boxes(self, case: Case, facts: Any) -> None:
        """Boxes a to d of one school year, from lessons that were freed and lessons before the enrolment."""
        first_on, enrolled_on = date(2026, 9, 1), date(2026, 10, 1)
        freed, missed = facts["exempted"], facts["missed_by_late_enrolment"]
        values = {
            "lesson_unit": facts["lesson_unit"], "planned": {2026: facts["planned"]},
            "is_mentor_course": facts["mentor_course"],
        }  # fmt: skip
        if facts["lesson_unit"] not in (50, 60):
            with pytest.raises(InvalidInput):
                self.course(first_on, date(2027, 6, 30), **values)
            return
        if min(freed, missed) < 0:
            with pytest.raises(InvalidInput):
                courses.add_lesson(
                    self.session, group_id=self.course(first_on, date(2027, 6, 30), **values)[1],
                    slot=Slot(None, first_on, 480, 600, freed), **self.asked,
                )  # fmt: skip
            return
        course = self.course(first_on, date(2027, 6, 30), **values)
        self.lessons(course, first_on, missed)
        days = [lesson.held_on for lesson in self.lessons(course, date(2026, 11, 2), freed)]
        enrolment = self.enrol(course, enrolled_on)
        if case.expect == {"error": "invalid"}:
            with pytest.raises(InvalidInput):
                self.exempt(enrolment, days)
            return
        self.exempt(enrolment, days)
        (year,) = hours.of_enrolments(self.session, [enrolment.id])[enrolment.id]
        assert (year.planned, year.exempted, year.missed) == (facts["planned"], freed, missed)
        assert year.judged is not None
        for name, value in case.expect.items():
            shown = getattr(year.judged, name)
            assert (list(shown) if isinstance(value, list) else shown) == value

    def exempt(self, enrolment: Enrolment, days: list[date]) -> None:
        if days:
            enrolments.exempt(
                self.session, enrolment_id=enrolment.id, version=enrolment.version, first_on=days[0], last_on=days[-1],
                **self.asked,
            )  # fmt: skip

    def assiduous(self, case: Case, facts: Any) -> None:
        """The hours entered lesson by lesson; what is not the sum cannot be issued, and the line is the rule's."""
        if min(facts.values()) < 0:
            _, group_id = self.course(date(2026, 9, 1), date(2026, 11, 20))
            slot = Slot(None, date(2026, 9, 1), 480, 1080, min(facts.values()))
            with pytest.raises(InvalidInput):
                courses.add_lesson(self.session, group_id=group_id, slot=slot, **self.asked)
            return
        enrolment, course = self.lessons_of(facts)
        first_on, last_on = course.starts_on, course.ends_on
        summed = totals.of_one(self.session, enrolment_id=enrolment.id, first_on=first_on, last_on=last_on)
        if case.expect == {"error": "invalid"}:
            assert summed.not_entered
            paper = self.session.scalars(
                select(Certificate).where(
                    Certificate.enrolment_id == enrolment.id, Certificate.kind == "assiduity"
                )
            ).one()
            with pytest.raises(InvalidInput, match="niet ingevoerd"):
                certificates.issue(self.session, certificate_id=paper.id, version=paper.version, **self.asked)
            return
        assert summed.is_complete
        assert {name: getattr(summed, name) for name in facts} == facts
        met = summed.may_miss(totals.limit(on=last_on)) >= 0 if summed.given else None
        assert met is case.expect["met"]

    def lessons_of(self, facts: Any) -> tuple[Enrolment, Course]:
        """Lessons for each part, entered and closed, and one that is left open for what the parts do not make up."""
        keys = self.course(date(2026, 9, 1), date(2026, 11, 20))
        enrolment = self.enrol(keys, date(2026, 9, 1))
        parts = {"A": facts["present"], "GV": facts["justified"], "O": facts["unjustified"]}
        day = date(2026, 9, 1)
        for code, minutes in parts.items():
            for lesson in self.lessons(keys, day, minutes):
                op = Op(f"c-{next(_serials)}", lesson.id, enrolment.id, 0, code)
                (saved,) = attendance.save(self.session, lesson_id=lesson.id, ops=[op], **self.asked)
                assert saved.status == "saved"
                attendance.close_lesson(
                    self.session, lesson_id=lesson.id, version=lesson.version, **self.asked
                )
                day = lesson.held_on + DAY
        self.lessons(keys, day, facts["given"] - sum(parts.values()))
        return enrolment, self.session.get_one(Course, keys[0])

    def claim(self, case: Case, facts: Any) -> None:
        """The employer's last day, shown beside a late paper."""
        if case.expect == {"error": "invalid"}:
            with pytest.raises(RuleError):
                queries.employer_claims_by(self.session, day=facts["ends_on"])
            return
        shown = queries.employer_claims_by(self.session, day=facts["ends_on"])
        assert shown == case.expect.get("due_on")
