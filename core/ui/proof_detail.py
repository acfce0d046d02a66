"""One proof beside the list: its sign, the next act, the facts, and why its date is what it is."""

import streamlit as st

from core.access.actors import person
from core.access.permissions import Action
from core.evidence import files
from core.i18n import N_
from core.proofs import details, late_reasons, problems
from core.proofs.details import ProofDetail
from core.proofs.filters import Step
from core.proofs.led_copy import OldCopy
from core.ui import (
    evidence_field,
    labels,
    learner_list,
    markup,
    problem_noting,
    proof_acts,
    proof_led,
    proof_list,
    proof_papers,
    proof_why,
    ticket_links,
)
from core.ui.page import Context

PAPER_WORDS = {
    "issued": (N_("geldig"), "done"),
    "delivered": (N_("afgeleverd"), "done"),
    "undelivered": (N_("toch niet afgeleverd"), "done"),
    "destroyed": (N_("vernietigd"), "hold"),
    "replaced": (N_("vervangen"), "hold"),
    "withdrawn": (N_("ingetrokken"), "hold"),
}


def draw(ctx: Context, proof_id: int) -> None:
    """The panel; a proof that is gone or lies on another campus says so in the same words."""
    found = ctx.read(details.detail, actor=ctx.actor, today=ctx.today, proof_id=proof_id)
    if found is None:
        gone = ctx.t("Niet gevonden. Misschien is het verplaatst of hoort het bij een andere campus.")
        markup.show(markup.paragraph(gone))
        return
    _head(ctx, found)
    proof_acts.draw(ctx, found)
    _problem(ctx, found)
    behind = proof_led.draw(ctx, found.row.proof_id)
    problem_noting.of_proof(ctx, found.row.proof_id)
    markup.show(markup.facts(_facts(ctx, found)))
    _evidence(ctx, found)
    proof_why.draw(ctx, found)
    _papers(ctx, found, behind)
    if found.row.step is Step.REGISTER and ctx.may(Action.REGISTER_PROOF):
        query = {"part": "entry"} | ({"list": "confirm"} if found.row.is_to_confirm else {})
        ctx.link("registration", ctx.t("Open op het invoerscherm"), proof=str(found.row.proof_id), **query)
    ticket_links.of_proof(
        ctx, found.row.proof_id, learner_id=found.learner_id, is_issued=found.state != "to_issue"
    )
    ctx.link("learners", ctx.t("Open de deelnemer"), learner=str(found.learner_id))


def _head(ctx: Context, found: ProofDetail) -> None:
    markup.show(
        markup.badge(proof_list.word_of(found.row, ctx)),
        markup.heading(proof_list.name_of(found.row), found.row.title, css="tw-naam"),
    )


def _problem(ctx: Context, found: ProofDetail) -> None:
    if found.row.is_to_confirm:
        text = ctx.t("Het staat nog niet bevestigd in LED: de termijn loopt door.")
        markup.show(
            markup.badge(labels.mark("soon", ctx.t("Ingevoerd, nog te bevestigen"))), markup.muted(text)
        )
    hold = found.row.hold
    if not hold:
        return
    mark = labels.mark("hold", ctx.t(problems.WORDS[hold]))
    markup.show(markup.badge(mark), markup.muted(ctx.t(problems.WAY_OUT[hold])))


def _facts(ctx: Context, found: ProofDetail) -> list[tuple[str, str]]:
    t, day, row = ctx.t, ctx.f.date, found.row
    done = row.registered_on is not None
    delivered = t(late_reasons.DELIVERY_WAYS[found.delivered_how]).lower() if found.delivered_how else ""
    return [
        (t("Uiterste datum"), day(row.due_on)),
        (t("Resterend"), "" if done else labels.remaining(row.due_on, ctx.today, t)),
        (t("Streefdatum"), "" if done else day(found.target_on)),
        (t("Bewijsnummer"), row.number),
        (t("Traject"), row.trajectory),
        (t("Campus"), row.campus),
        (t("Afgerond op"), day(found.completed_on)),
        (t("Uitgereikt op"), day(row.issued_on)),
        (t("Afgeleverd op"), " ".join(part for part in (day(row.delivered_on), delivered) if part)),
        (t("Ingevoerd op"), day(row.entered_on)),
        (t("Geregistreerd op"), day(row.registered_on)),
        (t("Geannuleerd in LED op"), day(row.led_cancelled_on)),
        (
            t("Termijn"),
            t(labels.STATUS["met_late" if row.met_late else "met"]) if row.led_cancelled_on else "",
        ),
        (t("Ingevoerd door"), person(found.entered_by, t)),
        (t("Genoteerd door"), person(found.noted_by, t)),
        (t("LED-referte"), found.led_reference),
        (t("Reden te laat"), t(late_reasons.LATE_REASONS[found.late_reason]) if found.late_reason else ""),
        (t("Wat eraan gedaan is"), found.late_action),
        (t("Geboortedatum"), day(found.born_on)),
        (t("INSZ"), learner_list.masked(found.insz_tail, found.insz_kind, ctx)),
    ]


def _evidence(ctx: Context, found: ProofDetail) -> None:
    kept = ctx.read(files.of, subject_kind="proof", subject_id=found.row.proof_id)
    if kept:
        markup.show(markup.heading(ctx.t("Bewijsstukken"), level=3))
        evidence_field.links(ctx, kept)


def _papers(ctx: Context, found: ProofDetail, behind: OldCopy | None) -> None:
    if not found.papers:
        return
    markup.show(markup.heading(ctx.t("Documenten"), level=3))
    for paper in found.papers:
        word, css = PAPER_WORDS.get(paper.status, (N_("geldig"), "done"))
        with st.container(horizontal=True, key=f"rij.paper{paper.document_id}", vertical_alignment="center"):
            with st.container(width="stretch"):
                markup.show(
                    markup.badge(labels.mark(css, f"{paper.number} {ctx.t(word)}")),
                    markup.muted(f"{ctx.f.date(paper.issued_on)} · {person(paper.issued_by, ctx.t)}"),
                    markup.muted(paper.reason),
                    markup.muted(proof_led.of_paper(ctx, paper, behind)),
                )
            if ctx.may(Action.READ_DOCUMENT):
                st.link_button("PDF", f"/doc/{paper.document_id}", icon=":material/description:")
    if found.document_id is not None and found.state == "issued":
        proof_papers.letter(ctx, [found.row.proof_id], label=ctx.t("Begeleidende brief maken"))
