"""The other filters of the proofs page: kind, next step, problem, campus and trajectory."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import streamlit as st
from sqlalchemy.orm import Session

from core.access.actors import Actor
from core.i18n import N_
from core.organisation import queries as organisation
from core.proofs import problems
from core.proofs.filters import Step
from core.trajectories import lists as trajectories
from core.ui import address, forms, labels, more_filters
from core.ui.page import Context

STEPS: Mapping[str, str] = {
    Step.ISSUE: N_("Uit te reiken"),
    Step.REGISTER: N_("Te registreren"),
    Step.DELIVER: N_("Af te leveren"),
}


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be filtered on besides the codes."""

    campuses: Mapping[int, str]
    trajectories: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class More:
    """What can be chosen, title and options by the names of the address, and what is."""

    offered: Mapping[str, tuple[str, Mapping[str, str]]]
    found: Mapping[str, str]


def read(ctx: Context, base: str) -> More:
    """What is chosen, before anything of it is drawn: the numbers beside the signs stand left of it."""
    offered = _offered(ctx, base)
    return More(
        offered, {name: _kept(f"{base}.{name}", name, options) for name, (_, options) in offered.items()}
    )


def draw(ctx: Context, base: str, more: More, *, clear: Callable[[], None]) -> None:
    """The popover, and beside it a button for each filter that takes it off at once."""
    place = more_filters.place(ctx, base)
    if place is not None:
        with place:
            for name, (title, options) in more.offered.items():
                forms.choice(
                    ctx, title, options, key=f"{base}.{name}", value=more.found[name], empty=N_("Alle"), is_kept=True
                )  # fmt: skip
            if any(more.found.values()):
                more_filters.clearing(ctx, base, clear)
    on = {name: more.offered[name] for name, code in more.found.items() if code}
    more_filters.chips(
        ctx, base, {name: (title, ctx.t(options[more.found[name]])) for name, (title, options) in on.items()}
    )


def _offered(ctx: Context, base: str) -> dict[str, tuple[str, Mapping[str, str]]]:
    """Name, title and options of each; places and trajectories are looked up only when somebody can see them."""
    places = ("campus", "trajectory")
    is_asked = any(st.session_state.get(f"{base}.{name}", st.query_params.get(name)) for name in places)
    found = ctx.read(choices, actor=ctx.actor) if is_asked or more_filters.is_open(base) else Choices({}, {})
    return {
        "kind": (N_("Soort bewijs"), labels.KINDS),
        "step": (N_("Volgende stap"), STEPS),
        "hold": (N_("Probleem"), problems.WORDS),
        "campus": (N_("Campus"), {str(key): name for key, name in found.campuses.items()}),
        "trajectory": (N_("Traject"), {str(key): name for key, name in found.trajectories.items()}),
    }


def _kept(key: str, name: str, options: Mapping[str, str]) -> str:
    found = more_filters.kept(key, address.code(name, options) or "")
    return found if found in options else ""


def choices(session: Session, *, actor: Actor) -> Choices:
    """The places this person may see, and every trajectory."""
    campuses = organisation.campuses(session, actor=actor)
    offered = trajectories.names(session)
    return Choices(
        {campus.id: campus.name for campus in campuses},
        {key: f"{code} {name}" for key, code, name in offered},
    )
