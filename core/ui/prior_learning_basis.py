"""What an EVC trajectory rests on, with the sign of what each entry is worth: ✓ authentic, ■ not."""

import streamlit as st

from core.prior_learning import queries, words
from core.prior_learning.queries import EntryRow
from core.ui import labels, markup
from core.ui.markup import Badge
from core.ui.page import Context


def sign(ctx: Context, entry: EntryRow) -> Badge:
    """What an entry is worth, as sign and word."""
    css, word = words.MARKS[entry.kind]
    return labels.mark(css, ctx.t(word))


def told(ctx: Context, entry: EntryRow) -> str:
    """Who gave it and when, who of us saw it and when."""
    parts = [
        entry.issuer,
        ctx.t("behaald op {day}", day=ctx.f.date(entry.obtained_on)) if entry.obtained_on else "",
        ctx.t("getoond op {day} aan {name}", day=ctx.f.date(entry.shown_on), name=entry.seen_by),
    ]
    return " · ".join(part for part in parts if part)


def draw(ctx: Context, participation_id: int, *, is_asked: bool = False) -> None:
    """The entries tied to one participation; `is_asked` says it in words when there are none."""
    found = ctx.read(queries.basis, actor=ctx.actor, participation_id=participation_id)
    if not found:
        if is_asked:
            text = ctx.t("Dit EVC-traject steunt op geen enkel gegeven dat de deelnemer in LED toonde.")
            markup.show(markup.muted(text))
        return
    with st.container(gap="xxsmall"):
        markup.show(markup.muted(ctx.t("Basis: wat de deelnemer toonde in LED")))
        for entry in found:
            markup.show(
                markup.badge(sign(ctx, entry)), markup.tag("div", entry.title), markup.muted(told(ctx, entry))
            )
        if is_asked and not all(entry.is_authentic for entry in found):
            markup.show(
                markup.muted(ctx.t("■ is een eigen verklaring: vraag het papier en beoordeel het zelf."))
            )


def of_trajectory(ctx: Context, trajectory_id: int) -> dict[int, str]:
    """Per participation one line: on how many entries it rests, and how many of those are authentic."""
    found = ctx.read(queries.of_trajectory, actor=ctx.actor, trajectory_id=trajectory_id)
    return {
        key: ctx.t(
            "Basis uit LED: ✓ {authentic} authentiek, ■ {other} niet", authentic=some, other=total - some
        )
        for key, (total, some) in found.items()
    }
