"""The drawers of a course: a new one, and a correction."""

from collections.abc import Mapping
from datetime import date

import streamlit as st

from core.courses import choices, commands, queries, words
from core.courses.commands import CourseFields
from core.courses.rows import CourseDetail
from core.courses.school_years import school_year, school_year_text
from core.i18n import N_
from core.organisation import queries as organisation
from core.ui import conflict_view, forms, guarded, record_list
from core.ui.page import Context

NAMES: Mapping[str, str] = {
    "name": N_("Naam van de opleiding"),
    "recognition_number": N_("Erkenningsnummer of identificatienummer"),
}
YEARS_OFFERED = 2
Stored = CourseFields | None


def add(ctx: Context) -> None:
    """Open the drawer of a new course."""
    guarded.dialog(ctx.t("Opleiding toevoegen"))(_add)(ctx)


def edit(ctx: Context, course_id: int) -> None:
    """Open the drawer that corrects a course."""
    guarded.dialog(ctx.t("Opleiding wijzigen"))(_edit)(ctx, course_id)


def _add(ctx: Context) -> None:
    key = "courses.new"
    fields = _form(ctx, None, forms.base(key), label=N_("Opleiding bewaren"))
    if fields is not None:
        done = ctx.act(commands.add_course, fields=fields)
        if done and done.value is not None:
            record_list.choose("courses", done.value)
        forms.settle(ctx, key, done, told=ctx.t("Opleiding {code} is toegevoegd.", code=fields.code.strip()))


def _edit(ctx: Context, course_id: int) -> None:
    key = f"courses.edit{course_id}"
    stored: CourseDetail = ctx.read(queries.course, actor=ctx.actor, course_id=course_id)
    version = forms.opened(key, stored.version)
    fields = _form(ctx, stored.fields, forms.base(key), label=N_("Opleiding bewaren"))
    if fields is not None:
        done = ctx.attempt(commands.change_course, course_id=course_id, version=version, fields=fields)
        typed = {"name": fields.name, "recognition_number": fields.recognition_number}
        # Under the button: above so long a form it would be out of sight.
        conflict_view.refuse(ctx, done, names=NAMES, typed=typed)
        forms.settle(ctx, key, done, told=ctx.t("Opleiding {code} is bewaard.", code=fields.code.strip()))


def _form(ctx: Context, stored: Stored, base: str, *, label: str) -> CourseFields | None:
    with st.form(base, border=False):
        values = {
            **_identity(ctx, stored, base),
            **_dates(ctx, stored, base),
            **_recognition(ctx, stored, base),
            **_flemish(ctx, stored, base),
        }
        boxes = _boxes(ctx, stored, base)
        sent = st.form_submit_button(ctx.t(label), type="primary")
    if not sent:
        return None
    unit = int(str(values["lesson_unit"]))
    planned = {year: count * unit for year, count in boxes.items() if count is not None}
    for year, minutes in (stored.planned if stored else {}).items():
        # What is no whole number of lesson units came from elsewhere; untouched it stays as it was.
        if planned.get(year) == minutes // unit * unit:
            planned[year] = minutes
    return CourseFields(**{**values, "lesson_unit": unit, "planned": planned})  # type: ignore[arg-type]


def _identity(ctx: Context, stored: Stored, base: str) -> dict[str, object]:
    t = ctx.t
    campuses = [(campus.id, campus.name) for campus in ctx.read(organisation.campuses, actor=ctx.actor)]
    with st.container(horizontal=True):
        code = st.text_input(t("Code"), stored.code if stored else "", 40, f"{base}.code", width=130)
        name = st.text_input(t(NAMES["name"]), stored.name if stored else "", 200, f"{base}.name")
    campus = forms.pick(
        t("Campus"), campuses, key=f"{base}.campus", value=stored.campus_id if stored else None
    )
    trajectories = [(0, t("Geen traject")), *ctx.read(choices.trajectories)]
    trajectory = forms.pick(
        t("Traject waarvoor deze opleiding telt"), trajectories, key=f"{base}.trajectory",
        value=(stored.trajectory_id or 0) if stored else 0,
    )  # fmt: skip
    return {
        "code": code or "", "name": name or "", "campus_id": campus or 0, "trajectory_id": trajectory or None,
        "organisation": forms.choice(
            ctx, N_("Organisatie"), words.ORGANISATIONS, key=f"{base}.organisation",
            value=stored.organisation if stored else None,
        ),
        "lesson_unit": forms.choice(
            ctx, N_("Lestijd"), words.UNITS, key=f"{base}.unit", value=str(stored.lesson_unit) if stored else None
        ),
    }  # fmt: skip


