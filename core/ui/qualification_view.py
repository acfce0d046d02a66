"""The catalogue of qualifications: every version with its parts and competences."""

import streamlit as st

from core.access.permissions import Action
from core.i18n import N_
from core.trajectories import queries
from core.trajectories.queries import QualificationRow
from core.ui import labels, markup, qualification_forms, record_list
from core.ui.cells import Column
from core.ui.markup import Badge
from core.ui.page import Context
from core.ui.record_list import RecordList


def state(ctx: Context, row: QualificationRow) -> Badge:
    """Whether this version is still the one to use."""
    if row.ended_on is not None and row.ended_on < ctx.today:
        return labels.mark("hold", ctx.t("Beëindigd"))
    return labels.mark("done", ctx.t("Van kracht"))


def columns(ctx: Context) -> list[Column[QualificationRow]]:
    """What identifies stands left of what describes."""
    return [
        Column(N_("Stand"), lambda row: state(ctx, row), "status", 130),
        Column(N_("Code"), lambda row: row.code, width=110),
        Column(N_("Kwalificatie"), lambda row: row.title, width=280),
        Column(N_("VKS-niveau"), lambda row: row.vks_level, "number", 100),
        Column(N_("Deelkwalificaties"), lambda row: len(row.parts), "number", 140),
        Column(N_("Competenties"), lambda row: len(row.competences), "number", 120),
        Column(N_("Erkend op"), lambda row: row.recognised_on, "date", 112),
        Column(N_("Einde"), lambda row: row.ended_on, "date", 112),
    ]


LISTED: RecordList[QualificationRow] = RecordList(
    "trajectories.qualifications", N_("Kwalificaties op code"), (N_("1 kwalificatie"), N_("{n} kwalificaties")),
    N_("Kwalificatie openen"), columns, lambda row: row.id,
    lambda row: f"{row.code} {row.title}", address=("qualification",),
)  # fmt: skip


def draw(ctx: Context) -> None:
    """The list, and the one that stands open beside it."""
    found = ctx.read(queries.qualifications)
    if not found:
        why = ctx.t("Bewaar het antwoord van de kwalificatiedatabank en lees het hier in.")
        markup.show(markup.heading(ctx.t("Nog geen kwalificaties"), why, css="tw-klein"))
        return
    rows = {row.id: row for row in found}
    record_list.beside(ctx, LISTED, found, lambda key: _detail(ctx, rows.get(key)), total=len(found))


def _detail(ctx: Context, row: QualificationRow | None) -> None:
    t = ctx.t
    if row is None:
        markup.show(markup.paragraph(t("Deze kwalificatie bestaat niet meer.")))
        return
    markup.show(markup.badge(state(ctx, row)), markup.heading(row.title, row.code, css="tw-naam"))
    if ctx.may(Action.EDIT_TRAJECTORY) and st.button(
        t("Kwalificatie wijzigen"), key="trajectories.qualification.edit", type="primary"
    ):
        qualification_forms.edit(ctx, row.id)
    markup.show(
        markup.facts(
            [
                (t("VKS-niveau"), str(row.vks_level or "")),
                (t("Status in het register"), row.status),
                (t("Erkend op"), ctx.f.date(row.recognised_on)),
                (t("Einde"), ctx.f.date(row.ended_on)),
            ]
        )
    )
    if row.parts:
        markup.show(markup.heading(t("Deelkwalificaties"), level=3))
        markup.show(
            markup.events(
                (f"{part.code} {part.title}", ", ".join(sorted(part.competences))) for part in row.parts
            )
        )
    markup.show(markup.heading(t("Competenties"), level=3))
    markup.show(markup.events((title, code) for code, title in row.competences.items()))
