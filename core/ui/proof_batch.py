"""Many proofs at once: issue, register or deliver the chosen rows, see what became of each, print them together."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Literal

import streamlit as st

from core.access.permissions import Action
from core.i18n import N_
from core.proofs import commands, late_reasons, queries
from core.proofs.delivering import Delivery
from core.proofs.filters import Filters, Step
from core.proofs.many import Shown
from core.proofs.queries import QueuePage
from core.proofs.registering import Registration
from core.proofs.rows import QueueRow
from core.ui import (
    entry_sheets,
    forms,
    markup,
    proof_forms,
    proof_list,
    proof_papers,
    proof_results,
    registrar_field,
)
from core.ui.page import Context, side_by_side

ON = "proofs.many"
WHOLE = "proofs.whole"
ISSUING = "proofs.issuing"
MOST = 500
ACTS = {
    Step.ISSUE: Action.ISSUE_PROOF,
    Step.REGISTER: Action.REGISTER_PROOF,
    Step.DELIVER: Action.DELIVER_PROOF,
}
DAYS = {Step.REGISTER: proof_forms.REGISTERED, Step.DELIVER: proof_forms.DELIVERED}
# What was typed, as its command asks it, once the day is known.
Noted = Callable[[date], Registration | Delivery]


def is_on() -> bool:
    """Whether rows are chosen for many at once."""
    return bool(st.session_state.get(ON))


def switch(ctx: Context) -> None:
    """The button in the head that turns choosing many on and off."""
    if not any(ctx.may(right) for right in ACTS.values()):
        return
    label = ctx.t("Klaar met kiezen") if is_on() else ctx.t("Meerdere kiezen")
    kind: Literal["primary", "secondary"] = "secondary" if is_on() else "primary"
    if st.button(label, key="proofs.switch", icon=":material/checklist:", type=kind):
        st.session_state[ON] = not is_on()
        _forget()
        st.rerun()


def _forget() -> None:
    st.session_state.pop(WHOLE, None)
    proof_results.forget()
    proof_papers.forget()
    proof_list.choose_none()


def draw(ctx: Context, filters: Filters, queue: QueuePage) -> None:
    """The list with boxes, and beside it what can be done with the chosen ones."""
    left, right = side_by_side("many")
    with left:
        chosen = proof_list.choose(ctx, filters, queue)
    with right, st.container(border=True):
        if ISSUING in st.session_state:
            _issue(ctx)
        rows = _whole(ctx, filters, queue) if st.session_state.get(WHOLE) else chosen
        _panel(ctx, queue, rows)


def _whole(ctx: Context, filters: Filters, queue: QueuePage) -> list[QueueRow]:
    rows: list[QueueRow] = []
    for page in range(1, -(-min(queue.total, MOST) // queries.PAGE_SIZE) + 1):
        found = ctx.read(queries.queue, actor=ctx.actor, today=ctx.today, filters=filters, page=page)
        rows += found.rows
    return rows[:MOST]


def _panel(ctx: Context, queue: QueuePage, rows: Sequence[QueueRow]) -> None:
    t = ctx.t
    markup.show(markup.heading(t("{n} gekozen", n=ctx.f.number(len(rows)))))
    if queue.total > len(queue.rows):
        label = t("De hele lijst kiezen ({n})", n=ctx.f.number(min(queue.total, MOST)))
        st.checkbox(label, key=WHOLE)
    if not rows:
        markup.show(markup.muted(t("Vink in de lijst aan wat je samen wil afwerken.")))
    steps = {step: [row for row in rows if row.step is step] for step in Step}
    open_steps = [step for step, found in steps.items() if found and ctx.may(ACTS[step])]
    if open_steps:
        step = st.segmented_control(
            t("Wat doen?"), open_steps, default=open_steps[0], required=True, wrap=True, key="proofs.batch.step",
            format_func=lambda code: f"{t(proof_forms.NAMES[code])} ({len(steps[code])})",
        )  # fmt: skip
        _form(ctx, Step(step), steps[Step(step)])
    proof_results.draw(ctx)
    _print(ctx, rows)


def _form(ctx: Context, step: Step, rows: Sequence[QueueRow]) -> None:
    key, t = f"proofs.batch.{step}", ctx.t
    base = forms.base(key)
    with st.form(base, border=False):
        day, noted = None, None
        if step in DAYS:
            day = forms.day(ctx, DAYS[step], key=f"{base}.day", value=ctx.today, latest=ctx.today)
            noted = _fields(ctx, step, base, rows)
        label = t(proof_forms.NAMES[step]) + f" ({len(rows)})"
        sent = st.form_submit_button(label, type="primary")
    if not sent:
        return
    nonce = forms.nonce(key)
    if step is Step.ISSUE:
        forms.reopen(key)
        st.session_state[ISSUING] = (
            nonce,
            [(row.proof_id, row.version, proof_list.name_of(row)) for row in rows],
        )
        st.rerun()
    if noted is None or (noted_on := forms.given(ctx, day, DAYS[step])) is None:
        return
    shown = [Shown(row.proof_id, row.version) for row in rows]
    if step is Step.REGISTER:
        done = ctx.act(commands.register, proofs=shown, registration=noted(noted_on), nonce=nonce)
    else:
        done = ctx.act(commands.deliver, proofs=shown, delivery=noted(noted_on), nonce=nonce)
    if done and done.value is not None:
        forms.reopen(key)
        st.session_state.pop(WHOLE, None)
        proof_results.of(ctx, rows, done.value)


def _fields(ctx: Context, step: Step, base: str, rows: Sequence[QueueRow]) -> Noted:
    if step is Step.REGISTER:
        return _registration(ctx, base, any(row.due_on < ctx.today for row in rows))
    return _delivery(ctx, base)


def _registration(ctx: Context, base: str, is_late: bool) -> Noted:
    by = registrar_field.draw(ctx, base)
    reason, action = proof_forms.late(ctx, base) if is_late else ("", "")
    return lambda on: Registration(on, by, "", reason, action)


def _delivery(ctx: Context, base: str) -> Noted:
    how = forms.choice(ctx, N_("Hoe"), late_reasons.DELIVERY_WAYS, key=f"{base}.how")
    by = st.text_input(ctx.t("Door wie"), ctx.actor.display_name, 120, f"{base}.by")
    return lambda on: Delivery(on, how, by or "")


def _issue(ctx: Context) -> None:
    """Each paper in a transaction of its own: one that cannot be issued does not hold up the others.

    A click meanwhile stops this run; the next one goes on where it was, since each paper has its own once-only key.
    """
    nonce, rows = st.session_state[ISSUING]
    bar = st.progress(0.0, ctx.t("Bewijzen uitreiken..."))
    results = []
    for position, (proof_id, version, name) in enumerate(rows, start=1):
        done = ctx.attempt(commands.issue, proof_id=proof_id, version=version, nonce=f"{nonce}.{proof_id}")
        said = done.value.number if done.value else ""
        if done.error is not None:
            said = ctx.words(done.error.template, done.error.params)
        results.append((proof_id, name, bool(done), said))
        bar.progress(position / len(rows), ctx.t("{n} van {total} gedaan", n=position, total=len(rows)))
    del st.session_state[ISSUING]
    st.session_state.pop(WHOLE, None)
    proof_results.keep(results)


def _print(ctx: Context, rows: Sequence[QueueRow]) -> None:
    issued = [row.proof_id for row in rows if row.issued_on is not None]
    proof_papers.of_many(ctx, issued or proof_results.issued())
    entry_sheets.draw(ctx, [row.proof_id for row in rows if row.step is Step.REGISTER])
