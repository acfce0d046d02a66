"""What a picture of a course says, as a sentence above it."""

from collections.abc import Callable, Sequence
from fractions import Fraction

from core.attendance.pictures import Month, Near, Week
from core.i18n import N_
from core.i18n.formats import Formats

Translate = Callable[..., str]
RECENT, ENOUGH = 3, 6  # weeks that are held against the weeks before, from so many weeks on
DIFFERENCE = Fraction(1, 20)  # what is called more or less: five hundredths
NEARS = Fraction(3, 4)  # from so much of the line on somebody nears it

# For several, and for one.
OVER = N_("{n} cursisten zijn over de grens"), N_("1 cursist is over de grens")
CLOSE = N_("{n} cursisten naderen de grens"), N_("1 cursist nadert de grens")
CLOSE_TOO = N_("{n} naderen ze"), N_("1 nadert ze")


def over_time(weeks: Sequence[Week], *, t: Translate, f: Formats) -> str:
    """Whether attendance rises or falls, or how high it is and where it was lowest."""
    if not weeks:
        return t("Nog geen les is afgesloten")
    if len(weeks) == 1:
        return t("{share} aanwezig in de eerste week", share=f.percent(float(weeks[0].share)))
    if len(weeks) >= ENOUGH:
        before, recent = _share(weeks[:-RECENT]), _share(weeks[-RECENT:])
        said = {"before": f.percent(float(before)), "recent": f.percent(float(recent)), "n": RECENT}
        if recent <= before - DIFFERENCE:
            return t("De aanwezigheid daalt: {recent} in de laatste {n} weken, {before} daarvoor", **said)
        if recent >= before + DIFFERENCE:
            return t("De aanwezigheid stijgt: {recent} in de laatste {n} weken, {before} daarvoor", **said)
    lowest = min(weeks, key=lambda week: week.share)
    if lowest.share == max(week.share for week in weeks):
        return t("Elke week {share} aanwezig", share=f.percent(float(lowest.share)))
    return t(
        "{share} aanwezig, het laagst in de week van {day}: {low}",
        share=f.percent(float(_share(weeks))), day=f.short_date(lowest.first_on), low=f.percent(float(lowest.share)),
    )  # fmt: skip


def given(months: Sequence[Month], *, unit: int, t: Translate, f: Formats) -> str:
    """How much of what was planned up to today was given, in lesson periods of so many minutes."""
    planned, held = sum(month.planned for month in months), sum(month.given for month in months)
    if not planned and not held:
        return t("Nog geen les is voorbij")
    said = {"planned": periods(planned, unit, f), "n": periods(abs(planned - held), unit, f)}
    if held == planned:
        return t("Alle {planned} geplande lestijden zijn gegeven", **said)
    if held > planned:
        return t("{n} lestijden meer gegeven dan de {planned} geplande", **said)
    most = max(months, key=lambda month: month.planned - month.given)
    return t(
        "{n} van de {planned} geplande lestijden zijn niet gegeven, de meeste in {month}",
        month=f.month(most.first_on), **said,
    )  # fmt: skip


def near(rows: Sequence[Near], *, t: Translate, f: Formats) -> str:
    """How many are over the line, and how many near it."""
    if not rows:
        return t("Niemand in deze opleiding heeft een grens te bewaken")
    over, close = sum(is_over(row) for row in rows), sum(nears(row) for row in rows)
    if not over and not close:
        return t(
            "Niemand nadert de grens: het meeste is {share}",
            share=f.percent(max(row.share for row in rows)),
        )
    if not close:
        return t(OVER[over == 1], n=over)
    if not over:
        return t(CLOSE[close == 1], n=close)
    return f"{t(OVER[over == 1], n=over)}, {t(CLOSE_TOO[close == 1], n=close)}"


def is_over(row: Near) -> bool:
    """Strictly more than the line; exactly on it still passes."""
    return row.used > 1


def nears(row: Near) -> bool:
    """Not over it, and not far from it."""
    return NEARS <= row.used <= 1


def periods(minutes: int, unit: int, f: Formats) -> str:
    """Minutes in lesson periods, with a decimal where they do not come out."""
    return f.number(minutes / unit, 0 if minutes % unit == 0 else 1)


def _share(weeks: Sequence[Week]) -> Fraction:
    return Fraction(sum(week.present for week in weeks), sum(week.given for week in weeks))
