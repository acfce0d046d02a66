"""Settings of the provider, for the administrator; on a fresh installation the set-up in five steps."""

import streamlit as st

from core.access.permissions import Action
from core.i18n import N_
from core.organisation import queries
from core.ui import (
    address,
    blanks_view,
    closings_view,
    organisation_view,
    practice_view,
    proof_fields_view,
    provider_settings_view,
    retention_view,
    setup_view,
    style_view,
    users_view,
)
from core.ui.page import open_page

PARTS = {
    "details": N_("Organisatie"),
    "style": N_("Huisstijl"),
    "campuses": N_("Campussen"),
    "signatories": N_("Ondertekenaars"),
    "closings": N_("Sluitingen"),
    "users": N_("Gebruikers"),
    "fields": N_("Velden op het bewijs"),
    "models": N_("Officieel model"),
    "retention": N_("Bewaring"),
    "choices": N_("Eigen keuzes"),
}

ctx = open_page(N_("Instellingen"), Action.ADMINISTER)
found = ctx.read(queries.organisation)

if found is None or setup_view.is_needed(found):
    ctx.say(ctx.t("Stel eerst je organisatie in; daarna kunnen bewijzen vertrekken."))
    setup_view.draw(ctx, found)
    st.stop()

ctx.say(
    ctx.t("Wat hier staat, komt op elk nieuw bewijs en getuigschrift. Wat uitgereikt is, verandert nooit.")
)
if found.is_practice:
    practice_view.way_out(ctx)
part = st.segmented_control(
    ctx.t("Onderdeel"),
    list(PARTS),
    default=address.code("part", PARTS) or "details",
    required=True,
    format_func=lambda code: ctx.t(PARTS[code]),
    key="administration.part",
    wrap=True,
)
address.keep({"part": part})
if part == "details":
    organisation_view.details(ctx, found)
elif part == "style":
    style_view.draw(ctx, found)
elif part == "campuses":
    organisation_view.campuses(ctx)
elif part == "signatories":
    organisation_view.signatories(ctx)
elif part == "closings":
    closings_view.draw(ctx, found)
elif part == "users":
    users_view.draw(ctx)
elif part == "models":
    blanks_view.draw(ctx, found)
elif part == "retention":
    retention_view.draw(ctx)
elif part == "choices":
    provider_settings_view.draw(ctx)
else:
    proof_fields_view.draw(ctx)
