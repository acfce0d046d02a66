"""The drawer that enrols somebody: the person is searched, the employer comes from the file, the rules warn."""

from datetime import date

import streamlit as st

from core.enrolments import commands, queries, words
from core.enrolments.commands import Leave
from core.i18n import N_
from core.learners import queries as learners
from core.learners.queries import LearnerFile, LearnerFilters
from core.ui import forms, guarded, markup
from core.ui.page import Context

KEY = "courses.enrolling"
FOUND = 20
FEWEST = 2


def add(ctx: Context, course_id: int) -> None:
    """Open the drawer."""
    guarded.dialog(ctx.t("Cursist inschrijven"))(_add)(ctx, course_id)


def _add(ctx: Context, course_id: int) -> None:
    groups = ctx.read(queries.groups, actor=ctx.actor, course_id=course_id)
    if not groups:
        markup.show(markup.muted(ctx.t("Deze opleiding heeft nog geen groep. Voeg er eerst een toe.")))
        return
    base = forms.base(KEY)
    person = _person(ctx, base)
    if person is None:
        return
    # Day and regime stand before the form: what the rules say of them is told before it is sent.
    enrolled_on = forms.day(ctx, N_("Ingeschreven op"), key=f"{base}.day", value=ctx.today, latest=ctx.today)
    regime = forms.choice(ctx, N_("Educatief verlof"), words.REGIMES, key=f"{base}.regime")
    if enrolled_on is None:
        markup.show(markup.muted(ctx.t("Kies de dag van de inschrijving.")))
        return
    _form(ctx, base, course_id, groups, person, enrolled_on, regime)


def _form(
    ctx: Context,
    base: str,
    course_id: int,
    groups: list[tuple[int, str]],
    person: LearnerFile,
    enrolled_on: date,
    regime: str,
) -> None:
    t = ctx.t
    told = ctx.read(
        queries.to_look_at, course_id=course_id, regime=regime, enrolled_on=enrolled_on,
        employer_name=person.employer_name,
    )  # fmt: skip
    markup.show(markup.lines(ctx.words(text.template, text.params) for text in told))
    with st.form(base, border=False):
        group_id = forms.pick(t("Groep"), groups, key=f"{base}.group")
        employer = st.text_input(
            t("Werkgever"), person.employer_name, 160, f"{base}.employer{person.id}", disabled=not regime
        )
        number = st.text_input(
            t("Ondernemingsnummer werkgever"), person.employer_number, 14, f"{base}.number{person.id}",
            disabled=not regime,
        )  # fmt: skip
        sent = st.form_submit_button(t("Cursist inschrijven"), type="primary")
    if sent:
        leave = Leave(regime, employer or "", number or "") if regime else Leave()
        done = ctx.act(
            commands.enrol, course_id=course_id, learner_id=person.id, course_group_id=group_id or 0,
            enrolled_on=enrolled_on, leave=leave,
        )  # fmt: skip
        name = f"{person.first_name} {person.last_name}"
        forms.settle(ctx, KEY, done, told=t("{name} is ingeschreven.", name=name))


def _person(ctx: Context, base: str) -> LearnerFile | None:
    t = ctx.t
    typed = st.text_input(
        t("Zoek de cursist"),
        key=f"{base}.search",
        max_chars=80,
        placeholder=t("Naam"),
        icon=":material/search:",
    )
    if len((typed or "").strip()) < FEWEST:
        markup.show(markup.muted(t("Typ minstens twee letters van de naam.")))
        return None
    found = ctx.read(learners.learners, actor=ctx.actor, filters=LearnerFilters(search=typed or ""))
    if not found.rows:
        markup.show(markup.muted(t("Niemand gevonden. Voeg de persoon eerst toe.")))
        ctx.link("learners", t("Ga naar de deelnemers"))
        return None
    options = [
        (row.id, f"{row.last_name}, {row.first_name} {ctx.f.date(row.born_on)}".strip())
        for row in found.rows[:FOUND]
    ]
    chosen = forms.pick(t("Cursist"), options, key=f"{base}.person")
    return ctx.read(learners.learner_file, actor=ctx.actor, learner_id=chosen) if chosen else None
