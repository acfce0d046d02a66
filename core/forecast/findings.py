"""What the forecast and the what-if say, as a sentence above the picture and the figures."""

from collections.abc import Callable
from fractions import Fraction
from math import ceil

from core.deadlines.shifts import Summary
from core.forecast.plan import Plan
from core.i18n.formats import Formats

Translate = Callable[..., str]


def pace_text(per_day: Fraction, f: Formats) -> str:
    """A pace as people type it, in tenths at most: 3,7 or 12."""
    return f.number(float(per_day), 0 if per_day.denominator == 1 else 1)


def in_tenths(per_day: Fraction) -> Fraction:
    """The smallest pace in tenths that is enough where this one is."""
    return Fraction(ceil(per_day * 10), 10)


def workload(plan: Plan, *, per_day: Fraction, t: Translate, f: Formats) -> str:
    """Whether this pace keeps everything in time, and if not, how many become late and from when."""
    if not len(plan.due_on):
        return t("Er staat geen enkel bewijs open dat geregistreerd kan worden")
    pace, late_from = pace_text(per_day, f), plan.late_from
    if late_from is None:
        if plan.overdue:
            return t("Bij {pace} per werkdag komt er geen enkel te laat bewijs bij", pace=pace)
        return t("Bij {pace} per werkdag blijft alles op tijd", pace=pace)
    day = f.date(late_from)
    if plan.late_count == 1:
        return t("Bij {pace} per werkdag wordt 1 bewijs te laat, op {day}", pace=pace, day=day)
    count = f.number(plan.late_count)
    return t(
        "Bij {pace} per werkdag worden {n} bewijzen te laat, de eerste op {day}", pace=pace, n=count, day=day
    )


def enough(plan: Plan, *, t: Translate, f: Formats) -> str:
    """The smallest pace that keeps everything in time that can still be."""
    if not plan.needed:
        return t("Geen enkel tempo verandert daar nog iets aan.") if plan.unavoidable else ""
    pace = pace_text(in_tenths(plan.needed), f)
    if not plan.unavoidable:
        return t("Vanaf {pace} per werkdag wordt niets te laat.", pace=pace)
    if plan.unavoidable == 1:
        return t(
            "1 bewijs is niet meer te redden; vanaf {pace} per werkdag blijft de rest op tijd.", pace=pace
        )
    count = f.number(plan.unavoidable)
    return t(
        "{n} bewijzen zijn niet meer te redden; vanaf {pace} per werkdag blijft de rest op tijd.",
        n=count,
        pace=pace,
    )


def finished(plan: Plan, *, t: Translate, f: Formats) -> str:
    """When the last one is registered at this pace; nothing when none is open or none can be."""
    if plan.done_on is not None:
        return t("Bij dit tempo is alles klaar op {day}.", day=f.date(plan.done_on))
    return t("Bij dit tempo raakt niet alles klaar.") if len(plan.due_on) else ""


def what_if(found: Summary, *, new: str, old: str, t: Translate, f: Formats) -> str:
    """How many terms move when the rule says `new` instead of `old`, and how many become overdue."""
    changed = {"new": new, "old": old}
    if not found.moved:
        return t("{new} in plaats van {old}: geen enkele open termijn verschuift", **changed)
    moved = (
        t("1 termijn verschuift")
        if found.moved == 1
        else t("{n} termijnen verschuiven", n=f.number(found.moved))
    )
    changed |= {"moved": moved}
    if not found.becomes_overdue:
        return t("{new} in plaats van {old}: {moved}, niets wordt te laat", **changed)
    if found.becomes_overdue == 1:
        return t("{new} in plaats van {old}: {moved}, 1 wordt te laat", **changed)
    late = f.number(found.becomes_overdue)
    return t("{new} in plaats van {old}: {moved}, {late} worden te laat", **changed, late=late)
