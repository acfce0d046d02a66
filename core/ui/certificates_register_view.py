"""Part "Register": every number that was given, what became of it, and the sheet of it."""

from collections.abc import Mapping

import streamlit as st

from core.access.permissions import Action
from core.certificates import exporting, listing, register
from core.certificates.register import Entry, Page
from core.certificates.register_narrowing import Asked
from core.certificates.words import KINDS
from core.courses.school_years import school_year_text
from core.exports.sheets import MEDIA_TYPE
from core.i18n import N_
from core.ui import (
    address,
    certificates_detail,
    certificates_list,
    downloads,
    forms,
    labels,
    markup,
    popovers,
    record_list,
    tables,
)
from core.ui.cells import Column
from core.ui.certificates_filters import DEVIATING
from core.ui.markup import Badge
from core.ui.page import Context
from core.ui.record_list import RecordList

KEY = "certificates.register"
EXPORT = "certificates.register.export"


def draw(ctx: Context) -> None:
    """The filters, the list with the paper of a number beside it, and the export."""
    years = {str(year): school_year_text(year) for year in ctx.read(register.years, actor=ctx.actor)}
    courses = {str(key): name for key, name in ctx.read(listing.courses, actor=ctx.actor)}
    asked = _filters(ctx, years, courses)
    found = ctx.read(register.page, actor=ctx.actor, today=ctx.today, asked=asked, page=tables.page_of(KEY))
    if found.total and ctx.may(Action.EXPORT):
        with ctx.actions:
            _export(ctx, asked, found, courses)
    if not found.rows and record_list.opened(LISTED) is None:
        _none(ctx, asked)
    else:
        record_list.beside(ctx, LISTED, found.rows, lambda key: _paper(ctx, key), total=found.total)
    address.keep({
        "part": "register", "document": record_list.in_address(LISTED), "page": tables.address_page(KEY),
        "year": asked.school_year, "course": asked.course_id, "kind": asked.kind,
        "deviating": "1" if asked.deviating else None,
    })  # fmt: skip


def _filters(ctx: Context, years: Mapping[str, str], courses: Mapping[str, str]) -> Asked:
    base = forms.base(KEY)
    every = N_("Alle")
    with st.container(key="filters", horizontal=True, vertical_alignment="bottom", gap="small"):
        with st.container(width=140):
            year = forms.choice(
                ctx,
                N_("Schooljaar"),
                years,
                key=f"{base}.year",
                value=address.code("year", years),
                empty=every,
            )
        with st.container(width=280):
            course = forms.choice(
                ctx, N_("Opleiding"), courses, key=f"{base}.course", value=address.code("course", courses), empty=every
            )  # fmt: skip
        with st.container(width=220):
            kind = forms.choice(
                ctx, N_("Papier"), KINDS, key=f"{base}.kind", value=address.code("kind", KINDS), empty=every
            )
        with st.container(width=150):
            first_on = forms.day(ctx, N_("Uitgereikt vanaf"), key=f"{base}.first")
        with st.container(width=150):
            last_on = forms.day(ctx, N_("Uitgereikt tot en met"), key=f"{base}.last")
        deviating = st.checkbox(
            ctx.t(DEVIATING), address.code("deviating", {"1"}) == "1", key=f"{base}.deviating"
        )
    asked = Asked(
        int(year) if year else None, int(course) if course else None, kind, first_on, last_on, deviating
    )
    if st.session_state.get(f"{KEY}.filtered") not in (None, asked):
        tables.first_page(KEY)
        tables.forget_selection(KEY)
        downloads.forget(EXPORT)
    st.session_state[f"{KEY}.filtered"] = asked
    return asked


def sign(ctx: Context, row: Entry) -> Badge:
    """What became of a number."""
    t, document = ctx.t, row.document
    if document.destroyed_on is not None:
        return labels.mark("hold", t("Vernietigd"))
    if document.corrected_by:
        return labels.mark("hold", t("Gecorrigeerd"))
    if row.deviates:
        return labels.mark("soon", t("Afwijking"))
    if document.delivered_on is not None:
        return labels.mark("done", t("Afgeleverd"))
    return labels.mark("plan", t("Uitgereikt"))


