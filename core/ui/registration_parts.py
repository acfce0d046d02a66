"""The parts of page "Registratie" in the order of the work, each with its right and what draws it."""

from collections.abc import Callable
from dataclasses import dataclass

from core.access.permissions import Action
from core.i18n import N_
from core.ui import (
    corrections_view,
    entry_view,
    problem_reports_view,
    reconciliation_view,
    rights_view,
)
from core.ui.page import Context


@dataclass(frozen=True, slots=True)
class Part:
    """One part: its code in the address, its name, the sentence under the title, its right, what draws it."""

    code: str
    name: str
    sentence: str
    action: Action
    draw: Callable[[Context], None]


PARTS: tuple[Part, ...] = (
    Part(
        "entry", N_("Invoeren"), N_("Typ elk bewijs over in MAGDA Online en noteer hier dat het er staat."),
        Action.REGISTER_PROOF, entry_view.draw,
    ),
    Part(
        "rights", N_("Rechten"), N_("Alleen wie een lopend recht heeft, mag een bewijs registreren."),
        Action.SEE_REGISTRATION, rights_view.draw,
    ),
    Part(
        "problems", N_("Problemen"), N_("Wat misgaat, meld je aan Departement WEWIS; de termijn loopt intussen door."),
        Action.SEE_REGISTRATION, problem_reports_view.draw,
    ),
    Part(
        "corrections", N_("Correcties"),
        N_("Wat in LED ontbreekt of fout staat, met wie het meldde en wat eruit kwam."),
        Action.SEE_REGISTRATION, corrections_view.draw,
    ),
    Part(
        "reconciliation", N_("Vergelijken"), N_("Leg een lijst uit de registratietool naast wat hier staat."),
        Action.RECONCILE, reconciliation_view.draw,
    ),
)  # fmt: skip
