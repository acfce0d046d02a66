"""The list of courses: what runs, how far the lessons are, and what still has to be entered."""

from collections.abc import Mapping

import streamlit as st

from core.courses import lists
from core.courses.lists import CourseFilter, CourseRow
from core.i18n import N_
from core.organisation import queries as organisation
from core.ui import address, course_detail, forms, guarded, labels, markup, record_list
from core.ui.cells import Column
from core.ui.markup import Badge
from core.ui.page import Context
from core.ui.record_list import RecordList

PHASES: Mapping[str, str] = {"running": N_("Lopend"), "coming": N_("Komend"), "ended": N_("Afgelopen")}
ALL, FILTER = "all", "courses.filter"


def columns(ctx: Context) -> list[Column[CourseRow]]:
    """What identifies stands left of what describes."""
    return [
        Column(N_("Stand"), lambda row: phase(ctx, row.phase, to_enter=row.to_enter), "status", 148),
        Column(N_("Code"), lambda row: row.code, width=104),
        Column(N_("Opleiding"), lambda row: row.name, width=190),
        Column(N_("Campus"), lambda row: row.campus, width=90),
        Column(N_("Eerste dag"), lambda row: row.starts_on, "date", 94),
        Column(N_("Laatste dag"), lambda row: row.ends_on, "date", 94),
        Column(N_("Lessen voorbij"), lambda row: row.given, "number", 100),
        Column(N_("Lessen"), lambda row: row.lessons, "number", 70),
        Column(N_("Niet ingevuld"), lambda row: row.to_enter, "number", 96),
        Column(N_("Cursisten"), lambda row: row.enrolments, "number", 80),
    ]


def phase(ctx: Context, code: str, *, to_enter: int) -> Badge:
    """Running, coming or ended; lessons that were not entered come first."""
    if to_enter:
        word = ctx.t("1 les invullen") if to_enter == 1 else ctx.t("{n} lessen invullen", n=to_enter)
        return labels.mark("soon", word)
    return labels.mark("plan" if code != "ended" else "done", ctx.t(PHASES[code]))


LISTED: RecordList[CourseRow] = RecordList(
    "courses", N_("Opleidingen, de laatst begonnen eerst"), (N_("1 opleiding"), N_("{n} opleidingen")),
    N_("Opleiding openen"), columns, lambda row: row.id, lambda row: f"{row.code} {row.name}",
)  # fmt: skip


def draw(ctx: Context) -> None:
    """The filters, the list, and the course that stands open beside it."""
    chosen = _filters(ctx)
    found = ctx.read(lists.courses, actor=ctx.actor, today=ctx.today, chosen=chosen)
    if not found and chosen != CourseFilter() and record_list.opened(LISTED) is None:
        why = ctx.t(
            "Geen enkele opleiding past bij deze keuze. Controleer de schrijfwijze of wis de filters."
        )
        markup.show(markup.heading(ctx.t("Geen opleidingen gevonden"), why, css="tw-klein"))
        st.button(ctx.t("Filters wissen"), key="courses.clear", on_click=guarded.callback(ctx, _clear))
    elif not found and chosen == CourseFilter():
        why = ctx.t(
            "Voeg de opleiding toe, dan haar groepen en uurrooster; de lessen maak je daaruit in één keer."
        )
        markup.show(markup.heading(ctx.t("Nog geen opleidingen"), why, css="tw-klein"))
    else:
        record_list.beside(ctx, LISTED, found, lambda key: course_detail.draw(ctx, key), total=len(found))
    address.keep(
        {"id": record_list.in_address(LISTED), "phase": chosen.phase or None, "campus": chosen.campus_id}
    )


def _clear() -> None:
    """Draw the fields anew, and forget what the address asked for."""
    st.query_params.clear()
    forms.reopen(FILTER)


def _filters(ctx: Context) -> CourseFilter:
    base, t = forms.base(FILTER), ctx.t
    campuses = ctx.read(organisation.campuses, actor=ctx.actor)
    with st.container(key="filters", horizontal=True, vertical_alignment="bottom", gap="small"):
        text = st.text_input(
            t("Zoeken"), key=f"{base}.text", type="search", width=220, icon=":material/search:",
            placeholder=t("Code of naam"), persist_state="session",
        )  # fmt: skip
        phases = {ALL: N_("Alle"), **PHASES}
        shown = st.segmented_control(
            t("Toon"), list(phases), default=address.code("phase", PHASES) or ALL, required=True,
            format_func=lambda code: t(phases[code]), key=f"{base}.phase", wrap=True,
        )  # fmt: skip
        names = {0: t("Alle campussen"), **{campus.id: campus.name for campus in campuses}}
        asked = address.number("campus")
        campus = st.selectbox(
            t("Campus"), list(names), index=list(names).index(asked) if asked in names else 0,
            format_func=lambda key: names[key], key=f"{base}.campus", width=180,
        )  # fmt: skip
    return CourseFilter(text or "", campus or None, "" if shown in (ALL, None) else str(shown))
