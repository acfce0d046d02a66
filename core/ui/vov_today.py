"""On page "Vandaag": the provider's own reminder to file attendance in the WSE-loket, labelled as internal."""

import streamlit as st

from core.access.permissions import Action
from core.courses.school_years import school_year_text
from core.i18n import N_
from core.proofs.filters import week_end
from core.ui import labels, markup
from core.ui.page import Context
from core.vov import reminding
from core.vov.reminding import Reminder

ONE, MORE, LEAST = (
    N_("1 periode in te dienen in het WSE-loket"), N_("{n} perioden in te dienen in het WSE-loket"),
    N_("Minstens {n} perioden in te dienen in het WSE-loket"),
)  # fmt: skip


def draw(ctx: Context) -> None:
    """Nothing for who may not see papers, or while no reminder has come by Sunday."""
    if not ctx.may(Action.SEE_CERTIFICATES):
        return
    for found in ctx.read(reminding.reminders, actor=ctx.actor, today=ctx.today, until=week_end(ctx.today)):
        _line(ctx, found)


def _line(ctx: Context, found: Reminder) -> None:
    """Never the sign of what is late: the law gives no term."""
    t = ctx.t
    reached = found.first_on <= ctx.today
    mark = labels.mark(
        "soon", t("Herinnering") if reached else labels.remaining(found.first_on, ctx.today, t)
    )
    text = ONE if found.is_all and found.stretches == 1 else MORE if found.is_all else LEAST
    about = t(
        "Vlaams opleidingsverlof, {year}; geen bron noemt een termijn",
        year=school_year_text(found.school_year),
    )
    with st.container(
        horizontal=True,
        wrap=False,
        key=f"rij.today.vov{found.school_year}",
        vertical_alignment="center",
        gap="small",
    ):
        with st.container(width="stretch"):
            said = t(text, n=ctx.f.number(found.stretches))
            markup.show(markup.row(mark, said, about, ctx.f.date(found.first_on), t("intern")))
        ctx.link("certificates", t("Openen"), part="vov", year=str(found.school_year))
