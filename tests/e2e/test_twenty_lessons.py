"""The coordinator's evening: 20 lessons of a group of 25, from "nog niet ingevuld" to closed, without a mouse.

Half of the lessons are typed code by code; of the other half only who was not there, and one question fills the rest. All
500 cells are compared with the database. What the story counts, keystrokes and seconds per lesson, it prints.
"""

import time
from dataclasses import dataclass, field
from datetime import date

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

import db.session
from db.models import Lesson
from tests.e2e import classroom
from tests.e2e import server as servers
from tests.e2e.server import Server
from tests.factories import TODAY

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LESSONS, PEOPLE = 20, 25
# Before everything else that the practice teacher still has to enter, so that they are what his list begins with.
FIRST = date(2026, 9, 7)
TYPED = [*("A", "A", "O", "GZ", "L15"), *("A", "GV", "A", "A", "O30")] * 2 + ["A", "A", "GK", "A", "O"]
AWAY = {3: "GZ", 11: "L20", 19: "O"}
FILLED = [AWAY.get(number, "A") for number in range(PEOPLE)]
FOCUSED = """() => {
  let found = document.activeElement;
  while (found?.shadowRoot?.activeElement) found = found.shadowRoot.activeElement;
  return found?.matches("input, button") ? found.dataset.key ?? found.innerText : "";
}"""


@dataclass(slots=True)
class Keyboard:
    """The only hands of this story; it counts what they press."""

    page: Page
    pressed: int = 0
    per_lesson: list[int] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.pressed += 1

    def code(self, text: str) -> None:
        for letter in text:
            self.press(letter)
        self.press("Enter")

    def focused(self) -> str:
        """What has the focus: the key of a cell, or the words of a button."""
        return str(self.page.evaluate(FOCUSED))

    def wait_for(self, text: str) -> None:
        """Look until the focus is there."""
        until = time.monotonic() + 20
        while text not in self.focused():
            assert time.monotonic() < until, f"the focus is on {self.focused()!r} and not on {text!r}"
            self.page.wait_for_timeout(20)

    def tab_to(self, text: str) -> None:
        for _ in range(60):
            if text in self.focused():
                return
            self.press("Tab")
        raise AssertionError(f"the keyboard does not reach {text!r}")


def closed(server: Server, lessons: list[int]) -> dict[int, date | None]:
    engine = db.session.make_engine(classroom.address(server))
    with Session(engine) as session:
        rows = session.scalars(select(Lesson).where(Lesson.id.in_(lessons)))
        found = {lesson.id: lesson.closed_on for lesson in rows}
    engine.dispose()
    return found


def type_all(keys: Keyboard) -> None:
    """Every code, then Tab to the button under the grid."""
    for code in TYPED:
        keys.code(code)
    keys.press("Tab")
    keys.wait_for("Sluit les af")
    keys.press("Enter")


def fill_the_rest(keys: Keyboard) -> None:
    """Who was not there; the question about the rest, with its count; close."""
    at = 0
    for number, code in AWAY.items():
        for _ in range(number - at):
            keys.press("ArrowDown")
        keys.code(code)
        at = number + 1
    keys.press("Control+Enter")
    keys.wait_for(f"Vul {PEOPLE - len(AWAY)} cellen in")
    expect(keys.page.get_by_text(f"{PEOPLE - len(AWAY)} lege cellen van")).to_be_visible()
    keys.press("Enter")
    keys.wait_for("Sluit les af")
    keys.press("Enter")


def test_20_lessons_are_entered_and_closed_by_keyboard_alone(page: Page, server: Server) -> None:
    """500 cells, 20 closed registers; the way from one lesson to the next is one key."""
    lessons = classroom.furnish(server, lessons=LESSONS, people=PEOPLE, first_on=FIRST)
    servers.sign_in(page, server, "docent")
    keys = Keyboard(page)
    expect(page.get_by_text("Lessen die nog niet ingevuld zijn:")).to_be_visible()
    keys.tab_to("Vul in")
    keys.press("Enter")
    for number, lesson_id in enumerate(lessons):
        started, before = time.monotonic(), keys.pressed
        keys.wait_for(f"{lesson_id}:")
        (type_all if number % 2 == 0 else fill_the_rest)(keys)
        keys.wait_for("Volgende")
        expect(page.get_by_text(f"Les afgesloten voor {PEOPLE} cursisten.")).to_be_visible()
        keys.press("Enter")
        keys.per_lesson.append(keys.pressed - before)
        keys.seconds.append(time.monotonic() - started)
    print(f"\nevery code typed: {said(keys, 0)}; the rest filled: {said(keys, 1)}")
    for number, lesson_id in enumerate(lessons):
        assert classroom.codes(server, lesson_id) == (TYPED if number % 2 == 0 else FILLED)
    assert set(closed(server, lessons).values()) == {TODAY}


def said(keys: Keyboard, first: int) -> str:
    seconds, pressed = keys.seconds[first::2], keys.per_lesson[first::2]
    return f"{sum(pressed) / len(pressed):.0f} keystrokes, {sum(seconds) / len(seconds):.1f} s per lesson"
