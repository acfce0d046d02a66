"""The provider itself: name and address, campuses, signatories."""

import streamlit as st

from core.i18n import N_
from core.organisation import commands, queries
from core.organisation.queries import CampusRow, OrganisationRow, SignatoryRow
from core.ui import forms, labels, markup
from core.ui.page import Context

SAVE = N_("Bewaren")
BEGINS, ENDS = N_("Mag tekenen vanaf"), N_("Laatste dag")


def details(ctx: Context, found: OrganisationRow | None) -> None:
    """Name, enterprise number, address."""
    key = "administration.details"
    version = forms.opened(key, found.version if found else 0)
    base, t = forms.base(key), ctx.t
    with st.form(base, border=False, width=640):
        name = st.text_input(t("Naam van de organisatie"), found.name if found else "", 120, f"{base}.name")
        number = st.text_input(
            t("Ondernemingsnummer"),
            found.enterprise_number if found else "",
            key=f"{base}.number",
            placeholder="0123.456.789",
        )
        street = st.text_input(
            t("Straat en nummer"), found.street if found else "", 120, key=f"{base}.street"
        )
        with st.container(horizontal=True):
            postal = st.text_input(
                t("Postcode"), found.postal_code if found else "", 12, key=f"{base}.postal"
            )
            city = st.text_input(t("Gemeente"), found.city if found else "", 80, key=f"{base}.city")
        with st.container(horizontal=True):
            email = st.text_input(t("E-mail"), found.email if found else "", 120, key=f"{base}.email")
            phone = st.text_input(t("Telefoon"), found.phone if found else "", 40, key=f"{base}.phone")
        sent = st.form_submit_button(t(SAVE), type="primary")
    if sent:
        wanted = commands.Details(
            name or "", number or "", street or "", postal or "", city or "", email or "", phone or ""
        )
        done = ctx.act(commands.set_details, details=wanted, version=version)
        forms.settle(ctx, key, done, told=t("De gegevens van de organisatie zijn bewaard."))


def campuses(ctx: Context) -> None:
    """The campuses, and a form for a new one."""
    found = ctx.read(queries.campuses, actor=ctx.actor)
    t = ctx.t
    if not found:
        markup.show(markup.paragraph(t("Nog geen campussen. Voeg er minstens één toe.")))
    for campus in found:
        _campus(ctx, campus)
    key = "administration.campus"
    base = forms.base(key)
    markup.show(markup.heading(t("Campus toevoegen"), css="tw-klein"))
    with st.form(base, border=False, width=640):
        with st.container(horizontal=True):
            name = st.text_input(t("Naam"), max_chars=80, key=f"{base}.name")
            city = st.text_input(t("Gemeente"), max_chars=80, key=f"{base}.city")
        sent = st.form_submit_button(t("Campus toevoegen"), type="primary")
    if sent:
        done = ctx.act(commands.add_campus, name=name or "", city=city or "")
        forms.settle(ctx, key, done, told=t("Campus {name} is toegevoegd.", name=name))


def _campus(ctx: Context, campus: CampusRow) -> None:
    key, t = f"administration.campus{campus.id}", ctx.t
    version, base = forms.opened(key, campus.version), forms.base(key)
    state = (
        labels.mark("done", t("Actief")) if campus.is_active else labels.mark("hold", t("Niet meer gebruikt"))
    )
    with st.container(horizontal=True, key=f"rij.campus{campus.id}", vertical_alignment="center", width=640):
        with st.container(width="stretch"):
            markup.show(markup.tag("b", campus.name), markup.muted(campus.city), markup.badge(state))
        with st.popover(t("Wijzigen")), st.form(base, border=False):
            name = st.text_input(t("Naam"), campus.name, 80, f"{base}.name")
            city = st.text_input(t("Gemeente"), campus.city, 80, f"{base}.city")
            active = st.checkbox(t("In gebruik"), campus.is_active, key=f"{base}.active")
            sent = st.form_submit_button(t(SAVE), type="primary")
    if sent:
        done = ctx.act(
            commands.change_campus, campus_id=campus.id, name=name or "", city=city or "", is_active=active,
            version=version,
        )  # fmt: skip
        forms.settle(ctx, key, done, told=t("Campus {name} is bewaard.", name=name))


def signatories(ctx: Context) -> None:
    """Who may sign, from when until when."""
    found, t = ctx.read(queries.signatories), ctx.t
    if not found:
        markup.show(
            markup.paragraph(t("Nog geen ondertekenaars. Zonder ondertekenaar kan geen bewijs vertrekken."))
        )
    for signatory in found:
        _signatory(ctx, signatory)
    key = "administration.signatory"
    base = forms.base(key)
    markup.show(markup.heading(t("Ondertekenaar toevoegen"), css="tw-klein"))
    with st.form(base, border=False, width=640):
        with st.container(horizontal=True):
            name = st.text_input(t("Naam"), max_chars=120, key=f"{base}.name")
            function = st.text_input(t("Functie"), max_chars=120, key=f"{base}.function")
        with st.container(horizontal=True):
            begins = forms.day(ctx, BEGINS, key=f"{base}.begins", value=ctx.today)
            ends = forms.day(ctx, N_("Tot en met (leeg als onbepaald)"), key=f"{base}.ends")
        sent = st.form_submit_button(t("Ondertekenaar toevoegen"), type="primary")
    if sent and (begins_on := forms.given(ctx, begins, BEGINS)) is not None:
        done = ctx.act(
            commands.add_signatory,
            name=name or "",
            function=function or "",
            begins_on=begins_on,
            ends_on=ends,
        )
        forms.settle(ctx, key, done, told=t("{name} is toegevoegd als ondertekenaar.", name=name))


def _signatory(ctx: Context, found: SignatoryRow) -> None:
    key, t = f"administration.signatory{found.id}", ctx.t
    base = forms.base(key)
    until = (
        t("van {first} tot en met {last}", first=ctx.f.date(found.begins_on), last=ctx.f.date(found.ends_on))
        if found.ends_on
        else t("vanaf {first}", first=ctx.f.date(found.begins_on))
    )
    sent, ends = False, None
    with st.container(
        horizontal=True, key=f"rij.signatory{found.id}", vertical_alignment="center", width=640
    ):
        with st.container(width="stretch"):
            markup.show(markup.tag("b", found.name), markup.muted(f"{found.function}, {until}"))
        if found.ends_on is None:
            with st.popover(t("Beëindigen")), st.form(base, border=False):
                ends = forms.day(ctx, ENDS, key=f"{base}.ends", value=ctx.today)
                sent = st.form_submit_button(t("Beëindigen"), type="primary")
    if sent and (ends_on := forms.given(ctx, ends, ENDS)) is not None:
        done = ctx.act(commands.end_signatory, signatory_id=found.id, ends_on=ends_on)
        forms.settle(ctx, key, done, told=t("De machtiging van {name} is beëindigd.", name=found.name))
