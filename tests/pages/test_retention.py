"""The terms on page "Instellingen": every choice in sight with its source, changed with a reason, counted on request."""

import pytest
from sqlalchemy.orm import Session

import db.session
from core.access.actors import Actor, Role
from core.provider_settings import queries
from core.provider_settings.registry import CHOICES
from core.retention import commands
from core.retention.registry import STAYS
from db import maintenance
from db.models import Organisation
from tests import factories
from tests.core.subject import scenario
from tests.factories import TODAY, Provider
from tests.pages.conftest import Opened, open_page


@pytest.fixture
def administrator(session: Session, given: Provider) -> Actor:
    session.get_one(Organisation, 1).set_up_at = scenario.OLD_MOMENT
    found = factories.actor(session, Role.ADMINISTRATOR)
    session.commit()
    return found


def part(actor: Actor, code: str) -> Opened:
    return open_page("administration", actor, query={"part": code})


def test_every_choice_of_the_registry_is_in_sight_with_its_source(administrator: Actor) -> None:
    texts = part(administrator, "retention").texts + part(administrator, "choices").texts
    for choice in CHOICES:
        assert choice.name in texts, choice.key
        assert choice.source in texts, choice.key
    for stays in STAYS:
        assert stays.reason in texts


def test_a_term_is_changed_with_a_reason_and_shows_who_did_it(administrator: Actor) -> None:
    opened = part(administrator, "retention")
    base = "administration.choice.retention.person_months.0"
    opened.at.number_input(key=f"{base}.value").set_value(24)
    opened.at.text_area(key=f"{base}.source").set_value("kort")
    press(opened, base)
    assert "tien tekens" in opened.texts
    assert opened.at.number_input(key=f"{base}.value").value == 24
    opened.at.text_area(key=f"{base}.source").set_value("afspraak met de functionaris")
    press(opened, base)
    assert "24 maanden" in opened.texts
    assert "afspraak met de functionaris (An administrator" in opened.texts
    with db.session.reading() as session:
        assert queries.number(session, "retention.person_months") == 24


def press(opened: Opened, base: str) -> None:
    """The button of that form."""
    (found,) = [button for button in opened.at.button if str(button.proto.form_id) == base]
    found.click().run()
    opened.calm()


def test_nothing_is_counted_until_somebody_asks_and_then_it_equals_the_run(
    session: Session, given: Provider, administrator: Actor, database_url: str
) -> None:
    scenario.person(session, given, "Aa7q")
    session.commit()
    opened = part(administrator, "retention")
    assert "voorbij" not in opened.texts.replace("Wat zijn termijn voorbij is", "")
    assert "Nog nooit gewist" in opened.texts
    opened.button("Tellen wat voorbij is")
    assert "1 voorbij" in opened.texts
    assert "Niets voorbij" in opened.texts
    with maintenance.maintaining(database_url) as owner:
        commands.run(owner, actor=administrator, today=TODAY)
    again = part(administrator, "retention")
    assert "Laatste keer" in again.texts
    again.button("Tellen wat voorbij is")
    assert "1 voorbij" not in again.texts
