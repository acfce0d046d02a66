"""The text for Departement WEWIS, from the facts it needs and no others; always Dutch, the language of the authority.

The organisation has to report problems (S0, step 2); it does not have to say whose paper it is. A number, a title and
our reference find the record, so no name, no birth date and no national number can come in: there is no place for
them here. Initials go along only where nobody could look into it otherwise (`Kind.about_person`).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core.i18n.formats import date_text
from core.problem_reports.kinds import Kind

TOOL = "de registratietool “Bewijzen beroepskwalificerend traject” op MAGDA Online"
HOW = {"mail": "per e-mail", "phone": "telefonisch", "form": "via een formulier", "letter": "per brief"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the text is made of. `names` are those of the learner, only to take them out of what somebody typed."""

    reference: str
    kind: Kind
    description: str
    noticed_on: date
    reported_on: date | None
    reported_how: str
    proof_number: str
    proof_title: str
    issued_on: date | None
    due_on: date
    names: tuple[str, str]
    organisation_name: str
    enterprise_number: str
    contact: str
    sender: str


@dataclass(frozen=True, slots=True)
class Draft:
    """The parts that a message and a letter put together: subject, what happened, the facts, the question."""

    subject: str
    greeting: str
    opening: Sequence[str]
    facts: Sequence[tuple[str, str]]
    question: str
    closing: Sequence[str]

    @property
    def text(self) -> str:
        """The message as it can be pasted into a mail."""
        listed = "\n".join(f"- {name}: {value}" for name, value in self.facts)
        opening = "\n\n".join(self.opening)
        parts = (self.greeting, opening, listed, self.question, "\n".join(self.closing))
        return f"Onderwerp: {self.subject}\n\n" + "\n\n".join(parts)


def draft(facts: Facts) -> Draft:
    """The message about one problem; once it was told, a reminder of it."""
    is_reminder = facts.reported_on is not None
    what = "Herinnering: probleem" if is_reminder else "Probleem"
    subject = f"{what} bij het registreren van een bewijs, onze referte {facts.reference}"
    number = f"Ondernemingsnummer {facts.enterprise_number}" if facts.enterprise_number else ""
    signed = (facts.sender, facts.organisation_name, number, facts.contact)
    return Draft(
        subject=subject,
        greeting="Geachte heer, mevrouw",
        opening=_opening(facts),
        facts=_facts(facts),
        question=(
            "Kunt u laten weten wat we moeten doen om dit bewijs te registreren? "
            f"Vermeld in uw antwoord onze referte {facts.reference}."
        ),
        closing=["Met vriendelijke groet", "", *(line for line in signed if line)],
    )


def _opening(facts: Facts) -> list[str]:
    said = []
    if facts.reported_on is not None:
        how = HOW.get(facts.reported_how, "")
        day = date_text(facts.reported_on)
        said.append(
            " ".join(f"Op {day} meldden we {how} onderstaand probleem. We kregen nog geen antwoord.".split())
        )
    said.append(f"Bij het registreren van een bewijs in {TOOL} loopt het volgende mis.")
    if facts.kind.told:
        said.append(facts.kind.told)
    if facts.description:
        said.append(without_names(facts.description, *facts.names))
    return said


def _facts(facts: Facts) -> list[tuple[str, str]]:
    listed = [
        ("Bewijs", facts.proof_title),
        ("Bewijsnummer", facts.proof_number),
        ("Uitgereikt op", date_text(facts.issued_on) if facts.issued_on else "nog niet uitgereikt"),
        ("Initialen van de deelnemer", initials(*facts.names) if facts.kind.about_person else ""),
        ("Opgemerkt op", date_text(facts.noticed_on)),
        ("Uiterste datum voor de registratie", date_text(facts.due_on)),
        ("Onze referte", facts.reference),
    ]
    return [(name, value) for name, value in listed if value]


def initials(first: str, last: str) -> str:
    """Z. J.: as the page that checks a paper shows them."""
    return " ".join(f"{name[0]}." for name in (first, last) if name)


def without_names(text: str, first: str, last: str) -> str:
    """What somebody typed with the learner's own names shortened to initials, as whole words as they are spelled."""
    both = [f"{first} {last}", f"{last} {first}", f"{last}, {first}"] if first and last else []
    shorter = [(name, initials(first, last)) for name in both]
    shorter += [(name, f"{name[0]}.") for name in (last, first) if len(name) > 1]
    for name, short in shorter:
        # The point of an initial is the point of the sentence too.
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)\.?", short, text)
    return text
