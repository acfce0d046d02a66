"""The text of a letter or e-mail about a ticket, with only the data it needs and never a national number.

In Dutch whatever the language of the screen: it is for a Flemish authority, which finds the record by its reference
or by name and day of issue. Where there is no reference, the day of birth tells two people of one name apart.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from core.i18n.formats import date_text
from core.led_corrections import words
from core.led_corrections.queries import TicketRow

ASKED = {
    "missing": "Dit kwalificatiebewijs ontbreekt in LED. Kan u nagaan waarom, of zeggen wat wij moeten doen?",
    "wrong": "In LED staat een fout gegeven bij dit kwalificatiebewijs. Kan u dit laten verbeteren?",
    "double": "Dit kwalificatiebewijs staat dubbel in LED. Kan u de dubbele registratie laten annuleren?",
    "wrong_person": "Dit kwalificatiebewijs staat in LED bij een andere persoon. Kan u dit laten rechtzetten?",
    "replacement": "",
}
NUMBER_ON_REQUEST = (
    "Het rijksregisternummer staat niet in dit bericht. Hebt u het nodig, dan geven wij het door langs een beveiligde "
    "weg."
)


@dataclass(frozen=True, slots=True)
class Letter:
    """To whom, the subject line, and the text."""

    to: str
    subject: str
    body: str


def letter(
    ticket: TicketRow, *, route: str, organisation: str, enterprise_number: str, writer: str
) -> Letter:
    """The text for one route; `enterprise_number` as people write it."""
    kind = words.KINDS[ticket.kind].lower()
    subject = f"LED, {kind}: {ticket.proof.number if ticket.proof else ''}".rstrip(": ")
    lines = [
        "Beste", "", ASKED[ticket.kind], "", *_facts(ticket), "", *_route(route), NUMBER_ON_REQUEST, "",
        "Met vriendelijke groet", writer, f"{organisation} ({enterprise_number})",
    ]  # fmt: skip
    return Letter(words.ROUTES[route], f"{subject} (onze melding {ticket.ticket_id})", "\n".join(lines))


def _facts(ticket: TicketRow) -> Iterator[str]:
    proof = ticket.proof
    yield f"Persoon: {ticket.first_name} {ticket.last_name}".rstrip()
    if ticket.born_on is not None and not (proof and proof.led_reference):
        yield f"Geboren op: {date_text(ticket.born_on)}"
    if proof is not None:
        yield f"Bewijs: {proof.title}"
        yield from (
            f"{name}: {value}"
            for name, value in (
                ("Nummer", proof.number),
                ("Uitgereikt op", date_text(proof.issued_on)),
                ("Geregistreerd op", date_text(proof.registered_on)),
                ("LED-referte", proof.led_reference),
            )
            if value
        )
    if ticket.field:
        yield f"Gegeven: {words.FIELDS[ticket.field]}"
    if ticket.old_value:
        yield f"In LED staat: {ticket.old_value}"
    if ticket.new_value:
        yield f"Het hoort te zijn: {ticket.new_value}"
    if ticket.description:
        yield f"Toelichting: {ticket.description}"


def _route(route: str) -> Iterator[str]:
    if route == "ahovoks":
        yield (
            "Wij weten dat AHOVOKS zelf niets wijzigt in LED. Kan u dit bezorgen aan de instantie die de gegevens "
            "aanleverde?"
        )
