"""The provider itself: name and address, campuses, signatories, the closing calendar, the fields of a proof."""

from datetime import date

import pandas as pd
import streamlit as st

from core.i18n import N_
from core.organisation import commands, queries
from core.organisation.queries import CampusRow, OrganisationRow, SignatoryRow
from core.proofs import fields
from core.ui import forms, html, labels
from core.ui.page import Context

SAVE = N_("Bewaren")


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
        html.show(html.paragraph(t("Nog geen campussen. Voeg er minstens één toe.")))
    for campus in found:
        _campus(ctx, campus)
    key = "administration.campus"
    base = forms.base(key)
    html.show(html.heading(t("Campus toevoegen"), css="tw-klein"))
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
    base = forms.base(key)
    state = (
        labels.mark("done", t("Actief")) if campus.is_active else labels.mark("hold", t("Niet meer gebruikt"))
    )
    with st.container(horizontal=True, key=f"rij.campus{campus.id}", vertical_alignment="center", width=640):
        with st.container(width="stretch"):
            html.show(html.tag("b", campus.name), html.muted(campus.city), html.badge(state))
        with st.popover(t("Wijzigen")), st.form(base, border=False):
            name = st.text_input(t("Naam"), campus.name, 80, f"{base}.name")
            city = st.text_input(t("Gemeente"), campus.city, 80, f"{base}.city")
            active = st.checkbox(t("In gebruik"), campus.is_active, key=f"{base}.active")
            sent = st.form_submit_button(t(SAVE), type="primary")
    if sent:
        done = ctx.act(
            commands.change_campus, campus_id=campus.id, name=name or "", city=city or "", is_active=active
        )
        forms.settle(ctx, key, done, told=t("Campus {name} is bewaard.", name=name))


def signatories(ctx: Context) -> None:
    """Who may sign, from when until when."""
    found, t = ctx.read(queries.signatories), ctx.t
    if not found:
        html.show(
            html.paragraph(t("Nog geen ondertekenaars. Zonder ondertekenaar kan geen bewijs vertrekken."))
        )
    for signatory in found:
        _signatory(ctx, signatory)
    key = "administration.signatory"
    base = forms.base(key)
    html.show(html.heading(t("Ondertekenaar toevoegen"), css="tw-klein"))
    with st.form(base, border=False, width=640):
        with st.container(horizontal=True):
            name = st.text_input(t("Naam"), max_chars=120, key=f"{base}.name")
            function = st.text_input(t("Functie"), max_chars=120, key=f"{base}.function")
        with st.container(horizontal=True):
            begins = forms.day(ctx, N_("Mag tekenen vanaf"), key=f"{base}.begins", value=ctx.today)
            ends = forms.day(ctx, N_("Tot en met (leeg als onbepaald)"), key=f"{base}.ends")
        sent = st.form_submit_button(t("Ondertekenaar toevoegen"), type="primary")
    if sent:
        done = ctx.act(
            commands.add_signatory,
            name=name or "",
            function=function or "",
            begins_on=begins or ctx.today,
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
            html.show(html.tag("b", found.name), html.muted(f"{found.function}, {until}"))
        if found.ends_on is None:
            with st.popover(t("Beëindigen")), st.form(base, border=False):
                ends = forms.day(ctx, N_("Laatste dag"), key=f"{base}.ends", value=ctx.today)
                sent = st.form_submit_button(t("Beëindigen"), type="primary")
    if sent:
        done = ctx.act(commands.end_signatory, signatory_id=found.id, ends_on=ends or ctx.today)
        forms.settle(ctx, key, done, told=t("De machtiging van {name} is beëindigd.", name=found.name))


def closings(ctx: Context, found: OrganisationRow | None) -> None:
    """The closing calendar and the signing buffer: they move the target date, never the due date."""
    key, t = "administration.closings", ctx.t
    base = forms.base(key)
    html.show(
        html.paragraph(
            t(
                "Sluitingsdagen en de buffer vervroegen de streefdatum. De uiterste datum verandert er nooit door."
            )
        )
    )
    stored = ctx.read(queries.closing_days)
    frame = pd.DataFrame(
        {
            "first": pd.Series([row.first_on for row in stored], dtype="object"),
            "last": pd.Series([row.last_on for row in stored], dtype="object"),
            "reason": pd.Series([row.reason for row in stored], dtype="object"),
        }
    )
    with st.form(base, border=False, width=760):
        edited = st.data_editor(
            frame,
            key=f"{base}.rows",
            num_rows="dynamic",
            hide_index=True,
            column_config={
                "first": st.column_config.DateColumn(t("Eerste dag"), format="DD/MM/YYYY", required=True),
                "last": st.column_config.DateColumn(t("Laatste dag"), format="DD/MM/YYYY", required=True),
                "reason": st.column_config.TextColumn(t("Reden"), max_chars=120),
            },
        )
        buffer = st.number_input(
            t("Buffer voor ondertekening (dagen)"),
            0,
            60,
            found.signing_buffer_days if found else 0,
            key=f"{base}.buffer",
        )
        sent = st.form_submit_button(t(SAVE), type="primary")
    if sent:
        rows = [
            (first, last, reason if isinstance(reason, str) else "")
            for first, last, reason in edited.itertuples(index=False)
            if isinstance(first, date) and isinstance(last, date)
        ]
        done = ctx.act(commands.set_closing_days, stretches=rows, buffer_days=int(buffer))
        moved = ctx.f.number(done.value or 0)
        forms.settle(
            ctx, key, done, told=t("De sluitingen zijn bewaard; {n} streefdatums verschoven.", n=moved)
        )


def proof_fields(ctx: Context) -> None:
    """Which fields each kind of proof must carry, by which version of the invuldocument, and on what source."""
    t = ctx.t
    kind = forms.choice(ctx, N_("Soort bewijs"), labels.KIND_TITLES, key="administration.fields.kind")
    required = ctx.read(fields.required, kind)
    chosen = {row.field: row for row in ctx.read(queries.proof_fields) if row.kind == kind}
    rows = [
        (
            t(field.label),
            t("verplicht") if field.name in required.names else t("niet verplicht"),
            chosen[field.name].source if field.name in chosen else t(field.source),
        )
        for field in fields.FIELDS
    ]
    html.show(html.table(t(labels.KIND_TITLES[kind]), (t("Veld"), t("Op het bewijs"), t("Bron")), rows))
    html.show(html.heading(t("Een veld wijzigen"), css="tw-klein"))
    _proof_field(ctx, kind, required)


def _proof_field(ctx: Context, kind: str, required: fields.Required) -> None:
    key, t = f"administration.field.{kind}", ctx.t
    base = forms.base(key)
    name = forms.choice(ctx, N_("Veld"), fields.LABELS, key=f"{base}.name")
    with st.form(f"{base}.{name}", border=False, width=640):
        must = st.checkbox(t("Verplicht op dit bewijs"), name in required.names, key=f"{base}.{name}.must")
        version = st.text_input(
            t("Versie van het invuldocument"), required.form_version, 40, f"{base}.{name}.version"
        )
        source = st.text_input(t("Bron van deze keuze"), max_chars=300, key=f"{base}.{name}.source")
        sent = st.form_submit_button(t(SAVE), type="primary")
    if sent:
        done = ctx.act(
            commands.set_proof_field,
            kind=kind, field=name, is_mandatory=must, form_version=version or "", source=source or "",
        )  # fmt: skip
        forms.settle(ctx, key, done, told=t("Het veld {name} is bewaard.", name=t(fields.LABELS[name])))
