"""Settings: the first set-up, two people in one form, accounts with a one-time link, the way out of practice."""

from datetime import date

import pandas as pd
import pytest
import streamlit as st
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

import db.session
from core.access.actors import Actor, Role
from db.models import Account, Campus, ClosingDay, Learner, Organisation, Signatory
from tests import factories
from tests.pages.conftest import Opened, open_page

# In make test only: make check stays under a minute.
pytestmark = pytest.mark.slow


@pytest.fixture
def administrator(engine: Engine, session: Session) -> Actor:
    """The administrator of a practice provider."""
    factories.provider(session)
    factories.learner(session)
    session.get_one(Organisation, 1).is_practice = True
    found = factories.actor(session, Role.ADMINISTRATOR)
    session.commit()
    return found


def field(opened: Opened, label: str, value: str) -> None:
    found = [each for each in opened.at.text_input if each.label == label]
    assert found, f"no field {label!r}; there are {[each.label for each in opened.at.text_input]}"
    found[-1].set_value(value)


def step(opened: Opened, code: str) -> None:
    opened.at.segmented_control[0].set_value(code).run()
    opened.calm()


def test_a_fresh_installation_is_led_through_its_set_up(engine: Engine, session: Session) -> None:
    administrator = factories.actor(session, Role.ADMINISTRATOR)
    session.commit()
    opened = open_page("administration", administrator)
    field(opened, "Naam van de organisatie", "Centrum Nieuw")
    field(opened, "Ondernemingsnummer", "0200.065.765")
    opened.button("Bewaren")
    step(opened, "campuses")
    field(opened, "Naam", "Gent")
    opened.button("Campus toevoegen")
    step(opened, "signatories")
    field(opened, "Naam", "Greet Voorbeeld")
    field(opened, "Functie", "directeur")
    opened.button("Ondertekenaar toevoegen")
    opened.button("Instellen afronden")
    with db.session.reading() as reading:
        assert reading.get_one(Organisation, 1).set_up_at is not None
        assert reading.scalars(select(Campus.name)).all() == ["Gent"]
        assert reading.scalars(select(Signatory.name)).all() == ["Greet Voorbeeld"]


def test_the_second_of_two_people_sees_both_values_and_loses_nothing(administrator: Actor) -> None:
    mine = open_page("administration", administrator)
    theirs = open_page("administration", administrator)
    field(theirs, "Naam van de organisatie", "Naam van de ander")
    theirs.button("Bewaren")
    field(mine, "Naam van de organisatie", "Mijn naam")
    mine.button("Bewaren")
    assert mine.at.error
    assert "Naam van de ander" in mine.texts
    assert next(f.value for f in mine.at.text_input if f.label == "Naam van de organisatie") == "Mijn naam"
    mine.button("Bewaren")
    with db.session.reading() as session:
        assert session.get_one(Organisation, 1).name == "Mijn naam"


def test_two_people_with_the_calendar_open_lose_nothing_of_each_other(administrator: Actor) -> None:
    mine, theirs = (open_page("administration", administrator, query={"part": "closings"}) for _ in range(2))
    theirs.at.number_input[0].set_value(3)
    theirs.button("Bewaren")
    mine.at.number_input[0].set_value(7)
    mine.button("Bewaren")
    assert mine.at.error
    with db.session.reading() as session:
        assert session.get_one(Organisation, 1).signing_buffer_days == 3
    mine.button("Bewaren")
    with db.session.reading() as session:
        assert session.get_one(Organisation, 1).signing_buffer_days == 7


def test_the_calendar_of_one_campus_is_another_than_that_of_the_provider(administrator: Actor) -> None:
    opened = open_page("administration", administrator, query={"part": "closings"})
    assert opened.at.number_input
    opened.at.selectbox[0].select_index(1).run()
    assert not opened.at.number_input
    assert "geen lessen gepland" in opened.texts
    opened.button("Bewaren")
    assert not opened.at.error


def test_half_a_row_of_the_calendar_is_said_and_nothing_is_left_out(
    administrator: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A test of the page cannot type in Streamlit's table: it gets what the table would hand over."""
    typed: dict[str, list[object]] = {
        "first": [date(2026, 12, 24), None],
        "last": [date(2026, 12, 31), None],
        "reason": ["Kerst", "Brug"],
    }
    monkeypatch.setattr(st, "data_editor", lambda *_, **__: pd.DataFrame(typed, dtype="object"))
    opened = open_page("administration", administrator, query={"part": "closings"})
    opened.at.number_input[0].set_value(4)
    opened.button("Bewaren")
    assert "vul een eerste en een laatste dag in, of haal de rij weg" in opened.at.error[0].value
    assert opened.at.number_input[0].value == 4
    typed["first"][1], typed["last"][1] = date(2027, 1, 2), date(2027, 1, 2)
    opened.button("Bewaren")
    with db.session.reading() as session:
        assert session.get_one(Organisation, 1).signing_buffer_days == 4
        assert len(session.scalars(select(ClosingDay)).all()) == 2


def test_a_wrong_enterprise_number_is_refused_in_words(administrator: Actor) -> None:
    opened = open_page("administration", administrator)
    field(opened, "Ondernemingsnummer", "0999.999.999")
    opened.button("Bewaren")
    assert "ondernemingsnummer" in opened.at.error[0].value


def test_a_new_account_gets_a_one_time_link(administrator: Actor) -> None:
    opened = open_page("administration", administrator, query={"part": "users"})
    field(opened, "Gebruikersnaam", "an.verhulst")
    field(opened, "Naam", "An Verhulst")
    opened.button("Gebruiker toevoegen")
    assert "/welcome/" in opened.at.code[0].value
    with db.session.reading() as session:
        made = session.scalars(select(Account).where(Account.username == "an.verhulst")).one()
        assert made.password_hash is None


def test_from_practice_to_real_work_keeps_the_set_up_and_empties_the_rest(administrator: Actor) -> None:
    opened = open_page("administration", administrator)
    field(opened, "Gebruikersnaam van de beheerder", "echt")
    field(opened, "Naam van de beheerder", "Echte Beheerder")
    field(opened, "Typ de naam van de organisatie over", "Centrum Test")
    opened.button("Oefengegevens wissen en beginnen")
    assert "/welcome/" in opened.at.code[0].value
    with db.session.reading() as session:
        assert session.scalars(select(Learner)).all() == []
        assert not session.get_one(Organisation, 1).is_practice
        assert len(session.scalars(select(Campus)).all()) == 2


def test_the_wrong_name_typed_over_empties_nothing(administrator: Actor) -> None:
    opened = open_page("administration", administrator)
    field(opened, "Typ de naam van de organisatie over", "iets anders")
    opened.button("Oefengegevens wissen en beginnen")
    assert opened.at.error
    with db.session.reading() as session:
        assert session.scalars(select(Learner)).all() != []


@pytest.mark.parametrize(
    "part", ["details", "style", "campuses", "signatories", "closings", "users", "fields"]
)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_part_opens(administrator: Actor, part: str, language: str) -> None:
    opened = open_page("administration", administrator, language=language)
    opened.at.segmented_control[0].set_value(part).run()
    opened.calm()
    assert not opened.at.error
