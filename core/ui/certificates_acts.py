"""What can be done with one paper: the next step first; who has no right to it reads who has."""

from collections.abc import Callable, Mapping

from core.access.permissions import Action
from core.certificates.details import PaperDetail
from core.i18n import N_
from core.ui import acts, certificates_forms, certificates_issue_form, markup
from core.ui.acts import Acts
from core.ui.certificates_forms import ACT, NAMES
from core.ui.page import Context

FORMS: Mapping[str, Callable[[Context, PaperDetail], None]] = {
    "issue": certificates_issue_form.draw,
    **certificates_forms.FORMS,
}
SHORTCUTS: Mapping[str, str] = {"issue": "U", "sign": "O", "deliver": "A"}
ACTS = Acts(NAMES, kept=ACT, buttons="certificates.begin", forms="certificates", shortcuts=SHORTCUTS)
RIGHTS: Mapping[str, Action] = {
    "issue": Action.ISSUE_CERTIFICATE,
    "print": Action.DELIVER_CERTIFICATE,
    "sign": Action.DELIVER_CERTIFICATE,
    "deliver": Action.DELIVER_CERTIFICATE,
    "destroy": Action.ISSUE_CERTIFICATE,
    "correct": Action.CORRECT_CERTIFICATE,
}
WHO: Mapping[Action, str] = {
    Action.ISSUE_CERTIFICATE: N_("Uitreiken en vernietigen doet een coördinator of een beheerder."),
    Action.DELIVER_CERTIFICATE: N_(
        "Afdruk, handtekening en aflevering noteert een coördinator, een registrator of een beheerder."
    ),
    Action.CORRECT_CERTIFICATE: N_("Een correctie opent een coördinator of een beheerder."),
}
# By stage: the steps, the next one first, and what is rare.
OPEN_TO: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "due": (("issue",), ()),
    "correction": (("issue",), ()),
    "issued": (("print", "sign"), ("destroy",)),
    "printed": (("sign",), ("destroy",)),
    "signed": (("deliver",), ("destroy",)),
    "delivered": ((), ("correct",)),
    "lapsed": ((), ()),
}


def draw(ctx: Context, found: PaperDetail) -> None:
    """The buttons, below them the form that was begun; without a right, the sentence."""
    steps, rare = OPEN_TO[found.line.stage]
    allowed = [[act for act in each if ctx.may(RIGHTS[act])] for each in (steps, rare)]
    key = found.line.certificate_id
    begun = acts.begun(ACTS, key)
    # A form that was begun stays, also when somebody else took the paper further: what was typed is answered.
    acts.draw(
        ctx, ACTS, key, steps=allowed[0], rest=allowed[1],
        now=begun if begun is not None and ctx.may(RIGHTS[begun]) else None,
        form=lambda act: FORMS[act](ctx, found),
    )  # fmt: skip
    refused = {RIGHTS[act] for act in (*steps, *rare)} - {RIGHTS[act] for act in (*allowed[0], *allowed[1])}
    for right in sorted(refused):
        markup.show(markup.muted(ctx.t(WHO[right])))
