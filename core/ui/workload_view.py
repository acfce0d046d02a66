"""The workload at a pace: what becomes late and from when, per week, and which proofs."""

from fractions import Fraction

import streamlit as st

from core.compliance.charts import Look
from core.forecast import charts, findings, queries
from core.forecast import plan as plans
from core.forecast.plan import Plan
from core.forecast.queries import LateRow, Pace, Workload
from core.i18n import N_
from core.proofs.queries import PAGE_SIZE
from core.provider_settings import queries as provider_settings
from core.ui import address, cells, forecast_list, labels, markup, proof_list, tables
from core.ui.cells import Column
from core.ui.page import Context

KEY = "forecast.late"
WEEKS_DRAWN = 13
MOST = 100_000
ADDRESS_PACE, ADDRESS_TODAY = "pace", "today"
NOT_COUNTED = (
    N_("Deelnames die nog lopen: wie de komende weken afrondt, brengt bewijzen bij die hier nog niet staan."),
    N_("Geblokkeerde bewijzen: zolang er iets ontbreekt, kan je ze niet registreren; hun termijn loopt wel door."),
    N_("Het uitreiken zelf: een bewijs dat nog uitgereikt moet worden, telt als één registratie."),
    N_("Sluitingen van één campus: alleen die van de hele instelling en de feestdagen tellen."),
)  # fmt: skip


def draw(ctx: Context) -> None:
    """The pace, what it leads to, and the proofs behind the numbers."""
    work = ctx.read(queries.workload, actor=ctx.actor, today=ctx.today)
    weeks = ctx.read(provider_settings.number, "forecast.weeks")
    pace = ctx.read(queries.pace, actor=ctx.actor, today=ctx.today, weeks=weeks)
    per_day, counts_today = _chosen(ctx, pace)
    found = plans.plan(
        work.due_on, today=ctx.today, per_day=per_day, counts_today=counts_today, closing_days=work.closing_days
    )  # fmt: skip
    _tiles(ctx, found, work, per_day)
    _picture(ctx, found, per_day)
    _late(ctx, found)
    markup.show(
        markup.heading(ctx.t("Wat hier niet meetelt"), css="tw-klein"),
        markup.lines(ctx.t(each) for each in NOT_COUNTED),
    )
    address.keep(
        {
            "part": "load",
            ADDRESS_PACE: int(per_day * 10),
            ADDRESS_TODAY: int(counts_today),
            "page": tables.address_page(KEY),
        }
    )


def _chosen(ctx: Context, pace: Pace) -> tuple[Fraction, bool]:
    """The pace and whether today counts: as the link says, or as measured and set."""
    t, measured = ctx.t, round(pace.per_day * 10)
    ctx.say(_measured(ctx, pace))
    asked = address.number(ADDRESS_PACE)
    tenths = measured if asked is None else min(asked, MOST * 10)
    counts = address.number(ADDRESS_TODAY)
    default = ctx.read(provider_settings.number, "forecast.counts_today") if counts is None else counts
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        typed = st.number_input(
            t("Bewijzen per werkdag"), 0.0, float(MOST), tenths / 10, 0.5, format="%.1f", key="forecast.pace", width=220
        )  # fmt: skip
        is_counted = st.toggle(t("Vandaag telt mee"), value=bool(default), key="forecast.counts_today")
    return Fraction(round(typed * 10), 10), is_counted


def _measured(ctx: Context, pace: Pace) -> str:
    f = ctx.f
    return ctx.t(
        "Gemeten van {first} tot en met {last}: {n} registraties op {days} werkdagen, {pace} per werkdag.",
        first=f.date(pace.first_on), last=f.date(pace.last_on), n=f.number(pace.registered), days=pace.days,
        pace=f.number(float(pace.per_day), 1),
    )  # fmt: skip


