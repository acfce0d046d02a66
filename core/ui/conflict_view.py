"""Two people changed the same record: both values side by side, under the names the form uses."""

from collections.abc import Mapping
from typing import TypeVar

from core.errors import Conflict
from core.ui import markup
from core.ui.page import Context, Done

T = TypeVar("T")


def refuse(
    ctx: Context, done: Done[T], *, names: Mapping[str, str], typed: Mapping[str, str] | None = None
) -> None:
    """Why it was not saved. `typed` stands in for what the command did not hand back of the form."""
    error = done.error
    if not isinstance(error, Conflict):
        if error is not None:
            ctx.refuse(error)
        return
    shown = {**(typed or {}), **error.shown}
    sides = [
        {_name(ctx, names, field): side.get(field, "") for field in error.stored}
        for side in (shown, error.stored)
    ]
    ctx.refuse(Conflict(error.template, shown=sides[0], stored=sides[1], **error.params))
    markup.show(markup.muted(ctx.t("Wat je typte staat er nog. Bewaar je opnieuw, dan geldt jouw waarde.")))


def _name(ctx: Context, names: Mapping[str, str], field: str) -> str:
    return ctx.t(names[field]) if field in names else field
