"""The forms that end a ticket, take such an end back, or note a new registration after a cancellation."""

import streamlit as st

from core.i18n import N_
from core.led_corrections import commands, words
from core.led_corrections.closing import Ending
from core.led_corrections.queries import TicketRow
from core.led_corrections.restoring import Again
from core.ui import evidence_field, forms, markup, registrar_field
from core.ui.form_buttons import buttons
from core.ui.page import Context
from core.ui.ticket_forms import cancel, finish

CLOSED, ENTERED = N_("Afgesloten op"), N_("Ingevoerd op")
WHICH = {
    "own": N_("De registratie van dit bewijs"),
    "other": N_("De andere registratie; dit bewijs blijft geregistreerd"),
}


def close(ctx: Context, found: TicketRow) -> None:
    """How it ended; of a cancellation, which registration."""
    key, t = f"registration.ticket.close.{found.ticket_id}", ctx.t
    version, base = forms.opened(key, found.version), forms.base(key)
    proof_version = forms.opened(f"{key}.proof", found.proof.version if found.proof else 0)
    offered = {code: words.OUTCOMES[code] for code in words.CLOSING[found.kind]}
    outcome = forms.choice(ctx, N_("Afloop"), offered, key=f"{base}.outcome")
    with st.form(base, border=False):
        which = "own"
        if outcome == "cancelled" and found.proof is not None:
            which = forms.choice(
                ctx, N_("Wat is geannuleerd"), WHICH, key=f"{base}.which",
                value="other" if found.kind == "double" else "own",
            )  # fmt: skip
            markup.show(
                markup.muted(
                    t(
                        "Het bewijs, de registratiedatum en de gehaalde termijn blijven staan, met “geannuleerd” erbij."
                    )
                )
            )
        day = forms.day(ctx, CLOSED, key=f"{base}.day", value=ctx.today, latest=ctx.today)
        label = N_("Reden (minstens tien tekens)") if outcome == "mistake" else N_("Wat LED nu toont")
        text = st.text_area(t(label), max_chars=300, key=f"{base}.text")
        upload = evidence_field.draw(ctx, base)
        sent, cancelled = buttons(ctx, N_("Melding afsluiten"), base)
    if sent and (closed_on := forms.given(ctx, day, CLOSED)) is not None:
        ending = Ending(outcome, closed_on, text or "", which == "own")
        done = ctx.act(
            commands.close, ticket_id=found.ticket_id, version=version, proof_version=proof_version, ending=ending,
            evidence=upload, nonce=forms.nonce(key),
        )  # fmt: skip
        forms.reopen(f"{key}.proof")
        finish(ctx, key, done, t("De melding is afgesloten."))
    cancel(cancelled)


def reopen(ctx: Context, found: TicketRow) -> None:
    """Why the end was wrong; a cancellation goes with it."""
    key, t = f"registration.ticket.reopen.{found.ticket_id}", ctx.t
    version, base = forms.opened(key, found.version), forms.base(key)
    proof_version = forms.opened(f"{key}.proof", found.proof.version if found.proof else 0)
    is_cancelled = found.outcome == "cancelled" and found.proof is not None
    with st.form(base, border=False):
        text = (
            N_(
                "De melding staat weer open. Is het bewijs door haar als geannuleerd genoteerd, dan vervalt dat."
            )
            if is_cancelled
            else N_("De melding staat weer open; hoe ze afliep, blijft in de geschiedenis.")
        )
        markup.show(markup.muted(t(text)))
        reason = st.text_area(t("Reden (minstens tien tekens)"), max_chars=300, key=f"{base}.reason")
        label = N_("Annulering terugnemen") if is_cancelled else N_("Heropenen")
        sent, cancelled = buttons(ctx, label, base)
    if sent:
        done = ctx.act(
            commands.reopen, ticket_id=found.ticket_id, version=version, proof_version=proof_version,
            reason=reason or "",
        )  # fmt: skip
        forms.reopen(f"{key}.proof")
        finish(ctx, key, done, t("De melding staat weer open."))
    cancel(cancelled)


def register_again(ctx: Context, found: TicketRow) -> None:
    """A cancelled proof that was entered anew: another record, another reference, by somebody with a right."""
    key, t = f"registration.ticket.register_again.{found.ticket_id}", ctx.t
    version, base = forms.opened(key, found.version), forms.base(key)
    proof_version = forms.opened(f"{key}.proof", found.proof.version if found.proof else 0)
    with st.form(base, border=False):
        text = t(
            "Een geannuleerde registratie houdt haar referte. Is het bewijs opnieuw ingevoerd, dan is dat een nieuwe "
            "registratie met een andere referte. De eerste registratiedatum en de gehaalde termijn blijven."
        )
        markup.show(markup.muted(text))
        day = forms.day(ctx, ENTERED, key=f"{base}.day", value=ctx.today, latest=ctx.today)
        by = registrar_field.draw(ctx, base)
        reference = st.text_input(
            t("Nieuwe LED-referte (als er een is)"), max_chars=36, key=f"{base}.reference"
        )
        reason = st.text_area(t("Reden (minstens tien tekens)"), max_chars=300, key=f"{base}.reason")
        sent, cancelled = buttons(ctx, N_("Nieuwe registratie noteren"), base)
    if sent and (entered_on := forms.given(ctx, day, ENTERED)) is not None:
        again = Again(entered_on, by, reference or "", reason or "")
        done = ctx.act(
            commands.register_again, ticket_id=found.ticket_id, version=version, proof_version=proof_version,
            again=again,
        )  # fmt: skip
        forms.reopen(f"{key}.proof")
        finish(ctx, key, done, t("De nieuwe registratie is genoteerd."))
    cancel(cancelled)
