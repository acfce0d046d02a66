"""The drawers of a group: its name and teachers, its timetable line by line, and the lessons made from it."""

from datetime import time

import streamlit as st

from core.courses import choices, commands, queries, words
from core.courses.commands import GroupFields, Slot
from core.courses.rows import GroupRow
from core.courses.school_years import school_year_text
from core.courses.timetables import Preview
from core.i18n import N_
from core.ui import course_detail, forms, guarded, markup
from core.ui.page import Context

EVENING, LATER = time(18, 0), time(21, 0)
DATE = 0


def add(ctx: Context, course_id: int) -> None:
    """Open the drawer of a new group."""
    guarded.dialog(ctx.t("Groep toevoegen"))(_add)(ctx, course_id)


def edit(ctx: Context, group: GroupRow) -> None:
    """Open the drawer that changes a group."""
    guarded.dialog(ctx.t("Groep wijzigen"))(_edit)(ctx, group)


def timetable(ctx: Context, group: GroupRow) -> None:
    """Open the drawer of a group's timetable."""
    guarded.dialog(ctx.t("Uurrooster wijzigen"))(_timetable)(ctx, group)


def generate(ctx: Context, group: GroupRow) -> None:
    """Open the drawer that shows what the generator would make, and makes it."""
    guarded.dialog(ctx.t("Lessen maken"))(_generate)(ctx, group)


def _add(ctx: Context, course_id: int) -> None:
    key = f"courses.group_new{course_id}"
    fields = _form(ctx, None, forms.base(key))
    if fields is not None:
        done = ctx.act(commands.add_group, course_id=course_id, fields=fields)
        forms.settle(ctx, key, done, told=ctx.t("Groep {code} is toegevoegd.", code=fields.code.strip()))


def _edit(ctx: Context, group: GroupRow) -> None:
    key = f"courses.group_edit{group.id}"
    version = forms.opened(key, group.version)
    fields = _form(ctx, group, forms.base(key))
    if fields is not None:
        done = ctx.act(commands.change_group, group_id=group.id, version=version, fields=fields)
        forms.settle(ctx, key, done, told=ctx.t("Groep {code} is bewaard.", code=fields.code.strip()))


def _form(ctx: Context, stored: GroupRow | None, base: str) -> GroupFields | None:
    t = ctx.t
    kept = dict(stored.teachers) if stored else {}
    names = {**dict(ctx.read(choices.teachers, on=ctx.today)), **kept}
    with st.form(base, border=False):
        code = st.text_input(t("Code van de groep"), stored.code if stored else "", 40, f"{base}.code")
        name = st.text_input(t("Naam van de groep"), stored.name if stored else "", 200, f"{base}.name")
        teachers = st.multiselect(
            t("Leraren"), list(names), default=list(kept), format_func=lambda key: names[key],
            key=f"{base}.teachers", placeholder=t("Kies uit de lijst"),
        )  # fmt: skip
        sent = st.form_submit_button(t("Groep bewaren"), type="primary")
    return GroupFields(code or "", name or "", tuple(teachers)) if sent else None


def _timetable(ctx: Context, group: GroupRow) -> None:
    key, t = f"courses.timetable{group.id}.form", ctx.t
    version = forms.opened(key, group.version)
    slots = [row.slot for row in group.lines]
    for place, text in enumerate(course_detail.lines(ctx, group.lines)):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            with st.container(width="stretch"):
                markup.show(markup.paragraph(text))
            label = t("Lijn {n} verwijderen", n=place + 1)
            if st.button(label, key=f"{forms.base(key)}.drop{place}", type="tertiary"):
                rest = [slot for at, slot in enumerate(slots) if at != place]
                _store(ctx, group, key, version, rest, told=t("De lijn is verwijderd uit het uurrooster."))
    markup.show(markup.heading(t("Lijn toevoegen"), level=3))
    slot = slot_form(ctx, group, forms.base(key), label=N_("Lijn toevoegen"))
    if slot is not None:
        _store(ctx, group, key, version, [*slots, slot], told=t("De lijn staat in het uurrooster."))
    markup.show(markup.muted(t("Lessen die al gemaakt zijn, wijzigen niet mee.")))


