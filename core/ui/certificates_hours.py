"""The hours on a paper of assiduity: units and minutes, the tenth, and what attendance says otherwise since."""

from fractions import Fraction

from core.attendance import totals
from core.certificates import queries
from core.certificates.details import Hours, PaperDetail
from core.certificates.queries import Deviation
from core.i18n import N_
from core.rules import parameters
from core.ui import labels, markup
from core.ui.page import Context

NAMES = {
    "planned": N_("Theoretisch"),
    "given": N_("Werkelijk gegeven"),
    "present": N_("Aanwezig"),
    "justified": N_("Gewettigd afwezig"),
    "unjustified": N_("Ongewettigd afwezig"),
}


def draw(ctx: Context, found: PaperDetail) -> None:
    """The table and the judgement; nothing for a paper without a period."""
    t, hours = ctx.t, found.hours
    if hours is None:
        return
    if hours.is_frozen:
        said = t("Zoals ze op het papier staan.")
    elif hours.not_entered:
        n = ctx.f.number(hours.not_entered)
        said = (
            t("Tussenstand: 1 les is nog niet ingevoerd.")
            if hours.not_entered == 1
            else t("Tussenstand: {n} lessen zijn nog niet ingevoerd.", n=n)
        )
    else:
        said = t("Zoals de aanwezigheden ze nu geven.")
    rows = [
        (t(name), units(ctx, getattr(hours, key), found.lesson_unit), ctx.f.number(getattr(hours, key)))
        for key, name in NAMES.items()
    ]
    heads = (t("Uren"), t("Lestijden van {n} minuten", n=found.lesson_unit), t("Minuten"))
    markup.show(
        markup.heading(t("Uren in deze periode"), level=3),
        markup.table(said, heads, rows),
    )
    _judged(ctx, found, hours)


def units(ctx: Context, minutes: int, unit: int) -> str:
    """Whole lesson units and the minutes that are left of one: nothing is rounded."""
    whole, left = divmod(minutes, unit)
    if left and not whole:
        return ctx.t("{n} minuten", n=left)
    return ctx.f.number(whole) + (ctx.t(" en {n} minuten", n=left) if left else "")


def _judged(ctx: Context, found: PaperDetail, hours: Hours) -> None:
    """The tenth in exact arithmetic. We signal only: the administration decides."""
    t, to_on = ctx.t, found.line.to_on
    if to_on is None or not hours.given:
        return
    limit = totals.limit(on=to_on)
    is_over = Fraction(hours.unjustified, hours.given) > limit
    share = t("{share} ongewettigd; de grens is {limit}.",
        share=ctx.f.percent(hours.unjustified / hours.given), limit=ctx.f.percent(float(limit)))  # fmt: skip
    source = parameters.law(totals.ASSIDUITY).parameters[0]
    title = next(each.reference.title for chain in source.settings.values() for each in chain)
    if is_over:
        mark = labels.mark("soon", t("Boven de grens"))
        then = t("Het recht op educatief verlof kan voor zes maanden vervallen; de administratie beslist.")
    else:
        mark = labels.mark("done", t("Binnen de grens"))
        then = t("De administratie beslist.")
    markup.show(
        markup.badge(mark), markup.muted(f"{share} {then}"), markup.muted(t("Bron: {source}", source=title))
    )
    ctx.link("rules", t("Bekijk de regel van de nauwgezetheid"), rule=totals.ASSIDUITY)


def deviations(ctx: Context, found: PaperDetail) -> None:
    """Where attendance says otherwise than the newest frozen paper, with the way out."""
    rows = ctx.read(queries.deviations, actor=ctx.actor, certificate_id=found.line.certificate_id)
    if not rows:
        return
    t = ctx.t
    if found.state == "due":
        way_out = t("De correctie neemt de uren van vandaag over.")
    elif found.line.delivered_on is not None:
        way_out = t("Open een correctie als de uren van vandaag de juiste zijn.")
    else:
        way_out = t("Vernietig het papier en reik het opnieuw uit: het is nog niet afgeleverd.")
    heads = (t("Uren"), t("Op het papier (minuten)"), t("Vandaag (minuten)"))
    markup.show(
        markup.badge(labels.mark("soon", t("Afwijking sinds afgifte"))),
        markup.table(way_out, heads, [_row(ctx, each) for each in rows]),
    )  # fmt: skip


def _row(ctx: Context, each: Deviation) -> tuple[str, str, str]:
    return ctx.t(NAMES[each.name]), ctx.f.number(each.frozen), ctx.f.number(each.today)
