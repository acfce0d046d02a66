"""In a sitting: which record stands in front, the next and the previous one, what was skipped, and the end.

The list is fixed when the sitting is first drawn and its proofs keep their place, so that "3 van 25" stays true and
what was skipped can be come back to. Of people it holds keys alone.
"""

from dataclasses import dataclass, field
from functools import partial

import streamlit as st

from core.i18n import N_
from core.proofs import commands as proofs
from core.proofs import undoable
from core.registration import commands, queries
from core.registration.queries import Mode, Record, Sitting
from core.ui import address, entry_back, entry_filters, entry_form, entry_record, guarded, labels, markup
from core.ui.entry_filters import KEY
from core.ui.page import Context, side_by_side

STATE = f"{KEY}.round"


@dataclass(slots=True)
class Round:
    """The proofs of one sitting by key, the one in front, and those that still have to be done."""

    sitting_id: int
    mode: Mode
    keys: list[int]
    at: int | None = None
    open: list[int] = field(default_factory=list)

    def step(self, way: int) -> int | None:
        """The open proof after (1) or before (-1) the one in front, round the end; None when there is no other."""
        if self.at not in self.keys:
            return self.open[0] if self.open else None
        here, count = self.keys.index(self.at), len(self.keys)
        around = (self.keys[(here + way * far) % count] for far in range(1, count))
        return next((key for key in around if key in self.open), None)


def forget() -> None:
    """There is no sitting: the next one makes its own list."""
    st.session_state.pop(STATE, None)


def draw(ctx: Context, sitting: Sitting) -> None:
    """The record in front with its form, or that all is done."""
    this = _round(ctx, sitting)
    this.open = ctx.read(queries.still_open, actor=ctx.actor, proof_ids=this.keys, mode=this.mode)
    asked = address.number("proof")
    this.at = asked if asked in this.keys else this.at
    if this.at not in this.open:
        this.at = this.step(1)
    address.keep({"part": "entry"})
    found = ctx.read(queries.chosen, actor=ctx.actor, today=ctx.today, proof_ids=[this.at]) if this.at else []
    if not found:
        _done(ctx, this)
        return
    record = found[0]
    _bar(ctx, this, record)
    left, right = side_by_side("record", widths=(1.55, 1))
    # The form first: what it sends is done before anything of the record is read again.
    with right:
        if entry_form.draw(ctx, record, this.mode):
            this.at = this.step(1)
            st.rerun()
        if this.mode is Mode.CONFIRM:
            entry_back.offer(ctx, record)
        _last(ctx, this)
    with left:
        entry_record.draw(ctx, record, sitting)


def _round(ctx: Context, sitting: Sitting) -> Round:
    kept = st.session_state.get(STATE)
    if isinstance(kept, Round) and kept.sitting_id == sitting.id:
        return kept
    wanted = entry_filters.asked()
    found = ctx.read(
        queries.worklist, actor=ctx.actor, today=ctx.today, filters=wanted.filters, mode=wanted.mode
    )
    made = Round(sitting.id, wanted.mode, [record.row.proof_id for record in found.ready])
    made.at = made.keys[0] if made.keys else None
    st.session_state[STATE] = made
    return made


def _bar(ctx: Context, this: Round, record: Record) -> None:
    place = ctx.t("Bewijs {n} van {total}", n=this.keys.index(record.row.proof_id) + 1, total=len(this.keys))
    left = ctx.t("nog {n} te doen", n=len(this.open))
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", gap="small"
    ):
        with st.container(width="stretch"):
            mark = labels.days(record.row.due_on, ctx.today, ctx.t)
            markup.show(markup.title_line(mark, record.facts.name, f"{place} · {left}"))
        with st.container(horizontal=True, width="content", gap="small"):
            _button(ctx, N_("Vorige"), "arrow_back", "K", this, -1)
            _button(ctx, N_("Volgende"), "arrow_forward", "J", this, 1)
            _ending(ctx)


def _button(ctx: Context, label: str, icon: str, key: str, this: Round, way: int) -> None:
    target = this.step(way)
    st.button(
        ctx.t(label), key=f"{KEY}.go.{icon}", type="tertiary", icon=f":material/{icon}:", shortcut=key,
        disabled=target is None, on_click=guarded.callback(ctx, partial(_go, target)),
    )  # fmt: skip


def _go(key: int | None) -> None:
    kept = st.session_state.get(STATE)
    if isinstance(kept, Round):
        kept.at = key


def _ending(ctx: Context) -> None:
    if st.button(
        ctx.t("Invoer beëindigen"), key=f"{KEY}.end", type="tertiary", icon=":material/close:", shortcut="X"
    ):
        done = ctx.act(commands.end)
        if done:
            forget()
            st.rerun()


def _done(ctx: Context, this: Round) -> None:
    n = len(this.keys)
    text = (
        N_("Het bewijs van deze lijst is genoteerd.") if n == 1 else N_("Alle {n} bewijzen zijn genoteerd.")
    )
    if not n:
        text = N_("Er is niets meer in te voeren met deze filters.")
    markup.show(
        markup.badge(labels.mark("done", ctx.t("Klaar"))), markup.paragraph(ctx.t(text, n=ctx.f.number(n)))
    )
    _last(ctx, this)
    _ending(ctx)


def _last(ctx: Context, this: Round) -> None:
    """The last act, and the way to take it back; its proof then stands in front again."""
    last = ctx.read(undoable.last_act, actor=ctx.actor)
    if last is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        with st.container(width="content"):
            markup.show(markup.muted(ctx.words(last.summary.template, last.summary.params)))
        if st.button(
            ctx.t("Ongedaan maken"), key=f"{KEY}.undo", type="tertiary", icon=":material/undo:", shortcut="Z"
        ):
            done = ctx.act(proofs.undo, step_id=last.step_id)
            if done and done.value is not None:
                this.at = next((key for key in done.value.done if key in this.keys), this.at)
                st.rerun()
