"""Cursusuren op het getuigschrift van inschrijving (betaald educatief verlof), vakken a tot d.

"minimum 32 u: opleidingen die minder lesuren omvatten komen niet in aanmerking voor educatief verlof
(uitgezonderd mentoropleidingen)". Only contact lessons; a lesson period of 50 minutes counts as one hour.
"""

from dataclasses import dataclass

from core.rules import facts
from core.rules.errors import InvalidFacts
from core.rules.facts import NOT_A_CHOICE, Fact
from core.rules.parameters import InUse
from core.rules.rule import Finding
from core.rules.units import Amount, Numbers
from core.rules.words import N_, Text

LESSON_UNIT = Fact("lesson_unit", N_("lestijd in minuten"), facts.whole)
PLANNED = Fact("planned", N_("minuten op jaarbasis (vak a)"), facts.minutes)
EXEMPTED = Fact("exempted", N_("vrijgestelde minuten (vak b)"), facts.minutes)
MISSED = Fact(
    "missed_by_late_enrolment", N_("niet gevolgd door laattijdige inschrijving (vak d)"), facts.minutes
)
MENTOR_COURSE = Fact("mentor_course", N_("mentoropleiding"), facts.yes_no)
FACTS = (LESSON_UNIT, PLANNED, EXEMPTED, MISSED, MENTOR_COURSE)

BELOW_MINIMUM = "to_follow_below_minimum"
MORE_THAN_PLANNED = N_(
    "Vrijstelling en laattijdige inschrijving zijn samen meer dan de {planned} minuten van vak a."
)
BOXES = N_("Nog te volgen (vak c): {to_follow} minuten. Bij te wonen (c - d): {to_attend} minuten.")
ELIGIBLE = N_("Vak a is {planned} minuten; het minimum is {minimum} minuten.")
MENTOR = N_("Een mentoropleiding mag korter zijn dan het minimum van {minimum} minuten.")
WARNED = N_("Door de vrijstelling blijft er minder over dan het minimum. Vraag na of dit in aanmerking komt.")
TEMPLATES = (MORE_THAN_PLANNED, BOXES, ELIGIBLE, MENTOR, WARNED)


@dataclass(frozen=True, slots=True)
class CourseHours:
    """Minutes of boxes c and to attend (c - d), whether leave is possible, and what to look at."""

    to_follow: int
    to_attend: int
    eligible: bool
    warnings: tuple[str, ...]


def decide(
    law: InUse,
    *,
    lesson_unit: int,
    planned: int,
    exempted: int,
    missed_by_late_enrolment: int,
    mentor_course: bool,
) -> Finding:
    """The minimum is tested on box a; a remainder below it warns only."""
    values = law.on(None)
    units = values.read("lesson_units", Numbers).items
    if lesson_unit not in units:
        choices = ", ".join(map(str, units))
        raise InvalidFacts(NOT_A_CHOICE, fact=Text(LESSON_UNIT.label), choices=choices)
    to_follow = planned - exempted
    to_attend = to_follow - missed_by_late_enrolment
    if to_attend < 0:
        raise InvalidFacts(MORE_THAN_PLANNED, planned=planned)
    minimum = values.read("minimum", Amount).count * lesson_unit
    warned = not mentor_course and to_follow < minimum <= planned
    hours = CourseHours(
        to_follow, to_attend, mentor_course or planned >= minimum, (BELOW_MINIMUM,) if warned else ()
    )
    notes = [Text(BOXES, {"to_follow": to_follow, "to_attend": to_attend})]
    notes.append(Text(MENTOR if mentor_course else ELIGIBLE, {"planned": planned, "minimum": minimum}))
    return Finding(values, hours, notes=(*notes, Text(WARNED)) if warned else tuple(notes))
