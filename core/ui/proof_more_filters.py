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


def draw(ctx: Context, base: str, *, clear: Callable[[], None]) -> dict[str, str]:
    """What is chosen, by the names of the address; beside the popover a button for each takes it off at once."""
    place = more_filters.place(ctx, base)
    wanted = _offered(ctx, base, is_open=place is not None)
    found = {name: _kept(f"{base}.{name}", name, options) for name, (_, options) in wanted.items()}
    if place is not None:
        with place:
            found = {
                name: forms.choice(
                    ctx, title, options, key=f"{base}.{name}", value=found[name], empty=N_("Alle"), is_kept=True
                )
                for name, (title, options) in wanted.items()
            }  # fmt: skip
            if any(found.values()):
                more_filters.clearing(ctx, base, clear)
    on = {name: wanted[name] for name, code in found.items() if code}
    more_filters.chips(
        ctx, base, {name: (title, ctx.t(options[found[name]])) for name, (title, options) in on.items()}
    )
    return found


def _offered(ctx: Context, base: str, *, is_open: bool) -> dict[str, tuple[str, Mapping[str, str]]]:
    """Name, title and options of each; places and trajectories are looked up only when somebody can see them."""
    places = ("campus", "trajectory")
    is_asked = any(st.session_state.get(f"{base}.{name}", st.query_params.get(name)) for name in places)
    found = ctx.read(choices, actor=ctx.actor) if is_open or is_asked else Choices({}, {})
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
