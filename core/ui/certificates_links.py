"""The papers of one person or one course as the panels of other pages show them, each with the way to it."""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from core.access.permissions import Action
from core.certificates import listing
from core.certificates.filters import Filters
from core.certificates.rows import PaperLine
from core.certificates.words import KINDS
from core.ui import certificates_list, labels, markup
from core.ui.page import Context

SHOWN: Final = 8


def of_learner(ctx: Context, learner_id: int) -> None:
    """Under a person: every paper, the newest first; nothing when none was ever owed."""
    if not ctx.may(Action.SEE_CERTIFICATES):
        return
    rows = ctx.read(listing.of_learner, actor=ctx.actor, today=ctx.today, learner_id=learner_id)
    if not rows:
        return
    markup.show(markup.heading(ctx.t("Getuigschriften en attesten"), level=3))
    _lines(ctx, rows[:SHOWN])
    if len(rows) > SHOWN:
        with st.expander(ctx.t("Nog {n}", n=ctx.f.number(len(rows) - SHOWN)), type="compact"):
            _lines(ctx, rows[SHOWN:])


def _lines(ctx: Context, rows: Sequence[PaperLine]) -> None:
    for row in rows:
        with st.container(
            horizontal=True, key=f"rij.paper{row.certificate_id}", vertical_alignment="center", wrap=False, gap="small"
        ):  # fmt: skip
            with st.container(width="stretch"):
                due = ctx.t("uiterlijk {day}", day=ctx.f.date(row.due_on)) if row.is_open else ""
                parts = (certificates_list.period(ctx, row), row.course, row.number, due)
                markup.show(
                    markup.tag("div", ctx.t(KINDS[row.kind])),
                    markup.badge(certificates_list.sign(row, ctx)),
                    markup.muted(" · ".join(part for part in parts if part)),
                )
            ctx.link("certificates", ctx.t("Openen"), part="queue", paper=str(row.certificate_id))


def of_course(ctx: Context, course_id: int) -> None:
    """Under a course: how its open papers stand, each number a link to those; the register."""
    if not ctx.may(Action.SEE_CERTIFICATES):
        return
    t, course = ctx.t, str(course_id)
    found = ctx.read(listing.counts, actor=ctx.actor, today=ctx.today, filters=Filters(course_id=course_id))
    markup.show(markup.heading(t("Getuigschriften en attesten"), level=3))
    if not found.open:
        markup.show(markup.muted(t("Geen enkel papier wacht op aflevering.")))
    else:
        numbers = {"late": found.late, "soon": found.soon, "plan": found.plan, "hold": found.hold}
        for code, count in numbers.items():
            if count:
                mark = labels.status(code, t)
                text = f"{mark.text} ({ctx.f.number(count)})"
                ctx.link("certificates", text, part="queue", course=course, status=code)
    ctx.link("certificates", t("Uitgereikt voor deze opleiding"), part="register", course=course)
