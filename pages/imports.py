"""Sheets that come in: upload, check what was recognised, preview with a reason per row, apply, and undo a batch."""

from core.access.permissions import Action
from core.i18n import N_
from core.ui import address, import_batches, import_preview, import_upload, record_list
from core.ui.page import open_page

ctx = open_page(
    N_("Importeren"),
    Action.IMPORT,
    sentence=N_("Lees een blad in en bekijk per rij wat er zou gebeuren. Pas dan voer je het in."),
)
sheet = import_upload.loaded()
if sheet is None:
    import_upload.draw(ctx)
    import_batches.draw(ctx)
else:
    import_preview.draw(ctx, sheet)
address.keep({"id": record_list.in_address(import_batches.LISTED)})
