"""The act "Probleem noteren" in the panel of a proof."""

import streamlit as st

from core.i18n import N_
from core.problem_reports import commands
from core.proofs.details import ProofDetail
from core.ui import forms, problem_noting, proof_forms
from core.ui.form_buttons import buttons
from core.ui.page import Context

NAME = N_("Probleem noteren")


def form(ctx: Context, found: ProofDetail) -> None:
    """What went wrong with registering this proof."""
    key = f"proofs.problem.{found.row.proof_id}"
    version, base = forms.opened(key, found.row.version), forms.base(key)
    with st.form(base, border=False):
        typed = problem_noting.fields(ctx, base)
        sent, cancelled = buttons(ctx, NAME, base)
    if sent and (noticed := problem_noting.noticed(ctx, typed)) is not None:
        done = ctx.act(
            commands.open_report, proof_id=found.row.proof_id, version=version, noticed=noticed,
            evidence=typed.evidence, nonce=forms.nonce(key),
        )  # fmt: skip
        proof_forms.finish(ctx, key, done, ctx.t(problem_noting.TOLD))
    proof_forms.cancel(cancelled)
