"""The drawer that notes "traject afgerond op": the day, the outcome, and the parts or competences achieved."""

from collections.abc import Mapping

import streamlit as st

from core.i18n import N_
from core.learners import participations
from core.learners.participations import ParticipationRow
from core.proofs import commands
from core.proofs.achieving import OUTCOMES, Achievement
from core.trajectories import queries as trajectories
from core.trajectories.queries import TrajectoryFacts
from core.ui import forms, guarded, markup, prior_learning_basis
from core.ui.page import Context

COMPLETED = N_("Traject afgerond op")


def complete(ctx: Context, row: ParticipationRow) -> None:
    """Open the drawer of one participation."""
    guarded.dialog(ctx.t("Afronding noteren"))(_complete)(ctx, row)


def _complete(ctx: Context, row: ParticipationRow) -> None:
    key, t = f"learners.completing{row.id}", ctx.t
    found = [
        one
        for one in ctx.read(participations.participations, actor=ctx.actor, learner_id=row.learner_id)
        if one.id == row.id
    ]
    version, base = forms.opened(key, found[0].version if found else row.version), forms.base(key)
    trajectory = ctx.read(trajectories.facts_of, trajectory_id=row.trajectory_id)
    text = t(
        "Vanaf deze dag loopt de termijn om in LED te registreren; de verdiende bewijzen verschijnen meteen."
    )
    markup.show(markup.tag("b", f"{row.trajectory_code} {row.trajectory}"), markup.muted(text))
    prior_learning_basis.draw(ctx, row.id, is_asked=trajectory.kind == "evc")
    outcome = forms.choice(ctx, N_("Resultaat"), _possible(trajectory), key=f"{base}.outcome")
    with st.form(base, border=False):
        day = forms.day(
            ctx,
            COMPLETED,
            key=f"{base}.day",
            value=ctx.today,
            latest=ctx.today,
            earliest=row.starts_on,
        )
        parts = _codes(
            ctx, outcome in {"parts"}, t("Behaalde deelkwalificaties"), _parts(trajectory), f"{base}.parts"
        )
        competences = _codes(
            ctx, outcome in {"parts", "competences"}, t("Behaalde competenties"), trajectory.competences,
            f"{base}.competences",
        )  # fmt: skip
        sent = st.form_submit_button(t("Afronding noteren"), type="primary")
    if sent and (completed_on := forms.given(ctx, day, COMPLETED)) is not None:
        achievement = Achievement(completed_on, outcome, parts, competences)
        done = ctx.act(commands.complete, participation_id=row.id, version=version, achievement=achievement)
        made = len(done.value or [])
        told = t("Afgerond. {n} bewijzen staan nu klaar om uit te reiken.", n=made)
        forms.settle(
            ctx, key, done, told=told if made else t("Afgerond. Er volgt geen bewijs uit dit resultaat.")
        )


def _possible(trajectory: TrajectoryFacts) -> Mapping[str, str]:
    return {code: text for code, text in OUTCOMES.items() if code != "parts" or trajectory.parts}


def _parts(trajectory: TrajectoryFacts) -> Mapping[str, str]:
    return {code: part.title for code, part in trajectory.parts.items()}


def _codes(ctx: Context, is_asked: bool, label: str, offered: Mapping[str, str], key: str) -> list[str]:
    if not is_asked or not offered:
        return []
    return st.multiselect(
        label, list(offered), format_func=lambda code: f"{code} {offered[code]}", key=key,
        placeholder=ctx.t("Kies uit de lijst"),
    )  # fmt: skip
