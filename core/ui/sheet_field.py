"""The field that takes a sheet: read at once, in its own process and within limits; a refused one spoils nothing."""

import streamlit as st

from core.errors import InvalidInput
from core.imports import reading
from core.imports.reading import Workbook
from core.ui import forms
from core.ui.page import Context


def draw(ctx: Context, *, key: str, label: str) -> Workbook | None:
    """The sheet just given, read; a refusal is shown once, above the field. `label` is Dutch, with {n} for MB."""
    refused = st.session_state.pop(f"{key}.refused", None)
    if isinstance(refused, InvalidInput):
        ctx.refuse(refused)
    # No `type`: Streamlit would meet another ending with an error that stays; our reader says what to do instead.
    most = reading.BROWSER.size >> 20
    given = st.file_uploader(ctx.t(label, n=most), key=f"{forms.base(key)}.file", max_upload_size=most)
    if given is None:
        return None
    # A new key each time: Streamlit then drops the file, and a refused one cannot spoil the next.
    forms.reopen(key)
    try:
        found = reading.read(given.getvalue(), file_name=given.name)
    except InvalidInput as error:
        st.session_state[f"{key}.refused"] = error
        st.rerun()
    return found