def _tiles(ctx: Context, found: Plan, work: Workload, per_day: Fraction) -> None:
    t, n = ctx.t, ctx.f.number
    late_from, overdue = found.late_from, found.overdue + work.blocked_overdue
    becomes = labels.mark("late", t("vanaf {day}", day=ctx.f.date(late_from))) if late_from else None
    blocked = work.blocked - work.blocked_overdue
    needed = findings.in_tenths(found.needed)
    now = labels.mark(
        "done" if per_day >= needed else "soon", t("nu {pace}", pace=findings.pace_text(per_day, ctx.f))
    )
    drawn: tuple[tuple[str, str, markup.Badge, str, int], ...] = (
        (t("Worden te laat"), n(found.late_count), becomes or labels.mark("done", t("niets")), "", 0),
        (
            t("Al te laat"), n(overdue),
            labels.mark("late", t("nu al")) if overdue else labels.mark("done", t("niets")),
            "late", overdue,
        ),
        (
            t("Geblokkeerd"), n(blocked), labels.mark("hold", t("telt niet mee")), "hold",
            blocked,
        ),
        (t("Nodig per werkdag"), findings.pace_text(needed, ctx.f), now, "", 0),
    )  # fmt: skip
    with st.grid(4, min_column_width=150, gap="small"):
        for label, value, mark, status, linked in drawn:
            with st.container(border=True, height="stretch", gap="xsmall"):
                markup.show(markup.tile(label, value, mark))
                if linked:
                    text = t("Bekijk 1 bewijs") if linked == 1 else t("Bekijk {n} bewijzen", n=n(linked))
                    ctx.link("proofs", text, status=status)


def _picture(ctx: Context, found: Plan, per_day: Fraction) -> None:
    t, f = ctx.t, ctx.f
    said = findings.workload(found, per_day=per_day, t=t, f=f)
    under = f"{findings.enough(found, t=t, f=f)} {findings.finished(found, t=t, f=f)}".strip()
    markup.show(markup.heading(said, under))
    rows = found.weeks[:WEEKS_DRAWN]
    if not rows:
        return
    alternative = t("Staafdiagram per week, van {first} tot {last}. {said}",
        first=f.date(rows[0].first_on), last=f.date(rows[-1].first_on), said=said)  # fmt: skip
    st.altair_chart(charts.weeks(rows, Look(cells.theme(), t, f)), theme=None, alt=alternative)
    with st.expander(t("Toon de cijfers"), type="compact"):
        heads = (t("Week van"), t("Loopt af"), t("Wordt te laat"), t("Wordt geregistreerd"))
        lines = [
            (f.date(week.first_on), f.number(week.due), f.number(week.late), f.number(week.planned))
            for week in found.weeks
        ]
        markup.show(markup.table(t("Werklast per week"), heads, lines))


def _late(ctx: Context, found: Plan) -> None:
    if not found.late_count:
        return
    markup.show(markup.heading(ctx.t("Welke bewijzen te laat worden")))
    page = min(tables.page_of(KEY), -(-found.late_count // PAGE_SIZE))
    rows = ctx.read(queries.late_rows, actor=ctx.actor, today=ctx.today, plan=found, page=page)
    named = {each.row.proof_id: proof_list.name_of(each.row) for each in rows}
    forecast_list.draw(
        ctx,
        rows,
        _columns(ctx),
        key=KEY,
        caption=N_("Bewijzen die te laat worden"),
        named=named,
        total=found.late_count,
    )


def _columns(ctx: Context) -> list[Column[LateRow]]:
    def planned(each: LateRow) -> str:
        return ctx.f.date(each.planned_on) or ctx.t("later dan 2 jaar")

    return [
        Column(N_("Uiterste datum"), lambda each: each.row.due_on, "date", 116),
        Column(N_("Aan de beurt op"), planned, width=120),
        Column(N_("Persoon"), lambda each: proof_list.name_of(each.row), width=160),
        Column(N_("Soort"), lambda each: ctx.t(labels.KINDS[each.row.kind]), width=156),
        Column(N_("Traject"), lambda each: each.row.trajectory, width=164),
        Column(N_("Campus"), lambda each: each.row.campus, width=110),
    ]
