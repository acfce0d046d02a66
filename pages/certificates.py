"""Papers under educational leave: queue, the quarter in one go, register, VOV, pictures (S3)."""

import streamlit as st

from core.access.permissions import Action
from core.i18n import N_
from core.ui import address
from core.ui.certificates_parts import PARTS
from core.ui.page import open_page

ctx = open_page(N_("Getuigschriften"), Action.SEE_CERTIFICATES)
offered = {part.code: part for part in PARTS if ctx.may(part.action)}
code = st.segmented_control(
    ctx.t("Onderdeel"),
    list(offered),
    default=address.code("part", offered) or next(iter(offered)),
    required=True,
    format_func=lambda code: ctx.t(offered[code].name),
    key="certificates.part",
    wrap=True,
    label_visibility="collapsed",
)
part = offered[str(code)]
ctx.say(ctx.t(part.sentence))
part.draw(ctx)
