"""The acts on the record that stands open: the next step first, what is rare behind "Meer", below it the form begun."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import streamlit as st

from core.ui import forms, markup
from core.ui.page import Context


@dataclass(frozen=True, slots=True)
class Acts:
    """The acts of one kind of record: names by code, where the one begun is kept, how the keys of theirs begin."""

    names: Mapping[str, str]
    kept: str
    buttons: str
    forms: str
    shortcuts: Mapping[str, str] = field(default_factory=dict)


def begun(of: Acts, record: int) -> str | None:
    """The act whose form stands open, for this record only."""
    found, act = st.session_state.get(of.kept, (None, None))
    return act if found == record else None


def draw(
    ctx: Context, of: Acts, record: int, *, steps: Sequence[str], rest: Sequence[str], now: str | None,
    form: Callable[[str], None], has_next: bool = True,
) -> None:  # fmt: skip
    """The buttons of `steps`, the first one filled, those of `rest` behind "Meer", and the form of `now`."""
    steps, rest = [act for act in steps if act != now], [act for act in rest if act != now]
    with st.container(key="acts", horizontal=True, gap="xsmall"):
        for position, act in enumerate(steps):
            is_next = has_next and position == 0 and now is None
            if st.button(
                ctx.t(of.names[act]), key=f"{of.buttons}.{act}", type="primary" if is_next else "secondary",
                shortcut=of.shortcuts.get(act),
            ):  # fmt: skip
                _begin(of, record, act)
        if rest:
            # Another key once a form is begun: the one that was opened would stay open over that form.
            with st.popover(ctx.t("Meer"), key=f"{of.buttons}.more.{record}.{now or ''}"):
                for act in rest:
                    if st.button(ctx.t(of.names[act]), key=f"{of.buttons}.{act}", type="tertiary"):
                        _begin(of, record, act)
    if now is not None:
        with st.container(key=f"kolom.{now}", gap="small"):
            markup.show(markup.heading(ctx.t(of.names[now]), level=3))
            form(now)


def _begin(of: Acts, record: int, act: str) -> None:
    forms.reopen(f"{of.forms}.{act}.{record}")
    st.session_state[of.kept] = (record, act)
    st.rerun()
