"""Whether a record can be typed over: what LED asks of every field, with the reason why not.

Facts of the schema RegistreerBewijs 02.00 of LED: the supplier's reference counts 1 to 36 characters and is unique,
the full name of the proof 1 to 1000, the name of the institution 1 to 120; the day of issue is not in the future, its
year is mandatory and its month too when a day is given; country by ISO 3166-1 alpha-3, language by ISO 639-3; the INSZ
has eleven digits. Which kind carries a level or competences: decree of 26 April 2019, art. 2, 3° to 5°.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from core import identifiers
from core.errors import InvalidInput
from core.i18n import N_
from core.proofs import problems
from core.registration.countries import COUNTRIES
from core.registration.facts import Facts
from core.rules.words import Text

TITLE_LENGTH, INSTITUTION_LENGTH, REFERENCE_LENGTH = 1000, 120, 36
LEARNER, PROOF, TRAJECTORY, ORGANISATION, SETTINGS = (
    "learner",
    "proof",
    "trajectory",
    "organisation",
    "settings",
)
LANGUAGE = re.compile("[a-z]{3}")


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with one field, where it is mended (if anywhere), and whether the record can be typed over so."""

    field: str
    text: Text
    mend: str
    is_blocking: bool = True


def findings(facts: Facts, *, digits: str | None, today: date) -> tuple[Finding, ...]:
    """Everything that stands in the way of this record, and what only asks attention.

    `digits` is the national number as it is sealed, None when there is none or it cannot be read.
    """
    return (*_person(facts, digits), *_paper(facts, today), *_provider(facts))


def is_complete(found: tuple[Finding, ...]) -> bool:
    """Whether the record can be typed over."""
    return not any(finding.is_blocking for finding in found)


def _person(facts: Facts, digits: str | None) -> Iterator[Finding]:
    if facts.hold and facts.hold != problems.WAITING_FOR_INSZ:
        yield Finding("hold", Text(problems.WORDS.get(facts.hold, facts.hold)), PROOF)
    yield from _number(facts, digits)
    if not facts.last_name or not facts.first_name:
        yield Finding("last_name", Text(N_("Naam of voornaam is leeg.")), LEARNER)
    elif facts.name_is_damaged:
        yield Finding("last_name", Text(N_("De naam is beschadigd: er staan vreemde tekens in.")), LEARNER)
    if facts.born_on is None:
        yield Finding("born_on", Text(N_("De geboortedatum ontbreekt.")), LEARNER)
    if facts.paper_differs:
        text = N_("Naam of geboortedatum in het dossier is anders dan op het papier. Kijk na wat klopt.")
        yield Finding("last_name", Text(text), PROOF, is_blocking=False)


def _number(facts: Facts, digits: str | None) -> Iterator[Finding]:
    if digits is None:
        yield Finding("insz", Text(N_("Er is nog geen INSZ, of het kan niet gelezen worden.")), LEARNER)
        return
    try:
        number = identifiers.parse_insz(digits)
    except InvalidInput as error:
        yield Finding("insz", Text(error.template), LEARNER)
        return
    if number.kind == "test":
        text = N_("Dit is een testnummer (maand boven 60): in MAGDA Online bestaat deze persoon niet.")
        yield Finding("insz", Text(text), "", is_blocking=False)
    if number.born_on is not None and facts.born_on is not None and number.born_on != facts.born_on:
        text = N_("De geboortedatum past niet bij het INSZ. Het nummer kan een oude datum bewaren: kijk na.")
        yield Finding("born_on", Text(text), LEARNER, is_blocking=False)


def _paper(facts: Facts, today: date) -> Iterator[Finding]:
    yield from _length("title", N_("De volledige naam van het bewijs"), facts.title, TITLE_LENGTH, PROOF)
    if not facts.qualification_code:
        yield Finding("qualification", Text(N_("De kwalificatiecode ontbreekt.")), TRAJECTORY)
    if facts.kind == "professional" and not (facts.level and 1 <= facts.level <= 8):
        text = N_("Een bewijs van beroepskwalificatie vermeldt een VKS-niveau van 1 tot en met 8.")
        yield Finding("level", Text(text), TRAJECTORY)
    if facts.kind == "competences" and not facts.competences:
        text = N_("Een bewijs van competenties vermeldt minstens één competentie.")
        yield Finding("competences", Text(text), PROOF)
    issued = facts.issued_on
    parts = (issued.year, issued.month, issued.day) if issued else (None, None, None)
    problem = issue_day_problem(*parts, today=today)
    if problem:
        yield Finding("issued_on", Text(problem), PROOF)
    if facts.completed_on is None:
        yield Finding("completed_on", Text(N_("De dag waarop het traject is afgerond, ontbreekt.")), LEARNER)
    elif issued is not None and issued < facts.completed_on:
        text = N_("Uitgereikt vóór het traject afgerond was. Kijk beide datums na.")
        yield Finding("issued_on", Text(text), PROOF, is_blocking=False)


def issue_day_problem(year: int | None, month: int | None, day: int | None, *, today: date) -> str:
    """What LED has against a day of issue in parts (a sentence), or nothing."""
    if year is None:
        return N_("De uitreikingsdatum ontbreekt: LED vraagt minstens het jaar.")
    if month is None and day is not None:
        return N_("De uitreikingsdatum noemt een dag zonder maand.")
    if (year, month or 0, day or 0) > (today.year, today.month if month else 0, today.day if day else 0):
        return N_("De uitreikingsdatum ligt in de toekomst; LED weigert dat.")
    return ""


def _provider(facts: Facts) -> Iterator[Finding]:
    yield from _length(
        "institution", N_("De naam van de instelling"), facts.institution, INSTITUTION_LENGTH, ORGANISATION
    )
    try:
        identifiers.parse_enterprise_number(facts.enterprise_number)
    except InvalidInput as error:
        yield Finding("enterprise_number", Text(error.template), ORGANISATION)
    if facts.country not in COUNTRIES:
        text = N_("Het land is geen landcode van drie hoofdletters (ISO 3166-1), zoals BEL.")
        yield Finding("country", Text(text), SETTINGS)
    if not LANGUAGE.fullmatch(facts.language):
        text = N_("De taal is geen taalcode van drie kleine letters (ISO 639-3), zoals nld.")
        yield Finding("language", Text(text), SETTINGS)
    yield from _length(
        "reference", N_("De referte van de leverancier"), facts.reference, REFERENCE_LENGTH, PROOF
    )
    if facts.reference and not facts.is_reference_unique:
        text = N_("De referte {reference} staat ook bij een ander bewijs; LED vraagt een unieke referte.")
        yield Finding("reference", Text(text, {"reference": facts.reference}), PROOF)


def _length(field: str, what: str, value: str, most: int, mend: str) -> Iterator[Finding]:
    if not value:
        yield Finding(field, Text(N_("{what} ontbreekt."), {"what": Text(what)}), mend)
    elif len(value) > most:
        text = N_("{what} telt {n} tekens; LED neemt er hoogstens {most}.")
        yield Finding(field, Text(text, {"what": Text(what), "n": len(value), "most": most}), mend)
