"""What can be done with one ticket: the next step first, the exceptions behind "Meer"; the forms are beside it."""

from collections.abc import Callable, Mapping

import streamlit as st

from core.access.permissions import Action
from core.i18n import N_
from core.led_corrections.queries import TicketRow
from core.led_corrections.stages import ANSWERED, CLOSED, WAITING
from core.ui import forms, markup, ticket_duplicate, ticket_end_forms, ticket_forms
from core.ui.page import Context
from core.ui.ticket_forms import ACT

NAMES: Mapping[str, str] = {
    "send": N_("Versturen noteren"),
    "answer": N_("Antwoord noteren"),
    "close": N_("Melding afsluiten"),
    "change": N_("Melding wijzigen"),
    "reopen": N_("Heropenen"),
    "note_back": N_("Annulering terugnemen"),
    "register_again": N_("Nieuwe registratie noteren"),
    "duplicate": N_("Duplicaat maken"),
}
FORMS: Mapping[str, Callable[[Context, TicketRow], None]] = {
    "send": ticket_forms.send,
    "answer": ticket_forms.answer,
    "change": ticket_forms.change,
    "close": ticket_end_forms.close,
    "reopen": ticket_end_forms.reopen,
    "note_back": ticket_end_forms.reopen,
    "register_again": ticket_end_forms.register_again,
    "duplicate": ticket_duplicate.draw,
}
RARE = ("change", "reopen", "note_back")


def possible(found: TicketRow) -> list[str]:
    """The acts a ticket is open to, the next step first."""
    if found.stage == CLOSED:
        if (
            found.proof is not None
            and found.proof.led_cancelled_on is not None
            and found.outcome == "cancelled"
        ):
            return ["register_again", "note_back"]
        return ["duplicate", "reopen"] if found.outcome == "duplicate" else ["reopen"]
    if found.kind == "replacement":
        return ["duplicate", "close", "change"]
    if found.stage == WAITING:
        return ["answer", "send", "close", "change"]
    if found.stage == ANSWERED:
        return ["close", "send", "answer", "change"]
    return ["send", "close", "change"]


def draw(ctx: Context, found: TicketRow) -> None:
    """The buttons, and below them the form of the act that was begun."""
    acts = [act for act in possible(found) if _may(ctx, act)]
    begun = _begun(found, acts)
    steps = [act for act in acts if act not in RARE and act != begun]
    rest = [act for act in acts if act in RARE and act != begun]
    with st.container(key="acts", horizontal=True, gap="xsmall"):
        for position, act in enumerate(steps):
            is_first = position == 0 and begun is None
            if st.button(
                ctx.t(NAMES[act]),
                key=f"registration.ticket.begin.{act}",
                type="primary" if is_first else "secondary",
            ):
                _begin(found, act)
        if rest:
            with st.popover(ctx.t("Meer")):
                for act in rest:
                    if st.button(ctx.t(NAMES[act]), key=f"registration.ticket.begin.{act}", type="tertiary"):
                        _begin(found, act)
    if begun is not None:
        with st.container(key=f"kolom.{begun}", gap="small"):
            markup.show(markup.heading(ctx.t(NAMES[begun]), level=3))
            FORMS[begun](ctx, found)


def _may(ctx: Context, act: str) -> bool:
    if act == "duplicate":
        return ctx.may(Action.READ_DOCUMENT)
    return act != "register_again" or ctx.may(Action.REGISTER_PROOF)


def _begun(found: TicketRow, acts: list[str]) -> str | None:
    """The act whose form stands open, for this ticket only and while it can be done."""
    ticket_id, act = st.session_state.get(ACT, (None, None))
    return act if ticket_id == found.ticket_id and act in acts else None


def _begin(found: TicketRow, act: str) -> None:
    forms.reopen(f"registration.ticket.{act}.{found.ticket_id}")
    st.session_state[ACT] = (found.ticket_id, act)
    st.rerun()
