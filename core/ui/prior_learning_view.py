"""The part "Eerder verworven" of a person's file: what the learner showed of LED, and what it is worth."""

import streamlit as st

from core.access.permissions import Action
from core.i18n import N_
from core.learners.queries import LearnerFile
from core.prior_learning import queries, words
from core.prior_learning.queries import EntryRow
from core.ui import history_view, labels, markup, prior_learning_basis, prior_learning_forms
from core.ui.page import Context


def draw(ctx: Context, person: LearnerFile) -> None:
    """What was noted, each with its sign, and the way to note more."""
    found = ctx.read(queries.entries, actor=ctx.actor, learner_id=person.id)
    may = ctx.may(Action.NOTE_PRIOR_LEARNING)
    if not found and not may:
        return
    markup.show(markup.heading(ctx.t("Eerder verworven"), level=3))
    worth(ctx)
    offered = dict(ctx.read(queries.evc_choices, actor=ctx.actor, learner_id=person.id))
    for entry in found:
        with st.container(key=f"rij.entry{entry.entry_id}", gap="xxsmall"):
            _one(ctx, entry, offered, may=may)
    if may and st.button(
        ctx.t("Getoond gegeven noteren"), key="learners.prior.note", icon=":material/visibility:"
    ):
        prior_learning_forms.note(ctx, person.id)


def worth(ctx: Context) -> None:
    """The difference between the three kinds and how they come to us, under a fold."""
    with st.expander(ctx.t("Authentiek of eigen verklaring?"), type="compact"):
        items = []
        for kind, text in words.WORTH.items():
            css, _ = words.MARKS[kind]
            name = ctx.t(words.KINDS[kind])
            items.append(markup.tag("li", markup.badge(labels.mark(css, name)), markup.muted(ctx.t(text))))
        markup.show(
            markup.tag("ul", *items), markup.muted(ctx.t(words.SHOWN)), markup.muted(ctx.t(words.SOURCE))
        )


def _one(ctx: Context, entry: EntryRow, offered: dict[int, str], *, may: bool) -> None:
    title = markup.tag("div", markup.tag("b", entry.title))
    lines = [markup.badge(prior_learning_basis.sign(ctx, entry)), title]
    lines.append(markup.muted(prior_learning_basis.told(ctx, entry)))
    if entry.participation_id in offered:
        name = offered[entry.participation_id]
        lines.append(markup.muted(ctx.t("basis van {trajectory}", trajectory=name)))
    if entry.withdrawn_on is not None:
        text = ctx.t(
            "ingetrokken op {day}: {reason}",
            day=ctx.f.date(entry.withdrawn_on),
            reason=entry.withdrawn_reason,
        )
        lines.append(markup.muted(text))
    markup.show(*lines)
    if may and entry.withdrawn_on is None:
        _acts(ctx, entry, has_choice=bool(offered))
    history_view.draw(
        ctx, subject_kind=words.SUBJECT, subject_id=entry.entry_id, kinds=words.EVENTS, fields=words.FIELDS,
        codes={"kind": words.KINDS},
    )  # fmt: skip


def _acts(ctx: Context, entry: EntryRow, *, has_choice: bool) -> None:
    acts = [("correct", N_("Verbeteren"), prior_learning_forms.correct)]
    if has_choice:
        acts.append(("tie", N_("Basis van EVC kiezen"), prior_learning_forms.tie))
    acts.append(("withdraw", N_("Intrekken"), prior_learning_forms.withdraw))
    with st.container(horizontal=True, gap="small"):
        for name, label, drawer in acts:
            if st.button(ctx.t(label), key=f"learners.prior.{name}{entry.entry_id}", type="tertiary"):
                drawer(ctx, entry)
