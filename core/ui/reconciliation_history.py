"""The comparisons made before: when, which list, over which period, and how much is still to be decided."""

from core.access.actors import person
from core.i18n import N_
from core.reconciliation import queries, telling
from core.reconciliation.queries import Comparison
from core.ui import labels, markup, record_list
from core.ui.cells import Column
from core.ui.markup import Badge
from core.ui.page import Context
from core.ui.record_list import RecordList


def state(ctx: Context, found: Comparison) -> Badge:
    """Equal, all decided, or how many are open."""
    if not found.different:
        return labels.mark("done", ctx.t("Gelijk"))
    if not found.open:
        return labels.mark("done", ctx.t("Alles beslist"))
    return labels.mark("soon", ctx.t("{n} te beslissen", n=ctx.f.number(found.open)))


def reader(ctx: Context, found: Comparison) -> str:
    """Who compared it."""
    return person(found.read_by, ctx.t)


def period(ctx: Context, found: Comparison) -> str:
    """Which registrations the list should hold."""
    return telling.period(found.first_on, found.last_on, ctx.t, show_day=ctx.f.date)


def columns(ctx: Context) -> list[Column[Comparison]]:
    """What identifies stands left of what describes."""
    return [
        Column(N_("Stand"), lambda row: state(ctx, row), "status", 136),
        Column(N_("Wanneer"), lambda row: ctx.f.moment(row.read_at, ctx.today), width=172),
        Column(N_("Bestand"), lambda row: row.file_name, width=184),
        Column(N_("Wie"), lambda row: reader(ctx, row), width=120),
        Column(N_("Rijen"), lambda row: row.rows, "number", 64),
        Column(N_("Verschillen"), lambda row: row.different, "number", 92),
        Column(N_("Periode"), lambda row: period(ctx, row), width=340),
    ]


LISTED: RecordList[Comparison] = RecordList(
    "registration.comparisons", N_("Eerdere vergelijkingen, laatste eerst"),
    (N_("1 vergelijking"), N_("{n} vergelijkingen")), N_("Vergelijking openen"), columns, lambda row: row.id,
    lambda row: row.file_name, address=("list",),
)  # fmt: skip


def draw(ctx: Context) -> None:
    """The list; choosing one opens it in the place of this list."""
    markup.show(markup.heading(ctx.t("Eerder vergeleken")))
    found = ctx.read(queries.history, actor=ctx.actor)
    if not found:
        text = ctx.t(
            "Nog geen lijst vergeleken. Kies hierboven een bestand; je ziet eerst hoe het gelezen wordt."
        )
        markup.show(markup.muted(text))
        return
    record_list.draw(ctx, LISTED, found, total=len(found))
