"""The letter and the sheet: what they need, in the language of who reads them, and never a national number."""

import re

from sqlalchemy.orm import Session

from core.led_corrections import commands, letters, queries
from core.led_corrections.letters import Letter
from core.led_corrections.queries import TicketFilters
from db.models import LedTicket, Proof
from tests import factories
from tests.core.led_corrections import sheets
from tests.core.led_corrections.conftest import Closing, Opening
from tests.factories import TODAY, Provider

ELEVEN = re.compile(r"\d{2}\D?\d{2}\D?\d{2}\D?\d{3}\D?\d{2}")


def written(session: Session, given: Provider, ticket: LedTicket, route: str) -> Letter:
    row = queries.ticket(session, actor=given.coordinator, today=TODAY, ticket_id=ticket.id)
    assert row is not None
    return letters.letter(
        row, route=route, organisation="Centrum Test", enterprise_number="0200.065.765", writer="An Verhulst"
    )


def test_it_names_the_record_by_its_reference_and_no_more_of_the_person_than_the_name(
    session: Session, given: Provider, proof: Proof, opened: Opening
) -> None:
    ticket = opened(proof, kind="wrong", field="title", old_value="Onthaal", new_value="Onthaalmedewerker")
    made = written(session, given, ticket, "wewis")
    assert made.to == "Departement WEWIS"
    assert f"onze melding {ticket.id}" in made.subject
    for needed in (
        "Amina Peeters",
        "BKT-0001",
        "In LED staat: Onthaal",
        "Het hoort te zijn: Onthaalmedewerker",
    ):
        assert needed in made.body
    assert "Geboren op" not in made.body
    assert not ELEVEN.search(made.body.replace("0200.065.765", ""))


def test_without_a_reference_the_day_of_birth_tells_two_of_one_name_apart(
    session: Session, given: Provider, proof: Proof, opened: Opening
) -> None:
    proof.led_reference = ""
    session.flush()
    assert "Geboren op: 01/01/1990" in written(session, given, opened(proof), "wewis").body


def test_ahovoks_is_asked_to_pass_it_on(session: Session, given: Provider, opened: Opening) -> None:
    somebody = factories.learner(session, "Elders", "Emma")
    made = written(session, given, opened(learner=somebody, kind="missing"), "ahovoks")
    assert "AHOVOKS zelf niets wijzigt" in made.body
    assert made.to == "AHOVOKS"
    assert made.subject.startswith("LED, ontbreekt in led (onze melding")


def test_the_sheet_holds_every_date_in_both_languages(
    session: Session, given: Provider, proof: Proof, opened: Opening, closed: Closing
) -> None:
    somebody = factories.learner(session, "=Elders", "Emma")
    opened(learner=somebody, kind="missing")
    done = opened(proof)
    closed(done, "cancelled")

    def made(language: str, stage: str) -> list[dict[str, object]]:
        return sheets.lines(
            commands.export(
                session, actor=given.coordinator, today=TODAY, filters=TicketFilters(stage=stage), language=language,
                described="alles",
            )
        )  # fmt: skip

    (open_one,) = made("nl", "")
    assert (open_one["Naam"], open_one["Stand"], open_one["Wacht (dagen)"]) == ("=Elders", "Te doen", 9)
    (line,) = made("nl", "closed")
    assert (line["Afloop"], line["Geannuleerd in LED op"], line["Afgesloten op"]) == (
        "Geannuleerd in LED", TODAY, TODAY,
    )  # fmt: skip
    (english,) = made("en", "closed")
    assert english["Outcome"] == "Cancelled in LED"
