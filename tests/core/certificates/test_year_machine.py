"""A school year in any order: hours, papers and terms are what an oracle makes of the same facts, whatever was done.

Everything goes through the commands. What a command did is written down here, never read back: the oracle of
`year_oracle.py` adds up from that, and after each step the database must say the same.
"""

import hashlib
import itertools
from collections.abc import Callable
from contextlib import suppress
from datetime import date

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import ColumnElement, Engine, func, select
from sqlalchemy.orm import Session

from core import audit
from core.access.actors import Role
from core.attendance import commands as attendance
from core.attendance import totals
from core.attendance.cells import Op
from core.attendance.justifying import Absence
from core.certificates import checking
from core.certificates import commands as certificates
from core.certificates.living import Handed
from core.courses import commands as courses
from core.courses.commands import CourseFields, GroupFields, Slot
from core.deadlines import terms
from core.enrolments import commands as enrolments
from core.enrolments import hours
from core.enrolments.commands import Leave
from core.errors import DomainError
from core.learners import vault
from core.rules.judgements import judge_many
from db.models import (
    AttendanceCell,
    Certificate,
    Course,
    Deadline,
    Document,
    DocumentEvent,
    Enrolment,
    Justification,
    Lesson,
    Signatory,
)
from tests import factories
from tests.core.certificates import year_oracle
from tests.core.certificates.year_oracle import DAY, Facts, Held, Person, School, Seat, Word

REASON = "Een reden die lang genoeg is"
FIRST, LAST = date(2026, 9, 1), date(2027, 8, 31)
BEGINS, ENDS, EXAM = date(2026, 9, 7), date(2027, 6, 25), date(2027, 6, 18)
DATES = {
    "A1": ("2026-09-08", "2026-10-06", "2026-11-17", "2026-12-15", "2027-01-12", "2027-02-09", "2027-04-06"),
    "A2": ("2026-09-10", "2026-10-08", "2026-12-10", "2027-01-14", "2027-03-11"),
    "B1": ("2026-09-14", "2026-10-12", "2026-12-14", "2027-01-11"),
    "C1": ("2026-11-03", "2027-01-19", "2027-09-07", "2027-11-16"),
}
# How far a stop falls from the first or last day of a period; a term that looks a little too far or too near differs.
AROUND = (-30, -1, 0, 1, 30)
PLACE, AGO, DAYS = st.integers(0, 40), st.integers(-2, 90), st.dates(FIRST, date(2027, 7, 10))
GROUNDS = st.sampled_from("ZAKZAKV")
CODES = st.sampled_from(
    ["A", "O", "O30", "GZ", "GK", "GA50", "GV", "L15", "GZ20", "GS", "", "X", "O999", "a", "gk10"]
)
REASONS = st.sampled_from(["unforeseen", "holiday", "weather", "teacher_strike", "teacher_ill", "closure"])
CREDITED = {"teacher_strike", "teacher_ill", "closure"}
UNDELIVERED = (Certificate.state == "issued", Certificate.delivered_on.is_(None))
SERIAL = itertools.count()
AMOUNTS = ("planned", "given", "present", "justified", "unjustified")


