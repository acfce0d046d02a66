"""Step 4: the list for who signs, and the note of stamp and original signature on everything that stays ticked."""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from core.access.permissions import Action
from core.certificates import commands, lists
from core.certificates.lot import Lot, LotPaper
from core.certificates.many import Shown
from core.i18n import N_
from core.organisation import queries as organisation
from core.ui import forms, markup, quarter_choice, quarter_lists, quarter_results
from core.ui.page import Context
from core.ui.quarter_lists import PileList

KEY: Final = "certificates.quarter.sign"
SIGNED: Final = N_("Getekend op")
LIST: Final = PileList(
    KEY, "certificates.quarter.signing_list", lists.signing, N_("Lijst om te tekenen ({n})"), ":material/draw:",
    "te-tekenen",
)  # fmt: skip


def draw(ctx: Context, found: Lot) -> None:
    """The whole step."""
    quarter_results.draw(ctx, "sign")
    waiting = found.at("issued", "printed")
    if not waiting:
        markup.show(markup.paragraph(ctx.t("Er ligt niets om te ondertekenen.")))
        return
    papers = quarter_choice.in_order(ctx, waiting)
    chosen = quarter_choice.ticked(ctx, papers, step="sign")
    if not chosen:
        markup.show(markup.paragraph(ctx.t("Vink aan welke papieren getekend zijn.")))
        return
    if ctx.may(Action.DELIVER_CERTIFICATE):
        quarter_lists.draw(ctx, LIST, chosen, signatory="")
        _note(ctx, chosen)


def _note(ctx: Context, papers: Sequence[LotPaper]) -> None:
    signing = ctx.read(organisation.signatories)
    base = forms.base(KEY)
    with st.form(base, border=False, width=520):
        markup.show(
            markup.muted(ctx.t("Originele stempel en handtekening, op elk papier dat aangevinkt is."))
        )
        signatory = forms.pick(
            ctx.t("Getekend door"), [(row.id, f"{row.name}, {row.function}") for row in signing],
            key=f"{base}.signatory",
        )  # fmt: skip
        day = forms.day(ctx, SIGNED, key=f"{base}.day", value=ctx.today, latest=ctx.today)
        label = ctx.t("Ondertekening noteren ({n})", n=ctx.f.number(len(papers)))
        sent = st.form_submit_button(label, type="primary")
    if sent and signatory is not None and (signed_on := forms.given(ctx, day, SIGNED)) is not None:
        shown = [Shown(paper.certificate_id, paper.version) for paper in papers]
        done = ctx.act(
            commands.sign_many, papers=shown, signatory_id=signatory, signed_on=signed_on,
            nonce=forms.nonce(KEY),
        )  # fmt: skip
        if done and done.value is not None:
            forms.reopen(KEY)
            quarter_results.keep(ctx, "sign", [done.value], {p.certificate_id: p.name for p in papers})
            st.rerun()
