"""Sheets that come in: upload, check what was recognised, preview with a reason per row, apply, and undo a batch."""

from core.access.permissions import Action
from core.i18n import N_
from core.ui import import_batches
from core.ui.page import open_page

ctx = open_page(
    N_("Importeren"),
    Action.IMPORT,
    sentence=N_("Niets wordt bewaard voor je het voorbeeld bekeken en toegepast hebt."),
)
import_batches.draw(ctx)
