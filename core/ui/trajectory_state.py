"""Whether a recognition holds today, as a badge."""

from datetime import timedelta

from core.trajectories.lists import TrajectoryRow
from core.ui import labels
from core.ui.markup import Badge
from core.ui.page import Context

WARNED_BEFORE = timedelta(days=90)


def of(ctx: Context, row: TrajectoryRow) -> Badge:
    """Whether the recognition holds today, and whether it ends within three months."""
    begins_on, ends_on, today = row.recognised_on, row.recognition_ends_on, ctx.today
    if ends_on is not None and ends_on < today:
        return labels.mark("hold", ctx.t("Niet meer erkend"))
    if begins_on > today:
        return labels.mark("plan", ctx.t("Vanaf {day}", day=ctx.f.date(begins_on)))
    if ends_on is not None and ends_on - today <= WARNED_BEFORE:
        return labels.mark("soon", ctx.t("Tot {day}", day=ctx.f.date(ends_on)))
    return labels.mark("done", ctx.t("Erkend"))
