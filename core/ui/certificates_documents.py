"""Every numbered document of a paper with its corrections both ways, and the history of the paper."""

import streamlit as st

from core.access.actors import person
from core.access.permissions import Action
from core.certificates.details import Happened, PaperDetail
from core.certificates.documents import DocumentLine
from core.certificates.words import OF_BEFORE
from core.journal import sentences
from core.ui import labels, markup
from core.ui.markup import Badge
from core.ui.page import Context

TOLD = ("number", "day", "name", "delivery_way", "delivered_by", "reason")


def draw(ctx: Context, found: PaperDetail) -> None:
    """The documents, newest first; nothing before the first was issued."""
    if not found.documents:
        return
    markup.show(markup.heading(ctx.t("Documenten"), level=3))
    for row in found.documents:
        key = f"rij.document{row.document_id or 'earlier'}"
        with st.container(horizontal=True, key=key, vertical_alignment="center"):
            with st.container(width="stretch"):
                who = ctx.t(OF_BEFORE) if row.document_id is None else person(row.issued_by, ctx.t)
                issued = f"{ctx.f.date(row.issued_on)} · {who}"
                markup.show(
                    markup.badge(_sign(ctx, found, row)), markup.muted(issued), *map(markup.muted, _linked(ctx, row))
                )  # fmt: skip
            if row.document_id is not None and ctx.may(Action.READ_DOCUMENT):
                st.link_button("PDF", f"/doc/{row.document_id}?toon=ja", icon=":material/description:")


def _sign(ctx: Context, found: PaperDetail, row: DocumentLine) -> Badge:
    t = ctx.t
    if row.destroyed_on is not None:
        return labels.mark("hold", f"{row.number} {t('vernietigd')}")
    if row.corrected_by:
        return labels.mark("hold", f"{row.number} {t('gecorrigeerd')}")
    if row.delivered_on is not None:
        is_reopened = found.document_id == row.document_id and found.state == "due"
        word = t("correctie geopend") if is_reopened else t("afgeleverd")
        return labels.mark("hold" if is_reopened else "done", f"{row.number} {word}")
    return labels.mark("done", f"{row.number} {t('geldig')}")


def _linked(ctx: Context, row: DocumentLine) -> list[str]:
    """What it corrects and what corrects it, and why; when it was delivered or destroyed."""
    t, day = ctx.t, ctx.f.date
    return [
        t("Correctie van {number}: {reason}", number=row.corrects, reason=row.reason) if row.corrects else "",
        t("Gecorrigeerd door {number}", number=row.corrected_by) if row.corrected_by else "",
        t("Ondertekend op {day}", day=day(row.signed_on)) if row.signed_on else "",
        t("Afgeleverd op {day}", day=day(row.delivered_on)) if row.delivered_on else "",
        t(
            "Vernietigd op {day}: {reason}", day=day(row.destroyed_on), reason=row.destroyed_reason
        ).removesuffix(": ")
        if row.destroyed_on
        else "",
    ]


def history(ctx: Context, found: PaperDetail) -> None:
    """Every act, newest first, under a fold."""
    if not found.happened:
        return
    with st.expander(ctx.t("Geschiedenis ({n})", n=len(found.happened)), type="compact"):
        markup.show(markup.events(_told(ctx, each) for each in found.happened))


def _told(ctx: Context, each: Happened) -> tuple[str, str]:
    values = sentences.values(each.details, ctx.t)
    parts = [sentences.act(each.action, ctx.t), *(values[name] for name in TOLD if values.get(name))]
    return " · ".join(parts), f"{ctx.f.moment(each.at, ctx.today)} · {person(each.by, ctx.t)}"
