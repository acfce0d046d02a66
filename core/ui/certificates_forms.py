"""The forms of the life of a paper; each ends in one command and stays as it was typed when that is refused."""

from collections.abc import Callable, Mapping
from typing import TypeVar

import streamlit as st

from core.access.permissions import Action
from core.certificates import commands
from core.certificates.details import PaperDetail
from core.certificates.living import Handed
from core.certificates.words import WAYS
from core.i18n import N_
from core.lengths import REASON_LIMIT
from core.organisation import queries as organisation
from core.proofs.late_reasons import LATE_REASONS
from core.ui import forms, markup, tables
from core.ui.form_buttons import buttons
from core.ui.page import Context, Done

T = TypeVar("T")
ACT = "certificates.act"
NAMES: Mapping[str, str] = {
    "issue": N_("Uitreiken"),
    "print": N_("Afdruk noteren"),
    "sign": N_("Handtekening noteren"),
    "deliver": N_("Aflevering noteren"),
    "destroy": N_("Vernietigen"),
    "correct": N_("Correctie openen"),
}
# Reasons that belong to LED have no place here.
LATE: Mapping[str, str] = {
    code: LATE_REASONS[code]
    for code in ("data_late", "assessment_late", "staff", "forgotten", "import_history", "other")
}
SIGNED, HANDED = N_("Ondertekend op"), N_("Afgeleverd op")
PRINT = N_("Open de PDF, druk hem af en noteer het hier. De stempel en de handtekening komen op papier.")
SIGN = N_("De originele stempel en handtekening staan op papier; noteer hier wie tekende en wanneer.")
DESTROY = N_(
    "Het papier is nog niet afgeleverd: vernietig het en reik het opnieuw uit. Het nummer blijft gebruikt en er komt "
    "geen “correctie” op het nieuwe papier."
)
CORRECT = N_(
    "Na aflevering mag er niets bij of af. De uren van de periode gaan weer open en het nieuwe papier vermeldt "
    "“correctie”, deze reden en het nummer van het oude. De termijn blijft gesloten."
)
RESPONSIBLE = N_(
    "Mijn instelling neemt uitdrukkelijk de verantwoordelijkheid voor het aanpassen van deze gegevens."
)


def finish(ctx: Context, key: str, done: Done[T], told: str) -> None:
    """After success the form closes; after a refusal it stays as it was typed."""
    if done:
        st.session_state.pop(ACT, None)
        # Rows move: the open paper stays open, not the row that takes its place.
        tables.forget_selection("certificates")
    forms.settle(ctx, key, done, told=told)


def cancel(cancelled: bool) -> None:
    """Close the form when that was asked."""
    if cancelled:
        st.session_state.pop(ACT, None)
        st.rerun()


def _opened(act: str, found: PaperDetail) -> tuple[str, int, str]:
    key = f"certificates.{act}.{found.line.certificate_id}"
    return key, forms.opened(key, found.line.version), forms.base(key)


def _print(ctx: Context, found: PaperDetail) -> None:
    key, version, base = _opened("print", found)
    if ctx.may(Action.READ_DOCUMENT) and found.document_id is not None:
        address = f"/doc/{found.document_id}?toon=ja"
        st.link_button(ctx.t("PDF openen"), address, icon=":material/print:")
    with st.form(base, border=False):
        markup.show(markup.muted(ctx.t(PRINT)))
        sent, cancelled = buttons(ctx, NAMES["print"], base)
    if sent:
        done = ctx.act(commands.note_printed, certificate_id=found.line.certificate_id, version=version)
        finish(ctx, key, done, ctx.t("De afdruk is genoteerd."))
    cancel(cancelled)


