"""The corrections of one proof or of one person, as the panels of other pages show them, and the way to a new one."""

from collections.abc import Sequence

import streamlit as st

from core.access.permissions import Action
from core.led_corrections import queries, words
from core.led_corrections.queries import TicketRow
from core.ui import markup, ticket_list, ticket_opening
from core.ui.page import Context


def of_proof(ctx: Context, proof_id: int, *, learner_id: int, is_issued: bool) -> None:
    """Under a proof: only what was issued can stand in LED."""
    found = ctx.read(queries.of, actor=ctx.actor, today=ctx.today, proof_id=proof_id)
    _draw(ctx, found, learner_id=learner_id, proof_id=proof_id, is_offered=is_issued)


def of_learner(ctx: Context, learner_id: int) -> None:
    """Under a person, with or without a proof of ours."""
    found = ctx.read(queries.of, actor=ctx.actor, today=ctx.today, learner_id=learner_id)
    _draw(ctx, found, learner_id=learner_id, proof_id=None, is_offered=True)


def _draw(
    ctx: Context, found: Sequence[TicketRow], *, learner_id: int, proof_id: int | None, is_offered: bool
) -> None:
    is_offered = is_offered and ctx.may(Action.CORRECT_LED)
    if not found and not is_offered:
        return
    markup.show(markup.heading(ctx.t("Meldingen over LED"), level=3))
    for row in found:
        with st.container(
            horizontal=True, key=f"rij.ticket{row.ticket_id}", vertical_alignment="center", gap="small"
        ):
            with st.container(width="stretch"):
                told = (ctx.t(words.KINDS[row.kind]), ctx.f.date(row.reported_on))
                markup.show(markup.badge(ticket_list.sign(row, ctx)), markup.muted(" · ".join(told)))
            ctx.link("registration", ctx.t("Openen"), part="corrections", ticket=str(row.ticket_id))
    if is_offered and st.button(
        ctx.t("Melding over LED openen"), key="registration.tickets.from", icon=":material/flag:"
    ):
        ticket_opening.begin(ctx, learner_id=learner_id, proof_id=proof_id)
