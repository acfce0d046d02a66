"""What stands between a due paper and its issue: every obstacle by name, in the order in which one is told.

The one place that judges this: issuing refuses by the first, the pre-flight counts them all. The source asks that
nothing mandatory is missing (S3); the national number is no obstacle, since it is written in by hand.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from core.certificates import content as contents
from core.certificates.facts import Facts, Issuer
from core.documents import certificate as drawn
from core.errors import InvalidInput
from core.i18n import N_

NOT_DUE = N_("Dit getuigschrift is niet meer uit te reiken. Open het om te zien waarom.")
TOO_EARLY = N_(
    "De periode loopt tot en met {day}. Een getuigschrift van nauwgezetheid mag pas de dag daarna opgemaakt worden."
)
NOT_ENTERED = N_("In deze periode zijn nog {count} lessen niet ingevoerd. Sluit ze af en reik daarna uit.")
NOT_THE_SUM = N_("Aanwezig, gewettigd en ongewettigd zijn samen niet de gegeven minuten. Kijk de lessen na.")


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One thing that stops a paper: its code for counting, and the sentence with the way out."""

    code: str
    error: InvalidInput


def found(facts: Facts, issuer: Issuer, *, today: date) -> Iterator[Obstacle]:
    """Every obstacle of a paper on that day; none means that it can be issued."""
    if facts.paper.state != "due":
        yield Obstacle("state", InvalidInput(NOT_DUE))
        return
    yield from _of_period(facts, today)
    missing = list(contents.missing(facts, issuer))
    yield from (Obstacle(error.field, error) for error in missing)
    if not missing:
        try:
            drawn.check(contents.of(facts, issuer, today=today))
        except InvalidInput as error:
            yield Obstacle("glyph", error)


def _of_period(facts: Facts, today: date) -> Iterator[Obstacle]:
    paper, summed = facts.paper, facts.totals
    if paper.from_on is None or paper.to_on is None:
        return
    if today <= paper.to_on:
        yield Obstacle("period", InvalidInput(TOO_EARLY, field="issued_on", day=paper.to_on))
    if summed.not_entered:
        yield Obstacle("lessons", InvalidInput(NOT_ENTERED, field="lessons", count=summed.not_entered))
    elif summed.present + summed.justified + summed.unjustified != summed.given:
        yield Obstacle("sum", InvalidInput(NOT_THE_SUM, field="lessons"))
