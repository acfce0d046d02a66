"""Justifications: what is still to be backed, and the form of what came in. A ground shows after a logged look only."""

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from core.access.permissions import Action
from core.attendance import justifications, justifying
from core.attendance.grounds import GROUNDS
from core.attendance.justifications import Person, Unbacked, Waiting
from core.attendance.justifying import Absence
from core.i18n import N_
from core.provider_settings import queries as provider_settings
from core.ui import forms, justification_drawer, labels, markup, namesakes
from core.ui.markup import Badge
from core.ui.page import Context, side_by_side

KEY = "attendance.justify"
INDIVIDUAL = {ground.letter: ground.name for ground in GROUNDS if not ground.is_collective}
WAITS = {"word": N_("Niets ontvangen"), "evidence": N_("Stuk nog niet gezien")}


def draw(ctx: Context) -> None:
    """One search over both; the list at the left, the form at the right."""
    term = ctx.read(provider_settings.number, justifying.TERM)
    ctx.say(
        ctx.t(
            "Binnen {n} dagen na de eerste dag afwezigheid, volgens je reglement; later telt als ongewettigd.",
            n=term,
        )
    )
    typed = st.text_input(
        ctx.t("Zoek een cursist"), key=f"{KEY}.search", max_chars=80, placeholder=ctx.t("Naam"),
        icon=":material/search:",
    )  # fmt: skip
    search = (typed or "").strip()
    waiting = ctx.read(justifications.unbacked, actor=ctx.actor, today=ctx.today, search=search)
    left, right = side_by_side("justifications", widths=(1.4, 1))
    with left:
        _to_back(ctx, waiting, search)
    with right:
        _note(ctx, waiting, search)


def _to_back(ctx: Context, waiting: Waiting, search: str) -> None:
    t = ctx.t
    markup.show(markup.heading(t("Te staven ({n})", n=ctx.f.number(waiting.total)), css="tw-klein"))
    if not waiting.rows:
        told = (
            t("Niets te staven bij “{search}”.", search=search)
            if search
            else t("Elke gewettigde afwezigheid is gestaafd.")
        )
        markup.show(markup.muted(told))
        return
    heads = (t("Cursist"), t("Opleiding"), t("Les van"), t("Dagen oud"), t("Te wettigen tot"), t("Wacht op"))
    lines = [
        (
            f"{row.last_name}, {row.first_name}", row.course_code, ctx.f.date(row.held_on), ctx.f.number(row.age),
            ctx.f.date(row.until_on), _waits(ctx, row),
        )
        for row in waiting.rows
    ]  # fmt: skip
    markup.show(markup.table(t("Oudste eerst; tot dan tellen ze als ongewettigd"), heads, lines))
    if waiting.total > len(lines):
        told = t("De {n} oudste staan hier. Zoek een cursist voor de andere.", n=ctx.f.number(len(lines)))
        markup.show(markup.muted(told))


def _waits(ctx: Context, row: Unbacked) -> Badge:
    is_over = row.waits_for == "word" and row.until_on < ctx.today
    return labels.mark("late" if is_over else "soon", ctx.t(WAITS[row.waits_for]))


def _note(ctx: Context, waiting: Waiting, search: str) -> None:
    t = ctx.t
    markup.show(markup.heading(t("Wettiging noteren"), css="tw-klein"))
    row = _from_list(ctx, waiting.rows) if waiting.rows else None
    people = _people(ctx, waiting, search, row)
    if not people:
        told = (
            t("Niemand gevonden. Zoek op een ander deel van de naam.")
            if search
            else t("Zoek hierboven de cursist van wie je een stuk ontving.")
        )
        markup.show(markup.muted(told))
        return
    chosen = _chosen(ctx, people)
    if chosen is None:
        markup.show(markup.muted(t("Kies de cursist, of neem een afwezigheid over uit de lijst.")))
        return
    days = [each.held_on for each in ([row] if row else waiting.rows) if each.enrolment_id == chosen]
    _form(ctx, people[chosen], min(days, default=ctx.today))
    if ctx.may(Action.SEE_GROUNDS) and st.button(t("Toon de wettigingen"), key=f"{KEY}.look"):
        justification_drawer.show(ctx, people[chosen])
    markup.show(markup.muted(t("Gronden bekijken komt met je naam in het logboek.")))


def _from_list(ctx: Context, rows: Sequence[Unbacked]) -> Unbacked | None:
    """One of the list fills the person and the day in; nobody looks them up a second time."""
    known = {(row.enrolment_id, row.held_on): row for row in rows}
    names = {
        key: f"{row.last_name}, {row.first_name} · {ctx.f.date(row.held_on)} · {row.course_code}"
        for key, row in known.items()
    }
    names = namesakes.told_apart(ctx, names, {key: row.enrolment_id for key, row in known.items()})
    chosen = st.selectbox(
        ctx.t("Neem over uit de lijst"), list(names), index=None, format_func=lambda key: names[key],
        placeholder=ctx.t("Kies een afwezigheid"), key=f"{KEY}.from_list",
    )  # fmt: skip
    return None if chosen is None else known.get(chosen)


def _chosen(ctx: Context, people: Mapping[int, Person]) -> int | None:
    """One of them; nobody is chosen beforehand where there are several, or a slip would justify somebody else."""
    names = {key: f"{person.name}, {person.course_code}" for key, person in people.items()}
    names = namesakes.told_apart(ctx, names, {key: key for key in people})
    keys = list(names)
    return st.selectbox(
        ctx.t("Cursist"), keys, index=0 if len(keys) == 1 else None, format_func=lambda key: names[key],
        placeholder=ctx.t("Kies een cursist"), key=f"{KEY}.person{keys[0]}.{len(keys)}",
    )  # fmt: skip


def _people(ctx: Context, waiting: Waiting, search: str, row: Unbacked | None) -> Mapping[int, Person]:
    """Who is taken over from the list, else who is searched, else who waits longest; by enrolment."""
    found = justifications.FOUND
    longest = list(dict.fromkeys(each.enrolment_id for each in waiting.rows))[:found]
    everybody = ctx.read(
        justifications.people,
        actor=ctx.actor,
        search="" if row else search,
        enrolment_ids=[row.enrolment_id] if row else longest,
    )
    if len(everybody) > found:
        told = ctx.t("De eerste {n} staan hier; typ meer van de naam.", n=found)
        markup.show(markup.muted(told))
    return {person.enrolment_id: person for person in everybody[:found]}


def _form(ctx: Context, person: Person, day: date) -> None:
    """The days open at the oldest lesson that waits: a word that came in is mostly about that one."""
    key, t = f"{KEY}{person.enrolment_id}", ctx.t
    version, base = forms.opened(key, person.version), forms.base(key)
    with st.form(base, border=False):
        ground = forms.choice(ctx, N_("Grond"), INDIVIDUAL, key=f"{base}.ground")
        with st.container(horizontal=True):
            first_on = forms.day(ctx, N_("Eerste dag afwezig"), key=f"{base}.first{day:%Y%m%d}", value=day)
            last_on = forms.day(ctx, N_("Laatste dag afwezig"), key=f"{base}.last{day:%Y%m%d}", value=day)
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
