"""The log: who did what when, who looked at what, and whether the chain still holds."""

from core.access.permissions import Action
from core.i18n import N_
from core.ui import audit_words
from core.ui.page import open_page

ctx = open_page(
    N_("Logboek"),
    Action.SEE_AUDIT,
    sentence=N_("Elke handeling staat hier één keer, in een keten die verraadt wat achteraf gewijzigd is."),
)
audit_words.draw(ctx)
