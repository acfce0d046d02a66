"""Many differences decided in the same way: tick them in the list, decide once beside it."""

import streamlit as st

from core.reconciliation.queries import Comparison, Row
from core.ui import markup, reconciliation_forms, reconciliation_rows, tables
from core.ui.page import Context, side_by_side

ON = "registration.differences.many"
CHOSEN = "registration.differences.chosen"


def is_on() -> bool:
    """Whether many are chosen at once."""
    return bool(st.session_state.get(ON))


def switch(ctx: Context) -> None:
    """The button that turns choosing many on and off."""
    label = ctx.t("Klaar met kiezen") if is_on() else ctx.t("Meerdere kiezen")
    if st.button(label, key="registration.differences.switch", icon=":material/checklist:"):
        st.session_state[ON] = not is_on()
        st.session_state.pop(CHOSEN, None)
        tables.forget_selection(reconciliation_rows.KEY)
        st.rerun()


def draw(ctx: Context, found: Comparison, kind: str, only_open: bool) -> None:
    """The list with boxes, and beside it the decision for what is ticked and still open."""
    left, right = side_by_side("differences")
    with left:
        chosen = _choose(ctx, found, kind, only_open)
    with right, st.container(border=True):
        markup.show(markup.heading(ctx.t("{n} gekozen", n=ctx.f.number(len(chosen)))))
        still = [row for row in chosen if not row.decision]
        if still:
            reconciliation_forms.draw(ctx, still)
        else:
            markup.show(markup.muted(ctx.t("Vink in de lijst aan waarover je hetzelfde beslist.")))


def _choose(ctx: Context, found: Comparison, kind: str, only_open: bool) -> list[Row]:
    listed = reconciliation_rows.LISTED
    page = reconciliation_rows.load(ctx, found, kind, only_open)
    if not page.rows:
        markup.show(markup.muted(ctx.t("Hier is alles beslist.")))
        return []
    remembered: dict[int, Row] = st.session_state.get(CHOSEN, {})
    by_id = {row.id: row for row in page.rows}
    ticked = tables.grid(
        ctx, page.rows, listed.columns(ctx), key=listed.key, ids=list(by_id), part=f"many{tables.page_of(listed.key)}",
        caption=ctx.t(listed.caption), many=True, chosen=remembered.keys(),
    )  # fmt: skip
    with tables.footer():
        tables.pager(ctx, total=page.total, key=listed.key, what=listed.what)
    chosen = {key: remembered.get(key, by_id[key]) for key in ticked}
    st.session_state[CHOSEN] = chosen
    return list(chosen.values())
