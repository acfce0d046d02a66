"""How far somebody is from the 10 % line, in words; and what follows from passing it, with its source."""

from core.attendance.lines import Line
from core.i18n import N_
from core.ui import labels
from core.ui.markup import Badge
from core.ui.page import Context

BASE = N_(
    "Gerekend op alle lesminuten van de periode die voor deze cursist tellen, ook die nog komen. Vervalt een les, dan "
    "zakt de grens mee."
)
BEV = N_(
    "Meer dan een tiende ongewettigd afwezig: volgens Securex vervalt het recht voor zes maanden vanaf het einde van "
    "de periode; uren die al opgenomen zijn, blijven verworven. De bron over getuigschriften zelf noemt die grens "
    "niet. De administratie beslist."
)
VOV = N_(
    "Meer dan een tiende van de contacturen ongewettigd afwezig: volgens Securex kan het volgende maximum een kwart "
    "lager liggen als er meer uren opgenomen waren dan verschuldigd. De administratie beslist."
)


def may_miss(ctx: Context, line: Line) -> str:
    """Kan nog 120 minuten missen tot en met 31/12/2026."""
    number, day = ctx.f.number, ctx.f.date(line.to_on)
    left = line.may_miss
    if left < 0:
        return ctx.t("{n} minuten boven de grens (periode tot en met {day})", n=number(-left), day=day)
    if left == 0:
        return ctx.t("Kan geen minuut meer missen tot en met {day}", day=day)
    if left == 1:
        return ctx.t("Kan nog 1 minuut missen tot en met {day}", day=day)
    return ctx.t("Kan nog {n} minuten missen tot en met {day}", n=number(left), day=day)


def used(ctx: Context, line: Line) -> str:
    """180 minuten ongewettigd gemist, 210 toegelaten (op 2.100 minuten les)."""
    number = ctx.f.number
    text = N_("{missed} minuten ongewettigd gemist, {limit} toegelaten (op {given} minuten les)")
    limit = line.may_miss + line.unjustified
    return ctx.t(text, missed=number(line.unjustified), limit=number(limit), given=number(line.given))


def consequence(ctx: Context, regime: str) -> str:
    """What the sources say of passing the line under this regime."""
    return ctx.t(VOV if regime == "vov" else BEV)


def over(ctx: Context) -> Badge:
    """Over the line."""
    return labels.mark("late", ctx.t("Boven de grens"))


def near(ctx: Context) -> Badge:
    """Close to it."""
    return labels.mark("soon", ctx.t("Dicht bij de grens"))
