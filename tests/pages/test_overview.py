"""Vandaag: the tiles count what the queue shows, the sentence says how it stands, managers see their months."""

from datetime import date

from sqlalchemy import Engine
from sqlalchemy.orm import Session
from streamlit.testing.v1 import AppTest

import db.session
from core.access.actors import Role
from core.certificates import listing, owed
from core.certificates.filters import Filters as PaperFilters
from core.deadlines import terms
from core.proofs import queries
from core.proofs.filters import Filters, Status
from tests import attendance_factories, factories
from tests.conftest import TODAY
from tests.pages.conftest import FOLDER, Opened, actor_of, open_page


def test_the_tiles_count_exactly_the_rows_they_link_to(practice: Engine) -> None:
    with db.session.reading() as session:
        actor = actor_of(session, Role.COORDINATOR)
        counted = {
            status: queries.queue(session, actor=actor, today=TODAY, filters=Filters(status=status)).total
            for status in (Status.LATE, Status.SOON, Status.HOLD)
        }
        today = queries.queue(
            session, actor=actor, today=TODAY, filters=Filters(status=Status.SOON, due_on=TODAY)
        ).total
        papers = listing.counts(session, actor=actor, today=TODAY)
        due_today = listing.counts(
            session, actor=actor, today=TODAY, filters=PaperFilters(due_until=TODAY)
        ).soon
    opened = open_page("overview", actor)
    late, soon, hold = counted.values()
    for number in (late + papers.late, soon + papers.soon, hold + papers.hold, today + due_today):
        assert f"<b>{number}</b>" in opened.texts
    assert papers.late
    assert f"{late} bewijzen zijn te laat" in opened.texts
    assert f"{papers.late} papieren zijn te laat" in opened.texts


def test_late_papers_alone_are_not_called_nothing_late(engine: Engine, session: Session) -> None:
    given = factories.provider(session)
    course = attendance_factories.course(session, campus=given.campus)
    person = factories.learner(session)
    session.get_one(factories.Organisation, 1).is_practice = True
    enrolment = attendance_factories.enrolment(session, course=course, learner=person)
    owed.settle(session, enrolment_ids=[enrolment.id], terms=terms.load(session))
    session.commit()
    opened = open_page("overview", given.coordinator)
    assert "1 papier is te laat" in opened.texts
    assert "Niets te laat" not in opened.texts


def test_a_fresh_provider_without_work_says_so(engine: Engine, session: Session) -> None:
    given = factories.provider(session)
    session.get_one(factories.Organisation, 1).is_practice = True
    session.commit()
    opened = open_page("overview", given.coordinator)
    assert "Niets te laat." in opened.texts
    assert "Er staat geen enkel bewijs open." in opened.texts


def test_an_installation_that_was_not_set_up_says_who_can_do_it(engine: Engine, session: Session) -> None:
    reader = factories.actor(session, Role.READER)
    session.commit()
    assert "nog niet ingesteld" in open_page("overview", reader).texts


def test_a_manager_reads_the_finding_the_definition_and_the_figures(practice: Engine) -> None:
    with db.session.reading() as session:
        manager = actor_of(session, Role.MANAGER)
    texts = open_page("overview", manager).texts
    assert "op tijd geregistreerd: het doel van" in texts
    assert "Op tijd = geregistreerd in LED" in texts
    assert "november 2026" in texts


def test_a_reader_does_not_see_the_managers_months(practice: Engine) -> None:
    with db.session.reading() as session:
        reader = actor_of(session, Role.READER)
    assert "Op tijd = geregistreerd in LED" not in open_page("overview", reader).texts


def test_the_day_stands_in_the_sentence(practice: Engine) -> None:
    with db.session.reading() as session:
        reader = actor_of(session, Role.READER)
    assert date(2026, 11, 21) == TODAY
    assert "Zaterdag 21 november 2026." in open_page("overview", reader).texts
    assert "Saturday 21 November 2026." in open_page("overview", reader, language="en").texts


def test_the_first_sign_in_on_a_fresh_installation_leads_to_the_set_up(
    engine: Engine, session: Session
) -> None:
    administrator = factories.actor(session, Role.ADMINISTRATOR)
    session.commit()
    at = AppTest.from_file(str(FOLDER.parent / "core" / "ui" / "frame.py"), default_timeout=30)
    at.session_state["actor"] = administrator
    opened = Opened(at.run())
    opened.calm()
    assert [title.value for title in at.title] == ["Instellingen"]
    assert "Vijf stappen en je kan beginnen." in opened.texts
