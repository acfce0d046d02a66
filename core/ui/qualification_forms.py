"""The drawers of the catalogue: read in the authority's answer (JSON), and edit a version by hand."""

from collections.abc import Mapping

import streamlit as st

from core.errors import InvalidInput
from core.i18n import N_
from core.trajectories import commands, queries, written
from core.trajectories.catalogue_store import Edited
from core.trajectories.queries import QualificationRow
from core.ui import conflict_view, forms, guarded, markup
from core.ui.page import Context

NAMES: Mapping[str, str] = {"title": N_("Titel")}
NOT_UTF8 = N_("De letters van dit bestand zijn niet te lezen. Bewaar het opnieuw als JSON in UTF-8.")
NOTHING = N_("Kies een bestand of plak de tekst.")


def bring(ctx: Context) -> None:
    """Open the drawer that reads a qualification in."""
    guarded.dialog(ctx.t("Kwalificatie inlezen"))(_bring)(ctx)


def _bring(ctx: Context) -> None:
    key, t = "trajectories.bring", ctx.t
    base = forms.base(key)
    with st.form(base, border=False):
        text = t("Bewaar het antwoord van de kwalificatiedatabank als JSON, of plak het hieronder.")
        markup.show(
            markup.paragraph(text),
            markup.muted(t("Een versie die er al is, wordt bijgewerkt; niets verdwijnt.")),
        )
        given = st.file_uploader(
            t("JSON-bestand, tot 5 MB"), type=["json"], key=f"{base}.file", max_upload_size=5
        )
        pasted = st.text_area(t("Of plak de tekst"), key=f"{base}.text", height=200)
        sent = st.form_submit_button(t("Kwalificatie inlezen"), type="primary")
    if not sent:
        return
    try:
        wanted = given.getvalue().decode("utf-8-sig") if given is not None else (pasted or "")
    except UnicodeDecodeError:
        ctx.refuse(InvalidInput(NOT_UTF8))
        return
    if not wanted.strip():
        ctx.refuse(InvalidInput(NOTHING))
        return
    done = ctx.act(commands.import_qualification, text=wanted)
    forms.settle(ctx, key, done, told=t("Kwalificatie {code} is ingelezen.", code=done.value or ""))


def edit(ctx: Context, qualification_id: int) -> None:
    """Open the drawer that edits a version."""
    guarded.dialog(ctx.t("Kwalificatie wijzigen"), width="large")(_edit)(ctx, qualification_id)


def _edit(ctx: Context, qualification_id: int) -> None:
    key, t = f"trajectories.qualification{qualification_id}", ctx.t
    row = next((one for one in ctx.read(queries.qualifications) if one.id == qualification_id), None)
    if row is None:
        ctx.stop(t("Deze kwalificatie bestaat niet meer."))
    version = forms.opened(key, row.version)
    trouble = st.container()
    try:
        edited = _form(ctx, row, forms.base(key))
    except InvalidInput as error:
        with trouble:
            ctx.refuse(error)
        return
    if edited is not None:
        done = ctx.attempt(
            commands.edit_qualification, qualification_id=qualification_id, version=version, edited=edited
        )
        with trouble:
            conflict_view.refuse(ctx, done, names=NAMES, typed={"title": edited.title})
        forms.settle(ctx, key, done, told=t("Kwalificatie {code} is bewaard.", code=row.code))


def _form(ctx: Context, row: QualificationRow, base: str) -> Edited | None:
    t = ctx.t
    known = ctx.read(written.competences, qualification_id=row.id)
    with st.form(base, border=False):
        markup.show(markup.muted(row.code))
        title = st.text_input(t("Titel"), row.title, 300, f"{base}.title")
        with st.container(horizontal=True):
            level = st.selectbox(
                t("VKS-niveau"), [None, *range(1, 9)], index=row.vks_level or 0, key=f"{base}.vks",
                format_func=lambda found: "–" if found is None else str(found),
            )  # fmt: skip
            begins = forms.day(ctx, N_("Erkend op"), key=f"{base}.begins", value=row.recognised_on)
            ends = forms.day(ctx, N_("Einde"), key=f"{base}.ends", value=row.ended_on)
        competences = st.text_area(
            t("Competenties: één per regel, code; titel"),
            written.competence_lines(known),
            160,
            key=f"{base}.competences",
        )
        parts = st.text_area(
            t("Deelkwalificaties: één per regel, code; titel; codes van competenties"),
            written.part_lines(row.parts),
            120,
            key=f"{base}.parts",
        )
        sent = st.form_submit_button(t("Kwalificatie bewaren"), type="primary")
    if not sent:
        return None
    return Edited(
        title or "", level, begins, ends, written.read_competences(competences or "", known=known),
        written.read_parts(parts or ""),
    )  # fmt: skip
