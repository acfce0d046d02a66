"""What this provider set of a rule beside what the law says: since when, on which source, and what was before."""

from collections.abc import Sequence

from core.deadlines import queries
from core.deadlines.queries import ChangeRow, Followed
from core.deadlines.stored import KEPT
from core.rules.catalogue import RuleCard
from core.ui import labels, markup, rule_words
from core.ui.page import Context


def draw(ctx: Context, card: RuleCard) -> None:
    """The provider's settings of a rule whose terms are kept; of other rules there is nothing to set."""
    if card.rule_id not in KEPT:
        return
    t = ctx.t
    found = ctx.read(queries.settings, today=ctx.today, rule_id=card.rule_id)
    own = [each for each in found.followed if each.own is not None]
    followed = t("Je instelling volgt voor elke waarde de wet.") if not own else ""
    markup.show(markup.heading(t("Je instelling"), followed))
    for each in own:
        show(ctx, each)
    ctx.link("forecast", t("Wat als deze regel anders telde?"), part="whatif", rule=card.rule_id)
    changes = ctx.read(queries.history, rule_id=card.rule_id)
    if changes:
        markup.show(
            markup.heading(t("Geschiedenis van je instelling"), css="tw-klein"),
            markup.events(_told(ctx, each, found.followed) for each in changes),
        )


def show(ctx: Context, each: Followed) -> None:
    """One parameter that the provider set: both values with their source, and which of them is followed."""
    t, name = ctx.t, rule_words.name(ctx, each.parameter.name)
    own, law = rule_words.own(ctx, each.own), rule_words.value(ctx, each.law)
    since = t("{value}, sinds {day}", value=own, day=ctx.f.date(each.since)) if each.since else own
    both = t("beide zeggen hetzelfde")
    markup.show(
        markup.heading(name, level=3),
        markup.badge(labels.mark("plan", t("je instelling"))),
        markup.facts(
            [
                (t("De wet zegt"), f"{law} ({each.reference.title})"),
                (t("Je instelling zegt"), f"{own} ({each.source})"),
                (t("Gevolgd"), t("je instelling: {value}", value=since) if each.differs else both),
            ]
        ),
    )  # fmt: skip


def _told(ctx: Context, change: ChangeRow, followed: Sequence[Followed]) -> tuple[str, str]:
    names = {each.parameter.key: rule_words.name(ctx, each.parameter.name) for each in followed}
    laws = {each.parameter.key: rule_words.value(ctx, each.law) for each in followed}
    law = ctx.t("{value} (de wet)", value=laws.get(change.parameter, ""))
    was = rule_words.own(ctx, change.old) if change.old is not None else law
    now = rule_words.own(ctx, change.new) if change.new is not None else law
    said = ctx.t("{name}: van {was} naar {now}. Bron: {source}",
        name=names.get(change.parameter, change.parameter), was=was, now=now, source=change.source)  # fmt: skip
    return said, f"{ctx.f.date(change.changed_on)} · {change.changed_by}"
