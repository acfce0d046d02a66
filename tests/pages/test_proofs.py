"""The queue of proofs as a coordinator works it: open, read why, issue, register, take back, many at once."""

from datetime import date

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

import db.session
from core.access.actors import Actor, Role
from core.deadlines import commands as rules
from core.proofs import commands
from core.ui import cells, labels
from core.ui.cells import Column
from core.ui.markup import Badge
from db.models import AuditEntry, Document, Proof
from tests import factories
from tests.conftest import TODAY
from tests.pages.conftest import Opened, open_page
from tests.pages.drawers import asked_for_a_day, empty


@pytest.fixture
def coordinator(engine: Engine, session: Session) -> Actor:
    """A provider with a late proof (1), one for this week (2) and one that waits for a number (3)."""
    given = factories.provider(session)
    factories.earned(session, given, completed_on=date(2026, 9, 2))
    factories.earned(session, given, completed_on=date(2026, 9, 22))
    newcomer = factories.learner(session, "Horvat", number="")
    factories.earned(session, given, learner=newcomer, completed_on=date(2026, 10, 5))
    session.commit()
    return given.coordinator


def stored(proof_id: int) -> tuple[date | None, str]:
    """When it was registered and why that was late, as the database has it."""
    with db.session.reading() as session:
        found = session.get_one(Proof, proof_id)
        return found.registered_on, found.late_reason


def search(opened: Opened, text: str) -> None:
    next(field for field in opened.at.text_input if field.label == "Zoeken").set_value(text).run()
    opened.calm()


def grid_key(opened: Opened) -> str:
    """The key of the grid, which holds which records stand in it."""
    return str(opened.at.dataframe[0].proto.id).split("-", 2)[2]


def rows(opened: Opened) -> list[str]:
    frame = opened.at.dataframe[0].value
    return [str(value) for value in frame["Deelnemer"]]


def test_the_sentence_speaks_of_the_term_in_force_and_of_the_law_beside_an_own_one(
    session: Session, coordinator: Actor
) -> None:
    told = open_page("proofs", coordinator).texts
    assert "binnen 2 maanden nadat het traject is afgerond." in told
    assert "je instelling" not in told
    rules.change_rule(
        session, actor=factories.actor(session, Role.ADMINISTRATOR), today=TODAY, rule_id="led_registration",
        values={"term": "20 working_day"}, source="afspraak met de directie", version=0,
    )  # fmt: skip
    session.commit()
    told = open_page("proofs", coordinator).texts
    assert "binnen 20 werkdagen nadat het traject is afgerond: je instelling, de wet zegt 2 maanden." in told
    english = open_page("proofs", coordinator, language="en").texts
    assert "within 20 working days after the trajectory was completed" in english


def test_the_most_urgent_stands_first_with_its_sign(coordinator: Actor) -> None:
    opened = open_page("proofs", coordinator)
    frame = opened.at.dataframe[0].value
    assert [mark[0] for mark in frame["Termijn"]] == ["▲ Te laat", "◆ Deze week", "■ Geblokkeerd"]
    assert list(frame["Dagen"]) == [-19, 1, 14]
    assert opened.at.segmented_control[0].options[1] == "▲ Te laat 1"


def test_a_sign_in_the_address_narrows_the_list(coordinator: Actor) -> None:
    opened = open_page("proofs", coordinator, query={"status": "hold"})
    assert rows(opened) == ["Horvat, Zoë"]
    assert opened.at.query_params["status"] == "hold"


def test_a_search_for_a_name_never_reaches_the_address(coordinator: Actor) -> None:
    opened = open_page("proofs", coordinator)
    search(opened, "Horvat")
    assert rows(opened) == ["Horvat, Zoë"]
    assert "orvat" not in "".join(str(opened.at.query_params[name]) for name in opened.at.query_params)


def test_an_unknown_filter_in_the_address_is_ignored(coordinator: Actor) -> None:
    opened = open_page(
        "proofs", coordinator, query={"status": "x", "campus": "-1", "proof": "1 or 1", "due": "2026-13-45"}
    )
    assert len(rows(opened)) == 3


def test_the_date_explains_itself(coordinator: Actor) -> None:
    opened = open_page("proofs", coordinator, query={"proof": "1"})
    for part in (
        "Waarom deze datum?",
        "02/09/2026",
        "traject afgerond",
        "+ 2 maanden",
        "02/11/2026",
        "19 dagen te laat",
    ):
        assert part in opened.texts


def test_a_proof_of_another_campus_is_not_found(coordinator: Actor, session: Session) -> None:
    elsewhere = factories.campus(session, "Brugge")
    limited = factories.actor(session, Role.COORDINATOR, campuses=[elsewhere])
    session.commit()
    opened = open_page("proofs", limited, query={"proof": "1"})
    assert "Niet gevonden" in opened.texts
    assert "Janssens" not in opened.texts


