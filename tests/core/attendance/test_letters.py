"""The letter about missed lessons: what it names, what it never names, and its line in the log."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.attendance import commands, letters, signals
from core.attendance.grounds import GROUNDS
from core.documents import absence_letter, absence_words
from core.documents.absence_words import AbsenceLetter
from core.errors import InvalidInput, NotFound
from db.models import AttendanceCell, AuditEntry, Learner
from tests.core.attendance.test_signals import TODAY, Class, found, room
from tests.core.conftest import Refused
from tests.core.documents import reading

__all__ = ["room"]


@pytest.fixture
def content(session: Session, room: Class) -> AbsenceLetter:
    """Of somebody who missed three lessons, one of them ill with its paper seen, and a quarter of an hour."""
    room.absent(session, 0, range(5, 7))
    room.absent(session, 0, range(8, 9), justified=True)
    cell = session.get_one(AttendanceCell, (room.lessons[8].id, room.enrolments[0].id))
    cell.code = "GZ"
    late = session.get_one(AttendanceCell, (room.lessons[9].id, room.enrolments[0].id))
    late.code, late.present, late.unjustified = "L15", 135, 15
    session.flush()
    made = letters.content(
        session, actor=room.given.coordinator, today=TODAY, enrolment_id=room.enrolments[0].id
    )
    assert made is not None
    return made


def test_the_letter_names_lessons_minutes_the_line_and_what_to_bring(content: AbsenceLetter) -> None:
    text = " ".join(" ".join(reading.pages(absence_letter.render(content))).split())
    for day in ("21/09/2026", "25/09/2026", "03/10/2026", "07/10/2026"):
        assert day in text
    assert "18.00 - 21.00" in text
    assert "krijg je 3.000 minuten les. Hoogstens 300 minuten" in text
    assert "Je miste er 315. Je zit 15 minuten boven die grens." in text
    assert "volgens Securex voor zes maanden" in text
    assert "De administratie beslist" in text
    assert "binnen 7 dagen" in text
    assert "vóór 14 november 2026" in text
    assert "stopt" not in text


def test_it_never_names_a_ground_or_a_code(content: AbsenceLetter) -> None:
    text = " ".join(" ".join(reading.pages(absence_letter.render(content))).split()).lower()
    for ground in GROUNDS:
        assert ground.name.lower() not in text
        assert f"g{ground.letter.lower()}" not in text.split()
    assert "ziek" not in text


def test_what_is_shown_first_is_what_is_printed(content: AbsenceLetter) -> None:
    text = " ".join(" ".join(reading.pages(absence_letter.render(content))).split())
    for part in (*absence_words.before(content), *absence_words.after(content)):
        assert part in text
    for row in absence_words.rows(content):
        assert " ".join(row) in text


@pytest.mark.parametrize(
    ("missed", "said"),
    [(200, "Je kan nog 100 minuten missen."), (300, "Je kan geen enkele minuut meer missen.")],
)
def test_how_far_the_line_is(content: AbsenceLetter, missed: int, said: str) -> None:
    assert content.standing is not None
    standing = replace(content.standing, missed=missed)
    assert any(part.endswith(said) for part in absence_words.after(replace(content, standing=standing)))


def test_without_leave_it_speaks_of_no_line_and_under_vov_of_its_own(content: AbsenceLetter) -> None:
    assert content.standing is not None
    assert not any("Securex" in part for part in absence_words.after(replace(content, standing=None)))
    vov = replace(content, standing=replace(content.standing, is_vov=True))
    assert any("Vlaams opleidingsverlof" in part for part in absence_words.after(vov))


def test_who_was_away_the_last_lessons_is_asked_whether_he_stopped(session: Session, room: Class) -> None:
    room.enrolments[1].regime = ""
    room.absent(session, 1, range(17, 20), justified=True)
    made = letters.content(
        session, actor=room.given.coordinator, today=TODAY, enrolment_id=room.enrolments[1].id
    )
    assert made is not None
    assert absence_words.after(made)[0] == "In de laatste 3 lessen was je niet aanwezig."
    assert absence_words.after(made)[-1].startswith("Ben je gestopt?")


def test_it_is_written_in_the_language_of_the_learner(session: Session, room: Class) -> None:
    room.absent(session, 0, range(5, 7))
    session.get_one(Learner, room.enrolments[0].learner_id).language = "en"
    session.flush()
    made = letters.content(
        session, actor=room.given.coordinator, today=TODAY, enrolment_id=room.enrolments[0].id
    )
    assert made is not None
    assert "Missed lessons" in " ".join(reading.pages(absence_letter.render(made)))


def test_many_lessons_run_over_two_pages(content: AbsenceLetter) -> None:
    many = replace(content, lessons=content.lessons * 15)
    assert len(reading.pages(absence_letter.render(many))) > 1
    assert absence_letter.render(many) == absence_letter.render(many)


def test_the_log_and_the_signal_say_when_the_last_one_was_made(session: Session, room: Class) -> None:
    room.absent(session, 0, range(5, 10))
    actor, key = room.given.coordinator, room.enrolments[0].id
    for day in (date(2026, 11, 2), date(2026, 11, 19)):
        assert commands.make_letter(session, actor=actor, today=day, enrolment_id=key).startswith(b"%PDF")
        session.flush()
    row = found(session, actor).rows[0]
    assert row.letter is not None
    assert (row.letter.made_on, row.letter.made_by) == (date(2026, 11, 19), actor.name)
    entries = session.scalars(select(AuditEntry).where(AuditEntry.action == signals.LETTER)).all()
    assert [(entry.subject_kind, entry.subject_id) for entry in entries] == [("enrolment", key)] * 2


def test_there_is_no_letter_about_nothing_or_of_another_campus(
    session: Session, room: Class, refused: Refused
) -> None:
    actor, key = room.given.coordinator, room.enrolments[0].id
    with refused(InvalidInput, "niets te schrijven"):
        commands.make_letter(session, actor=actor, today=TODAY, enrolment_id=key)
    with refused(NotFound):
        commands.make_letter(session, actor=actor, today=TODAY, enrolment_id=99_999)
