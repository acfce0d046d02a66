"""The law as the product applies it: one rule with its values through time, sources, examples and open questions."""

from collections.abc import Iterable
from enum import StrEnum

from core.i18n import N_
from core.rules.catalogue import RuleCard
from core.rules.lawfile import Parameter, Setting
from core.rules.units import Amount, DayOfYear, Numbers, Stretches, Unit, Words
from core.rules.words import Name
from core.ui import labels, markup, rule_cases
from core.ui.page import Context, side_by_side

UNITS = {
    Unit.DAY: (N_("{n} dag"), N_("{n} dagen")),
    Unit.WORKING_DAY: (N_("{n} werkdag"), N_("{n} werkdagen")),
    Unit.MONTH: (N_("{n} maand"), N_("{n} maanden")),
    Unit.YEAR: (N_("{n} jaar"), N_("{n} jaar")),
    Unit.TRAINING_DAY: (N_("{n} opleidingsdag"), N_("{n} opleidingsdagen")),
    Unit.LESSON: (N_("{n} lestijd"), N_("{n} lestijden")),
}
CHOICES = {
    "calendar": N_("kalenderdagen"),
    "working": N_("werkdagen"),
    "none": N_("geen verschuiving"),
    "next_working_day": N_("eerstvolgende werkdag"),
    "clamp": N_("zelfde dag, of de laatste van een kortere maand"),
    "day_before": N_("tot de dag vóór de zoveelste"),
}


def name(ctx: Context, given: Name) -> str:
    """A name of the law files in the language of the screen."""
    return given.en if ctx.language == "en" else given.nl


def draw(ctx: Context, card: RuleCard) -> None:
    """Everything about one rule."""
    t = ctx.t
    state = (
        labels.mark("soon", t("juridisch te bevestigen"))
        if card.legally_unconfirmed
        else labels.mark("done", t("bevestigd"))
    )
    checked = t("Nagekeken op {day}.", day=ctx.f.date(card.verified_on))
    left, right = side_by_side("rule", widths=(1.6, 1))
    with left:
        markup.show(markup.heading(name(ctx, card.name)), markup.badge(state), markup.muted(checked))
        markup.show(markup.paragraph(name(ctx, card.decision)))
        _facts(ctx, card)
        _table(ctx, card)
        rule_cases.draw(ctx, card.cases)
    with right:
        _sources(ctx, card)
        _questions(ctx, card)


def _facts(ctx: Context, card: RuleCard) -> None:
    markup.show(markup.facts([(ctx.t("Begint bij"), ", ".join(ctx.t(label) for label in card.fact_labels))]))


def _table(ctx: Context, card: RuleCard) -> None:
    heads = [ctx.t("Wat"), ctx.t("Waarde"), ctx.t("Vanaf"), ctx.t("Voor")]
    rows = _values(ctx, card.parameters)
    if not any(variant for *_, variant in rows):
        heads, rows = heads[:-1], [row[:-1] for row in rows]
    markup.show(markup.table(ctx.t("Waarden door de tijd"), heads, rows))


def _values(ctx: Context, parameters: Iterable[Parameter]) -> list[tuple[str, ...]]:
    return [
        (
            name(ctx, parameter.name),
            value(ctx, setting),
            _since(ctx, setting),
            rule_cases.said(ctx, variant) if variant else "",
        )
        for parameter in parameters
        for variant, chain in parameter.settings.items()
        for setting in chain
    ]


def _since(ctx: Context, setting: Setting) -> str:
    return ctx.f.date(setting.starts_on) or ctx.t("altijd")


def value(ctx: Context, setting: Setting) -> str:
    """One value of the law in words."""
    found = setting.value
    if found is None:
        return ctx.t("afgeschaft")
    if isinstance(found, Amount):
        one, more = UNITS.get(found.unit, ("{n}", "{n}"))
        return ctx.t(one if found.count == 1 else more, n=found.count)
    if isinstance(found, bool):
        return ctx.t("ja") if found else ctx.t("nee")
    if isinstance(found, StrEnum):
        return labels.word(CHOICES, found.value, ctx.t)
    if isinstance(found, DayOfYear):
        return _day(found)
    if isinstance(found, Stretches):
        return ", ".join(
            ctx.t("{first} tot en met {last}", first=_day(first), last=_day(last))
            for first, last in found.items
        )
    return rule_cases.said(ctx, found.items if isinstance(found, Words | Numbers) else found)


def _day(found: DayOfYear) -> str:
    return f"{found.day:02}/{found.month:02}"


def _sources(ctx: Context, card: RuleCard) -> None:
    markup.show(
        markup.heading(ctx.t("Bronnen"), css="tw-klein"),
        markup.tag(
            "ul", *[markup.tag("li", markup.link(source.title, source.href)) for source in card.sources]
        ),
    )


def _questions(ctx: Context, card: RuleCard) -> None:
    if not card.questions:
        return
    markup.show(
        markup.heading(ctx.t("Open vragen en de lezing die wij volgen"), css="tw-klein"),
        markup.events((name(ctx, asked.question), name(ctx, asked.followed)) for asked in card.questions),
    )
