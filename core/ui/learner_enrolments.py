"""The courses somebody is enrolled in, on the file of that person."""

import streamlit as st

from core.access.permissions import Action
from core.enrolments import queries
from core.ui import enrolments_panel, markup
from core.ui.page import Context


def draw(ctx: Context, learner_id: int) -> None:
    """One line per enrolment with a link to its course; nothing when there is none."""
    if not ctx.may(Action.SEE_ENROLMENTS):
        return
    rows = ctx.read(queries.of_learner, actor=ctx.actor, today=ctx.today, learner_id=learner_id)
    if not rows:
        return
    markup.show(markup.heading(ctx.t("Opleidingen"), level=3))
    for row in rows:
        with st.container(
            horizontal=True, key=f"rij.course{row.id}", vertical_alignment="center", wrap=False, gap="small"
        ):
            with st.container(width="stretch"):
                markup.show(
                    markup.tag("div", f"{row.course_code} {row.course}"),
                    markup.badge(enrolments_panel.state(ctx, row)),
                    markup.muted(enrolments_panel.told(ctx, row)),
                )
            ctx.link("courses", ctx.t("Openen"), id=str(row.course_id))