def test_issue_then_register_late_with_its_reason_then_take_it_back(coordinator: Actor) -> None:
    opened = open_page("proofs", coordinator, query={"proof": "1"})
    opened.button("Uitreiken")
    opened.button("Uitreiken")
    assert "Bewijs 2026-000001 is uitgereikt." in opened.texts.replace("\\", "")
    opened.button("Registratie noteren")
    opened.button("Registratie noteren")
    assert "te laat" in opened.at.error[0].value
    assert stored(1) == (None, "")
    late = next(box for box in opened.at.selectbox if box.label == "Reden te laat")
    late.set_value("forgotten")
    opened.button("Registratie noteren")
    assert stored(1) == (date(2026, 11, 21), "forgotten")
    assert "1 x geregistreerd op 21/11/2026" in opened.texts
    assert "1 x registered on 21/11/2026" in open_page("proofs", coordinator, language="en").texts
    opened.button("Ongedaan maken")
    assert stored(1) == (None, "")


def test_what_was_typed_stays_after_a_refusal(coordinator: Actor) -> None:
    opened = open_page("proofs", coordinator, query={"proof": "1"})
    opened.button("Uitreiken")
    opened.button("Uitreiken")
    opened.button("Registratie noteren")
    reference = next(field for field in opened.at.text_input if field.label.startswith("LED-referte"))
    reference.set_value("A-12")
    opened.button("Registratie noteren")
    assert opened.at.error
    assert next(f.value for f in opened.at.text_input if f.label.startswith("LED-referte")) == "A-12"


def test_an_emptied_day_is_asked_for_and_never_taken_for_today(coordinator: Actor) -> None:
    opened = open_page("proofs", coordinator, query={"proof": "2"})
    for act in ("Uitreiken", "Uitreiken", "Registratie noteren"):
        opened.button(act)
    next(field for field in opened.at.text_input if field.label.startswith("LED-referte")).set_value("A-12")
    empty(opened, "Geregistreerd op")
    opened.button("Registratie noteren")
    asked_for_a_day(opened, "Geregistreerd op")
    assert stored(2) == (None, "")
    assert next(f.value for f in opened.at.text_input if f.label.startswith("LED-referte")) == "A-12"


def test_many_at_once_ask_for_an_emptied_day(coordinator: Actor) -> None:
    opened = open_page("proofs", coordinator, query={"proof": "2"})
    opened.button("Uitreiken")
    opened.button("Uitreiken")
    opened = open_page("proofs", coordinator, query={"step": "register"})
    opened.button("Meerdere kiezen")
    opened.at.session_state[grid_key(opened)] = {"selection": {"rows": [0], "columns": [], "cells": []}}
    opened.at.run()
    opened.calm()
    empty(opened, "Geregistreerd op")
    opened.button("Registratie noteren (1)")
    asked_for_a_day(opened, "Geregistreerd op")
    assert stored(2) == (None, "")


def test_somebody_elses_change_is_shown_and_not_overwritten(coordinator: Actor) -> None:
    first = open_page("proofs", coordinator, query={"proof": "1"})
    first.button("Uitreiken")
    second = open_page("proofs", coordinator, query={"proof": "1"})
    second.button("Uitreiken")
    second.button("Uitreiken")
    first.button("Uitreiken")
    assert first.at.error
    with db.session.reading() as session:
        assert session.query(Document).count() == 1


def test_many_at_once_say_what_became_of_each(coordinator: Actor) -> None:
    opened = open_page("proofs", coordinator)
    opened.button("Meerdere kiezen")
    opened.at.session_state[grid_key(opened)] = {"selection": {"rows": [0, 1, 2], "columns": [], "cells": []}}
    opened.at.run()
    opened.calm()
    opened.button("Uitreiken (3)")
    assert "3 van 3 gelukt" in opened.texts
    with db.session.reading() as session:
        assert session.query(Document).count() == 3


def test_a_batch_that_a_second_click_cut_short_goes_on_where_it_was(coordinator: Actor) -> None:
    with db.session.writing() as session:
        proofs = session.scalars(select(Proof).order_by(Proof.id).limit(2)).all()
        asked = [(proof.id, proof.version, f"Naam {proof.id}") for proof in proofs]
        key, version, _ = asked[0]
        commands.issue(
            session, actor=coordinator, today=TODAY, proof_id=key, version=version, nonce=f"n.{key}"
        )
    opened = open_page("proofs", coordinator)
    opened.at.session_state["proofs.issuing"] = ("n", asked)
    opened.button("Meerdere kiezen")
    assert "2 van 2 gelukt" in opened.texts
    with db.session.reading() as session:
        assert session.query(Document).count() == 2


def test_an_export_leaves_an_audit_entry(coordinator: Actor) -> None:
    opened = open_page("proofs", coordinator)
    opened.unfold("proofs.exporting")
    opened.button("Alle velden")
    with db.session.reading() as session:
        assert session.query(AuditEntry).filter(AuditEntry.action == "proof.export").count() == 1


def test_a_reader_sees_the_list_and_no_way_to_act(coordinator: Actor, session: Session) -> None:
    reader = factories.actor(session, Role.READER)
    session.commit()
    opened = open_page("proofs", reader, query={"proof": "1"})
    assert len(rows(opened)) == 3
    assert not {"Uitreiken", "Meerdere kiezen", "Alle velden"} & {button.label for button in opened.at.button}


