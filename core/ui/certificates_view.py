"""Part "Papieren": the queue by due date, one paper beside it; delivery closes its term."""

from core.ui import certificates_detail, certificates_filters, certificates_list, record_list
from core.ui.page import Context


def draw(ctx: Context) -> None:
    """The whole part."""
    filters = certificates_filters.draw(ctx)
    queue = certificates_list.load(ctx, filters)
    opened = record_list.opened(certificates_list.LISTED)
    if opened is None and not queue.rows:
        certificates_list.none(ctx, filters)
    elif opened is None:
        certificates_list.draw(ctx, filters, queue)
    else:
        record_list.beside(
            ctx, certificates_list.listed(filters), queue.rows, lambda key: certificates_detail.draw(ctx, key),
            total=queue.total,
        )  # fmt: skip
    certificates_list.keep(filters)
