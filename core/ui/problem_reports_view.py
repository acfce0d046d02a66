"""The problems with registrations: what is open and for how long, what waits for an answer, one of them beside it."""

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from core.access.permissions import Action
from core.exports.sheets import MEDIA_TYPE
from core.i18n import N_
from core.organisation import queries as organisation
from core.problem_reports import commands, queries
from core.problem_reports.kinds import NAMES
from core.problem_reports.queries import Counts, Filters, Show
from core.problem_reports.rows import ReportRow
from core.ui import (
    address,
    downloads,
    forms,
    markup,
    more_filters,
    problem_noting,
    problem_report_detail,
    problem_report_words,
    record_list,
    tables,
)
from core.ui.cells import Column
from core.ui.page import Context
from core.ui.record_list import RecordList

KEY = problem_noting.LIST
EXPORT = f"{KEY}.export"


def columns(ctx: Context) -> list[Column[ReportRow]]:
    """What identifies stands left of what describes; the term of the proof runs on, so it is there too."""
    return [
        Column(N_("Stand"), lambda row: problem_report_words.mark(ctx, row), "status", 214),
        Column(N_("Dagen open"), lambda row: row.days_open, "number", 86),
        Column(N_("Deelnemer"), problem_report_words.name_of, width=150),
        Column(N_("Wat ging er mis"), lambda row: ctx.t(NAMES[row.kind]), width=200),
        Column(N_("Gemeld op"), lambda row: row.reported_on, "date", 92),
        Column(N_("Wachtdagen"), lambda row: row.days_waiting, "number", 92),
        Column(N_("Uiterste datum"), lambda row: row.due_on, "date", 106),
        Column(N_("Nummer"), lambda row: row.number, width=92),
        Column(N_("Campus"), lambda row: row.campus, width=80),
    ]


def closed_columns(ctx: Context) -> list[Column[ReportRow]]:
    """Of what is closed: since when, in place of how long it waited."""
    ended = Column[ReportRow](N_("Gesloten op"), lambda row: row.closed_on, "date", 100)
    return [ended if column.title == "Wachtdagen" else column for column in columns(ctx)]


LISTED: RecordList[ReportRow] = RecordList(
    KEY, N_("Problemen met registraties"), (N_("1 probleem"), N_("{n} problemen")), N_("Probleem openen"), columns,
    lambda row: row.report_id, lambda row: f"{problem_report_words.name_of(row)} · {row.number}", address=("problem",),
)  # fmt: skip
CLOSED_LISTED = replace(LISTED, columns=closed_columns)


def draw(ctx: Context) -> None:
    """The whole part."""
    filters, counts, campuses = _filters(ctx)
    ctx.say(sentence(ctx, counts))
    found = ctx.read(
        queries.reports, actor=ctx.actor, today=ctx.today, filters=filters, page=tables.page_of(KEY)
    )
    _actions(ctx, filters, campuses, total=found.total)
    if not found.rows and record_list.opened(LISTED) is None:
        _nothing(ctx, filters)
    else:
        record_list.beside(
            ctx, CLOSED_LISTED if filters.show is Show.CLOSED else LISTED, found.rows,
            lambda key: problem_report_detail.draw(ctx, key), total=found.total,
        )  # fmt: skip
    address.keep(
        {
            "part": "problems",
            "show": None if filters.show is Show.OPEN else filters.show,
            "campus": filters.campus_id,
            "problem": record_list.in_address(LISTED),
            "page": tables.address_page(KEY),
        }
    )


def sentence(ctx: Context, counts: Counts) -> str:
    """The state under the title: what waits longest, or that nothing does."""
    t = ctx.t
    if not counts.open:
        return t("Geen enkel probleem staat open. Wat misgaat, meld je aan Departement WEWIS.")
    if counts.oldest_unanswered_on is not None:
        day = counts.oldest_unanswered_on
        days = problem_report_words.waiting(ctx, (ctx.today - day).days).lower()
        return t(
            "Wat het langst wacht, is gemeld op {day}: {days}. De termijn loopt intussen door.",
            day=ctx.f.date(day), days=days,
        )  # fmt: skip
    if counts.open == 1:
        return t("1 probleem staat open en wacht op jou; de termijn loopt intussen door.")
    return t("{n} problemen staan open en wachten op jou; de termijn loopt intussen door.", n=counts.open)


