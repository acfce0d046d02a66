"""The preview of a sheet: what every row becomes, why not if refused, what changes; then apply it or put it away."""

from collections.abc import Mapping

import streamlit as st

from core.errors import Conflict, InvalidInput
from core.exports.sheets import MEDIA_TYPE
from core.i18n import N_
from core.imports import commands, machine, mending, reasons
from core.imports.commands import Mode
from core.imports.kinds import ACCEPTED, REJECTED, UNCHANGED
from core.imports.machine import Preview
from core.imports.mending import Line
from core.ui import (
    downloads,
    html,
    import_batches,
    import_columns,
    import_upload,
    labels,
    record_list,
    tables,
)
from core.ui.html import Badge
from core.ui.import_upload import Loaded
from core.ui.page import Context
from core.ui.record_list import RecordList
from core.ui.tables import Column

KEY = "imports.rows"
MEND = "imports.mend"
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


def draw(ctx: Context, found: Loaded) -> None:
    """The sheet on the table, from what was recognised to the buttons that apply it."""
    t = ctx.t
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        html.show(html.heading(found.workbook.file_name))
        if st.button(t("Ander blad kiezen"), key="imports.away", type="tertiary", icon=":material/close:"):
            import_upload.put_away()
            st.rerun()
    try:
        layout = import_columns.read(ctx, found)
        import_columns.draw(ctx, found, layout)
        preview = _checked(ctx, found)
    except InvalidInput as error:
        ctx.refuse(error)
        return
    _apply(ctx, found, preview)
    _rows(ctx, preview)


def _checked(ctx: Context, found: Loaded) -> Preview:
    if found.preview is None:
        with st.spinner(ctx.t("Elke rij wordt nagekeken"), show_time=False):
            found.preview = ctx.read(
                machine.check, actor=ctx.actor, today=ctx.today, kind=found.kind, workbook=found.workbook,
                mapping=found.mapping,
            )  # fmt: skip
    return found.preview


def _apply(ctx: Context, found: Loaded, preview: Preview) -> None:
    counts, t, n = preview.counts, ctx.t, ctx.f.number
    html.show(
        html.paragraph(
            t(
                "{accepted} rijen zijn goed ({new} nieuw, {changed} wijzigen iets), {rejected} geweigerd, "
                "{unchanged} ongewijzigd. Van de goede zijn er {late} al te laat.",
                accepted=n(counts.accepted),
                new=n(counts.new),
                changed=n(counts.changed),
                rejected=n(counts.rejected),
                unchanged=n(counts.unchanged),
                late=n(counts.late),
            )
        )
    )
    mode: Mode | None = None
    with st.container(horizontal=True, gap="small"):
        if counts.accepted:
            label = (
                t("Alleen de {n} goede rijen invoeren", n=n(counts.accepted))
                if counts.rejected
                else t("{n} rijen invoeren", n=n(counts.accepted))
            )
            if st.button(label, key="imports.good", type="primary"):
                mode = "good_rows"
        if counts.rejected:
            if counts.accepted and st.button(t("Alles of niets"), key="imports.all"):
                mode = "all_or_nothing"
            if st.button(
                t("Geweigerde rijen als Excel"), key="imports.mend.make", icon=":material/download:"
            ):
                content = mending.refused(preview, t=t)
                downloads.ready(
                    ctx, MEND, name="geweigerde-rijen.xlsx", media_type=MEDIA_TYPE, content=content
                )
            downloads.link(ctx, MEND)
    if not counts.accepted:
        html.show(html.muted(t("Er valt niets in te voeren: geen enkele rij is nieuw of gewijzigd.")))
    if mode is not None:
        _run(ctx, found, preview, mode)


