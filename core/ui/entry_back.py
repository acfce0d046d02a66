"""In a sitting: a record noted as entered that does not stand in the tool goes back to what is still to be entered."""

import streamlit as st

from core.proofs import commands
from core.registration.queries import Record
from core.ui import forms, guarded, markup, proof_forms
from core.ui.entry_filters import KEY
from core.ui.page import Context

ACT = "take_back_entry"


def offer(ctx: Context, record: Record) -> None:
    """The way back beside a record that waits for its confirmation."""
    name = ctx.t(proof_forms.NAMES[ACT])
    if st.button(name, key=f"{KEY}.back", type="tertiary", icon=":material/undo:"):
        guarded.dialog(name)(_form)(ctx, record)


def _form(ctx: Context, record: Record) -> None:
    facts, t = record.facts, ctx.t
    key = f"{KEY}.back.{record.row.proof_id}"
    version, base = forms.opened(key, facts.version), forms.base(key)
    said = t("Ingevoerd op {day} door {name}.", day=ctx.f.date(facts.entered_on), name=facts.entered_by)
    markup.show(
        markup.tag("b", facts.name), markup.muted(said), markup.paragraph(t(proof_forms.QUESTIONS[ACT]))
    )
    with st.form(base, border=False):
        reason = st.text_area(t("Reden (minstens tien tekens)"), max_chars=300, key=f"{base}.reason")
        sent = st.form_submit_button(t(proof_forms.NAMES[ACT]), type="primary", key=f"{base}.send")
    if sent:
        done = ctx.act(
            commands.take_back_entry, proof_id=record.row.proof_id, version=version, reason=reason or "",
            nonce=forms.nonce(key),
        )  # fmt: skip
        forms.settle(ctx, key, done, told=t(proof_forms.TOLD[ACT]))
