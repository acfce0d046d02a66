"""Step 3: the pile in one PDF or one archive, in the order that was chosen, and the note that it was printed."""

from collections.abc import Callable, Sequence
from typing import Final

import streamlit as st

from core.access.permissions import Action
from core.certificates import commands, pile
from core.certificates.lot import Lot, LotPaper
from core.certificates.many import Shown
from core.i18n import N_
from core.proofs.bundles import Bundle
from core.ui import downloads, forms, markup, quarter_choice, quarter_results
from core.ui.page import Context

KEY: Final = "certificates.quarter.print"
FILE: Final = "certificates.quarter.pile"
WHICH: Final = {"new": N_("Nog niet afgedrukt"), "all": N_("Alles wat uitgereikt is")}


def draw(ctx: Context, found: Lot) -> None:
    """The whole step."""
    quarter_results.draw(ctx, "print")
    issued = found.at("issued", "printed", "signed")
    piles = {"new": found.at("issued"), "all": [paper for paper in issued if not paper.is_on_paper]}
    if not piles["all"]:
        why = pile.ON_PAPER if issued else N_("Er is nog niets uitgereikt. Ga naar stap 2.")
        markup.show(markup.paragraph(ctx.t(why)))
        return
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        which = st.segmented_control(
            ctx.t("Wat"), list(WHICH), default="new" if piles["new"] else "all", required=True, key=f"{KEY}.which",
            format_func=lambda code: f"{ctx.t(WHICH[code])} ({ctx.f.number(len(piles[code]))})",
        )  # fmt: skip
        papers = quarter_choice.in_order(ctx, piles[str(which)])
    if not papers:
        markup.show(markup.paragraph(ctx.t("Alles is al afgedrukt.")))
        return
    if ctx.may(Action.READ_DOCUMENT):
        _files(ctx, papers)
    if ctx.may(Action.DELIVER_CERTIFICATE) and piles["new"]:
        _note(ctx, piles["new"])


def _files(ctx: Context, papers: Sequence[LotPaper]) -> None:
    keys, n = tuple(paper.certificate_id for paper in papers), ctx.f.number(len(papers))
    made: tuple[Callable[..., Bundle], str, str] | None = None
    both = st.checkbox(
        ctx.t("Dubbelzijdig afdrukken: elk papier begint op een voorzijde"),
        key=f"{KEY}.both",
        persist_state="session",
    )
    if st.session_state.get(f"{FILE}.both") != both:
        downloads.forget(FILE)
        st.session_state[f"{FILE}.both"] = both
    with st.container(horizontal=True, gap="small"):
        if st.button(ctx.t("Eén PDF ({n})", n=n), key=f"{KEY}.pdf", icon=":material/print:", type="primary"):
            made = pile.printed, "pdf", downloads.PDF
        if st.button(ctx.t("Zip ({n})", n=n), key=f"{KEY}.zip", icon=":material/folder_zip:"):
            made = pile.archive, "zip", downloads.ZIP
    if made is not None:
        values: dict[str, object] = {"on_both_sides": both} if made[0] is pile.printed else {}
        name = f"getuigschriften-{ctx.today.isoformat()}.{made[1]}"
        ready(ctx, FILE, made[0], keys, name=name, media=made[2], **values)
    link(ctx, FILE, keys)


def ready(
    ctx: Context, key: str, make: Callable[..., Bundle], keys: Sequence[int], *, name: str, media: str, **values: object
) -> None:  # fmt: skip
    """Make a file of these papers and put it ready, with the count that is really in it."""
    done = ctx.act(make, certificate_ids=keys, **values)
    if done and done.value is not None:
        st.session_state[f"{key}.of"] = (tuple(keys), done.value.papers)
        downloads.ready(ctx, key, name=name, media_type=media, content=done.value.content)


def link(ctx: Context, key: str, keys: Sequence[int]) -> None:
    """The link to what was made of exactly these papers."""
    found = st.session_state.get(f"{key}.of")
    if found is None or found[0] != tuple(keys):
        downloads.forget(key)
        return
    downloads.link(ctx, key)
    count = (
        ctx.t("1 papier in dit bestand.")
        if found[1] == 1
        else ctx.t("{n} papieren in dit bestand.", n=found[1])
    )
    markup.show(markup.muted(count))


def _note(ctx: Context, papers: Sequence[LotPaper]) -> None:
    base = forms.base(KEY)
    with st.form(base, border=False):
        text = N_("Liggen ze op papier? Noteer het dan voor de {n} die nog niet afgedrukt waren.")
        markup.show(markup.muted(ctx.t(text, n=ctx.f.number(len(papers)))))
        sent = st.form_submit_button(ctx.t("Afdruk noteren ({n})", n=ctx.f.number(len(papers))))
    if sent:
        shown = [Shown(paper.certificate_id, paper.version) for paper in papers]
        done = ctx.act(commands.print_many, papers=shown, nonce=forms.nonce(KEY))
        if done and done.value is not None:
            forms.reopen(KEY)
            quarter_results.keep(ctx, "print", [done.value], {p.certificate_id: p.name for p in papers})
            st.rerun()
