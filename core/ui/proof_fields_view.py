"""Which fields each kind of proof must carry, by which version of the invuldocument, and on what source."""

import streamlit as st

from core.i18n import N_
from core.organisation import commands, queries
from core.proofs import fields
from core.ui import forms, labels, markup
from core.ui.page import Context


def draw(ctx: Context) -> None:
    """Which fields each kind of proof must carry, by which version of the invuldocument, and on what source."""
    t = ctx.t
    with st.container(width=640):
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
    markup.show(markup.table(t(labels.KIND_TITLES[kind]), (t("Veld"), t("Op het bewijs"), t("Bron")), rows))
    markup.show(markup.heading(t("Een veld wijzigen"), css="tw-klein"))
    _proof_field(ctx, kind, required)


def _proof_field(ctx: Context, kind: str, required: fields.Required) -> None:
    key, t = f"administration.field.{kind}", ctx.t
    base = forms.base(key)
    with st.container(width=640):
        name = forms.choice(ctx, N_("Veld"), fields.LABELS, key=f"{base}.name")
    with st.form(f"{base}.{name}", border=False, width=640):
        must = st.checkbox(t("Verplicht op dit bewijs"), name in required.names, key=f"{base}.{name}.must")
        version = st.text_input(
            t("Versie van het invuldocument"), required.form_version, 40, f"{base}.{name}.version"
        )
        source = st.text_input(t("Bron van deze keuze"), max_chars=300, key=f"{base}.{name}.source")
        sent = st.form_submit_button(t("Bewaren"), type="primary")
    if sent:
        done = ctx.act(
            commands.set_proof_field,
            kind=kind, field=name, is_mandatory=must, form_version=version or "", source=source or "",
        )  # fmt: skip
        forms.settle(ctx, key, done, told=t("Het veld {name} is bewaard.", name=t(fields.LABELS[name])))
