"""A sheet comes in: its kind, the file, an empty one to fill in. It is read once, outside any transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import streamlit as st

from core.errors import InvalidInput
from core.exports.sheets import MEDIA_TYPE
from core.i18n import N_
from core.imports import mending, reading, sheets
from core.imports.machine import Preview
from core.imports.mending import Line
from core.imports.reading import Workbook
from core.ui import downloads, forms, markup
from core.ui.page import Context

KEY = "imports.upload"
LOADED = "imports.loaded"
REFUSED = "imports.refused"
TEMPLATE = "imports.template"


@dataclass(slots=True)
class Loaded:
    """The sheet that lies on the table of this session: read, mapped, checked. Gone when it is applied or put away."""

    kind: str
    workbook: Workbook = field(repr=False)
    mapping: Mapping[str, str] = field(default_factory=dict)
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
    t, base = ctx.t, forms.base(KEY)
    refused = st.session_state.pop(REFUSED, None)
    if isinstance(refused, InvalidInput):
        ctx.refuse(refused)
    kinds = {kind.name: kind.title for kind in sheets.KINDS if kind.action is None or ctx.may(kind.action)}
    # Hidden on a narrow screen while an earlier sheet stands open, as every bar above a list.
    with st.container(key="filters"), st.container(key="kolom.upload"):
        kind = forms.choice(ctx, N_("Wat staat er in het blad?"), kinds, key="imports.kind")
        # No `type`: Streamlit would meet another ending with an error that stays; our reader says what to do instead.
        given = st.file_uploader(
            t("Blad (Excel, OpenDocument of CSV, tot {n} MB)", n=reading.BROWSER.size >> 20),
            key=f"{base}.file",
            max_upload_size=reading.BROWSER.size >> 20,
        )
        _template(ctx, kind)
    if given is not None:
        _read(kind, given.name, given.getvalue())


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


def _read(kind: str, name: str, content: bytes) -> None:
    # A new key each time: Streamlit then drops the file, and a refused one cannot spoil the next.
    forms.reopen(KEY)
    try:
        workbook = reading.read(content, file_name=name)
    except InvalidInput as error:
        st.session_state[REFUSED] = error
    else:
        st.session_state[LOADED] = Loaded(kind, workbook)
    st.rerun()
