"""Comparing with a list from the registration tool: a list comes in, is compared, and its differences are decided."""

from core.ui import (
    address,
    reconciliation_history,
    reconciliation_result,
    reconciliation_rows,
    reconciliation_upload,
    record_list,
)
from core.ui.page import Context


def draw(ctx: Context) -> None:
    """The list on the table, else the comparison that stands open, else both ways to one."""
    on_table, opened = reconciliation_upload.loaded(), record_list.opened(reconciliation_history.LISTED)
    if on_table is not None:
        reconciliation_upload.draw(ctx, on_table)
    elif opened is not None:
        reconciliation_result.draw(ctx, opened)
    else:
        reconciliation_upload.take(ctx)
        reconciliation_history.draw(ctx)
    address.keep(
        {
            "part": "reconciliation",
            "list": record_list.in_address(reconciliation_history.LISTED),
            "difference": record_list.in_address(reconciliation_rows.LISTED),
        }
    )
