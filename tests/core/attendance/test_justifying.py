"""Justifications: late by the provider's term, backed once the evidence was seen, and the cells that follow."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.actors import Role
from core.attendance import justifications, justifying
from core.attendance.backing import backed
from core.attendance.justifications import Waiting
from core.attendance.justifying import Absence
from core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from db.models import (
    AccessEntry,
    AttendanceCell,
    Certificate,
    Course,
    CourseGroup,
    Document,
    Enrolment,
    GroupMembership,
    Justification,
    Learner,
    Lesson,
    OwnSetting,
)
from tests import factories
from tests.core.conftest import Refused
from tests.factories import TODAY, Provider

FIRST = date(2026, 11, 2)


@dataclass(frozen=True, slots=True)
class Absent:
    """Somebody who was ill on two Mondays (the second for 30 minutes) and at work on a third."""

    enrolment: Enrolment
    lessons: list[Lesson]


@pytest.fixture
def absent(session: Session, given: Provider) -> Absent:
    course = Course(
        code="NT2-1", name="Nederlands", campus_id=given.campus.id, organisation="school_year", lesson_unit=50,
        starts_on=date(2026, 9, 7), ends_on=date(2027, 6, 28),
    )  # fmt: skip
    session.add(course)
    session.flush()
    group = CourseGroup(code="G-A", name="G-A", course_id=course.id)
    session.add(group)
    session.flush()
    enrolment = Enrolment(
        course_id=course.id, learner_id=factories.learner(session).id, campus_id=given.campus.id,
        enrolled_on=date(2026, 9, 7), regime="bev_brussels",
    )  # fmt: skip
    session.add(enrolment)
    session.flush()
    session.add(
        GroupMembership(enrolment_id=enrolment.id, course_group_id=group.id, from_on=date(2026, 9, 7))
    )
    lessons = [
        Lesson(
            course_group_id=group.id, held_on=FIRST + timedelta(days=7 * n), weekday=1, starts_at=540, ends_at=760,
            minutes=200, given_minutes=200,
        )
        for n in range(3)
    ]  # fmt: skip
    session.add_all(lessons)
    session.flush()
    for lesson, code, gone in zip(lessons, ("GZ", "GZ30", "GA"), (200, 30, 200), strict=True):
        session.add(
            AttendanceCell(
                lesson_id=lesson.id, enrolment_id=enrolment.id, code=code, present=200 - gone, unjustified=gone,
                changed_at=datetime(2026, 11, 1, 9, tzinfo=UTC), changed_by="An",
            )
        )  # fmt: skip
    session.flush()
    return Absent(enrolment, lessons)


def justify(session: Session, given: Provider, absent: Absent, **values: Any) -> bool:
    chosen: dict[str, Any] = {
        "ground": "Z", "first_on": FIRST, "last_on": FIRST + timedelta(days=10), "received_on": FIRST,
    } | values  # fmt: skip
    chosen.setdefault("evidence_seen_on", chosen["received_on"])
    return justifying.justify(
        session, actor=given.coordinator, today=TODAY, enrolment_id=absent.enrolment.id,
        version=absent.enrolment.version, absence=Absence(**chosen),
    )  # fmt: skip


def minutes(session: Session, absent: Absent) -> list[tuple[int, int, int]]:
    found = session.scalars(select(AttendanceCell).order_by(AttendanceCell.lesson_id))
    return [(cell.present, cell.justified, cell.unjustified) for cell in found]


NOTHING = [(0, 0, 200), (170, 0, 30), (0, 0, 200)]
BACKED = [(0, 200, 0), (170, 30, 0), (0, 0, 200)]


def test_a_justification_in_time_with_its_evidence_moves_the_cells_on_its_ground_only(
    session: Session, given: Provider, absent: Absent
) -> None:
    assert justify(session, given, absent, last_on=TODAY) is False
    assert minutes(session, absent) == BACKED
    keys = [lesson.id for lesson in absent.lessons]
    assert backed(session, [absent.enrolment.id], keys) == {(key, absent.enrolment.id, "Z") for key in keys}


def test_without_its_evidence_nothing_moves_until_it_is_seen_and_a_withdrawal_takes_it_back(
    session: Session, given: Provider, absent: Absent, refused: Refused
) -> None:
    justify(session, given, absent, evidence_seen_on=None)
    assert minutes(session, absent) == NOTHING
    noted = session.scalars(select(Justification)).one()
    see: dict[str, Any] = {"justification_id": noted.id, "version": 1, "seen_on": TODAY}
    with refused(InvalidInput, "toekomst"):
        justifying.see_evidence(
            session, actor=given.coordinator, today=TODAY, **(see | {"seen_on": date(2026, 12, 1)})
        )
    with refused(InvalidInput, "kwam pas binnen op 02/11/2026"):
        justifying.see_evidence(
            session, actor=given.coordinator, today=TODAY, **(see | {"seen_on": FIRST - timedelta(days=1)})
        )
    justifying.see_evidence(session, actor=given.coordinator, today=TODAY, **see)
    assert minutes(session, absent) == BACKED
    with refused(Conflict):
        justifying.see_evidence(session, actor=given.coordinator, today=TODAY, **see)
    with refused(InvalidInput, "al gezien"):
        justifying.see_evidence(session, actor=given.coordinator, today=TODAY, **(see | {"version": 2}))
    undo: dict[str, Any] = {"justification_id": noted.id, "version": 2}
    justifying.withdraw_justification(session, actor=given.coordinator, today=TODAY, **undo)
    assert minutes(session, absent) == NOTHING
    with refused(InvalidInput, "al ingetrokken"):
        justifying.withdraw_justification(
            session, actor=given.coordinator, today=TODAY, justification_id=noted.id, version=3
        )


@pytest.mark.parametrize("received", [date(2026, 9, 7), FIRST - timedelta(days=1)])
def test_a_word_may_come_in_before_the_absence_from_the_day_of_enrolment(
    session: Session, given: Provider, absent: Absent, received: date
) -> None:
    assert justify(session, given, absent, received_on=received, evidence_seen_on=received) is False
    assert minutes(session, absent) == BACKED


@pytest.mark.parametrize(("days", "late"), [(7, False), (8, True)])
def test_late_is_counted_from_the_first_day_by_the_term_of_the_provider(
    session: Session, given: Provider, absent: Absent, days: int, late: bool
) -> None:
    assert justify(session, given, absent, received_on=FIRST + timedelta(days=days)) is late
    noted = session.scalars(select(Justification)).one()
    assert (noted.is_late, noted.term_days) == (late, 7)
    assert minutes(session, absent) == (NOTHING if late else BACKED)


def test_the_provider_chooses_its_own_term(session: Session, given: Provider, absent: Absent) -> None:
    session.add(
        OwnSetting(
            key=justifying.TERM, value="2", source="reglement", changed_at=datetime(2026, 11, 1, tzinfo=UTC),
            changed_by="An",
        )
    )  # fmt: skip
    session.flush()
    assert justify(session, given, absent, received_on=FIRST + timedelta(days=3)) is True


def test_what_cannot_be_is_refused(
    session: Session, given: Provider, absent: Absent, refused: Refused
) -> None:
    for values, text in (
        ({"ground": "X"}, "Kies een grond"),
        ({"ground": "V"}, "voor iedereen tegelijk"),
        ({"last_on": FIRST - timedelta(days=1)}, "vóór de eerste"),
        ({"first_on": date(2026, 9, 6)}, "loopt pas vanaf"),
        ({"received_on": date(2026, 12, 1)}, "toekomst"),
        ({"evidence_seen_on": date(2026, 12, 1)}, "toekomst"),
        ({"received_on": date(2026, 9, 6)}, "loopt pas vanaf 07/09/2026"),
        ({"received_on": date(1926, 11, 2), "evidence_seen_on": None}, "loopt pas vanaf 07/09/2026"),
        ({"evidence_seen_on": FIRST - timedelta(days=1)}, "kwam pas binnen op 02/11/2026"),
        ({"ground": "K"}, "geen stuk gevraagd"),
    ):
        with refused(InvalidInput, text):
            justify(session, given, absent, **values)
    justify(session, given, absent, ground="K", evidence_seen_on=None)
    noted = session.scalars(select(Justification)).one()
    with refused(InvalidInput, "geen stuk gevraagd"):
        justifying.see_evidence(
            session, actor=given.coordinator, today=TODAY, justification_id=noted.id, version=1, seen_on=TODAY
        )
    with refused(NotFound):
        justifying.withdraw_justification(
            session, actor=given.coordinator, today=TODAY, justification_id=999, version=1
        )


def issued_document(session: Session, given: Provider, absent: Absent) -> Document:
    paper = Document(
        kind="assiduity", year=2026, sequence=1, number="NG-2026-1", subject_kind="certificate", subject_id=1,
        learner_id=absent.enrolment.learner_id, campus_id=given.campus.id, issued_on=TODAY,
        issued_at=datetime(2026, 11, 1, tzinfo=UTC), issued_by="An", template_version="1", verify_code="x",
        content={}, pdf=b"%PDF", sha256="0" * 64,
    )  # fmt: skip
    session.add(paper)
    session.flush()
    return paper


def test_hours_beneath_an_issued_paper_do_not_move_and_the_paper_is_named(
    session: Session, given: Provider, absent: Absent, refused: Refused
) -> None:
    paper = issued_document(session, given, absent)
    session.add(
        Certificate(
            enrolment_id=absent.enrolment.id, course_id=absent.enrolment.course_id, document_id=paper.id,
            learner_id=absent.enrolment.learner_id, campus_id=given.campus.id, kind="assiduity", school_year=2026,
            period_number=1, from_on=date(2026, 9, 1), to_on=FIRST, state="issued", issued_on=TODAY,
        )
    )  # fmt: skip
    session.flush()
    with refused(InvalidInput, "NG-2026-1"):
        justify(session, given, absent)
    assert minutes(session, absent) == NOTHING
    # What moves no hour beneath it is still noted: it came too late, or its days lie after the period.
    justify(session, given, absent, received_on=TODAY)
    justify(session, given, absent, first_on=FIRST + timedelta(days=1))
    assert minutes(session, absent) == [NOTHING[0], BACKED[1], NOTHING[2]]


def test_the_list_to_back_says_no_ground_and_lets_go_of_what_is_decided(
    session: Session, given: Provider, absent: Absent
) -> None:
    def waiting() -> list[tuple[date, str]]:
        found = justifications.unbacked(session, actor=given.coordinator, today=TODAY).rows
        return [(each.held_on, each.waits_for) for each in found]

    days = [lesson.held_on for lesson in absent.lessons]
    assert waiting() == [(day, "word") for day in days]
    (first, *_) = justifications.unbacked(session, actor=given.coordinator, today=TODAY).rows
    assert (first.age, first.until_on) == (19, FIRST + timedelta(days=7))
    assert not hasattr(first, "ground")
    justify(session, given, absent, evidence_seen_on=None, last_on=FIRST)
    assert waiting() == [(days[0], "evidence"), (days[1], "word"), (days[2], "word")]
    justify(session, given, absent, first_on=days[1], received_on=TODAY, evidence_seen_on=None)
    assert [day for day, _ in waiting()] == [days[0], days[2]]
    limited = factories.actor(session, campuses=[given.other])
    assert justifications.unbacked(session, actor=limited, today=TODAY) == Waiting([], 0)


def test_what_lies_under_an_issued_paper_is_decided_and_not_waited_for(
    session: Session, given: Provider, absent: Absent
) -> None:
    paper = Certificate(
        enrolment_id=absent.enrolment.id, course_id=absent.enrolment.course_id,
        learner_id=absent.enrolment.learner_id, campus_id=given.campus.id, kind="assiduity", school_year=2026,
        period_number=1, from_on=date(2026, 9, 1), to_on=FIRST + timedelta(days=7), state="due",
    )  # fmt: skip
    session.add(paper)
    session.flush()

    def days() -> list[date]:
        found = justifications.unbacked(session, actor=given.coordinator, today=TODAY)
        return [row.held_on for row in found.rows]

    assert len(days()) == 3
    paper.document_id, paper.state, paper.issued_on = (
        issued_document(session, given, absent).id,
        "issued",
        TODAY,
    )
    session.flush()
    assert days() == [FIRST + timedelta(days=14)]


def test_a_part_of_the_name_narrows_what_waits_and_finds_who_justifies(
    session: Session, given: Provider, absent: Absent
) -> None:
    somebody = session.get_one(Learner, absent.enrolment.learner_id)

    def found(search: str) -> tuple[int, int]:
        waiting = justifications.unbacked(session, actor=given.coordinator, today=TODAY, search=search)
        people = justifications.people(session, actor=given.coordinator, search=search)
        return waiting.total, len(people)

    assert found(somebody.last_name[:4]) == (3, 1)
    assert found("xyzxyz") == (0, 0)
    assert justifications.people(session, actor=given.coordinator) == []
    (offered,) = justifications.people(session, actor=given.coordinator, enrolment_ids=[absent.enrolment.id])
    assert offered.name == f"{somebody.last_name}, {somebody.first_name}"
    limited = factories.actor(session, campuses=[given.other])
    assert justifications.people(session, actor=limited, search=somebody.last_name) == []


@pytest.mark.parametrize(("there", "read"), [(-1, -1), (0, 0), (1, 1), (7, 1)])
def test_of_who_is_searched_one_more_than_is_shown_says_that_there_are_more(
    session: Session, given: Provider, absent: Absent, there: int, read: int
) -> None:
    for _ in range(justifications.FOUND + there):
        person = factories.learner(session, "Vanderstraeten")
        session.add(
            Enrolment(
                course_id=absent.enrolment.course_id, learner_id=person.id, campus_id=given.campus.id, enrolled_on=FIRST
            )
        )  # fmt: skip
    session.flush()
    people = justifications.people(session, actor=given.coordinator, search="vanderstr")
    assert len(people) == justifications.FOUND + read


def test_more_than_the_list_shows_is_counted(
    session: Session, given: Provider, absent: Absent, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(justifications, "LISTED", 2)
    found = justifications.unbacked(session, actor=given.coordinator, today=TODAY)
    assert ([row.held_on for row in found.rows], found.total) == ([FIRST, FIRST + timedelta(days=7)], 3)


def test_every_look_at_grounds_is_logged_and_who_may_not_sees_none(
    session: Session, given: Provider, absent: Absent, refused: Refused
) -> None:
    justify(session, given, absent)
    (row,) = justifications.look(
        session, actor=given.coordinator, today=TODAY, enrolment_id=absent.enrolment.id
    )
    assert row.ground == "Z"
    session.flush()
    entry = session.scalars(select(AccessEntry).where(AccessEntry.what == "grounds")).one()
    assert (entry.learner_id, entry.account_id) == (absent.enrolment.learner_id, given.coordinator.id)
    with refused(NotAllowed):
        justifications.look(
            session,
            actor=factories.actor(session, Role.MANAGER),
            today=TODAY,
            enrolment_id=absent.enrolment.id,
        )
    for actor, key in (
        (factories.actor(session, campuses=[given.other]), absent.enrolment.id),
        (given.coordinator, 999),
    ):
        with refused(NotFound):
            justifications.look(session, actor=actor, today=TODAY, enrolment_id=key)
