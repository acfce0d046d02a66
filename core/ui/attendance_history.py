"""Who put which code when, in a drawer: of one lesson or of one person, with the way back to an earlier value."""

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from core.access.actors import person
from core.access.permissions import Action
from core.attendance import changes, commands
from core.attendance.changes import Change
from core.i18n import N_
from core.ui import forms, guarded, markup
from core.ui.attendance_grid import hour
from core.ui.page import Context

KEY = "attendance.history"
EMPTY = "∅"
WAYS: Mapping[str, str] = {
    "grid": N_("raster"),
    "form": N_("formulier"),
    "copy": N_("overgenomen"),
    "absence": N_("afwezigheid over dagen"),
    "undo": N_("teruggezet"),
}


def of_lesson(ctx: Context, lesson_id: int) -> None:
    """A button that opens the history of a lesson."""
    if st.button(
        ctx.t("Geschiedenis"), key=f"{KEY}.lesson{lesson_id}", type="tertiary", icon=":material/history:"
    ):
        guarded.dialog(ctx.t("Geschiedenis van deze les"), width="large")(_lesson)(ctx, lesson_id)


def of_person(ctx: Context, enrolment_id: int, first_on: date, last_on: date) -> None:
    """A button that opens the history of one person over some days."""
    if st.button(
        ctx.t("Geschiedenis"), key=f"{KEY}.person{enrolment_id}", type="tertiary", icon=":material/history:"
    ):
        dialog = guarded.dialog(ctx.t("Geschiedenis van deze cursist"), width="large")
        dialog(_person)(ctx, enrolment_id, first_on, last_on)


def _lesson(ctx: Context, lesson_id: int) -> None:
    _draw(ctx, ctx.read(changes.of_lesson, actor=ctx.actor, lesson_id=lesson_id))


def _person(ctx: Context, enrolment_id: int, first_on: date, last_on: date) -> None:
    _draw(
        ctx,
        ctx.read(
            changes.of_person, actor=ctx.actor, enrolment_id=enrolment_id, first_on=first_on, last_on=last_on
        ),
    )


def _draw(ctx: Context, rows: Sequence[Change]) -> None:
    t = ctx.t
    if not rows:
        markup.show(markup.muted(t("Nog niets ingevuld in deze cellen.")))
        return
    heads = (t("Wanneer"), t("Door"), t("Cursist"), t("Les"), t("Was"), t("Werd"), t("Weg"))
    lines = [
        (
            ctx.f.moment(row.changed_at, ctx.today), person(row.changed_by, t), row.name, _lesson_of(ctx, row),
            row.old_code or EMPTY, row.new_code or EMPTY, t(WAYS[row.way]) if row.way in WAYS else row.way,
        )
        for row in rows
    ]  # fmt: skip
    markup.show(markup.table(t("Laatste wijziging eerst"), heads, lines))
    if len(rows) == changes.SHOWN:
        markup.show(markup.muted(t("De laatste {n} wijzigingen staan hier.", n=changes.SHOWN)))
    if ctx.may(Action.ENTER_ATTENDANCE):
        _back(ctx, rows)


def _lesson_of(ctx: Context, row: Change) -> str:
    return f"{ctx.f.date(row.held_on)} {hour(row.starts_at)}"


def _back(ctx: Context, rows: Sequence[Change]) -> None:
    """Undo beyond a reload: a cell gets the value that it had before a change."""
    t, base = ctx.t, forms.base(KEY)
    latest: dict[tuple[int, int], int] = {}
    for row in rows:
        latest.setdefault((row.lesson_id, row.enrolment_id), row.id)
    with st.form(base, border=False):
        options = [(row.id, _told(ctx, row)) for row in rows]
        chosen = forms.pick(t("Zet een vroegere waarde terug"), options, key=f"{base}.change")
        sent = st.form_submit_button(t("Zet terug"), type="primary")
    picked = next((each for each in rows if each.id == chosen), None)
    if sent and picked is not None:
        newest = latest[picked.lesson_id, picked.enrolment_id]
        done = ctx.act(commands.put_back, change_id=picked.id, latest_id=newest)
        told = t("{name}: {code} staat er weer.", name=picked.name, code=picked.old_code or EMPTY)
        forms.settle(ctx, KEY, done, told=told)


def _told(ctx: Context, row: Change) -> str:
    text = N_("{name}, {lesson}: terug naar {old} (werd {new})")
    lesson = _lesson_of(ctx, row)
    return ctx.t(text, name=row.name, lesson=lesson, old=row.old_code or EMPTY, new=row.new_code or EMPTY)
