"""The practice provider: quick to load, believable, nobody's real number, and a clean way to real data."""

import json
import time
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select

import db.session
from core import audit, demo, identifiers
from core.access.actors import Role, command_line
from core.deadlines import projection, terms
from core.errors import InvalidInput, NotAllowed
from core.learners import names, vault
from core.organisation import practice
from core.problem_reports import queries as problem_reports
from core.problem_reports.queries import Filters as Shown
from core.problem_reports.queries import Show
from core.problem_reports.rows import State
from core.proofs import queries, reassessing
from core.proofs.filters import Filters, Status
from db import search
from db.models import (
    Account,
    Campus,
    Document,
    Learner,
    Organisation,
    Participation,
    Proof,
    Signatory,
    Trajectory,
)
from tests import factories
from tests.factories import TODAY

SECONDS = 10
# The people of the sample sheet that everybody may import into the practice data.
SHEET = json.loads((Path(__file__).with_name("sheet_people.json")).read_text(encoding="utf-8"))


@pytest.fixture
def loaded(story_engine: Engine) -> Engine:
    """The practice provider, committed."""
    return story_engine


def test_it_loads_quickly_and_is_sound_and_believable(story_url: str, engine: Engine) -> None:
    # Once before (story_url): what SQLAlchemy compiles the first time is not what is timed here.
    began = time.process_time()
    with db.session.writing() as session:
        assert demo.load(session, today=TODAY)
    assert time.process_time() - began < SECONDS
    with db.session.writing() as session:
        assert audit.verify(session).findings == ()
        assert list(projection.differences(session, terms=terms.load(session))) == []
        assert list(reassessing.differences(session)) == []
        assert search.holds(session)
        assert 380 <= (session.scalar(select(func.count()).select_from(Learner)) or 0) <= 420
        assert session.scalar(select(func.count()).select_from(Trajectory)) == 12
        codes = set(session.scalars(select(Trajectory.code)))
        assert {"T-001", "T-002", "T-003", "T-004"} <= codes
        papers = sorted(session.scalars(select(Document.sequence).where(Document.subject_kind == "proof")))
        assert papers == list(range(1, len(papers) + 1))
        years = {day.year for day in session.scalars(select(Participation.completed_on)) if day is not None}
        assert len(years) >= 3
        assert max(day for day in session.scalars(select(Proof.registered_on)) if day is not None) <= TODAY
        boss = command_line("root")
        signs = Counter(
            row.status for row in queries.queue(session, actor=boss, today=TODAY, filters=Filters()).rows
        )
        counted = queries.counts(session, actor=boss, today=TODAY)
        done = queries.queue(session, actor=boss, today=TODAY, filters=Filters(status=Status.DONE))
        assert {Status.LATE, Status.SOON} <= set(signs)
        assert min(counted.late, counted.soon, counted.plan, counted.hold) > 0
        late = sum(row.met_late for row in done.rows)
        assert 0 < late < len(done.rows)
        reports = [
            row.state
            for show in (Show.OPEN, Show.CLOSED)
            for row in problem_reports.every(session, actor=boss, today=TODAY, filters=Shown(show))
        ]
        assert reports == [State.OVERDUE, State.TO_REPORT, State.SOLVED]


@pytest.mark.slow
def test_its_people_are_nobody_and_none_of_the_sample_sheet(loaded: Engine) -> None:
    with db.session.reading() as session:
        people = session.scalars(select(Learner)).all()
        numbers = [vault.unseal(person.insz_cipher) for person in people if person.insz_cipher is not None]
        for person in people:
            if person.insz_cipher is not None:
                found = identifiers.parse_insz(vault.unseal(person.insz_cipher))
                assert (found.kind, found.born_on) == ("test", person.born_on)
        assert len(numbers) == len(set(numbers)) < len(people)
        assert not {vault.blind(number) for number in SHEET["numbers"]} & {
            person.insz_index for person in people
        }
        theirs = {names.search_name(last, first) for last, first in SHEET["names"]}
        assert not theirs & {person.search_name for person in people}
        assert all(person.email.endswith("@example.org") for person in people)


@pytest.mark.slow
def test_a_database_that_holds_anything_is_left_alone(loaded: Engine) -> None:
    with db.session.writing() as session:
        before = session.scalar(select(func.count()).select_from(Learner))
        assert demo.load(session, today=TODAY) is False
        assert session.scalar(select(func.count()).select_from(Learner)) == before


def leave(confirmation: str) -> str:
    with db.session.writing() as session:
        actor = factories.actor(session, Role.ADMINISTRATOR)
        return practice.leave_practice(
            session, actor=actor, today=TODAY, username="eva", display_name="Eva", confirmation=confirmation
        )


@pytest.mark.slow
def test_the_way_to_real_data_empties_everything_but_the_set_up(loaded: Engine) -> None:
    with db.session.reading() as session:
        campuses, signatories = (sorted(session.scalars(select(table.name))) for table in (Campus, Signatory))
    with pytest.raises(InvalidInput, match="precies over"):
        leave("De Brug")
    assert leave("Opleidingscentrum De Brug")
    with db.session.writing() as session:
        provider = session.get_one(Organisation, 1)
        assert (provider.name, provider.is_practice, provider.set_up_at) == (
            "Opleidingscentrum De Brug",
            False,
            None,
        )
        assert sorted(session.scalars(select(Campus.name))) == campuses
        assert sorted(session.scalars(select(Signatory.name))) == signatories
        for table in (Learner, Proof, Document, Participation):
            assert session.scalar(select(func.count()).select_from(table)) == 0
        assert [account.username for account in session.scalars(select(Account))] == ["eva"]
        assert audit.verify(session).findings == ()
        assert search.holds(session)
    with pytest.raises(NotAllowed, match="geen oefenomgeving"):
        leave("Opleidingscentrum De Brug")


@pytest.mark.slow
def test_after_leaving_practice_what_is_issued_is_frozen_again_and_keys_run_on(loaded: Engine) -> None:
    leave("Opleidingscentrum De Brug")
    with db.session.writing() as session:
        new = Campus(name="Nieuwe campus")
        session.add(new)
        session.flush()
        assert session.scalar(select(func.count()).select_from(Campus)) == 4
