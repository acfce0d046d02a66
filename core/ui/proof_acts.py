"""What can be done with one proof: the next step first, the exceptions behind "Meer"; the forms are in proof_forms."""

from collections.abc import Callable, Mapping

import streamlit as st

from core.access.permissions import Action
from core.proofs.details import ProofDetail
from core.proofs.filters import Step
from core.ui import forms, markup, proof_forms, proof_problem
from core.ui.page import Context
from core.ui.proof_forms import ACT

NEXT = frozenset(Step)
PROBLEM = "problem"
NAMES: Mapping[str, str] = {**proof_forms.NAMES, PROBLEM: proof_problem.NAME}
FORMS: Mapping[str, Callable[[Context, ProofDetail], None]] = {
    **proof_forms.FORMS,
    PROBLEM: proof_problem.form,
}
# C and R are Streamlit's own.
SHORTCUTS: Mapping[str, str] = {"issue": "U", "register": "G", "deliver": "A"}
RIGHTS: Mapping[str, Action] = {
    "issue": Action.ISSUE_PROOF,
    "register": Action.REGISTER_PROOF,
    "deliver": Action.DELIVER_PROOF,
    PROBLEM: Action.REPORT_PROBLEM,
    "destroy": Action.CORRECT_PROOF,
    "correct": Action.CORRECT_PROOF,
    "withdraw": Action.CORRECT_PROOF,
    "take_back_entry": Action.REGISTER_PROOF,
}


def possible(found: ProofDetail) -> list[str]:
    """The acts this proof is open to, the next step first."""
    row = found.row
    if found.state == "to_issue":
        return ["issue", PROBLEM]
    entry = ["take_back_entry"] if row.entered_on is not None and row.registered_on is None else []
    if found.state == "withdrawn":
        return entry
    acts = ["register"] if row.registered_on is None else []
    acts += ["deliver"] if row.delivered_on is None else []
    if found.document_id is not None:
        acts += ["correct"] if row.delivered_on is not None else []
        is_at_led = row.registered_on is not None or row.entered_on is not None
        acts += ["destroy"] if row.delivered_on is None and not is_at_led else []
    acts += [PROBLEM] if row.registered_on is None else []
    return [*acts, *entry, "withdraw"]


def draw(ctx: Context, found: ProofDetail) -> None:
    """The buttons, and below them the form of the act that was begun."""
    acts = [act for act in possible(found) if ctx.may(RIGHTS[act])]
    begun = _begun(found)
    steps = [act for act in acts if act in NEXT and act != begun]
    rest = [act for act in acts if act not in NEXT and act != begun]
    with st.container(key="acts", horizontal=True, gap="xsmall"):
        for position, act in enumerate(steps):
            is_first = position == 0 and begun is None
            if st.button(
                ctx.t(NAMES[act]),
                key=f"proofs.begin.{act}",
                type="primary" if is_first else "secondary",
                shortcut=SHORTCUTS[act],
            ):
                _begin(found, act)
        if rest:
            with st.popover(ctx.t("Meer")):
                for act in rest:
                    if st.button(ctx.t(NAMES[act]), key=f"proofs.begin.{act}", type="tertiary"):
                        _begin(found, act)
    if begun is not None:
        with st.container(key=f"kolom.{begun}", gap="small"):
            markup.show(markup.heading(ctx.t(NAMES[begun]), level=3))
            FORMS[begun](ctx, found)


def _begun(found: ProofDetail) -> str | None:
    """The act whose form stands open, for this proof only."""
    proof_id, act = st.session_state.get(ACT, (None, None))
    return act if proof_id == found.row.proof_id else None


def _begin(found: ProofDetail, act: str) -> None:
    forms.reopen(f"proofs.{act}.{found.row.proof_id}")
    st.session_state[ACT] = (found.row.proof_id, act)
    st.rerun()
