"""Papers to take along: the letter of a proof, and of many proofs one PDF, one zip and their letters."""

from collections.abc import Sequence

import streamlit as st

from core.access.permissions import Action
from core.proofs import bundles, letters
from core.ui import downloads
from core.ui.page import Context

FILE = "proofs.bundle"
LETTERS = "proofs.letters"


def forget() -> None:
    """Nothing is ready any more: other proofs are chosen."""
    downloads.forget(FILE)
    downloads.forget(LETTERS)


def of_many(ctx: Context, papers: Sequence[int]) -> None:
    """The papers of the chosen proofs together, and the letters that go with them."""
    if not papers:
        return
    if ctx.may(Action.READ_DOCUMENT):
        with st.container(horizontal=True, gap="small"):
            label = ctx.t("Eén PDF ({n})", n=len(papers))
            as_pdf = st.button(label, key="proofs.bundle.pdf", icon=":material/print:")
            as_zip = st.button(
                ctx.t("Zip ({n})", n=len(papers)), key="proofs.bundle.zip", icon=":material/folder_zip:"
            )
        if as_pdf or as_zip:
            made = ctx.act(bundles.merged if as_pdf else bundles.archive, proof_ids=papers)
            if made and made.value is not None:
                name = f"bewijzen-{ctx.today.isoformat()}.{'pdf' if as_pdf else 'zip'}"
                kind = downloads.PDF if as_pdf else downloads.ZIP
                downloads.ready(ctx, FILE, name=name, media_type=kind, content=made.value.content)
        downloads.link(ctx, FILE)
    letter(ctx, papers, label=ctx.t("Brieven ({n})", n=len(papers)))


def letter(ctx: Context, papers: Sequence[int], *, label: str) -> None:
    """A button that makes the letters of these proofs, and the link to what was made for exactly these."""
    if not ctx.may(Action.DELIVER_PROOF):
        return
    wanted = tuple(papers)
    if st.session_state.get(f"{LETTERS}.of") != wanted:
        downloads.forget(LETTERS)
    if st.button(label, key="proofs.letters.make", icon=":material/mail:"):
        made = ctx.act(letters.letters, proof_ids=wanted)
        if made and made.value is not None:
            st.session_state[f"{LETTERS}.of"] = wanted
            name = f"brieven-{ctx.today.isoformat()}.pdf"
            downloads.ready(ctx, LETTERS, name=name, media_type=downloads.PDF, content=made.value.content)
    downloads.link(ctx, LETTERS)
