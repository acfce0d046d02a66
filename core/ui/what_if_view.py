"""What if a rule counted otherwise: what moves and why, and the way to really do it."""

from collections.abc import Mapping

import streamlit as st

from core.deadlines import queries
from core.deadlines.queries import Settings
from core.deadlines.stored import KEPT, LED_REGISTRATION, PAPERS, STORED
from core.forecast import findings, what_if
from core.forecast.what_if import MovedRow, Preview
from core.i18n import N_
from core.proofs.queries import PAGE_SIZE
from core.rules import parameters
from core.ui import (
    address,
    forecast_list,
    labels,
    markup,
    proof_list,
    rule_words,
    tables,
    what_if_change,
    what_if_fields,
    what_if_papers,
)
from core.ui.cells import Column
from core.ui.page import Context

KEY = "forecast.moved"
STAYS = N_("Wat geregistreerd of ingetrokken is, houdt de datum waaronder het beoordeeld werd.")
STAYS_PAPER = N_("Wat aan de cursist afgeleverd is, houdt de datum waaronder het beoordeeld werd.")


def draw(ctx: Context) -> None:
    """The rule, other values for it, what they do, and the button that makes it so."""
    rule_id = _rule(ctx)
    found = ctx.read(queries.settings, today=ctx.today, rule_id=rule_id)
    ctx.say(
        ctx.t(
            "Probeer andere waarden voor een regel: er verandert niets tot een beheerder de wijziging doorvoert."
        )
    )
    chosen, now = what_if_fields.draw(ctx, found), what_if_fields.as_now(found)
    address.keep({"part": "whatif", "rule": rule_id, **what_if_fields.in_address(chosen)})
    if chosen == now:
        markup.show(
            markup.paragraph(
                ctx.t("Zo telt de regel nu. Kies een andere waarde om te zien wat er verschuift.")
            )
        )
        ctx.link("rules", ctx.t("Bekijk de regel en zijn geschiedenis"), rule=rule_id)
        return
    what_if_fields.reset(ctx, found)
    preview = ctx.read(
        what_if.preview, actor=ctx.actor, today=ctx.today, rule_id=rule_id, chosen=_whole(found, chosen)
    )  # fmt: skip
    _said(ctx, found, chosen, now, preview)
    _beyond(ctx, preview.beyond_law)
    _list(ctx, rule_id, preview)
    what_if_change.draw(ctx, found, chosen, now)


def _rule(ctx: Context) -> str:
    names = {rule_id: rule_words.name(ctx, parameters.law(rule_id).name) for rule_id in KEPT}
    asked = address.code("rule", names) or LED_REGISTRATION
    return str(
        st.selectbox(
            ctx.t("Regel"), list(names), index=list(names).index(asked), format_func=lambda code: names[code],
            key="forecast.rule", width=480,
        )
    )  # fmt: skip


def _whole(found: Settings, chosen: Mapping[str, str]) -> Mapping[str, str]:
    """All choices of the rule as they would be."""
    return {**found.chosen, **chosen}


