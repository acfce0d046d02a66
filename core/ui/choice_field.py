"""The field of a group or a course; where there are too many to list, one types a part of its name first."""

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from core.attendance import choices
from core.attendance.choices import Choice
from core.i18n import N_
from core.ui import forms
from core.ui.page import Context

ALL = 0
Find = Callable[[str, int | None], Choice]


def group(ctx: Context, *, key: str, value: int | None = None, has_all: bool = False) -> int | None:
    """The chosen group, None when there is none to choose; `has_all` adds a first line, with key 0, for all of them."""
    first = [(ALL, ctx.t("Alle groepen"))] if has_all else []
    labels = ctx.t("Groep"), ctx.t("Zoek een groep")
    return draw(ctx, labels, partial(_read, ctx, choices.groups), key=key, value=value, first=first)


def course_among(
    ctx: Context, known: Sequence[tuple[int, str]], *, key: str, value: int | None = None
) -> int | None:
    """The chosen course of those that were read already; 0 for all of them."""
    first = [(ALL, ctx.t("Alle opleidingen"))]
    labels = ctx.t("Opleiding"), ctx.t("Zoek een opleiding")
    return draw(ctx, labels, partial(_among, known), key=key, value=value, first=first)


def draw(
    ctx: Context,
    labels: tuple[str, str],
    find: Find,
    *,
    key: str,
    value: int | None = None,
    first: Sequence[tuple[int, str]] = (),
) -> int | None:
    """The list; above so many, a field to search in stands before it. `first` are lines of their own."""
    label, search = labels
    searched = f"{key}.search"
    # Chosen already, or named by the address: it stays in the list whatever was typed.
    kept = st.session_state.get(key, value) or None
    found = find(str(st.session_state.get(searched) or ""), kept)
    if found.is_many:
        st.text_input(
            search, key=searched, type="search", max_chars=80, icon=":material/search:", width=200,
            placeholder=ctx.t("Code of naam"),
        )  # fmt: skip
    return forms.pick(_counted(ctx, label, found), [*first, *found.options], key=key, value=value)


def _counted(ctx: Context, label: str, found: Choice) -> str:
    """What the list holds stands in its label: one sees that typing more is needed, or that nothing was found."""
    if not found.is_many:
        return label
    if found.has_more:
        return ctx.t(N_("{label} (de eerste {n})"), label=label, n=choices.SHOWN)
    return ctx.t(N_("{label} ({n} gevonden)"), label=label, n=found.matches)


def _read(ctx: Context, query: Callable[..., Choice], typed: str, kept: int | None) -> Choice:
    return ctx.read(query, actor=ctx.actor, typed=typed, kept=kept)


def _among(known: Sequence[tuple[int, str]], typed: str, kept: int | None) -> Choice:
    return choices.among(known, typed=typed, kept=kept)
