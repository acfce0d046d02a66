"""Issuing a paper: what would be frozen, what still stops it and where to mend that, and who is to sign."""

from collections.abc import Mapping

import streamlit as st

from core.certificates import commands, preview
from core.certificates.details import PaperDetail
from core.certificates.preview import Preview
from core.documents import certificate_lines
from core.errors import InvalidInput
from core.i18n import N_
from core.organisation import queries as organisation
from core.ui import certificates_forms, forms, labels, markup
from core.ui.form_buttons import buttons
from core.ui.page import Context

# Where what is missing can be filled in: the page and the words of the link.
PLACES: Mapping[str, tuple[str, str]] = {
    "born_on": ("learners", N_("Open de cursist")),
    "name": ("learners", N_("Open de cursist")),
    "category": ("courses", N_("Open de opleiding")),
    "reference": ("courses", N_("Open de opleiding")),
    "box_a": ("courses", N_("Open de opleiding")),
    "timetable": ("courses", N_("Open de opleiding")),
    "size": ("courses", N_("Open de opleiding")),
    "exam_days": ("courses", N_("Open de opleiding")),
    "insz": ("learners", N_("Open de cursist")),
    "enterprise_number": ("administration", N_("Naar de instellingen")),
    "lessons": ("attendance", N_("Open de eerste open les")),
    "signatory": ("administration", N_("Naar de ondertekenaars")),
    "organisation": ("administration", N_("Naar de instellingen")),
}


def draw(ctx: Context, found: PaperDetail) -> None:
    """The preview; the form only when nothing stops it."""
    key, t = f"certificates.issue.{found.line.certificate_id}", ctx.t
    version, base = forms.opened(key, found.line.version), forms.base(key)
    seen = ctx.read(preview.of, actor=ctx.actor, today=ctx.today, certificate_id=found.line.certificate_id)
    for stop in seen.stops:
        _stop(ctx, found, seen, stop)
    if seen.stops:
        if st.button(t("Sluiten"), key=f"{base}.close"):
            certificates_forms.cancel(True)
        _shown(ctx, seen)
        return
    signing = ctx.read(organisation.signatories, on=ctx.today)
    with st.form(base, border=False):
        text = t("Het papier krijgt een nummer en de datum van vandaag, en verandert daarna nooit meer.")
        markup.show(markup.muted(text))
        names = [(row.id, f"{row.name}, {row.function}") for row in signing]
        first = next(
            (row.id for row in signing if seen.content and row.name == seen.content.signatory_name), None
        )
        signatory = forms.pick(t("Wie ondertekent"), names, key=f"{base}.signatory", value=first)
        sent, cancelled = buttons(ctx, N_("Uitreiken"), base)
    if sent:
        done = ctx.act(
            commands.issue, certificate_id=found.line.certificate_id, version=version, signatory_id=signatory,
            nonce=forms.nonce(key),
        )  # fmt: skip
        number = done.value.number if done.value else ""
        certificates_forms.finish(ctx, key, done, t("Papier {number} is uitgereikt.", number=number))
    certificates_forms.cancel(cancelled)
    _shown(ctx, seen)


def _shown(ctx: Context, seen: Preview) -> None:
    """What would be frozen, under the button: a long paper must not push the act out of sight."""
    if seen.content is None:
        return
    with st.expander(ctx.t("Wat er op het papier komt"), type="compact", expanded=not seen.stops):
        markup.show(markup.facts(certificate_lines.shown(seen.content)))


def _stop(ctx: Context, found: PaperDetail, seen: Preview, stop: InvalidInput) -> None:
    """One thing that stops it, with the link to where it is mended."""
    mark = labels.mark("hold", ctx.t("Kan nog niet"))
    markup.show(markup.badge(mark), markup.muted(ctx.words(stop.template, stop.params)))
    if stop.field not in PLACES:
        return
    stem, label = PLACES[stop.field]
    query: dict[str, str] = {}
    if stem == "learners":
        query = {"id": str(found.line.learner_id)}
    elif stem == "courses":
        query = {"id": str(found.line.course_id)}
    elif stem == "attendance":
        if seen.open_lesson is None:
            return
        query = {"part": "lessons", "lesson": str(seen.open_lesson.lesson_id)}
    ctx.link(stem, ctx.t(label), **query)
