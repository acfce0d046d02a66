"""Callbacks, fragments and dialogs that look at the session before their body runs.

Streamlit runs a callback before the script and a fragment without it: a check at the top of a page comes
too late for the one and is skipped by the other. This module is the only place where the bare forms may
stand.
"""

from collections.abc import Callable
from functools import wraps
from typing import Literal, ParamSpec, Protocol, TypeVar

import streamlit as st

from core.access.actors import Actor
from core.ui import session

P = ParamSpec("P")
T = TypeVar("T")
# The part that holds a whole page (core.ui.navigation.body), and whether this session draws pages as one.
BODY, HAS_BODY = "page.body", "page.has_body"
DialogWidth = Literal["small", "medium", "large"] | int


class HasActor(Protocol):
    """Whatever knows for whom the page was drawn (core.ui.page.Context does)."""

    @property
    def actor(self) -> Actor: ...


def is_same_person(drawn_for: Actor) -> bool:
    """Whether the person for whom it was drawn is still signed in, with the same rights."""
    found = session.current()
    return (
        found is not None
        and found.actor.id == drawn_for.id
        and found.actor.rights_version == drawn_for.rights_version
    )


def callback(ctx: HasActor, fn: Callable[P, object]) -> Callable[P, None]:
    """A callback for on_click and on_change: its body runs only for the person it was drawn for.

    For a click that changes what was drawn before it (a field emptied, another row open, another group of the grid):
    after the script drew that, it is too late. Every other click is read where the button stands.
    """
    drawn_for = ctx.actor

    @wraps(fn)
    def checked(*args: P.args, **kwargs: P.kwargs) -> None:
        if is_same_person(drawn_for):
            fn(*args, **kwargs)

    return checked


def redraw_page() -> None:
    """At the end of a callback: draw the whole page once, not only the part of it that was clicked."""
    if st.session_state.get(HAS_BODY):
        st.rerun(BODY)


def fragment(
    *, run_every: float | None = None, is_activity: bool = True, key: str | None = None
) -> Callable[[Callable[P, T]], Callable[P, T | None]]:
    """A fragment whose every run looks at the session first; without one the whole page runs again and
    shows the login."""

    def made(fn: Callable[P, T]) -> Callable[P, T | None]:
        @wraps(fn)
        def checked(*args: P.args, **kwargs: P.kwargs) -> T | None:
            with session.one_run(is_activity=is_activity) as found:
                if found is None:
                    st.rerun(scope="app")
                return fn(*args, **kwargs)

        drawn: Callable[P, T | None] = st.fragment(checked, run_every=run_every, key=key)
        return drawn

    return made


def dialog(
    title: str, *, position: Literal["left", "center", "right"] = "right", width: DialogWidth = "medium"
) -> Callable[[Callable[P, None]], Callable[P, None]]:
    """A dialog (a drawer at the right, unless said otherwise) whose every run looks at the session first."""

    def made(fn: Callable[P, None]) -> Callable[P, None]:
        @wraps(fn)
        def checked(*args: P.args, **kwargs: P.kwargs) -> None:
            with session.one_run() as found:
                if found is None:
                    st.rerun(scope="app")
                fn(*args, **kwargs)

        drawn: Callable[P, None] = st.dialog(title, position=position, width=width)(checked)
        return drawn

    return made


def watch() -> None:
    """Blank this tab within half a minute after its session ended; no activity, and it draws nothing while
    all is well."""
    _watch()


@fragment(run_every=30, is_activity=False)
def _watch() -> None:
    return None
