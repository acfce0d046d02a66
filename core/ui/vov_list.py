"""The stretches to file as a list: filters, columns, and which of them is open."""

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from core.attendance import picture_findings
from core.courses.school_years import school_year, school_year_text
from core.i18n import N_
from core.ui import address, forms, labels, tables
from core.ui.cells import Column
from core.ui.markup import Badge
from core.ui.page import Context
from core.ui.record_list import RecordList
from core.vov import queries, words
from core.vov.queries import Filters, Listed
from core.vov.rows import StretchRow

KEY = "certificates.vov"
TO_DO, ALL = "to_do", "all"
DAYS = 100_000  # what one enrolment has room for in the number of a row: its first day comes after it
CHIPS: Mapping[str, str] = {
    TO_DO: N_("Te doen"),
    words.RUNNING: N_("Loopt nog"),
    words.FILED: N_("Ingediend"),
    ALL: N_("Alle"),
}
CLASSES: Mapping[str, str] = {
    words.CHANGED: "soon", words.TO_FILE: "soon", words.INCOMPLETE: "hold", words.RUNNING: "plan",
    words.FILED: "done",
}  # fmt: skip


def number(row: StretchRow) -> int:
    """The row as one number, for the address: its enrolment and its first day."""
    return row.enrolment_id * DAYS + row.from_on.toordinal() % DAYS


def mark(ctx: Context, row: StretchRow) -> Badge:
    """The sign of a row; what is to be filed is calm until its internal reminder."""
    css = CLASSES[row.state]
    if row.state == words.TO_FILE and row.target_on > ctx.today:
        css = "plan"
    return labels.mark(css, ctx.t(words.STATES[row.state]))


def regular(ctx: Context, row: StretchRow) -> str:
    """Whether attendance is regular, in a word; nothing where it is not judged."""
    if row.judgement is None:
        return ""
    return ctx.t({True: N_("ja"), False: N_("nee"), None: N_("nog open")}[row.judgement.met])


def columns(ctx: Context) -> list[Column[StretchRow]]:
    """What identifies stands left of what describes; amounts in lesson periods of the course."""
    return [
        Column(N_("Stand"), lambda row: mark(ctx, row), "status", 150),
        Column(N_("Herinnering (intern)"), lambda row: row.target_on, "date", 120),
        Column(N_("Cursist"), lambda row: row.person.name, width=128),
        Column(N_("Opleiding"), lambda row: row.course.code, width=92),
        Column(N_("Laatste dag"), lambda row: row.ends_on, "date", 88),
        Column(N_("Gegeven uren"), lambda row: _periods(ctx, row, "given"), width=88),
        Column(N_("Aanwezig"), lambda row: _periods(ctx, row, "present"), width=72),
        Column(N_("Gewettigd"), lambda row: _periods(ctx, row, "justified"), width=78),
        Column(N_("Ongewettigd"), lambda row: _periods(ctx, row, "unjustified"), width=86),
        Column(N_("Ontbreekt"), lambda row: row.missing.total, "number", 74),
        Column(N_("Regelmatig"), lambda row: regular(ctx, row), width=80),
    ]


def _periods(ctx: Context, row: StretchRow, name: str) -> str:
    return picture_findings.periods(getattr(row.totals, name), row.course.lesson_unit, ctx.f)


LISTED: RecordList[StretchRow] = RecordList(
    KEY, N_("Perioden om in te dienen in het WSE-loket, de vroegste herinnering eerst; uren in lestijden"),
    (N_("1 periode"), N_("{n} perioden")), N_("Periode openen"), columns, number,
    lambda row: f"{row.person.name} · {row.course.code} · {row.from_on:%d/%m/%Y}", address=("stretch",),
    most=(address.LARGEST + 1) * DAYS - 1,
)  # fmt: skip


def filters(ctx: Context) -> tuple[Filters, Listed]:
    """The filter bar; every state says how many it holds."""
    base = forms.base(f"{KEY}.filter")
    this = school_year(ctx.today)
    courses = ctx.read(queries.courses, actor=ctx.actor)
    bar = st.container(key="filters", horizontal=True, vertical_alignment="bottom", gap="small")
    with bar:
        place = st.container(width="content")
        years = list(range(this + 1, this - 5, -1))
        wanted = address.number("year")
        year = st.selectbox(
            ctx.t("Schooljaar"), years, index=years.index(wanted) if wanted in years else 1,
            format_func=school_year_text, key=f"{base}.year", width=150,
        )  # fmt: skip
        names = {0: ctx.t("Alle opleidingen"), **dict(courses)}
        asked = address.number("course")
        course = st.selectbox(
            ctx.t("Opleiding"), list(names), index=list(names).index(asked) if asked in names else 0,
            format_func=lambda key: names[key], key=f"{base}.course", width=260,
        )  # fmt: skip
    state = st.session_state.get(f"{base}.state") or address.code("state", CHIPS) or TO_DO
    chosen = Filters(year, "" if state == ALL else str(state), course or None)
    found = ctx.read(queries.listed, actor=ctx.actor, today=ctx.today, filters=chosen)
    counts = {**found.counts, TO_DO: sum(found.counts.get(code, 0) for code in queries.TO_DO)}
    counts[ALL] = sum(found.counts.values())
    with place:
        st.segmented_control(
            ctx.t("Toon"), list(CHIPS), default=str(state), required=True, wrap=True, key=f"{base}.state",
            format_func=lambda code: f"{ctx.t(CHIPS[code])} {ctx.f.number(counts.get(code, 0))}",
        )  # fmt: skip
    return chosen, found


def page(ctx: Context, found: Listed) -> list[StretchRow]:
    """The rows of the page that is asked for, with what is judged of them."""
    start = (tables.page_of(KEY) - 1) * queries.PAGE_SIZE
    rows = found.rows[start : start + queries.PAGE_SIZE]
    keys = {row.enrolment_id for row in rows}
    judged = ctx.read(queries.judgements, actor=ctx.actor, today=ctx.today, enrolment_ids=keys)
    return [replace(row, judgement=judged.get(row.enrolment_id)) for row in rows]
