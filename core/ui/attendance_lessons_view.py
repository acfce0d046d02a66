"""Part "Lessen": what is not entered yet first, then one lesson or its week as a grid or as a form."""

from functools import partial
from typing import Final

import streamlit as st

from core.access.permissions import Action
from core.attendance import choices, registers
from core.attendance.registers import Line
from core.i18n import N_
from core.ui import (
    address,
    attendance_acts,
    attendance_foot,
    attendance_form,
    attendance_grid,
    attendance_history,
    choice_field,
    forms,
    guarded,
    labels,
    markup,
)
from core.ui.page import Context, side_by_side

GROUP, LESSON, SPAN, LOOK = "attendance.group", "attendance.lesson", "attendance.span", "attendance.look"
UNFOLDED: Final = "attendance.unfolded"
SPANS: Final = {"lesson": N_("Les"), "week": N_("Week")}
LOOKS: Final = {"grid": N_("Raster"), "form": N_("Formulier")}


def draw(ctx: Context) -> None:
    """The list of what is open, the choice, and the register."""
    _to_enter(ctx)
    if not ctx.read(choices.groups, actor=ctx.actor).options:
        markup.show(markup.paragraph(ctx.t("Er zijn nog geen lessen om in te vullen.")))
        return
    line = _chosen(ctx)
    if line is None:
        markup.show(markup.paragraph(ctx.t("Deze groep heeft nog geen lessen.")))
        return
    with st.container(horizontal=True, gap="medium", key="attendance.switches"):
        span = _switch(ctx, N_("Toon"), SPANS, key=SPAN)
        has_form = span == "lesson" and ctx.may(Action.ENTER_ATTENDANCE)
        look = _switch(ctx, N_("Weergave"), LOOKS, key=LOOK) if has_form else "grid"
    lines: tuple[Line, ...] = (line,)
    if span == "week":
        lines = ctx.read(registers.week, actor=ctx.actor, group_id=line.group_id, day=line.held_on)
    address.keep({"part": "lessons", "group": line.group_id, "lesson": line.id})
    _register(ctx, lines, span=span, look=look)


def _register(ctx: Context, lines: tuple[Line, ...], *, span: str, look: str) -> None:
    register = ctx.read(registers.register, actor=ctx.actor, lessons=lines)
    if not register.people:
        markup.show(
            markup.paragraph(ctx.t("Er zit niemand in deze les. Schrijf eerst iemand in de groep in."))
        )
        return
    is_narrow = span == "lesson" and look == "grid"
    left, right = side_by_side("lesson", widths=(1, 1)) if is_narrow else (st.container(), st.container())
    with left:
        if look == "form":
            attendance_form.draw(ctx, register)
        else:
            foot = attendance_foot.of(ctx, lines[0], _go) if span == "lesson" else None
            attendance_grid.draw(ctx, register, name=f"{span}-{lines[0].id}", foot=foot)
            markup.show(markup.muted(ctx.t(attendance_form.HELP)))
            if foot is not None:
                markup.show(markup.muted(ctx.t(attendance_foot.KEYS)))
    with right:
        for line in lines:
            attendance_acts.draw(ctx, line, register, has_close=not is_narrow)
        if len(lines) == 1:
            attendance_history.of_lesson(ctx, lines[0].id)
        if ctx.may(Action.ENTER_ATTENDANCE):
            attendance_acts.more(ctx, register)


def _to_enter(ctx: Context) -> None:
    """The registers that are still open, the oldest first, each one click away."""
    found = ctx.read(registers.to_enter, actor=ctx.actor, today=ctx.today)
    if not found.count:
        mark = labels.mark("done", ctx.t("Klaar"))
        markup.show(
            markup.badge(mark), markup.muted(ctx.t("Alle gegeven lessen zijn ingevuld en afgesloten."))
        )
        return
    title = N_("Lessen die nog niet ingevuld zijn: {n}")
    # Decided once: a list that folds by itself would move the grid under somebody's hands.
    is_unfolded = bool(st.session_state.setdefault(UNFOLDED, address.number("lesson") is None))
    label, icon = ctx.t("Bekijk"), ":material/visibility:"
    if ctx.may(Action.ENTER_ATTENDANCE):
        label, icon = ctx.t("Vul in"), ":material/edit:"
    with st.expander(ctx.t(title, n=ctx.f.number(found.count)), expanded=is_unfolded):
        for line in found.oldest:
            with st.container(horizontal=True, vertical_alignment="center", key=f"rij.attendance.{line.id}"):
                with st.container(width="stretch"):
                    mark = labels.mark("soon", _ago(ctx, line))
                    hours = f"{attendance_grid.hour(line.starts_at)}–{attendance_grid.hour(line.ends_at)}"
                    day = f"{line.group} · {ctx.f.weekday(line.held_on)}"
                    markup.show(markup.row(mark, line.course, day, ctx.f.date(line.held_on), hours))
                st.button(
                    label, key=f"attendance.enter.{line.id}", type="tertiary", icon=icon,
                    on_click=guarded.callback(ctx, partial(_go, line.group_id, line.id)),
                )  # fmt: skip
        if found.count > len(found.oldest):
            markup.show(markup.muted(ctx.t("De oudste {n} staan hier.", n=len(found.oldest))))


def _ago(ctx: Context, line: Line) -> str:
    days = (ctx.today - line.held_on).days
    if days == 0:
        return ctx.t("Vandaag")
    return ctx.t("1 dag geleden") if days == 1 else ctx.t("{n} dagen geleden", n=ctx.f.number(days))


def _go(group_id: int, lesson_id: int) -> None:
    st.session_state[GROUP], st.session_state[LESSON] = group_id, lesson_id
    st.session_state[SPAN], st.session_state[UNFOLDED] = "lesson", False
    attendance_foot.begin(lesson_id)


def _chosen(ctx: Context) -> Line | None:
    """The lesson that was chosen: by the fields, by the address, or the last one that was given."""
    with st.container(horizontal=True, key="filters", vertical_alignment="bottom"):
        linked = address.number("lesson")
        of_link = (
            ctx.read(registers.group_of, actor=ctx.actor, lesson_id=linked) if linked is not None else None
        )
        group_id = choice_field.group(ctx, key=GROUP, value=of_link or address.number("group"))
        if group_id is None:
            return None
        lines = ctx.read(registers.of_group, actor=ctx.actor, group_id=group_id)
        by_id = {line.id: line for line in lines}
        if st.session_state.get(LESSON) not in by_id:
            st.session_state.pop(LESSON, None)
        given = [line.id for line in lines if line.held_on <= ctx.today]
        first = linked if linked in by_id else (given[0] if given else None)
        options = [(line.id, _label(ctx, line)) for line in lines]
        lesson_id = forms.pick(ctx.t("Les"), options, key=LESSON, value=first)
    return by_id.get(lesson_id) if lesson_id is not None else None


def _label(ctx: Context, line: Line) -> str:
    closed = f" · {ctx.t('afgesloten')}" if line.closed_on is not None else ""
    hours = f"{attendance_grid.hour(line.starts_at)}–{attendance_grid.hour(line.ends_at)}"
    return f"{ctx.f.weekday(line.held_on)} {ctx.f.date(line.held_on)} · {hours}{closed}"


def _switch(ctx: Context, label: str, options: dict[str, str], *, key: str) -> str:
    found = st.segmented_control(
        ctx.t(label), list(options), default=next(iter(options)), required=True, key=key,
        format_func=lambda code: ctx.t(options[code]), persist_state="session",
    )  # fmt: skip
    return str(found)
