"""What can be done with one ticket: the next step first, the exceptions behind "Meer"; the forms are beside it."""

from collections.abc import Callable, Mapping

from core.access.permissions import Action
from core.i18n import N_
from core.led_corrections.queries import TicketRow
from core.led_corrections.stages import ANSWERED, CLOSED, WAITING
from core.ui import acts, ticket_duplicate, ticket_end_forms, ticket_forms
from core.ui.acts import Acts
from core.ui.page import Context
from core.ui.ticket_forms import ACT

NAMES: Mapping[str, str] = {
    "send": N_("Versturen noteren"),
    "answer": N_("Antwoord noteren"),
    "close": N_("Melding afsluiten"),
    "change": N_("Melding wijzigen"),
    "reopen": N_("Heropenen"),
    "note_back": N_("Annulering terugnemen"),
    "register_again": N_("Nieuwe registratie noteren"),
    "duplicate": N_("Duplicaat maken"),
}
FORMS: Mapping[str, Callable[[Context, TicketRow], None]] = {
    "send": ticket_forms.send,
    "answer": ticket_forms.answer,
    "change": ticket_forms.change,
    "close": ticket_end_forms.close,
    "reopen": ticket_end_forms.reopen,
    "note_back": ticket_end_forms.reopen,
    "register_again": ticket_end_forms.register_again,
    "duplicate": ticket_duplicate.draw,
}
RARE = ("change", "reopen", "note_back")
ACTS = Acts(NAMES, kept=ACT, buttons="registration.ticket.begin", forms="registration.ticket")


def possible(found: TicketRow) -> list[str]:
    """The acts a ticket is open to, the next step first."""
    if found.stage == CLOSED:
        if (
            found.proof is not None
            and found.proof.led_cancelled_on is not None
            and found.outcome == "cancelled"
        ):
            return ["register_again", "note_back"]
        return ["duplicate", "reopen"] if found.outcome == "duplicate" else ["reopen"]
    if found.kind == "replacement":
        return ["duplicate", "close", "change"]
    if found.stage == WAITING:
        return ["answer", "send", "close", "change"]
    if found.stage == ANSWERED:
        return ["close", "send", "answer", "change"]
    return ["send", "close", "change"]


def draw(ctx: Context, found: TicketRow) -> None:
    """The buttons, and below them the form of the act that was begun, while it can be done."""
    offered = [act for act in possible(found) if _may(ctx, act)]
    begun = acts.begun(ACTS, found.ticket_id)
    acts.draw(
        ctx, ACTS, found.ticket_id,
        steps=[act for act in offered if act not in RARE], rest=[act for act in offered if act in RARE],
        now=begun if begun in offered else None, form=lambda act: FORMS[act](ctx, found),
    )  # fmt: skip


def _may(ctx: Context, act: str) -> bool:
    if act == "duplicate":
        return ctx.may(Action.READ_DOCUMENT)
    return act != "register_again" or ctx.may(Action.REGISTER_PROOF)
