"""The filters behind "Meer filters": in a popover filled while it is open; a button beside it takes each off."""

from collections.abc import Callable, Mapping
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.ui import guarded, markup, popovers
from core.ui.page import Context


def place(ctx: Context, base: str) -> DeltaGenerator | None:
    """Where the fields are to be drawn, while somebody can see them."""
    return popovers.opened(ctx.t("Meer filters"), icon=":material/tune:", key=f"{base}.more")


def is_open(base: str) -> bool:
    """The same before it is drawn."""
    return st.session_state.get(f"{base}.more") is True


def kept(key: str, asked: str) -> str:
    """A filter as it was chosen, or as the address asks; chosen goes first, also when nothing was chosen."""
    return str(st.session_state.get(key, asked) or "")


def clearing(ctx: Context, base: str, clear: Callable[[], None]) -> None:
    """The button that takes all of them off."""
    if st.button(ctx.t("Filters wissen"), key=f"{base}.clear"):
        clear()


def chips(ctx: Context, base: str, chosen: Mapping[str, tuple[str, str]]) -> None:
    """For each that is on, its title (Dutch) and its value as shown: a button that takes it off at once."""
    for name, (title, word) in chosen.items():
        st.button(
            f"{ctx.t(title)}: {markup.markdown_safe(word)}", key=f"{base}.{name}.off", icon=":material/close:",
            on_click=guarded.callback(ctx, partial(_take_off, f"{base}.{name}")),
        )  # fmt: skip


def _take_off(key: str) -> None:
    st.session_state[key] = ""