class Year(RuleBasedStateMachine):
    """A provider with a course by school year in two groups, a modular one, one over two school years; five people."""

    session: Session

    def __init__(self) -> None:
        super().__init__()
        self.today = date(2026, 10, 15)
        self.given = factories.provider(self.session)
        self.boss = factories.actor(self.session, Role.ADMINISTRATOR)
        self.signatory = self.session.scalars(select(Signatory.id)).one()
        self.facts = Facts(days_to_justify=7)
        self.who: dict[int, int] = {}
        self.done: set[str] = set()
        self.papers: dict[int, tuple[str, bytes, str]] = {}
        self.delivered: dict[int, tuple[object, ...]] = {}
        self.met: dict[int, tuple[object, ...]] = {}
        self.groups: dict[str, int] = {}
        self.schools = {
            "A": self.course("A", "school_year", BEGINS, ENDS, EXAM),
            "B": self.course("B", "modular", date(2026, 9, 14), date(2027, 1, 29), None),
            "C": self.course("C", "school_year", date(2026, 11, 2), date(2027, 11, 30), None),
        }
        for code in DATES:
            self.timetable(code)
        self.learners = [factories.learner(self.session).id for _ in range(5)]
        for number, regime in enumerate(("bev_brussels", "bev_brussels", "vov")):
            self.enrol(number, number, 34, regime)

    def teardown(self) -> None:
        assert audit.verify(self.session).findings == ()
        self.session.rollback()
        self.session.expunge_all()

    # What was there when the walk began.

    def fields(
        self, code: str, organisation: str, begins: date, ends: date, exam: date | None
    ) -> CourseFields:
        return CourseFields(
            f"Y-{code}", f"Opleiding {code}", self.given.campus.id, organisation, 50, begins, ends, category="vocational",
            recognition_kind="commission", recognition_number="EC-1", first_session_exam_on=exam,
            odb_number="ODB-1", planned=self.planned(begins, ends),
        )  # fmt: skip

    def planned(self, begins: date, ends: date) -> dict[int, int]:
        years = range(year_oracle.school_year(begins), year_oracle.school_year(ends) + 1)
        return dict.fromkeys(years, 4000)

    def course(self, code: str, organisation: str, begins: date, ends: date, exam: date | None) -> School:
        fields = self.fields(code, organisation, begins, ends, exam)
        key = courses.add_course(self.session, actor=self.boss, today=self.today, fields=fields)
        return School(key, organisation, begins, ends, exam, self.planned(begins, ends))

    def timetable(self, code: str) -> None:
        asked = {"actor": self.boss, "today": self.today}
        school = self.schools[code[0]]
        self.groups[code] = key = courses.add_group(
            self.session, course_id=school.id, fields=GroupFields(f"Y-{code}", f"Groep {code}"), **asked
        )
        kinds = ["contact"] * (len(DATES[code]) - 1) + ["placement" if code == "A2" else "contact"]
        slots = [
            Slot(None, date.fromisoformat(day), 1080, 1260, 150, kind)
            for day, kind in zip(DATES[code], kinds, strict=True)
        ]
        courses.set_timetable(self.session, group_id=key, version=1, slots=slots, **asked)
        courses.generate_lessons(self.session, group_id=key, version=2, **asked)
        rows = self.session.execute(
            select(Lesson.id, Lesson.held_on).where(Lesson.course_group_id == key).order_by(Lesson.held_on)
        )
        for (lesson_id, held_on), slot in zip(rows, slots, strict=True):
            assert held_on == slot.held_on
            self.facts.lessons[lesson_id] = Held(lesson_id, key, held_on, 150, 150, kind=slot.kind)

    # How a step is done.

    def attempt(self, command: Callable[..., object], **values: object) -> object:
        """One command in its own savepoint, as in life a transaction: what it gave, or None when it was refused."""
        values = {"actor": self.boss, "today": self.today} | values
        with suppress(DomainError), self.session.begin_nested():
            given = command(self.session, **values)
            self.done.add(command.__name__)
            return given if given is not None else True
        self.session.expire_all()
        return None

    def version(self, table: type, key: int) -> int:
        found = self.session.scalar(select(table.version).where(table.id == key))  # type: ignore[attr-defined]
        assert found is not None
        return int(found)

    def person(self, place: int) -> Person | None:
        people = list(self.facts.people.values())
        return people[place % len(people)] if people else None

    def lesson(self, place: int, *, likely: Callable[[Held], bool] = lambda each: True) -> Held:
        """Some lesson: of every second place one that the act is likely to take."""
        lessons = sorted(self.facts.lessons.values(), key=lambda each: (each.day, each.id))
        chosen = [each for each in lessons if likely(each)] if place % 2 else lessons
        return (chosen or lessons)[place % len(chosen or lessons)]

    def is_locked(self, person: Person, day: date) -> bool:
        """Whether an issued paper of assiduity covers that day, by what the frozen papers say."""
        rows = self.session.execute(
            select(Certificate.from_on, Certificate.to_on).where(
                Certificate.enrolment_id == person.id,
                Certificate.kind == "assiduity",
                Certificate.state == "issued",
            )
        )
        return any(first <= day <= last for first, last in rows)

    def on_person(
        self, place: int | Person, command: Callable[..., object], **values: object
    ) -> tuple[Person, object] | None:
        person = place if isinstance(place, Person) else self.person(place)
        if person is None:
            return None
        version = self.version(Enrolment, person.id)
        given = self.attempt(command, enrolment_id=person.id, version=version, **values)
        return (person, given) if given is not None else None

    def on_lesson(self, lesson: Held, command: Callable[..., object], **values: object) -> object:
        return self.attempt(command, lesson_id=lesson.id, version=self.version(Lesson, lesson.id), **values)

    # Enrolments.

    @rule(days=st.integers(1, 45))
    def days_pass(self, days: int) -> None:
        self.today = min(self.today + days * DAY, LAST)

    @rule(
        who=PLACE,
        group=PLACE,
        ago=AGO,
        regime=st.sampled_from(["", "bev_brussels", "bev_brussels", "vov", "bev_flanders"]),
    )
    def enrol(self, who: int, group: int, ago: int, regime: str) -> None:
        code, learner = list(DATES)[group % len(DATES)], self.learners[who % len(self.learners)]
        self.enrol_on(learner, code, self.today - ago * DAY, regime)

    def enrol_on(self, learner: int, code: str, day: date, regime: str) -> Person | None:
        school = self.schools[code[0]]
        given = self.attempt(
            enrolments.enrol, course_id=school.id, learner_id=learner, enrolled_on=day,
            course_group_id=self.groups[code], leave=Leave(regime, "Bakkerij"),
        )  # fmt: skip
        if given is None:
            return None
        key = int(str(given))
        self.who[key] = learner
        self.facts.people[key] = Person(key, school, regime, day, seats=[Seat(self.groups[code], day)])
        return self.facts.people[key]

    @rule(
        place=PLACE,
        group=PLACE,
        later=st.integers(-2, 3),
        regime=st.sampled_from(["", "bev_brussels", "vov"]),
    )
    def enrol_again(self, place: int, group: int, later: int, regime: str) -> None:
        """Who stopped comes back in the same course, on the day of the stop or about it."""
        stopped = [each for each in self.facts.people.values() if each.stopped is not None]
        if stopped:
            person = stopped[place % len(stopped)]
            codes = [code for code in DATES if self.schools[code[0]] is person.school]
            assert person.stopped is not None
            day = person.stopped + later * DAY
            again = self.enrol_on(self.who[person.id], codes[group % len(codes)], day, regime)
            assert again is None or day >= person.stopped, "a lesson would count twice"

    @rule(place=PLACE, regime=st.sampled_from(["", "bev_brussels", "vov"]))
    def change_leave(self, place: int, regime: str) -> None:
        if done := self.on_person(place, enrolments.change_enrolment, leave=Leave(regime, "Slagerij")):
            done[0].regime = regime

    @rule(place=PLACE, group=PLACE, day=DAYS)
    def change_group(self, place: int, group: int, day: date) -> None:
        key = list(self.groups.values())[group % len(self.groups)]
        if done := self.on_person(place, enrolments.change_group, course_group_id=key, from_on=day):
            seat = done[0].seats[-1]
            if seat.first == day:
                seat.group = key
            else:
                seat.last = day - DAY
                done[0].seats.append(Seat(key, day))

    @rule(place=PLACE, day=DAYS, length=st.integers(0, 60), weekday=st.sampled_from([None, 1, 2, 4]))
    def exempt(self, place: int, day: date, length: int, weekday: int | None) -> None:
        last = day + length * DAY
        if done := self.on_person(place, enrolments.exempt, first_on=day, last_on=last, weekday=weekday):
            done[0].freed[int(str(done[1]))] = (day, last, weekday)

    @rule(place=PLACE)
    def withdraw_exemption(self, place: int) -> None:
        person = self.person(place)
        for key in list(person.freed)[:1] if person else []:
            if person and self.on_person(person, enrolments.withdraw_exemption, exemption_id=key):
                del person.freed[key]

    @rule(place=PLACE, ago=AGO)
    def stop_announced(self, place: int, ago: int) -> None:
        day = self.today - ago * DAY
        if done := self.on_person(place, enrolments.stop, kind="announced", announced_on=day):
            done[0].stopped = day

    @rule(place=PLACE, which=PLACE, off=st.sampled_from(AROUND))
    def stop_around_a_period(self, place: int, which: int, off: int) -> None:
        """On, before or after the first or the last day of a period, as soon as that day has come."""
        person = self.person(place)
        if person is not None:
            edges = [edge for period in year_oracle.periods(person.school) for edge in period]
            self.stop_on(person, edges[which % len(edges)] + off * DAY)

    def stop_on(self, person: Person, day: date) -> bool:
        done = self.on_person(person, enrolments.stop, kind="announced", announced_on=day)
        if done is not None:
            assert person.enrolled <= day <= self.today
            person.stopped = day
        return done is not None

    @rule(place=PLACE)
    def stop_not_attended(self, place: int) -> None:
        if done := self.on_person(place, enrolments.stop, kind="not_attended"):
            person, facts = done[0], self.facts
            mine = [
                each for each in facts.lessons.values()
                if each.state == "planned" and each.kind == "contact" and facts.sits(person, each)
                and not facts.is_freed(person, each) and each.day <= self.today
            ]  # fmt: skip
            was_there = [
                each.day
                for each in facts.lessons.values()
                if facts.divided(person, each)[0] and each.state == "planned"
            ]
            person.stopped = min(each.day for each in mine if each.day > max(was_there, default=date.min))
            assert done[1] == person.stopped

    @rule(place=PLACE)
    def undo_stop(self, place: int) -> None:
        stopped = [each for each in self.facts.people.values() if each.stopped is not None]
        if stopped and self.on_person(stopped[place % len(stopped)], enrolments.undo_stop):
            stopped[place % len(stopped)].stopped = None

    @rule(place=PLACE, took_part=st.sampled_from([None, True, False]))
    def second_session(self, place: int, took_part: bool | None) -> None:
        exams = [self.today - DAY]
        if done := self.on_person(
            place, enrolments.note_second_session, known_on=self.today, exam_days=exams, took_part=took_part
        ):
            done[0].has_second, done[0].second = True, took_part

    @rule(days=st.integers(-10, 20))
    def move_the_end(self, days: int) -> None:
        school, ends = self.schools["A"], ENDS + days * DAY
        fields = self.fields("A", "school_year", BEGINS, ends, EXAM)
        key = school.id
        if self.attempt(
            courses.change_course, course_id=key, version=self.version(Course, key), fields=fields
        ):
            school.ends_on = ends

    # Cells.

    @rule(place=PLACE, who=PLACE, code=CODES, stale=st.integers(0, 5))
    def enter(self, place: int, who: int, code: str, stale: int) -> None:
        person, lesson = self.person(who), self.lesson(place)
        if person is not None:
            self.enter_one(lesson, person, code, stale=stale == 5)

    def enter_one(self, lesson: Held, person: Person, code: str, *, stale: bool = False) -> None:
        key = (lesson.id, person.id)
        base = self.session.scalar(
            select(AttendanceCell.version).where(
                AttendanceCell.lesson_id == lesson.id, AttendanceCell.enrolment_id == person.id
            )
        )
        op = Op(f"w-{next(SERIAL)}", *key, (base or 0) + stale, code)
        may = self.may_enter(person, lesson)
        given = self.attempt(attendance.save, lesson_id=lesson.id, ops=[op])
        assert isinstance(given, list)
        [result] = given
        if result.status == "saved":
            assert may
            assert not stale
            self.facts.cells[key] = code.upper()
            self.done.add("saved")
        assert (
            result.status == "saved"
            or result.value == self.facts.cells.get(key, "")
            or not self.facts.sits(person, lesson)
        )

    def may_enter(self, person: Person, lesson: Held) -> bool:
        facts = self.facts
        seated = facts.sits(person, lesson) and not facts.is_freed(person, lesson)
        return (
            seated
            and lesson.state == "planned"
            and not lesson.closed
            and not self.is_locked(person, lesson.day)
        )

    @rule(place=PLACE, other=PLACE)
    def copy(self, place: int, other: int) -> None:
        entered = {lesson_id for (lesson_id, _), code in self.facts.cells.items() if code}
        source = self.lesson(2 * other + 1, likely=lambda each: each.id in entered)
        lesson = self.lesson(place, likely=lambda each: each.group == source.group and not each.closed)
        wanted = {
            (lesson.id, person.id): self.facts.cells.get((source.id, person.id), "")
            for person in self.facts.people.values()
            if self.may_enter(person, lesson) and not self.facts.cells.get((lesson.id, person.id))
        }
        given = self.attempt(attendance.copy_from_lesson, lesson_id=lesson.id, source_id=source.id)
        if given is not None:
            self.filled(given, {key: code for key, code in wanted.items() if code})

    @rule(
        place=PLACE, day=DAYS, length=st.integers(0, 100), code=st.sampled_from(["O", "GZ", "GK", "GA", "A"])
    )
    def absence(self, place: int, day: date, length: int, code: str) -> None:
        person = self.person(place)
        if person is None:
            return
        last = day + length * DAY
        wanted = {
            (lesson.id, person.id): code
            for lesson in self.facts.lessons.values()
            if day <= lesson.day <= last and self.may_enter(person, lesson)
            and not self.facts.cells.get((lesson.id, person.id))
        }  # fmt: skip
        given = self.attempt(
            attendance.fill_absence, enrolment_id=person.id, first_on=day, last_on=last, code=code
        )
        if given is not None:
            self.filled(given, wanted)

    def filled(self, given: object, wanted: dict[tuple[int, int], str]) -> None:
        fits = {
            key: code for key, code in wanted.items()
            if int(code.lstrip("AOGLZVSWK") or 0) <= self.facts.lessons[key[0]].given
        }  # fmt: skip
        assert isinstance(given, attendance.Filled)
        assert given.filled == len(fits)
        self.facts.cells |= fits

    @rule(place=PLACE)
    def close(self, place: int) -> None:
        lesson = self.lesson(place)
        if self.on_lesson(lesson, attendance.close_lesson):
            assert lesson.state == "planned"
            assert lesson.day <= self.today
            lesson.closed = True

    @rule(place=PLACE)
    def reopen(self, place: int) -> None:
        lesson = self.lesson(place, likely=lambda each: each.closed)
        if self.on_lesson(lesson, attendance.reopen_lesson):
            lesson.closed = False

    @rule()
    def finish(self) -> None:
        """Everything that was given is entered and closed, as far as it goes: a walk by chance seldom gets there."""
        for lesson in self.facts.lessons.values():
            if lesson.day <= self.today and lesson.state == "planned" and not lesson.closed:
                for person in self.facts.people.values():
                    key = (lesson.id, person.id)
                    if self.may_enter(person, lesson) and not self.facts.cells.get(key):
                        base = self.session.scalar(
                            select(AttendanceCell.version).where(
                                AttendanceCell.lesson_id == key[0], AttendanceCell.enrolment_id == key[1]
                            )
                        )
                        op = Op(f"w-{next(SERIAL)}", *key, base or 0, "A")
                        [result] = self.attempt(attendance.save, lesson_id=lesson.id, ops=[op], way="form")  # type: ignore[misc]
                        assert result.status == "saved"
                        self.facts.cells[key] = "A"
                if self.on_lesson(lesson, attendance.close_lesson):
                    lesson.closed = True

    @rule(
        place=PLACE, who=PLACE, ground=GROUNDS, before=st.integers(0, 3), length=st.integers(0, 40),
        later=st.integers(0, 12), seen=st.booleans(), absent=st.booleans(),
    )  # fmt: skip
    def justify(
        self,
        place: int,
        who: int,
        ground: str,
        before: int,
        length: int,
        later: int,
        seen: bool,
        absent: bool,
    ) -> None:
        """Of every second word the absence itself is entered first."""
        person = self.person(who)
        if person is None:
            return
        open_ = [
            each
            for each in self.facts.lessons.values()
            if self.may_enter(person, each) and each.day <= self.today
        ]
        lesson = open_[place % len(open_)] if open_ else self.lesson(place)
        if absent:
            self.enter_one(lesson, person, f"G{ground}")
        first = lesson.day - before * DAY
        received = first + later * DAY
        word = Word(
            ground, first, first + length * DAY, received, received if seen and ground != "K" else None
        )
        absence = Absence(ground, word.first, word.last, received, word.seen)
        if self.on_person(person, attendance.justify, absence=absence):
            key = self.session.scalar(select(func.max(Justification.id)))
            assert key is not None
            person.words[key] = word
            if absent:
                self.judge_one(key, word, self.today, withdraw=False)

    @rule(which=PLACE, ago=st.integers(-1, 20), withdraw=st.booleans())
    def judge_a_word(self, which: int, ago: int, withdraw: bool) -> None:
        words = [
            (key, word) for person in self.facts.people.values() for key, word in person.words.items()
            if not word.withdrawn and (withdraw or (word.seen is None and word.ground in "ZA"))
        ]  # fmt: skip
        if words:
            key, word = words[which % len(words)]
            self.judge_one(key, word, self.today - ago * DAY, withdraw=withdraw)

    def judge_one(self, key: int, word: Word, seen_on: date, *, withdraw: bool) -> None:
        asked = {"justification_id": key, "version": self.version(Justification, key)}
        if withdraw:
            if self.attempt(attendance.withdraw_justification, **asked):
                word.withdrawn = True
        elif self.attempt(attendance.see_evidence, seen_on=seen_on, **asked):
            word.seen = seen_on

    # Lessons.

    def is_untouched(self, lesson: Held) -> bool:
        is_entered = any(code for (key, _), code in self.facts.cells.items() if key == lesson.id)
        return lesson.state == "planned" and not is_entered

    @rule(place=PLACE, reason=REASONS)
    def cancel(self, place: int, reason: str) -> None:
        self.cancel_one(self.lesson(place, likely=self.is_untouched), reason)

    def cancel_one(self, lesson: Held, reason: str) -> None:
        if self.on_lesson(lesson, courses.cancel_lesson, reason=reason):
            lesson.state, lesson.closed = ("credited" if reason in CREDITED else "cancelled"), False
            lesson.given = lesson.minutes if reason in CREDITED else 0

    @rule(place=PLACE, day=DAYS)
    def move(self, place: int, day: date) -> None:
        self.move_one(self.lesson(place, likely=self.is_untouched), day)

    def move_one(self, lesson: Held, day: date) -> None:
        given = self.on_lesson(lesson, courses.move_lesson, held_on=day, starts_at=600, ends_at=780)
        if given is not None:
            key = int(str(given))
            lesson.state, lesson.closed, lesson.given, lesson.moved_to = "cancelled", False, 0, key
            self.facts.lessons[key] = Held(
                key, lesson.group, day, lesson.minutes, lesson.minutes, kind=lesson.kind
            )

    @rule(place=PLACE, minutes=st.integers(-1, 151))
    def shorten(self, place: int, minutes: int) -> None:
        self.shorten_one(self.lesson(place, likely=self.is_untouched), minutes)

    def shorten_one(self, lesson: Held, minutes: int) -> None:
        if self.on_lesson(lesson, courses.shorten_lesson, given_minutes=minutes):
            lesson.given = minutes

    @rule(place=PLACE)
    def restore(self, place: int) -> None:
        self.restore_one(self.lesson(2 * place + 1, likely=lambda each: each.state != "planned"))

    def restore_one(self, lesson: Held) -> None:
        if self.on_lesson(lesson, courses.restore_lesson):
            if lesson.moved_to is not None:
                del self.facts.lessons[lesson.moved_to]
            lesson.state, lesson.given, lesson.moved_to = "planned", lesson.minutes, None

    @rule(group=PLACE, day=DAYS)
    def add_lesson(self, group: int, day: date) -> None:
        key = list(self.groups.values())[group % len(self.groups)]
        slot = Slot(None, day, 480, 580, 100)
        given = self.attempt(courses.add_lesson, group_id=key, slot=slot)
        if given is not None:
            made = int(str(given))
            self.facts.lessons[made] = Held(made, key, day, 100, 100)

    # Papers.

    def paper(self, place: int, *likely: ColumnElement[bool]) -> Certificate | None:
        """Some paper: of every second place one that the act is likely to take."""
        self.session.expire_all()
        statement = select(Certificate).order_by(Certificate.id)
        rows = self.session.scalars(statement.where(*likely) if place % 2 else statement).all()
        return rows[place % len(rows)] if rows else None

    def on_paper(self, paper: Certificate | None, command: Callable[..., object], **values: object) -> object:
        if paper is None:
            return None
        return self.attempt(command, certificate_id=paper.id, version=paper.version, **values)

    @rule(place=PLACE)
    def issue(self, place: int) -> None:
        self.issue_one(self.paper(place, Certificate.state == "due"))

    def issue_one(self, paper: Certificate | None) -> None:
        if paper is None or self.on_paper(paper, certificates.issue) is None:
            return
        self.session.refresh(paper)
        person = self.facts.people[paper.enrolment_id]
        frozen = self.session.get_one(Document, paper.document_id).content
        assert paper.to_on is None or paper.to_on < self.today
        assert paper.issued_on == self.today
        boxes = (0, 0) if paper.kind == "vov_enrolment" else self.facts.boxes(person, paper.school_year)
        assert (frozen["box_b"], frozen["box_d"]) == boxes
        self.done.add(f"issued {paper.kind}")

    @rule(place=PLACE)
    def print(self, place: int) -> None:
        self.on_paper(self.paper(place, *UNDELIVERED), certificates.note_printed)

    @rule(place=PLACE, ago=st.integers(-1, 9))
    def sign(self, place: int, ago: int) -> None:
        day = self.today - ago * DAY
        self.on_paper(
            self.paper(place, *UNDELIVERED),
            certificates.note_signed,
            signatory_id=self.signatory,
            signed_on=day,
        )

    @rule(place=PLACE, ago=st.integers(-1, 3), late=st.sampled_from(["", "staff"]))
    def deliver(self, place: int, ago: int, late: str) -> None:
        self.deliver_one(self.paper(place, *UNDELIVERED), ago, late)

    def deliver_one(self, paper: Certificate | None, ago: int, late: str) -> None:
        handed = Handed(self.today - ago * DAY, "hand", "An", late)
        if self.on_paper(paper, certificates.deliver, handed=handed):
            assert paper is not None
            self.delivered[paper.id] = self.frozen_row(paper.id)

    @rule(place=PLACE)
    def destroy(self, place: int) -> None:
        paper = self.paper(place, *UNDELIVERED)
        if self.on_paper(paper, certificates.destroy, reason=REASON):
            assert paper is not None
            assert paper.id not in self.delivered, "what was delivered is never destroyed"

    @rule(place=PLACE, responsible=st.booleans())
    def correct(self, place: int, responsible: bool) -> None:
        paper = self.paper(place, Certificate.delivered_on.is_not(None))
        self.correct_one(paper, responsible=responsible)

    def correct_one(self, paper: Certificate | None, *, responsible: bool) -> None:
        if self.on_paper(
            paper, certificates.open_correction, reason=REASON, takes_responsibility=responsible
        ):
            assert responsible
            assert paper is not None
            del self.delivered[paper.id]

    @rule(place=PLACE, code=CODES)
    def whole_life(self, place: int, code: str) -> None:
        """From due to delivered, corrected and delivered again, as far as it goes."""
        self.today = max(self.today, date(2027, 1, 4))
        self.finish()
        found = self.paper(
            2 * place + 1, Certificate.state == "due", func.coalesce(Certificate.to_on, BEGINS) < self.today
        )
        if found is None:
            return
        key = found.id
        for _ in range(2):
            self.issue_one(self.again(key))
            if self.again(key).correction_on is not None:
                self.on_paper(self.again(key), certificates.destroy, reason=REASON)
                self.issue_one(self.again(key))
            self.on_paper(self.again(key), certificates.note_printed)
            self.on_paper(
                self.again(key), certificates.note_signed, signatory_id=self.signatory, signed_on=self.today
            )
            self.deliver_one(self.again(key), 0, "staff")
            self.everything_holds()
            if key in self.delivered:
                assert self.on_paper(self.again(key), certificates.destroy, reason=REASON) is None
            self.correct_one(self.again(key), responsible=False)
            self.correct_one(self.again(key), responsible=True)
            self.everything_holds()
            self.change_a_cell(key, place, code)

    def again(self, key: int) -> Certificate:
        return self.session.get_one(Certificate, key, populate_existing=True)

    def change_a_cell(self, key: int, place: int, code: str) -> None:
        """A lesson of the paper opened, one cell of it changed, the lesson closed."""
        paper = self.again(key)
        person, first, last = self.facts.people[paper.enrolment_id], paper.from_on, paper.to_on
        lessons = [
            each for each in self.facts.lessons.values()
            if first is not None and last is not None and first <= each.day <= last and self.facts.sits(person, each)
        ]  # fmt: skip
        if not lessons:
            return
        lesson = lessons[place % len(lessons)]
        if self.on_lesson(lesson, attendance.reopen_lesson):
            lesson.closed = False
            self.enter_one(lesson, person, code)
        self.finish()

    def due(self, kind: str) -> Certificate | None:
        """The first paper of that kind that can be dated today."""
        self.session.expire_all()
        rows = select(Certificate).where(
            Certificate.kind == kind,
            Certificate.state == "due",
            func.coalesce(Certificate.to_on, BEGINS) < self.today,
        )
        return self.session.scalars(rows.order_by(Certificate.id)).first()

    def everything_holds(self) -> None:
        """All invariants, for a walk that is led by hand."""
        self.hours_are_those_of_the_oracle()
        self.cells_divide_what_was_given()
        self.boxes_are_those_of_the_oracle()
        self.papers_and_terms_are_those_of_the_oracle()
        self.a_term_once_met_stays_met()
        self.papers_are_frozen_and_one_lives()
        self.what_was_issued_or_delivered_stands()

    def frozen_row(self, key: int) -> tuple[object, ...]:
        columns = [each for each in Certificate.__table__.columns if each.name != "version"]
        return tuple(self.session.execute(select(*columns).where(Certificate.id == key)).one())

    # What holds after every step.

    @invariant()
    def hours_are_those_of_the_oracle(self) -> None:
        self.session.flush()
        self.session.expire_all()
        own = {each.id: {(FIRST, LAST), *year_oracle.periods(each)} for each in self.schools.values()}
        for first, last in sorted(set().union(*own.values())):
            many = totals.many(self.session, first_on=first, last_on=last)
            for person in self.facts.people.values():
                if (first, last) not in own[person.school.id]:
                    continue
                wanted = self.facts.sums(person, first, last)
                one = totals.of_one(self.session, enrolment_id=person.id, first_on=first, last_on=last)
                for found in (one, many.get(person.id, totals.Totals())):
                    assert {name: getattr(found, name) for name in (*AMOUNTS, "not_entered")} == vars(wanted)
                if one.is_complete:
                    self.judged(one, wanted.verdict)

    def judged(self, found: totals.Totals, verdict: bool | None) -> None:
        """The sum holds, and the line of ten percent is drawn as the source draws it."""
        assert found.present + found.justified + found.unjustified == found.given
        columns = {name: np.array([getattr(found, name)]) for name in AMOUNTS[1:]}
        answer = judge_many(**columns)
        assert (bool(answer.met[0]) if answer.judged[0] else None) is verdict
        may_miss = found.may_miss(totals.limit(on=self.today))
        assert verdict is None or (may_miss >= 0) is verdict

    @invariant()
    def cells_divide_what_was_given(self) -> None:
        rows = self.session.execute(
            select(AttendanceCell, Lesson).join(Lesson, Lesson.id == AttendanceCell.lesson_id)
        )
        for cell, lesson in rows:
            assert self.facts.cells.get((cell.lesson_id, cell.enrolment_id), "") == cell.code
            given = lesson.given_minutes if cell.code else 0
            assert cell.present + cell.justified + cell.unjustified == given

    @invariant()
    def boxes_are_those_of_the_oracle(self) -> None:
        found = hours.of_enrolments(self.session, list(self.facts.people))
        for person in self.facts.people.values():
            for year in found[person.id]:
                assert (year.exempted, year.missed) == self.facts.boxes(person, year.school_year)

    @invariant()
    def papers_and_terms_are_those_of_the_oracle(self) -> None:
        assert list(checking.differences(self.session, terms=terms.load(self.session))) == []
        rows = self.session.execute(
            select(Certificate, Deadline).outerjoin(
                Deadline, (Deadline.subject_kind == "certificate") & (Deadline.subject_id == Certificate.id)
            )
        ).all()
        found: dict[int, dict[tuple[str, int, int], tuple[Certificate, Deadline | None]]] = {}
        for paper, row in rows:
            found.setdefault(paper.enrolment_id, {})[paper.kind, paper.school_year, paper.period_number] = (
                paper,
                row,
            )
        for person in self.facts.people.values():
            wanted, stored = year_oracle.owed(person), found.get(person.id, {})
            assert wanted.keys() <= stored.keys()
            for key, (paper, row) in stored.items():
                if paper.document_id is not None:
                    continue
                assert paper.state == ("due" if key in wanted else "lapsed")
                if key in wanted:
                    due = None if person.regime == "bev_flanders" else wanted[key][2]
                    assert (paper.from_on, paper.to_on, row.due_on if row else None) == (
                        *wanted[key][:2],
                        due,
                    )

    @invariant()
    def a_term_once_met_stays_met(self) -> None:
        rows = self.session.scalars(select(Deadline).where(Deadline.subject_kind == "certificate"))
        now = {row.id: (row.state, row.met_on, row.due_on) for row in rows if row.met_on is not None}
        for key, was in self.met.items():
            assert now.get(key) == was
        self.met = now
        for state, met_on, due_on in now.values():
            assert state == ("met" if met_on <= due_on else "met_late")

    @invariant()
    def papers_are_frozen_and_one_lives(self) -> None:
        documents = self.session.scalars(select(Document).order_by(Document.id)).all()
        destroyed = set(
            self.session.scalars(select(DocumentEvent.document_id).where(DocumentEvent.kind == "destroyed"))
        )
        for each in documents:
            plain = vault.paper_bytes(each.pdf, number=each.number)
            assert hashlib.sha256(plain).hexdigest() == each.sha256
            now = (each.number, each.pdf, repr(sorted(each.content.items())))
            assert self.papers.setdefault(each.id, now) == now
        delivered = set(
            self.session.scalars(select(DocumentEvent.document_id).where(DocumentEvent.kind == "delivered"))
        )
        handed_over: set[int] = set()
        for each in documents:
            assert (each.corrects_id is not None) is (each.subject_id in handed_over), (
                "after delivery only “correctie”"
            )
            handed_over |= {each.subject_id} if each.id in delivered else set()
        successors = [each.corrects_id for each in documents if each.corrects_id is not None]
        assert len(successors) == len(set(successors)), "one successor at most"
        of_paper: dict[int, list[Document]] = {}
        for each in documents:
            if each.id not in destroyed and each.id not in successors:
                of_paper.setdefault(each.subject_id, []).append(each)
        assert all(len(living) == 1 for living in of_paper.values())
        assert len({each.number for each in documents}) == len(documents)

    @invariant()
    def what_was_issued_or_delivered_stands(self) -> None:
        for key, was in self.delivered.items():
            assert self.frozen_row(key) == was
        issued = select(Certificate, Document).join(Document, Document.id == Certificate.document_id)
        for paper, document in self.session.execute(issued.where(Certificate.state == "issued")):
            if paper.kind != "assiduity":
                continue
            now = vars(self.facts.sums(self.facts.people[paper.enrolment_id], paper.from_on, paper.to_on))
            assert {name: document.content[name] for name in AMOUNTS} == {name: now[name] for name in AMOUNTS}


