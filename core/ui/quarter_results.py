"""What became of each paper of an act with many: kept until the next act, shown in the step where it was done."""

from collections.abc import Mapping

import streamlit as st

from core.certificates.many import Result
from core.i18n import N_
from core.ui import markup
from core.ui.page import Context

RESULTS = "certificates.quarter.results"
MOST_LINES = 400


def keep(ctx: Context, step: str, results: list[Result], names: Mapping[int, str]) -> None:
    """Per paper whose it is, whether it was done, and its number or why not."""
    rows = [(names.get(key, ""), True, number) for each in results for key, number in each.done.items()]
    rows += [
        (names.get(refusal.certificate_id, ""), False, ctx.words(refusal.error.template, refusal.error.params))
        for each in results for refusal in each.refused
    ]  # fmt: skip
    st.session_state[RESULTS] = (step, rows)


def forget() -> None:
    """Nothing was done yet."""
    st.session_state.pop(RESULTS, None)


def draw(ctx: Context, step: str) -> None:
    """How many succeeded, and a line for each; what did not succeed stands first."""
    found = st.session_state.get(RESULTS)
    if found is None or found[0] != step:
        return
    rows = found[1]
    good, t = sum(1 for _, ok, _ in rows if ok), ctx.t
    ordered = sorted(rows, key=lambda row: (row[1], row[0]))
    title = t(N_("{n} van {total} gelukt"), n=ctx.f.number(good), total=ctx.f.number(len(rows)))
    with st.expander(title, expanded=good < len(rows), icon=":material/checklist:"):
        markup.show(
            markup.table(
                t("Resultaat per papier"), (t("Cursist"), t("Resultaat")),
                [(name, f"✓ {said}" if ok else f"■ {said}") for name, ok, said in ordered[:MOST_LINES]],
            )
        )  # fmt: skip
