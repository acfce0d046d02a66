"""The trajectories of one person, each with its proofs, and the drawers: enrol, note the completion, take it back."""

from collections.abc import Sequence

import streamlit as st

from core.access.permissions import Action
from core.i18n import N_
from core.learners import earned, participations
from core.learners.earned import EarnedRow
from core.learners.participations import ParticipationRow
from core.learners.queries import LearnerFile
from core.organisation import queries as organisation
from core.proofs import commands as proofs
from core.proofs.filters import Status
from core.trajectories import commands, lists
from core.ui import forms, guarded, labels, markup, participation_completing, prior_learning_basis
from core.ui.markup import Badge
from core.ui.page import Context

STARTED = N_("Gestart op")


def draw(ctx: Context, person: LearnerFile) -> None:
    """Each trajectory of the person, latest first."""
    markup.show(markup.heading(ctx.t("Trajecten"), level=3))
    if not person.participations:
        markup.show(markup.muted(ctx.t("Nog niet ingeschreven. Schrijf de deelnemer in voor een traject.")))
    lines = ctx.read(earned.earned, actor=ctx.actor, today=ctx.today, learner_id=person.id)
    for row in person.participations:
        with st.container(key=f"rij.participation{row.id}", gap="xsmall"):
            _one(ctx, row, [line for line in lines if line.participation_id == row.id])


def state(ctx: Context, row: ParticipationRow) -> Badge:
    """Running, or how it ended."""
    if row.completed_on is None:
        return labels.mark("plan", ctx.t(labels.OUTCOMES[""]))
    css = "hold" if row.outcome == "none" else "done"
    return labels.mark(css, ctx.t(labels.OUTCOMES[row.outcome]))


def _one(ctx: Context, row: ParticipationRow, lines: Sequence[EarnedRow]) -> None:
    t, day = ctx.t, ctx.f.date
    dates = [t("gestart op {day}", day=day(row.starts_on)) if row.starts_on else ""]
    dates += [t("afgerond op {day}", day=day(row.completed_on)) if row.completed_on else "", row.campus]
    markup.show(
        markup.badge(state(ctx, row)),
        markup.tag("div", markup.tag("b", f"{row.trajectory_code} {row.trajectory}")),
        markup.muted(" · ".join(part for part in dates if part)),
    )
    prior_learning_basis.draw(ctx, row.id)
    for line in lines:
        _proof(ctx, line)
    if not ctx.may(Action.EDIT_PARTICIPATION):
        return
    if row.completed_on is None:
        if st.button(t("Afronding noteren"), key=f"learners.complete{row.id}"):
            participation_completing.complete(ctx, row)
    elif row.issued == 0 and st.button(
        t("Afronding ongedaan maken"), key=f"learners.undo{row.id}", type="tertiary", icon=":material/undo:"
    ):
        guarded.dialog(t("Afronding ongedaan maken"))(_undo)(ctx, row)


def _proof(ctx: Context, line: EarnedRow) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        with st.container(width="stretch"):
            title = labels.word(labels.KIND_TITLES, line.kind, ctx.t)
            due = (
                ctx.t("uiterlijk {day}", day=ctx.f.date(line.due_on))
                if line.status is not Status.DONE
                else ""
            )
            markup.show(
                markup.badge(sign(ctx, line)),
                markup.muted(" · ".join(part for part in (title, line.number, due) if part)),
            )
        ctx.link("proofs", ctx.t("Openen"), proof=str(line.proof_id))


def sign(ctx: Context, line: EarnedRow) -> Badge:
    """The sign of a proof, also when it was withdrawn or LED cancelled it."""
    if line.led_cancelled_on is not None:
        return labels.mark("hold", ctx.t(labels.CANCELLED))
    if line.state == "withdrawn":
        return labels.mark("hold", ctx.t("Ingetrokken"))
    if line.status is Status.DONE:
        return labels.status("met_late" if line.met_late else "met", ctx.t)
    return labels.status(line.status, ctx.t)


def enrol(ctx: Context, person: LearnerFile) -> None:
    """Open the drawer that enrols a person."""
    guarded.dialog(ctx.t("Inschrijven voor een traject"))(_enrol)(ctx, person.id)


def _enrol(ctx: Context, learner_id: int) -> None:
    key, t = f"learners.enrol{learner_id}", ctx.t
    base = forms.base(key)
    offered = ctx.read(lists.names)
    campuses = ctx.read(organisation.campuses, actor=ctx.actor, only_active=True)
    with st.form(base, border=False):
        trajectory = forms.pick(
            t("Traject"), [(id_, f"{code} {name}") for id_, code, name in offered], key=f"{base}.trajectory"
        )
        campus = forms.pick(t("Campus"), [(row.id, row.name) for row in campuses], key=f"{base}.campus")
        day = forms.day(ctx, STARTED, key=f"{base}.starts", value=ctx.today)
        sent = st.form_submit_button(t("Inschrijven"), type="primary")
    if sent and (starts_on := forms.given(ctx, day, STARTED)) is not None:
        done = ctx.act(
            commands.enrol, learner_id=learner_id, trajectory_id=trajectory or 0, campus_id=campus or 0,
            starts_on=starts_on,
        )  # fmt: skip
        forms.settle(ctx, key, done, told=t("De deelnemer is ingeschreven."))


def _undo(ctx: Context, row: ParticipationRow) -> None:
    key, t = f"learners.undoing{row.id}", ctx.t
    found = [
        one
        for one in ctx.read(participations.participations, actor=ctx.actor, learner_id=row.learner_id)
        if one.id == row.id
    ]
    version, base = forms.opened(key, found[0].version if found else row.version), forms.base(key)
    with st.form(base, border=False):
        text = t(
            "Het traject loopt dan weer; {n} bewijzen die nog niet uitgereikt zijn, verdwijnen.", n=row.proofs
        )
        markup.show(markup.tag("b", f"{row.trajectory_code} {row.trajectory}"), markup.paragraph(text))
        reason = st.text_area(t("Reden (minstens tien tekens)"), max_chars=300, key=f"{base}.reason")
        sent = st.form_submit_button(t("Afronding ongedaan maken"), type="primary")
    if sent:
        done = ctx.act(proofs.undo_completion, participation_id=row.id, version=version, reason=reason or "")
        forms.settle(ctx, key, done, told=t("De afronding is ongedaan gemaakt; het traject loopt weer."))
