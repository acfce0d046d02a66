"""Noting a problem: the fields, the drawer that first finds the proof, and the problems of a proof in its panel."""

from dataclasses import dataclass
from datetime import date

import streamlit as st

from core.evidence.files import Upload
from core.i18n import N_
from core.problem_reports import commands, queries
from core.problem_reports.kinds import NAMES
from core.problem_reports.opening import Noticed
from core.problem_reports.rows import ReportRow
from core.proofs import queries as proofs
from core.proofs.filters import Filters
from core.proofs.rows import QueueRow
from core.ui import evidence_field, forms, guarded, markup, problem_report_words, proof_list, record_list
from core.ui.page import Context

LIST = "registration.problems"
NOTING = "registration.noting"
MOST = 20
NOTICED = N_("Opgemerkt op")
RUNS_ON = N_("Het bewijs staat daarna als geblokkeerd; de termijn om te registreren loopt door.")
NO_NAME = N_("Noem de deelnemer niet bij naam: deze tekst gaat mee naar Departement WEWIS.")
TOLD = N_("Het probleem is genoteerd. Meld het nu aan Departement WEWIS; de tekst staat klaar.")


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed about a problem, with the file that shows it."""

    kind: str
    text: str
    day: date | None
    evidence: Upload | None


def fields(ctx: Context, base: str) -> Typed:
    """What went wrong, in words, since when, and what shows it; to be drawn inside a form."""
    markup.show(markup.muted(ctx.t(RUNS_ON)))
    kind = forms.choice(ctx, N_("Wat ging er mis"), NAMES, key=f"{base}.kind", empty=N_("Kies uit de lijst"))
    text = st.text_area(ctx.t("Toelichting"), max_chars=1000, key=f"{base}.text", height=110)
    markup.show(markup.muted(ctx.t(NO_NAME)))
    day = forms.day(ctx, NOTICED, key=f"{base}.day", value=ctx.today, latest=ctx.today)
    evidence = evidence_field.draw(ctx, base)
    return Typed(kind, text or "", day, evidence)


def noticed(ctx: Context, typed: Typed) -> Noticed | None:
    """What to note, once the form was sent; without a day a sentence says so."""
    noticed_on = forms.given(ctx, typed.day, NOTICED)
    return Noticed(typed.kind, typed.text, noticed_on) if noticed_on is not None else None


def note(ctx: Context) -> None:
    """Open the drawer that finds a proof and notes a problem of it."""
    guarded.dialog(ctx.t("Probleem noteren"))(_note)(ctx)


def _note(ctx: Context) -> None:
    base, t = forms.base(NOTING), ctx.t
    text = st.text_input(
        t("Van welk bewijs? Zoek op naam of bewijsnummer"), key=f"{base}.search", type="search",
        icon=":material/search:", placeholder=t("Naam of bewijsnummer"),
    )  # fmt: skip
    if not (text or "").strip():
        markup.show(markup.muted(t("Je vindt hier elk bewijs dat nog geregistreerd moet worden.")))
        return
    found = ctx.read(proofs.queue, actor=ctx.actor, today=ctx.today, filters=Filters(search=text or ""))
    rows = {row.proof_id: row for row in found.rows[:MOST]}
    if not rows:
        why = t("Geen enkel bewijs dat nog geregistreerd moet worden, past bij “{searched}”.", searched=text)
        markup.show(markup.paragraph(why))
        return
    if found.total > len(rows):
        markup.show(markup.muted(t("De eerste {n}; zoek preciezer voor de andere.", n=len(rows))))
    key = st.selectbox(
        t("Bewijs"), list(rows), format_func=lambda key: _named(rows[key]), key=f"{base}.proof"
    )
    if key in rows:
        _form(ctx, rows[key])


def _named(row: QueueRow) -> str:
    parts = (proof_list.name_of(row), row.number, row.title)
    return " · ".join(part for part in parts if part)


def _form(ctx: Context, row: QueueRow) -> None:
    key = f"{NOTING}.{row.proof_id}"
    version, base = forms.opened(key, row.version), forms.base(key)
    with st.form(base, border=False):
        typed = fields(ctx, base)
        sent = st.form_submit_button(ctx.t("Probleem noteren"), type="primary", key=f"{base}.send")
    if not sent or (said := noticed(ctx, typed)) is None:
        return
    done = ctx.act(
        commands.open_report, proof_id=row.proof_id, version=version, noticed=said,
        evidence=typed.evidence, nonce=forms.nonce(key),
    )  # fmt: skip
    if done and done.value is not None:
        forms.reopen(NOTING)
        record_list.choose(LIST, done.value)
    forms.settle(ctx, key, done, told=ctx.t(TOLD))


def of_proof(ctx: Context, proof_id: int) -> None:
    """In the panel of a proof: its problems, the open ones first, each with the link that opens it."""
    for row in ctx.read(queries.of_proof, actor=ctx.actor, today=ctx.today, proof_id=proof_id):
        with st.container(key=f"rij.problem{row.report_id}", gap="xsmall"):
            markup.show(markup.badge(problem_report_words.mark(ctx, row)), markup.muted(_line(ctx, row)))
            ctx.link("registration", ctx.t("Open het probleem"), part="problems", problem=str(row.report_id))


def _line(ctx: Context, row: ReportRow) -> str:
    day = ctx.f.date(row.noticed_on)
    said = ctx.t("{kind}, opgemerkt op {day}", kind=ctx.t(NAMES[row.kind]), day=day)
    if row.closed_on is None:
        return said
    return ctx.t("{said}, gesloten op {day}", said=said, day=ctx.f.date(row.closed_on))