def columns(ctx: Context) -> list[Column[Entry]]:
    """What identifies stands left of what describes."""
    t = ctx.t
    return [
        Column(N_("Stand"), lambda row: sign(ctx, row), "status", 116),
        Column(N_("Nummer"), lambda row: row.document.number, width=106),
        Column(N_("Cursist"), lambda row: f"{row.last_name}, {row.first_name}", width=152),
        Column(N_("Papier"), lambda row: t(KINDS[row.kind]), width=116),
        Column(N_("Periode"), lambda row: _period(ctx, row), width=142),
        Column(N_("Opleiding"), lambda row: row.course, width=140),
        Column(N_("Uitgereikt op"), lambda row: row.document.issued_on, "date", 98),
        Column(N_("Ondertekenaar"), lambda row: row.document.signatory, width=126),
        Column(N_("Afgeleverd op"), lambda row: row.document.delivered_on, "date", 104),
    ]


LISTED = RecordList(
    KEY, N_("Uitgereikte papieren, laatste eerst"), (N_("1 uitgereikt papier"), N_("{n} uitgereikte papieren")),
    N_("Papier openen"), columns, lambda row: row.key,
    lambda row: f"{row.document.number} · {row.last_name}, {row.first_name}", address=("document",),
    most=register.BEFORE + address.LARGEST,
)  # fmt: skip


def _period(ctx: Context, row: Entry) -> str:
    if row.from_on is None or row.to_on is None:
        return school_year_text(row.school_year)
    return certificates_list.span(ctx, row.from_on, row.to_on)


def _paper(ctx: Context, row: int) -> None:
    key = ctx.read(register.certificate_of, actor=ctx.actor, key=row)
    certificates_detail.draw(ctx, key or 0)


def _none(ctx: Context, asked: Asked) -> None:
    t = ctx.t
    if asked == Asked():
        why = t("Een nummer komt in dit register zodra een papier uitgereikt wordt.")
        markup.show(markup.heading(t("Nog niets uitgereikt"), why, css="tw-klein"))
        return
    why = t("Kies andere filters.")
    markup.show(markup.heading(t("Geen papieren in deze lijst"), why, css="tw-klein"))
    if st.button(t("Filters wissen"), key=f"{KEY}.clear"):
        forms.reopen(KEY)
        st.query_params.from_dict({"part": "register"})
        st.rerun()


def _export(ctx: Context, asked: Asked, found: Page, courses: Mapping[str, str]) -> None:
    label = ctx.t("Exporteren")
    place = popovers.opened(label, icon=":material/download:", key=f"{KEY}.exporting")
    if place is None:
        return
    with place:
        one = N_("1 uitgereikt papier, met de filters van nu.")
        more = N_("{n} uitgereikte papieren, met de filters van nu.")
        markup.show(markup.muted(ctx.t(one if found.total == 1 else more, n=ctx.f.number(found.total))))
        if st.button(ctx.t("Blad maken"), key=f"{KEY}.make"):
            made = ctx.act(
                exporting.export_register, asked=asked, language=ctx.language,
                described=_described(ctx, asked, courses),
            )  # fmt: skip
            if made and made.value is not None:
                name = f"afgifteregister-{ctx.today.isoformat()}.xlsx"
                downloads.ready(ctx, EXPORT, name=name, media_type=MEDIA_TYPE, content=made.value)
        downloads.link(ctx, EXPORT)


def _described(ctx: Context, asked: Asked, courses: Mapping[str, str]) -> str:
    t, day = ctx.t, ctx.f.date
    parts = [
        school_year_text(asked.school_year) if asked.school_year is not None else "",
        courses.get(str(asked.course_id), ""),
        t(KINDS[asked.kind]) if asked.kind else "",
        t("vanaf {day}", day=day(asked.first_on)) if asked.first_on else "",
        t("tot en met {day}", day=day(asked.last_on)) if asked.last_on else "",
        t(DEVIATING) if asked.deviating else "",
    ]
    said = ", ".join(part for part in parts if part) or t("alles")
    return t("Stand op {day}: {parts}", day=day(ctx.today), parts=said)
