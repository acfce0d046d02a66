"""Papers under educational leave: what is owed, to whom, and by when (S3)."""

import streamlit as st

from core.access.permissions import Action
from core.i18n import N_
from core.ui import address
from core.ui.certificates_parts import PARTS
from core.ui.page import open_page

ctx = open_page(N_("Getuigschriften"), Action.SEE_CERTIFICATES)
offered = {part.code: part for part in PARTS if ctx.may(part.action)}
code = next(iter(offered))
if len(offered) > 1:
    code = st.segmented_control(
        ctx.t("Onderdeel"),
        list(offered),
        default=address.code("part", offered) or code,
        required=True,
        format_func=lambda code: ctx.t(offered[code].name),
        key="certificates.part",
        wrap=True,
        label_visibility="collapsed",
    )
part = offered[str(code)]
ctx.say(ctx.t(part.sentence))
part.draw(ctx)
