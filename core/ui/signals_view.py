"""Part "Opvolging" of page "Aanwezigheden": who asks attention, why, and the drawer in which something is done."""

from collections.abc import Mapping
from datetime import timedelta
from functools import partial

import streamlit as st

from core.attendance import signals
from core.attendance.signals import GONE_QUIET, NEAR, OVER, Signal, Signals
from core.enrolments import words
from core.i18n import N_
from core.ui import address, choice_field, guarded, labels, line_words, markup, signal_drawer
from core.ui.markup import Badge
from core.ui.page import Context

KEY = "attendance.signals"
COURSE, KIND = f"{KEY}.course", f"{KEY}.kind"
KINDS: Mapping[str, str] = {
    OVER: N_("Boven de grens"),
    GONE_QUIET: N_("Vermoedelijk gestopt?"),
    NEAR: N_("Dicht bij de grens"),
}
EXPLAINED = N_(
    "Signalen, geen beslissingen: {n} lessen na elkaar niet aanwezig, of {percent} % van de toegelaten ongewettigde "
    "afwezigheid opgebruikt in de lopende periode. Een les die nog niet ingevuld is, telt niet. Verdwijnt vanzelf als "
    "de feiten veranderen."
)


def draw(ctx: Context) -> None:
    """The choice of a course and a kind, and the list, the most serious first."""
    # Asked once: what was chosen is known before its controls are drawn.
    course_id = st.session_state.get(COURSE, address.number("course")) or None
    kind = str(st.session_state.get(KIND, address.code("kind", KINDS)) or "")
    found: Signals = ctx.read(signals.found, actor=ctx.actor, today=ctx.today, kind=kind, course_id=course_id)
    address.keep({"part": "signals", "course": course_id, "kind": kind})
    markup.show(markup.muted(ctx.t(EXPLAINED, n=found.in_a_row, percent=found.near_percent)))
    if found.courses:
        with st.container(key="filters", horizontal=True, vertical_alignment="bottom"):
            choice_field.course_among(ctx, found.courses, key=COURSE, value=course_id)
            st.segmented_control(
                ctx.t("Toon"), ["", *KINDS], default=kind, required=True, key=KIND, wrap=True,
                format_func=lambda code: _named(ctx, found, str(code)), persist_state="session",
            )  # fmt: skip
    _rows(ctx, found, is_narrowed=bool(course_id or kind))


def _rows(ctx: Context, found: Signals, *, is_narrowed: bool) -> None:
    t = ctx.t
    if not found.rows and is_narrowed:
        why = t("Niemand in deze keuze vraagt aandacht. Kies iets anders of wis de filters.")
        markup.show(markup.heading(t("Geen signalen gevonden"), why, css="tw-klein"))
        st.button(t("Filters wissen"), key=f"{KEY}.clear", on_click=guarded.callback(ctx, _clear))
    elif not found.rows:
        markup.show(markup.badge(labels.mark("done", t("Niemand"))))
        markup.show(markup.muted(t("Niemand miste zoveel lessen dat het een signaal geeft.")))
    for row in found.rows:
        _line(ctx, row)
    if found.total > len(found.rows):
        text = t(
            "De {n} ernstigste van {total} staan hier.", n=len(found.rows), total=ctx.f.number(found.total)
        )
        markup.show(markup.muted(text))


def _clear() -> None:
    st.session_state[COURSE], st.session_state[KIND] = choice_field.ALL, ""


def _named(ctx: Context, found: Signals, kind: str) -> str:
    count = found.counts[kind] if kind else found.everybody
    return f"{ctx.t(KINDS[kind]) if kind else ctx.t('Alles')} ({ctx.f.number(count)})"


def badges(ctx: Context, row: Signal) -> list[Badge]:
    """The signs of one signal."""
    made = {
        OVER: line_words.over(ctx),
        NEAR: line_words.near(ctx),
        GONE_QUIET: labels.mark("hold", ctx.t(KINDS[GONE_QUIET])),
    }
    return [made[kind] for kind in row.kinds]


def _line(ctx: Context, row: Signal) -> None:
    t = ctx.t
    what = []
    if row.run is not None:
        what.append(signal_drawer.quiet(ctx, row.run))
    if row.line is not None:
        what.append(line_words.may_miss(ctx, row.line))
    who = " · ".join(part for part in (row.course, t(words.REGIMES[row.regime]), row.employer) if part)
    with st.container(
        horizontal=True, vertical_alignment="center", key=f"rij.signal.{row.enrolment_id}", gap="small"
    ):
        with st.container(width="stretch"):
            marks = [markup.badge(mark) for mark in badges(ctx, row)]
            letter = signal_drawer.written(ctx, row.letter) if row.letter is not None else ""
            markup.show(
                markup.tag("div", *marks, " ", markup.tag("b", row.name)), *map(markup.paragraph, what),
                markup.muted(" · ".join(part for part in (who, letter) if part)),
            )  # fmt: skip
        st.button(
            t("Bekijk lessen"), key=f"{KEY}.lessons{row.enrolment_id}", type="tertiary",
            icon=":material/calendar_month:", on_click=guarded.callback(ctx, partial(_lessons, ctx, row)),
        )  # fmt: skip
        if st.button(
            t("Volg op"), key=f"{KEY}.open{row.enrolment_id}",
            help=markup.markdown_safe(t("Gemiste lessen, brief en stopzetten van {name}", name=row.name)),
        ):  # fmt: skip
            signal_drawer.show(ctx, row)


def _lessons(ctx: Context, row: Signal) -> None:
    """Go to the part that shows the lessons of one person, over the period of the signal."""
    first = row.line.from_on if row.line is not None else ctx.today - timedelta(days=60)
    if row.run is not None:
        first = min(first, row.run.first_on)
    st.session_state["attendance.part"] = "learner"
    st.session_state["attendance.learner.goto"] = (row.enrolment_id, first)
