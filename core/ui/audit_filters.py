"""The filter bar of the log: who, what, about what, from when until when."""

import streamlit as st

from core.access.actors import person
from core.i18n import N_
from core.journal import entries, sentences
from core.journal.entries import LogFilters
from core.ui import forms, more_filters, tables
from core.ui.page import Context

KEY = "audit"
SUBJECT = N_("Onderwerp")
NUMBER = N_("Nummer van het onderwerp")


def draw(ctx: Context, *, is_looks: bool) -> LogFilters:
    """The bar; the log of looks has no acts to choose from."""
    t = ctx.t
    _from_address()
    base = forms.base(KEY)
    actors, actions = ctx.read(entries.choices)
    with st.container(key="filters", horizontal=True, vertical_alignment="bottom", gap="small"):
        with st.container(width=160):
            who = forms.choice(
                ctx,
                N_("Wie"),
                {name: person(name, t) for name in actors},
                key=f"{base}.who",
                empty=N_("Iedereen"),
            )
        action = ""
        if not is_looks:
            with st.container(width=240):
                acts = {code: sentences.act(code, t) for code in actions}
                action = forms.choice(ctx, N_("Handeling"), acts, key=f"{base}.action", empty=N_("Alle"))
        with st.container(width=135):
            first_on = forms.day(ctx, N_("Vanaf"), key=f"{base}.first")
        with st.container(width=135):
            last_on = forms.day(ctx, N_("Tot en met"), key=f"{base}.last")
        kind, number = _subject(ctx, base, is_looks=is_looks)
    chosen = LogFilters(who, action, kind, number, first_on, last_on)
    if st.session_state.get(f"{KEY}.filtered") not in (None, chosen):
        for key in ("audit.acts", "audit.looks"):
            tables.first_page(key)
    st.session_state[f"{KEY}.filtered"] = chosen
    return chosen


def _from_address() -> None:
    """A link such as ?subject=import_batch.5 sets the filters once."""
    found = st.query_params.get("subject", "")
    if found and found != st.session_state.get("audit.addressed"):
        forms.reopen(KEY)
    st.session_state["audit.addressed"] = found


def _subject(ctx: Context, base: str, *, is_looks: bool) -> tuple[str, int | None]:
    """Kind and number of what it was done to; the address is asked once, so that each is taken off by itself."""
    kind, _, number = st.query_params.get("subject", "").partition(".")
    subjects = {"learner": sentences.SUBJECTS["learner"]} if is_looks else sentences.SUBJECTS
    asked = {"kind": kind, "number": number if _is_number(number) else ""}
    for name, value in asked.items():
        st.session_state.setdefault(f"{base}.{name}", value)
    place = more_filters.place(ctx, base)
    if place is not None:
        with place:
            forms.choice(ctx, SUBJECT, subjects, key=f"{base}.kind", empty=N_("Alle"), is_kept=True)
            st.text_input(ctx.t(NUMBER), max_chars=12, key=f"{base}.number", persist_state="session")
            more_filters.clearing(ctx, base, clear)
    chosen, typed = (more_filters.kept(f"{base}.{name}", "").strip() for name in asked)
    chosen = chosen if chosen in subjects else ""
    typed = typed if _is_number(typed) else ""
    on = {"kind": (SUBJECT, ctx.t(subjects[chosen]) if chosen else ""), "number": (NUMBER, typed)}
    more_filters.chips(ctx, base, {name: said for name, said in on.items() if said[1]})
    return chosen, int(typed) if typed else None


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 16


def clear() -> None:
    """All filters off."""
    forms.reopen(KEY)
    st.query_params.clear()
    st.rerun()


def subject_in_address(chosen: LogFilters) -> str | None:
    """The subject as the address names it: a kind and a number, nothing personal."""
    found = (
        f"{chosen.subject_kind}.{chosen.subject_id}" if chosen.subject_kind and chosen.subject_id else None
    )
    st.session_state["audit.addressed"] = found or ""
    return found
