"""One enrolment in a drawer: its facts, the boxes of its hours, and one act at a time."""

from collections.abc import Callable, Mapping

import streamlit as st

from core.access.permissions import Action
from core.enrolments import queries, words
from core.enrolments.hours import YearHours
from core.enrolments.rows import EnrolmentRow
from core.i18n import N_
from core.identifiers import format_enterprise_number, mask
from core.ui import enrolment_acts, enrolment_notes, forms, guarded, markup
from core.ui.page import Context

GONE = N_("Deze inschrijving bestaat niet meer. Laad de lijst opnieuw.")
Act = Callable[[Context, EnrolmentRow], None]
ACTS: Mapping[str, tuple[str, Act]] = {
    "change": (N_("Verlof of werkgever wijzigen"), enrolment_acts.change),
    "group": (N_("Van groep veranderen"), enrolment_acts.group),
    "exempt": (N_("Vrijstelling noteren"), enrolment_acts.exempt),
    "free": (N_("Vrijstelling schrappen"), enrolment_acts.withdraw_exemption),
    "stop": (N_("Opleiding stopzetten"), enrolment_acts.stop),
    "undo_stop": (N_("Stopzetting ongedaan maken"), enrolment_acts.undo_stop),
    "second": (N_("Tweede zittijd noteren"), enrolment_notes.second_session),
    "assessment": (N_("Eindbeoordeling noteren"), enrolment_notes.final_assessment),
}


def show(ctx: Context, enrolment_id: int) -> None:
    """Open the drawer."""
    guarded.dialog(ctx.t("Inschrijving"))(_show)(ctx, enrolment_id)


def _show(ctx: Context, enrolment_id: int) -> None:
    row = ctx.read(queries.one, actor=ctx.actor, today=ctx.today, enrolment_id=enrolment_id)
    if row is None:
        ctx.stop(ctx.t(GONE))
    t = ctx.t
    markup.show(markup.heading(row.name, f"{row.course_code} {row.course}", css="tw-naam"))
    markup.show(markup.facts(_facts(ctx, row)))
    _hours(ctx, row)
    ctx.link("learners", t("Open het dossier"), id=str(row.learner_id))
    if not ctx.may(Action.EDIT_ENROLMENT):
        return
    offered = {code: ACTS[code][0] for code in _possible(row)}
    chosen = forms.choice(
        ctx, N_("Wat wil je doen?"), offered, key=f"courses.enrolment{row.id}.act", empty=N_("Kies")
    )
    if chosen:
        ACTS[chosen][1](ctx, row)


def _possible(row: EnrolmentRow) -> list[str]:
    """The acts that make sense now, in the order of the table."""
    without = {"stop", "group"} if row.stopped_on else {"undo_stop"}
    if not row.exemptions:
        without.add("free")
    if row.regime != "vov":
        without.add("assessment")
    return [code for code in ACTS if code not in without]


def _facts(ctx: Context, row: EnrolmentRow) -> list[tuple[str, str]]:
    t, day = ctx.t, ctx.f.date
    number = format_enterprise_number(row.employer_number) if row.employer_number else ""
    pairs = [
        (t("INSZ"), mask(row.insz_tail) or t("nog niet gekend")),
        (t("Groep"), row.group),
        (t("Ingeschreven op"), day(row.enrolled_on) + (f" ({t('laattijdig')})" if row.is_late else "")),
        (t("Educatief verlof"), t(words.REGIMES[row.regime])),
    ]
    if row.regime:
        pairs.append((t("Werkgever"), f"{row.employer_name} {number}".strip()))
    if row.stopped_on:
        pairs.append((t("Gestopt op"), f"{day(row.stopped_on)} · {t(words.STOP_KINDS[row.stop_kind])}"))
    for freed in row.exemptions:
        pairs.append((t("Vrijgesteld"), enrolment_acts.exempted(ctx, freed)))
    if row.second_session is not None:
        days = ", ".join(day(each) for each in row.second_session.exam_days)
        pairs.append((t("Tweede zittijd"), days or t("examendag nog niet bekend")))
    if row.final_assessment:
        assessed = t(words.ASSESSMENTS[row.final_assessment])
        pairs.append((t("Eindbeoordeling"), f"{assessed} · {day(row.final_assessment_on)}"))
    return pairs


def _hours(ctx: Context, row: EnrolmentRow) -> None:
    t = ctx.t
    if not row.hours:
        markup.show(markup.muted(t("Vak a van deze opleiding is nog niet ingevuld.")))
        return
    heads = (
        t("Schooljaar"), t("Gepland (a)"), t("Vrijgesteld (b)"), t("Te volgen (c)"), t("Gemist door late start (d)"),
    )  # fmt: skip
    lines = [
        (
            f"{year.school_year}-{year.school_year + 1}",
            *(_periods(ctx, row, minutes) for minutes in _boxes(year)),
        )
        for year in row.hours
    ]
    caption = t("Lestijden van {n} minuten, vakken a tot d", n=row.lesson_unit)
    markup.show(markup.table(caption, heads, lines))
    for year in row.hours:
        if year.refusal is not None:
            st.warning(markup.markdown_safe(ctx.words(year.refusal.template, year.refusal.params)))
        elif row.regime and year.judged is not None and not year.judged.eligible:
            st.warning(
                t("Vak a is kleiner dan het minimum: deze opleiding komt niet in aanmerking voor verlof.")
            )
        elif row.regime and year.judged is not None and year.judged.warnings:
            st.warning(
                t(
                    "Door de vrijstelling blijft er minder over dan het minimum. Vraag na of dit in aanmerking komt."
                )
            )


def _boxes(year: YearHours) -> tuple[int, int, int, int]:
    return year.planned, year.exempted, year.to_follow, year.missed


def _periods(ctx: Context, row: EnrolmentRow, minutes: int) -> str:
    return ctx.f.number(minutes / row.lesson_unit, 0 if minutes % row.lesson_unit == 0 else 2)
