"""The sheets that were applied before: what, who, when, and how to take one back."""

from core.ui import html
from core.ui.page import Context


def draw(ctx: Context) -> None:
    """The list, newest first."""
    html.show(html.heading(ctx.t("Eerder ingelezen")))
