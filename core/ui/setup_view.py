"""The first steps of a fresh installation: what a proof needs before it can leave, in the order it is asked."""

import streamlit as st

from core.access.permissions import Action
from core.i18n import N_
from core.organisation import commands, queries
from core.organisation.queries import OrganisationRow
from core.ui import closings_view, labels, markup, navigation, organisation_view, style_view
from core.ui.page import Context

STEPS = {
    "details": N_("Organisatie"),
    "campuses": N_("Campussen"),
    "signatories": N_("Ondertekenaars"),
    "closings": N_("Sluitingen"),
    "style": N_("Huisstijl"),
}
NEEDED = ("details", "campuses", "signatories")
STEP = "administration.step"


def draw(ctx: Context, found: OrganisationRow | None) -> None:
    """The steps with their state, the chosen one below, and the end when everything needed is there."""
    done = _done(ctx, found)
    first_open = next((code for code in STEPS if not done[code]), "style")
    _lead_on(done, first_open)
    markup.show(
        markup.paragraph(
            ctx.t("Vijf stappen en je kan beginnen. Je kan alles later nog wijzigen in Instellingen.")
        )
    )
    chosen = st.segmented_control(
        ctx.t("Stap"),
        list(STEPS),
        default=first_open,
        required=True,
        format_func=lambda code: (
            f"{labels.SIGNS['done'] if done[code] else labels.SIGNS['plan']} {ctx.t(STEPS[code])}"
        ),
        key=STEP,
        wrap=True,
    )
    _step(ctx, str(chosen), found)
    with st.container(key="rij.finish", horizontal=True):
        is_enough = all(done[code] for code in NEEDED)
        if not is_enough:
            missing = ", ".join(ctx.t(STEPS[code]) for code in NEEDED if not done[code])
            markup.show(markup.muted(ctx.t("Nog nodig: {steps}.", steps=missing)))
        pressed = is_enough and st.button(ctx.t("Instellen afronden"), key="administration.finish")
        if pressed and ctx.act(commands.finish_set_up):
            ctx.tell(
                ctx.t("Je organisatie is ingesteld. Importeer nu je eerste lijst of voeg een traject toe.")
            )
            st.rerun()


def _lead_on(done: dict[str, bool], first_open: str) -> None:
    """Whoever finished the step that stands open is shown the next one; who goes back to a step stays there."""
    before = st.session_state.get(f"{STEP}.done")
    chosen = st.session_state.get(STEP)
    if before is not None and chosen in done and done[chosen] and not before[chosen]:
        st.session_state[STEP] = first_open
    st.session_state[f"{STEP}.done"] = done


def _done(ctx: Context, found: OrganisationRow | None) -> dict[str, bool]:
    return {
        "details": found is not None and bool(found.name and found.enterprise_number),
        "campuses": bool(ctx.read(queries.campuses, actor=ctx.actor)),
        "signatories": bool(ctx.read(queries.signatories)),
        "closings": bool(ctx.read(queries.closing_days)),
        "style": found is not None and found.logo is not None,
    }


def _step(ctx: Context, code: str, found: OrganisationRow | None) -> None:
    if code == "details":
        organisation_view.details(ctx, found)
    elif code == "campuses":
        organisation_view.campuses(ctx)
    elif code == "signatories":
        organisation_view.signatories(ctx)
    elif code == "closings":
        closings_view.draw(ctx, found)
    elif found is not None:
        style_view.draw(ctx, found)
    else:
        markup.show(markup.paragraph(ctx.t("Bewaar eerst de naam van de organisatie.")))


def is_needed(found: OrganisationRow | None) -> bool:
    """A practice provider comes complete; a real one is set up first."""
    return found is None or not (found.is_set_up or found.is_practice)


def lead_there(ctx: Context) -> None:
    """The first sign-in on a fresh database goes to the set-up; others are told who can do it."""
    found = ctx.read(queries.organisation)
    if not is_needed(found):
        return
    if ctx.may(Action.ADMINISTER):
        navigation.go("administration", ctx.t)
    markup.show(
        markup.paragraph(
            ctx.t("De organisatie is nog niet ingesteld. Je beheerder kan dat doen in Instellingen.")
        )
    )
    st.stop()
