"""One stretch beside the list: what comes next, the hours now and as filed, what is missing, and regular attendance."""

import streamlit as st

from core.courses.words import VOV_FORMS
from core.enrolments.words import ASSESSMENTS
from core.i18n import N_
from core.identifiers import format_enterprise_number
from core.ui import labels, markup, vov_acts, vov_list
from core.ui.markup import Badge
from core.ui.page import Context
from core.vov import missing_proof, queries, words
from core.vov.judging import Judgement
from core.vov.missing_proof import MissingRow
from core.vov.rows import AMOUNTS, FilingRow, StretchRow

GONE = N_("Niet gevonden. Misschien is het verplaatst of hoort het bij een andere campus.")
SHOWN = 8
NAMES = {
    "given": N_("Werkelijk gegeven"), "present": N_("Aanwezig"), "justified": N_("Gewettigd afwezig"),
    "unjustified": N_("Ongewettigd afwezig"),
}  # fmt: skip


def draw(ctx: Context, key: int) -> None:
    """The panel of a row by its number."""
    rows = ctx.read(queries.one, actor=ctx.actor, today=ctx.today, enrolment_id=key // vov_list.DAYS)
    row = next((each for each in rows if vov_list.number(each) == key), None)
    if row is None:
        markup.show(markup.paragraph(ctx.t(GONE)))
        return
    markup.show(
        markup.badge(vov_list.mark(ctx, row)),
        markup.heading(row.person.name, f"{row.course.code} {row.course.name}", css="tw-naam"),
    )
    filings = ctx.read(queries.filings, actor=ctx.actor, enrolment_id=row.enrolment_id)
    vov_acts.draw(ctx, row, key)
    _state(ctx, row)
    markup.show(markup.facts(_facts(ctx, row)))
    _hours(ctx, row)
    _missing(ctx, row)
    if row.judgement is not None:
        _regular(ctx, row, row.judgement)
    elif not row.course.form:
        text = ctx.t("Bij deze opleiding is nog niet ingevuld hoe Vlaams opleidingsverlof geteld wordt.")
        markup.show(markup.badge(labels.mark("hold", ctx.t("Vorm ontbreekt"))), markup.muted(text))
        ctx.link("courses", ctx.t("Vul het in bij de opleiding"), id=str(row.course.id))
    _filed(ctx, filings)
    ctx.link("learners", ctx.t("Open het dossier"), id=str(row.person.learner_id))


def _state(ctx: Context, row: StretchRow) -> None:
    """What a state asks for, in a sentence, where the word alone does not say it."""
    if row.state == words.INCOMPLETE:
        n = row.totals.not_entered
        text = N_("1 les is nog niet afgesloten.") if n == 1 else N_("{n} lessen zijn nog niet afgesloten.")
        markup.show(markup.muted(ctx.t(text, n=n)))
        ctx.link("attendance", ctx.t("Open de lessen"), part="lessons")
    elif row.state == words.CHANGED and row.filing is not None:
        day = ctx.f.date(row.filing.filed_on)
        text = N_(
            "Wat op {day} ingediend is, staat hier nu anders. Dien opnieuw in, of trek de indiening in."
        )
        markup.show(markup.muted(ctx.t(text, day=day)))


def _facts(ctx: Context, row: StretchRow) -> list[tuple[str, str]]:
    t, day, filed = ctx.t, ctx.f.date, row.filing
    number = format_enterprise_number(row.person.employer_number) if row.person.employer_number else ""
    is_open = row.state in queries.TO_DO
    return [
        (t("Periode"), t("{first} tot en met {last}", first=day(row.from_on), last=day(row.ends_on))),
        (
            t("Herinnering (intern)"),
            t("{day}, geen uiterste datum: de bron noemt geen termijn", day=day(row.target_on)) if is_open else "",
        ),
        (t("Gestopt op"), day(row.stopped_on)),
        (t("Vlaams opleidingsverlof"), t(VOV_FORMS[row.course.form]) if row.course.form else ""),
        (t("ODB-nummer"), row.course.odb_number),
        (t("Werkgever"), f"{row.person.employer} {number}".strip()),
        (t("Ingediend op"), day(filed.filed_on) if filed else ""),
        (t("Referte"), filed.reference if filed else ""),
        (t("Genoteerd door"), filed.filed_by if filed else ""),
    ]  # fmt: skip


def _hours(ctx: Context, row: StretchRow) -> None:
    t = ctx.t
    differs = {name for name, _, _ in row.differences}
    heads = [t("Uren"), t("Nu"), *([t("Ingediend")] if row.filing else [])]
    lines: list[tuple[str | Badge, ...]] = []
    for name in AMOUNTS:
        cells: list[str | Badge] = [t(NAMES[name]), _amount(ctx, row, getattr(row.totals, name))]
        if row.filing is not None:
            filed = _amount(ctx, row, getattr(row.filing, name))
            cells.append(labels.mark("soon", filed) if name in differs else filed)
        lines.append(tuple(cells))
    markup.show(markup.table(t("In lestijden van {n} minuten", n=row.course.lesson_unit), heads, lines))


def _amount(ctx: Context, row: StretchRow, minutes: int) -> str:
    unit = row.course.lesson_unit
    if minutes % unit == 0:
        return ctx.f.number(minutes // unit)
    return ctx.t("{n} ({minutes} min)", n=ctx.f.number(minutes / unit, 1), minutes=ctx.f.number(minutes))


def _missing(ctx: Context, row: StretchRow) -> None:
    t, missing = ctx.t, row.missing
    markup.show(markup.heading(t("Lijsten en handtekeningen"), level=3))
    if not missing.total:
        markup.show(markup.badge(labels.mark("done", t("Alles is er"))))
        return
    rows = ctx.read(
        missing_proof.of_enrolment, actor=ctx.actor, today=ctx.today, enrolment_id=row.enrolment_id,
        first_on=row.from_on, last_on=row.to_on,
    )  # fmt: skip
    told = [t("{day}: {what}", day=ctx.f.date(each.held_on), what=_what(ctx, each)) for each in rows[:SHOWN]]
    if len(rows) > SHOWN:
        told.append(t("en nog {n} lessen", n=len(rows) - SHOWN))
    markup.show(markup.lines(told))
    online = next((each.lesson_id for each in rows if not each.no_list), None)
    if online is not None:
        ctx.link("attendance", t("Handtekeningen noteren"), part="signatures", online=str(online))
    listed = next((each.lesson_id for each in rows if each.no_list), None)
    if listed is not None:
        ctx.link("attendance", t("Open de les"), part="lessons", lesson=str(listed))


def _what(ctx: Context, each: MissingRow) -> str:
    if each.no_list:
        return ctx.t("daglijst niet binnen")
    parts = ((each.no_own, N_("cursist tekende niet")), (each.no_teacher, N_("lesgever tekende niet")))
    return ", ".join(ctx.t(text) for is_so, text in parts if is_so)


def _regular(ctx: Context, row: StretchRow, found: Judgement) -> None:
    t = ctx.t
    word = {
        True: ("done", N_("Regelmatig gevolgd")),
        False: ("hold", N_("Niet regelmatig gevolgd")),
        None: ("plan", N_("Nog niet te zeggen")),
    }  # fmt: skip
    css, name = word[found.met]
    markup.show(markup.heading(t("Regelmatige aanwezigheid"), level=3))
    assessed = t(ASSESSMENTS[row.assessment]) if row.assessment else t("nog niet genoteerd")
    left = (
        t("{n} minuten eronder", n=ctx.f.number(found.may_miss))
        if found.may_miss >= 0
        else t("{n} minuten erover", n=ctx.f.number(-found.may_miss))
    )
    markup.show(
        markup.badge(labels.mark(css, t(name))),
        markup.facts(
            [
                (t("Tegenover de grens"), left),
                (t("Eindbeoordeling"), f"{assessed} {ctx.f.date(row.assessed_on)}".strip()),
            ]
        ),
        *(markup.muted(ctx.words(note.template, note.params)) for note in found.notes),
        markup.muted(t("De administratie beslist.")),
        markup.link(t("Bron: {title}", title=found.source), found.address),
    )


def _filed(ctx: Context, filings: list[FilingRow]) -> None:
    if not filings:
        return
    with st.expander(ctx.t("Alle indieningen ({n})", n=len(filings)), type="compact"):
        markup.show(markup.events((_told(ctx, each), _when(ctx, each)) for each in filings))


def _told(ctx: Context, each: FilingRow) -> str:
    t, day = ctx.t, ctx.f.date
    days = t("{first} tot en met {last}", first=day(each.from_on), last=day(each.to_on))
    if each.withdrawn_on is None:
        return t("{days}: ingediend op {day}", days=days, day=day(each.filed_on))
    if each.is_replaced:
        return t("{days}: ingediend op {day}, vervangen op {off}", days=days, day=day(each.filed_on),
            off=day(each.withdrawn_on))  # fmt: skip
    return t("{days}: ingediend op {day}, ingetrokken op {off}: {reason}", days=days, day=day(each.filed_on),
        off=day(each.withdrawn_on), reason=each.withdrawn_reason)  # fmt: skip


def _when(ctx: Context, each: FilingRow) -> str:
    parts = (each.reference, each.filed_by, ctx.f.moment(each.recorded_at, ctx.today))
    return " · ".join(part for part in parts if part)