def attack(year: Year) -> None:
    """Whatever could move an hour under an issued paper, tried on each of its days: the oracle sees what got through."""
    issued = select(Certificate.enrolment_id, Certificate.from_on, Certificate.to_on).where(
        Certificate.state == "issued", Certificate.kind == "assiduity"
    )
    for key, first, last in year.session.execute(issued).all():
        person = year.facts.people[key]
        place = list(year.facts.people).index(key)
        for lesson in [each for each in year.facts.lessons.values() if first <= each.day <= last]:
            if lesson.group not in {seat.group for seat in person.seats}:
                continue
            year.exempt(place, lesson.day, 0, None)
            year.cancel_one(lesson, "holiday")
            year.cancel_one(lesson, "closure")
            year.shorten_one(lesson, 50)
            year.move_one(lesson, date(2027, 5, 20))
            year.restore_one(lesson)
            year.add_lesson(list(year.groups.values()).index(lesson.group), lesson.day)
            for code in ("GZ", "GA", "O"):
                if year.on_lesson(lesson, attendance.reopen_lesson):
                    lesson.closed = False
                year.enter_one(lesson, person, code)
            year.change_group(place, 1, lesson.day)
            year.everything_holds()
        year.withdraw_exemption(place)
        for word in list(person.words):
            for withdraw in (False, True):
                year.judge_one(word, person.words[word], year.today, withdraw=withdraw)
                year.everything_holds()
        year.stop_announced(place, (year.today - first).days)
        year.stop_announced(place, (year.today - last).days)
        year.everything_holds()
    year.finish()