def test_named_views_come_back_with_their_filters_only(coordinator: Actor) -> None:
    opened = open_page("proofs", coordinator, query={"status": "late"})
    search(opened, "Janssens")
    opened.unfold("proofs.views")
    next(field for field in opened.at.text_input if field.label == "Deze filters bewaren als").set_value(
        "Mijn lijst"
    )
    opened.button("Weergave bewaren")
    again = open_page("proofs", coordinator)
    again.unfold("proofs.views")
    again.button("Mijn lijst")
    assert again.at.query_params["status"] == "late"
    assert next(field.value for field in again.at.text_input if field.label == "Zoeken") in ("", None)


def test_another_filter_holds_after_its_popover_closed_and_is_taken_off_beside_it(coordinator: Actor) -> None:
    opened = open_page("proofs", coordinator)
    assert not opened.at.selectbox, "what nobody sees is not drawn"
    opened.unfold("proofs.0.more")
    next(box for box in opened.at.selectbox if box.label == "Volgende stap").set_value("deliver").run()
    opened.at.session_state["proofs.0.more"] = False
    opened.at.run()
    opened.calm()
    assert not opened.at.selectbox
    assert opened.at.query_params["step"] == "deliver"
    assert not opened.at.dataframe
    opened.button("Volgende stap: Af te leveren")
    assert len(rows(opened)) == 3
    assert "step" not in opened.at.query_params


def test_a_filter_in_the_address_can_be_taken_off(coordinator: Actor) -> None:
    opened = open_page("proofs", coordinator, query={"campus": "1"})
    found = [button.label for button in opened.at.button if button.label.startswith("Campus: ")]
    assert len(found) == 1
    opened.button(found[0])
    assert "campus" not in opened.at.query_params
    assert not any(button.label.startswith("Campus: ") for button in opened.at.button)


def test_ticked_rows_stay_the_same_proofs_when_another_one_leaves_the_list(coordinator: Actor) -> None:
    opened = open_page("proofs", coordinator)
    opened.button("Meerdere kiezen")
    opened.at.session_state[grid_key(opened)] = {"selection": {"rows": [1, 2], "columns": [], "cells": []}}
    opened.at.run()
    with db.session.writing() as session:
        issued = commands.issue(session, actor=coordinator, today=TODAY, proof_id=1, version=1)
        commands.withdraw(
            session,
            actor=coordinator,
            today=TODAY,
            proof_id=issued.proof_id,
            version=2,
            reason="vergissing bij invoer",
        )
    opened.at.run()
    opened.calm()
    assert len(rows(opened)) == 2
    opened.button("Uitreiken (2)")
    assert "2 van 2 gelukt" in opened.texts


def test_what_is_registered_says_when_and_never_how_many_days_are_left(coordinator: Actor) -> None:
    with db.session.writing() as session:
        commands.issue(session, actor=coordinator, today=TODAY, proof_id=2, version=1, signatory_id=None)
    opened = open_page("proofs", coordinator, query={"proof": "2"})
    opened.button("Registratie noteren")
    opened.button("Registratie noteren")
    frame = open_page("proofs", coordinator, query={"status": "done"}).at.dataframe[0].value
    assert list(frame["Geregistreerd op"]) == [TODAY]
    assert "Dagen" not in frame


def test_the_column_of_signs_is_as_wide_as_its_longest_text() -> None:
    column: Column[Badge] = Column("Termijn", lambda mark: mark, "status", 122)
    short, long = labels.mark("late", "Te laat"), labels.mark("done", "Te laat geregistreerd")
    assert cells.config("Termijn", column, [short])["width"] == 122
    assert cells.config("Termijn", column, [short, long])["width"] == 168


def test_the_numbers_beside_the_signs_follow_the_other_filters(coordinator: Actor, session: Session) -> None:
    factories.campus(session, "Brugge")
    session.commit()
    everybody = open_page("proofs", coordinator).at.segmented_control[0].options
    assert everybody[:2] == ["Alle open 3", "▲ Te laat 1"]
    opened = open_page("proofs", coordinator, query={"hold": "waiting_for_insz"})
    assert opened.at.segmented_control[0].options[:2] == ["Alle open 1", "▲ Te laat 0"]
    opened.unfold("proofs.0.more")
    next(box for box in opened.at.selectbox if box.label == "Campus").set_value("2").run()
    assert opened.at.segmented_control[0].options[0] == "Alle open 0"
    opened.button("Filters wissen")
    assert opened.at.segmented_control[0].options == everybody


def test_an_open_proof_beside_an_empty_list_leaves_no_empty_grid(coordinator: Actor) -> None:
    opened = open_page("proofs", coordinator, query={"proof": "1"})
    search(opened, "niemand heet zo")
    assert not opened.at.dataframe
    assert "Geen rijen in deze lijst." in opened.texts
    assert "Janssens" in opened.texts
