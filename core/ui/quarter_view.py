"""Part "Kwartaal": everything due up to a day over all courses, in five steps that can be left and returned to."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

import streamlit as st

from core.certificates import lot
from core.certificates.lot import Lot
from core.i18n import N_
from core.ui import (
    address,
    labels,
    markup,
    quarter_check,
    quarter_deliver,
    quarter_issue,
    quarter_print,
    quarter_sign,
)
from core.ui.page import Context

UNTIL: Final = "certificates.quarter.until"
STEP: Final = "certificates.quarter.step"
STEPS: Final[Mapping[str, str]] = {
    "check": N_("1. Nakijken"),
    "issue": N_("2. Uitreiken"),
    "print": N_("3. Afdrukken"),
    "sign": N_("4. Ondertekenen"),
    "deliver": N_("5. Afleveren"),
}
WAITING: Final[Mapping[str, tuple[str, ...]]] = {
    "check": ("due",), "issue": ("due",), "print": ("issued",), "sign": ("printed", "issued"), "deliver": ("signed",),
}  # fmt: skip
DRAWN: Final[Mapping[str, Callable[[Context, Lot], None]]] = {
    "check": quarter_check.draw, "issue": quarter_issue.draw, "print": quarter_print.draw, "sign": quarter_sign.draw,
    "deliver": quarter_deliver.draw,
}  # fmt: skip


def draw(ctx: Context) -> None:
    """The choice of the day, how far the lot is, and the step that is chosen."""
    days = ctx.read(lot.due_days, actor=ctx.actor)
    if not days:
        markup.show(markup.paragraph(ctx.t("Geen enkel papier wacht op aflevering.")))
        return
    by_day = {each.due_on: each for each in days}
    asked = address.day("until")
    first = asked if asked in by_day else lot.nearest(days, today=ctx.today)
    with st.container(key="filters", horizontal=True, vertical_alignment="bottom", gap="small"):
        until = st.selectbox(
            ctx.t("Alles met uiterste datum tot en met"), list(by_day),
            index=list(by_day).index(first) if first in by_day else 0, key=UNTIL, width=280,
            format_func=lambda day: _day(ctx, day, by_day[day].up_to),
        )  # fmt: skip
    found = ctx.read(lot.read, actor=ctx.actor, until=until)
    step = _steps(ctx, found)
    address.keep({"part": "quarter", "until": until.isoformat(), "step": step})
    _state(ctx, found)
    DRAWN[step](ctx, found)


def _day(ctx: Context, day: date, papers: int) -> str:
    text = ctx.t("1 papier") if papers == 1 else ctx.t("{n} papieren", n=ctx.f.number(papers))
    return f"{ctx.f.date(day)} · {text}"


def _steps(ctx: Context, found: Lot) -> str:
    """The steps with how many papers wait for each; at first the one where work lies."""
    counts = {step: len(found.at(*stages)) for step, stages in WAITING.items()}
    waiting = [step for step in ("deliver", "sign", "print") if counts[step]]
    first = "check" if counts["check"] or not waiting else waiting[-1]
    with st.container(key="certificates.quarter.steps"):
        chosen = st.segmented_control(
            ctx.t("Stap"), list(STEPS), default=address.code("step", STEPS) or first, required=True, key=STEP,
            wrap=True, format_func=lambda step: f"{ctx.t(STEPS[step])} ({ctx.f.number(counts[step])})",
        )  # fmt: skip
    return str(chosen)


def _state(ctx: Context, found: Lot) -> None:
    """The one line that says how the lot stands, with the target day that the provider set itself."""
    if not found.papers:
        mark = labels.mark("done", ctx.t("Klaar"))
        text = ctx.t("Alles met uiterste datum tot en met {day} is afgeleverd.", day=ctx.f.date(found.until))
        markup.show(markup.badge(mark), markup.muted(text))
        return
    if len(found.with_term) < len(found.papers):
        _corrections(ctx, len(found.papers) - len(found.with_term))
    if not found.with_term:
        return
    due = min(paper.due_on for paper in found.with_term)
    target = min(paper.target_on for paper in found.with_term)
    one = N_(
        "1 papier is nog niet afgeleverd, {delivered} wel. Streefdatum {target} (eigen kalender), uiterste datum {due}."
    )
    more = N_(
        "{open} papieren zijn nog niet afgeleverd, {delivered} wel. Vroegste streefdatum {target} (eigen kalender), "
        "vroegste uiterste datum {due}."
    )
    text = ctx.t(
        one if len(found.with_term) == 1 else more,
        open=ctx.f.number(len(found.with_term)), delivered=ctx.f.number(found.delivered), target=ctx.f.date(target),
        due=ctx.f.date(due),
    )  # fmt: skip
    markup.show(markup.badge(labels.days(due, ctx.today, ctx.t)), markup.muted(text))


def _corrections(ctx: Context, count: int) -> None:
    """They are made, signed and delivered with the rest; no term runs for them."""
    n = ctx.f.number(count)
    text = N_("1 correctie gaat mee; haar termijn was al gehaald.")
    more = N_("{n} correcties gaan mee; hun termijn was al gehaald.")
    markup.show(
        markup.badge(labels.mark("plan", ctx.t("Correctie"))),
        markup.muted(ctx.t(text if count == 1 else more, n=n)),
    )
