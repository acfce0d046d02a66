"""The drawer that copies a course to the next school year."""

import streamlit as st

from core.courses import commands
from core.courses.rows import CourseDetail
from core.ui import forms, guarded, markup, record_list
from core.ui.page import Context


def copy(ctx: Context, found: CourseDetail) -> None:
    """Open the drawer."""
    guarded.dialog(ctx.t("Kopieer naar volgend schooljaar"))(_copy)(ctx, found)


def _copy(ctx: Context, found: CourseDetail) -> None:
    key, t = f"courses.copy{found.id}", ctx.t
    base = forms.base(key)
    markup.show(
        markup.paragraph(
            t(
                "Groepen, leraren, uurrooster en vak a gaan mee; elke datum schuift 52 weken op, naar dezelfde "
                "weekdag. Cursisten en lessen gaan niet mee."
            )
        )
    )
    with st.form(base, border=False):
        code = st.text_input(t("Code van de nieuwe opleiding"), "", 40, f"{base}.code")
        sent = st.form_submit_button(t("Opleiding kopiëren"), type="primary")
    if sent:
        done = ctx.act(commands.copy_course, course_id=found.id, code=code or "")
        if done and done.value is not None:
            record_list.choose("courses", done.value)
        forms.settle(ctx, key, done, told=t("Opleiding {code} is gemaakt.", code=(code or "").strip()))
