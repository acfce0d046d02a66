"""A sheet comes in: its kind, the file, an empty one to fill in. It is read once, outside any transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import streamlit as st

from core.exports.sheets import MEDIA_TYPE
from core.i18n import N_
from core.imports import mending, sheets
from core.imports.machine import Preview
from core.imports.mending import Line
from core.imports.reading import Workbook
from core.ui import address, downloads, forms, markup, sheet_field
from core.ui.page import Context

KEY = "imports.upload"
LOADED = "imports.loaded"
TEMPLATE = "imports.template"


@dataclass(slots=True)
class Loaded:
    """The sheet that lies on the table of this session: read, mapped, checked. Gone when it is applied or put away."""

    kind: str
    workbook: Workbook = field(repr=False)
    mapping: Mapping[str, str] = field(default_factory=dict)
    replaces: bool = False
    preview: Preview | None = field(default=None, repr=False)
    lines: Sequence[Line] = field(default=(), repr=False)


def loaded() -> Loaded | None:
    """The sheet on the table, if there is one."""
    found = st.session_state.get(LOADED)
    return found if isinstance(found, Loaded) else None


def put_away() -> None:
    """Forget the sheet; the next upload starts anew."""
    st.session_state.pop(LOADED, None)
    downloads.forget("imports.mend")
    downloads.forget(TEMPLATE)


def draw(ctx: Context) -> None:
    """The form: kind, file, template."""
    kinds = {kind.name: kind.title for kind in sheets.KINDS if kind.action is None or ctx.may(kind.action)}
    # Hidden on a narrow screen while an earlier sheet stands open, as every bar above a list.
    with st.container(key="filters"), st.container(key="kolom.upload"):
        linked = address.code("kind", kinds)
        kind = forms.choice(ctx, N_("Wat staat er in het blad?"), kinds, key="imports.kind", value=linked)
        if hint := sheets.kind_named(kind).hint:
            markup.show(markup.muted(ctx.t(hint)))
        label = N_("Blad (Excel, OpenDocument of CSV, tot {n} MB)")
        workbook = sheet_field.draw(ctx, key=KEY, label=label)
        _template(ctx, kind)
    if workbook is not None:
        st.session_state[LOADED] = Loaded(kind, workbook)
        st.rerun()


def _template(ctx: Context, kind: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        markup.show(
            markup.muted(
                ctx.t("Kolommen mogen in elke volgorde staan; titels en totalen worden overgeslagen.")
            )
        )
        if st.button(
            ctx.t("Leeg blad maken"), key="imports.template.make", type="tertiary", icon=":material/table:"
        ):
            content = mending.template(sheets.kind_named(kind), t=ctx.t)
            downloads.ready(
                ctx, TEMPLATE, name=f"leeg-blad-{kind}.xlsx", media_type=MEDIA_TYPE, content=content
            )
        downloads.link(ctx, TEMPLATE)
