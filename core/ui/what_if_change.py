"""Making a what-if real: the source it rests on, and what somebody else changed meanwhile."""

from collections.abc import Mapping

import streamlit as st

from core.access.permissions import Action
from core.deadlines import commands
from core.deadlines.queries import Settings
from core.deadlines.shifts import Summary
from core.errors import Conflict
from core.lengths import REASON_LIMIT
from core.ui import forms, markup, what_if_fields
from core.ui.page import Context

CHANGING = "forecast.change"


def draw(ctx: Context, found: Settings, chosen: Mapping[str, str], now: Mapping[str, str]) -> None:
    """The form of who may change a rule; others are told who may."""
    t = ctx.t
    if not ctx.may(Action.CHANGE_RULE):
        markup.show(markup.muted(t("Alleen een beheerder van alle campussen kan deze wijziging doorvoeren.")))
        return
    version, base = forms.opened(CHANGING, found.version), forms.base(CHANGING)
    markup.show(markup.heading(t("Deze wijziging echt maken")))
    with st.form(base, border=False, width=760):
        source = st.text_area(
            t("Bron of beslissing waarop je dit baseert (minstens tien tekens)"), max_chars=REASON_LIMIT,
            key=f"{base}.source",
        )  # fmt: skip
        sent = st.form_submit_button(t("Deze wijziging doorvoeren"), type="primary")
    if not sent:
        return
    values = {name: value for name, value in chosen.items() if value != now[name]}
    done = ctx.attempt(
        commands.change_rule, rule_id=found.rule_id, values=values, source=source or "", version=version
    )
    error = done.error
    if isinstance(error, Conflict):
        both = (what_if_fields.worded(ctx, found, each) for each in (error.shown, error.stored))
        ctx.refuse(Conflict(error.template, shown=next(both), stored=next(both)))
    elif error is not None:
        ctx.refuse(error)
    forms.settle(ctx, CHANGING, done, told=_done(ctx, done.value) if done.value else "")
    ctx.link("rules", t("Bekijk de regel en zijn geschiedenis"), rule=found.rule_id)


def _done(ctx: Context, summary: Summary) -> str:
    n = ctx.f.number
    return ctx.t(
        "De regel is gewijzigd. Verschoven termijnen: {n}; daardoor te laat: {late}; niet meer te laat: {saved}.",
        n=n(summary.moved), late=n(summary.becomes_overdue), saved=n(summary.saved),
    )  # fmt: skip
