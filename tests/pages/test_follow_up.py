"""Page "Aanwezigheden", parts "Opvolging" and "Lijsten", the history of cells, and what may still be missed."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.actors import Actor, Role
from core.attendance import commands, signals
from core.attendance.cells import Op
from core.attendance.signals import Signal
from db.models import AttendanceCell, AttendanceChange, AuditEntry, Campus, Enrolment, Lesson
from tests import attendance_factories, factories
from tests.conftest import TODAY
from tests.pages.conftest import Opened, open_page
from tests.pages.drawers import drawer, only, stored


@dataclass(frozen=True, slots=True)
class Room:
    """Ten lessons; Aerts was away for the last three of them, Baert was there. Keys: rows would hold a transaction."""

    actor: Actor
    course: int
    lessons: list[int]
    aerts: int


@pytest.fixture
def room(session: Session) -> Room:
    given = factories.provider(session)
    course = attendance_factories.course(
        session,
        campus=given.campus,
        name="Boekhouden",
        starts_on=date(2026, 9, 7),
        organisation="school_year",
    )
    group = attendance_factories.group(session, course=course, code="BOEK-1")
    first = date(2026, 9, 8)
    lessons = [
        attendance_factories.lesson(session, group=group, held_on=first + timedelta(weeks=week))
        for week in range(10)
    ]
    people = [
        attendance_factories.enrolment(
            session, course=course, learner=factories.learner(session, name, "An"), group=group
        )
        for name in ("Aerts", "Baert")
    ]
    actor = factories.actor(session, Role.COORDINATOR)
    session.commit()
    for place, lesson in enumerate(lessons):
        codes = ("O" if place >= 7 else "A", "A")
        ops = [
            Op(f"{place}-{row.id}", lesson.id, row.id, 0, code)
            for row, code in zip(people, codes, strict=True)
        ]
        commands.save(session, actor=actor, today=TODAY, lesson_id=lesson.id, ops=ops)
    session.commit()
    made = Room(actor, course.id, [lesson.id for lesson in lessons], people[0].id)
    session.rollback()
    return made


def signal(session: Session, room: Room) -> Signal:
    found = signals.found(session, actor=room.actor, today=TODAY).rows[0]
    session.rollback()
    return found


def test_who_asks_attention_stands_there_with_why_and_what_may_be_missed(
    session: Session, room: Room
) -> None:
    opened = open_page("attendance", room.actor, query={"part": "signals"})
    for text in (
        "Boven de grens", "Vermoedelijk gestopt?", "Aerts, An", "Boekhouden",
        "3 lessen na elkaar niet aanwezig, van 27/10/2026 tot en met 10/11/2026",
        "300 minuten boven de grens (periode tot en met 31/12/2026)", "BEV (werkgever in Brussel)", "Voorbeeld bv",
    ):  # fmt: skip
        assert text in opened.texts, text
    assert "Baert" not in opened.texts
    opened.at.segmented_control(key="attendance.signals.kind").set_value("near").run()
    opened.calm()
    assert "Geen signalen gevonden" in opened.texts
    assert opened.at.query_params["kind"] == "near"
    opened.button("Filters wissen")
    assert "Aerts, An" in opened.texts
    assert "kind" not in opened.at.query_params


def test_a_course_is_chosen_kept_in_the_address_and_opened_by_a_link(session: Session, room: Room) -> None:
    campus = session.scalars(select(Campus).order_by(Campus.id)).first()
    assert campus is not None
    quiet = attendance_factories.course(session, campus=campus, code="LEEG-1", starts_on=date(2026, 9, 7)).id
    session.commit()
    opened = open_page("attendance", room.actor, query={"part": "signals"})
    field = opened.at.selectbox(key="attendance.signals.course")
    assert field.options[0] == "Alle opleidingen"
    assert len(field.options) == 2, "only courses in which somebody asks attention"
    field.set_value(room.course).run()
    opened.calm()
    assert opened.at.query_params["course"] == str(room.course)
    assert "Aerts, An" in opened.texts
    opened = open_page(
        "attendance", room.actor, query={"part": "signals", "course": str(quiet), "kind": "over"}
    )
    assert "Geen signalen gevonden" in opened.texts
    assert opened.at.selectbox(key="attendance.signals.course").value == quiet
    assert opened.at.query_params["course"] == str(quiet)
    opened.button("Filters wissen")
    assert "Aerts, An" in opened.texts
    for strange in ("0", "-1", "x", "999999999999999", "1;drop"):
        opened = open_page("attendance", room.actor, query={"part": "signals", "course": strange})
        opened.calm()


def test_a_signal_leads_to_the_lessons_of_that_person(session: Session, room: Room) -> None:
    opened = open_page("attendance", room.actor, query={"part": "signals"})
    opened.button("Bekijk lessen")
    assert opened.at.session_state["attendance.learner.person"] == room.aerts
    assert "10 lessen: aanwezig 1.050 min, gewettigd 0 min, ongewettigd 450 min" in opened.texts
    assert "450 minuten ongewettigd gemist, 150 toegelaten (op 1.500 minuten les)" in opened.texts


def test_nobody_is_a_sentence_and_a_teacher_sees_only_his_own(session: Session, room: Room) -> None:
    teacher = factories.actor(session, Role.TEACHER)
    session.commit()
    opened = open_page("attendance", teacher, query={"part": "signals"})
    assert "Niemand miste zoveel lessen" in opened.texts
    assert "Aerts" not in opened.texts


def test_the_drawer_names_lessons_source_and_who_decides(session: Session, room: Room) -> None:
    opened = drawer(
        room.actor, "signal_drawer", "_show(ctx, st.session_state['row'])", row=signal(session, room)
    )
    for text in (
        "dinsdag 10/11/2026",
        "18.00 - 21.00",
        "150 min",
        "volgens Securex",
        "De administratie beslist",
    ):
        assert text in opened.texts, text


def test_the_letter_is_shown_first_made_once_and_the_second_time_it_warns(
    session: Session, room: Room
) -> None:
    row = signal(session, room)
    opened = drawer(room.actor, "signal_drawer", "_show(ctx, st.session_state['row'])", row=row)
    act = f"attendance.signals.act{room.aerts}"
    opened.at.selectbox(key=act).set_value("letter").run()
    opened.calm()
    assert "Je volgt bij ons de opleiding Boekhouden." in opened.texts
    assert not opened.at.warning
    opened.button("Maak brief (PDF)")
    entry = only(select(AuditEntry).where(AuditEntry.action == signals.LETTER))
    assert (entry.subject_kind, entry.subject_id) == ("enrolment", room.aerts)
    again = drawer(
        room.actor, "signal_drawer", "_show(ctx, st.session_state['row'])", row=signal(session, room)
    )
    again.at.selectbox(key=act).set_value("letter").run()
    assert "al een brief gemaakt, op 21/11/2026" in again.at.warning[0].value.replace("\\", "")
    assert "Brief gemaakt op 21/11/2026" in again.texts


def test_the_course_is_stopped_from_the_drawer_and_the_signal_is_gone(session: Session, room: Room) -> None:
    row = signal(session, room)
    opened = drawer(room.actor, "signal_drawer", "_show(ctx, st.session_state['row'])", row=row)
    opened.at.selectbox(key=f"attendance.signals.act{room.aerts}").set_value("stop").run()
    kind = next(box for box in opened.at.selectbox if box.label == "Hoe stopte de cursist?")
    kind.set_value("not_attended").run()
    opened.button("Opleiding stopzetten")
    assert stored(Enrolment, room.aerts).stopped_on == date(2026, 10, 27)
    assert not signals.found(session, actor=room.actor, today=TODAY).rows


def test_lists_are_printed_ticked_and_the_missing_ones_stand_alone(session: Session, room: Room) -> None:
    opened = open_page("attendance", room.actor, query={"part": "lists"})
    assert "BOEK-1 · Boekhouden" in opened.texts
    opened.button("Maak lijsten (PDF)")
    assert "aanwezigheidslijsten.pdf" in str(opened.at.session_state["attendance.lists.ready"])
    opened.button("Noteer lijst binnen")
    assert f"21/11/2026 door {room.actor.display_name}" in opened.texts
    opened.at.selectbox(key="attendance.lists.show").set_value("missing").run()
    opened.calm()
    assert "Geen lessen in deze dagen." in opened.texts
    opened.at.selectbox(key="attendance.lists.show").set_value("all").run()
    opened.button("Toch niet binnen")
    assert stored(Lesson, room.lessons[9]).list_received_on is None


def test_the_history_of_a_lesson_is_told_and_a_value_put_back(session: Session, room: Room) -> None:
    key = (room.lessons[9], room.aerts)
    ops = [Op("later", *key, 1, "L10")]
    commands.save(session, actor=room.actor, today=TODAY, lesson_id=key[0], ops=ops)
    session.commit()
    opened = drawer(room.actor, "attendance_history", f"_lesson(ctx, {key[0]})")
    assert "Aerts, An" in opened.texts
    assert "raster" in opened.texts
    opened.button("Zet terug")
    assert stored(AttendanceCell, key).code == "O"
    newest = only(select(AttendanceChange).order_by(AttendanceChange.id.desc()).limit(1))
    assert newest.way == "undo"


def test_the_page_says_how_many_cells_it_would_fill(session: Session, room: Room) -> None:
    opened = open_page("attendance", room.actor)
    assert "Vult 0 lege cellen; 1 blijven zoals ze zijn." in opened.texts
    assert "Geschiedenis" in [button.label for button in opened.at.button]


def test_the_list_of_a_course_says_what_may_still_be_missed(session: Session, room: Room) -> None:
    opened: Opened = open_page("courses", room.actor, query={"id": str(room.course)})
    assert "300 minuten boven de grens (periode tot en met 31/12/2026)" in opened.texts
    assert "Kan nog 150 minuten missen tot en met 31/12/2026" in opened.texts


def test_the_sheet_of_a_group_is_made_where_its_lists_are_and_leads_to_the_import(
    session: Session, room: Room
) -> None:
    opened = open_page("attendance", room.actor, query={"part": "lists"})
    assert "Kies hierboven eerst één groep." in opened.texts
    opened.at.selectbox(key="attendance.lists.group").select_index(1).run()
    opened.calm()
    opened.button("Maak blad (Excel)")
    assert "aanwezigheden-groep-" in str(opened.at.session_state["attendance.sheet.ready"])
    opened.at.date_input(key="attendance.lists.last_on").set_value(date(2020, 1, 1)).run()
    opened.calm()
    assert "De laatste dag ligt vóór de eerste." in opened.texts
    imports = open_page("imports", room.actor, query={"kind": "attendance"})
    assert imports.at.selectbox(key="imports.kind").value == "attendance"
    manager = factories.actor(session, Role.MANAGER)
    session.commit()
    assert "Blad om in Excel" not in str(open_page("attendance", manager, query={"part": "lists"}).at)
