"""My account: who I am here, the language of the screen, the password."""

from core.access.permissions import Action
from core.i18n import N_
from core.ui import account_view
from core.ui.page import open_page

ctx = open_page(N_("Mijn account"), Action.OWN_ACCOUNT)
account_view.who(ctx)
account_view.language(ctx)
account_view.password(ctx)
