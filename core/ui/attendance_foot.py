"""Under the grid of one lesson: its counts, closing it, and the way to the next one, without leaving the keyboard."""

import secrets
from collections.abc import Callable
from functools import partial
from typing import Final

import streamlit as st

from core.access.permissions import Action
from core.attendance import commands, listed
from core.attendance.listed import Line
from core.i18n import N_
from core.ui.attendance_grid import Foot, hour
from core.ui.page import Context

BEGIN: Final = "attendance.begin"
SAID: Final = "attendance.foot"
KEYS = N_(
    "Ctrl+Enter in een cel: lege cellen op A (na je antwoord), daarna de les afsluiten, daarna de volgende les."
)


def begin(line_id: int) -> None:
    """That lesson was asked for by a button: its grid takes the focus, once."""
    st.session_state[BEGIN] = (line_id, secrets.token_hex(4))


def of(ctx: Context, line: Line, go: Callable[[int, int], None]) -> Foot | None:
    """The foot of the grid of that lesson; `go` opens another one. None for who may not enter."""
    if not ctx.may(Action.ENTER_ATTENDANCE) or line.state != "planned":
        return None
    about, said, is_refused = st.session_state.get(SAID, (0, "", False))
    asked, token = st.session_state.get(BEGIN, (0, ""))
    is_open = line.closed_on is None
    following = None
    if not is_open:
        following = ctx.read(listed.next_to_enter, actor=ctx.actor, today=ctx.today, line=line)
    if about != line.id:
        said, is_refused = "", False
    return Foot(
        ctx.t("Sluit les af") if is_open and line.held_on <= ctx.today else "",
        _label(ctx, line, following) if following is not None else "",
        said
        if said or is_open or following is not None
        else ctx.t("Alle gegeven lessen zijn ingevuld en afgesloten."),
        is_refused,
        token if asked == line.id else "",
        partial(_close, ctx, line),
        partial(go, following.group_id, following.id) if following is not None else _stay,
    )


def _label(ctx: Context, line: Line, following: Line) -> str:
    day = f"{ctx.f.weekday(following.held_on)} {ctx.f.date(following.held_on)}"
    moment = f"{day} · {hour(following.starts_at)}"
    if following.group_id == line.group_id:
        return ctx.t("Volgende les: {moment}", moment=moment)
    return ctx.t("Volgende groep: {group} · {moment}", group=following.group, moment=moment)


def _close(ctx: Context, line: Line) -> None:
    done = ctx.attempt(commands.close_lesson, lesson_id=line.id, version=line.version)
    if done.error is not None:
        text = ctx.words(done.error.template, done.error.params)
    else:
        text = ctx.t("Les afgesloten voor {n} cursisten.", n=ctx.f.number(done.value or 0))
    st.session_state[SAID] = (line.id, text, done.error is not None)


def _stay() -> None:
    """Nothing is left to open."""
