"""The sheet of a group to fill in at a desk without this program, and where it is read again."""

from datetime import date

import streamlit as st

from core.access.permissions import Action
from core.attendance import commands
from core.exports.sheets import MEDIA_TYPE
from core.ui import downloads, markup
from core.ui.page import Context

KEY = "attendance.sheet"


def draw(ctx: Context, *, group_id: int | None, first_on: date, last_on: date) -> None:
    """The button, the link to what it made, the way to the import; nothing for who may not read a sheet again."""
    if not (ctx.may(Action.ENTER_ATTENDANCE) and ctx.may(Action.IMPORT)):
        return
    t, shown = ctx.t, f"{group_id} {first_on} {last_on}"
    if st.session_state.get(f"{KEY}.of") != shown:
        downloads.forget(KEY)
        st.session_state[f"{KEY}.of"] = shown
    with st.expander(t("Blad om in Excel in te vullen"), type="compact", key=f"{KEY}.part"):
        told = t(
            "Een rij per cursist en een kolom per les van de gekozen groep en dagen. Wat al ingevuld is, staat erin. "
            "Vul aan en lees het blad weer in."
        )
        markup.show(markup.muted(told))
        if not group_id:
            markup.show(markup.paragraph(t("Kies hierboven eerst één groep.")))
            return
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            if st.button(t("Maak blad (Excel)"), key=f"{KEY}.make", icon=":material/table:"):
                made = ctx.act(commands.make_sheet, group_id=group_id, first_on=first_on, last_on=last_on)
                if made and made.value is not None:
                    name = f"aanwezigheden-groep-{group_id}.xlsx"
                    downloads.ready(ctx, KEY, name=name, media_type=MEDIA_TYPE, content=made.value)
            downloads.link(ctx, KEY)
            ctx.link("imports", t("Ingevuld blad inlezen"), kind="attendance")
