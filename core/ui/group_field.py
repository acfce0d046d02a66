"""The field of a group: a list to choose from; where there are too many to list, one types a part of its name first."""

import streamlit as st

from core.attendance import group_choice
from core.attendance.group_choice import Choice
from core.i18n import N_
from core.ui import forms
from core.ui.page import Context

ALL = 0


def draw(ctx: Context, *, key: str, value: int | None = None, has_all: bool = False) -> int | None:
    """The chosen group, None when there is none to choose; `has_all` adds a first line, with key 0, for all of them."""
    t, searched = ctx.t, f"{key}.search"
    typed = str(st.session_state.get(searched) or "")
    # Chosen already, or named by the address: it stays in the list whatever was typed.
    kept = st.session_state.get(key, value) or None
    found = ctx.read(group_choice.groups, actor=ctx.actor, typed=typed, kept=kept)
    if found.is_many:
        st.text_input(
            t("Zoek een groep"), key=searched, type="search", max_chars=80, icon=":material/search:",
            placeholder=t("Code of naam"), width=200,
        )  # fmt: skip
    names = [(ALL, t("Alle groepen"))] if has_all else []
    return forms.pick(_label(ctx, found), [*names, *found.groups], key=key, value=value)


def _label(ctx: Context, found: Choice) -> str:
    """What the list holds stands in its label: one sees that typing more is needed, or that nothing was found."""
    if not found.is_many:
        return ctx.t("Groep")
    if found.has_more:
        return ctx.t(N_("Groep (de eerste {n})"), n=group_choice.SHOWN)
    return ctx.t(N_("Groep ({n} gevonden)"), n=ctx.f.number(found.matches))
