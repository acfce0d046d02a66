"""Filters in the address bar, so that a view can be sent as a link. Codes and record numbers only, never personal data."""

from collections.abc import Container, Mapping

import streamlit as st


def code(name: str, allowed: Container[str]) -> str:
    """A code from the address; empty when it is missing or unknown."""
    found = st.query_params.get(name, "")
    return found if found in allowed else ""


def number(name: str) -> int | None:
    """A record number from the address; None when it is missing or no number."""
    found = st.query_params.get(name, "")
    return int(found) if found.isascii() and found.isdigit() and len(found) < 16 else None


def keep(values: Mapping[str, str | int | None]) -> None:
    """Write what is filtered into the address; what is not filtered leaves it."""
    wanted = {name: str(value) for name, value in values.items() if value not in (None, "")}
    if st.query_params.to_dict() != wanted:
        st.query_params.from_dict(wanted)