def tour(year: Year) -> None:
    """Every kind of step once, in the order of a school year: a walk by chance may pass one by."""
    own = [each for each in year.facts.lessons.values() if each.group == year.groups["A1"]]
    steps: list[Callable[[], object]] = [
        lambda: year.change_leave(0, "vov"), lambda: year.change_leave(0, "bev_brussels"),
        lambda: year.exempt(0, own[3].day, 0, None), lambda: year.withdraw_exemption(0),
        lambda: year.exempt(1, date(2026, 12, 10), 0, None), lambda: year.change_group(1, 0, date(2027, 2, 1)),
        lambda: year.days_pass(45), lambda: year.second_session(0, None),
        lambda: year.justify(0, 0, "Z", 0, 0, 3, seen=False, absent=True), lambda: year.judge_a_word(0, 0, withdraw=True),
        lambda: year.justify(1, 0, "A", 1, 20, 9, seen=True, absent=True), lambda: year.copy(5, 0),
        lambda: year.absence(1, date(2026, 10, 1), 20, "GK"), lambda: year.cancel_one(own[3], "holiday"),
        lambda: year.justify(0, 0, "Z", 0, 3, 2, seen=False, absent=False), lambda: year.stop_announced(1, 0),
        lambda: year.undo_stop(0), lambda: year.stop_not_attended(2), lambda: year.undo_stop(0), year.finish,
        lambda: year.reopen(1), year.finish, lambda: year.cancel(1, "teacher_ill"), lambda: year.restore(0),
        lambda: year.cancel(1, "holiday"), lambda: year.restore(0), lambda: year.cancel(3, "closure"),
        lambda: year.move(1, date(2027, 3, 2)), lambda: year.restore(0), lambda: year.move(1, date(2027, 3, 2)),
        lambda: year.shorten(1, 100), lambda: year.add_lesson(0, date(2027, 5, 4)), lambda: year.move_the_end(5),
        lambda: year.enrol(3, 0, 20, "bev_brussels"), lambda: year.days_pass(40), year.finish,
        *(lambda kind=kind: year.issue_one(year.due(kind)) for kind in ("enrolment", "assiduity", "vov_enrolment")),
        lambda: attack(year), lambda: year.print(1), lambda: year.destroy(1), lambda: year.whole_life(0, "O30"), lambda: year.whole_life(1, "GZ"),
        lambda: attack(year), lambda: year.issue(1), lambda: year.destroy(1), lambda: year.correct(1, responsible=False), lambda: year.days_pass(60),
    ]  # fmt: skip
    for step in steps:
        step()
        year.everything_holds()


