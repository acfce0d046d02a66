"""One ticket beside the list: its sign, the next act, what was reported, the letter, the evidence, the history."""

import streamlit as st

from core.access.actors import person
from core.access.permissions import Action
from core.identifiers import format_enterprise_number
from core.led_corrections import letters, queries, words
from core.led_corrections.files import GONE
from core.led_corrections.queries import TicketRow
from core.led_corrections.stages import CLOSED
from core.organisation import queries as organisation
from core.ui import evidence_field, history_view, markup, ticket_acts, ticket_list
from core.ui.page import Context

CODES = {
    "kind": words.KINDS,
    "reporter": words.REPORTERS,
    "field": words.FIELDS,
    "route": words.ROUTES,
    "outcome": words.OUTCOMES,
}


def draw(ctx: Context, ticket_id: int) -> None:
    """The panel; a ticket that is gone or lies on another campus says so in the same words."""
    found = ctx.read(queries.ticket, actor=ctx.actor, today=ctx.today, ticket_id=ticket_id)
    if found is None:
        markup.show(markup.paragraph(ctx.t(GONE)))
        return
    markup.show(
        markup.badge(ticket_list.sign(found, ctx)),
        markup.heading(ticket_list.name_of(found), ctx.t(words.KINDS[found.kind]), css="tw-naam"),
    )
    if ctx.may(Action.CORRECT_LED):
        ticket_acts.draw(ctx, found)
    _cancelled(ctx, found)
    markup.show(markup.facts(_facts(ctx, found)))
    _letter(ctx, found)
    evidence_field.of(ctx, subject_kind=words.SUBJECT, subject_id=found.ticket_id)
    history_view.draw(
        ctx, subject_kind=words.SUBJECT, subject_id=found.ticket_id, kinds=words.EVENTS,
        fields={**words.FIELDS, **words.CHANGED}, codes=CODES, wording=words.WORDING,
    )  # fmt: skip
    if found.proof is not None:
        ctx.link("proofs", ctx.t("Open het bewijs"), proof=str(found.proof.proof_id))
    ctx.link("learners", ctx.t("Open de deelnemer"), learner=str(found.learner_id))


def _cancelled(ctx: Context, found: TicketRow) -> None:
    if found.proof is None or found.proof.led_cancelled_on is None:
        return
    text = ctx.t(
        "De registratie van {registered} en de gehaalde termijn blijven staan; LED toont ze als geannuleerd "
        "sinds {day}.",
        registered=ctx.f.date(found.proof.registered_on),
        day=ctx.f.date(found.proof.led_cancelled_on),
    )
    markup.show(markup.muted(text))


def _facts(ctx: Context, found: TicketRow) -> list[tuple[str, str]]:
    t, day, proof = ctx.t, ctx.f.date, found.proof
    reporter = t(words.REPORTERS[found.reporter])
    waits = t("1 dag") if found.waits == 1 else t("{n} dagen", n=ctx.f.number(found.waits))
    return [
        (t("Bewijs"), f"{proof.number} {proof.title}".strip() if proof else ""),
        (t("LED-referte"), proof.led_reference if proof else ""),
        (t("Geregistreerd op"), day(proof.registered_on) if proof else ""),
        (t("Gegeven"), t(words.FIELDS[found.field]) if found.field else ""),
        (t("Zoals het in LED staat"), found.old_value),
        (t("Zoals het hoort"), found.new_value),
        (t("Omschrijving"), found.description),
        (t("Gemeld door"), " · ".join(part for part in (reporter, found.reporter_name) if part)),
        (t("Gemeld op"), day(found.reported_on)),
        (t("Weg"), t(words.ROUTES[found.route]) if found.route else ""),
        (t("Verstuurd op"), day(found.sent_on)),
        (t("Beantwoord op"), day(found.answered_on)),
        (t("Antwoord"), found.answer),
        (t("Afgesloten op"), day(found.closed_on)),
        (t("Afgesloten door"), person(found.closed_by, t)),
        (t("Wacht al"), waits if found.stage != CLOSED else ""),
        (t("Campus"), found.campus),
        (t("Melding"), str(found.ticket_id)),
    ]


def _letter(ctx: Context, found: TicketRow) -> None:
    """The text to send, for the route that was chosen or, before that, for both."""
    if found.kind == "replacement" or found.stage == CLOSED:
        return
    provider = ctx.read(organisation.organisation)
    if provider is None:
        return
    with st.expander(ctx.t("Tekst voor WEWIS of AHOVOKS"), type="compact"):
        routes = [found.route] if found.route else list(words.ROUTES)
        for route in routes:
            written = letters.letter(
                found, route=route, organisation=provider.name,
                enterprise_number=format_enterprise_number(provider.enterprise_number),
                writer=ctx.actor.display_name,
            )  # fmt: skip
            markup.show(
                markup.heading(ctx.t("Aan {name}", name=written.to), written.subject, level=3),
                markup.muted(ctx.t(words.ROUTE_WHY[route])),
            )
            st.code(written.body, language=None, wrap_lines=True)
