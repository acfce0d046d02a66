"""A list comes in: the file, what its columns mean, which period it covers; then it is compared."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import streamlit as st

from core.errors import InvalidInput
from core.i18n import N_
from core.imports.headers import Layout
from core.imports.reading import Workbook
from core.reconciliation import columns, commands, comparing, queries
from core.reconciliation.outcome import Period
from core.ui import forms, import_columns, markup, reconciliation_history, record_list, sheet_field
from core.ui.page import Context

KEY = "registration.list"
LOADED = "registration.list.loaded"
FORM = "registration.list.compare"
PERIOD_WIDTH = 460
SOURCE = N_(
    "Neem de lijst uit de registratietool op MAGDA Online, als die er een aanbiedt: geen bron bevestigt dat. "
    "LED zelf lees je niet uit: dat kan alleen een afnemer met een machtiging of protocol."
)
LIMITED = N_(
    "Alleen de bewijzen van jouw campussen worden vergeleken; wat over anderen gaat, wordt enkel geteld."
)


@dataclass(slots=True)
class Loaded:
    """The list that lies on the table of this session, until it is compared or put away."""

    workbook: Workbook = field(repr=False)
    mapping: Mapping[str, str] = field(default_factory=dict)


def loaded() -> Loaded | None:
    """The list on the table, if there is one."""
    found = st.session_state.get(LOADED)
    return found if isinstance(found, Loaded) else None


def put_away() -> None:
    """Forget the list; the next one starts anew."""
    st.session_state.pop(LOADED, None)
    forms.reopen(FORM)


def take(ctx: Context) -> None:
    """The field for the file, and where such a list comes from."""
    with st.container(key="kolom.list"):
        workbook = sheet_field.draw(
            ctx, key=KEY, label=N_("Lijst uit de registratietool (Excel, OpenDocument of CSV, tot {n} MB)")
        )
        markup.show(markup.muted(ctx.t(SOURCE)), markup.muted(_limits(ctx)))
    if workbook is not None:
        st.session_state[LOADED] = Loaded(workbook)
        st.rerun()


def _limits(ctx: Context) -> str:
    return ctx.t(LIMITED) if ctx.actor.campus_ids is not None else ""


def draw(ctx: Context, found: Loaded) -> None:
    """The list on the table: its columns, its period, and the button that compares."""
    t = ctx.t
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        markup.show(markup.heading(found.workbook.file_name))
        if st.button(t("Andere lijst kiezen"), key=f"{KEY}.away", type="tertiary", icon=":material/close:"):
            put_away()
            st.rerun()
    try:
        layout = ctx.read(comparing.layout, workbook=found.workbook, mapping=found.mapping)
    except InvalidInput as error:
        ctx.refuse(error)
        return
    _same_file(ctx, found)
    _columns(ctx, found, layout)
    _period(ctx, found)


def _same_file(ctx: Context, found: Loaded) -> None:
    before = ctx.read(queries.same_file, actor=ctx.actor, sha256=found.workbook.sha256)
    if before is None:
        return
    text = ctx.t(
        "Dit bestand is al vergeleken op {day} door {person}. Vergelijk het alleen opnieuw als hier iets gewijzigd is.",
        day=ctx.f.date(before.read_on), person=reconciliation_history.reader(ctx, before),
    )  # fmt: skip
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        markup.show(markup.paragraph(text))
        if st.button(ctx.t("Eerdere vergelijking openen"), key=f"{KEY}.before"):
            put_away()
            record_list.open_one(reconciliation_history.LISTED, before.id)


def _columns(ctx: Context, found: Loaded, layout: Layout) -> None:
    is_recognisable = True
    try:
        columns.require_recognisable(layout)
    except InvalidInput as error:
        is_recognisable = False
        ctx.refuse(error)
    wanted = import_columns.choose(
        ctx, layout, columns.FIELDS, key=f"{KEY}.columns", is_open=not is_recognisable
    )
    if wanted is not None:
        found.mapping = {**found.mapping, **wanted}
        st.rerun()


def _period(ctx: Context, found: Loaded) -> None:
    t, base = ctx.t, forms.base(FORM)
    with st.form(base, border=False):
        markup.show(
            markup.heading(t("Welke registraties horen in deze lijst te staan?"), level=3),
            markup.muted(t("Laat leeg als de lijst alles bevat wat ooit geregistreerd is.")),
        )
        with st.container(horizontal=True, gap="small", width=PERIOD_WIDTH):
            first = forms.day(ctx, N_("Geregistreerd vanaf"), key=f"{base}.first", latest=ctx.today)
            last = forms.day(ctx, N_("Geregistreerd tot en met"), key=f"{base}.last", latest=ctx.today)
        sent = st.form_submit_button(t("Lijst vergelijken"), type="primary", key=f"{base}.send")
    if not sent:
        return
    with st.spinner(t("Elke rij wordt vergeleken"), show_time=False):
        done = ctx.act(
            commands.compare, workbook=found.workbook, mapping=found.mapping, period=Period(first, last),
            nonce=forms.nonce(FORM),
        )  # fmt: skip
    if done and done.value is not None:
        put_away()
        ctx.tell(t("De lijst is vergeleken."))
        record_list.open_one(reconciliation_history.LISTED, done.value)