def stops(year: Year) -> None:
    """Stops in and around the edges of every period, with leave taken away and given back, another group, a return."""
    year.today = date(2028, 1, 31)
    for code, other in (("A1", "A2"), ("B1", "B1"), ("C1", "C1")):
        school, learner = year.schools[code[0]], year.learners[4]
        person = year.enrol_on(learner, code, school.starts_on, "bev_brussels")
        assert person is not None
        edges = [edge for period in year_oracle.periods(school) for edge in period]
        days = sorted(
            {day for edge in edges for off in AROUND if (day := edge + off * DAY) >= person.enrolled}
        )
        for day in days:
            assert year.stop_on(person, day)
            year.papers_and_terms_are_those_of_the_oracle()
            if day in edges:
                away_and_back(year, person)
            assert year.on_person(person, enrolments.undo_stop)
            person.stopped = None
            year.papers_and_terms_are_those_of_the_oracle()
        year.everything_holds()
        comes_back(year, person, other)


def away_and_back(year: Year, person: Person) -> None:
    """Leave is switched off, and on again: nothing is owed, and then exactly what was owed before."""
    before = year_oracle.owed(person)
    for regime in ("", "vov", "bev_brussels"):
        assert year.on_person(person, enrolments.change_enrolment, leave=Leave(regime, "Slagerij"))
        person.regime = regime
        year.papers_and_terms_are_those_of_the_oracle()
    assert year_oracle.owed(person) == before


