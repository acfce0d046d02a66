"""The decision about one difference or about many alike, the registration noted from the list, and taking back."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from core.access.permissions import Action
from core.i18n import N_
from core.reconciliation import commands, words
from core.reconciliation.noting import Noting
from core.reconciliation.queries import Row
from core.reconciliation.rows import Shown
from core.reconciliation.words import Kind
from core.ui import forms, markup, proof_forms, registrar_field
from core.ui.page import Context, Done


def shown(rows: Sequence[Row]) -> list[Shown]:
    """The rows as they stand on this screen."""
    return [Shown(row.id, row.version, row.proof_version) for row in rows]


def draw(ctx: Context, rows: Sequence[Row]) -> None:
    """What can be decided about all of these rows: note their registration first, when that is what they lack."""
    if all(row.kind == Kind.TO_REGISTER for row in rows) and ctx.may(Action.REGISTER_PROOF):
        _note(ctx, rows)
        with st.expander(ctx.t("Iets anders beslissen"), type="compact"):
            _decide(ctx, rows, is_first=False)
        return
    _decide(ctx, rows, is_first=True)


def _key(what: str, rows: Sequence[Row]) -> str:
    """One form per difference; the form for many is another one for each comparison."""
    only = rows[0].id if len(rows) == 1 else f"many{rows[0].reconciliation_id}"
    return f"registration.{what}.{only}"


def _decide(ctx: Context, rows: Sequence[Row], *, is_first: bool) -> None:
    t, key = ctx.t, _key("decide", rows)
    base = forms.base(key)
    offered = [
        known
        for known in words.allowed(rows[0].kind, has_proof=rows[0].proof_id is not None)
        if all(known in words.allowed(row.kind, has_proof=row.proof_id is not None) for row in rows)
    ]
    if not offered:
        markup.show(markup.muted(t("Deze soorten hebben geen beslissing gemeen. Kies ze per soort.")))
        return
    with st.form(base, border=False):
        decision = st.radio(
            t("Beslissing"), offered, key=f"{base}.decision", horizontal=True,
            format_func=lambda code: t(words.DECISIONS[code]),
        )  # fmt: skip
        reason = st.text_area(
            t("Reden (nodig bij “staat zo goed” en “niet van ons”)"),
            max_chars=300,
            height=80,
            key=f"{base}.reason",
        )
        label = t("Beslissing bewaren") if len(rows) == 1 else t("Beslissing bewaren ({n})", n=len(rows))
        sent = st.form_submit_button(label, type="primary" if is_first else "secondary", key=f"{base}.send")
    if sent:
        done = ctx.act(
            commands.decide, shown=shown(rows), decision=str(decision or ""), reason=reason or "",
            nonce=forms.nonce(key),
        )  # fmt: skip
        settle(ctx, key, done, many=N_("{n} beslissingen bewaard."), one=N_("De beslissing is bewaard."))


def _note(ctx: Context, rows: Sequence[Row]) -> None:
    t, key, is_one = ctx.t, _key("note", rows), len(rows) == 1
    base = forms.base(key)
    row = rows[0]
    with st.form(base, border=False):
        asked = N_("Geregistreerd op") if is_one else N_("Geregistreerd op, als de lijst geen dag zegt")
        day = forms.day(
            ctx, asked, key=f"{base}.day", value=_day(row) or ctx.today if is_one else ctx.today, latest=ctx.today,
        )  # fmt: skip
        by = registrar_field.draw(ctx, base)
        reference = ""
        if is_one:
            label = t("LED-referte (als er een is)")
            reference = st.text_input(label, row.reference[:36], 36, f"{base}.reference") or ""
        reason, action = "", ""
        if any(each.due_on is not None and each.due_on < ctx.today for each in rows):
            reason, action = proof_forms.late(ctx, base)
        button = t("Registratie noteren") if is_one else t("Registraties noteren ({n})", n=len(rows))
        sent = st.form_submit_button(button, type="primary", key=f"{base}.send")
    if sent and (registered_on := forms.given(ctx, day, asked)) is not None:
        noting = Noting(registered_on, by, reference, reason, action, is_exact=is_one)
        done = ctx.act(commands.note_registrations, shown=shown(rows), noting=noting, nonce=forms.nonce(key))
        settle(ctx, key, done, many=N_("{n} registraties genoteerd."), one=N_("De registratie is genoteerd."))


def _day(row: Row) -> date | None:
    said = row.theirs("registered_on")
    return date.fromisoformat(said) if said else None


def take_back(ctx: Context, row: Row) -> None:
    """Open the difference again, with the reason."""
    t, key = ctx.t, _key("back", [row])
    base = forms.base(key)
    with st.popover(t("Beslissing terugnemen"), icon=":material/undo:"), st.form(base, border=False):
        reason = st.text_area(
            t("Reden (minstens tien tekens)"), max_chars=300, height=80, key=f"{base}.reason"
        )
        sent = st.form_submit_button(t("Beslissing terugnemen"), type="primary", key=f"{base}.send")
    if sent:
        done = ctx.act(commands.take_back, shown=shown([row]), reason=reason or "", nonce=forms.nonce(key))
        told = N_("De beslissing is teruggenomen.")
        settle(ctx, key, done, many=told, one=told)


def settle(ctx: Context, key: str, done: Done[int], *, many: str, one: str) -> None:
    """After success the form starts anew; after a refusal it stays as it was typed."""
    n = done.value or 0
    if done:
        st.session_state.pop("registration.differences.chosen", None)
    forms.settle(ctx, key, done, told=ctx.t(one) if n == 1 else ctx.t(many, n=ctx.f.number(n)))
