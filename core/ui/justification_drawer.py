"""The justifications of one person with their grounds, after the look was logged; seen evidence and withdrawals."""

from collections.abc import Sequence

import streamlit as st

from core.access.permissions import Action
from core.attendance import justifications, justifying
from core.attendance.grounds import BY_LETTER
from core.attendance.justifications import JustificationRow, Person
from core.i18n import N_
from core.ui import forms, guarded, labels, markup
from core.ui.markup import Badge
from core.ui.page import Context

SEE, WITHDRAW = "see", "withdraw"
SEEN = N_("Stuk gezien op")
ACTS = {SEE: N_("Stuk gezien"), WITHDRAW: N_("Wettiging intrekken")}


def show(ctx: Context, person: Person) -> None:
    """Log the look, and open the drawer with what was read under it."""
    done = ctx.act(justifications.look, enrolment_id=person.enrolment_id)
    if done and done.value is not None:
        guarded.dialog(ctx.t("Wettigingen van {name}", name=person.name))(_show)(ctx, done.value)


def _show(ctx: Context, rows: Sequence[JustificationRow]) -> None:
    t = ctx.t
    if not rows:
        markup.show(markup.muted(t("Nog geen wettiging genoteerd.")))
        return
    heads = (t("Grond"), t("Afwezig"), t("Ontvangen op"), t("Stuk gezien op"), t("Stand"))
    lines = [
        (
            t(BY_LETTER[row.ground].name), _days(ctx, row), ctx.f.date(row.received_on),
            ctx.f.date(row.evidence_seen_on), _state(ctx, row),
        )
        for row in rows
    ]  # fmt: skip
    markup.show(markup.table(t("Laatste afwezigheid eerst"), heads, lines))
    living = {row.id: row for row in rows if row.withdrawn_on is None}
    if living and ctx.may(Action.JUSTIFY_ABSENCE):
        _act(ctx, living)


def _act(ctx: Context, living: dict[int, JustificationRow]) -> None:
    t, base = ctx.t, forms.base("attendance.justification")
    chosen = forms.pick(
        t("Wettiging"), [(key, _days(ctx, row)) for key, row in living.items()], key=f"{base}.which"
    )
    row = living[chosen] if chosen is not None else next(iter(living.values()))
    waits = bool(BY_LETTER[row.ground].evidence) and row.evidence_seen_on is None
    offered = ACTS if waits else {WITHDRAW: ACTS[WITHDRAW]}
    act = forms.choice(ctx, N_("Wat wil je doen?"), offered, key=f"{base}.act{row.id}")
    with st.form(f"{base}.form", border=False):
        day = None
        if act == SEE:
            day = forms.day(ctx, SEEN, key=f"{base}.seen", value=ctx.today, latest=ctx.today)
        sent = st.form_submit_button(t(ACTS[act]), type="primary")
    if sent and act == SEE:
        if (seen_on := forms.given(ctx, day, SEEN)) is None:
            return
        done = ctx.act(justifying.see_evidence, justification_id=row.id, version=row.version, seen_on=seen_on)
        forms.settle(ctx, "attendance.justification", done, told=t("Het stuk is genoteerd als gezien."))
    elif sent:
        done = ctx.act(justifying.withdraw_justification, justification_id=row.id, version=row.version)
        forms.settle(ctx, "attendance.justification", done, told=t("De wettiging is ingetrokken."))


def _days(ctx: Context, row: JustificationRow) -> str:
    first, last = ctx.f.date(row.first_on), ctx.f.date(row.last_on)
    return first if first == last else f"{first} - {last}"


def _state(ctx: Context, row: JustificationRow) -> Badge:
    t = ctx.t
    if row.withdrawn_on is not None:
        return labels.mark("hold", t("Ingetrokken"))
    if row.is_late:
        return labels.mark("late", t("Te laat (termijn {n} dagen)", n=row.term_days))
    if BY_LETTER[row.ground].evidence and row.evidence_seen_on is None:
        return labels.mark("soon", t("Stuk nog niet gezien"))
    return labels.mark("done", t("Gewettigd"))
