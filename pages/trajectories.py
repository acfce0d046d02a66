"""Recognised trajectories with who takes part, and the catalogue of qualifications they are tied to."""

import streamlit as st

from core.access.permissions import Action
from core.i18n import N_
from core.ui import (
    address,
    qualification_forms,
    qualification_view,
    record_list,
    trajectory_forms,
    trajectory_list,
)
from core.ui.page import open_page

PARTS = {"trajectories": N_("Trajecten"), "qualifications": N_("Kwalificaties")}

ctx = open_page(
    N_("Trajecten"),
    Action.SEE_TRAJECTORIES,
    sentence=N_("Een bewijs kan alleen als het traject erkend was op de dag dat het afgerond werd."),
)
if ctx.may(Action.EDIT_TRAJECTORY):
    with ctx.actions:
        if st.button(ctx.t("Kwalificatie inlezen"), key="trajectories.bring", icon=":material/upload:"):
            qualification_forms.bring(ctx)
        if st.button(
            ctx.t("Traject toevoegen"), key="trajectories.add", type="primary", icon=":material/add:"
        ):
            trajectory_forms.add(ctx)
part = record_list.parts(ctx, PARTS, key="trajectories.part")
if part == "qualifications":
    qualification_view.draw(ctx)
    address.keep({"part": part, "qualification": record_list.in_address(qualification_view.LISTED)})
else:
    trajectory_list.draw(ctx)
    address.keep({"id": record_list.in_address(trajectory_list.LISTED)})
