"""The forms of an enrolment's drawer that note exams: the second session, and the final assessment of VOV."""

from collections.abc import Mapping

import streamlit as st

from core.enrolments import commands, words
from core.enrolments.rows import EnrolmentRow
from core.i18n import N_
from core.ui import forms
from core.ui.page import Context

TAKEN: Mapping[str, str] = {
    "later": N_("Nog niet bekend"),
    "yes": N_("Ja, examen afgelegd"),
    "no": N_("Nee, niet deelgenomen"),
}
ANSWERS: Mapping[str, bool | None] = {"later": None, "yes": True, "no": False}
KNOWN, ASSESSED = N_("Bekend sinds"), N_("Op")
EXAM_DAYS = 3


def second_session(ctx: Context, row: EnrolmentRow) -> None:
    """Known since when, which days, and whether somebody took part."""
    key, t, noted = f"courses.second{row.id}", ctx.t, row.second_session
    version, base = forms.opened(key, row.version), forms.base(key)
    answers = {answer: code for code, answer in ANSWERS.items()}
    known_days = list(noted.exam_days) if noted else []
    with st.form(base, border=False):
        known = forms.day(
            ctx, KNOWN, key=f"{base}.known", value=noted.known_on if noted else ctx.today,
            latest=ctx.today,
        )  # fmt: skip
        days = []
        for number in range(max(EXAM_DAYS, len(known_days) + 1)):
            value = known_days[number] if number < len(known_days) else None
            label = t("Examendag {n}", n=number + 1)
            days.append(forms.day(ctx, label, key=f"{base}.exam{number}", value=value))
        taken = forms.choice(
            ctx,
            N_("Deelgenomen?"),
            TAKEN,
            key=f"{base}.taken",
            value=answers[noted.took_part if noted else None],
        )
        sent = st.form_submit_button(t("Tweede zittijd noteren"), type="primary")
    if sent and (known_on := forms.given(ctx, known, KNOWN)) is not None:
        done = ctx.act(
            commands.note_second_session, enrolment_id=row.id, version=version, known_on=known_on,
            exam_days=[day for day in days if day is not None], took_part=ANSWERS[taken],
        )  # fmt: skip
        forms.settle(ctx, key, done, told=t("De tweede zittijd van {name} is genoteerd.", name=row.name))


def final_assessment(ctx: Context, row: EnrolmentRow) -> None:
    """How the final assessment of VOV went."""
    key, t = f"courses.assessment{row.id}", ctx.t
    version, base = forms.opened(key, row.version), forms.base(key)
    with st.form(base, border=False):
        outcome = forms.choice(
            ctx, N_("Eindbeoordeling"), words.ASSESSMENTS, key=f"{base}.outcome", value=row.final_assessment
        )
        day = forms.day(
            ctx, ASSESSED, key=f"{base}.day", value=row.final_assessment_on or ctx.today, latest=ctx.today
        )
        sent = st.form_submit_button(t("Eindbeoordeling noteren"), type="primary")
    if sent and (assessed_on := forms.given(ctx, day, ASSESSED)) is not None:
        done = ctx.act(
            commands.note_final_assessment, enrolment_id=row.id, version=version, outcome=outcome,
            assessed_on=assessed_on,
        )  # fmt: skip
        forms.settle(ctx, key, done, told=t("De eindbeoordeling van {name} is genoteerd.", name=row.name))
