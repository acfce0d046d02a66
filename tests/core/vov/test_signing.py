"""Signatures of online lessons: many at once, once per person, by whom, and what is still missing."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from core import clock
from core.access.actors import Role
from core.errors import InvalidInput, NotAllowed, NotFound
from core.vov import commands, signatures, signing
from core.vov.signatures import SignatureRow
from db.models import AuditEntry, LessonSignature
from tests import attendance_factories as making
from tests import factories
from tests.conftest import TODAY
from tests.core.vov.conftest import Class, put

FROM = date(2026, 9, 1)


def sign(session: Session, room: Class, **values: object) -> int:
    chosen: dict[str, object] = {
        "actor": room.actor, "today": TODAY, "lesson_id": room.lessons[0].id, "enrolment_ids": [room.one.id],
        "teacher": True, "way": "eid", "signed_on": room.lessons[0].held_on,
    }  # fmt: skip
    return commands.note_signatures(session, **(chosen | values))  # type: ignore[arg-type]


def shown(session: Session, room: Class, lesson: int = 0) -> list[SignatureRow]:
    return signatures.of_lesson(session, actor=room.actor, today=TODAY, lesson_id=room.lessons[lesson].id)


def test_cursist_and_teacher_are_noted_together_with_way_day_and_by_whom(
    session: Session, room: Class
) -> None:
    assert sign(session, room) == 2
    assert [(row.name, row.way, row.signed_on, row.noted_by) for row in shown(session, room)] == [
        ("Maes, Lea", "eid", date(2026, 9, 8), "An coordinator"),
        ("Tom Aerts", "eid", date(2026, 9, 8), "An coordinator"),
    ]
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "vov.sign")).one()
    assert entry.subject_id == room.lessons[0].id


def test_who_stands_already_stays_as_it_was_and_nothing_new_is_refused(session: Session, room: Class) -> None:
    sign(session, room, teacher=False)
    assert sign(session, room, way="other") == 1
    assert [row.way for row in shown(session, room)] == ["eid", "other"]
    with pytest.raises(InvalidInput) as refused:
        sign(session, room)
    assert refused.value.template == signing.ALREADY


def test_only_those_under_vov_who_were_there_are_waited_for(session: Session, room: Class) -> None:
    put(session, room.lessons[1], room.one, "O", unjustified=150)
    rows = signatures.listed(session, actor=room.actor, today=TODAY, only_incomplete=False, first_on=FROM)
    assert [(row.held_on.day, row.expected, row.missing) for row in rows.rows] == [
        (29, 1, 2), (22, 1, 2), (15, 0, 1), (8, 1, 2),
    ]  # fmt: skip
    assert [row.is_absent for row in shown(session, room, 1)] == [True, False]


def test_a_complete_lesson_leaves_the_list_of_incomplete_ones(session: Session, room: Class) -> None:
    sign(session, room)
    found = signatures.listed(session, actor=room.actor, today=TODAY, only_incomplete=True, first_on=FROM)
    assert [row.held_on.day for row in found.rows] == [29, 22, 15]
    assert (found.total, found.incomplete) == (4, 3)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"enrolment_ids": [], "teacher": False}, signing.NOBODY),
        ({"way": "krabbel"}, signing.WAY),
        ({"signed_on": date(2026, 9, 7)}, signing.TOO_EARLY),
        ({"signed_on": date(2026, 11, 22)}, signing.IN_FUTURE),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    session: Session, room: Class, values: dict[str, object], said: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        sign(session, room, **values)
    assert refused.value.template == said
    assert session.scalar(select(LessonSignature.id)) is None


def test_somebody_without_vov_or_outside_the_lesson_does_not_sign(session: Session, room: Class) -> None:
    for key in (room.other.id, 999_999):
        with pytest.raises(InvalidInput) as refused:
            sign(session, room, enrolment_ids=[key])
        assert refused.value.template == signing.NOT_IN_LESSON


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"is_online": False}, signing.NOT_ONLINE),
        ({"kind": "self_study"}, signing.NOT_CONTACT),
        ({"state": "cancelled", "given_minutes": 0, "reason": "weather"}, signing.NOT_HELD),
    ],
)
def test_a_lesson_where_nobody_signs_is_refused(
    session: Session, room: Class, changes: dict[str, object], said: str
) -> None:
    for name, value in changes.items():
        setattr(room.lessons[0], name, value)
    session.flush()
    with pytest.raises(InvalidInput) as refused:
        sign(session, room)
    assert refused.value.template == said


def test_a_signature_noted_by_mistake_goes_and_is_missing_again(session: Session, room: Class) -> None:
    sign(session, room)
    (first, _) = shown(session, room)
    assert first.signature_id is not None
    commands.remove_signature(
        session, actor=room.actor, today=TODAY, lesson_id=room.lessons[0].id, signature_id=first.signature_id
    )
    session.flush()
    assert [row.signature_id is None for row in shown(session, room)] == [True, False]
    for lesson in (room.lessons[0], room.lessons[1]):
        with pytest.raises(NotFound):
            commands.remove_signature(
                session, actor=room.actor, today=TODAY, lesson_id=lesson.id, signature_id=first.signature_id
            )


def test_a_teacher_notes_in_his_own_lessons_only(session: Session, room: Class) -> None:
    teacher = factories.actor(session, Role.TEACHER)
    with pytest.raises(NotFound):
        sign(session, room, actor=teacher)
    assert not signatures.listed(
        session, actor=teacher, today=TODAY, only_incomplete=False, first_on=FROM
    ).rows
    assert not signatures.of_lesson(session, actor=teacher, today=TODAY, lesson_id=room.lessons[0].id)
    room.teacher.account_id = teacher.id
    session.flush()
    assert sign(session, room, actor=teacher) == 2
    found = signatures.listed(session, actor=teacher, today=TODAY, only_incomplete=False, first_on=FROM)
    assert len(found.rows) == 4


def test_another_campus_neither_sees_nor_signs(session: Session, room: Class) -> None:
    stranger = factories.actor(session, campuses=[room.given.other])
    assert not signatures.listed(
        session, actor=stranger, today=TODAY, only_incomplete=False, first_on=FROM
    ).rows
    with pytest.raises(NotFound):
        sign(session, room, actor=stranger)
    with pytest.raises(NotAllowed):
        sign(session, room, actor=factories.actor(session, Role.READER))


def test_the_database_holds_one_signature_per_person_and_one_of_the_teacher(
    session: Session, room: Class
) -> None:
    sign(session, room)
    session.commit()
    for key in (room.one.id, None):
        session.add(
            LessonSignature(
                lesson_id=room.lessons[0].id, enrolment_id=key, way="eid", signed_on=TODAY, noted_by="An",
                noted_at=clock.now(),
            )
        )  # fmt: skip
        with pytest.raises(IntegrityError):
            session.flush()
        session.rollback()


def test_a_lesson_still_to_come_is_not_waited_for(session: Session, room: Class) -> None:
    making.lesson(session, group=room.group, held_on=date(2026, 11, 24), is_online=True)
    found = signatures.listed(session, actor=room.actor, today=TODAY, only_incomplete=False, first_on=FROM)
    assert found.total == 4
