"""What may go by e-mail: drafts to open in a mail program, who has no address, and the note that they were sent."""

from typing import Final

import streamlit as st

from core.certificates import mailing
from core.certificates.lot import Lot, LotPaper
from core.i18n import N_
from core.ui import downloads, markup, quarter_noting
from core.ui.page import Context

KEY: Final = "certificates.quarter.mail"
WITHOUT: Final = f"{KEY}.without"
MOST_NAMES: Final = 12


def draw(ctx: Context, found: Lot) -> None:
    """Nothing when no paper of the lot may go so; what is on paper alone has nothing to attach."""
    kinds = {kind for kind in {paper.kind for paper in found.papers} if ctx.read(mailing.may_go, kind)}
    made = [paper for paper in found.at("issued", "printed", "signed") if not paper.is_on_paper]
    papers = [paper for paper in made if paper.kind in kinds]
    if not papers:
        return
    ready = [paper for paper in papers if mailing.usable(paper.email)]
    without = [paper for paper in papers if not mailing.usable(paper.email)]
    title = ctx.t("Per e-mail ({n})", n=ctx.f.number(len(ready)))
    with st.expander(title, expanded=not found.at("signed"), icon=":material/mail:"):
        _without(ctx, without)
        if ready:
            _drafts(ctx, ready)
            quarter_noting.draw(ctx, ready, key=KEY, ways=("mail",))


def _without(ctx: Context, papers: list[LotPaper]) -> None:
    if not papers:
        return
    names = "; ".join(sorted({paper.name for paper in papers})[:MOST_NAMES])
    more = " …" if len({paper.name for paper in papers}) > MOST_NAMES else ""
    text = N_("Zonder bruikbaar e-mailadres ({n}): {names}")
    markup.show(markup.muted(ctx.t(text, n=ctx.f.number(len(papers)), names=names + more)))


def _drafts(ctx: Context, papers: list[LotPaper]) -> None:
    keys = tuple(paper.certificate_id for paper in papers)
    markup.show(
        markup.muted(
            ctx.t(
                "Elk bericht staat klaar met het papier als bijlage: open het in je mailprogramma en verstuur het."
            )
        )
    )
    label = ctx.t("Berichten klaarzetten ({n})", n=ctx.f.number(len(papers)))
    if st.button(label, key=f"{KEY}.make", icon=":material/drafts:"):
        made = ctx.act(mailing.drafts, certificate_ids=keys)
        if made and made.value is not None:
            st.session_state[f"{KEY}.of"] = keys
            name = f"berichten-{ctx.today.isoformat()}.zip"
            downloads.ready(ctx, KEY, name=name, media_type=downloads.ZIP, content=made.value.content)
    if st.session_state.get(f"{KEY}.of") != keys:
        downloads.forget(KEY)
    downloads.link(ctx, KEY)
