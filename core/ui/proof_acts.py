"""What can be done with one proof: the next step first, the exceptions behind "Meer"; the forms are in proof_forms."""

from collections.abc import Callable, Mapping

from core.access.permissions import Action
from core.proofs.details import ProofDetail
from core.proofs.filters import Step
from core.ui import acts, proof_forms, proof_problem
from core.ui.acts import Acts
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
ACTS = Acts(NAMES, kept=ACT, buttons="proofs.begin", forms="proofs", shortcuts=SHORTCUTS)
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
    open_to = ["register"] if row.registered_on is None else []
    open_to += ["deliver"] if row.delivered_on is None else []
    if found.document_id is not None:
        open_to += ["correct"] if row.delivered_on is not None else []
        is_at_led = row.registered_on is not None or row.entered_on is not None
        open_to += ["destroy"] if row.delivered_on is None and not is_at_led else []
    open_to += [PROBLEM] if row.registered_on is None else []
    return [*open_to, *entry, "withdraw"]


def draw(ctx: Context, found: ProofDetail) -> None:
    """The buttons, and below them the form of the act that was begun."""
    offered = [act for act in possible(found) if ctx.may(RIGHTS[act])]
    proof_id = found.row.proof_id
    acts.draw(
        ctx, ACTS, proof_id,
        steps=[act for act in offered if act in NEXT], rest=[act for act in offered if act not in NEXT],
        now=acts.begun(ACTS, proof_id), form=lambda act: FORMS[act](ctx, found),
    )  # fmt: skip
