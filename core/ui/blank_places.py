"""The places of the fields on an official blank, as a table to type in: mm from the upper left corner of the page."""

import pandas as pd
import streamlit as st

from core.documents import certificate_fields
from core.documents.certificate_blank import Spot
from core.i18n import N_
from core.ui.page import Context

COLUMNS = ("field", "page", "x", "y", "width", "size", "lines")
NUMBERS: dict[str, tuple[str, float, float, float]] = {
    "page": (N_("Pagina"), 1, 6, 1), "x": (N_("x (mm)"), 0, 209, 0.5), "y": (N_("y (mm)"), 0, 296, 0.5),
    "width": (N_("Breedte (mm)"), 1, 210, 0.5), "size": (N_("Letter (pt)"), 5, 24, 0.5),
    "lines": (N_("Aantal regels"), 1, 60, 1),
}  # fmt: skip
WHOLE = ("page", "lines")


def draw(ctx: Context, key: str, stored: tuple[Spot, ...]) -> pd.DataFrame:
    """The table; a row without a field or a place is left out by `read`."""
    name = f"{key}.opened"
    if name not in st.session_state:
        # What was typed counts from the rows that were shown: another's places must not slip in under it.
        st.session_state[name] = stored
    shown: tuple[Spot, ...] = st.session_state[name]
    values = {column: [getattr(spot, column) for spot in shown] for column in COLUMNS}
    frame = pd.DataFrame({column: pd.Series(found, dtype="object") for column, found in values.items()})
    t = ctx.t
    edited: pd.DataFrame = st.data_editor(
        frame, key=key, num_rows="dynamic", hide_index=True, height=420,
        column_config={
            "field": st.column_config.SelectboxColumn(
                t("Veld"), options=list(certificate_fields.FIELDS), required=True, width="large",
                format_func=lambda code: certificate_fields.named(str(code), t) if code else "",
            ),
            **{
                column: st.column_config.NumberColumn(
                    t(label), min_value=least, max_value=most, step=step, required=True, width="small",
                    default=1 if column in WHOLE else (9 if column == "size" else None),
                )
                for column, (label, least, most, step) in NUMBERS.items()
            },
        },
    )  # fmt: skip
    return edited


def read(edited: pd.DataFrame) -> tuple[Spot, ...]:
    """The rows that are complete, as places."""
    return tuple(
        Spot(
            str(row.field), int(row.page), float(row.x), float(row.y), float(row.width), float(row.size),
            int(row.lines),
        )
        for row in edited.dropna().itertuples(index=False)
        if row.field
    )  # fmt: skip
