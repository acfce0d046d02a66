"""Afwijking sinds afgifte: over everything at once, in a list, and of one paper it is always the same answer."""

import random
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as examples
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit, clock
from core.certificates import commands, deviating, files, listing, queries, register
from core.certificates.filters import Filters, Status
from core.certificates.register_narrowing import Asked
from db.models import AttendanceCell, Certificate, Document, Enrolment, Exemption, Lesson
from tests import factories
from tests.core.certificates.papers import AFTER, enrolled, issued, paper
from tests.factories import Provider


def single(session: Session, given: Provider) -> set[int]:
    """The oracle: every paper opened one by one."""
    keys = session.scalars(select(Certificate.id).where(Certificate.document_id.is_not(None))).all()
    return {key for key in keys if queries.deviations(session, actor=given.coordinator, certificate_id=key)}


def acted(session: Session, given: Provider) -> None:
    """Somebody did something, as every command writes it down."""
    session.flush()
    audit.record(
        session,
        actor=given.coordinator,
        action="attendance.enter",
        subject_kind="lesson",
        subject_id=None,
        details={},
    )


def disturb(session: Session, chance: random.Random, enrolment: Enrolment) -> None:
    """Past the locks that hold hours under a paper: whatever might make a paper say something else."""
    lessons = session.scalars(
        select(Lesson).join(AttendanceCell).where(AttendanceCell.enrolment_id == enrolment.id)
    ).all()
    lesson = chance.choice(lessons)
    match chance.randrange(6):
        case 0:
            cell = session.get_one(AttendanceCell, (lesson.id, enrolment.id))
            cell.present, cell.unjustified = cell.present - 10, cell.unjustified + 10
        case 1:
            enrolment.stopped_on, enrolment.stop_kind = lesson.held_on, "announced"
        case 2:
            session.add(Exemption(
                enrolment_id=enrolment.id, first_on=lesson.held_on, last_on=lesson.held_on, weekday=None,
                noted_on=lesson.held_on,
            ))  # fmt: skip
        case 3:
            enrolment.enrolled_on = lesson.held_on + timedelta(days=chance.randrange(2))
        case 4:
            lesson.given_minutes -= 30
        case _:
            lesson.held_on = date(2027, 2, 1)
    session.flush()


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@examples(seed=st.integers(0, 2**32))
def test_everything_at_once_a_list_and_one_paper_say_the_same(
    session: Session, given: Provider, seed: int
) -> None:
    chance, people = random.Random(seed), []
    for _ in range(3):
        person = enrolled(session, given)
        first = paper(session, person, "assiduity", 1)
        issued(session, given, first)
        issued(session, given, paper(session, person, "enrolment"))
        people.append(person)
    for person in people:
        if chance.random() < 0.6:
            disturb(session, chance, person)
    acted(session, given)
    wanted = single(session, given)
    assert deviating.found(session, actor=given.coordinator, today=AFTER) == wanted
    assert deviating.lately(session, actor=given.coordinator, today=AFTER) == wanted
    everyone = session.scalars(select(Certificate.id)).all()
    assert deviating.among(session, certificate_ids=everyone) == wanted
    chosen = listing.page(session, actor=given.coordinator, today=AFTER, filters=Filters(deviating=True))
    assert {row.certificate_id for row in chosen.rows} == wanted
    assert all(row.deviates for row in chosen.rows)
    listed = register.page(session, actor=given.coordinator, today=AFTER, asked=Asked(deviating=True))
    assert {row.certificate_id for row in listed.rows} == wanted
    assert all(row.deviates for row in listed.rows)


def deviates(session: Session, person: Enrolment) -> None:
    cell = session.scalars(select(AttendanceCell).where(AttendanceCell.enrolment_id == person.id)).first()
    assert cell is not None
    cell.present, cell.unjustified = cell.present - 10, 10


def delivered(session: Session, row: Certificate) -> None:
    row.delivered_on, row.delivery_way, row.delivered_by = AFTER, "hand", "An"
    files.settle(session, row)


