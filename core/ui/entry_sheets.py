"""The invoerblad of chosen proofs: to print, or as a spreadsheet."""

from collections.abc import Sequence

import streamlit as st

from core.access.permissions import Action
from core.exports.sheets import MEDIA_TYPE
from core.registration import commands, queries
from core.ui import downloads, markup
from core.ui.page import Context

KEY = "registration.sheets"


def draw(ctx: Context, proof_ids: Sequence[int]) -> None:
    """Two buttons, and the link to what was made for exactly these proofs."""
    wanted = tuple(proof_ids[: queries.MOST])
    if not wanted or not ctx.may(Action.EXPORT):
        return
    if st.session_state.get(f"{KEY}.of") != wanted:
        downloads.forget(KEY)
    markup.show(markup.heading(ctx.t("Invoerblad"), ctx.t("Het INSZ staat er niet op."), level=3))
    with st.container(horizontal=True, gap="small"):
        as_pdf = st.button(ctx.t("Afdrukken ({n})", n=len(wanted)), key=f"{KEY}.pdf", icon=":material/print:")
        as_xlsx = st.button(
            ctx.t("Rekenblad ({n})", n=len(wanted)), key=f"{KEY}.xlsx", icon=":material/table:"
        )
    if as_pdf or as_xlsx:
        command = commands.printed if as_pdf else commands.spreadsheet
        made = ctx.act(command, proof_ids=wanted, language=ctx.language)
        if made and made.value is not None:
            st.session_state[f"{KEY}.of"] = wanted
            name = f"invoerblad-{ctx.today.isoformat()}.{'pdf' if as_pdf else 'xlsx'}"
            kind = downloads.PDF if as_pdf else MEDIA_TYPE
            downloads.ready(ctx, KEY, name=name, media_type=kind, content=made.value)
    downloads.link(ctx, KEY)
