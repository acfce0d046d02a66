"""Justifications: what is still to be backed, and the form of what came in. A ground shows after a logged look only."""

from collections.abc import Sequence

import streamlit as st

from core.access.permissions import Action
from core.attendance import justifications, justifying
from core.attendance.grounds import GROUNDS
from core.attendance.justifications import Person, Unbacked
from core.attendance.justifying import Absence
from core.i18n import N_
from core.provider_settings import queries as provider_settings
from core.ui import choice_field, forms, justification_drawer, labels, markup
from core.ui.markup import Badge
from core.ui.page import Context, side_by_side

KEY = "attendance.justify"
INDIVIDUAL = {ground.letter: ground.name for ground in GROUNDS if not ground.is_collective}
WAITS = {"word": N_("Niets ontvangen"), "evidence": N_("Stuk nog niet gezien")}


def draw(ctx: Context) -> None:
    """The list at the left, the form at the right."""
    term = ctx.read(provider_settings.number, justifying.TERM)
    ctx.say(
        ctx.t(
            "Binnen {n} dagen na de eerste dag afwezigheid, volgens je reglement; later telt als ongewettigd.",
            n=term,
        )
    )
    left, right = side_by_side("justifications", widths=(1.4, 1))
    rows = ctx.read(justifications.unbacked, actor=ctx.actor, today=ctx.today)
    with left:
        _to_back(ctx, rows)
    with right:
        _note(ctx, rows)


def _to_back(ctx: Context, rows: Sequence[Unbacked]) -> None:
    t = ctx.t
    title = t("Te staven ({n})", n=ctx.f.number(len(rows)))
    markup.show(markup.heading(title, css="tw-klein"))
    if not rows:
        markup.show(markup.muted(t("Elke gewettigde afwezigheid is gestaafd.")))
        return
    heads = (t("Cursist"), t("Opleiding"), t("Les van"), t("Dagen oud"), t("Te wettigen tot"), t("Wacht op"))
    lines = [
        (
            f"{row.last_name}, {row.first_name}", row.course_code, ctx.f.date(row.held_on), ctx.f.number(row.age),
            ctx.f.date(row.until_on), _waits(ctx, row),
        )
        for row in rows
    ]  # fmt: skip
    markup.show(markup.table(t("Oudste eerst; tot dan tellen ze als ongewettigd"), heads, lines))


def _waits(ctx: Context, row: Unbacked) -> Badge:
    is_over = row.waits_for == "word" and row.until_on < ctx.today
    return labels.mark("late" if is_over else "soon", ctx.t(WAITS[row.waits_for]))


def _note(ctx: Context, rows: Sequence[Unbacked]) -> None:
    t = ctx.t
    markup.show(markup.heading(t("Wettiging noteren"), css="tw-klein"))
    if rows:
        _from_list(ctx, rows)
    course_id = choice_field.course(ctx, key=f"{KEY}.course")
    if course_id is None:
        markup.show(markup.muted(t("Nog niemand ingeschreven op jouw campussen.")))
        return
    everybody = ctx.read(justifications.people, actor=ctx.actor, course_id=course_id)
    people = {person.enrolment_id: person for person in everybody}
    chosen = forms.pick(
        t("Cursist"), [(key, person.name) for key, person in people.items()], key=f"{KEY}.person{course_id}"
    )
    if chosen is None:
        markup.show(markup.muted(t("In deze opleiding is nog niemand ingeschreven.")))
        return
    _form(ctx, people[chosen])
    if ctx.may(Action.SEE_GROUNDS) and st.button(t("Toon de wettigingen"), key=f"{KEY}.look"):
        justification_drawer.show(ctx, people[chosen])
    markup.show(markup.muted(t("Gronden bekijken komt met je naam in het logboek.")))


def _from_list(ctx: Context, rows: Sequence[Unbacked]) -> None:
    """One of the list fills the person and the day in; nobody looks them up a second time."""
    names = {
        (
            row.enrolment_id,
            row.held_on,
        ): f"{row.last_name}, {row.first_name} · {ctx.f.date(row.held_on)} · {row.course_code}"
        for row in rows
    }
    known = {(row.enrolment_id, row.held_on): row for row in rows}
    chosen = st.selectbox(
        ctx.t("Neem over uit de lijst"), list(names), index=None, format_func=lambda key: names[key],
        placeholder=ctx.t("Kies een afwezigheid"), key=f"{KEY}.from_list",
    )  # fmt: skip
    if chosen is None:
        st.session_state.pop(f"{KEY}.taken", None)
    elif st.session_state.get(f"{KEY}.taken") != chosen and chosen in known:
        st.session_state[f"{KEY}.taken"] = chosen
        _take(known[chosen])


def _take(row: Unbacked) -> None:
    base = forms.base(f"{KEY}{row.enrolment_id}")
    st.session_state[f"{KEY}.course"] = row.course_id
    st.session_state[f"{KEY}.person{row.course_id}"] = row.enrolment_id
    st.session_state[f"{base}.first"] = st.session_state[f"{base}.last"] = row.held_on


def _form(ctx: Context, person: Person) -> None:
    key, t = f"{KEY}{person.enrolment_id}", ctx.t
    version, base = forms.opened(key, person.version), forms.base(key)
    with st.form(base, border=False):
        ground = forms.choice(ctx, N_("Grond"), INDIVIDUAL, key=f"{base}.ground")
        with st.container(horizontal=True):
            first_on = forms.day(ctx, N_("Eerste dag afwezig"), key=f"{base}.first", value=ctx.today)
            last_on = forms.day(ctx, N_("Laatste dag afwezig"), key=f"{base}.last", value=ctx.today)
        with st.container(horizontal=True):
            received_on = forms.day(
                ctx, N_("Ontvangen op"), key=f"{base}.received", value=ctx.today, latest=ctx.today
            )
            seen_on = forms.day(
                ctx, N_("Stuk gezien op (leeg als nog niet)"), key=f"{base}.seen", latest=ctx.today
            )
        markup.show(markup.muted(t("Je bekijkt het stuk en geeft het terug. Noteer nooit een diagnose.")))
        sent = st.form_submit_button(t("Wettiging noteren"), type="primary")
    if not sent:
        return
    if first_on is None or last_on is None or received_on is None:
        st.error(t("Vul de dagen van afwezigheid en de dag van ontvangst in."))
        return
    absence = Absence(ground, first_on, last_on, received_on, seen_on)
    done = ctx.act(justifying.justify, enrolment_id=person.enrolment_id, version=version, absence=absence)
    told = N_("Te laat ontvangen: de wettiging van {name} is genoteerd en telt als ongewettigd.")
    kept = N_("De wettiging van {name} is genoteerd.")
    forms.settle(ctx, key, done, told=t(told if done.value else kept, name=person.name))
