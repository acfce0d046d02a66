"""What became of each proof of an act with many: kept until the next act, shown beside the list."""

from collections.abc import Sequence

import streamlit as st

from core.proofs.many import Result
from core.proofs.rows import QueueRow
from core.ui import markup, proof_list
from core.ui.page import Context

RESULTS = "proofs.results"
PAPERS = "proofs.results.papers"


def of(ctx: Context, rows: Sequence[QueueRow], result: Result) -> None:
    """The results of one act with many proofs."""
    said = {
        refusal.proof_id: ctx.words(refusal.error.template, refusal.error.params)
        for refusal in result.refused
    }
    done = set(result.done)
    keys = [(row.proof_id, proof_list.name_of(row)) for row in rows]
    keep([(key, name, key in done, said.get(key, "")) for key, name in keys])


def keep(results: list[tuple[int, str, bool, str]]) -> None:
    """Per proof its key, name, whether it was done and what is said of it; nothing stays chosen."""
    st.session_state[RESULTS] = [(name, ok, said) for _, name, ok, said in results]
    st.session_state[PAPERS] = [(key, ok) for key, _, ok, _ in results]
    proof_list.choose_none()
    st.rerun()


def forget() -> None:
    """Nothing was done yet."""
    for name in (RESULTS, PAPERS):
        st.session_state.pop(name, None)


def issued() -> list[int]:
    """The proofs that were done, to print."""
    return [proof_id for proof_id, ok in st.session_state.get(PAPERS, ()) if ok]


def draw(ctx: Context) -> None:
    """How many succeeded, and a line for each."""
    results = st.session_state.get(RESULTS)
    if not results:
        return
    good = sum(1 for _, ok, _ in results if ok)
    t = ctx.t
    markup.show(
        markup.heading(
            t("{n} van {total} gelukt", n=ctx.f.number(good), total=ctx.f.number(len(results))),
            css="tw-klein",
        ),
        markup.table(
            t("Resultaat per bewijs"),
            (t("Deelnemer"), t("Resultaat")),
            [
                (name, f"✓ {said}" if ok else f"■ {said}")
                for name, ok, said in sorted(results, key=lambda item: item[1])
            ],
        ),
    )
