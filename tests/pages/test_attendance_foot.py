"""The foot of the grid of one lesson: closing says what came of it, and the next lesson is offered by name."""

from datetime import date

from sqlalchemy.orm import Session
from streamlit.testing.v1 import AppTest

from core.access.actors import Role
from core.attendance import commands
from core.attendance.cells import Op
from tests import attendance_factories, factories
from tests.conftest import TODAY


def page() -> None:
    """Draws the foot as text, and presses its button once asked."""
    import streamlit as st

    from core.access.permissions import Action
    from core.attendance import registers
    from core.ui import attendance_foot
    from core.ui.page import open_page

    ctx = open_page("Aanwezigheden", Action.SEE_ATTENDANCE)
    line = ctx.read(registers.lesson, actor=ctx.actor, lesson_id=st.session_state["lesson"])
    assert line is not None
    opened = st.session_state.setdefault("opened", [])
    foot = attendance_foot.of(ctx, line, lambda group_id, lesson_id: opened.append(lesson_id))
    if foot is not None:
        st.button("close", on_click=foot.on_close)
        st.button("next", on_click=foot.on_next)
        st.text(f"{foot.close}|{foot.next}|{foot.said}|{foot.is_refused}")


def test_a_lesson_is_closed_from_its_grid_and_the_next_one_is_offered(session: Session) -> None:
    given = factories.provider(session)
    course = attendance_factories.course(session, campus=given.campus)
    group = attendance_factories.group(session, course=course)
    first, second = (
        attendance_factories.lesson(session, group=group, held_on=date(2026, 11, day)) for day in (10, 11)
    )
    person = attendance_factories.enrolment(
        session, course=course, learner=factories.learner(session), group=group
    )
    actor, reader = factories.actor(session, Role.COORDINATOR), factories.actor(session, Role.MANAGER)
    session.commit()
    at = AppTest.from_function(page, default_timeout=60)
    at.session_state["actor"], at.session_state["session.language"] = actor, "nl"
    at.session_state["lesson"] = first.id
    at.run()
    assert at.text[0].value == "Sluit les af|||False"
    at.button[0].click().run()
    assert at.text[0].value == "Sluit les af||Nog 1 cel is leeg. Vul ze in en sluit de les dan af.|True"
    ops = [Op("t-1", first.id, person.id, 0, "A")]
    commands.save(session, actor=actor, today=TODAY, lesson_id=first.id, ops=ops)
    session.commit()
    at.button[0].click().run()
    offered = "Volgende les: woensdag 11/11/2026 · 18.00"
    assert at.text[0].value == f"|{offered}|Les afgesloten voor 1 cursisten.|False"
    at.button[1].click().run()
    assert at.session_state["opened"] == [second.id]
    at.session_state["actor"] = reader
    assert not at.run().text, "who may not enter closes nothing"
