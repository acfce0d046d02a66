"""The check list of the first use of the Vlaams gebruikersbeheer: above the list until all is done, then below it."""

from collections.abc import Mapping

import streamlit as st

from core.access.actors import person
from core.access.permissions import Action
from core.i18n import N_
from core.rights import commands
from core.rights.first_use import STEPS, Step
from core.rights.profiles import S0
from core.rights.rows import StepRow
from core.ui import labels, markup
from core.ui.page import Context


def is_done(done: Mapping[str, StepRow]) -> bool:
    """Whether every step was ticked."""
    return all(step.code in done for step in STEPS)


def draw(ctx: Context, done: Mapping[str, StepRow]) -> None:
    """The steps under a fold, unfolded while nothing was ticked yet."""
    sign = labels.SIGNS["done" if is_done(done) else "soon"]
    title = ctx.t(
        "Eerste gebruik van het Vlaams gebruikersbeheer: {done} van {all} gedaan", done=len(done), all=len(STEPS)
    )  # fmt: skip
    with st.expander(f"{sign} {title}", expanded=not done, type="compact"):
        for step in STEPS:
            _step(ctx, step, done.get(step.code))
        markup.show(markup.muted(ctx.t("Bron: {source}.", source=ctx.t(S0))))


def _step(ctx: Context, step: Step, done: StepRow | None) -> None:
    t, key = ctx.t, f"registration.step.{step.code}"
    told = (
        t("Gedaan op {day} door {name}", day=ctx.f.date(done.done_on), name=person(done.done_by, t))
        if done
        else ""
    )
    mark = labels.mark("done", t("Gedaan")) if done else labels.mark("plan", t("Te doen"))
    with st.container(horizontal=True, wrap=False, key=f"rij.step.{step.code}", gap="small"):
        with st.container(width="stretch"):
            parts = [markup.badge(mark), markup.tag("div", markup.tag("b", t(step.name)))]
            parts += [markup.muted(t(step.text)), markup.muted(told)]
            if step.address:
                parts.append(markup.link(t(step.label), step.address))
            markup.show(*parts)
        if ctx.may(Action.MANAGE_RIGHTS):
            label = N_("Uitvinken") if done else N_("Aanvinken")
            command = commands.untick_step if done else commands.tick_step
            if st.button(t(label), key=key, type="tertiary") and ctx.act(command, code=step.code):
                st.rerun()
