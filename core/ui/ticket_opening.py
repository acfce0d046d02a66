"""The drawer that opens a ticket: from a proof, from a person, or from the list, where the person is found by name."""

import streamlit as st

from core.i18n import N_
from core.learners import earned, queries
from core.learners.queries import LearnerFile, LearnerFilters
from core.led_corrections import commands, words
from core.led_corrections.opening import Report
from core.ui import evidence_field, forms, guarded, labels, learner_list, learner_words, markup, ticket_forms
from core.ui.page import Context
from core.ui.ticket_forms import Wrong

NEW = "registration.ticket.new"
NONE_OF_OURS = 0


def begin(ctx: Context, *, learner_id: int | None = None, proof_id: int | None = None) -> None:
    """Open the drawer."""
    guarded.dialog(ctx.t("Melding over LED openen"))(_open)(ctx, learner_id, proof_id)


def _open(ctx: Context, learner_id: int | None, proof_id: int | None) -> None:
    chosen = learner_id if learner_id is not None else _find(ctx)
    if chosen is None:
        return
    person = ctx.read(queries.learner_file, actor=ctx.actor, learner_id=chosen)
    if person is None:
        ctx.stop(ctx.t(learner_words.GONE))
    _form(ctx, person, proof_id)


def _find(ctx: Context) -> int | None:
    """Whom it is about: a piece of the name, then one of the people found."""
    searched = st.text_input(
        ctx.t("Over wie gaat het?"), key=f"{NEW}.search", placeholder=ctx.t("Naam of voornaam")
    )
    if not (searched or "").strip():
        return None
    found = ctx.read(queries.learners, actor=ctx.actor, filters=LearnerFilters(searched or ""))
    if not found.rows:
        markup.show(markup.muted(ctx.t("Niemand gevonden. Controleer de schrijfwijze.")))
        return None
    told = [(row.id, f"{learner_list.name_of(row)} · {ctx.f.date(row.born_on)}") for row in found.rows]
    return forms.pick(ctx.t("Deelnemer"), told, key=f"{NEW}.person")


def _form(ctx: Context, person: LearnerFile, proof_id: int | None) -> None:
    key, t = f"{NEW}.{person.id}.{proof_id or 0}", ctx.t
    base = forms.base(key)
    markup.show(markup.tag("b", f"{person.last_name}, {person.first_name}"))
    kind = forms.choice(ctx, N_("Wat is er mis"), words.KINDS, key=f"{base}.kind")
    markup.show(markup.muted(t(HINTS[kind])))
    with st.form(base, border=False):
        proof = _proof(ctx, person, proof_id, base)
        wrong = ticket_forms.what(ctx, base, kind, Wrong("", "", "", ""))
        reporter = forms.choice(ctx, N_("Gemeld door"), words.REPORTERS, key=f"{base}.reporter")
        name = st.text_input(t("Naam van de melder (mag leeg blijven)"), max_chars=120, key=f"{base}.name")
        day = forms.day(ctx, ticket_forms.REPORTED, key=f"{base}.day", value=ctx.today, latest=ctx.today)
        upload = evidence_field.draw(ctx, base)
        sent = st.form_submit_button(t("Melding openen"), type="primary", key=f"{base}.send")
    if sent and (reported_on := forms.given(ctx, day, ticket_forms.REPORTED)) is not None:
        report = Report(
            person.id, kind, reporter, reported_on, proof, name or "", "", wrong.field, wrong.old_value,
            wrong.new_value, wrong.description,
        )  # fmt: skip
        done = ctx.act(commands.open_ticket, report=report, evidence=upload, nonce=forms.nonce(key))
        forms.settle(ctx, key, done, told=t("De melding is geopend. Verstuur ze of sluit ze af."))


HINTS = {
    "missing": N_("Het bewijs of een gegeven staat niet in LED, of niet bij deze persoon."),
    "wrong": N_("Zeg wat er staat en wat er hoort te staan."),
    "double": N_("Hetzelfde bewijs staat meer dan eens in LED. Verwijderen kan niet, annuleren wel."),
    "wrong_person": N_("Het bewijs van deze persoon staat bij iemand anders, of omgekeerd."),
    "replacement": N_("LED geeft geen papier. Wij maken een duplicaat van het bewaarde document."),
}


def _proof(ctx: Context, person: LearnerFile, proof_id: int | None, base: str) -> int | None:
    """One of the proofs we issued to this person, or none: what is in LED may come from somebody else."""
    lines = ctx.read(earned.earned, actor=ctx.actor, today=ctx.today, learner_id=person.id)
    offered = [(NONE_OF_OURS, ctx.t("Geen bewijs van ons, of niet bekend welk"))]
    offered += [
        (line.proof_id, f"{line.number} {labels.word(labels.KIND_TITLES, line.kind, ctx.t)}".strip())
        for line in lines
        if line.state != "to_issue"
    ]
    found = forms.pick(ctx.t("Bewijs"), offered, key=f"{base}.proof", value=proof_id)
    return found or None
