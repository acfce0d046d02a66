"""The parts of page "Aanwezigheden" in the order of the work."""

from core.access.permissions import Action
from core.i18n import N_
from core.ui import (
    attendance_learner_view,
    attendance_lessons_view,
    attendance_lists_view,
    justifications_view,
    signals_view,
    vov_signatures,
)
from core.ui.registration_parts import Part

PARTS: tuple[Part, ...] = (
    Part(
        "lessons",
        N_("Lessen"),
        N_("Elke cel wordt bewaard zodra je ze verlaat; een les telt mee als je ze afsluit."),
        Action.SEE_ATTENDANCE,
        attendance_lessons_view.draw,
    ),
    Part(
        "learner",
        N_("Per cursist"),
        N_("Alle lessen van één cursist over een periode."),
        Action.SEE_ATTENDANCE,
        attendance_learner_view.draw,
    ),
    Part(
        "justifications",
        N_("Wettigingen"),
        N_("Wat te laat binnenkomt, wordt genoteerd en telt als ongewettigd."),
        Action.JUSTIFY_ABSENCE,
        justifications_view.draw,
    ),
    Part(
        "signals",
        N_("Opvolging"),
        N_("Wie zijn lessen mist: bel, schrijf of zet stop voor het te laat is."),
        Action.SEE_ATTENDANCE,
        signals_view.draw,
    ),
    Part(
        "lists",
        N_("Lijsten"),
        N_("Blanco lijsten om te tekenen, en welke getekende lijst binnen is."),
        Action.SEE_ATTENDANCE,
        attendance_lists_view.draw,
    ),
    Part(
        "signatures",
        N_("Onlinelessen"),
        N_(
            "Onder VOV tekenen cursist en lesgever elke onlineles, met eID of op een andere goedgekeurde wijze."
        ),
        Action.SEE_ATTENDANCE,
        vov_signatures.draw,
    ),
)
