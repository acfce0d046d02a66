"""Papers under educational leave: what is owed, to whom, and by when (S3)."""

from core.access.permissions import Action
from core.i18n import N_
from core.ui import certificates_view
from core.ui.page import open_page

ctx = open_page(
    N_("Getuigschriften"),
    Action.SEE_CERTIFICATES,
    sentence=N_("Elk papier met zijn uiterste datum; afleveren sluit de termijn."),
)
certificates_view.draw(ctx)
