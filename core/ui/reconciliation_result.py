"""One comparison: how much came to what, the differences, and what can be done with the whole of it."""

import streamlit as st

from core.access.permissions import Action
from core.exports.sheets import MEDIA_TYPE
from core.reconciliation import commands, outcome, queries, words
from core.reconciliation.queries import Comparison
from core.reconciliation.words import Kind
from core.ui import (
    downloads,
    guarded,
    labels,
    markup,
    reconciliation_history,
    reconciliation_many,
    reconciliation_rows,
    record_list,
)
from core.ui.page import Context

KEY = "registration.comparison"
EXPORT = "registration.comparison.export"


def draw(ctx: Context, reconciliation_id: int) -> None:
    """From the head to the list; a comparison that is gone says so and leads back."""
    found = ctx.read(queries.comparison, actor=ctx.actor, reconciliation_id=reconciliation_id)
    _head(ctx, found)
    if found is None:
        markup.show(markup.paragraph(ctx.t("Deze vergelijking bestaat niet meer.")))
        return
    # Hidden on a narrow screen while a difference stands open, as every bar above a list.
    with st.container(key="filters"):
        _tiles(ctx, found)
        _remarks(ctx, found)
        if not found.different:
            markup.show(markup.paragraph(ctx.t("Elke rij zegt wat hier staat, en niets ontbreekt.")))
            return
        kind, only_open = reconciliation_rows.filters(ctx, found)
    if reconciliation_many.is_on():
        reconciliation_many.draw(ctx, found, kind, only_open)
    else:
        reconciliation_rows.draw(ctx, found, kind, only_open)


def close() -> None:
    """Back to all comparisons; nothing of this one stays chosen."""
    record_list.choose(reconciliation_history.LISTED.key, None)
    reconciliation_rows.forget()
    downloads.forget(EXPORT)


def _head(ctx: Context, found: Comparison | None) -> None:
    t = ctx.t
    with st.container(key="naast.comparison", horizontal=True, vertical_alignment="center", gap="small"):
        with st.container(width="stretch"):
            if found is not None:
                said = t(
                    "Vergeleken op {day} door {person}\u00a0· {period}", day=ctx.f.date(found.read_on),
                    person=reconciliation_history.reader(ctx, found), period=reconciliation_history.period(ctx, found),
                )  # fmt: skip
                markup.show(markup.heading(found.file_name, said))
        if found is not None and found.different:
            reconciliation_many.switch(ctx)
        if found is not None:
            _more(ctx, found)
        st.button(
            t("Naar alle vergelijkingen"), key=f"{KEY}.close", icon=":material/arrow_back:",
            on_click=guarded.callback(ctx, close),
        )  # fmt: skip
    downloads.link(ctx, EXPORT)


def _more(ctx: Context, found: Comparison) -> None:
    t = ctx.t
    with st.popover(t("Meer")):
        if ctx.may(Action.EXPORT) and st.button(
            t("Verschillen als Excel"), key=f"{KEY}.export", type="tertiary", icon=":material/download:"
        ):
            done = ctx.act(commands.export, reconciliation_id=found.id, language=ctx.language)
            if done and done.value is not None:
                downloads.ready(
                    ctx, EXPORT, name="verschillen.xlsx", media_type=MEDIA_TYPE, content=done.value
                )
                st.rerun()
        if st.button(
            t("Vergelijking verwijderen"), key=f"{KEY}.remove", type="tertiary", icon=":material/delete:"
        ) and ctx.act(commands.remove, reconciliation_id=found.id):
            close()
            ctx.tell(t("De vergelijking is verwijderd."))
            st.rerun()
        markup.show(markup.muted(t("Verwijderen kan zolang er in deze vergelijking niets beslist is.")))


def _tiles(ctx: Context, found: Comparison) -> None:
    """Per kind how many and how many still open; then what is equal."""
    t, n = ctx.t, ctx.f.number
    tiles = []
    for kind in Kind:
        total, still = found.kinds.get(kind, (0, 0))
        tiles.append((t(words.KINDS[kind]), total, _mark(ctx, kind, total, still)))
    if outcome.EQUAL in found.counts:
        of = labels.mark("done", t("van 1 rij") if found.rows == 1 else t("van {n} rijen", n=n(found.rows)))
        tiles.append((t("Gelijk"), found.counts[outcome.EQUAL], of))
    with st.grid(7, min_column_width=138, gap="small"):
        for label, count, mark in tiles:
            with st.container(border=True, height="stretch", gap="xsmall"):
                markup.show(markup.tile(label, n(count), mark))


def _mark(ctx: Context, kind: Kind, total: int, still: int) -> markup.Badge:
    if not total:
        return labels.mark("done", ctx.t("niets"))
    if not still:
        return labels.mark("done", ctx.t("alles beslist"))
    return labels.mark(reconciliation_rows.CLASSES[kind], ctx.t("{n} te beslissen", n=ctx.f.number(still)))


def _remarks(ctx: Context, found: Comparison) -> None:
    """What the tiles leave out."""
    t, n = ctx.t, ctx.f.number
    outside, partly = found.counts.get(outcome.OUTSIDE, 0), found.counts.get(outcome.PARTLY, 0)
    lines = []
    if found.is_limited:
        many = t("Alleen de campussen van wie vergeleek; {n} rijen gaan over anderen.", n=n(outside))
        one = t("Alleen de campussen van wie vergeleek; 1 rij gaat over anderen.")
        lines.append(one if outside == 1 else many)
    if not found.counts:
        lines.append(t("Je ziet alleen de verschillen van jouw campussen."))
    if partly:
        many = t(
            "{n} rijen hebben een onbekend woord voor soort of status; dat is er niet vergeleken.",
            n=n(partly),
        )
        one = t("1 rij heeft een onbekend woord voor soort of status; dat is er niet vergeleken.")
        lines.append(one if partly == 1 else many)
    for line in lines:
        markup.show(markup.muted(line))
