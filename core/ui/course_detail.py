"""One course in sections: its data, its groups with their timetable, the lessons, and who is enrolled."""

from collections.abc import Sequence

import streamlit as st

from core.access.permissions import Action
from core.courses import clock_text, queries, words
from core.courses.rows import CourseDetail, GroupRow, LineRow, YearRow
from core.courses.school_years import school_year_text
from core.errors import NotFound
from core.i18n import N_
from core.ui import (
    certificates_links,
    course_copy,
    course_forms,
    course_group_forms,
    course_lessons,
    course_pictures,
    enrolments_panel,
    labels,
    markup,
)
from core.ui.markup import Badge
from core.ui.page import Context

VIEWS = {"facts": N_("Gegevens"), "pictures": N_("Beeld")}


def draw(ctx: Context, course_id: int) -> None:
    """The panel."""
    try:
        found = ctx.read(queries.course, actor=ctx.actor, course_id=course_id)
    except NotFound as gone:
        ctx.refuse(gone)
        return
    campus = f"{found.campus} · {ctx.f.date(found.fields.starts_on)} – {ctx.f.date(found.fields.ends_on)}"
    markup.show(markup.heading(f"{found.fields.code} {found.fields.name}", campus, css="tw-naam"))
    if ctx.may(Action.EDIT_COURSE):
        with st.container(horizontal=True, gap="small", key="acts"):
            if st.button(ctx.t("Opleiding wijzigen"), key="courses.edit"):
                course_forms.edit(ctx, course_id)
            if st.button(ctx.t("Kopieer naar volgend schooljaar"), key="courses.copy"):
                course_copy.copy(ctx, found)
    if _view(ctx) == "pictures":
        course_pictures.draw(ctx, course_id, unit=found.fields.lesson_unit)
        return
    markup.show(markup.facts(_facts(ctx, found)))
    _years(ctx, found)
    _groups(ctx, found)
    certificates_links.of_course(ctx, course_id)
    course_lessons.draw(ctx, found.groups)
    if ctx.may(Action.SEE_ENROLMENTS):
        enrolments_panel.draw(ctx, course_id=course_id)


def _view(ctx: Context) -> str:
    found = st.segmented_control(
        ctx.t("Toon van deze opleiding"), list(VIEWS), default="facts", required=True, wrap=True,
        format_func=lambda code: ctx.t(VIEWS[code]), key="courses.shown", label_visibility="collapsed",
    )  # fmt: skip
    return str(found or "facts")


def _facts(ctx: Context, found: CourseDetail) -> list[tuple[str, str]]:
    t, day, fields = ctx.t, ctx.f.date, found.fields
    kind = labels.word(words.RECOGNITIONS, fields.recognition_kind, t) if fields.recognition_kind else ""
    recognition = " ".join(
        part
        for part in (kind, fields.joint_committee, fields.recognition_number, day(fields.recognised_on))
        if part
    )
    second = fields.second_session_from_on
    return [
        (t("Organisatie"), labels.word(words.ORGANISATIONS, fields.organisation, t)),
        (t("Lestijd"), t("{n} minuten", n=fields.lesson_unit)),
        (t("Categorie"), labels.word(words.CATEGORIES, fields.category, t)),
        (t("Erkenning"), recognition or t("Nog niet ingevuld")),
        (t("Traject"), found.trajectory),
        (t("Laatste examen 1e zittijd"), day(fields.first_session_exam_on)),
        (t("Tweede zittijd"), f"{day(second)} – {day(fields.second_session_to_on)}" if second else ""),
        (
            t("Vlaams opleidingsverlof"),
            labels.word(words.VOV_FORMS, fields.vov_form, t) if fields.vov_form else "",
        ),
        (t("ODB-nummer"), fields.odb_number),
        (t("Credits"), ctx.f.number(fields.credits_hundredths / 100, 2) if fields.credits_hundredths else ""),
        (t("Modules"), fields.modules),
        (t("Lestijden (VOV)"), ctx.f.number(fields.lesson_periods) if fields.lesson_periods else ""),
        (t("Gekopieerd van"), found.copied_from),
    ]


def _years(ctx: Context, found: CourseDetail) -> None:
    t, unit = ctx.t, found.fields.lesson_unit
    markup.show(markup.heading(t("Vak a: contactlessen per schooljaar"), level=3))
    heads = (t("Schooljaar"), t("Lestijden van {n} minuten", n=unit), t("Educatief verlof"))
    rows = [
        (school_year_text(year.school_year), _units(ctx, year, unit), _leave(ctx, found, year))
        for year in found.years
    ]
    markup.show(markup.table(t("Vak a per schooljaar"), heads, rows))


def _units(ctx: Context, year: YearRow, unit: int) -> str:
    if year.planned_minutes is None:
        return ctx.t("Nog niet ingevuld")
    whole, rest = divmod(year.planned_minutes, unit)
    return ctx.f.number(whole) + (ctx.t(" en {n} minuten", n=rest) if rest else "")


def _leave(ctx: Context, found: CourseDetail, year: YearRow) -> str | Badge:
    if year.is_eligible is None:
        return labels.mark("hold", ctx.t("Vak a ontbreekt"))
    if not year.is_eligible:
        return labels.mark("soon", ctx.t("Minder dan 32 lestijden"))
    if found.fields.is_mentor_course:
        return labels.mark("done", ctx.t("Mentoropleiding: geen minimum"))
    return labels.mark("done", ctx.t("Minstens 32 lestijden"))


def _groups(ctx: Context, found: CourseDetail) -> None:
    t = ctx.t
    markup.show(markup.heading(t("Groepen en uurrooster"), level=3))
    if not found.groups:
        markup.show(markup.muted(t("Nog geen groepen. Voeg een groep toe en geef haar een uurrooster.")))
    for group in found.groups:
        with st.container(key=f"groep.{group.id}", border=True, gap="small"):
            _group(ctx, group)
    if ctx.may(Action.EDIT_COURSE) and st.button(
        t("Groep toevoegen"), key="courses.group_add", icon=":material/add:"
    ):
        course_group_forms.add(ctx, found.id)


def _group(ctx: Context, group: GroupRow) -> None:
    t = ctx.t
    teachers = ", ".join(name for _, name in group.teachers) or t("Nog geen leraar")
    markup.show(
        markup.heading(f"{group.code} {group.name}", teachers, level=4),
        markup.lines(lines(ctx, group.lines)) if group.lines else markup.muted(t("Nog geen uurrooster.")),
    )
    if not ctx.may(Action.EDIT_COURSE):
        return
    with st.container(horizontal=True, gap="xsmall"):
        if st.button(t("Groep wijzigen"), key=f"courses.group{group.id}"):
            course_group_forms.edit(ctx, group)
        if st.button(t("Uurrooster wijzigen"), key=f"courses.timetable{group.id}"):
            course_group_forms.timetable(ctx, group)
        if group.lines and st.button(t("Lessen maken"), key=f"courses.generate{group.id}"):
            course_group_forms.generate(ctx, group)


def lines(ctx: Context, rows: Sequence[LineRow]) -> list[str]:
    """The lines of a timetable in words: when, how long, what kind, by whom."""
    return [
        " · ".join(
            part
            for part in (
                clock_text.line_text(row.slot, language=ctx.language),
                ctx.t("{n} minuten les", n=row.slot.minutes),
                "" if row.slot.kind == "contact" else labels.word(words.KINDS, row.slot.kind, ctx.t),
                ctx.t("online") if row.slot.is_online else "",
                row.teacher,
            )
            if part
        )
        for row in rows
    ]
