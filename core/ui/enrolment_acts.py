"""The forms of an enrolment's drawer that change what is followed: leave, group, exemptions, stopping."""

import streamlit as st

from core.enrolments import commands, queries, words
from core.enrolments.commands import Leave
from core.enrolments.rows import EnrolmentRow, ExemptionRow
from core.i18n import N_
from core.ui import forms, markup
from core.ui.page import Context

EVERY_DAY, FROM = N_("alle lesdagen"), N_("Vanaf")


def exempted(ctx: Context, freed: ExemptionRow) -> str:
    """An exemption in words: its days, and the weekday it is limited to."""
    days = f"{ctx.f.date(freed.first_on)} - {ctx.f.date(freed.last_on)}"
    return f"{days}, {ctx.t(words.WEEKDAYS[freed.weekday])}" if freed.weekday else days


def change(ctx: Context, row: EnrolmentRow) -> None:
    """Correct the regime or the employer."""
    key, t = f"courses.change{row.id}", ctx.t
    version, base = forms.opened(key, row.version), forms.base(key)
    regime = forms.choice(ctx, N_("Educatief verlof"), words.REGIMES, key=f"{base}.regime", value=row.regime)
    told = ctx.read(
        queries.to_look_at, course_id=row.course_id, regime=regime, enrolled_on=row.enrolled_on,
        employer_name=row.employer_name,
    )  # fmt: skip
    markup.show(markup.lines(ctx.words(text.template, text.params) for text in told))
    with st.form(base, border=False):
        employer = st.text_input(
            t("Werkgever"), row.employer_name, 160, f"{base}.employer", disabled=not regime
        )
        number = st.text_input(
            t("Ondernemingsnummer werkgever"), row.employer_number, 14, f"{base}.number", disabled=not regime
        )
        sent = st.form_submit_button(t("Wijziging bewaren"), type="primary")
    if sent:
        leave = Leave(regime, employer or "", number or "") if regime else Leave()
        done = ctx.act(commands.change_enrolment, enrolment_id=row.id, version=version, leave=leave)
        forms.settle(ctx, key, done, told=t("De inschrijving van {name} is bewaard.", name=row.name))


def group(ctx: Context, row: EnrolmentRow) -> None:
    """Sit in another group from a day on."""
    key, t = f"courses.group{row.id}", ctx.t
    version, base = forms.opened(key, row.version), forms.base(key)
    known = ctx.read(queries.groups, actor=ctx.actor, course_id=row.course_id)
    others = [pair for pair in known if pair[0] != row.group_id]
    if not others:
        markup.show(markup.muted(t("Deze opleiding heeft geen andere groep.")))
        return
    with st.form(base, border=False):
        group_id = forms.pick(t("Nieuwe groep"), others, key=f"{base}.group")
        day = forms.day(ctx, FROM, key=f"{base}.from", value=ctx.today)
        markup.show(markup.muted(t("Wat ervoor ingevuld is, blijft in de oude groep staan.")))
        sent = st.form_submit_button(t("Van groep veranderen"), type="primary")
    if sent and (from_on := forms.given(ctx, day, FROM)) is not None:
        done = ctx.act(
            commands.change_group, enrolment_id=row.id, version=version, course_group_id=group_id or 0,
            from_on=from_on,
        )  # fmt: skip
        forms.settle(ctx, key, done, told=t("{name} zit in de nieuwe groep.", name=row.name))


def exempt(ctx: Context, row: EnrolmentRow) -> None:
    """Free somebody from lessons."""
    key, t = f"courses.exempt{row.id}", ctx.t
    version, base = forms.opened(key, row.version), forms.base(key)
    days = {str(number): name for number, name in words.WEEKDAYS.items()}
    with st.form(base, border=False):
        with st.container(horizontal=True):
            first_on = forms.day(ctx, N_("Eerste dag"), key=f"{base}.first", value=row.enrolled_on)
            last_on = forms.day(ctx, N_("Laatste dag"), key=f"{base}.last", value=None)
        weekday = forms.choice(ctx, N_("Welke lessen"), days, key=f"{base}.weekday", empty=EVERY_DAY)
        sent = st.form_submit_button(t("Vrijstelling noteren"), type="primary")
    if sent and (first_on is None or last_on is None):
        st.error(t("Vul de eerste en de laatste dag van de vrijstelling in."))
    elif sent:
        done = ctx.act(
            commands.exempt, enrolment_id=row.id, version=version, first_on=first_on, last_on=last_on,
            weekday=int(weekday) if weekday else None,
        )  # fmt: skip
        forms.settle(ctx, key, done, told=t("De vrijstelling van {name} is genoteerd.", name=row.name))


def withdraw_exemption(ctx: Context, row: EnrolmentRow) -> None:
    """Take an exemption back."""
    key, t = f"courses.free{row.id}", ctx.t
    version, base = forms.opened(key, row.version), forms.base(key)
    with st.form(base, border=False):
        options = [(freed.id, exempted(ctx, freed)) for freed in row.exemptions]
        chosen = forms.pick(t("Vrijstelling"), options, key=f"{base}.which")
        sent = st.form_submit_button(t("Vrijstelling schrappen"), type="primary")
    if sent:
        done = ctx.act(
            commands.withdraw_exemption, enrolment_id=row.id, version=version, exemption_id=chosen or 0
        )
        forms.settle(ctx, key, done, told=t("De vrijstelling van {name} is geschrapt.", name=row.name))


def stop(ctx: Context, row: EnrolmentRow) -> None:
    """Announced on a day, or no longer attended: then the day follows from the lessons."""
    key, t = f"courses.stop{row.id}", ctx.t
    version, base = forms.opened(key, row.version), forms.base(key)
    kind = forms.choice(ctx, N_("Hoe stopte de cursist?"), words.STOP_KINDS, key=f"{base}.kind")
    with st.form(base, border=False):
        announced_on = None
        if kind == words.ANNOUNCED:
            announced_on = forms.day(
                ctx, N_("Gemeld op"), key=f"{base}.day", value=ctx.today, latest=ctx.today
            )
        else:
            markup.show(markup.muted(t("De stopdatum wordt de eerste les na de laatste die bijgewoond is.")))
        sent = st.form_submit_button(t("Opleiding stopzetten"), type="primary")
    if sent:
        done = ctx.act(
            commands.stop, enrolment_id=row.id, version=version, kind=kind, announced_on=announced_on
        )
        day = ctx.f.date(done.value) if done.value else ""
        forms.settle(ctx, key, done, told=t("{name} stopte op {day}.", name=row.name, day=day))


def undo_stop(ctx: Context, row: EnrolmentRow) -> None:
    """The enrolment runs again."""
    key, t = f"courses.undo_stop{row.id}", ctx.t
    version = forms.opened(key, row.version)
    with st.form(forms.base(key), border=False):
        markup.show(markup.paragraph(t("De inschrijving loopt dan weer alsof ze nooit gestopt was.")))
        sent = st.form_submit_button(t("Stopzetting ongedaan maken"), type="primary")
    if sent:
        done = ctx.act(commands.undo_stop, enrolment_id=row.id, version=version)
        forms.settle(ctx, key, done, told=t("De inschrijving van {name} loopt weer.", name=row.name))