def _run(ctx: Context, found: Loaded, preview: Preview, mode: Mode) -> None:
    bar = st.progress(0.0, text=ctx.t("Bezig met invoeren"))

    def progress(done: int, total: int) -> None:
        text = ctx.t("{done} van {total} rijen", done=ctx.f.number(done), total=ctx.f.number(total))
        bar.progress(min(1.0, done / max(1, total)), text=text)

    done = ctx.act(
        commands.apply, kind=found.kind, workbook=found.workbook, mode=mode, mapping=found.mapping,
        shown=preview.digest, progress=progress,
    )  # fmt: skip
    bar.empty()
    if isinstance(done.error, Conflict):
        found.preview = None
    if done and done.value is not None:
        import_upload.put_away()
        st.session_state[f"{import_batches.LISTED.key}.opened"] = done.value.batch_id
        ctx.tell(ctx.t("{n} rijen ingevoerd.", n=ctx.f.number(done.value.preview.counts.accepted)))
        st.rerun()


def _rows(ctx: Context, preview: Preview) -> None:
    every = mending.lines(preview)
    shown = _filter(ctx, every)
    rows = [line for line in every if _is(line, shown)]
    if not rows:
        html.show(html.muted(ctx.t("Geen rijen in deze lijst.")))
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


def _filter(ctx: Context, every: list[Line]) -> str:
    numbers = {code: sum(_is(line, code) for line in every) for code in SHOWN}
    options = [code for code in SHOWN if numbers[code] or code == "all"]
    with st.container(key="filters"):
        found = st.segmented_control(
            ctx.t("Toon"), options, default="all", required=True, key="imports.shown", wrap=True,
            format_func=lambda code: _choice(ctx, code, numbers[code]),
        )  # fmt: skip
    if st.session_state.get("imports.filtered") not in (None, found):
        tables.first_page(KEY)
        st.session_state[f"{KEY}.opened"] = None
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
    parts = [ctx.t("nieuw")] if found.is_new and found.status == ACCEPTED else []
    parts += [f"{ctx.t(change.label)}: {change.old or '–'} → {change.new or '–'}" for change in found.changes]
    parts += [ctx.t("al te laat")] if found.is_late and found.status == ACCEPTED else []
    parts += [ctx.t(reasons.WARNINGS[code]) for code in found.warnings]
    return " · ".join(parts)


def columns(ctx: Context) -> list[Column[Line]]:
    """What identifies stands left of what describes."""
    return [
        Column(N_("Rij"), lambda line: line.finding.row, "number", 60),
        Column(N_("Stand"), lambda line: state(ctx, line), "status", 130),
        Column(N_("Deelnemer"), lambda line: line.name, width=190),
        Column(N_("Traject"), lambda line: line.trajectory, width=90),
        Column(N_("Wat er gebeurt"), lambda line: told(ctx, line), width=520),
    ]


LISTED: RecordList[Line] = RecordList(
    KEY, N_("De rijen van het blad"), N_("rijen"), N_("Rij openen"), columns, lambda line: line.finding.row,
    lambda line: f"{line.finding.row} · {line.name}", address=(),
)  # fmt: skip


def _detail(ctx: Context, every: list[Line], row: int) -> None:
    line = next((one for one in every if one.finding.row == row), None)
    if line is None:
        html.show(html.muted(ctx.t("Deze rij staat niet meer in het blad.")))
        return
    found, t = line.finding, ctx.t
    html.show(html.badge(state(ctx, line)), html.heading(line.name or t("Rij {n}", n=row), css="tw-naam"))
    if found.template:
        html.show(html.paragraph(mending.message(found, t)))
    html.show(
        html.facts(
            [
                (t("Rij"), str(row)),
                (t("Traject"), line.trajectory),
                (t("Kolom"), found.column or ""),
                (t("Waarde"), line.value),
                (t("Termijn"), t("al te laat") if found.is_late and found.status == ACCEPTED else ""),
            ]
        )
    )
    if found.changes:
        rows = [(t(change.label), change.old or "–", change.new or "–") for change in found.changes]
        html.show(html.table(t("Wat wijzigt"), (t("Veld"), t("Nu"), t("Wordt")), rows))
    if found.warnings:
        html.show(
            html.heading(t("Opmerkingen"), level=3),
            html.lines(t(reasons.WARNINGS[c]) for c in found.warnings),
        )
