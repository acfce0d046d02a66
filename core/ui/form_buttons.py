"""The two buttons under the form of an act."""

import streamlit as st

from core.ui.page import Context


def buttons(ctx: Context, label: str, base: str) -> tuple[bool, bool]:
    """The act and the way out of a form: sent, cancelled."""
    with st.container(horizontal=True, gap="small"):
        sent = st.form_submit_button(ctx.t(label), type="primary", key=f"{base}.send")
        cancelled = st.form_submit_button(ctx.t("Annuleren"), key=f"{base}.cancel")
    return sent, cancelled
