"""Many stretches at once: choose rows, take their hours along as a sheet, note that they were filed."""

from collections.abc import Sequence

import streamlit as st

from core.access.permissions import Action
from core.i18n import N_
from core.ui import downloads, forms, markup, popovers, tables, vov_acts, vov_list
from core.ui.page import Context, side_by_side
from core.vov import commands, exporting, filing, words
from core.vov.filing import Result, Shown
from core.vov.queries import Listed
from core.vov.rows import StretchRow

ON, RESULTS = f"{vov_list.KEY}.many", f"{vov_list.KEY}.results"
FILES = f"{vov_list.KEY}.export"
NAME = f"{vov_list.KEY}.batch"
FORMS = {exporting.XLSX: N_("Als rekenblad (.xlsx)"), exporting.CSV: N_("Als tekst (.csv)")}


def is_on() -> bool:
    """Whether rows are chosen for many at once."""
    return bool(st.session_state.get(ON))


def switch(ctx: Context) -> None:
    """The button in the head that turns choosing many on and off."""
    if not ctx.may(Action.FILE_VOV):
        return
    label = ctx.t("Klaar met kiezen") if is_on() else ctx.t("Meerdere kiezen")
    if st.button(label, key=f"{vov_list.KEY}.switch", icon=":material/checklist:"):
        st.session_state[ON] = not is_on()
        st.session_state.pop(RESULTS, None)
        tables.forget_selection(vov_list.KEY)
        downloads.forget(FILES)
        st.rerun()


def export(ctx: Context, found: Listed) -> None:
    """The hours of every row under the filters, from the head."""
    if not ctx.may(Action.FILE_VOV) or not found.rows or is_on():
        return
    place = popovers.opened(ctx.t("Exporteren"), icon=":material/download:", key=f"{FILES}.open")
    if place is not None:
        with place:
            _export(ctx, found.rows)


def _export(ctx: Context, rows: Sequence[StretchRow]) -> None:
    t = ctx.t
    n = len(rows)
    text = N_("Uren van 1 periode, zonder rijksregisternummer.") if n == 1 else N_(
        "Uren van {n} perioden, zonder rijksregisternummer."
    )  # fmt: skip
    markup.show(markup.muted(t(text, n=ctx.f.number(n))))
    with st.container(horizontal=True, gap="small"):
        pressed = [form for form, name in FORMS.items() if st.button(t(name), key=f"{FILES}.{form}")]
    for form in pressed:
        made = ctx.act(commands.export, chosen=[row.key for row in rows], form=form, language=ctx.language)
        if made and made.value is not None:
            name = f"wse-loket-{ctx.today.isoformat()}.{form}"
            downloads.ready(ctx, FILES, name=name, media_type=exporting.MEDIA_TYPES[form], content=made.value)
    downloads.link(ctx, FILES)


def draw(ctx: Context, found: Listed) -> None:
    """The list with boxes, and beside it what can be done with the chosen rows."""
    rows = vov_list.page(ctx, found)
    left, right = side_by_side("many")
    with left:
        picked = tables.grid(
            ctx, rows, vov_list.columns(ctx), key=vov_list.KEY, ids=[vov_list.number(row) for row in rows],
            part=f"many{tables.page_of(vov_list.KEY)}", caption=ctx.t(vov_list.LISTED.caption), many=True,
        )  # fmt: skip
        with tables.footer():
            tables.pager(ctx, total=len(found.rows), key=vov_list.KEY, what=vov_list.LISTED.what)
    with right, st.container(border=True):
        _results(ctx)
        _panel(ctx, found, [row for row in rows if vov_list.number(row) in picked])


def _panel(ctx: Context, found: Listed, chosen: Sequence[StretchRow]) -> None:
    t = ctx.t
    whole = False
    if len(found.rows) > len(chosen):
        label = t("De hele lijst kiezen ({n})", n=ctx.f.number(len(found.rows)))
        whole = st.checkbox(label, key=f"{NAME}.whole")
    rows = list(found.rows) if whole else list(chosen)
    markup.show(markup.heading(t("{n} gekozen", n=ctx.f.number(len(rows)))))
    if not rows:
        markup.show(markup.muted(t("Vink in de lijst aan wat je samen wil afwerken.")))
        return
    _export(ctx, rows)
    ready = [row for row in rows if "file" in vov_acts.possible(row)]
    if len(ready) < len(rows):
        text = t(
            "{n} van de {total} kunnen ingediend worden; de andere lopen nog, wachten op lessen of zijn al ingediend.",
            n=len(ready), total=len(rows),
        )  # fmt: skip
        markup.show(markup.muted(text))
    if ready:
        _file(ctx, ready)


def _file(ctx: Context, ready: Sequence[StretchRow]) -> None:
    t, base = ctx.t, forms.base(NAME)
    missing = sum(1 for row in ready if row.missing.total)
    if missing:
        text = N_("Bij 1 periode ontbreekt nog een lijst of handtekening.") if missing == 1 else N_(
            "Bij {n} perioden ontbreken nog lijsten of handtekeningen."
        )  # fmt: skip
        markup.show(markup.muted(t(text, n=missing)))
    with st.form(base, border=False):
        day, reference = vov_acts.fields(ctx, base)
        sent = st.form_submit_button(t("Indieningen noteren ({n})", n=len(ready)), type="primary")
    if not sent or (filed_on := forms.given(ctx, day, vov_acts.FILED)) is None:
        return
    shown = [filing.shown(row) for row in ready]
    done = ctx.act(commands.file, chosen=shown, filed_on=filed_on, reference=reference)
    if done and done.value is not None:
        forms.reopen(NAME)
        st.session_state[RESULTS] = _told(ctx, ready, shown, done.value)
        tables.forget_selection(vov_list.KEY)
        st.rerun()


def _told(
    ctx: Context, rows: Sequence[StretchRow], shown: Sequence[Shown], result: Result
) -> list[tuple[str, str, bool]]:
    said = {each.key: ctx.words(each.error.template, each.error.params) for each in result.refused}
    done = set(result.done)
    return [
        (
            row.person.name,
            ctx.t(words.STATES[words.FILED]) if each.key in done else said[each.key],
            each.key in done,
        )
        for row, each in zip(rows, shown, strict=True)
    ]


def _results(ctx: Context) -> None:
    """How many succeeded, and a line for each, the refused ones first."""
    results: list[tuple[str, str, bool]] = st.session_state.get(RESULTS, [])
    if not results:
        return
    t = ctx.t
    good = sum(ok for _, _, ok in results)
    head = t("{n} van {total} gelukt", n=ctx.f.number(good), total=ctx.f.number(len(results)))
    lines = [
        (name, f"✓ {said}" if ok else f"■ {said}") for name, said, ok in sorted(results, key=lambda r: r[2])
    ]
    markup.show(
        markup.heading(head, css="tw-klein"),
        markup.table(t("Resultaat per periode"), (t("Cursist"), t("Resultaat")), lines),
    )
