"""The log on screen: sentences, filters, who looked at what, and a chain that says where it was broken."""

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.orm import Session

import db.session
from core import audit
from core.access.actors import Actor, Role
from core.i18n import Translator
from core.imports import reading
from core.journal import exporting, sentences
from core.journal.entries import LogFilters
from core.learners import commands
from core.learners.commands import Personal
from db.models import AuditEntry
from tests import factories
from tests.conftest import TODAY
from tests.factories import Provider
from tests.pages.conftest import open_page
from tests.pages.drawers import only


@pytest.fixture
def manager(session: Session, given: Provider) -> Actor:
    """Somebody who may read the log, with two acts and a look in it."""
    found = factories.actor(session, Role.MANAGER)
    number = factories.insz()
    person = commands.add(
        session,
        actor=given.coordinator,
        today=TODAY,
        personal=Personal("Peeters", "Amina", None),
        insz=number,
    )
    commands.reveal_insz(
        session, actor=given.coordinator, today=TODAY, learner_id=person, reason="nagaan in LED"
    )
    session.commit()
    return found


def test_acts_read_as_dutch_sentences_newest_first(manager: Actor) -> None:
    frame = open_page("audit", manager).at.dataframe[0].value
    assert list(frame["Handeling"]) == ["INSZ bekeken", "Deelnemer toegevoegd"]
    assert list(frame["Onderwerp"]) == ["Deelnemer 1", "Deelnemer 1"]


def test_the_log_is_narrowed_to_an_act(manager: Actor) -> None:
    opened = open_page("audit", manager)
    next(box for box in opened.at.selectbox if box.label == "Handeling").set_value("learner.add").run()
    opened.calm()
    assert list(opened.at.dataframe[0].value["Handeling"]) == ["Deelnemer toegevoegd"]


def test_a_link_narrows_the_log_to_one_subject(manager: Actor) -> None:
    opened = open_page("audit", manager, query={"subject": "learner.99"})
    assert "Niets in deze lijst" in opened.texts
    assert dict(opened.at.query_params) == {"subject": "learner.99"}
    opened.button("Filters wissen")
    assert len(opened.at.dataframe[0].value) == 2


def test_an_empty_log_blames_no_filter(given: Provider, session: Session) -> None:
    reader = factories.actor(session, Role.MANAGER)
    session.commit()
    opened = open_page("audit", reader)
    assert "Er is nog niets gebeurd." in opened.texts
    assert "Filters wissen" not in [button.label for button in opened.at.button]


def test_a_subject_is_taken_off_beside_the_bar_part_by_part(manager: Actor) -> None:
    opened = open_page("audit", manager, query={"subject": "learner.99"})
    opened.button("Nummer van het onderwerp: 99")
    assert len(opened.at.dataframe[0].value) == 2
    assert "subject" not in opened.at.query_params
    opened.button("Onderwerp: Deelnemer")
    assert not [button for button in opened.at.button if ": " in button.label]


def test_a_subject_chosen_in_the_popover_holds_after_it_closed(manager: Actor) -> None:
    opened = open_page("audit", manager)
    assert "Onderwerp" not in [box.label for box in opened.at.selectbox], "what nobody sees is not drawn"
    opened.unfold("audit.0.more")
    next(box for box in opened.at.selectbox if box.label == "Onderwerp").set_value("learner").run()
    opened.at.text_input[0].set_value("1").run()
    opened.at.session_state["audit.0.more"] = False
    opened.at.run()
    opened.calm()
    assert dict(opened.at.query_params) == {"subject": "learner.1"}
    assert len(opened.at.dataframe[0].value) == 2


def test_who_looked_at_what_stands_with_the_reason(manager: Actor) -> None:
    opened = open_page("audit", manager, query={"part": "looks"})
    assert "Rijksregisternummer getoond" in opened.texts
    assert "nagaan in LED" in opened.texts


def test_a_coordinator_may_not_read_the_log(given: Provider) -> None:
    assert "Je hebt geen recht op deze pagina" in open_page("audit", given.coordinator).texts


def test_the_chain_is_checked_on_request(manager: Actor) -> None:
    opened = open_page("audit", manager)
    opened.button("Controleer de keten")
    assert "De keten klopt: 2 handelingen" in opened.texts


def test_a_changed_entry_is_named(manager: Actor, engine: Engine) -> None:
    with engine.execution_options(app_writes=True).connect() as raw:
        if engine.dialect.name == "sqlite":
            named = text("select name from sqlite_master where type = 'trigger' and tbl_name = 'audit_entry'")
            for (name,) in raw.execute(named).all():
                raw.execute(text(f'drop trigger "{name}"'))
        else:
            raw.execute(text("alter table audit_entry disable trigger user"))
        raw.execute(text("update audit_entry set actor_name = 'iemand anders' where sequence = 1"))
        raw.commit()
    opened = open_page("audit", manager)
    opened.button("Controleer de keten")
    assert "gebroken" in opened.texts
    assert "inhoud gewijzigd" in opened.texts


def test_the_export_is_itself_an_entry(manager: Actor) -> None:
    with db.session.writing() as session:
        made = exporting.export(session, actor=manager, today=TODAY, filters=LogFilters(), t=Translator("nl"))
    rows = reading.read(made, file_name="logboek.xlsx").sheets[0].rows
    assert [row[3] for row in rows[-2:]] == ["INSZ bekeken", "Deelnemer toegevoegd"]
    last = only(select(AuditEntry).where(AuditEntry.sequence == 3))
    assert last.action == "audit.export"


def test_details_are_told_in_words_and_long_lists_counted() -> None:
    details = audit.canonical({"number": "2026-000012", "on": TODAY, "proofs": list(range(40))})
    t = Translator("nl")
    assert sentences.sentence("proof.issue", details, t) == "Bewijs uitgereikt: 2026-000012"
    changed = audit.canonical({"fields": ["city", "last_name"]})
    assert sentences.sentence("learner.change", changed, t).endswith(": Gemeente, Familienaam")
    assert ("Werkdag", "21/11/2026") in sentences.facts(details, t)
    assert ("Bewijzen", "0, 1, 2, 3, 4, 5 … (40)") in sentences.facts(details, t)
