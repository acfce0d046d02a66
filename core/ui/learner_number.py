"""The national number: filled in or replaced with a reason; shown in full after the look was logged, for one minute."""

import streamlit as st

from core.learners import commands, queries
from core.learners.queries import LearnerFile
from core.ui import forms, guarded, learner_list, learner_words, markup
from core.ui.page import Context

SECONDS_SHOWN = 60
REVEALING = "learners.reveal"


def fill(ctx: Context, person: LearnerFile) -> None:
    """Open the drawer that gives a number, or replaces one."""
    title = ctx.t("INSZ vervangen") if person.insz_tail else ctx.t("INSZ invullen")
    guarded.dialog(title)(_fill)(ctx, person.id)


def _fill(ctx: Context, learner_id: int) -> None:
    person = ctx.read(queries.learner_file, actor=ctx.actor, learner_id=learner_id)
    if person is None:
        ctx.stop(ctx.t(learner_words.GONE))
    key, t = f"learners.number{learner_id}", ctx.t
    version, base = forms.opened(key, person.version), forms.base(key)
    with st.form(base, border=False):
        if person.insz_tail:
            now = learner_list.masked(person.insz_tail, person.insz_kind, ctx)
            markup.show(
                markup.paragraph(
                    t("Nu bekend: {number}. Het blijft in de geschiedenis, versleuteld.", number=now)
                )
            )
        number = st.text_input(t("Rijksregister- of BIS-nummer"), max_chars=20, key=f"{base}.digits")
        markup.show(
            markup.muted(t("Elf cijfers, met of zonder punten. De geboortedatum wordt ermee vergeleken."))
        )
        reason = ""
        if person.insz_tail:
            reason = (
                st.text_area(t("Reden (minstens tien tekens)"), max_chars=300, key=f"{base}.reason") or ""
            )
        sent = st.form_submit_button(t("Nummer bewaren"), type="primary")
    if sent:
        done = ctx.act(
            commands.set_insz, learner_id=learner_id, version=version, insz=number or "", reason=reason
        )
        forms.settle(
            ctx, key, done, told=t("Het nummer is bewaard. Uitgereikte bewijzen blijven zoals ze zijn.")
        )


def reveal(ctx: Context, person: LearnerFile) -> None:
    """Open the drawer that shows the number in full."""
    guarded.dialog(ctx.t("Toon nummer"))(_reveal)(ctx, person.id)


def _reveal(ctx: Context, learner_id: int) -> None:
    base, t = forms.base(f"{REVEALING}{learner_id}"), ctx.t
    with st.form(base, border=False):
        markup.show(markup.paragraph(t("Je naam, het tijdstip en je reden komen in het logboek.")))
        reason = st.text_input(
            t("Waarom heb je het nummer nodig? (minstens tien tekens)"), max_chars=300, key=f"{base}.reason"
        )
        sent = st.form_submit_button(t("Toon nummer"), type="primary")
    if sent:
        # The look is committed before the number comes back, and the number is kept nowhere but on the screen.
        done = ctx.act(commands.reveal_insz, learner_id=learner_id, reason=reason or "")
        if done and done.value is not None:
            _one_minute(ctx, [done.value])


@guarded.fragment(run_every=SECONDS_SHOWN, is_activity=False)
def _one_minute(ctx: Context, kept: list[str]) -> None:
    if kept:
        shown = markup.tag("b", kept.pop(), css="tw-nummer")
        markup.show(shown, markup.muted(ctx.t("Dit nummer verdwijnt na één minuut.")))
    else:
        markup.show(markup.muted(ctx.t("Het nummer is weer verborgen. Toon het opnieuw met een reden.")))