def _dates(ctx: Context, stored: Stored, base: str) -> dict[str, object]:
    def day(label: str, name: str) -> date | None:
        value = getattr(stored, name) if stored else None
        return forms.day(ctx, label, key=f"{base}.{name}", value=value)

    with st.container(horizontal=True):
        found: dict[str, object] = {
            "starts_on": day(N_("Eerste lesdag"), "starts_on"),
            "ends_on": day(N_("Laatste dag"), "ends_on"),
        }
    found["first_session_exam_on"] = day(
        N_("Laatste examen van de eerste zittijd (leeg zonder examen)"), "first_session_exam_on"
    )
    with st.container(horizontal=True):
        found["second_session_from_on"] = day(N_("Tweede zittijd van"), "second_session_from_on")
        found["second_session_to_on"] = day(N_("Tweede zittijd tot en met"), "second_session_to_on")
    found["skips_holidays"] = st.checkbox(
        ctx.t("Geen les op feestdagen en sluitingsdagen"), stored.skips_holidays if stored else True,
        key=f"{base}.holidays",
    )  # fmt: skip
    return found


def _recognition(ctx: Context, stored: Stored, base: str) -> dict[str, object]:
    t = ctx.t
    found: dict[str, object] = {
        "category": forms.choice(
            ctx, N_("Categorie"), words.CATEGORIES, key=f"{base}.category",
            value=stored.category if stored else None,
        ),
        "recognition_kind": forms.choice(
            ctx, N_("Erkend door"), words.RECOGNITIONS, key=f"{base}.recognition",
            value=stored.recognition_kind if stored else None,
        ),
    }  # fmt: skip
    found["recognition_number"] = st.text_input(
        t(NAMES["recognition_number"]), stored.recognition_number if stored else "", 60, f"{base}.number"
    )
    with st.container(horizontal=True):
        found["joint_committee"] = st.text_input(
            t("Nummer van het paritair comité"),
            stored.joint_committee if stored else "",
            20,
            f"{base}.committee",
        )
        found["recognised_on"] = forms.day(
            ctx, N_("Erkend op"), key=f"{base}.recognised", value=stored.recognised_on if stored else None
        )
    found["is_mentor_course"] = st.checkbox(
        t("Mentoropleiding (geen minimum van 32 lestijden)"), stored.is_mentor_course if stored else False,
        key=f"{base}.mentor",
    )  # fmt: skip
    return found


def _flemish(ctx: Context, stored: Stored, base: str) -> dict[str, object]:
    t = ctx.t
    form = forms.choice(
        ctx, N_("Vlaams opleidingsverlof"), words.VOV_FORMS, key=f"{base}.vov",
        value=stored.vov_form if stored else None,
    )  # fmt: skip
    with st.container(horizontal=True):
        number = st.text_input(t("ODB-nummer"), stored.odb_number if stored else "", 40, f"{base}.odb")
        kept = stored.credits_hundredths if stored else None
        credits = st.number_input(
            t("Credits"), 0.01, 2000.0, kept / 100 if kept else None, 1.0, key=f"{base}.credits", format="%.2f"
        )  # fmt: skip
        periods = st.number_input(
            t("Lestijden (VOV)"), 1, 20_000, stored.lesson_periods if stored else None, key=f"{base}.periods"
        )
    modules = st.text_input(
        t("Modules (op het attest)"), stored.modules if stored else "", 400, f"{base}.modules"
    )
    return {
        "vov_form": form, "odb_number": number or "", "lesson_periods": periods, "modules": modules or "",
        "credits_hundredths": None if credits is None else round(credits * 100),
    }  # fmt: skip


def _boxes(ctx: Context, stored: Stored, base: str) -> dict[int, int | None]:
    """Box a in lesson units, for the years of the course and at least two of them."""
    start = stored.starts_on if stored and stored.starts_on else ctx.today
    first = school_year(start)
    last = school_year(stored.ends_on) if stored and stored.ends_on else first
    found: dict[int, int | None] = {}
    with st.container(horizontal=True):
        for year in range(first, max(last, first + YEARS_OFFERED - 1) + 1):
            minutes = stored.planned.get(year) if stored else None
            found[year] = st.number_input(
                ctx.t("Vak a {year} (lestijden)", year=school_year_text(year)), 0, 4000,
                None if minutes is None or stored is None else minutes // stored.lesson_unit, key=f"{base}.box{year}",
            )  # fmt: skip
    return found
