"""The forms of the acts with one proof; each ends in one command and stays as it was typed when that is refused."""

from collections.abc import Callable, Mapping
from typing import TypeVar

import streamlit as st

from core.i18n import N_
from core.organisation import queries as organisation
from core.proofs import commands, late_reasons
from core.proofs.delivering import Delivery
from core.proofs.details import ProofDetail
from core.proofs.many import Shown
from core.proofs.registering import Registration
from core.ui import evidence_field, forms, markup, registrar_field, tables
from core.ui.form_buttons import buttons
from core.ui.page import Context, Done

T = TypeVar("T")
ACT = "proofs.act"
REGISTERED, DELIVERED = N_("Geregistreerd op"), N_("Afgeleverd op")
NAMES: Mapping[str, str] = {
    "issue": N_("Uitreiken"),
    "register": N_("Registratie noteren"),
    "deliver": N_("Aflevering noteren"),
    "destroy": N_("Vernietigen"),
    "correct": N_("Correctie maken"),
    "withdraw": N_("Intrekken"),
    "take_back_entry": N_("Invoer terugnemen"),
}
QUESTIONS: Mapping[str, str] = {
    "destroy": N_(
        "Het papier is nog niet afgeleverd: vernietig het, het bewijs kan daarna opnieuw uitgereikt worden."
    ),
    "correct": N_(
        "Het papier is afgeleverd: een correctie is een nieuw document met de reden en een verwijzing."
    ),
    "withdraw": N_("Het bewijs vervalt. Alles wat gebeurd is, blijft bewaard."),
    "take_back_entry": N_(
        "Alleen als dit bewijs niet, of niet zo, in MAGDA Online werd ingevoerd. Het staat daarna weer bij "
        "“In te voeren”; dag, persoon, referte en reden blijven in het logboek. De termijn loopt door."
    ),
}
TOLD: Mapping[str, str] = {
    "destroy": N_("Het papier is vernietigd. Het bewijs kan opnieuw uitgereikt worden."),
    "correct": N_("De correctie is uitgereikt onder een nieuw nummer."),
    "withdraw": N_("Het bewijs is ingetrokken."),
    "take_back_entry": N_("De invoer is teruggenomen. Het bewijs staat weer bij “In te voeren”."),
}


def finish(ctx: Context, key: str, done: Done[T], told: str) -> None:
    """After success the form closes; after a refusal it stays as it was typed."""
    if done:
        st.session_state.pop(ACT, None)
        tables.forget_selection(
            "proofs"
        )  # rows move up: the open proof stays open, not the row that takes its place
    forms.settle(ctx, key, done, told=told)


def _issue(ctx: Context, found: ProofDetail) -> None:
    key, t = f"proofs.issue.{found.row.proof_id}", ctx.t
    version, base = forms.opened(key, found.row.version), forms.base(key)
    signing = ctx.read(organisation.signatories, on=ctx.today)
    with st.form(base, border=False):
        markup.show(
            markup.muted(
                t("Het bewijs krijgt een nummer en de datum van vandaag, en verandert daarna nooit meer.")
            )
        )
        signatory = forms.pick(
            t("Ondertekenaar"),
            [(row.id, f"{row.name}, {row.function}") for row in signing],
            key=f"{base}.signatory",
        )
        sent, cancelled = buttons(ctx, N_("Uitreiken"), base)
    if sent:
        done = ctx.act(
            commands.issue,
            proof_id=found.row.proof_id,
            version=version,
            signatory_id=signatory,
            nonce=forms.nonce(key),
        )
        number = done.value.number if done.value else ""
        finish(ctx, key, done, t("Bewijs {number} is uitgereikt.", number=number))
    cancel(cancelled)


