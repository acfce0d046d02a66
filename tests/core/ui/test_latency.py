"""The repairs of latency: the theme worked out once is the one Streamlit would work out at every click, and messages
leave at once."""

from collections.abc import Iterator

import pytest
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session, runtime, runtime_util

from core.ui import configuration

SECTIONS = (
    "theme",
    "theme.light",
    "theme.dark",
    "theme.sidebar",
    "theme.light.sidebar",
    "theme.dark.sidebar",
)


@pytest.fixture
def original() -> Iterator[object]:
    configuration.apply()
    found = app_session._populate_theme_msg
    yield found
    app_session._populate_theme_msg = found


def written() -> dict[str, bytes]:
    """Each section as it would be sent, twice over: the second comes from memory."""
    found = {}
    for section in SECTIONS * 2:
        message = CustomThemeConfig()
        app_session._populate_theme_msg(message, section)
        found[section] = message.SerializeToString(deterministic=True)
    return found


def test_every_section_stays_what_it_was(original: object) -> None:
    before = written()
    assert before["theme.light"], "our own colours are in it"
    configuration.remember_theme()
    assert app_session._populate_theme_msg is not original
    assert written() == before


def test_remembering_twice_is_remembering_once(original: object) -> None:
    configuration.remember_theme()
    once = app_session._populate_theme_msg
    configuration.remember_theme()
    assert app_session._populate_theme_msg is once


def test_the_number_that_gathers_messages_is_still_where_it_was() -> None:
    before = runtime.MESSAGE_FLUSH_INTERVAL_SECS
    try:
        configuration.send_at_once()
        assert runtime.MESSAGE_FLUSH_INTERVAL_SECS == configuration.FLUSH_SECONDS < before
        assert runtime_util.MESSAGE_FLUSH_INTERVAL_SECS == before == 0.005
    finally:
        runtime.MESSAGE_FLUSH_INTERVAL_SECS = before
