"""The list of trajectories: recognition, level, how many take part."""

from core.i18n import N_
from core.trajectories import queries
from core.trajectories.queries import TrajectoryRow
from core.ui import labels, tables
from core.ui.page import Context
from core.ui.tables import Column

KEY = "trajectories"


def columns(ctx: Context) -> list[Column[TrajectoryRow]]:
    """What identifies stands left of what describes."""
    return [
        Column(N_("Code"), lambda row: row.code, width=90),
        Column(N_("Traject"), lambda row: row.name, width=260),
        Column(N_("Niveau"), lambda row: labels.word(labels.LEVELS, row.level, ctx.t), width=150),
    ]


def draw(ctx: Context) -> None:
    """The list."""
    found = ctx.read(queries.trajectories)
    tables.grid(ctx, found, columns(ctx), key=KEY, caption=ctx.t("Trajecten op code"))
