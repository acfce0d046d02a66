"""Forms: a nonce so that one submit has one effect, the version that was shown, days typed as 31/08/2026."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypeVar

import streamlit as st

from core.errors import Conflict, InvalidInput
from core.i18n import N_
from core.ui import distinct, labels, markup
from core.ui.page import Context, Done

T = TypeVar("T")
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2100, 12, 31)
NO_DAY = N_("Vul een dag in bij “{label}”. Er is nog niets bewaard.")


def base(key: str) -> str:
    """The start of this form's widget keys; after `reopen` it is another, so that what was typed is gone."""
    return f"{key}.{st.session_state.get(f'{key}.round', 0)}"


def reopen(key: str) -> None:
    """Forget the shown version, the nonce and what was typed: the form shows what is stored now."""
    st.session_state[f"{key}.round"] = st.session_state.get(f"{key}.round", 0) + 1


def nonce(key: str) -> str:
    """The once-only key of this form; it stays the same until the form is reopened after success."""
    name = f"{base(key)}.nonce"
    if name not in st.session_state:
        st.session_state[name] = secrets.token_hex(16)
    return str(st.session_state[name])


def opened(key: str, version: int) -> int:
    """The version that was shown when the form was opened; a later one in the database is a conflict."""
    name = f"{base(key)}.version"
    st.session_state.setdefault(name, version)
    return int(st.session_state[name])


def settle(ctx: Context, key: str, done: Done[T], *, told: str) -> None:
    """After a submit: start anew with a confirmation; after a conflict, the next submit knows the other's version."""
    if done:
        reopen(key)
        ctx.tell(told)
        st.rerun()
    if isinstance(done.error, Conflict):
        st.session_state.pop(f"{base(key)}.version", None)


def day(
    ctx: Context,
    label: str,
    *,
    key: str,
    value: date | None = None,
    latest: date | None = None,
    earliest: date | None = None,
) -> date | None:
    """A day, typed or picked, shown as 31/08/2026, as it was typed: what cannot be is said, and refused by the command.

    Streamlit's own bounds would keep the day from before in silence while the other one stands on the screen.
    So would its own default: a field that has one cannot be emptied, the browser puts the last day back. The first
    day stands in the session instead, and what is emptied stays empty.
    """
    if value is not None:
        st.session_state.setdefault(key, value)
    found = st.date_input(
        ctx.t(label), value=None, key=key, format="DD/MM/YYYY", min_value=FIRST_DAY, max_value=LAST_DAY
    )
    typed = found if isinstance(found, date) else None
    if typed is not None and not (earliest or FIRST_DAY) <= typed <= (latest or LAST_DAY):
        markup.show(
            markup.badge(labels.mark("late", ctx.t("Deze dag kan niet"))),
            markup.muted(_bounds(ctx, earliest, latest)),
        )
    return typed


def _bounds(ctx: Context, earliest: date | None, latest: date | None) -> str:
    day = ctx.f.date
    if earliest is None:
        return ctx.t("Kies een dag tot en met {last}.", last=day(latest))
    if latest is None:
        return ctx.t("Kies een dag vanaf {first}.", first=day(earliest))
    return ctx.t("Kies een dag vanaf {first} tot en met {last}.", first=day(earliest), last=day(latest))


def given(ctx: Context, found: date | None, label: str) -> date | None:
    """The day of a field that cannot stay empty; without one a sentence says so, and nothing is guessed."""
    if found is None:
        ctx.refuse(InvalidInput(NO_DAY, label=ctx.t(label)))
    return found


def choice(
    ctx: Context,
    label: str,
    options: Mapping[str, str],
    *,
    key: str,
    value: str | None = None,
    empty: str | None = None,
    is_kept: bool = False,
) -> str:
    """One of a table of codes, shown by their texts; `empty` adds a first line that means nothing is chosen.

    `is_kept` keeps the choice while the field is not drawn, as in a popover that is closed.
    """
    codes = ([""] if empty is not None else []) + [code for code in options if code or empty is None]
    shown = dict(options) | ({"": empty} if empty is not None else {})
    found = st.selectbox(
        ctx.t(label),
        codes,
        index=codes.index(value) if value in codes else 0,
        format_func=lambda code: ctx.t(shown[code]),
        key=key,
        placeholder=ctx.t("Kies"),
        persist_state="session" if is_kept else None,
    )
    return str(found or "")


def pick(label: str, options: Sequence[tuple[int, str]], *, key: str, value: int | None = None) -> int | None:
    """One of a list of things by their key; the labels are data and stay as they are, equal ones numbered."""
    names = distinct.labels(dict(options))
    keys = list(names)
    return st.selectbox(
        label,
        keys,
        index=keys.index(value) if value in names else (0 if keys else None),
        format_func=lambda chosen: names[chosen],
        key=key,
    )
