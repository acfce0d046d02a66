"""Around the queue: export, many at once, the last act taken back, and the named views of this user."""

import streamlit as st

from core.access.permissions import Action
from core.exports.sheets import MEDIA_TYPE
from core.i18n import N_
from core.proofs import commands, exporting, undoable
from core.proofs.filters import Filters
from core.proofs.queries import QueuePage
from core.ui import downloads, forms, markup, popovers, proof_batch, proof_filters, tables
from core.ui.page import Context
from core.views import commands as view_commands
from core.views import queries as views

PAGE = "proofs"
EXPORT = "proofs.export"


def draw(ctx: Context, filters: Filters, queue: QueuePage) -> None:
    """The actions in the head, and the line that takes the last act back."""
    with ctx.actions:
        _views(ctx, filters)
        if ctx.may(Action.EXPORT):
            _export(ctx, filters, queue)
        proof_batch.switch(ctx)
    if ctx.may(Action.DELIVER_PROOF):
        _undo(ctx)


def _export(ctx: Context, filters: Filters, queue: QueuePage) -> None:
    place = popovers.opened(ctx.t("Exporteren"), icon=":material/download:", key="proofs.exporting")
    if place is None:
        return
    with place:
        one = queue.total == 1
        text = N_("1 bewijs, met de filters van nu.") if one else N_("{n} bewijzen, met de filters van nu.")
        markup.show(markup.muted(ctx.t(text, n=ctx.f.number(queue.total))))
        seen = st.button(ctx.t("Wat ik zie"), key="proofs.export.seen")
        every = st.button(ctx.t("Alle velden"), key="proofs.export.every")
        if seen or every:
            made = ctx.act(
                exporting.export,
                filters=filters,
                all_fields=every,
                language=ctx.language,
                described=proof_filters.described(ctx, filters),
            )
            if made and made.value is not None:
                name = f"bewijzen-{ctx.today.isoformat()}.xlsx"
                downloads.ready(ctx, EXPORT, name=name, media_type=MEDIA_TYPE, content=made.value)
        downloads.link(ctx, EXPORT)


def _undo(ctx: Context) -> None:
    last = ctx.read(undoable.last_act, actor=ctx.actor)
    if last is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        with st.container(width="content"):
            told = ctx.words(last.summary.template, last.summary.params)
            markup.show(markup.muted(f"{told}, {ctx.f.moment(last.at, ctx.today)}"))
        if st.button(ctx.t("Ongedaan maken"), key="proofs.undo", type="tertiary", icon=":material/undo:"):
            done = ctx.act(commands.undo, step_id=last.step_id)
            if done and done.value is not None:
                n = len(done.value.done)
                tables.forget_selection(PAGE)
                text = (
                    N_("1 bewijs staat weer zoals voordien.")
                    if n == 1
                    else N_("{n} bewijzen staan weer zoals voordien.")
                )
                # Why one could not be taken back; of many the first sentence stands for its likes.
                why = [ctx.words(each.error.template, each.error.params) for each in done.value.refused[:1]]
                ctx.tell(" ".join([ctx.t(text, n=ctx.f.number(n)), *why]))
                st.rerun()


def _views(ctx: Context, filters: Filters) -> None:
    key = "proofs.view_name"
    place = popovers.opened(ctx.t("Weergaven"), icon=":material/bookmark:", key="proofs.views")
    if place is None:
        return
    with place:
        for view in ctx.read(views.views, actor=ctx.actor, page=PAGE):
            with st.container(horizontal=True, vertical_alignment="center", wrap=False):
                if st.button(markup.markdown_safe(view.name), key=f"proofs.use.{view.id}", type="tertiary"):
                    _use(dict(view.filters))
                if st.button(
                    ctx.t("Vergeten"),
                    key=f"proofs.forget.{view.id}",
                    type="tertiary",
                    icon=":material/delete:",
                ) and ctx.act(view_commands.drop, view_id=view.id):
                    st.rerun()
        base = forms.base(key)
        with st.form(base, border=False):
            name = st.text_input(ctx.t("Deze filters bewaren als"), max_chars=80, key=f"{base}.name")
            sent = st.form_submit_button(ctx.t("Weergave bewaren"))
        if sent:
            codes = {name: str(value) for name, value in proof_filters.codes(filters).items() if value}
            done = ctx.act(view_commands.keep, page=PAGE, name=name or "", filters=codes)
            forms.settle(ctx, key, done, told=ctx.t("Weergave {name} is bewaard.", name=name))


def _use(codes: dict[str, str]) -> None:
    forms.reopen(proof_filters.KEY)
    st.query_params.from_dict(codes)
    st.rerun()
