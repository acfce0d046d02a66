"""The law as the product applies it: one rule with its values through time, sources, examples and open questions."""

from collections.abc import Iterable

from core.rules.catalogue import RuleCard
from core.rules.lawfile import Parameter, Setting
from core.ui import labels, markup, rule_cases, rule_settings_view
from core.ui.page import Context, side_by_side
from core.ui.rule_words import name, value


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
        rule_settings_view.draw(ctx, card)
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
            value(ctx, setting.value),
            _since(ctx, setting),
            rule_cases.said(ctx, variant) if variant else "",
        )
        for parameter in parameters
        for variant, chain in parameter.settings.items()
        for setting in chain
    ]


def _since(ctx: Context, setting: Setting) -> str:
    return ctx.f.date(setting.starts_on) or ctx.t("altijd")


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
