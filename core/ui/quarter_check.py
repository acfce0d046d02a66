"""Step 1: per course what is ready, and every obstacle with its count, a sentence and the place where it is solved."""

from collections.abc import Sequence

import streamlit as st

from core.certificates import preflight
from core.certificates.hindrances import Hindrance, Place
from core.certificates.lot import Lot
from core.certificates.preflight import CourseState, Preflight
from core.i18n import N_
from core.ui import labels, markup, tables
from core.ui.cells import Column
from core.ui.page import Context
from core.ui.quarter_words import NAMES, SENTENCES


def draw(ctx: Context, found: Lot) -> None:
    """The whole step."""
    checked = ctx.read(preflight.of, actor=ctx.actor, today=ctx.today, until=found.until)
    if not checked.courses:
        return
    _summary(ctx, checked)
    hindrances(ctx, checked)
    markup.show(markup.heading(ctx.t("Per opleiding"), css="tw-klein"))
    tables.table(ctx, checked.courses, _columns(ctx), caption=ctx.t("Papieren per opleiding"))


def _summary(ctx: Context, checked: Preflight) -> None:
    ready, stopped = len(checked.ready), len(checked.stopped)
    text = ctx.t("{n} papieren zijn klaar om uit te reiken.", n=ctx.f.number(ready))
    if ready == 1:
        text = ctx.t("1 papier is klaar om uit te reiken.")
    if stopped:
        more = (
            N_("1 papier wordt tegengehouden.") if stopped == 1 else N_("{n} papieren worden tegengehouden.")
        )
        text = f"{text} {ctx.t(more, n=ctx.f.number(stopped))}"
    markup.show(markup.paragraph(text))


def hindrances(ctx: Context, checked: Preflight) -> None:
    """What stops papers first, then what only has to be known."""
    if not checked.hindrances:
        mark = labels.mark("done", ctx.t("Niets houdt deze papieren tegen"))
        markup.show(markup.badge(mark))
        return
    _rows(ctx, checked.hindrances)


def stopping(ctx: Context, checked: Preflight) -> None:
    """What stops papers alone."""
    _rows(ctx, [each for each in checked.hindrances if each.is_stopping])


def _rows(ctx: Context, found: Sequence[Hindrance]) -> None:
    for at, each in enumerate(found):
        with st.container(key=f"rij.certificates.quarter.{at}", gap="xxsmall"):
            _hindrance(ctx, each)


def _hindrance(ctx: Context, each: Hindrance) -> None:
    mark = (
        labels.mark("hold", ctx.t("Houdt tegen"))
        if each.is_stopping
        else labels.mark("soon", ctx.t("Let op"))
    )
    count = ctx.t("1 papier") if each.papers == 1 else ctx.t("{n} papieren", n=ctx.f.number(each.papers))
    markup.show(markup.row(mark, ctx.t(NAMES[each.code]), ctx.t(SENTENCES[each.code]), count))
    with st.container(horizontal=True, gap="small", key=f"certificates.quarter.places.{each.code}"):
        for place in each.places:
            _place(ctx, place)
        if each.total > len(each.places):
            left = each.total - len(each.places)
            with st.container(width="content"):
                markup.show(markup.muted(ctx.t("en nog {n}", n=ctx.f.number(left))))


def _place(ctx: Context, place: Place) -> None:
    if not place.page:
        with st.container(width="content"):
            markup.show(markup.muted(ctx.t("Periode tot en met {day}", day=ctx.f.date(place.day))))
        return
    label = place.label or ctx.t("Naar Instellingen")
    if place.day is not None:
        label = f"{label} · {ctx.f.date(place.day)}"
    ctx.link(place.page, label, **place.query)


def _columns(ctx: Context) -> list[Column[CourseState]]:
    return [
        Column(N_("Stand"), lambda row: _mark(ctx, row), "status", 150),
        Column(N_("Opleiding"), lambda row: f"{row.code} {row.name}", width=320),
        Column(N_("Uit te reiken"), lambda row: row.ready, "number", 90),
        Column(N_("Tegengehouden"), lambda row: row.stopped, "number", 120),
        Column(N_("Al uitgereikt"), lambda row: row.issued, "number", 110),
        Column(N_("Streefdatum"), lambda row: row.target_on, "date", 110),
        Column(N_("Uiterste datum"), lambda row: row.due_on, "date", 110),
    ]


def _mark(ctx: Context, row: CourseState) -> markup.Badge:
    if row.stopped:
        return labels.mark("hold", ctx.t("Nog na te kijken"))
    return (
        labels.mark("plan", ctx.t("Uit te reiken")) if row.ready else labels.mark("done", ctx.t("Uitgereikt"))
    )
