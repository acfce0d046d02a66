"""The drawers of a trajectory: a newly recognised one, and a correction."""

from collections.abc import Mapping
from datetime import date

import streamlit as st

from core.i18n import N_
from core.trajectories import commands, lists, queries
from core.trajectories.commands import Recognition
from core.trajectories.queries import QualificationRow, TrajectoryFacts
from core.ui import conflict_view, forms, guarded, markup, record_list
from core.ui.page import Context

BEGINS = N_("Erkend vanaf")
NAMES: Mapping[str, str] = {"name": N_("Naam van het traject"), "recognition_number": N_("Erkenningsnummer")}


def add(ctx: Context) -> None:
    """Open the drawer of a new trajectory."""
    guarded.dialog(ctx.t("Traject toevoegen"))(_add)(ctx)


def _add(ctx: Context) -> None:
    key = "trajectories.new"
    recognition = _form(ctx, None, forms.base(key), label=N_("Traject toevoegen"))
    if recognition is not None:
        done = ctx.act(commands.add_trajectory, recognition=recognition)
        if done and done.value is not None:
            record_list.choose("trajectories", done.value)
        forms.settle(ctx, key, done, told=ctx.t("Traject {code} is toegevoegd.", code=recognition.code))


def edit(ctx: Context, trajectory_id: int) -> None:
    """Open the drawer that corrects a trajectory."""
    guarded.dialog(ctx.t("Traject wijzigen"))(_edit)(ctx, trajectory_id)


def _edit(ctx: Context, trajectory_id: int) -> None:
    key = f"trajectories.edit{trajectory_id}"
    row = next((one for one in ctx.read(lists.trajectories) if one.id == trajectory_id), None)
    if row is None:
        ctx.stop(ctx.t("Dit traject bestaat niet meer."))
    stored = ctx.read(queries.facts_of, trajectory_id=trajectory_id)
    version = forms.opened(key, row.version)
    trouble = st.container()
    recognition = _form(ctx, stored, forms.base(key), label=N_("Traject bewaren"))
    if recognition is not None:
        done = ctx.attempt(
            commands.change_trajectory, trajectory_id=trajectory_id, version=version, recognition=recognition
        )
        typed = {"name": recognition.name, "recognition_number": recognition.recognition_number}
        with trouble:
            conflict_view.refuse(ctx, done, names=NAMES, typed=typed)
        forms.settle(ctx, key, done, told=ctx.t("Traject {code} is bewaard.", code=recognition.code))


def _form(ctx: Context, stored: TrajectoryFacts | None, base: str, *, label: str) -> Recognition | None:
    known = {row.code: row for row in ctx.read(queries.qualifications)}
    # Level and qualification stand before the form: they decide which parts can be chosen in it.
    level = forms.choice(
        ctx, N_("Niveau"), commands.LEVELS, key=f"{base}.level", value=stored.level if stored else None
    )
    qualification = st.selectbox(
        ctx.t("Kwalificatie"),
        list(known),
        index=list(known).index(stored.qualification_code) if stored else (0 if known else None),
        format_func=lambda code: f"{code} {known[code].title}",
        key=f"{base}.qualification",
    )
    if qualification is None:
        markup.show(markup.muted(ctx.t("Lees eerst een kwalificatie in.")))
        return None
    return _fields(ctx, stored, base, level=level, qualification=known[qualification], label=label)


def _fields(
    ctx: Context,
    stored: TrajectoryFacts | None,
    base: str,
    *,
    level: str,
    qualification: QualificationRow,
    label: str,
) -> Recognition | None:
    t = ctx.t
    with st.form(base, border=False):
        with st.container(horizontal=True):
            code = st.text_input(t("Code"), stored.code if stored else "", 40, f"{base}.code", width=130)
            name = st.text_input(
                t("Naam van het traject"), stored.name if stored else "", 200, f"{base}.name"
            )
        kind = forms.choice(
            ctx, N_("Soort"), commands.KINDS, key=f"{base}.kind", value=stored.kind if stored else None
        )
        parts = _parts(ctx, stored, base, qualification) if level == "partial" else []
        number = st.text_input(
            t("Erkenningsnummer"), stored.recognition_number if stored else "", 60, f"{base}.recognition"
        )
        begins, ends = _dates(ctx, stored, base)
        sent = st.form_submit_button(t(label), type="primary")
    if not sent or (begins_on := forms.given(ctx, begins, BEGINS)) is None:
        return None
    return Recognition(
        code or "", name or "", kind, level, qualification.code, number or "", begins_on, ends, parts
    )


def _parts(
    ctx: Context, stored: TrajectoryFacts | None, base: str, qualification: QualificationRow
) -> list[str]:
    offered = {part.code: part.title for part in qualification.parts}
    if not offered:
        markup.show(markup.muted(ctx.t("Deze kwalificatie heeft geen deelkwalificaties. Vul ze eerst aan.")))
        return []
    return st.multiselect(
        ctx.t("Erkende deelkwalificaties"),
        list(offered),
        default=[code for code in (stored.parts if stored else ()) if code in offered],
        format_func=lambda code: f"{code} {offered[code]}",
        key=f"{base}.parts.{qualification.id}",
        placeholder=ctx.t("Kies uit de lijst"),
    )


def _dates(ctx: Context, stored: TrajectoryFacts | None, base: str) -> tuple[date | None, date | None]:
    with st.container(horizontal=True):
        begins = forms.day(
            ctx, BEGINS, key=f"{base}.begins", value=stored.recognised_on if stored else ctx.today
        )
        ends = forms.day(
            ctx,
            N_("Erkend tot en met (leeg als onbepaald)"),
            key=f"{base}.ends",
            value=stored.recognition_ends_on if stored else None,
        )
    return begins, ends