def _register(ctx: Context, found: ProofDetail) -> None:
    key, t = f"proofs.register.{found.row.proof_id}", ctx.t
    version, base = forms.opened(key, found.row.version), forms.base(key)
    with st.form(base, border=False):
        day = forms.day(ctx, REGISTERED, key=f"{base}.day", value=ctx.today, latest=ctx.today)
        by = None
        if found.row.entered_on is None:
            by = registrar_field.draw(ctx, base, since=found.row.issued_on)
        else:
            entered_on = ctx.f.date(found.row.entered_on)
            markup.show(
                markup.muted(t("Ingevoerd op {day} door {name}.", day=entered_on, name=found.entered_by))
            )
        reference = st.text_input(
            t("LED-referte (als er een is)"), found.led_reference, max_chars=36, key=f"{base}.reference"
        )
        reason, action = "", ""
        if found.row.due_on < ctx.today:
            reason, action = late(ctx, base)
        evidence = evidence_field.draw(ctx, base)
        sent, cancelled = buttons(ctx, N_("Registratie noteren"), base)
    if sent and (registered_on := forms.given(ctx, day, REGISTERED)) is not None:
        registration = Registration(registered_on, by, reference or "", reason, action)
        done = ctx.act(
            commands.register,
            proofs=[Shown(found.row.proof_id, version)],
            registration=registration,
            evidence=evidence,
            nonce=forms.nonce(key),
        )
        finish(ctx, key, done, t("De registratie is genoteerd."))
    cancel(cancelled)


def late(ctx: Context, base: str) -> tuple[str, str]:
    """A late one asks why, and what was done about it."""
    reason = forms.choice(
        ctx, N_("Reden te laat"), late_reasons.LATE_REASONS, key=f"{base}.late", empty=N_("Kies de reden")
    )
    action = st.text_input(ctx.t("Wat is eraan gedaan?"), max_chars=300, key=f"{base}.action")
    return reason, action or ""


def _deliver(ctx: Context, found: ProofDetail) -> None:
    key, t = f"proofs.deliver.{found.row.proof_id}", ctx.t
    version, base = forms.opened(key, found.row.version), forms.base(key)
    with st.form(base, border=False):
        day = forms.day(ctx, DELIVERED, key=f"{base}.day", value=ctx.today, latest=ctx.today)
        how = forms.choice(ctx, N_("Hoe"), late_reasons.DELIVERY_WAYS, key=f"{base}.how")
        by = st.text_input(t("Door wie"), ctx.actor.display_name, 120, f"{base}.by")
        sent, cancelled = buttons(ctx, N_("Aflevering noteren"), base)
    if sent and (delivered_on := forms.given(ctx, day, DELIVERED)) is not None:
        delivery = Delivery(delivered_on, how, by or "")
        done = ctx.act(
            commands.deliver,
            proofs=[Shown(found.row.proof_id, version)],
            delivery=delivery,
            nonce=forms.nonce(key),
        )
        finish(ctx, key, done, t("De aflevering is genoteerd."))
    cancel(cancelled)


def _reasoned(act: str, command: Callable[..., object]) -> Callable[[Context, ProofDetail], None]:
    def draw_form(ctx: Context, found: ProofDetail) -> None:
        key = f"proofs.{act}.{found.row.proof_id}"
        version, base = forms.opened(key, found.row.version), forms.base(key)
        with st.form(base, border=False):
            markup.show(markup.muted(ctx.t(QUESTIONS[act])))
            reason = st.text_area(ctx.t("Reden (minstens tien tekens)"), max_chars=300, key=f"{base}.reason")
            sent, cancelled = buttons(ctx, NAMES[act], base)
        if sent:
            done = ctx.act(
                command,
                proof_id=found.row.proof_id,
                version=version,
                reason=reason or "",
                nonce=forms.nonce(key),
            )
            finish(ctx, key, done, ctx.t(TOLD[act]))
        cancel(cancelled)

    return draw_form


def cancel(cancelled: bool) -> None:
    """Close the form when that was asked."""
    if cancelled:
        st.session_state.pop(ACT, None)
        st.rerun()


FORMS: Mapping[str, Callable[[Context, ProofDetail], None]] = {
    "issue": _issue,
    "register": _register,
    "deliver": _deliver,
    "destroy": _reasoned("destroy", commands.destroy),
    "correct": _reasoned("correct", commands.correct),
    "withdraw": _reasoned("withdraw", commands.withdraw),
    "take_back_entry": _reasoned("take_back_entry", commands.take_back_entry),
}
