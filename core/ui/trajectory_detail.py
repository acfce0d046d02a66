"""One trajectory: its recognition, what it holds, and who takes part."""

import streamlit as st

from core.access.permissions import Action
from core.learners import participations
from core.learners.participations import ParticipationRow
from core.trajectories import queries
from core.trajectories.lists import TrajectoryRow
from core.trajectories.queries import TrajectoryFacts
from core.ui import labels, markup, prior_learning_basis, trajectory_forms, trajectory_state
from core.ui.page import Context

LINKED = 8
LISTED = 200


def draw(ctx: Context, row: TrajectoryRow | None) -> None:
    """The panel."""
    t = ctx.t
    if row is None:
        markup.show(markup.paragraph(t("Dit traject bestaat niet meer.")))
        return
    kind = labels.word(labels.TRAJECTORY_KINDS, row.kind, t)
    markup.show(
        markup.badge(trajectory_state.of(ctx, row)),
        markup.heading(f"{row.code} {row.name}", kind, css="tw-naam"),
    )
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        if ctx.may(Action.EDIT_TRAJECTORY) and st.button(
            t("Traject wijzigen"), key="trajectories.edit", type="primary"
        ):
            trajectory_forms.edit(ctx, row.id)
        ctx.link("proofs", t("Bekijk de bewijzen"), trajectory=str(row.id))
    markup.show(markup.facts(_facts(ctx, row)))
    _contents(ctx, ctx.read(queries.facts_of, trajectory_id=row.id))
    _people(ctx, row)


def _facts(ctx: Context, row: TrajectoryRow) -> list[tuple[str, str]]:
    t, day, n = ctx.t, ctx.f.date, ctx.f.number
    return [
        (t("Niveau"), labels.word(labels.LEVELS, row.level, t)),
        (t("Kwalificatie"), f"{row.qualification_code} {row.qualification_title}"),
        (t("Erkenningsnr."), row.recognition_number),
        (t("Erkend vanaf"), day(row.recognised_on)),
        (t("Erkend tot en met"), day(row.recognition_ends_on) or t("onbepaald")),
        (t("Deelnemers"), n(row.participations)),
        (t("Afgerond"), n(row.completed)),
    ]


def _contents(ctx: Context, found: TrajectoryFacts) -> None:
    t = ctx.t
    if found.parts:
        with st.expander(t("Deelkwalificaties ({n})", n=len(found.parts)), type="compact"):
            markup.show(
                markup.lines(
                    f"{part.code} {part.title} ({', '.join(sorted(part.competences))})"
                    for part in found.parts.values()
                )
            )
    with st.expander(t("Competenties ({n})", n=len(found.competences)), type="compact"):
        markup.show(markup.lines(f"{code} {title}" for code, title in found.competences.items()))


def _people(ctx: Context, row: TrajectoryRow) -> None:
    t = ctx.t
    found = ctx.read(participations.participations, actor=ctx.actor, trajectory_id=row.id, limit=LISTED)
    markup.show(markup.heading(t("Laatste deelnemers"), level=3))
    if not found:
        markup.show(markup.muted(t("Nog niemand ingeschreven op jouw campussen.")))
    basis = prior_learning_basis.of_trajectory(ctx, row.id) if row.kind == "evc" else {}
    for one in found[:LINKED]:
        with st.container(
            horizontal=True, key=f"rij.person{one.id}", vertical_alignment="center", wrap=False, gap="small"
        ):
            with st.container(width="stretch"):
                markup.show(
                    markup.tag("div", f"{one.last_name}, {one.first_name}"),
                    markup.muted(_when(ctx, one)),
                    markup.muted(basis.get(one.id, "")),
                )
            ctx.link("learners", t("Openen"), id=str(one.learner_id))
    if len(found) > LINKED:
        with st.expander(t("Alle deelnemers ({n})", n=ctx.f.number(row.participations)), type="compact"):
            rows = [
                (
                    f"{one.last_name}, {one.first_name}",
                    ctx.f.date(one.starts_on),
                    ctx.f.date(one.completed_on),
                    one.campus,
                )
                for one in found
            ]
            heads = (t("Deelnemer"), t("Gestart op"), t("Afgerond op"), t("Campus"))
            markup.show(markup.table(t("Laatst begonnen of afgerond eerst"), heads, rows))


def _when(ctx: Context, one: ParticipationRow) -> str:
    outcome = labels.word(labels.OUTCOMES, one.outcome, ctx.t)
    if one.completed_on:
        return f"{outcome} · {ctx.f.date(one.completed_on)}"
    return " · ".join(part for part in (outcome, ctx.f.date(one.starts_on)) if part)
