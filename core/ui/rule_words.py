"""The values of a rule in words: amounts with their unit, choices, days of the year."""

from enum import StrEnum

from core.i18n import N_
from core.rules.units import Amount, DayOfYear, Numbers, Stretches, Unit, Value, Words
from core.rules.words import Name
from core.ui import labels, rule_cases
from core.ui.page import Context

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


def value(ctx: Context, found: Value | None) -> str:
    """One value of the law, or of a provider, in words."""
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


def own(ctx: Context, found: Value | None) -> str:
    """A value of a provider: its days say themselves that they are calendar days."""
    if isinstance(found, Amount) and found.unit is Unit.DAY:
        return ctx.t("1 kalenderdag") if found.count == 1 else ctx.t("{n} kalenderdagen", n=found.count)
    return value(ctx, found)
