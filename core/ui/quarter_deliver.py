"""Step 5: the list to hand out, what may go by e-mail, and the note of delivery, which closes the terms."""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from core.access.permissions import Action
from core.certificates import lists
from core.certificates.lot import Lot, LotPaper
from core.exports.sheets import MEDIA_TYPE
from core.ui import (
    downloads,
    markup,
    quarter_choice,
    quarter_mail,
    quarter_noting,
    quarter_print,
    quarter_results,
)
from core.ui.page import Context

KEY: Final = "certificates.quarter.deliver"
LIST: Final = "certificates.quarter.delivery_list"


def draw(ctx: Context, found: Lot) -> None:
    """The whole step."""
    quarter_results.draw(ctx, "deliver")
    _pile(ctx, found)
    if ctx.may(Action.DELIVER_CERTIFICATE):
        quarter_mail.draw(ctx, found)


def _pile(ctx: Context, found: Lot) -> None:
    waiting = found.at("signed")
    if not waiting:
        markup.show(markup.paragraph(ctx.t("Er ligt niets getekend om af te leveren.")))
        return
    papers = quarter_choice.in_order(ctx, waiting)
    chosen = quarter_choice.ticked(ctx, papers, step="deliver")
    if not chosen:
        markup.show(markup.paragraph(ctx.t("Vink aan welke papieren afgeleverd zijn.")))
    elif ctx.may(Action.DELIVER_CERTIFICATE):
        _lists(ctx, chosen)
        quarter_noting.draw(ctx, chosen, key=KEY, ways=("hand", "post", "mail"))


def _lists(ctx: Context, papers: Sequence[LotPaper]) -> None:
    keys, n = tuple(paper.certificate_id for paper in papers), ctx.f.number(len(papers))
    with st.container(horizontal=True, gap="small"):
        label = ctx.t("Afleverlijst ({n})", n=n)
        as_pdf = st.button(label, key=f"{KEY}.pdf", icon=":material/assignment_turned_in:")
        as_sheet = ctx.may(Action.EXPORT) and st.button(
            ctx.t("Rekenblad ({n})", n=n), key=f"{KEY}.xlsx", icon=":material/table:"
        )
    day = ctx.today.isoformat()
    if as_pdf:
        quarter_print.ready(
            ctx, LIST, lists.delivery, keys, name=f"af-te-leveren-{day}.pdf", media=downloads.PDF,
            by_employer=quarter_choice.by_employer(), language=ctx.language,
        )  # fmt: skip
    elif as_sheet:
        quarter_print.ready(
            ctx,
            LIST,
            lists.sheet,
            keys,
            name=f"af-te-leveren-{day}.xlsx",
            media=MEDIA_TYPE,
            language=ctx.language,
        )
    quarter_print.link(ctx, LIST, keys)
