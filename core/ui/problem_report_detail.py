"""One problem beside the list: its sign, the next step, the text for Departement WEWIS, what happened to it."""

import streamlit as st

from core.access.actors import person
from core.access.permissions import Action
from core.i18n import N_
from core.problem_reports import commands, drafts, files, queries
from core.problem_reports.kinds import EVENT_FIELDS, EVENTS, NAMES, WAYS
from core.problem_reports.queries import Report
from core.problem_reports.rows import ReportRow, State
from core.ui import (
    downloads,
    evidence_field,
    history_view,
    markup,
    problem_report_steps,
    problem_report_words,
)
from core.ui.page import Context

LETTER = "registration.problems.letter"
OWN_WORDS = N_(
    "Dit is een voorstel: lees het na en vul aan. Het noemt geen naam, geboortedatum of rijksregisternummer."
)


def draw(ctx: Context, report_id: int) -> None:
    """The panel; a problem that is gone or lies on another campus says so in the same words."""
    found = ctx.read(queries.one, actor=ctx.actor, today=ctx.today, report_id=report_id)
    if found is None:
        gone = ctx.t("Niet gevonden. Misschien is het verplaatst of hoort het bij een andere campus.")
        markup.show(markup.paragraph(gone))
        return
    row = found.row
    markup.show(
        markup.badge(problem_report_words.mark(ctx, row)),
        markup.heading(ctx.t(NAMES[row.kind]), row.title, css="tw-naam"),
    )
    problem_report_steps.draw(ctx, found)
    _standing(ctx, row)
    if row.closed_on is None:
        _text(ctx, row)
    markup.show(markup.facts(_facts(ctx, found)))
    evidence_field.of(ctx, subject_kind=files.SUBJECT, subject_id=report_id)
    ctx.link("proofs", ctx.t("Open het bewijs"), proof=str(row.proof_id))
    history_view.draw(
        ctx, subject_kind=files.SUBJECT, subject_id=report_id, kinds=EVENTS, fields=EVENT_FIELDS, values=WAYS
    )


def _standing(ctx: Context, row: ReportRow) -> None:
    """What the problem means for its proof at this moment."""
    if row.closed_on is not None:
        return
    if row.registered_on is not None:
        text = ctx.t(
            "Het bewijs is intussen geregistreerd op {day}: noteer hoe het opgelost werd.",
            day=ctx.f.date(row.registered_on),
        )
    elif row.proof_state == "withdrawn":
        text = ctx.t("Het bewijs is intussen ingetrokken: sluit dit probleem af.")
    elif row.due_on < ctx.today:
        text = ctx.t("De uiterste datum was {day}: het bewijs is te laat.", day=ctx.f.date(row.due_on))
    else:
        text = ctx.t("De termijn loopt door: uiterlijk op {day}.", day=ctx.f.date(row.due_on))
    markup.show(markup.muted(text))


def _text(ctx: Context, row: ReportRow) -> None:
    draft = ctx.read(drafts.draft_of, actor=ctx.actor, today=ctx.today, report_id=row.report_id)
    if draft is None:
        return
    with st.expander(ctx.t("Tekst voor Departement WEWIS"), type="compact"):
        markup.show(markup.muted(ctx.t(OWN_WORDS)))
        st.code(draft.text, language=None, wrap_lines=True)
        if ctx.may(Action.REPORT_PROBLEM):
            _letter(ctx, row)


def _letter(ctx: Context, row: ReportRow) -> None:
    if st.session_state.get(f"{LETTER}.of") != row.report_id:
        downloads.forget(LETTER)
    if st.button(ctx.t("Als brief (PDF)"), key=f"{LETTER}.make", icon=":material/mail:"):
        made = ctx.act(commands.letter, report_id=row.report_id)
        if made and made.value is not None:
            st.session_state[f"{LETTER}.of"] = row.report_id
            name = f"probleem-{drafts.reference(row.report_id)}.pdf"
            downloads.ready(ctx, LETTER, name=name, media_type=downloads.PDF, content=made.value)
    downloads.link(ctx, LETTER)


def _facts(ctx: Context, found: Report) -> list[tuple[str, str]]:
    t, day, row = ctx.t, ctx.f.date, found.row
    how = t(WAYS[found.reported_how]).lower() if found.reported_how else ""
    told = ", ".join(part for part in (day(row.reported_on), how, found.reported_by) if part)
    is_solved = row.state is State.SOLVED
    return [
        (t("Onze referte"), drafts.reference(row.report_id)),
        (t("Toelichting"), row.description),
        (t("Opgemerkt op"), day(row.noticed_on)),
        (t("Dagen open"), ctx.f.number(row.days_open)),
        (t("Gemeld"), told),
        (t("Zonder antwoord"), _days(ctx, row.days_waiting)),
        (t("Beantwoord op"), day(row.answered_on)),
        (t("Antwoord"), row.answer),
        (t("Gesloten op"), day(row.closed_on)),
        (t("Oplossing") if is_solved else t("Reden"), row.solution),
        (t("Deelnemer"), problem_report_words.name_of(row)),
        (t("Bewijsnummer"), row.number),
        (t("Campus"), row.campus),
        (t("Uiterste datum"), day(row.due_on)),
        (t("Geregistreerd op"), day(row.registered_on)),
        (t("Genoteerd door"), person(found.opened_by, t)),
    ]


def _days(ctx: Context, days: int | None) -> str:
    if days is None:
        return ""
    return ctx.t("1 dag") if days == 1 else ctx.t("{n} dagen", n=days)
