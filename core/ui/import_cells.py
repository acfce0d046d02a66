"""The cells that a sheet of attendance fills, and what happens where something else stands already."""

from collections.abc import Mapping

import streamlit as st

from core.i18n import N_
from core.ui import markup
from core.ui.import_upload import Loaded
from core.ui.page import Context

CHOICES: Mapping[bool, str] = {False: N_("Behouden"), True: N_("Vervangen door het blad")}


def draw(ctx: Context, found: Loaded, cells: Mapping[str, int]) -> None:
    """The counts, and the choice when there is something to choose."""
    t, n = ctx.t, ctx.f.number
    differ = cells.get("kept", 0) + cells.get("replaced", 0)
    counts = [
        (t("Cellen in te vullen"), n(cells.get("filled", 0))),
        (t("Al zo ingevuld"), n(cells.get("same", 0))),
        (t("Anders ingevuld"), n(differ)),
    ]
    markup.show(markup.facts(counts))
    if not differ and not found.replaces:
        return
    chosen = st.segmented_control(
        t("Waar al iets anders staat"), list(CHOICES), default=found.replaces, required=True, key="imports.replaces",
        format_func=lambda replaces: t(CHOICES[replaces]),
    )  # fmt: skip
    if bool(chosen) is not found.replaces:
        found.replaces, found.preview = bool(chosen), None
        st.rerun()
