"""The sentence under the title of page "Bewijzen": the term in force for a trajectory that is completed today."""

from core.deadlines import terms
from core.deadlines.terms import LED_REGISTRATION
from core.i18n import N_
from core.rules.units import Amount
from core.ui import rule_words
from core.ui.page import Context

LAW = N_("Registreer elk bewijs in LED binnen {term} nadat het traject is afgerond.")
OWN = N_(
    "Registreer elk bewijs in LED binnen {term} nadat het traject is afgerond: je instelling, de wet zegt {law}."
)


def sentence(ctx: Context) -> str:
    """The term as the rule counts it today, and beside an own term what the law says."""
    outcome = ctx.read(terms.load).explained(LED_REGISTRATION, {"completed_on": ctx.today})
    term = ", ".join(rule_words.own(ctx, Amount(step.amount, step.unit)) for step in outcome.steps)
    law = [rule_words.value(ctx, each.value) for each in outcome.own if isinstance(each.value, Amount)]
    return ctx.t(OWN, term=term, law=law[0]) if law else ctx.t(LAW, term=term)
