"""(under way)"""

from core.ui.page import Context


def draw(ctx: Context) -> None:
    """(under way)"""
