"""What the register asks to be done, above the list, each with its term; the drawers that drop or confirm one."""

from collections.abc import Sequence

import streamlit as st

from core.access.permissions import Action
from core.i18n import N_
from core.rights import administrator, commands, words
from core.rights.rows import TaskRow
from core.ui import forms, guarded, labels, markup, record_list, rights_list
from core.ui.page import Context


def draw(ctx: Context, tasks: Sequence[TaskRow]) -> None:
    """The open tasks, the first date first."""
    if not tasks:
        return
    n = len(tasks)
    title = ctx.t("1 open taak") if n == 1 else ctx.t("{n} open taken", n=n)
    markup.show(
        markup.heading(title, ctx.t("De termijnen zijn intern, in kalenderdagen: de wet noemt er geen."))
    )
    for task in tasks:
        _task(ctx, task)


def about(ctx: Context, task: TaskRow) -> str:
    """About whom, and why."""
    parts = [task.name]
    if task.was:
        parts.append(ctx.t("voordien {name}", name=task.was))
    parts += [ctx.t(words.CAUSES[cause], day=ctx.f.date(since)) for cause, since in task.causes]
    return " · ".join(parts)


def _task(ctx: Context, task: TaskRow) -> None:
    t, key = ctx.t, f"registration.task{task.task_id}"
    mark = labels.days(task.due_on, ctx.today, t)
    with st.container(
        horizontal=True, wrap=False, key=f"rij.task{task.task_id}", vertical_alignment="center", gap="small"
    ):
        with st.container(width="stretch"):
            markup.show(
                markup.row(mark, t(words.TASKS[task.kind]), about(ctx, task), ctx.f.date(task.due_on), t("intern"))
            )  # fmt: skip
        if task.staff_member_id is not None and st.button(t("Openen"), key=f"{key}.open", type="tertiary"):
            record_list.open_one(rights_list.LISTED, task.staff_member_id)
        if not ctx.may(Action.MANAGE_RIGHTS):
            return
        if task.kind == administrator.KIND and st.button(
            t("Nagekeken"), key=f"{key}.confirm", type="tertiary"
        ):
            guarded.dialog(t(words.TASKS[task.kind]))(_confirm)(ctx, task)
        if st.button(t("Schrappen"), key=f"{key}.drop", type="tertiary"):
            guarded.dialog(t("Taak schrappen"))(_drop)(ctx, task)


def _confirm(ctx: Context, task: TaskRow) -> None:
    key, t = f"registration.confirming{task.task_id}", ctx.t
    base = forms.base(key)
    with st.form(base, border=False):
        markup.show(
            markup.paragraph(
                t(
                    "{name} staat als wettelijke vertegenwoordiger in de KBO en is hier geen lokaal beheerder. "
                    "Kijk na wie nu de rechten toekent, en noteer wat je vond.",
                    name=task.name,
                )
            )
        )
        note = st.text_area(t("Wat je vond (minstens tien tekens)"), max_chars=300, key=f"{base}.note")
        sent = st.form_submit_button(t("Nazicht noteren"), type="primary")
    if sent:
        done = ctx.act(
            commands.confirm_administrator, task_id=task.task_id, version=task.version, note=note or ""
        )
        forms.settle(ctx, key, done, told=t("Het nazicht is genoteerd."))


def _drop(ctx: Context, task: TaskRow) -> None:
    key, t = f"registration.dropping{task.task_id}", ctx.t
    base = forms.base(key)
    with st.form(base, border=False):
        markup.show(
            markup.heading(t(words.TASKS[task.kind]), about(ctx, task), level=3),
            markup.muted(t("Ze komt alleen terug om een andere reden.")),
        )
        reason = st.text_area(t("Reden (minstens tien tekens)"), max_chars=300, key=f"{base}.reason")
        sent = st.form_submit_button(t("Taak schrappen"), type="primary")
    if sent:
        done = ctx.act(commands.drop_task, task_id=task.task_id, version=task.version, reason=reason or "")
        forms.settle(ctx, key, done, told=t("De taak is geschrapt."))


LATE, OPEN = N_("{n} te laat"), N_("Rechten: 1 open taak")


def on_today(ctx: Context, tasks: Sequence[TaskRow]) -> None:
    """One line for page Vandaag: the most urgent sign, how many, and the way there."""
    if not tasks:
        return
    t, n = ctx.t, len(tasks)
    late = sum(task.due_on < ctx.today for task in tasks)
    words_ = [t(OPEN) if n == 1 else t("Rechten: {n} open taken", n=ctx.f.number(n))]
    words_ += [t(LATE, n=ctx.f.number(late))] if late else []
    with st.container(key="rij.rights", horizontal=True, vertical_alignment="center", gap="small"):
        with st.container(width="stretch"):
            first = tasks[0]
            text = f"{t(words.TASKS[first.kind])}: {about(ctx, first)}"
            markup.show(
                markup.row(
                    labels.days(first.due_on, ctx.today, t), ", ".join(words_), text, ctx.f.date(first.due_on),
                    t("intern"),
                )
            )  # fmt: skip
        ctx.link("registration", t("Openen"), part="rights")
