"""Step 5: the list to hand out, what may go by e-mail, and the note of delivery, which closes the terms."""

from typing import Final

from core.access.permissions import Action
from core.certificates import lists
from core.certificates.lot import Lot
from core.i18n import N_
from core.ui import markup, quarter_choice, quarter_lists, quarter_mail, quarter_noting, quarter_results
from core.ui.page import Context
from core.ui.quarter_lists import PileList

KEY: Final = "certificates.quarter.deliver"
LIST: Final = PileList(
    KEY, "certificates.quarter.delivery_list", lists.delivery, N_("Afleverlijst ({n})"),
    ":material/assignment_turned_in:", "af-te-leveren",
)  # fmt: skip


def draw(ctx: Context, found: Lot) -> None:
    """The whole step."""
    quarter_results.draw(ctx, "deliver")
    _pile(ctx, found)
    if ctx.may(Action.DELIVER_CERTIFICATE):
        quarter_mail.draw(ctx, found)


def _pile(ctx: Context, found: Lot) -> None:
    waiting = found.at("signed")
    if not waiting:
        markup.show(markup.paragraph(ctx.t("Er ligt niets getekend om af te leveren.")))
        return
    papers = quarter_choice.in_order(ctx, waiting)
    chosen = quarter_choice.ticked(ctx, papers, step="deliver")
    if not chosen:
        markup.show(markup.paragraph(ctx.t("Vink aan welke papieren afgeleverd zijn.")))
    elif ctx.may(Action.DELIVER_CERTIFICATE):
        quarter_lists.draw(ctx, LIST, chosen, by_employer=quarter_choice.by_employer())
        quarter_noting.draw(ctx, chosen, key=KEY, ways=("hand", "post", "mail"))
