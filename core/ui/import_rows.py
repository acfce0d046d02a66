"""The rows of a previewed sheet: a sign and a reason each, narrowed by sign, with one row's whole story beside them."""

from collections.abc import Mapping, Sequence

import streamlit as st

from core.i18n import N_
from core.imports import mending, reasons
from core.imports.kinds import ACCEPTED, REJECTED, UNCHANGED, Change
from core.imports.mending import Line
from core.ui import labels, markup, record_list, tables
from core.ui.cells import Column
from core.ui.markup import Badge
from core.ui.page import Context
from core.ui.record_list import RecordList

KEY = "imports.rows"
MOST_SHOWN = 4  # changes in the line of a row; the panel beside it has them all
STATES: Mapping[str, tuple[str, str]] = {
    ACCEPTED: ("done", N_("Goed")),
    REJECTED: ("late", N_("Geweigerd")),
    UNCHANGED: ("plan", N_("Ongewijzigd")),
}
SHOWN: Mapping[str, str] = {
    "all": N_("Alle rijen"),
    ACCEPTED: N_("Goed"),
    REJECTED: N_("Geweigerd"),
    UNCHANGED: N_("Ongewijzigd"),
    "warned": N_("Met opmerking"),
    "late": N_("Al te laat"),
}
SIGNS: Mapping[str, str] = {
    ACCEPTED: labels.SIGNS["done"], REJECTED: labels.SIGNS["late"], UNCHANGED: labels.SIGNS["plan"],
    "warned": labels.SIGNS["soon"], "late": labels.SIGNS["late"],
}  # fmt: skip


def draw(ctx: Context, every: Sequence[Line]) -> None:
    """The rows, narrowed to one sign, and the one that stands open."""
    shown = _filter(ctx, every)
    rows = [line for line in every if _is(line, shown)]
    if not rows:
        markup.show(markup.muted(ctx.t("Geen rijen in deze lijst.")))
        return
    start = (tables.page_of(KEY) - 1) * tables.PAGE_SIZE
    record_list.beside(
        ctx,
        LISTED,
        rows[start : start + tables.PAGE_SIZE],
        lambda row: _detail(ctx, every, row),
        total=len(rows),
    )


def _is(line: Line, shown: str) -> bool:
    found = line.finding
    if shown == "warned":
        return bool(found.warnings)
    if shown == "late":
        return found.is_late and found.status == ACCEPTED
    return shown in {"all", found.status}


def _filter(ctx: Context, every: Sequence[Line]) -> str:
    numbers = {code: sum(_is(line, code) for line in every) for code in SHOWN}
    options = [code for code in SHOWN if numbers[code] or code == "all"]
    with st.container(key="filters"):
        found = st.segmented_control(
            ctx.t("Toon"), options, default="all", required=True, key="imports.shown", wrap=True,
            format_func=lambda code: _choice(ctx, code, numbers[code]),
        )  # fmt: skip
    if st.session_state.get("imports.filtered") not in (None, found):
        tables.first_page(KEY)
        record_list.choose(KEY, None)
    st.session_state["imports.filtered"] = found
    return str(found or "all")


def _choice(ctx: Context, code: str, count: int) -> str:
    words = f"{ctx.t(SHOWN[code])} {ctx.f.number(count)}"
    return f"{SIGNS[code]} {words}" if code in SIGNS else words


def state(ctx: Context, line: Line) -> Badge:
    """The sign of a row."""
    css, word = STATES[line.finding.status]
    return labels.mark(css, ctx.t(word))


def told(ctx: Context, line: Line) -> str:
    """In one line what a row becomes: why not, what changes, or what to look at."""
    found = line.finding
    if found.template:
        return mending.message(found, ctx.t)
    parts = [ctx.t("nieuw")] if found.is_new and found.status == ACCEPTED and not found.cells else []
    shown = found.changes if len(found.changes) <= MOST_SHOWN else found.changes[: MOST_SHOWN - 1]
    parts += [_changed(ctx, change, is_cell=bool(found.cells)) for change in shown]
    if len(shown) < len(found.changes):
        parts.append(ctx.t("nog {n} wijzigingen", n=len(found.changes) - len(shown)))
    parts += [ctx.t("al te laat")] if found.is_late and found.status == ACCEPTED else []
    parts += [ctx.t(reasons.WARNINGS[code]) for code in found.warnings]
    return " · ".join(parts)


def _changed(ctx: Context, change: Change, *, is_cell: bool) -> str:
    """A change in the line of a row; of a cell of a grid the day and the code are enough."""
    if is_cell and not change.old:
        return f"{change.label} {change.new}"
    return f"{ctx.t(change.label)}: {change.old or '–'} → {change.new or '–'}"


def columns(ctx: Context) -> list[Column[Line]]:
    """What identifies stands left of what describes."""
    return [
        Column(N_("Rij"), lambda line: line.finding.row, "number", 60),
        Column(N_("Stand"), lambda line: state(ctx, line), "status", 130),
        Column(N_("Naam"), lambda line: line.name, width=190),
        Column(N_("Waarover"), lambda line: line.trajectory, width=140),
        Column(N_("Wat er gebeurt"), lambda line: told(ctx, line), width=520),
    ]


LISTED: RecordList[Line] = RecordList(
    KEY, N_("De rijen van het blad"), (N_("1 rij"), N_("{n} rijen")),
    N_("Rij openen"), columns, lambda line: line.finding.row,
    lambda line: f"{line.finding.row} · {line.name}", address=(),
)  # fmt: skip


def _detail(ctx: Context, every: Sequence[Line], row: int) -> None:
    line = next((one for one in every if one.finding.row == row), None)
    if line is None:
        markup.show(markup.muted(ctx.t("Deze rij staat niet meer in het blad.")))
        return
    found, t = line.finding, ctx.t
    markup.show(
        markup.badge(state(ctx, line)), markup.heading(line.name or t("Rij {n}", n=row), css="tw-naam")
    )
    if found.template:
        markup.show(
            markup.paragraph(mending.message(found, t)),
            markup.muted(t("Van deze rij wordt niets ingevoerd, ook niet wat er verder in staat.")),
        )
    markup.show(
        markup.facts(
            [
                (t("Rij"), str(row)),
                (t("Waarover"), line.trajectory),
                (t("Kolom"), found.column or ""),
                (t("Waarde"), line.value),
                (t("Termijn"), t("al te laat") if found.is_late and found.status == ACCEPTED else ""),
            ]
        )
    )
    if found.changes:
        rows = [(t(change.label), change.old or "–", change.new or "–") for change in found.changes]
        markup.show(markup.table(t("Wat wijzigt"), (t("Veld"), t("Nu"), t("Wordt")), rows))
    if found.warnings:
        markup.show(
            markup.heading(t("Opmerkingen"), level=3),
            markup.lines(t(reasons.WARNINGS[c]) for c in found.warnings),
        )