def _said(
    ctx: Context, found: Settings, chosen: Mapping[str, str], now: Mapping[str, str], preview: Preview
) -> None:  # fmt: skip
    t, n, summary = ctx.t, ctx.f.number, preview.summary
    new, old = what_if_fields.told(ctx, found, chosen, now), what_if_fields.told(ctx, found, now, chosen)
    counted = (
        t("Van 1 open termijn.") if summary.open == 1 else t("Van {n} open termijnen.", n=n(summary.open))
    )
    kept = STAYS_PAPER if found.rule_id in PAPERS else STAYS
    stays = t(kept)
    of_open = f"{counted} {stays}"
    if ctx.actor.campus_ids is not None:
        of_open += " " + t("Je ziet alleen de termijnen van jouw campussen.")
    markup.show(markup.heading(findings.what_if(summary, new=new, old=old, t=t, f=ctx.f), of_open))
    moved = t("{earlier} eerder, {later} later", earlier=n(summary.earlier), later=n(summary.later))
    none = labels.mark("done", t("niets"))
    drawn: tuple[tuple[str, str, markup.Badge], ...] = (
        (t("Verschuiven"), n(summary.moved), labels.mark("plan", moved)),
        (
            t("Worden te laat"), n(summary.becomes_overdue),
            labels.mark("late", t("nu nog op tijd")) if summary.becomes_overdue else none,
        ),
        (
            t("Niet meer te laat"), n(summary.saved),
            labels.mark("done", t("nu wel te laat")) if summary.saved else labels.mark("plan", t("niets")),
        ),
        (t("Grootste verschuiving"), _days(ctx, summary.furthest), labels.mark("plan", _way(ctx, summary.furthest))),
    )  # fmt: skip
    with st.grid(4, min_column_width=150, gap="small"):
        for label, value, mark in drawn:
            with st.container(border=True, height="stretch", gap="xsmall"):
                markup.show(markup.tile(label, value, mark))


def _beyond(ctx: Context, count: int) -> None:
    """The law stays the law: a wider setting of the provider saves nobody from it."""
    if not count:
        return
    t = ctx.t
    said = t("1 open termijn") if count == 1 else t("{n} open termijnen", n=ctx.f.number(count))
    markup.show(
        markup.badge(labels.mark("soon", t("Ruimer dan de wet: {n}", n=said))),
        markup.muted(
            t("Wie deze instelling volgt, kan voor de wet te laat zijn. Zorg dat je bron dat toelaat.")
        ),
    )


def _days(ctx: Context, days: int) -> str:
    return ctx.t("1 dag") if abs(days) == 1 else ctx.t("{n} dagen", n=ctx.f.number(abs(days)))


def _way(ctx: Context, days: int) -> str:
    if not days:
        return ctx.t("niets")
    return ctx.t("eerder") if days < 0 else ctx.t("later")


def _list(ctx: Context, rule_id: str, preview: Preview) -> None:
    total = preview.summary.moved
    if not total:
        return
    page = min(tables.page_of(KEY), -(-total // PAGE_SIZE))
    markup.show(markup.heading(ctx.t("Wat er verschuift"), css="tw-klein"))
    if rule_id in PAPERS:
        what_if_papers.draw(ctx, rule_id, preview, page=page)
        return
    rows = ctx.read(
        what_if.moved_rows, actor=ctx.actor, today=ctx.today, rule_id=rule_id, moved=preview.moved, page=page
    )
    named = {each.row.proof_id: proof_list.name_of(each.row) for each in rows}
    columns = _columns(ctx, rule_id, preview)
    forecast_list.draw(
        ctx, rows, columns, key=KEY, caption=N_("Termijnen die verschuiven"), named=named, total=total
    )


def _columns(ctx: Context, rule_id: str, preview: Preview) -> list[Column[MovedRow]]:
    facts = STORED[rule_id].facts

    def why(each: MovedRow) -> str:
        return what_if_papers.counted(ctx, preview.terms.explained(rule_id, facts(each.shift.starts_on)))

    return [
        Column(N_("Zou zijn"), lambda each: labels.days(each.shift.due_on, ctx.today, ctx.t), kind="status"),
        Column(N_("Nu"), lambda each: each.shift.was_on, kind="date", width=105),
        Column(N_("Wordt"), lambda each: each.shift.due_on, kind="date", width=105),
        Column(N_("Dagen"), lambda each: each.shift.days, kind="number", width=70),
        Column(N_("Persoon"), lambda each: proof_list.name_of(each.row), width=180),
        Column(N_("Traject"), lambda each: each.row.trajectory, width=170),
        Column(N_("Campus"), lambda each: each.row.campus, width=110),
        Column(N_("Waarom"), why, width=230),
    ]
