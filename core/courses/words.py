"""The codes of a course, a timetable and a lesson by their Dutch names."""

from collections.abc import Mapping

from core.i18n import N_

ORGANISATIONS: Mapping[str, str] = {
    "school_year": N_("Per schooljaar (schoolkwartalen)"),
    "modular": N_("Modulair (om de drie maanden)"),
}
UNITS: Mapping[str, str] = {"50": N_("Lestijd van 50 minuten"), "60": N_("Lesuur van 60 minuten")}
CATEGORIES: Mapping[str, str] = {
    "": N_("Nog niet ingevuld"),
    "vocational": N_("Beroepsopleiding (art. 109 § 1)"),
    "general": N_("Algemene opleiding (art. 109 § 2)"),
}
RECOGNITIONS: Mapping[str, str] = {
    "": N_("Nog niet ingevuld"),
    "commission": N_("Erkenningscommissie"),
    "joint_committee": N_("Paritair comité"),
    "identification": N_("Identificatienummer (algemene opleiding)"),
}
VOV_FORMS: Mapping[str, str] = {
    "": N_("Geen Vlaams opleidingsverlof"),
    "hours": N_("Volgens aanwezigheid (uren)"),
    "regular": N_("Regelmatige inschrijving (credits of lestijden)"),
}
KINDS: Mapping[str, str] = {
    "contact": N_("Contactles"),
    "placement": N_("Stage"),
    "self_study": N_("Zelfstudie"),
}
STATES: Mapping[str, str] = {
    "planned": N_("Gepland"),
    "cancelled": N_("Afgelast"),
    "credited": N_("Telt als gegeven"),
}
# Why a lesson was not held; what each does is the provider's own (core/provider_settings/lessons.py).
REASONS: Mapping[str, str] = {
    "unforeseen": N_("Onvoorziene omstandigheden"),
    "holiday": N_("Feestdag of vakantie"),
    "weather": N_("Uitzonderlijk weer"),
    "teacher_strike": N_("Staking van de leraar"),
    "teacher_ill": N_("Ziekte van de leraar"),
    "closure": N_("Sluiting van de instelling"),
}
MOVED = "moved"
SHOWN_REASONS: Mapping[str, str] = {**REASONS, MOVED: N_("Verplaatst")}
WEEKDAYS: Mapping[int, str] = {
    1: N_("maandag"), 2: N_("dinsdag"), 3: N_("woensdag"), 4: N_("donderdag"), 5: N_("vrijdag"),
    6: N_("zaterdag"), 7: N_("zondag"),
}  # fmt: skip
