"""Regular attendance of one enrolment over its whole course, by the rule `vov_regular_attendance`."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from core.attendance.totals import Totals
from core.deadlines.terms import Terms
from core.rules.law.vov_regular_attendance import OPEN, Regular
from core.rules.lawfile import Setting
from core.rules.words import Text

RULE = "vov_regular_attendance"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the rule says now. `met` stays None until every lesson was entered and the assessment is known.

    `may_miss`: minutes that can still be missed without justification, negative once the limit is passed.
    """

    totals: Totals
    met: bool | None
    within_limit: bool | None
    assessed: bool | None
    may_miss: int
    notes: tuple[Text, ...]
    limit: Fraction
    reduction: Fraction
    source: str
    address: str


def whole(parts: Iterable[Totals]) -> Totals:
    """The sums of all stretches of a course together."""
    found = list(parts)
    fields = ("planned", "given", "present", "justified", "unjustified", "not_entered")
    return Totals(*(sum(getattr(part, name) for part in found) for name in fields))


def judge(applied: Terms, totals: Totals, final_assessment: str) -> Judgement:
    """While lessons are open, what is not entered counts as attended: a limit that is passed already, stays passed."""
    outcome = applied.explained(
        RULE,
        {
            "given": totals.given,
            "present": totals.given - totals.justified - totals.unjustified,
            "justified": totals.justified,
            "unjustified": totals.unjustified,
            "final_assessment": final_assessment or OPEN,
        },
    )
    found = outcome.finding(Regular)
    met = None if found.met and not totals.is_complete else found.met
    law = {setting.key: setting for setting in outcome.settings}
    limit, reduction = _fraction(law["limit"]), _fraction(law["reduction"])
    reference = law["limit"].reference
    return Judgement(
        totals, met, found.within_limit, found.assessed, totals.may_miss(limit), outcome.notes, limit, reduction,
        reference.title, reference.href,
    )  # fmt: skip


def _fraction(setting: Setting) -> Fraction:
    return Fraction(str(setting.value))
