"""People on screen: masked in every list, corrected with both values in sight, shown in full only after it was logged."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.actors import Actor, Role
from db.models import AccessEntry, Learner, Participation, Proof
from tests import factories
from tests.factories import TODAY, Provider
from tests.pages.conftest import Opened, open_page
from tests.pages.drawers import asked_for_a_day, counted, drawer, empty, field, fill, only, stored

NUMBER = factories.insz(date(1990, 1, 1))
DIGITS = f"{NUMBER[:2]}.{NUMBER[2:4]}.{NUMBER[4:6]}-{NUMBER[6:9]}.{NUMBER[9:]}"


@pytest.fixture
def person(session: Session, given: Provider) -> Learner:
    found = factories.learner(session, "Peeters", "Amina", number=NUMBER)
    session.commit()
    return found


def edit(actor: Actor, person: Learner) -> Opened:
    return drawer(actor, "learner_forms", f"_edit(ctx, {person.id})")


@pytest.mark.parametrize("place", [0, 1])
def test_the_file_chosen_of_two_of_one_name_is_the_one_that_opens(
    session: Session, given: Provider, person: Learner, place: int
) -> None:
    keys = [person.id, factories.learner(session, "Peeters", "Amina").id]
    session.commit()
    opened = open_page("learners", given.coordinator)
    opened.at.session_state["learners.view"] = "table"
    opened.at.run()
    [field] = [box for box in opened.at.selectbox if box.label == "Dossier openen"]
    assert len(set(field.options)) == 2
    field.set_value(field.options[place]).run()
    opened.calm()
    assert opened.at.session_state["learners.opened"] == sorted(keys)[place]


def test_the_list_and_the_file_show_the_number_masked(given: Provider, person: Learner) -> None:
    opened = open_page("learners", given.coordinator, query={"id": str(person.id)})
    frame = opened.at.dataframe[0].value
    assert list(frame["Deelnemer"]) == ["Peeters, Amina"]
    shown = opened.texts + frame.to_string()
    assert f"xx.xx.xx-xxx.{NUMBER[-2:]}" in shown
    assert NUMBER not in shown
    assert DIGITS not in shown


def test_a_file_of_another_campus_is_not_found(session: Session, given: Provider, person: Learner) -> None:
    factories.participation(session, learner=person, trajectory=given.trajectory, campus=given.other)
    limited = factories.actor(session, campuses=[given.campus])
    session.commit()
    opened = open_page("learners", limited, query={"id": str(person.id)})
    assert "Niet gevonden" in opened.texts
    assert "Peeters" not in opened.texts


def test_a_reader_sees_the_file_but_none_of_its_acts(
    session: Session, given: Provider, person: Learner
) -> None:
    reader = factories.actor(session, Role.READER)
    session.commit()
    opened = open_page("learners", reader, query={"id": str(person.id)})
    assert "Peeters, Amina" in opened.texts
    labels = {button.label for button in opened.at.button}
    assert not labels & {"Gegevens wijzigen", "Toon nummer", "Inschrijven", "Deelnemer toevoegen"}


def test_the_full_number_is_logged_before_it_is_shown(
    session: Session, given: Provider, person: Learner
) -> None:
    opened = drawer(given.coordinator, "learner_number", f"_reveal(ctx, {person.id})")
    opened.button("Toon nummer")
    assert DIGITS not in opened.texts
    assert "minstens tien tekens" in opened.texts
    fill(opened, Waarom="nagaan in LED")
    opened.button("Toon nummer")
    assert DIGITS in opened.texts
    look = only(select(AccessEntry))
    assert (look.learner_id, look.what, look.reason) == (person.id, "insz", "nagaan in LED")
    opened.at.run()
    assert DIGITS not in opened.texts, "it is kept nowhere: the next run of the drawer does not know it"


def test_two_people_edit_one_file_and_the_second_sees_both_values(
    session: Session, given: Provider, person: Learner
) -> None:
    first, second = edit(given.coordinator, person), edit(given.coordinator, person)
    fill(first, Gemeente="Ledeberg")
    first.button("Gegevens bewaren")
    fill(second, Gemeente="Gentbrugge", Telefoon="09 000 00 00")
    second.button("Gegevens bewaren")
    assert "Iemand anders wijzigde dit dossier" in second.texts
    assert "Ledeberg" in second.texts
    assert "Gentbrugge" in second.texts
    assert field(second, "Gemeente").value == "Gentbrugge"
    assert field(second, "Telefoon").value == "09 000 00 00"
    second.button("Gegevens bewaren")
    assert stored(Learner, person.id).city == "Gentbrugge"


def test_a_birth_date_can_be_emptied(given: Provider, person: Learner) -> None:
    opened = edit(given.coordinator, person)
    empty(opened, "Geboortedatum")
    fill(opened, Reden="De dag was van iemand anders")
    opened.button("Gegevens bewaren")
    assert stored(Learner, person.id).born_on is None


def test_a_first_number_is_filled_in_and_a_second_asks_for_a_reason(
    session: Session, given: Provider
) -> None:
    newcomer = factories.learner(session, "Nieuw", "Noor", number="")
    session.commit()
    opened = drawer(given.coordinator, "learner_number", f"_fill(ctx, {newcomer.id})")
    fill(opened, Rijksregister="90.61.01-001.00")
    opened.button("Nummer bewaren")
    assert "klopt niet" in opened.texts
    fill(opened, Rijksregister=NUMBER)
    opened.button("Nummer bewaren")
    assert stored(Learner, newcomer.id).insz_tail == NUMBER[-2:]
    again = drawer(given.coordinator, "learner_number", f"_fill(ctx, {newcomer.id})")
    fill(again, Rijksregister=factories.insz(date(1990, 1, 1)))
    again.button("Nummer bewaren")
    assert "reden" in again.texts.lower()


def test_a_trajectory_is_started_completed_and_taken_back(
    session: Session, given: Provider, person: Learner
) -> None:
    enrolling = drawer(given.coordinator, "participation_view", f"_enrol(ctx, {person.id})")
    empty(enrolling, "Gestart op")
    enrolling.button("Inschrijven")
    asked_for_a_day(enrolling, "Gestart op")
    assert counted(Participation) == 0
    next(box for box in enrolling.at.date_input).set_value(TODAY)
    enrolling.button("Inschrijven")
    busy = only(select(Participation))
    row = (
        f"_complete(ctx, ctx.read(participations.participations, actor=ctx.actor, learner_id={person.id})[0])"
    )
    opened = drawer(
        given.coordinator,
        "participation_completing",
        row.replace("participations.p", "participation_completing.participations.p"),
    )
    empty(opened, "Traject afgerond op")
    opened.button("Afronding noteren")
    asked_for_a_day(opened, "Traject afgerond op")
    assert stored(Participation, busy.id).completed_on is None
    next(box for box in opened.at.date_input).set_value(TODAY)
    opened.button("Afronding noteren")
    assert stored(Participation, busy.id).outcome == "whole"
    assert counted(Proof) == 1
    page = open_page("learners", given.coordinator, query={"id": str(person.id)})
    assert "Geheel behaald" in page.texts
    assert "Bewijs van beroepskwalificatie" in page.texts
    undo = f"_undo(ctx, ctx.read(participation_view.participations.participations, actor=ctx.actor, learner_id={person.id})[0])"
    taken = drawer(given.coordinator, "participation_view", undo)
    fill(taken, Reden="verkeerde persoon aangeduid")
    taken.button("Afronding ongedaan maken")
    assert stored(Participation, busy.id).completed_on is None
    assert counted(Proof) == 0


def test_two_files_of_one_person_are_offered_and_merged(
    session: Session, given: Provider, person: Learner
) -> None:
    twin = factories.learner(session, "Peeters", "Amina", number="")
    session.commit()
    page = open_page("learners", given.coordinator, query={"id": str(person.id)})
    assert "Misschien dezelfde persoon" in page.texts
    opened = drawer(given.coordinator, "learner_twins", f"_merge(ctx, {person.id}, {twin.id})")
    fill(opened, Reden="zelfde persoon, zelfde geboortedatum")
    opened.button("Dossiers samenvoegen")
    assert stored(Learner, twin.id).merged_into_id == person.id
    dropped = open_page("learners", given.coordinator, query={"id": str(twin.id)})
    assert "samengevoegd" in dropped.texts


def test_what_is_searched_never_stands_in_the_address(given: Provider, person: Learner) -> None:
    opened = open_page("learners", given.coordinator)
    opened.at.text_input[0].set_value("zzz").run()
    opened.calm()
    assert "Niemand past bij “zzz”" in opened.texts
    assert dict(opened.at.query_params) == {}
    opened.button("Filters wissen")
    assert list(opened.at.dataframe[0].value["Deelnemer"]) == ["Peeters, Amina"]
