"""Filters in the address bar, so that a view can be sent as a link: codes and numbers, never personal data."""

import calendar
import re
from collections.abc import Container, Mapping
from datetime import date
from typing import Final

import streamlit as st

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


LARGEST: Final = 2**31 - 1  # of a key in the database; PostgreSQL refuses a larger one


def code(name: str, allowed: Container[str]) -> str:
    """A code from the address; empty when it is missing or unknown."""
    found = st.query_params.get(name, "")
    return found if found in allowed else ""


def number(name: str, *, most: int = LARGEST) -> int | None:
    """A record number from the address; None when it is missing, no number, or larger than a key can be."""
    found = st.query_params.get(name, "")
    is_number = found.isascii() and found.isdigit() and len(found) < 16
    return int(found) if is_number and int(found) <= most else None


def day(name: str) -> date | None:
    """A day from the address, as 2026-11-21; None when it is missing or no day."""
    found = st.query_params.get(name, "")
    return date.fromisoformat(found) if DAY.fullmatch(found) and _exists(found) else None


def _exists(text: str) -> bool:
    year, month, number = (int(part) for part in text.split("-"))
    return 1900 <= year <= 2100 and 1 <= month <= 12 and 1 <= number <= calendar.monthrange(year, month)[1]


def keep(values: Mapping[str, str | int | None]) -> None:
    """Write what is filtered into the address; what is not filtered leaves it."""
    wanted = {name: str(value) for name, value in values.items() if value not in (None, "")}
    if st.query_params.to_dict() != wanted:
        st.query_params.from_dict(wanted)
