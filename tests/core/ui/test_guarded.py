"""Callbacks, fragments and dialogs run their body only for the person they were drawn for."""

from dataclasses import replace

from sqlalchemy.orm import Session
from streamlit.testing.v1 import AppTest

from core.access import permissions
from core.access.actors import Actor
from tests.core.access.people import account


def script() -> None:
    from types import SimpleNamespace

    import streamlit as st

    from core.ui import guarded, session

    found = session.current()
    if found is None:
        st.write("niemand")
        st.stop()
    ctx = SimpleNamespace(actor=st.session_state.get("drawn_for", found.actor))

    def count(step: int) -> None:
        st.session_state["calls"] = st.session_state.get("calls", 0) + step

    @guarded.fragment()
    def part() -> None:
        st.write("stukje")

    @guarded.dialog("Lade")
    def drawer() -> None:
        st.write("lade")

    st.button("Tel", on_click=guarded.callback(ctx, count), args=(2,), key="t")
    part()
    if st.button("Open", key="o"):
        drawer()
    guarded.watch()


def opened(actor: Actor, drawn_for: Actor | None = None) -> AppTest:
    at = AppTest.from_function(script, default_timeout=20)
    at.session_state["actor"] = actor
    at.session_state["drawn_for"] = drawn_for or actor
    return at.run()


def test_the_person_himself_gets_what_he_asked_for(session: Session) -> None:
    at = opened(permissions.as_actor(session, account(session)))
    at.button(key="t").click().run()
    assert at.session_state["calls"] == 2
    assert "stukje" in [element.value for element in at.markdown]
    at.button(key="o").click().run()
    assert "lade" in [element.value for element in at.markdown]


def test_a_callback_drawn_for_another_or_under_other_rights_does_nothing(session: Session) -> None:
    actor = permissions.as_actor(session, account(session))
    for drawn_for in (replace(actor, id=999), replace(actor, rights_version=actor.rights_version + 1)):
        at = opened(actor, drawn_for)
        at.button(key="t").click().run()
        assert "calls" not in at.session_state


def test_without_a_session_nothing_runs(session: Session) -> None:
    at = AppTest.from_function(script, default_timeout=20).run()
    assert [element.value for element in at.markdown] == ["niemand"]
