"""Typing over into MAGDA Online: without a sitting the list and how to begin, in a sitting one record at a time."""

from core import clock
from core.registration import queries
from core.ui import entry_begin, entry_round
from core.ui.page import Context


def draw(ctx: Context) -> None:
    """The part "Invoeren" of page "Registratie"."""
    found = ctx.read(queries.sitting, actor=ctx.actor, login=ctx.token_hash, now=clock.now())
    if found is None:
        entry_round.forget()
        entry_begin.draw(ctx)
    else:
        entry_round.draw(ctx, found)
