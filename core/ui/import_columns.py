"""What was recognised in a sheet: its header row and what each column means; a changed meaning is remembered."""

from collections.abc import Sequence

import streamlit as st

from core.imports import machine, sheets
from core.imports.headers import Layout
from core.imports.kinds import Field
from core.ui import forms, markup
from core.ui.import_upload import Loaded
from core.ui.page import Context

KEY = "imports.columns"


def read(ctx: Context, found: Loaded) -> Layout:
    """How the sheet's columns are understood. Raises InvalidInput when there is no header row."""
    kind = sheets.kind_named(found.kind)
    return ctx.read(machine.layout, kind=kind, workbook=found.workbook, mapping=found.mapping)


def draw(ctx: Context, found: Loaded, layout: Layout) -> None:
    """What was found in the sheet on the table; another choice means another check."""
    wanted = choose(ctx, layout, sheets.kind_named(found.kind).fields, key=KEY)
    if wanted is not None:
        found.mapping, found.preview = {**found.mapping, **wanted}, None
        st.rerun()


def choose(
    ctx: Context, layout: Layout, fields: Sequence[Field], *, key: str, is_open: bool = False
) -> dict[str, str] | None:
    """One line that says what was found, and behind it a choice per column; what was changed, once it is sent."""
    t = ctx.t
    known = sum(1 for name in layout.fields if name)
    label = t(
        "Kopregel op rij {row}: {known} van {n} kolommen herkend",
        row=layout.header_row, known=known, n=sum(1 for header in layout.headers if header),
    )  # fmt: skip
    with st.expander(label, expanded=is_open or bool(layout.missing), type="compact"):
        text = t("Kies per kolom wat ze betekent. Je keuze wordt onthouden voor het volgende blad.")
        markup.show(markup.muted(text))
        wanted = _choices(ctx, layout, fields, forms.base(key))
    if wanted is not None:
        forms.reopen(key)
    return wanted


def _choices(ctx: Context, layout: Layout, fields: Sequence[Field], base: str) -> dict[str, str] | None:
    labels = {field.name: field.label for field in fields}
    chosen: dict[str, str] = {}
    with st.form(base, border=False):
        grid = st.grid("auto", min_column_width=220, gap="small")
        for position, (header, name) in enumerate(zip(layout.headers, layout.fields, strict=True)):
            options = ["", *labels]
            if not header or name not in options:
                continue  # a day above a column of codes is not for choosing
            with grid:
                picked = st.selectbox(
                    markup.markdown_safe(header), options, index=options.index(name), key=f"{base}.{position}",
                    format_func=lambda code: ctx.t(labels[code]) if code else ctx.t("niet gebruikt"),
                )  # fmt: skip
            if picked != name:
                chosen[header] = str(picked or "")
        sent = st.form_submit_button(ctx.t("Kolommen toepassen"))
    return chosen if sent else None
