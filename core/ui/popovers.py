"""A popover that is filled only while somebody sees it.

Streamlit draws what is in a popover at every run of the page, also while it is closed, and so would read what nobody
looks at. `on_change="rerun"` is a word and no callback: opening one draws the page again inside its guarded fragment,
as every click in it does, so nothing runs before the session was looked at.
"""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator


def opened(label: str, *, icon: str, key: str) -> DeltaGenerator | None:
    """The popover, to be filled; None while it is closed."""
    place = st.popover(label, icon=icon, key=key, on_change="rerun")
    return place if place.open else None