def test_a_delivered_paper_that_deviates_stands_in_the_queue_that_asks_for_it(
    session: Session, given: Provider
) -> None:
    person = enrolled(session, given)
    row = paper(session, person, "assiduity", 1)
    issued(session, given, row)
    delivered(session, row)
    deviates(session, person)
    acted(session, given)
    asked = Filters(deviating=True)
    page = listing.page(session, actor=given.coordinator, today=AFTER, filters=asked)
    assert [(each.certificate_id, each.status, each.deviates) for each in page.rows] == [
        (row.id, Status.DONE, True)
    ]
    counts = listing.counts(session, actor=given.coordinator, today=AFTER, filters=asked)
    assert (counts.open, counts.late, counts.hold) == (1, 0, 0)
    plain = listing.page(session, actor=given.coordinator, today=AFTER)
    assert row.id not in {each.certificate_id for each in plain.rows}


def test_an_opened_correction_deviates_until_it_is_issued_again(session: Session, given: Provider) -> None:
    person = enrolled(session, given)
    row = paper(session, person, "assiduity", 1)
    issued(session, given, row)
    delivered(session, row)
    commands.open_correction(
        session, actor=given.coordinator, today=AFTER, certificate_id=row.id, version=row.version,
        reason="De les van 8 september was fout", takes_responsibility=True,
    )  # fmt: skip
    assert deviating.found(session, actor=given.coordinator, today=AFTER) == set()
    deviates(session, person)
    acted(session, given)
    assert deviating.found(session, actor=given.coordinator, today=AFTER) == {row.id}
    issued(session, given, row)
    assert deviating.found(session, actor=given.coordinator, today=AFTER) == set()


def test_another_campus_is_not_told_and_an_old_year_is_left_out(session: Session, given: Provider) -> None:
    person = enrolled(session, given)
    row = paper(session, person, "assiduity", 1)
    issued(session, given, row)
    deviates(session, person)
    acted(session, given)
    elsewhere = factories.actor(session, campuses=[given.other])
    assert deviating.found(session, actor=elsewhere, today=AFTER) == set()
    assert deviating.found(session, actor=given.coordinator, today=date(2028, 8, 31)) == {row.id}
    assert deviating.found(session, actor=given.coordinator, today=date(2028, 9, 1)) == set()


def test_a_document_without_hours_says_nothing(session: Session, given: Provider) -> None:
    person = enrolled(session, given)
    row = paper(session, person, "assiduity", 1)
    known = issued(session, given, row)
    names = [column.name for column in Document.__table__.columns if column.name != "id"]
    told = {name: getattr(known, name) for name in names}
    bare = Document(
        **told | {"content": {"number": "X1"}, "number": "X1", "sequence": 99, "verify_code": "x1"}
    )
    session.add(bare)
    session.flush()
    row.document_id = bare.id
    deviates(session, person)
    acted(session, given)
    assert deviating.found(session, actor=given.coordinator, today=AFTER) == single(session, given) == set()
    assert deviating.among(session, certificate_ids=[row.id]) == set()


def test_what_takes_long_is_counted_once_a_quarter_of_an_hour_for_vandaag(
    session: Session, given: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = enrolled(session, given)
    row = paper(session, person, "assiduity", 1)
    issued(session, given, row)
    moments = iter([0, 10, 30, 40, 20 * 60, 20 * 60 + 10])
    began = datetime(2027, 1, 4, 9, tzinfo=UTC)
    acted(session, given)
    real = clock.now
    monkeypatch.setattr(clock, "now", lambda: began + timedelta(seconds=next(moments)))
    assert deviating.lately(session, actor=given.coordinator, today=AFTER) == set()
    monkeypatch.setattr(clock, "now", real)
    deviates(session, person)
    acted(session, given)
    monkeypatch.setattr(clock, "now", lambda: began + timedelta(seconds=next(moments)))
    assert deviating.lately(session, actor=given.coordinator, today=AFTER) == set(), (
        "ten minutes are not over"
    )
    assert deviating.found(session, actor=given.coordinator, today=AFTER) == {row.id}, (
        "who asks for it gets it"
    )