def _filters(ctx: Context) -> tuple[Filters, Counts, Mapping[int, str]]:
    base = forms.base(KEY)
    campuses = {row.id: row.name for row in ctx.read(organisation.campuses, actor=ctx.actor)}
    names = {str(key): name for key, name in campuses.items()}
    # Known before it is drawn: the numbers beside the signs stand left of it.
    asked = more_filters.kept(f"{base}.campus", address.code("campus", names))
    campus_id = int(asked) if asked in names else None
    counts = ctx.read(queries.counts, actor=ctx.actor, campus_id=campus_id)
    with st.container(key="filters", horizontal=True, vertical_alignment="bottom", gap="small"):
        show = _show(ctx, counts, base)
        if len(campuses) > 1:
            with st.container(width=220):
                forms.choice(
                    ctx, N_("Campus"), names, key=f"{base}.campus", value=asked, empty=N_("Alle campussen")
                )
    filters = Filters(show, campus_id)
    if st.session_state.get(f"{KEY}.filtered") not in (None, filters):
        tables.first_page(KEY)
        tables.forget_selection(KEY)
        downloads.forget(EXPORT)
    st.session_state[f"{KEY}.filtered"] = filters
    return filters, counts, campuses


def _show(ctx: Context, counts: Counts, base: str) -> Show:
    numbers = {show: getattr(counts, show) for show in Show}
    words = {show: _worded(ctx, show, numbers[show]) for show in Show}
    found = st.segmented_control(
        ctx.t("Toon"),
        list(Show),
        default=Show(address.code("show", set(Show)) or Show.OPEN),
        required=True,
        format_func=lambda show: words[Show(show)],
        key=f"{base}.show",
        wrap=True,
    )
    return Show(found or Show.OPEN)


def _worded(ctx: Context, show: Show, count: int) -> str:
    word = f"{ctx.t(problem_report_words.SHOWN[show])} {ctx.f.number(count)}"
    return f"{problem_report_words.SIGNS[show]} {word}".strip()


def described(ctx: Context, filters: Filters, campuses: Mapping[int, str]) -> str:
    """The filters in words, for the head of an export."""
    parts = [ctx.t(problem_report_words.SHOWN[filters.show]), campuses.get(filters.campus_id or 0, "")]
    return ctx.t(
        "Stand op {day}: {parts}", day=ctx.f.date(ctx.today), parts=", ".join(part for part in parts if part)
    )


def _actions(ctx: Context, filters: Filters, campuses: Mapping[int, str], *, total: int) -> None:
    with ctx.actions:
        if ctx.may(Action.EXPORT):
            with st.popover(ctx.t("Exporteren"), icon=":material/download:"):
                text = (
                    ctx.t("1 probleem, met de filters van nu.")
                    if total == 1
                    else ctx.t("{n} problemen, met de filters van nu.", n=ctx.f.number(total))
                )
                markup.show(markup.muted(text))
                if st.button(ctx.t("Excel maken"), key=f"{EXPORT}.make"):
                    made = ctx.act(
                        commands.export, filters=filters, language=ctx.language,
                        described=described(ctx, filters, campuses),
                    )  # fmt: skip
                    if made and made.value is not None:
                        name = f"problemen-{ctx.today.isoformat()}.xlsx"
                        downloads.ready(ctx, EXPORT, name=name, media_type=MEDIA_TYPE, content=made.value)
                downloads.link(ctx, EXPORT)
        if ctx.may(Action.REPORT_PROBLEM) and st.button(
            ctx.t("Probleem noteren"), key=f"{KEY}.note", type="primary", icon=":material/add:"
        ):
            problem_noting.note(ctx)


def _nothing(ctx: Context, filters: Filters) -> None:
    t = ctx.t
    if filters.show is Show.OPEN and filters.campus_id is None:
        why = t("Gaat er iets mis bij het registreren, noteer het dan hier of bij het bewijs zelf.")
        markup.show(markup.heading(t("Geen open problemen"), why, css="tw-klein"))
        return
    why = t("Geen enkel probleem past bij deze filters.")
    markup.show(markup.heading(t("Niets in deze lijst"), why, css="tw-klein"))
    if st.button(t("Filters wissen"), key=f"{KEY}.none.clear"):
        forms.reopen(KEY)
        st.query_params.from_dict({"part": "problems"})
        st.rerun()
