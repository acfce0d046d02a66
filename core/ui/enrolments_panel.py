"""Who is enrolled in a course: each with group, leave and state; the acts stand in a drawer per person."""

from collections.abc import Sequence

import streamlit as st

from core.access.permissions import Action
from core.attendance import lines
from core.attendance.lines import Line
from core.enrolments import queries, words
from core.enrolments.rows import EnrolmentRow
from core.learners import names
from core.ui import enrolment_adding, enrolment_drawer, labels, line_words, markup
from core.ui.markup import Badge
from core.ui.page import Context

KEY = "courses.enrolments"
LISTED = 40
MARKS = {words.PLANNED: "plan", words.RUNNING: "plan", words.STOPPED: "hold", words.ENDED: "done"}


def draw(ctx: Context, *, course_id: int) -> None:
    """The panel beneath a course; nothing for who may not see enrolments."""
    if not ctx.may(Action.SEE_ENROLMENTS):
        return
    t = ctx.t
    rows = ctx.read(queries.of_course, actor=ctx.actor, today=ctx.today, course_id=course_id)
    markup.show(markup.heading(t("Inschrijvingen ({n})", n=ctx.f.number(len(rows))), level=3))
    if ctx.may(Action.EDIT_ENROLMENT) and st.button(t("Cursist inschrijven"), key=f"{KEY}.add"):
        enrolment_adding.add(ctx, course_id)
    if not rows:
        markup.show(markup.muted(t("Nog niemand ingeschreven op jouw campussen.")))
        return
    _proposals(ctx, course_id)
    found = _searched(ctx, rows)
    shown = found[:LISTED]
    left = ctx.read(lines.of_enrolments, today=ctx.today, enrolment_ids=[row.id for row in shown])
    for row in shown:
        _line(ctx, row, left.get(row.id))
    if len(found) > LISTED:
        markup.show(markup.muted(t("Nog {n} anderen. Zoek op naam.", n=ctx.f.number(len(found) - LISTED))))


def state(ctx: Context, row: EnrolmentRow) -> Badge:
    """The sign and word of an enrolment."""
    return labels.mark(MARKS[row.state], ctx.t(words.STATES[row.state]))


def told(ctx: Context, row: EnrolmentRow) -> str:
    """Group, leave and what is out of the ordinary, in one line."""
    t, day = ctx.t, ctx.f.date
    parts = [row.group, t(words.REGIMES[row.regime]), row.employer_name if row.regime else ""]
    if row.is_late:
        parts.append(t("laattijdig op {day}", day=day(row.enrolled_on)))
    if row.stopped_on is not None:
        parts.append(t("gestopt op {day}", day=day(row.stopped_on)))
    return " · ".join(part for part in parts if part)


def _searched(ctx: Context, rows: Sequence[EnrolmentRow]) -> list[EnrolmentRow]:
    if len(rows) <= LISTED:
        return list(rows)
    typed = st.text_input(ctx.t("Zoek op naam"), key=f"{KEY}.search", max_chars=80)
    wanted = names.folded(typed or "")
    return [row for row in rows if wanted in names.folded(f"{row.last_name} {row.first_name}")]


def _line(ctx: Context, row: EnrolmentRow, left: Line | None) -> None:
    with st.container(
        horizontal=True, key=f"rij.enrolment{row.id}", vertical_alignment="center", wrap=False, gap="small"
    ):
        with st.container(width="stretch"):
            marks = [state(ctx, row), *([line_words.over(ctx)] if left is not None and left.is_over else [])]
            markup.show(
                markup.tag("div", row.name),
                *(markup.badge(mark) for mark in marks),
                markup.muted(told(ctx, row)),
                markup.muted(
                    line_words.may_miss(ctx, left) if left is not None and row.stopped_on is None else ""
                ),
            )
        if st.button(
            ctx.t("Openen"),
            key=f"{KEY}.open{row.id}",
            help=markup.markdown_safe(ctx.t("Inschrijving van {name}", name=row.name)),
        ):
            enrolment_drawer.show(ctx, row.id)


def _proposals(ctx: Context, course_id: int) -> None:
    t = ctx.t
    found = ctx.read(queries.completion_proposals, actor=ctx.actor, today=ctx.today, course_id=course_id)
    if not found or not ctx.may(Action.EDIT_PARTICIPATION):
        return
    with st.expander(t("Traject afronden? ({n})", n=ctx.f.number(len(found))), type="compact"):
        markup.show(markup.muted(t("De opleiding is voorbij en het traject staat nog open.")))
        for one in found[:LISTED]:
            with st.container(
                horizontal=True,
                key=f"rij.over{one.participation_id}",
                vertical_alignment="center",
                wrap=False,
            ):
                with st.container(width="stretch"):
                    day = ctx.f.date(one.completed_on)
                    markup.show(
                        markup.tag("div", one.name),
                        markup.muted(
                            t("Traject {code}, voorstel: afgerond op {day}", code=one.trajectory, day=day)
                        ),
                    )
                ctx.link("learners", t("Afronding noteren"), id=str(one.learner_id))
