"""Registration in LED from one page: typing over, rights, problems, corrections, comparison (S0, steps 1, 2)."""

import streamlit as st

from core.access.permissions import Action
from core.i18n import N_
from core.ui import address
from core.ui.page import open_page
from core.ui.registration_parts import PARTS

ctx = open_page(N_("Registratie"), Action.SEE_REGISTRATION)
offered = {part.code: part for part in PARTS if ctx.may(part.action)}
code = st.segmented_control(
    ctx.t("Onderdeel"),
    list(offered),
    default=address.code("part", offered) or next(iter(offered)),
    required=True,
    format_func=lambda code: ctx.t(offered[code].name),
    key="registration.part",
    wrap=True,
    label_visibility="collapsed",
)
part = offered[str(code)]
ctx.say(ctx.t(part.sentence))
part.draw(ctx)
