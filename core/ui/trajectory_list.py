"""The list of trajectories: whether each is recognised today, its level, and how many take part."""

from core.i18n import N_
from core.trajectories import lists
from core.trajectories.lists import TrajectoryRow
from core.ui import labels, markup, record_list, trajectory_detail, trajectory_state
from core.ui.cells import Column
from core.ui.page import Context
from core.ui.record_list import RecordList


def columns(ctx: Context) -> list[Column[TrajectoryRow]]:
    """What identifies stands left of what describes."""
    return [
        Column(
            N_("Erkenning"),
            lambda row: trajectory_state.of(ctx, row),
            "status",
            128,
        ),
        Column(N_("Code"), lambda row: row.code, width=60),
        Column(N_("Traject"), lambda row: row.name, width=172),
        Column(N_("Deelnemers"), lambda row: row.participations, "number", 86),
        Column(N_("Afgerond"), lambda row: row.completed, "number", 78),
        Column(N_("Niveau"), lambda row: labels.word(labels.LEVELS, row.level, ctx.t), width=134),
        Column(N_("Soort"), lambda row: labels.word(labels.TRAJECTORY_KINDS, row.kind, ctx.t), width=120),
        Column(N_("Kwalificatie"), lambda row: row.qualification_code, width=88),
        Column(N_("Erkend vanaf"), lambda row: row.recognised_on, "date", 96),
        Column(N_("Erkend tot en met"), lambda row: row.recognition_ends_on, "date", 118),
    ]


LISTED: RecordList[TrajectoryRow] = RecordList(
    "trajectories", N_("Trajecten op code"), (N_("1 traject"), N_("{n} trajecten")),
    N_("Traject openen"), columns, lambda row: row.id, lambda row: f"{row.code} {row.name}",
)  # fmt: skip


def draw(ctx: Context) -> None:
    """The list, and the one that stands open beside it."""
    found = ctx.read(lists.trajectories)
    if not found:
        why = ctx.t("Lees eerst een kwalificatie in en voeg dan het erkende traject toe.")
        markup.show(markup.heading(ctx.t("Nog geen trajecten"), why, css="tw-klein"))
        return
    rows = {row.id: row for row in found}
    record_list.beside(
        ctx, LISTED, found, lambda key: trajectory_detail.draw(ctx, rows.get(key)), total=len(found)
    )