def comes_back(year: Year, person: Person, other: str) -> None:
    """To another group on the last day of a period, a stop on the day after it, and a new enrolment that same day."""
    last = year_oracle.periods(person.school)[0][1]
    if year.groups[other] != person.seats[0].group:
        place = list(year.facts.people).index(person.id)
        year.change_group(place, list(DATES).index(other), last)
        assert person.seats[-1].group == year.groups[other]
    assert year.stop_on(person, last + DAY)
    year.everything_holds()
    learner = year.who[person.id]
    assert year.enrol_on(learner, other, last, "vov") is None, "still enrolled on that day"
    again = year.enrol_on(learner, other, last + DAY, "bev_brussels")
    assert again is not None
    assert year.on_person(person, enrolments.undo_stop) is None, "both would run at once"
    year.everything_holds()
    for off in (0, 1, 40):
        day = again.enrolled + off * DAY
        assert year.stop_on(again, day)
        year.papers_and_terms_are_those_of_the_oracle()
        assert year.on_person(again, enrolments.undo_stop)
        again.stopped = None


@pytest.mark.slow
@pytest.mark.no_cover
def test_hours_and_papers_are_those_of_the_oracle_whatever_is_done(engine: Engine) -> None:
    reached: set[str] = set()
    with Session(engine.execution_options(app_writes=True), expire_on_commit=False) as session:

        class Here(Year):
            def teardown(self) -> None:
                reached.update(self.done)
                super().teardown()

        Here.session = session
        for walk in (tour, stops):
            led = Here()
            walk(led)
            led.teardown()
        run_state_machine_as_test(  # type: ignore[no-untyped-call]
            Here,
            settings=settings(
                max_examples=10, stateful_step_count=50, deadline=None, derandomize=True, database=None,
                suppress_health_check=list(HealthCheck), phases=[Phase.generate],
            ),
        )  # fmt: skip
    wanted = {
        "enrol", "change_enrolment", "change_group", "exempt", "withdraw_exemption", "stop", "undo_stop",
        "note_second_session", "change_course", "saved", "copy_from_lesson", "fill_absence", "close_lesson",
        "reopen_lesson", "justify", "see_evidence", "withdraw_justification", "cancel_lesson", "move_lesson",
        "shorten_lesson", "restore_lesson", "add_lesson", "issued enrolment", "issued assiduity",
        "issued vov_enrolment", "note_printed", "note_signed", "deliver", "destroy", "open_correction",
    }  # fmt: skip
    assert wanted <= reached, f"the walk did not come past {wanted - reached}"
