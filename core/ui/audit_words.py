"""Readable sentences for every act in the log."""

from core.ui import html
from core.ui.page import Context


def draw(ctx: Context) -> None:
    """The list."""
    html.show(html.heading(ctx.t("Handelingen")))
