"""The places of the fields on an official blank, as a table to type in: mm from the upper left corner of the page."""

from collections.abc import Hashable, Mapping

import pandas as pd
import streamlit as st

from core.documents import certificate_fields
from core.documents.certificate_blank import Spot
from core.errors import InvalidInput
from core.i18n import N_
from core.ui.page import Context

COLUMNS = ("field", "page", "x", "y", "width", "size", "lines")
NUMBERS: dict[str, tuple[str, float, float, float]] = {
    "page": (N_("Pagina"), 1, 6, 1), "x": (N_("x (mm)"), 0, 209, 0.5), "y": (N_("y (mm)"), 0, 296, 0.5),
    "width": (N_("Breedte (mm)"), 1, 210, 0.5), "size": (N_("Letter (pt)"), 5, 24, 0.5),
    "lines": (N_("Aantal regels"), 1, 60, 1),
}  # fmt: skip
PLACE = ("x", "y", "width")
DEFAULTS: dict[str, int] = {"page": 1, "size": 9, "lines": 1}
HALF = N_(
    "Rij {row}: vul het veld, x, y, de breedte, de letter en het aantal regels in, of maak x, y en breedte leeg."
)


def draw(ctx: Context, key: str, stored: tuple[Spot, ...]) -> pd.DataFrame:
    """Every field there is, those with a place first; a field can stand in two places."""
    name = f"{key}.opened"
    if name not in st.session_state:
        # What was typed counts from the rows that were shown: another's places must not slip in under it.
        st.session_state[name] = stored
    t = ctx.t
    edited: pd.DataFrame = st.data_editor(
        _frame(st.session_state[name]), key=key, num_rows="dynamic", hide_index=True, height=420, placeholder="",
        column_config={
            "field": st.column_config.SelectboxColumn(
                t("Veld"), options=list(certificate_fields.FIELDS), required=True, width="medium",
                format_func=lambda code: certificate_fields.named(str(code), t) if code else "",
            ),
            **{
                column: st.column_config.NumberColumn(
                    t(label), min_value=least, max_value=most, step=step, width="small",
                    default=DEFAULTS.get(column),
                )
                for column, (label, least, most, step) in NUMBERS.items()
            },
        },
    )  # fmt: skip
    return edited


def _frame(stored: tuple[Spot, ...]) -> pd.DataFrame:
    placed = {spot.field for spot in stored}
    rows: list[dict[str, object]] = [
        *({column: getattr(spot, column) for column in COLUMNS} for spot in stored),
        *({"field": code, **DEFAULTS} for code in certificate_fields.FIELDS if code not in placed),
    ]
    return pd.DataFrame(
        {column: pd.Series([row.get(column) for row in rows], dtype="object") for column in COLUMNS}
    )


def read(edited: pd.DataFrame) -> tuple[Spot, ...]:
    """The rows that have a place. Raises InvalidInput for one that has half of it: what was typed is not dropped."""
    return tuple(
        spot
        for number, row in enumerate(edited.to_dict("records"), 1)
        if (spot := _spot(number, row)) is not None
    )


def _spot(number: int, row: Mapping[Hashable, object]) -> Spot | None:
    found = {column: row[column] for column in COLUMNS if not pd.isna(row[column])}
    if not found.keys() & set(PLACE):
        return None
    if len(found) < len(COLUMNS):
        raise InvalidInput(HALF, field="spots", row=number)
    numbers = {column: float(str(found[column])) for column in NUMBERS}
    return Spot(
        str(found["field"]), int(numbers["page"]), numbers["x"], numbers["y"], numbers["width"], numbers["size"],
        int(numbers["lines"]),
    )  # fmt: skip
