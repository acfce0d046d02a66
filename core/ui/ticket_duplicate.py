"""Making the duplicate a ticket asks for, and the link to it: the file is for this session only."""

import streamlit as st

from core.led_corrections import commands
from core.led_corrections.queries import TicketRow
from core.ui import downloads, forms, markup
from core.ui.page import Context

FILE = "registration.ticket.duplicate"


def draw(ctx: Context, found: TicketRow) -> None:
    """The button; the ticket ends with what it gives."""
    key, t = f"{FILE}.{found.ticket_id}", ctx.t
    version = forms.opened(key, found.version)
    if st.session_state.get(f"{FILE}.of") != found.ticket_id:
        downloads.forget(FILE)
    text = t(
        "Een duplicaat zegt hetzelfde als het bewaarde bewijs, met “DUPLICAAT” en de datum erop. Het is geen nieuw "
        "bewijs: het nummer en de code voor controle zijn die van het origineel."
    )
    markup.show(markup.muted(text))
    if st.button(t("Duplicaat maken"), key=f"{FILE}.make", type="primary", icon=":material/description:"):
        made = ctx.act(commands.duplicate, ticket_id=found.ticket_id, version=version)
        if made and made.value is not None:
            st.session_state[f"{FILE}.of"] = found.ticket_id
            downloads.ready(
                ctx, FILE, name=made.value.name, media_type=downloads.PDF, content=made.value.content
            )
        forms.settle(ctx, key, made, told=t("Het duplicaat is gemaakt. Druk het af en geef het mee."))
    downloads.link(ctx, FILE)
