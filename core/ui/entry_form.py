"""Beside the record: it was typed over, it stands in LED, by whom, with which reference and evidence."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import streamlit as st

from core.errors import Conflict
from core.i18n import N_
from core.proofs import commands
from core.proofs.entering import Entry
from core.proofs.many import Result, Shown
from core.proofs.registering import Registration
from core.registration.queries import Mode, Record
from core.ui import evidence_field, forms, markup, proof_forms, registrar_field
from core.ui.entry_filters import KEY
from core.ui.page import Context, Done

ENTERED, CONFIRMED = N_("Ingevoerd op"), N_("Bevestigd op")

TITLES: Mapping[Mode, str] = {
    Mode.ENTER: N_("Staat het in MAGDA Online?"),
    Mode.CONFIRM: N_("Staat het nu in LED?"),
}
BOTH: Mapping[Mode, str] = {
    Mode.ENTER: N_("Ingevoerd en bevestigd"),
    Mode.CONFIRM: N_("Bevestiging noteren"),
}


def draw(ctx: Context, record: Record, mode: Mode) -> bool:
    """The form; true when something was noted and the next record can come."""
    key, t = f"{KEY}.{mode}.{record.row.proof_id}", ctx.t
    version, base = forms.opened(key, record.facts.version), forms.base(key)
    column = st.container(key="kolom.record", gap="small")
    # Above the form: what is refused must be seen without scrolling.
    refusals = column.container()
    with column, st.form(base, border=False):
        markup.show(markup.focused(t(TITLES[mode])))
        late = proof_forms.late(ctx, base) if record.row.due_on < ctx.today else ("", "")
        typed = _typed(ctx, record, mode, base)
        evidence = evidence_field.draw(ctx, base)
        with st.container(horizontal=True, gap="small"):
            sent = st.form_submit_button(t(BOTH[mode]), type="primary", key=f"{base}.send", shortcut="G")
            only = mode is Mode.ENTER and st.form_submit_button(
                t("Alleen ingevoerd"), key=f"{base}.only", shortcut="I"
            )
    if not sent and not only:
        return False
    shown, nonce = [Shown(record.row.proof_id, version)], forms.nonce(key)
    with refusals:
        if (entered_on := forms.given(ctx, typed.entered_on, ENTERED)) is None:
            return False
        if only:
            entry = Entry(entered_on, typed.by, typed.reference)
            done = ctx.act(commands.enter, proofs=shown, entry=entry, evidence=evidence, nonce=nonce)
        elif (confirmed_on := forms.given(ctx, typed.confirmed_on, CONFIRMED)) is None:
            return False
        else:
            typed_on = entered_on if mode is Mode.ENTER else None
            registration = Registration(confirmed_on, typed.by, typed.reference, *late, typed_on)
            done = ctx.act(
                commands.register, proofs=shown, registration=registration, evidence=evidence, nonce=nonce
            )
    return _settled(key, done)


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed beside the record; a day that was emptied is not there."""

    entered_on: date | None
    confirmed_on: date | None
    by: int | None
    reference: str


def _typed(ctx: Context, record: Record, mode: Mode, base: str) -> Typed:
    """Days, person and reference; of a proof typed over before, day and person stand there and stay."""
    facts, today = record.facts, ctx.today
    entered_on, entered_by = facts.entered_on, None
    if mode is Mode.CONFIRM and entered_on is not None:
        said = ctx.t("Ingevoerd op {day} door {name}.", day=ctx.f.date(entered_on), name=facts.entered_by)
        markup.show(markup.muted(said))
        confirmed_on = forms.day(ctx, CONFIRMED, key=f"{base}.confirmed", value=today, latest=today)
    else:
        with st.container(horizontal=True, gap="small"):
            entered_on = forms.day(ctx, ENTERED, key=f"{base}.entered", value=today, latest=today)
            confirmed_on = forms.day(ctx, CONFIRMED, key=f"{base}.confirmed", value=today, latest=today)
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        if mode is Mode.ENTER:
            entered_by = registrar_field.draw(ctx, base)
        reference = st.text_input(
            ctx.t("LED-referte (als er een is)"), facts.led_reference, max_chars=36, key=f"{base}.reference"
        )
    return Typed(entered_on, confirmed_on, entered_by, reference or "")


def _settled(key: str, done: Done[Result]) -> bool:
    """After success the form is gone; after a conflict, the next submit knows the other's version."""
    if done:
        forms.reopen(key)
    elif isinstance(done.error, Conflict):
        st.session_state.pop(f"{forms.base(key)}.version", None)
    return bool(done)
