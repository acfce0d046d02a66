"""What the screen says of a problem: its sign with its ageing, and the words of the filter."""

from collections.abc import Mapping

from core.i18n import N_
from core.problem_reports.exporting import STATE_WORDS
from core.problem_reports.queries import Show
from core.problem_reports.rows import ReportRow, State
from core.ui import labels
from core.ui.markup import Badge
from core.ui.page import Context

SHOWN: Mapping[Show, str] = {
    Show.OPEN: N_("Alle open"),
    Show.TO_REPORT: N_("Nog te melden"),
    Show.WAITING: N_("Wacht op antwoord"),
    Show.CLOSED: N_("Gesloten"),
}
SIGNS: Mapping[Show, str] = {
    Show.OPEN: "", Show.TO_REPORT: labels.SIGNS["soon"], Show.WAITING: labels.SIGNS["hold"],
    Show.CLOSED: labels.SIGNS["done"],
}  # fmt: skip
# Ours to do, waiting for somebody else, on its way, done. What waits too long is ours again: to remind.
CLASSES: Mapping[State, str] = {
    State.TO_REPORT: "soon", State.WAITING: "hold", State.OVERDUE: "soon", State.ANSWERED: "plan",
    State.SOLVED: "done", State.MISTAKE: "done",
}  # fmt: skip


def mark(ctx: Context, row: ReportRow) -> Badge:
    """The sign of a problem; one that waits too long says how long."""
    word = ctx.t(STATE_WORDS[row.state])
    if row.state is State.OVERDUE:
        word = waiting(ctx, row.days_waiting or 0)
    return labels.mark(CLASSES[row.state], word)


def waiting(ctx: Context, days: int) -> str:
    """Al 20 dagen zonder antwoord."""
    return ctx.t("Al 1 dag zonder antwoord") if days == 1 else ctx.t("Al {n} dagen zonder antwoord", n=days)


def name_of(row: ReportRow) -> str:
    """Achternaam, Voornaam."""
    return f"{row.last_name}, {row.first_name}".strip(", ")
