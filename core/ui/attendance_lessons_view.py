"""To be drawn by its owner."""

from core.ui.page import Context


def draw(ctx: Context) -> None:
    """Nothing yet."""
    ctx.say("")
