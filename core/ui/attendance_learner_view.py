"""Part "Per cursist": the lessons of one person over some days under each other, in the same grid."""

from datetime import date, timedelta

import streamlit as st

from core.attendance import choices, lines, missed, registers
from core.attendance.codes import Minutes
from core.attendance.registers import Register
from core.i18n import N_
from core.ui import (
    address,
    attendance_form,
    attendance_grid,
    attendance_history,
    choice_field,
    forms,
    line_words,
    markup,
    namesakes,
)
from core.ui.page import Context

KEY = "attendance.learner"
GOTO = "attendance.learner.goto"


def draw(ctx: Context) -> None:
    """The choice, the totals, the grid."""
    _linked()
    address.keep({"part": "learner"})
    if not ctx.read(choices.groups, actor=ctx.actor).options:
        markup.show(markup.paragraph(ctx.t("Er zijn nog geen lessen om in te vullen.")))
        return
    _go(ctx)
    with st.container(horizontal=True, key="filters", vertical_alignment="bottom"):
        group_id = choice_field.group(ctx, key=f"{KEY}.group")
        people = ctx.read(registers.students, actor=ctx.actor, group_id=group_id or 0)
        names = {person.enrolment_id: person.name for person in people}
        options = namesakes.told_apart(ctx, names, {key: key for key in names}).items()
        enrolment_id = forms.pick(ctx.t("Cursist"), list(options), key=f"{KEY}.person")
        first_on = forms.day(ctx, N_("Eerste dag"), key=f"{KEY}.first_on", value=_month(ctx.today))
        last_on = forms.day(ctx, N_("Laatste dag"), key=f"{KEY}.last_on", value=ctx.today)
    if enrolment_id is None or first_on is None or last_on is None:
        markup.show(markup.paragraph(ctx.t("Kies een cursist en twee dagen.")))
        return
    if last_on < first_on:
        markup.show(
            markup.paragraph(ctx.t("De laatste dag ligt vóór de eerste. Kies een latere laatste dag."))
        )
        return
    register = ctx.read(
        registers.of_person, actor=ctx.actor, enrolment_id=enrolment_id, first_on=first_on, last_on=last_on
    )
    if not register.lessons:
        markup.show(markup.paragraph(ctx.t("Deze cursist heeft geen les in deze dagen.")))
        return
    line = ctx.read(lines.of_enrolments, today=ctx.today, enrolment_ids=[enrolment_id]).get(enrolment_id)
    markup.show(
        markup.paragraph(totals(ctx, register)),
        markup.paragraph(f"{line_words.may_miss(ctx, line)}: {line_words.used(ctx, line)}.") if line else "",
    )
    name = f"person-{enrolment_id}-{first_on.isoformat()}-{last_on.isoformat()}"
    attendance_grid.draw(ctx, register, name=name, is_turned=True)
    markup.show(markup.muted(ctx.t(attendance_form.HELP)))
    attendance_history.of_person(ctx, enrolment_id, first_on, last_on)


def _linked() -> None:
    """A link of another page may name the person and the first day."""
    enrolment_id, since = address.number("enrolment"), address.day("since")
    if enrolment_id is not None and since is not None:
        st.session_state[GOTO] = (enrolment_id, since)


def _go(ctx: Context) -> None:
    """Somebody was chosen elsewhere on the page: show this person since that day."""
    chosen = st.session_state.pop(GOTO, None)
    if chosen is None:
        return
    enrolment_id, first_on = chosen
    group_id = ctx.read(missed.group_of_person, actor=ctx.actor, enrolment_id=enrolment_id)
    if group_id is not None:
        st.session_state[f"{KEY}.group"], st.session_state[f"{KEY}.person"] = group_id, enrolment_id
        st.session_state[f"{KEY}.first_on"], st.session_state[f"{KEY}.last_on"] = first_on, ctx.today


def _month(today: date) -> date:
    return (today - timedelta(days=27)).replace(day=1)


def totals(ctx: Context, register: Register) -> str:
    """The minutes of all lessons shown together."""
    each = [register.minutes(line.id) for line in register.lessons]
    whole = Minutes(
        sum(one.present for one in each),
        sum(one.justified for one in each),
        sum(one.unjustified for one in each),
    )
    empty = sum(register.open_cells(line.id) for line in register.lessons)
    number = ctx.f.number
    text = N_(
        "{n} lessen: aanwezig {present} min, gewettigd {justified} min, ongewettigd {unjustified} min; "
        "nog leeg {empty}."
    )
    return ctx.t(
        text, n=number(len(register.lessons)), present=number(whole.present), justified=number(whole.justified),
        unjustified=number(whole.unjustified), empty=number(empty),
    )  # fmt: skip
