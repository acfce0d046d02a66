"""A file made on the spot: put ready for this session only, and linked to. Its name never names a person."""

import streamlit as st

from core.ui.page import Context
from core.web import downloads

PDF, ZIP = "application/pdf", "application/zip"


def ready(ctx: Context, key: str, *, name: str, media_type: str, content: bytes) -> None:
    """Keep the address of a file that was just made, so that `link` can show it."""
    st.session_state[f"{key}.ready"] = (
        name,
        downloads.offer(ctx.token_hash, name=name, media_type=media_type, content=content),
    )


def link(ctx: Context, key: str) -> None:
    """The link to the file that was put ready, if there is one."""
    found = st.session_state.get(f"{key}.ready")
    if found is not None:
        name, address = found
        st.link_button(ctx.t("{name} downloaden", name=name), address, icon=":material/download:")


def forget(key: str) -> None:
    """Nothing is ready any more: the list it was made from changed."""
    st.session_state.pop(f"{key}.ready", None)
