"""Page "Opleidingen": add one, and the list with one open beside it."""

import streamlit as st

from core.access.permissions import Action
from core.ui import course_forms, course_list
from core.ui.page import Context


def draw(ctx: Context) -> None:
    """The whole page below its title."""
    ctx.say(
        ctx.t("Uurrooster en lessen bepalen de uren op elk getuigschrift; alleen contactlessen tellen mee.")
    )
    if ctx.may(Action.EDIT_COURSE):
        with ctx.actions:
            if st.button(
                ctx.t("Opleiding toevoegen"), key="courses.add", type="primary", icon=":material/add:"
            ):
                course_forms.add(ctx)
    course_list.draw(ctx)
