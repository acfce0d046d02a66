"""The drawers of what a learner showed of LED: note it, correct it, choose it as basis of EVC, withdraw it."""

from collections.abc import Callable

import streamlit as st

from core.i18n import N_
from core.prior_learning import commands, queries, words
from core.prior_learning.checks import Seen
from core.prior_learning.queries import EntryRow
from core.ui import forms, guarded, markup, prior_learning_basis
from core.ui.page import Context, Done

NONE = 0
SHOWN = N_("Getoond op")
# The command of a drawer, with what was typed for it; None when a day is missing, which was then said.
Filled = tuple[Callable[..., object], Callable[[], dict[str, object] | None]]


def note(ctx: Context, learner_id: int) -> None:
    """Open the drawer of a new entry."""
    guarded.dialog(ctx.t("Getoond gegeven noteren"))(_note)(ctx, learner_id)


def _note(ctx: Context, learner_id: int) -> None:
    key, t = f"learners.prior.new{learner_id}", ctx.t
    base = forms.base(key)
    offered = ctx.read(queries.evc_choices, actor=ctx.actor, learner_id=learner_id)
    markup.show(markup.muted(t(words.SHOWN)), markup.muted(t(words.SOURCE)))
    with st.form(base, border=False):
        typed = _seen(ctx, base, None)
        tied = _trajectory(ctx, base, offered, None) if offered else None
        sent = st.form_submit_button(t("Gegeven noteren"), type="primary")
    if sent and (seen := typed()) is not None:
        done = ctx.act(
            commands.note, learner_id=learner_id, seen=seen, participation_id=tied, nonce=forms.nonce(key)
        )
        forms.settle(ctx, key, done, told=t("Genoteerd wat de deelnemer toonde."))


def correct(ctx: Context, entry: EntryRow) -> None:
    """Open the drawer that corrects an entry."""
    guarded.dialog(ctx.t("Getoond gegeven verbeteren"))(_correct)(ctx, entry)


def _correct(ctx: Context, shown: EntryRow) -> None:
    def fields(entry: EntryRow, base: str) -> Filled:
        typed = _seen(ctx, base, entry)
        return commands.correct, lambda: {"seen": seen} if (seen := typed()) is not None else None

    told = N_("Verbeterd. Wat er stond, blijft in de geschiedenis.")
    _change(ctx, shown, "correct", fields, button=N_("Gegeven bewaren"), told=told)


def tie(ctx: Context, entry: EntryRow) -> None:
    """Open the drawer that chooses the trajectory an entry is basis of."""
    guarded.dialog(ctx.t("Basis van EVC kiezen"))(_tie)(ctx, entry)


def _tie(ctx: Context, shown: EntryRow) -> None:
    def fields(entry: EntryRow, base: str) -> Filled:
        _heading(ctx, entry)
        offered = ctx.read(queries.evc_choices, actor=ctx.actor, learner_id=entry.learner_id)
        tied = _trajectory(ctx, base, offered, entry.participation_id)
        return commands.tie, lambda: {"participation_id": tied}

    told = N_("De basis van het EVC-traject is bewaard.")
    _change(ctx, shown, "tie", fields, button=N_("Keuze bewaren"), told=told)


def withdraw(ctx: Context, entry: EntryRow) -> None:
    """Open the drawer that withdraws an entry."""
    guarded.dialog(ctx.t("Getoond gegeven intrekken"))(_withdraw)(ctx, entry)


def _withdraw(ctx: Context, shown: EntryRow) -> None:
    def fields(entry: EntryRow, base: str) -> Filled:
        _heading(ctx, entry)
        markup.show(markup.muted(ctx.t("Het gegeven blijft leesbaar als ingetrokken, met je reden.")))
        reason = st.text_area(ctx.t("Reden (minstens tien tekens)"), max_chars=300, key=f"{base}.reason")
        return commands.withdraw, lambda: {"reason": reason or ""}

    _change(ctx, shown, "withdraw", fields, button=N_("Intrekken"), told=N_("Het gegeven is ingetrokken."))


def _change(
    ctx: Context, shown: EntryRow, act: str, fields: Callable[[EntryRow, str], Filled], *, button: str, told: str
) -> None:  # fmt: skip
    """A drawer on one entry: its fields in a form that ends in their command, on the version that was shown."""
    entry = _again(ctx, shown)
    key = f"learners.prior.{act}{entry.entry_id}"
    version, base = forms.opened(key, entry.version), forms.base(key)
    with st.form(base, border=False):
        command, filled = fields(entry, base)
        sent = st.form_submit_button(ctx.t(button), type="primary")
    if sent and (typed := filled()) is not None:
        done: Done[object] = ctx.act(command, entry_id=entry.entry_id, version=version, **typed)
        forms.settle(ctx, key, done, told=ctx.t(told))


def _heading(ctx: Context, entry: EntryRow) -> None:
    markup.show(markup.badge(prior_learning_basis.sign(ctx, entry)), markup.tag("div", entry.title))


def _again(ctx: Context, shown: EntryRow) -> EntryRow:
    """The entry as it is stored by now: after a conflict the drawer must know that."""
    found = ctx.read(queries.entries, actor=ctx.actor, learner_id=shown.learner_id)
    return next((entry for entry in found if entry.entry_id == shown.entry_id), shown)


def _seen(ctx: Context, base: str, entry: EntryRow | None) -> Callable[[], Seen | None]:
    """The fields; what was typed is to be asked once the form was sent."""
    t = ctx.t
    kind = forms.choice(
        ctx, N_("Soort gegeven"), words.KINDS, key=f"{base}.kind", value=entry.kind if entry else "declared"
    )
    title = st.text_input(
        t("Benaming, zoals ze in LED staat"), entry.title if entry else "", 300, f"{base}.title"
    )
    issuer = st.text_input(t("Uitgereikt door"), entry.issuer if entry else "", 160, f"{base}.issuer")
    obtained_on = forms.day(
        ctx, N_("Behaald op (mag leeg blijven)"), key=f"{base}.obtained",
        value=entry.obtained_on if entry else None, latest=ctx.today,
    )  # fmt: skip
    day = forms.day(
        ctx, SHOWN, key=f"{base}.shown", value=entry.shown_on if entry else ctx.today,
        latest=ctx.today,
    )  # fmt: skip
    seen_by = st.text_input(
        t("Gezien door"), entry.seen_by if entry else ctx.actor.display_name, 120, f"{base}.by"
    )
    present = st.checkbox(
        t("De deelnemer meldde zelf aan in LED en toonde dit in ons bijzijn"),
        value=entry is not None,
        key=f"{base}.present",
    )

    def read() -> Seen | None:
        if (shown_on := forms.given(ctx, day, SHOWN)) is None:
            return None
        return Seen(kind, title or "", issuer or "", obtained_on, shown_on, seen_by or "", bool(present))

    return read


def _trajectory(ctx: Context, base: str, offered: list[tuple[int, str]], value: int | None) -> int | None:
    options = [(NONE, ctx.t("Geen EVC-traject")), *offered]
    found = forms.pick(ctx.t("Basis van"), options, key=f"{base}.trajectory", value=value)
    return found or None