def _store(
    ctx: Context, group: GroupRow, key: str, version: int, slots: list[Slot], *, told: str
) -> None:  # fmt: skip
    done = ctx.act(commands.set_timetable, group_id=group.id, version=version, slots=slots)
    forms.settle(ctx, key, done, told=told)


def slot_form(
    ctx: Context, group: GroupRow, base: str, *, label: str, is_dated: bool = False
) -> Slot | None:  # fmt: skip
    """One lesson or one line: when, how long without the break, what kind and by whom; None until it is sent."""
    t = ctx.t
    weekdays = {DATE: t("Eén datum"), **{number: t(name) for number, name in words.WEEKDAYS.items()}}
    teachers = [(0, t("Geen vaste leraar")), *ctx.read(choices.teachers, on=ctx.today)]
    with st.form(base, border=False):
        weekday = DATE
        with st.container(horizontal=True):
            if not is_dated:
                weekday = st.selectbox(
                    t("Vaste dag of datum"), list(weekdays), index=_free_day(group),
                    format_func=lambda key: weekdays[key], key=f"{base}.weekday",
                )  # fmt: skip
            label_of_day = N_("Datum") if is_dated else N_("Datum (alleen bij één datum)")
            held_on = forms.day(ctx, label_of_day, key=f"{base}.day")
        with st.container(horizontal=True):
            begins = st.time_input(t("Van"), EVENING, key=f"{base}.from", step=300)
            ends = st.time_input(t("Tot"), LATER, key=f"{base}.to", step=300)
            minutes = st.number_input(t("Lesminuten zonder pauze"), 1, 1440, 150, key=f"{base}.minutes")
        kind = forms.choice(ctx, N_("Soort les"), words.KINDS, key=f"{base}.kind")
        is_online = st.checkbox(t("Online les"), key=f"{base}.online")
        first = group.teachers[0][0] if len(group.teachers) == 1 else 0
        teacher = forms.pick(t("Leraar"), teachers, key=f"{base}.teacher", value=first)
        sent = st.form_submit_button(t(label), type="primary")
    if not sent:
        return None
    day = held_on if weekday == DATE else None
    return Slot(
        weekday or None, day, _minute(begins), _minute(ends), int(minutes), kind, is_online, teacher or None
    )


def _free_day(group: GroupRow) -> int:
    """The first weekday after those the timetable has already: what is added next."""
    taught = [row.slot.weekday for row in group.lines if row.slot.weekday is not None]
    return max(taught) % len(words.WEEKDAYS) + 1 if taught else 1


def _minute(moment: time | None) -> int:
    return moment.hour * 60 + moment.minute if moment is not None else 0


def _generate(ctx: Context, group: GroupRow) -> None:
    key, t = f"courses.generate{group.id}.form", ctx.t
    version = forms.opened(key, group.version)
    found = ctx.read(queries.preview, actor=ctx.actor, group_id=group.id)
    if not found.lessons:
        markup.show(markup.paragraph(t("Alle lessen van dit uurrooster bestaan al.")))
    else:
        first, last = ctx.f.date(found.first_on), ctx.f.date(found.last_on)
        told = t("{n} nieuwe lessen, van {first} tot en met {last}.", n=found.lessons, first=first, last=last)
        markup.show(markup.paragraph(told))
    _preview(ctx, found)
    with st.form(forms.base(key), border=False):
        sent = st.form_submit_button(t("Lessen maken"), type="primary", disabled=not found.lessons)
    if sent:
        done = ctx.act(commands.generate_lessons, group_id=group.id, version=version)
        forms.settle(ctx, key, done, told=t("{n} lessen zijn gemaakt.", n=done.value or 0))


def _preview(ctx: Context, found: Preview) -> None:
    t, number = ctx.t, ctx.f.number
    heads = (t("Schooljaar"), t("Er al"), t("Nieuw"), t("Samen"), t("Vak a"))
    rows = [
        (
            school_year_text(year.school_year), number(year.existing), number(year.new),
            number(year.existing + year.new), t("Nog niet ingevuld") if year.planned is None else number(year.planned),
        )
        for year in found.years
    ]  # fmt: skip
    if rows:
        markup.show(markup.table(t("Minuten contactles per schooljaar"), heads, rows))
    if found.skipped:
        days = ", ".join(ctx.f.date(day) for day in found.skipped)
        markup.show(markup.muted(t("Overgeslagen (feestdag of sluiting): {days}", days=days)))
