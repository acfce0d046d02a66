"""An empty list of proofs: what, why, and the way out."""

import streamlit as st

from core.proofs.filters import Filters, Status
from core.ui import markup, proof_filters
from core.ui.page import Context


def draw(ctx: Context, filters: Filters) -> None:
    """An empty list says what, why and the way out."""
    if filters.search:
        why = ctx.t(
            "Geen enkel bewijs past bij “{searched}”. Controleer de schrijfwijze of wis de filters.",
            searched=filters.search,
        )
        markup.show(markup.heading(ctx.t("Geen bewijzen gevonden"), why, css="tw-klein"))
    elif filters == Filters():
        why = ctx.t(
            "Een bewijs volgt uit een traject dat afgerond is: lees een lijst in of rond een deelname af."
        )
        markup.show(markup.heading(ctx.t("Er staat geen enkel bewijs open."), why, css="tw-klein"))
        ctx.link("imports", ctx.t("Een lijst inlezen"))
        return
    elif filters.status is Status.LATE:
        markup.show(
            markup.heading(
                ctx.t("Niets te laat"),
                ctx.t("Alle open bewijzen zijn nog binnen hun termijn."),
                css="tw-klein",
            )
        )
    else:
        markup.show(
            markup.heading(
                ctx.t("Geen bewijzen in deze lijst"),
                ctx.t("Kies een andere termijn of wis de filters."),
                css="tw-klein",
            )
        )
    if st.button(ctx.t("Filters wissen"), key="proofs.none.clear"):
        proof_filters.clear()
