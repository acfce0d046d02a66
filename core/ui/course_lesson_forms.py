"""What can be done with one lesson: not held, moved, shortened, or put back."""

from collections.abc import Callable, Mapping
from datetime import time

import streamlit as st

from core.courses import commands, words
from core.courses.rows import LessonRow
from core.i18n import N_
from core.ui import forms, guarded, markup
from core.ui.page import Context

ACTS: Mapping[str, str] = {
    "cancel": N_("Les afgelasten"),
    "move": N_("Les verplaatsen"),
    "shorten": N_("Les inkorten"),
    "restore": N_("Les herstellen"),
}
NO_PEOPLE = N_("Nota (geen namen of redenen van personen)")


def draw(ctx: Context, row: LessonRow) -> None:
    """The buttons of the acts this lesson is open to; each opens its drawer."""
    acts = ("cancel", "move", "shorten") if row.state == "planned" else ("restore",)
    if row.note:
        markup.show(markup.muted(row.note))
    with st.container(horizontal=True, gap="xsmall"):
        for act in acts:
            if st.button(ctx.t(ACTS[act]), key=f"courses.{act}{row.id}"):
                guarded.dialog(ctx.t(ACTS[act]))(FORMS[act])(ctx, row)


def _cancel(ctx: Context, row: LessonRow) -> None:
    key, t = f"courses.cancel{row.id}.form", ctx.t
    base, version = forms.base(key), forms.opened(key, row.version)
    with st.form(base, border=False):
        reason = forms.choice(ctx, N_("Waarom"), words.REASONS, key=f"{base}.reason")
        note = st.text_input(t(NO_PEOPLE), "", 300, f"{base}.note")
        markup.show(
            markup.muted(
                t("Staking of ziekte van de leraar en sluiting tellen als gegeven en gewettigd, tenzij je instellingen "
                  "anders zeggen (juridisch te bevestigen).")
            )
        )  # fmt: skip
        sent = st.form_submit_button(t(ACTS["cancel"]), type="primary")
    if sent:
        done = ctx.act(
            commands.cancel_lesson, lesson_id=row.id, version=version, reason=reason, note=note or ""
        )
        credited = t("De les van {day} telt als gegeven en gewettigd.", day=ctx.f.date(row.held_on))
        cancelled = t("De les van {day} is afgelast en telt niet als gegeven.", day=ctx.f.date(row.held_on))
        forms.settle(ctx, key, done, told=credited if done.value == "credited" else cancelled)


def _move(ctx: Context, row: LessonRow) -> None:
    key, t = f"courses.move{row.id}.form", ctx.t
    base, version = forms.base(key), forms.opened(key, row.version)
    with st.form(base, border=False):
        day = forms.day(ctx, N_("Nieuwe datum"), key=f"{base}.day", value=row.held_on)
        with st.container(horizontal=True):
            begins = st.time_input(t("Van"), _clock(row.starts_at), key=f"{base}.from", step=300)
            ends = st.time_input(t("Tot"), _clock(row.ends_at), key=f"{base}.to", step=300)
        note = st.text_input(t(NO_PEOPLE), "", 300, f"{base}.note")
        sent = st.form_submit_button(t(ACTS["move"]), type="primary")
    if sent:
        done = ctx.act(
            commands.move_lesson, lesson_id=row.id, version=version, held_on=day,
            starts_at=begins.hour * 60 + begins.minute, ends_at=ends.hour * 60 + ends.minute, note=note or "",
        )  # fmt: skip
        forms.settle(ctx, key, done, told=t("De les is verplaatst naar {day}.", day=ctx.f.date(day)))


def _shorten(ctx: Context, row: LessonRow) -> None:
    key, t = f"courses.shorten{row.id}.form", ctx.t
    base, version = forms.base(key), forms.opened(key, row.version)
    with st.form(base, border=False):
        label = t("Werkelijk gegeven minuten (gepland: {n})", n=row.minutes)
        given = st.number_input(label, 1, row.minutes, row.given_minutes or row.minutes, key=f"{base}.given")
        note = st.text_input(t(NO_PEOPLE), row.note, 300, f"{base}.note")
        sent = st.form_submit_button(t("Minuten bewaren"), type="primary")
    if sent:
        done = ctx.act(
            commands.shorten_lesson,
            lesson_id=row.id,
            version=version,
            given_minutes=int(given),
            note=note or "",
        )
        forms.settle(ctx, key, done, told=t("De gegeven minuten zijn bewaard."))


def _restore(ctx: Context, row: LessonRow) -> None:
    key, t = f"courses.restore{row.id}.form", ctx.t
    version = forms.opened(key, row.version)
    markup.show(
        markup.paragraph(
            t("De les van {day} gaat weer door zoals gepland. Werd ze verplaatst, dan vervalt de "
              "les op de nieuwe datum.",
              day=ctx.f.date(row.held_on))
        )
    )  # fmt: skip
    with st.form(forms.base(key), border=False):
        sent = st.form_submit_button(t(ACTS["restore"]), type="primary")
    if sent:
        done = ctx.act(commands.restore_lesson, lesson_id=row.id, version=version)
        forms.settle(ctx, key, done, told=t("De les van {day} gaat weer door.", day=ctx.f.date(row.held_on)))


def _clock(minute: int) -> time:
    return time(min(minute // 60, 23), minute % 60)


FORMS: Mapping[str, Callable[[Context, LessonRow], None]] = {
    "cancel": _cancel,
    "move": _move,
    "shorten": _shorten,
    "restore": _restore,
}
