"""The preview of a sheet: what was recognised, how many rows become what; then apply it or put it away."""

import streamlit as st

from core.errors import Conflict, InvalidInput
from core.exports.sheets import MEDIA_TYPE
from core.i18n import N_
from core.imports import commands, handing_back, machine, mending
from core.imports.commands import Mode
from core.imports.machine import Counts, Preview
from core.ui import (
    downloads,
    import_batches,
    import_cells,
    import_columns,
    import_rows,
    import_upload,
    markup,
    record_list,
)
from core.ui.import_upload import Loaded
from core.ui.page import Context

MEND = "imports.mend"
GOOD = N_(
    "{accepted} rijen zijn goed ({new} nieuw, {changed} wijzigen iets), {rejected} geweigerd, "
    "{unchanged} ongewijzigd."
)
NOTHING_NEW = N_("Er valt niets in te voeren: geen enkele rij is nieuw of gewijzigd.")
ALL_REFUSED = N_(
    "Er valt niets in te voeren: elke rij is geweigerd of ongewijzigd. Verbeter de geweigerde rijen in je blad en lees "
    "het opnieuw in."
)
ONE_GOOD = N_(
    "1 rij is goed ({new} nieuw, {changed} wijzigt iets), {rejected} geweigerd, {unchanged} ongewijzigd."
)


def draw(ctx: Context, found: Loaded) -> None:
    """The sheet on the table, from what was recognised to the buttons that apply it."""
    t = ctx.t
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        markup.show(markup.heading(found.workbook.file_name))
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
    import_rows.draw(ctx, found.lines)


def _checked(ctx: Context, found: Loaded) -> Preview:
    if found.preview is None:
        with st.spinner(ctx.t("Elke rij wordt nagekeken"), show_time=False):
            found.preview = ctx.read(
                machine.check, actor=ctx.actor, today=ctx.today, kind=found.kind, workbook=found.workbook,
                mapping=found.mapping, replaces=found.replaces,
            )  # fmt: skip
            found.lines = mending.lines(found.preview)
    return found.preview


def _apply(ctx: Context, found: Loaded, preview: Preview) -> None:
    counts, t = preview.counts, ctx.t
    markup.show(markup.paragraph(_told(ctx, counts)))
    if preview.kind.may_replace:
        import_cells.draw(ctx, found, preview.cells)
    with st.container(horizontal=True, gap="small"):
        mode = _mode(ctx, counts)
        if counts.rejected:
            _mend(ctx, preview)
    if not counts.accepted:
        markup.show(markup.muted(t(ALL_REFUSED if counts.rejected else NOTHING_NEW)))
    if mode is not None:
        _run(ctx, found, preview, mode)


def _told(ctx: Context, counts: Counts) -> str:
    n = ctx.f.number
    told = ctx.t(
        ONE_GOOD if counts.accepted == 1 else GOOD,
        accepted=n(counts.accepted), new=n(counts.new), changed=n(counts.changed), rejected=n(counts.rejected),
        unchanged=n(counts.unchanged),
    )  # fmt: skip
    late = ctx.t("Van de goede zijn er {late} al te laat.", late=n(counts.late)) if counts.late else ""
    return f"{told} {late}".strip()


def _mode(ctx: Context, counts: Counts) -> Mode | None:
    """Which button was pressed. Without refused rows it is all or nothing: one that turns bad meanwhile stops all."""
    t, n = ctx.t, ctx.f.number(counts.accepted)
    if not counts.accepted:
        return None
    if not counts.rejected:
        label = t("1 rij invoeren") if counts.accepted == 1 else t("{n} rijen invoeren", n=n)
        pressed = st.button(label, key="imports.every", type="primary")
        return "all_or_nothing" if pressed else None
    label = t("Alleen de goede rij invoeren")
    if counts.accepted > 1:
        label = t("Alleen de {n} goede rijen invoeren", n=n)
    if st.button(label, key="imports.good", type="primary"):
        return "good_rows"
    return "all_or_nothing" if st.button(t("Alles of niets"), key="imports.all") else None


def _mend(ctx: Context, preview: Preview) -> None:
    if st.button(ctx.t("Geweigerde rijen als Excel"), key="imports.mend.make", icon=":material/download:"):
        made = ctx.act(handing_back.hand_back, preview=preview, t=ctx.t)
        if made and made.value is not None:
            name = "geweigerde-rijen.xlsx"
            downloads.ready(ctx, MEND, name=name, media_type=MEDIA_TYPE, content=made.value)
    downloads.link(ctx, MEND)


def _run(ctx: Context, found: Loaded, preview: Preview, mode: Mode) -> None:
    bar = st.progress(0.0, text=ctx.t("Bezig met invoeren"))

    def progress(done: int, total: int) -> None:
        text = ctx.t("{done} van {total} rijen", done=ctx.f.number(done), total=ctx.f.number(total))
        bar.progress(min(1.0, done / max(1, total)), text=text)

    done = ctx.act(
        commands.apply, kind=found.kind, workbook=found.workbook, mode=mode, mapping=found.mapping,
        shown=preview.digest, progress=progress, replaces=found.replaces,
    )  # fmt: skip
    bar.empty()
    if isinstance(done.error, Conflict):
        found.preview = None
    if done and done.value is not None:
        import_upload.put_away()
        record_list.choose(import_batches.LISTED.key, done.value.batch_id)
        n = done.value.preview.counts.accepted
        ctx.tell(ctx.t("1 rij ingevoerd.") if n == 1 else ctx.t("{n} rijen ingevoerd.", n=ctx.f.number(n)))
        st.rerun()
