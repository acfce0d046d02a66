"""The list that goes along with the pile of a step, as a PDF and as a sheet to write in, made of what stays ticked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from core.access.permissions import Action
from core.certificates import lists
from core.certificates.lot import LotPaper
from core.exports.sheets import MEDIA_TYPE
from core.proofs.bundles import Bundle
from core.ui import downloads, quarter_print
from core.ui.page import Context


@dataclass(frozen=True, slots=True)
class PileList:
    """The list of one step: what makes it, its button (a Dutch text with `{n}`) and how its file is named."""

    key: str
    file_key: str
    make: Callable[..., Bundle]
    label: str
    icon: str
    file_name: str


def draw(ctx: Context, listed: PileList, papers: Sequence[LotPaper], **values: object) -> None:
    """Both buttons, and the link to what was made of exactly these papers; `values` go to the making of the PDF."""
    keys, n = tuple(paper.certificate_id for paper in papers), ctx.f.number(len(papers))
    with st.container(horizontal=True, gap="small"):
        as_pdf = st.button(ctx.t(listed.label, n=n), key=f"{listed.key}.pdf", icon=listed.icon)
        as_sheet = ctx.may(Action.EXPORT) and st.button(
            ctx.t("Rekenblad ({n})", n=n), key=f"{listed.key}.xlsx", icon=":material/table:"
        )
    name = f"{listed.file_name}-{ctx.today.isoformat()}"
    if as_pdf:
        quarter_print.ready(
            ctx, listed.file_key, listed.make, keys, name=f"{name}.pdf", media=downloads.PDF,
            language=ctx.language, **values,
        )  # fmt: skip
    elif as_sheet:
        quarter_print.ready(
            ctx, listed.file_key, lists.sheet, keys, name=f"{name}.xlsx", media=MEDIA_TYPE, language=ctx.language
        )  # fmt: skip
    quarter_print.link(ctx, listed.file_key, keys)
