"""The plain forms of "Aanwezigheden" filled in as nobody sane would: the page itself, widgets, callbacks and all.

After every submit the page shows no exception, every stored row reads back as itself, the sums on the screen are those
of the rows, and an honest edit through the same open page is saved.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from streamlit.testing.v1.element_tree import DateInput

from core import audit
from core.access.actors import Actor, Role
from core.attendance import codes, commands
from core.attendance.cells import Op
from db.models import (
    AttendanceCell,
    AttendanceChange,
    AttendanceOp,
    Enrolment,
    Exemption,
    Justification,
    Lesson,
)
from tests import attendance_factories as making
from tests import factories
from tests.conftest import TODAY
from tests.pages.conftest import Opened, open_page

pytestmark = pytest.mark.slow
CODES = ["A", "O", "O30", "L15", "GZ", "gk20", " g z ", "GV", "GL", "GS", "GW", "GA1", "", "a"]
# A browser holds a field to eight signs; whoever writes to the socket does not.
STRANGE = [
    "\x00", "\u202eA", "ГZ", "Ａ", "gſ", "ı", "O٣٠", "O³", "O0", "O000", "O999", "L", "G", "G30", "GQ", "A1", "L-1", "L1.5",
    "O1e2", "🙈" * 40, "A" * 10_000, "'; drop table lesson;--", "<script>alert(1)</script>", "=1+1", "\n\r\t", "\u2028",
    "GZ\u0000", "NaN", "None", "\ufeffA", "O 3 0", "O151", "O101", "L150", "$a$", "[x](javascript:1)", "**A**", ":red[A]", "`",
]  # fmt: skip
SUBMITS = 40
CHOSEN = ("attendance.justify.from_list", "attendance.justify.person")
SEARCHED = ("", "aert", "claes", "fr", "hondt", "%", "'\"<b>", "zzzz", "🦊")
DAYS = [
    None, date(1900, 1, 1), date(2024, 2, 29), date(2026, 9, 6), date(2026, 9, 8), date(2026, 9, 15), date(2026, 10, 13),
    TODAY - timedelta(days=1), TODAY, TODAY + timedelta(days=1), date(2027, 6, 26), date(9999, 12, 31),
]  # fmt: skip


@pytest.fixture
def lessons(session: Session) -> list[Lesson]:
    """A group of six: lessons of 150 minutes, one shortened, one closed, one cancelled, one where somebody is free."""
    given = factories.provider(session)
    course = making.course(session, campus=given.campus)
    group = making.group(session, course=course)
    made = making.lessons(session, group=group, count=6)
    made[1].given_minutes = 100
    made[4].closed_on, made[4].closed_by = date(2026, 10, 20), "An"
    made[5].state, made[5].reason, made[5].given_minutes = "cancelled", "holiday", 0
    people = [
        making.enrolment(session, course=course, learner=factories.learner(session, name), group=group)
        for name in ("Aerts", "Baert", "*Claes*", "D'hondt [x](y)", "Evens $e$", "Fr<b>ans")
    ]
    session.add(Exemption(
        enrolment_id=people[0].id, first_on=made[2].held_on, last_on=made[2].held_on, noted_on=TODAY, noted_by="An",
    ))  # fmt: skip
    session.commit()
    return made


@pytest.fixture
def actor(session: Session) -> Actor:
    made = factories.actor(session, Role.COORDINATOR)
    session.commit()
    return made


class Somebody:
    """At an open page, with fingers that slip."""

    def __init__(self, session: Session, actor: Actor, seed: int) -> None:
        self.session, self.actor, self.random = session, actor, Random(seed)
        self.opened = open_page("attendance", actor)

    def value(self) -> str:
        chance = self.random.random()
        if chance < 0.5:
            return self.random.choice(CODES)
        if chance < 0.85:
            return self.random.choice(STRANGE)
        return "".join(self.random.choices("AOLGZVSWK0123456789 agzé\u0000", k=self.random.randrange(12)))

    def look_at(self, lesson_id: int) -> None:
        at = self.opened.at
        at.selectbox(key="attendance.lesson").set_value(lesson_id)
        at.segmented_control(key="attendance.look").set_value("form").run()
        self.opened.calm()

    def fill_in(self) -> None:
        for field in self.opened.at.text_input:
            if not field.disabled and self.random.random() < 0.6:
                field.set_value(self.value())

    def somebody_else(self, lesson_id: int) -> None:
        """Meanwhile another browser saves the same cells."""
        self.session.rollback()
        for key in self.session.scalars(select(Enrolment.id).order_by(Enrolment.id).limit(2)).all():
            base = self.session.scalar(
                select(AttendanceCell.version).where(
                    AttendanceCell.lesson_id == lesson_id, AttendanceCell.enrolment_id == key
                )
            )
            op = Op(
                f"else-{self.random.getrandbits(60)}",
                lesson_id,
                key,
                base or 0,
                self.random.choice(CODES[:5]),
            )
            commands.save(self.session, actor=self.actor, today=TODAY, lesson_id=lesson_id, ops=[op])
        self.session.commit()

    def day(self, field: DateInput) -> None:
        days = [each for each in DAYS if each is None or field.min <= each <= field.max]
        field.set_value(self.random.choice(days))


def rows(session: Session) -> Iterator[tuple[AttendanceCell, Lesson]]:
    session.rollback()
    found = select(AttendanceCell, Lesson).join(Lesson, Lesson.id == AttendanceCell.lesson_id)
    yield from ((cell, lesson) for cell, lesson in session.execute(found))


def check_rows(session: Session) -> int:
    """Every cell is a code of ours with its minutes, in a lesson that may be entered; gives how many there are."""
    count = 0
    for cell, lesson in rows(session):
        code = codes.parse(cell.code)
        assert cell.code == ("" if code is None else str(code))
        ground = code.ground if code is not None else ""
        amounts = codes.divide(
            code, given=lesson.given_minutes, is_backed=is_backed(session, cell, lesson, ground)
        )
        assert (cell.present, cell.justified, cell.unjustified) == (
            amounts.present, amounts.justified, amounts.unjustified,
        )  # fmt: skip
        assert cell.present + cell.justified + cell.unjustified == (lesson.given_minutes if cell.code else 0)
        assert (lesson.state, lesson.closed_on) == ("planned", None)
        count += 1
    written = session.scalar(select(func.coalesce(func.sum(AttendanceCell.version), 0)))
    assert session.scalar(select(func.count()).select_from(AttendanceChange)) == written
    named = session.scalars(select(AttendanceOp.op)).all()
    assert len(named) == len(set(named))
    session.rollback()  # what only looked must not keep the page from writing
    return count


def is_backed(session: Session, cell: AttendanceCell, lesson: Lesson, ground: str) -> bool:
    """A word on that ground, in time, over that day, its evidence seen where one is asked; read back row by row."""
    words = session.scalars(
        select(Justification).where(
            Justification.enrolment_id == cell.enrolment_id, Justification.ground == ground
        )
    )
    return any(
        each.first_on <= lesson.held_on <= each.last_on and (each.received_on - each.first_on).days <= 7
        and (each.evidence_seen_on is not None or ground == "K")
        for each in words
    )  # fmt: skip


def check_shown(session: Session, opened: Opened, lesson_id: int) -> None:
    """The sentence under the form: given is present + justified + unjustified + what is still empty."""
    session.rollback()
    lesson = session.get_one(Lesson, lesson_id)
    cells = [cell for cell, held in rows(session) if held.id == lesson_id]
    present, justified, unjustified = (
        sum(getattr(cell, name) for cell in cells) for name in ("present", "justified", "unjustified")
    )
    filled = sum(bool(cell.code) for cell in cells)
    free = session.scalar(
        select(func.count()).select_from(Exemption).where(Exemption.first_on == lesson.held_on)
    )
    empty = 6 - (free or 0) - filled
    assert present + justified + unjustified + empty * lesson.given_minutes == lesson.given_minutes * (
        6 - (free or 0)
    )
    told = f"Samen aanwezig {present} min, gewettigd {justified} min, ongewettigd {unjustified} min; nog leeg {empty}."
    session.rollback()
    assert told in opened.texts


def honest(who: Somebody, lesson_id: int, number: int) -> None:
    """An edit of one person through the page as it stands now, saved whatever came before."""
    who.look_at(lesson_id)
    field = who.opened.at.text_input[3]
    wanted = ("A", "O", "GV", "L15")[number % 4]
    for other in who.opened.at.text_input:
        other.set_value("")
    field.set_value(wanted)
    who.opened.button("Bewaar")
    if "Bewaar opnieuw als jouw" in who.opened.texts:
        who.opened.button("Bewaar")
    who.session.rollback()
    key = int(str(field.key).rsplit(".", 1)[1])
    found = who.session.scalar(
        select(AttendanceCell.code).where(
            AttendanceCell.lesson_id == lesson_id, AttendanceCell.enrolment_id == key
        )
    )
    who.session.rollback()
    told = [each.value for each in (*who.opened.at.error, *who.opened.at.success)]
    shown = [(each.key, each.value) for each in who.opened.at.text_input]
    assert found == wanted, (key, lesson_id, shown, told)


@pytest.mark.parametrize("seed", [3, 4])
def test_the_form_of_a_lesson_takes_anything_and_keeps_only_what_reads_back(
    session: Session, lessons: list[Lesson], actor: Actor, seed: int
) -> None:
    keys = [lesson.id for lesson in lessons if lesson.state == "planned"]
    session.rollback()
    who, sent = Somebody(session, actor, seed), 0
    for number in range(SUBMITS):
        lesson_id = who.random.choice(keys)
        who.look_at(lesson_id)
        for _ in range(who.random.randrange(1, 4)):
            who.fill_in()
            if who.random.random() < 0.3 and lesson_id != keys[4]:
                who.somebody_else(lesson_id)
            who.opened.button("Bewaar")
            sent += 1
            check_shown(session, who.opened, lesson_id)
        if number % 8 == 7:
            check_rows(session)
            honest(who, keys[0], number // 8)
    assert sent > SUBMITS
    assert check_rows(session) > 10
    assert audit.verify(session).findings == ()


def choose_somebody(who: Somebody) -> None:
    """By a part of a name, or out of the list of what waits: who that is decides which fields follow."""
    at = who.opened.at
    at.text_input(key="attendance.justify.search").set_value(who.random.choice(SEARCHED)).run()
    who.opened.calm()
    for start in CHOSEN:
        for field in at.selectbox:
            if field.key and field.key.startswith(start) and field.options:
                field.set_value(who.random.choice(field.options)).run()
                who.opened.calm()
                break


def test_the_forms_of_absence_and_justification_take_any_day_and_ground(
    session: Session, lessons: list[Lesson], actor: Actor
) -> None:
    keys = [lesson.id for lesson in lessons[:4]]
    session.rollback()
    who, noted = Somebody(session, actor, 9), 0
    for number in range(SUBMITS // 2):
        at = who.opened.at
        part = ("lessons", "justifications")[number % 2]
        at.segmented_control(key="attendance.part").set_value(part).run()
        who.opened.calm()
        if part == "lessons":
            at.selectbox(key="attendance.lesson").set_value(who.random.choice(keys)).run()
        if part == "justifications":
            choose_somebody(who)
        for field in at.selectbox:
            if (
                field.key
                and not field.key.endswith("from_list")
                and field.key.startswith(("attendance.absence", "attendance.justify", "attendance.copy"))
                and not field.key.startswith(CHOSEN)
            ):
                field.set_value(who.random.choice(field.options))
        if part == "justifications":
            at.run()
        for field in at.date_input:
            who.day(field)
        at.run()
        who.opened.calm()
        labels = {"lessons": ("Vul afwezigheid in", "Neem over"), "justifications": ("Wettiging noteren",)}[
            part
        ]
        offered = [each.label for each in at.button if each.label in labels and not each.disabled]
        if offered:
            who.opened.button(who.random.choice(offered))
        noted = session.scalar(select(func.count()).select_from(Justification)) or 0
        check_rows(session)
    who.opened.at.segmented_control(key="attendance.part").set_value("lessons").run()
    honest(who, keys[0], 0)
    assert noted > 0
    assert check_rows(session) >= 1
    assert audit.verify(session).findings == ()
