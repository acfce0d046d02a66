"""The part "Correcties": what is wrong or missing in LED, one ticket each, and what LED itself cannot do."""

import streamlit as st

from core.access.permissions import Action
from core.led_corrections import words
from core.ui import address, markup, record_list, tables, ticket_detail, ticket_list, ticket_opening
from core.ui.page import Context
from core.ui.ticket_list import LISTED


def draw(ctx: Context) -> None:
    """The list with one ticket open beside it."""
    chosen = ticket_list.filters(ctx)
    with ctx.actions:
        if ctx.may(Action.EXPORT):
            ticket_list.export(ctx, chosen)
        if ctx.may(Action.CORRECT_LED) and st.button(
            ctx.t("Melding openen"), key="registration.tickets.new", type="primary", icon=":material/add:"
        ):
            ticket_opening.begin(ctx)
    cannot(ctx)
    found = ticket_list.load(ctx, chosen)
    if not found.rows and record_list.opened(LISTED) is None:
        ticket_list.nothing_found(ctx, chosen)
    else:
        record_list.beside(
            ctx, LISTED, found.rows, lambda key: ticket_detail.draw(ctx, key), total=found.total
        )
    _terms(ctx)
    address.keep(
        {
            "part": "corrections",
            **ticket_list.codes(chosen),
            "ticket": record_list.in_address(LISTED),
            "page": tables.address_page(ticket_list.KEY),
        }
    )


def cannot(ctx: Context) -> None:
    """What nobody can get from LED, each with what the source says, under a fold."""
    with st.expander(ctx.t("Wat LED niet kan"), type="compact"):
        items = [
            markup.tag("li", markup.tag("b", ctx.t(what)), f" {ctx.t(why)}") for what, why in words.CANNOT
        ]
        markup.show(markup.tag("ul", *items), markup.muted(ctx.t(words.SOURCE)))


def _terms(ctx: Context) -> None:
    ours = ticket_list.patience(ctx)
    text = ctx.t(
        "◆ staat bij wat langer dan {act} dagen op ons wacht, of langer dan {remind} dagen op een antwoord. "
        "Dat zijn eigen termijnen; de bron noemt er geen.",
        act=ours.act_days,
        remind=ours.remind_days,
    )
    markup.show(markup.muted(text))
