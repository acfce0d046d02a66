"""What of the queue is typed over: which list, and campus, trajectory and kind; codes in the address."""

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from core.i18n import N_
from core.proofs.filters import Filters
from core.registration import queries
from core.registration.queries import Mode, Worklist
from core.ui import address, forms, labels, proof_more_filters
from core.ui.page import Context

KEY = "registration.entry"
INCOMPLETE = "incomplete"
LISTS: Mapping[str, str] = {
    Mode.ENTER: N_("In te voeren"),
    Mode.CONFIRM: N_("Nog te bevestigen"),
    INCOMPLETE: N_("Onvolledig"),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """The list that is looked at and what it is narrowed to."""

    listed: str
    filters: Filters

    @property
    def mode(self) -> Mode:
        """What a sitting on this list goes through."""
        return Mode.CONFIRM if self.listed == Mode.CONFIRM else Mode.ENTER


def asked() -> Wanted:
    """As the fields say, or the address when they were not drawn yet."""
    listed = st.session_state.get(f"{KEY}.list") or address.code("list", LISTS) or Mode.ENTER
    campus, trajectory = _number("campus"), _number("trajectory")
    return Wanted(
        str(listed), Filters(kind=_code("kind", labels.KINDS), campus_id=campus, trajectory_id=trajectory)
    )


def draw(ctx: Context, wanted: Wanted) -> Worklist:
    """The bar with a number beside each list; gives what there is to type over."""
    entering = ctx.read(queries.worklist, actor=ctx.actor, today=ctx.today, filters=wanted.filters)
    counts = {
        Mode.ENTER: len(entering.ready),
        Mode.CONFIRM: ctx.read(queries.to_confirm, actor=ctx.actor),
        INCOMPLETE: len(entering.incomplete),
    }
    with st.container(key="filters", horizontal=True, vertical_alignment="bottom", gap="small"):
        st.segmented_control(
            ctx.t("Lijst"), list(LISTS), default=wanted.listed, required=True, wrap=True, key=f"{KEY}.list",
            format_func=lambda code: f"{ctx.t(LISTS[code])} {ctx.f.number(counts[code])}",
        )  # fmt: skip
        _more(ctx, wanted.filters)
    if wanted.mode is Mode.CONFIRM:
        return ctx.read(
            queries.worklist, actor=ctx.actor, today=ctx.today, filters=wanted.filters, mode=Mode.CONFIRM
        )
    return entering


def _more(ctx: Context, filters: Filters) -> None:
    choices = ctx.read(proof_more_filters.choices, actor=ctx.actor)
    offered: tuple[tuple[str, str, Mapping[str, str], str], ...] = (
        ("campus", N_("Campus"), _named(choices.campuses), str(filters.campus_id or "")),
        ("trajectory", N_("Traject"), _named(choices.trajectories), str(filters.trajectory_id or "")),
        ("kind", N_("Soort bewijs"), labels.KINDS, filters.kind),
    )
    for name, title, options, value in offered:
        with st.container(width=200):
            forms.choice(
                ctx, title, options, key=f"{KEY}.{name}", value=value, empty=N_("Alle"), is_kept=True
            )


def keep(wanted: Wanted) -> None:
    """What is shown, in the address; never a name or a number of a person."""
    filters = wanted.filters
    address.keep({
        "part": "entry", "list": wanted.listed if wanted.listed != Mode.ENTER else None, "kind": filters.kind,
        "campus": filters.campus_id, "trajectory": filters.trajectory_id, "proof": address.number("proof"),
    })  # fmt: skip


def _named(names: Mapping[int, str]) -> dict[str, str]:
    return {str(key): name for key, name in names.items()}


def _code(name: str, known: Mapping[str, str]) -> str:
    found = str(st.session_state.get(f"{KEY}.{name}", address.code(name, known)) or "")
    return found if found in known else ""


def _number(name: str) -> int | None:
    kept = st.session_state.get(f"{KEY}.{name}")
    if kept is None:
        return address.number(name)
    return int(kept) if str(kept).isdigit() else None
