"""A drawer drawn as a page of its own: AppTest runs whole scripts, and a drawer is redrawn without its page."""

from typing import TypeVar

from sqlalchemy import Select, func, select
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import DateInput

import db.session
from core.access.actors import Actor
from tests.pages.conftest import Opened

T = TypeVar("T")
SCRIPT = """
import streamlit as st
from core.access.permissions import Action
from core.ui import {module}
from core.ui.page import open_page
ctx = open_page("Deelnemers", Action.SEE_LEARNERS)
if not st.session_state.get("drawn"):
    {module}.{call}
"""


def drawer(actor: Actor, module: str, call: str, **state: object) -> Opened:
    """Run one drawer of core.ui for somebody; `state` is what its call refers to."""
    at = AppTest.from_string(SCRIPT.format(module=module, call=call), default_timeout=60)
    at.session_state["actor"] = actor
    at.session_state["session.language"] = "nl"
    for name, value in state.items():
        at.session_state[name] = value
    at.run()
    opened = Opened(at)
    opened.calm()
    return opened


def field(opened: Opened, label: str) -> object:
    """The text field with that label."""
    return next(found for found in (*opened.at.text_input, *opened.at.text_area) if found.label == label)


def fill(opened: Opened, **typed: str) -> None:
    """Type into the fields whose labels start with these words (underscores for spaces)."""
    for label, value in typed.items():
        wanted = label.replace("_", " ")
        found = [
            place for place in (*opened.at.text_input, *opened.at.text_area) if place.label.startswith(wanted)
        ]
        assert found, f"no field {wanted!r}; there are {[place.label for place in opened.at.text_input]}"
        found[0].set_value(value)


def empty(opened: Opened, label: str) -> None:
    """Empty the day with that label: filled in beforehand, and without a default of the field's own, which a browser
    would put back."""
    found = _day(opened, label)
    assert found.value is not None
    assert not found.proto.default
    found.set_value(None)


def asked_for_a_day(opened: Opened, label: str) -> None:
    """The sentence says which day is missing, and the field is still empty."""
    assert f"Vul een dag in bij “{label}”. Er is nog niets bewaard." in opened.texts
    assert _day(opened, label).value is None


def _day(opened: Opened, label: str) -> DateInput:
    [*_, found] = [found for found in opened.at.date_input if found.label == label]
    return found


def stored(model: type[T], key: int) -> T:
    """A row as it stands now; read and let go, so that no transaction of the test stays open."""
    with db.session.reading() as session:
        found = session.get_one(model, key)
        session.expunge(found)
    return found


def only(statement: Select[tuple[T]]) -> T:
    """The one row a statement finds, let go likewise."""
    with db.session.reading() as session:
        found = session.scalars(statement).one()
        session.expunge_all()
    return found


def counted(model: type[object]) -> int:
    """How many rows a table holds."""
    with db.session.reading() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0
