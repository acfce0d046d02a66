"""What comes: which open proofs will be late at a given pace, and what another way of counting a rule would do."""

from core.access.permissions import Action
from core.i18n import N_
from core.ui import record_list, what_if_view, workload_view
from core.ui.page import open_page

PARTS = {"load": N_("Werklast"), "whatif": N_("Wat als")}

ctx = open_page(N_("Vooruitzicht"), Action.SEE_COMPLIANCE)
if record_list.parts(ctx, PARTS, key="forecast.part") == "load":
    workload_view.draw(ctx)
else:
    what_if_view.draw(ctx)
