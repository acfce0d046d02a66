"""Under the grid: the counts of each lesson, closing and reopening it, the tick of the signed list, filling at once."""

import streamlit as st

from core.access.permissions import Action
from core.attendance import commands, filling, registers
from core.attendance.filling import Filled
from core.attendance.grounds import GROUNDS
from core.attendance.registers import Line, Register
from core.i18n import N_
from core.ui import forms, markup, namesakes
from core.ui.attendance_grid import hour
from core.ui.page import Context, Done

ABSENCES = {
    "O": N_("O · ongewettigd afwezig"),
    **{f"G{ground.letter}": ground.name for ground in GROUNDS},
}


def draw(ctx: Context, line: Line, register: Register, *, has_close: bool = True) -> None:
    """The counts of one lesson, and what can be done with its register; without `has_close` its grid closes it."""
    if line.state != "planned":
        return
    with st.container(horizontal=True, vertical_alignment="center", key=f"rij.register.{line.id}"):
        with st.container(width="stretch"):
            markup.show(markup.paragraph(counts(ctx, line, register)), markup.muted(_state(ctx, line)))
        if ctx.may(Action.ENTER_ATTENDANCE):
            _buttons(ctx, line, has_close=has_close)


def counts(ctx: Context, line: Line, register: Register) -> str:
    """Planned, given, present, justified, unjustified, and how many cells are still empty."""
    minutes, number = register.minutes(line.id), ctx.f.number
    text = N_(
        "{day}: gepland {planned} min, gegeven {given} min. Samen aanwezig {present} min, gewettigd {justified} min, "
        "ongewettigd {unjustified} min; nog leeg {empty}."
    )
    return ctx.t(
        text, day=f"{ctx.f.weekday(line.held_on)} {ctx.f.date(line.held_on)}", planned=number(line.minutes),
        given=number(line.given), present=number(minutes.present), justified=number(minutes.justified),
        unjustified=number(minutes.unjustified), empty=number(register.open_cells(line.id)),
    )  # fmt: skip


def _state(ctx: Context, line: Line) -> str:
    parts = []
    if line.closed_on is not None:
        parts.append(
            ctx.t("Afgesloten op {day} door {name}.", day=ctx.f.date(line.closed_on), name=line.closed_by)
        )
    if line.list_received_on is not None:
        parts.append(ctx.t("Getekende lijst binnen op {day}.", day=ctx.f.date(line.list_received_on)))
    return " ".join(parts)


def _buttons(ctx: Context, line: Line, *, has_close: bool) -> None:
    with st.container(horizontal=True, width="content", gap="small"):
        if line.list_received_on is None and line.held_on <= ctx.today:
            label, key = ctx.t("Noteer lijst binnen"), f"attendance.list.{line.id}"
            if st.button(label, key=key, type="tertiary", icon=":material/task:"):
                done = ctx.act(
                    commands.note_list_received,
                    lesson_id=line.id,
                    version=line.version,
                    received_on=ctx.today,
                )
                if done:
                    _told(ctx, ctx.t("De lijst is binnen."))
        if line.closed_on is None:
            if has_close and st.button(
                ctx.t("Sluit les af"), key=f"attendance.close.{line.id}", disabled=line.held_on > ctx.today
            ):
                closed = ctx.act(commands.close_lesson, lesson_id=line.id, version=line.version)
                if closed:
                    _told(ctx, ctx.t("Les afgesloten voor {n} cursisten.", n=ctx.f.number(closed.value or 0)))
        elif st.button(ctx.t("Heropen les"), key=f"attendance.reopen.{line.id}", type="tertiary") and ctx.act(
            commands.reopen_lesson, lesson_id=line.id, version=line.version
        ):
            _told(ctx, ctx.t("De les is heropend."))


def _told(ctx: Context, text: str) -> None:
    ctx.tell(text)
    st.rerun()


def more(ctx: Context, register: Register) -> None:
    """Fill empty cells as in another lesson, or for somebody who is away some days."""
    with st.expander(ctx.t("Meer cellen tegelijk invullen")):
        if len(register.lessons) == 1:
            _copy(ctx, register.lessons[0])
        _absence(ctx, register)


def _copy(ctx: Context, line: Line) -> None:
    others = [
        each
        for each in ctx.read(registers.of_group, actor=ctx.actor, group_id=line.group_id)
        if each.id != line.id
    ]
    form = "attendance.copy"
    base = forms.base(form)
    markup.show(
        markup.heading(ctx.t("Overnemen uit een andere les"), ctx.t("Vult alleen lege cellen."), level=3)
    )
    options = [(each.id, f"{ctx.f.date(each.held_on)} · {hour(each.starts_at)}") for each in others]
    before = next((each.id for each in others if each.held_on <= line.held_on), None)
    source_id = forms.pick(ctx.t("Les"), options, key=f"{base}.source", value=before)
    with st.form(base, border=False):
        if source_id is not None:
            would = ctx.read(
                filling.copy_would_fill,
                actor=ctx.actor,
                today=ctx.today,
                lesson_id=line.id,
                source_id=source_id,
            )
            markup.show(markup.muted(_would(ctx, would)))
        if st.form_submit_button(ctx.t("Neem over"), disabled=not others):
            done = ctx.act(commands.copy_from_lesson, lesson_id=line.id, source_id=source_id)
            _filled(ctx, form, done)


def _absence(ctx: Context, register: Register) -> None:
    form, day = "attendance.absence", register.lessons[0].held_on
    base = forms.base(form)
    markup.show(markup.heading(ctx.t("Meer dagen afwezig"), ctx.t("Vult alleen lege cellen."), level=3))
    names = {person.enrolment_id: person.name for person in register.people}
    people = namesakes.told_apart(ctx, names, {key: key for key in names}).items()
    enrolment_id = forms.pick(ctx.t("Cursist"), list(people), key=f"{base}.person")
    first_on = forms.day(ctx, N_("Eerste dag"), key=f"{base}.first_on", value=day)
    last_on = forms.day(ctx, N_("Laatste dag"), key=f"{base}.last_on", value=day)
    code = forms.choice(ctx, N_("Afwezigheid"), ABSENCES, key=f"{base}.code")
    if enrolment_id is None or first_on is None or last_on is None:
        return
    if last_on < first_on:
        markup.show(markup.paragraph(ctx.t(filling.TURNED)))
        return
    with st.form(base, border=False):
        would = ctx.read(
            filling.absence_would_fill, actor=ctx.actor, today=ctx.today, enrolment_id=enrolment_id,
            first_on=first_on, last_on=last_on,
        )  # fmt: skip
        markup.show(markup.muted(_would(ctx, would)))
        if st.form_submit_button(ctx.t("Vul afwezigheid in")):
            done = ctx.act(
                commands.fill_absence,
                enrolment_id=enrolment_id,
                first_on=first_on,
                last_on=last_on,
                code=code,
            )
            _filled(ctx, form, done)


def _would(ctx: Context, would: Filled) -> str:
    """What a press of the button below will do."""
    text = N_("Vult {n} lege cellen; {left} blijven zoals ze zijn.")
    return ctx.t(text, n=ctx.f.number(would.filled), left=ctx.f.number(would.left))


def _filled(ctx: Context, form: str, done: Done[Filled]) -> None:
    if done and done.value is not None:
        told = N_("{n} cellen ingevuld, {left} bleven zoals ze waren.")
        forms.settle(ctx, form, done, told=ctx.t(told, n=done.value.filled, left=done.value.left))
