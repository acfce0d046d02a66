"""Why the date of a proof is what it is: the count from the fact to the date, what the provider counts otherwise."""

from core.deadlines import versions
from core.deadlines.stored import STORED
from core.deadlines.terms import LED_REGISTRATION
from core.i18n import N_
from core.proofs.details import ProofDetail
from core.rules import count
from core.rules.count import Step as Counted
from core.rules.count import StepKind
from core.rules.engine import Outcome
from core.ui import markup, rule_words
from core.ui.markup import Step as Line
from core.ui.page import Context

FACTS = {"completed_on": N_("traject afgerond")}
PLAIN = (count.PLUS_DAYS, count.PLUS_WORKING_DAYS, count.PLUS_MONTHS, count.MINUS_DAYS)


def draw(ctx: Context, found: ProofDetail) -> None:
    """The count of this proof's date, with the way to the rule."""
    applied, is_today = ctx.read(
        versions.judging, rule=STORED[LED_REGISTRATION], starts_on=found.completed_on, due_on=found.row.due_on
    )
    outcome = applied.explained(LED_REGISTRATION, {"completed_on": found.completed_on})
    earlier = (
        []
        if is_today
        else [Line("", ctx.t("zoals je instelling toen telde; een latere wijziging heropent niets"))]
    )
    markup.show(markup.why(ctx.t("Waarom deze datum?"), [*steps(ctx, outcome), *earlier]))
    ctx.link("rules", ctx.t("Bekijk de regel en de bron"), rule=LED_REGISTRATION)


def steps(ctx: Context, outcome: Outcome) -> list[Line]:
    """The count from the fact to the date, step by step; the steps add up to the date."""
    t, day = ctx.t, ctx.f.date
    lines = []
    if outcome.trigger is not None and outcome.started_on is not None:
        fact = FACTS.get(outcome.trigger.name, outcome.trigger.label)
        lines.append(Line(day(outcome.started_on), t(fact)))
    name = outcome.name.en if ctx.language == "en" else outcome.name.nl
    version = t("regel {name}, versie vanaf {day}", name=name, day=day(outcome.version))
    for step in outcome.steps:
        lines.append(Line(_amount(ctx, step), t("tot {day}", day=day(step.to_on)), version))
        if step.template not in PLAIN:
            lines.append(Line("", ctx.words(step.note.template, step.note.params)))
    lines += _own(ctx, outcome)
    lines += _holidays(ctx, outcome)
    if outcome.rolled_on != outcome.due_on:
        unsure = t("juridisch te bevestigen") if outcome.legally_unconfirmed else ""
        lines.append(Line(t("Geen verschuiving"), t("voor weekend of feestdag"), unsure))
    target = t("streefdatum: {day}, laatste werkdag", day=day(outcome.target_on))
    return [*lines, Line(day(outcome.due_on), t("uiterste datum"), target)]


def _amount(ctx: Context, step: Counted) -> str:
    one, more = rule_words.UNITS.get(step.unit, ("{n}", "{n}"))
    sign = "-" if step.kind is StepKind.SUBTRACT else "+"
    return f"{sign} {ctx.t(one if step.amount == 1 else more, n=step.amount)}"


def _own(ctx: Context, outcome: Outcome) -> list[Line]:
    """What the provider counts otherwise than the law, with the source of each."""
    chosen = dict(outcome.overrides.chosen())
    return [
        Line(
            ctx.t("je instelling"),
            f"{rule_words.name(ctx, setting.name)}: {rule_words.own(ctx, chosen[setting.key])}",
            ctx.t("De wet zegt {value}. Gevolgd: je instelling. {source}",
                value=rule_words.value(ctx, setting.value), source=outcome.overrides.source(setting.key)),
        )
        for setting in outcome.own
    ]  # fmt: skip


def _holidays(ctx: Context, outcome: Outcome) -> list[Line]:
    return [
        Line(
            ctx.f.date(holiday.day),
            holiday.name.en if ctx.language == "en" else holiday.name.nl,
            ctx.t("feestdag, overgeslagen")
            if holiday.skipped
            else ctx.t("feestdag binnen de termijn, telt mee"),
        )
        for holiday in outcome.holidays
    ]
