"""The list of a what-if for papers owed to a cursist: what moves, whose it is, and how it would be counted."""

from typing import Final

from core.certificates.words import KINDS
from core.deadlines.stored import PAPERS
from core.forecast import moved_papers
from core.forecast.moved_papers import MovedPaper
from core.forecast.what_if import Preview
from core.i18n import N_
from core.rules.count import Step, StepKind
from core.rules.engine import Outcome
from core.rules.units import Amount
from core.ui import certificates_list, forecast_list, labels, rule_words
from core.ui.cells import Column
from core.ui.page import Context

KEY: Final = "forecast.moved"


def draw(ctx: Context, rule_id: str, preview: Preview, *, page: int) -> None:
    """One page of the papers that would move."""
    rows = ctx.read(
        moved_papers.of_page, actor=ctx.actor, today=ctx.today, rule_id=rule_id, moved=preview.moved, page=page
    )  # fmt: skip
    named = {each.row.certificate_id: certificates_list.name_of(each.row) for each in rows}
    forecast_list.draw(
        ctx, rows, _columns(ctx, rule_id, preview), key=KEY, caption=N_("Termijnen die verschuiven"), named=named,
        total=preview.summary.moved, of=forecast_list.PAPERS,
    )  # fmt: skip


def _columns(ctx: Context, rule_id: str, preview: Preview) -> list[Column[MovedPaper]]:
    facts = PAPERS[rule_id].facts

    def why(each: MovedPaper) -> str:
        asked = facts(each.shift.starts_on, each.shift.variant, each.shift.also_on)
        return counted(ctx, preview.terms.explained(rule_id, asked))

    return [
        Column(N_("Zou zijn"), lambda each: labels.days(each.shift.due_on, ctx.today, ctx.t), kind="status"),
        Column(N_("Nu"), lambda each: each.shift.was_on, kind="date", width=105),
        Column(N_("Wordt"), lambda each: each.shift.due_on, kind="date", width=105),
        Column(N_("Dagen"), lambda each: each.shift.days, kind="number", width=70),
        Column(N_("Cursist"), lambda each: certificates_list.name_of(each.row), width=170),
        Column(N_("Papier"), lambda each: ctx.t(KINDS[each.row.kind]), width=130),
        Column(N_("Opleiding"), lambda each: each.row.course, width=170),
        Column(N_("Waarom"), why, width=220),
    ]


def counted(ctx: Context, outcome: Outcome) -> str:
    """The count in one line, short enough for a row; the panel tells all of it."""
    return " ".join([ctx.f.date(outcome.started_on), *(_step(ctx, step) for step in outcome.steps)])


def _step(ctx: Context, step: Step) -> str:
    if step.kind is StepKind.ROLL:
        return ctx.t("en dan de eerstvolgende werkdag")
    amount = rule_words.own(ctx, Amount(step.amount, step.unit))
    return f"{'-' if step.kind is StepKind.SUBTRACT else '+'} {amount}"
