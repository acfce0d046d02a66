"""What can be done with a whole file: take it out in one archive, see whether it may be erased."""

from collections.abc import Mapping

import streamlit as st

from core.access.permissions import Action
from core.i18n import N_
from core.subject import commands, keeping, words
from core.subject.keeping import Line
from core.ui import downloads, forms, guarded, labels, markup
from core.ui.markup import Badge
from core.ui.page import Context

EXPORT = "learners.export"
VERDICTS: Mapping[str, tuple[str, str]] = {
    keeping.STAYS: ("hold", N_("Moet blijven")),
    keeping.GOES: ("plan", N_("Mag weg")),
    keeping.NAMELESS: ("done", N_("Blijft zonder naam")),
}


def draw(ctx: Context, learner_id: int) -> None:
    """In the head of the page, for who may."""
    t = ctx.t
    with ctx.actions:
        if ctx.may(Action.ERASE_SUBJECT) and st.button(
            t("Kan dit dossier gewist worden?"), key="learners.erase.check", icon=":material/help:"
        ):
            guarded.dialog(t("Kan dit dossier gewist worden?"), width="large")(_check)(ctx, learner_id)
        if ctx.may(Action.EXPORT_SUBJECT) and st.button(
            t("Dossier exporteren"), key="learners.export.open", type="primary", icon=":material/download:"
        ):
            downloads.forget(f"{EXPORT}{learner_id}")
            guarded.dialog(t("Dossier exporteren"))(_export)(ctx, learner_id)


def _export(ctx: Context, learner_id: int) -> None:
    key, t = f"{EXPORT}{learner_id}", ctx.t
    base = forms.base(key)
    markup.show(
        markup.paragraph(
            t(
                "Eén zip: een leesbaar overzicht, alle gegevens als JSON, de papieren, de bewijsstukken en wie keek. "
                "Je naam en je reden komen in het logboek."
            )
        )
    )
    with st.form(base, border=False):
        reason = st.text_area(t("Reden (minstens tien tekens)"), max_chars=300, key=f"{base}.reason")
        number = st.checkbox(t("Rijksregisternummer voluit in de gegevens"), key=f"{base}.number")
        sent = st.form_submit_button(t("Dossier exporteren"), type="primary")
    if sent:
        done = ctx.act(
            commands.export, learner_id=learner_id, reason=reason or "", with_national_number=bool(number)
        )
        if done and done.value is not None:
            made = done.value
            downloads.ready(ctx, key, name=made.name, media_type=downloads.ZIP, content=made.content)
    downloads.link(ctx, key)


def _check(ctx: Context, learner_id: int) -> None:
    """What would become of each kind of record. Erasing itself is done on the server, by who owns the tables."""
    t = ctx.t
    found = ctx.read(keeping.verdict, actor=ctx.actor, today=ctx.today, learner_id=learner_id)
    if found.reasons:
        markup.show(
            markup.badge(labels.mark("hold", t("Nee, dit dossier moet blijven"))),
            markup.lines(ctx.words(reason.template, reason.params) for reason in found.reasons),
        )
    else:
        markup.show(
            markup.badge(labels.mark("done", t("Ja, dit dossier mag gewist worden"))),
            markup.muted(
                t(
                    "Wissen kan niet ongedaan. Het gebeurt op de server, als eigenaar van de databank. "
                    "Schrijf als reden geen naam: ze blijft in het logboek."
                )
            ),
        )
        st.code(f'python -m core subject erase --learner {learner_id} --reason "…"', language=None)
    columns = (t("Wat"), t("Aantal"), t("Gevolg"), t("Waarom"))
    rows = [_told(ctx, line) for line in found.lines]
    markup.show(markup.table(t("Wat er met elk soort gegeven gebeurt"), columns, rows))
    if found.reasons:
        markup.show(markup.muted(t("Een dossier wordt in zijn geheel gewist of niet.")))


def _told(ctx: Context, line: Line) -> tuple[str, str, Badge, str]:
    css, word = VERDICTS[line.verdict]
    why = " ".join(ctx.words(reason.template, reason.params) for reason in line.why)
    name = ctx.t(words.TABLES[line.table]) if line.table in words.TABLES else line.table
    return name, ctx.f.number(line.count), labels.mark(css, ctx.t(word)), why