def _sign(ctx: Context, found: PaperDetail) -> None:
    key, version, base = _opened("sign", found)
    since = found.line.issued_on or ctx.today
    allowed = [
        row
        for row in ctx.read(organisation.signatories)
        if row.begins_on <= ctx.today and (row.ends_on is None or row.ends_on >= since)
    ]
    signing = [(row.id, f"{row.name}, {row.function}") for row in allowed]
    # The name that is printed on the paper first: mostly that is who signed it.
    printed = next((each.signatory for each in found.documents if each.document_id == found.document_id), "")
    first = next((row.id for row in allowed if row.name == printed), None)
    with st.form(base, border=False):
        markup.show(markup.muted(ctx.t(SIGN)))
        who = forms.pick(ctx.t("Wie ondertekende"), signing, key=f"{base}.signatory", value=first)
        day = forms.day(ctx, SIGNED, key=f"{base}.day", value=ctx.today, latest=ctx.today, earliest=since)
        sent, cancelled = buttons(ctx, NAMES["sign"], base)
    if sent and (signed_on := forms.given(ctx, day, SIGNED)) is not None:
        done = ctx.act(
            commands.note_signed, certificate_id=found.line.certificate_id, version=version, signatory_id=who or 0,
            signed_on=signed_on,
        )  # fmt: skip
        finish(ctx, key, done, ctx.t("De handtekening is genoteerd."))
    cancel(cancelled)


def _deliver(ctx: Context, found: PaperDetail) -> None:
    key, version, base = _opened("deliver", found)
    t, due_on = ctx.t, found.line.due_on if found.line.is_open else None
    with st.form(base, border=False):
        day = forms.day(
            ctx, HANDED, key=f"{base}.day", value=ctx.today, latest=ctx.today, earliest=found.signed_on
        )  # fmt: skip
        way = forms.choice(ctx, N_("Hoe"), WAYS, key=f"{base}.way")
        by = st.text_input(t("Door wie"), ctx.actor.display_name, 120, f"{base}.by")
        reason = action = ""
        if due_on is not None and due_on < ctx.today:
            empty = N_("Kies de reden")
            reason = forms.choice(ctx, N_("Reden te laat"), LATE, key=f"{base}.late", empty=empty)
            action = st.text_input(t("Wat is eraan gedaan?"), max_chars=300, key=f"{base}.action") or ""
        sent, cancelled = buttons(ctx, NAMES["deliver"], base)
    if sent and (delivered_on := forms.given(ctx, day, HANDED)) is not None:
        handed = Handed(delivered_on, way, by or "", reason, action)
        done = ctx.act(
            commands.deliver, certificate_id=found.line.certificate_id, version=version, handed=handed
        )
        finish(ctx, key, done, t("De aflevering is genoteerd; de termijn is gesloten."))
    cancel(cancelled)


def _destroy(ctx: Context, found: PaperDetail) -> None:
    key, version, base = _opened("destroy", found)
    with st.form(base, border=False):
        markup.show(markup.muted(ctx.t(DESTROY)))
        reason = _reason(ctx, base)
        sent, cancelled = buttons(ctx, NAMES["destroy"], base)
    if sent:
        done = ctx.act(
            commands.destroy, certificate_id=found.line.certificate_id, version=version, reason=reason
        )
        finish(ctx, key, done, ctx.t("Het papier is vernietigd. Reik het opnieuw uit."))
    cancel(cancelled)


def _correct(ctx: Context, found: PaperDetail) -> None:
    key, version, base = _opened("correct", found)
    with st.form(base, border=False):
        markup.show(markup.muted(ctx.t(CORRECT)))
        reason = _reason(ctx, base)
        takes = st.checkbox(ctx.t(RESPONSIBLE), key=f"{base}.takes")
        sent, cancelled = buttons(ctx, NAMES["correct"], base)
    if sent:
        done = ctx.act(
            commands.open_correction, certificate_id=found.line.certificate_id, version=version, reason=reason,
            takes_responsibility=takes,
        )  # fmt: skip
        finish(ctx, key, done, ctx.t("De correctie is geopend. Verbeter de uren en reik ze uit."))
    cancel(cancelled)


def _reason(ctx: Context, base: str) -> str:
    label = ctx.t("Reden (minstens tien tekens)")
    return st.text_area(label, max_chars=min(300, REASON_LIMIT), key=f"{base}.reason") or ""


FORMS: Mapping[str, Callable[[Context, PaperDetail], None]] = {
    "print": _print,
    "sign": _sign,
    "deliver": _deliver,
    "destroy": _destroy,
    "correct": _correct,
}
