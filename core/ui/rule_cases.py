"""The worked examples of a rule in words: what was given, and what follows from it."""

from collections.abc import Iterable, Mapping
from datetime import date

import streamlit as st

from core.i18n import N_
from core.rules.cases import Case
from core.ui import markup
from core.ui.page import Context

GIVEN: Mapping[str, str] = {
    "completed_on": N_("traject afgerond op"), "issued_on": N_("uitgereikt op"), "regime": N_("regime"),
    "starts_on": N_("begin"), "enrolled_on": N_("ingeschreven op"), "period_ends_on": N_("einde van de periode"),
    "first_session_ends_on": N_("einde van de eerste zittijd"), "ends_on": N_("einde"),
    "submitted_on": N_("ingediend op"), "recognised_on": N_("erkend op"), "sector": N_("sector"),
    "extract_dated_on": N_("datum van het uittreksel"), "training_days": N_("opleidingsdagen"),
    "ended_on": N_("beëindigd op"), "organisation": N_("organisatie van de opleiding"),
    "given": N_("gegeven minuten"), "present": N_("minuten aanwezig"), "justified": N_("minuten gewettigd afwezig"),
    "unjustified": N_("minuten ongewettigd afwezig"), "lesson_unit": N_("minuten per lestijd"),
    "planned": N_("geplande minuten"), "exempted": N_("minuten vrijgesteld"),
    "missed_by_late_enrolment": N_("minuten gemist door late inschrijving"),
    "mentor_course": N_("mentoropleiding"), "recognised_level": N_("niveau van de erkenning"),
    "whole": N_("geheel behaald"), "parts": N_("behaalde deelkwalificaties"),
    "competences": N_("behaalde competenties"), "part_contents": N_("inhoud van de deelkwalificaties"),
    "task": N_("taak"), "final_assessment": N_("eindbeoordeling"),
}  # fmt: skip
FOLLOWS: Mapping[str, str] = {
    "due_on": N_("uiterste datum"), "target_on": N_("streefdatum"), "rolled_on": N_("verschoven datum"),
    "error": N_("geweigerd"), "periods": N_("perioden"), "met": N_("voldaan"),
    "to_follow": N_("te volgen minuten"), "to_attend": N_("bij te wonen minuten"),
    "eligible": N_("komt in aanmerking"), "warnings": N_("opmerkingen"), "proofs": N_("bewijzen"),
    "allowed": N_("toegelaten uitkomsten"), "within_limit": N_("binnen de grens"),
    "assessed": N_("eindbeoordeling afgelegd"),
}  # fmt: skip
CODES: Mapping[str, str] = {
    "invalid": N_("de gegevens kloppen niet"), "no_rule_in_force": N_("geen regel van kracht"),
    "bev_brussels": N_("BEV Brussel"), "bev_flanders": N_("BEV Vlaanderen"), "bev_wallonia": N_("BEV Wallonië"),
    "vov": N_("VOV"), "construction": N_("bouw"), "general": N_("algemeen"), "modular": N_("modulair"),
    "school_year": N_("per schooljaar"), "weekend": N_("weekend"),
    "to_follow_below_minimum": N_("minder te volgen dan het minimum"), "partial": N_("deelkwalificatie"),
    "professional": N_("beroepskwalificatie"), "competences": N_("competenties"), "addendum": N_("addendum"),
    "address_change": N_("adreswijziging"), "holiday": N_("vakantie"), "withdrawal": N_("opheffing"),
    "amend_agreement": N_("overeenkomst aanpassen"), "end_early": N_("vroegtijdig beëindigen"),
    "sign_and_register": N_("ondertekenen en registreren"), "open": N_("nog niet genoteerd"),
    "taken": N_("afgelegd"), "missed_justified": N_("gewettigd gemist"), "missed": N_("gemist"),
}  # fmt: skip


def draw(ctx: Context, cases: tuple[Case, ...]) -> None:
    """The examples, one click away; the number in the head is the number of lines."""
    if not cases:
        return
    rows = [
        (case.sentence, _pairs(ctx, case.facts.items(), GIVEN), _pairs(ctx, case.expect.items(), FOLLOWS))
        for case in cases
    ]
    with st.expander(ctx.t("Uitgewerkte voorbeelden ({n})", n=len(cases)), type="compact"):
        markup.show(
            markup.table(
                ctx.t("Deze voorbeelden worden bij elke versie van het product nagerekend."),
                (ctx.t("Voorbeeld"), ctx.t("Feiten"), ctx.t("Uitkomst")),
                rows,
            )
        )


def _pairs(ctx: Context, pairs: Iterable[tuple[str, object]], names: Mapping[str, str]) -> str:
    told = ((ctx.t(names[key]) if key in names else key, said(ctx, found)) for key, found in pairs)
    return "; ".join(f"{name}: {text}" for name, text in told)


def said(ctx: Context, found: object) -> str:
    """A value as people write it; what is nothing is a dash."""
    if isinstance(found, bool):
        return ctx.t("ja") if found else ctx.t("nee")
    if isinstance(found, date):
        return ctx.f.date(found)
    if isinstance(found, Mapping):
        return ", ".join(f"{key} ({said(ctx, inside)})" for key, inside in found.items()) or "-"
    if isinstance(found, tuple | list | frozenset):
        return ", ".join(text for item in found if (text := said(ctx, item)) != "-") or "-"
    if isinstance(found, str) and found in CODES:
        return ctx.t(CODES[found])
    return "-" if found is None or found == "" else str(found)
