"""Other files that may be the same person, and the drawer that merges two files with a reason."""

import streamlit as st

from core.access.permissions import Action
from core.learners import commands, queries
from core.learners.queries import LearnerFile, LearnerRow
from core.ui import forms, guarded, learner_list, learner_words, markup, record_list
from core.ui.page import Context


def draw(ctx: Context, person: LearnerFile) -> None:
    """The possible twins of an open file, each with a way in and a way to merge."""
    found = ctx.read(queries.possible_twins, actor=ctx.actor, learner_id=person.id)
    if not found:
        return
    markup.show(markup.heading(ctx.t("Misschien dezelfde persoon"), level=3))
    for twin in found:
        _twin(ctx, person, twin)


def _twin(ctx: Context, person: LearnerFile, twin: LearnerRow) -> None:
    with st.container(horizontal=True, key=f"rij.twin{twin.id}", vertical_alignment="center"):
        with st.container(width="stretch"):
            number = learner_list.masked(twin.insz_tail, twin.insz_kind, ctx)
            markup.show(
                markup.tag("b", learner_list.name_of(twin)),
                markup.muted(f"{ctx.f.date(twin.born_on)} · {number}"),
            )
        ctx.link("learners", ctx.t("Openen"), id=str(twin.id))
        if ctx.may(Action.EDIT_LEARNER) and st.button(
            ctx.t("Samenvoegen"), key=f"learners.merge{twin.id}", type="tertiary", icon=":material/merge:"
        ):
            guarded.dialog(ctx.t("Dossiers samenvoegen"))(_merge)(ctx, person.id, twin.id)


def _merge(ctx: Context, learner_id: int, twin_id: int) -> None:
    files = [ctx.read(queries.learner_file, actor=ctx.actor, learner_id=key) for key in (learner_id, twin_id)]
    both = {found.id: found for found in files if found is not None}
    if len(both) != 2:
        ctx.stop(ctx.t(learner_words.GONE))
    key, t = f"learners.merging{learner_id}.{twin_id}", ctx.t
    versions = {one: forms.opened(f"{key}.{one}", found.version) for one, found in both.items()}
    base = forms.base(key)
    with st.form(base, border=False):
        text = t("Alle trajecten en bewijzen komen in één dossier. Uitgereikte bewijzen veranderen niet.")
        markup.show(markup.paragraph(text))
        keep = forms.pick(
            t("Dit dossier blijft"), [(one, _told(ctx, found)) for one, found in both.items()], key=f"{base}.keep",
            value=learner_id,
        )  # fmt: skip
        reason = st.text_area(t("Reden (minstens tien tekens)"), max_chars=300, key=f"{base}.reason")
        sent = st.form_submit_button(t("Dossiers samenvoegen"), type="primary")
    if sent and keep is not None:
        drop = next(one for one in both if one != keep)
        done = ctx.act(
            commands.merge, keep_id=keep, keep_version=versions[keep], drop_id=drop, drop_version=versions[drop],
            reason=reason or "",
        )  # fmt: skip
        for one in both:
            forms.reopen(f"{key}.{one}")
        if done:
            record_list.choose(learner_list.KEY, keep)
        forms.settle(ctx, key, done, told=t("De twee dossiers zijn één dossier geworden."))


def _told(ctx: Context, found: LearnerFile) -> str:
    number = learner_list.masked(found.insz_tail, found.insz_kind, ctx)
    n = len(found.participations)
    taking_part = ctx.t("1 traject") if n == 1 else ctx.t("{n} trajecten", n=n)
    return f"{found.last_name}, {found.first_name} · {ctx.f.date(found.born_on)} · {number} · {taking_part}"
