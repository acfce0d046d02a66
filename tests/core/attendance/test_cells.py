"""Saving cells: every answer of the protocol, every lock, and ten thousand changes of nobody's making."""

import random
from datetime import date

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core import clock
from core.access.actors import Role
from core.attendance import commands
from core.attendance.cells import Op, Result
from core.errors import InvalidInput, NotAllowed, NotFound
from db.models import (
    AttendanceCell,
    AttendanceChange,
    AttendanceOp,
    AuditEntry,
    Certificate,
    Document,
    Exemption,
    Justification,
)
from tests import factories
from tests.core.attendance.conftest import Room, lesson, teacher_of
from tests.core.conftest import Refused


def save(session: Session, room: Room, *ops: Op, today: date = factories.TODAY) -> list[Result]:
    return commands.save(session, actor=room.actor, today=today, lesson_id=room.lessons[0].id, ops=ops)


def stored(session: Session, room: Room, who: int = 0) -> AttendanceCell:
    return session.get_one(AttendanceCell, (room.lessons[0].id, room.enrolments[who].id))


def amounts(cell: AttendanceCell) -> tuple[int, int, int]:
    return cell.present, cell.justified, cell.unjustified


def count(session: Session, table: type) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def test_a_code_is_saved_with_its_minutes_and_what_it_was(session: Session, room: Room) -> None:
    [result] = save(session, room, room.op("a-1", " l 15 "))
    assert (result.status, result.value, result.version) == ("saved", "L15", 1)
    assert amounts(stored(session, room)) == (85, 0, 15)
    [changed] = save(session, room, room.op("a-2", "A", base=1))
    assert (changed.status, changed.version) == ("saved", 2)
    assert amounts(stored(session, room)) == (100, 0, 0)
    steps = session.execute(
        select(AttendanceChange.old_code, AttendanceChange.new_code, AttendanceChange.way).order_by(
            AttendanceChange.id
        )
    )
    assert [tuple(step) for step in steps] == [("", "L15", "grid"), ("L15", "A", "grid")]


def test_the_same_change_sent_again_is_answered_and_not_done_again(session: Session, room: Room) -> None:
    save(session, room, room.op("a-1", "A"))
    save(session, room, room.op("a-2", "O", base=1))
    [again] = save(session, room, room.op("a-1", "A"))
    assert (again.status, again.value, again.version) == ("repeat", "O", 2)
    [twice, second] = save(session, room, room.op("a-3", "O", who=1), room.op("a-3", "O", who=1))
    assert (twice.status, second.status) == ("saved", "repeat")
    assert count(session, AttendanceChange) == 3


def test_a_name_of_a_change_used_for_another_cell_is_refused(session: Session, room: Room) -> None:
    save(session, room, room.op("a-1", "A"))
    [result] = save(session, room, room.op("a-1", "A", who=1))
    assert (result.status, result.version) == ("refused", 0)


def test_the_same_value_writes_nothing(session: Session, room: Room) -> None:
    save(session, room, room.op("a-1", "A"))
    [same] = save(session, room, room.op("b-1", "a", base=0))
    assert (same.status, same.version) == ("same", 1)
    assert count(session, AttendanceChange) == 1
    assert count(session, AttendanceOp) == 1


def test_an_older_version_is_a_conflict_for_its_own_cell_alone_and_says_who(
    session: Session, room: Room
) -> None:
    save(session, room, room.op("a-1", "A"))
    conflict, saved = save(session, room, room.op("b-1", "O"), room.op("b-2", "O", who=1))
    assert (conflict.status, conflict.value, conflict.version) == ("conflict", "A", 1)
    assert conflict.by == room.actor.display_name
    assert saved.status == "saved"
    [mine] = save(session, room, room.op("b-3", "O", base=1))
    assert (mine.status, mine.version) == ("saved", 2)


def test_what_is_no_code_is_refused_in_words_and_nothing_is_written(session: Session, room: Room) -> None:
    for number, (text, word) in enumerate(
        [("X", "geen code"), ("G", "grond"), ("L", "minuten"), ("L101", "100")]
    ):
        [result] = save(session, room, room.op(f"a-{number}", text))
        assert result.status == "refused"
        assert word in str(result.error)
    assert count(session, AttendanceCell) == 0
    assert count(session, AttendanceOp) == 0


def test_a_cell_can_be_emptied_and_holds_no_minutes_then(session: Session, room: Room) -> None:
    save(session, room, room.op("a-1", "O"))
    [result] = save(session, room, room.op("a-2", "", base=1))
    assert (result.status, result.value, result.version) == ("saved", "", 2)
    assert amounts(stored(session, room)) == (0, 0, 0)


def test_one_request_leaves_one_audit_entry_with_counts_and_no_code(session: Session, room: Room) -> None:
    before = count(session, AuditEntry)
    save(session, room, *(room.op(f"a-{who}", "GZ", who=who) for who in range(3)))
    entry = session.scalars(select(AuditEntry).order_by(AuditEntry.sequence.desc())).first()
    assert entry is not None
    assert count(session, AuditEntry) == before + 1
    assert '"cells":3' in entry.details
    assert "GZ" not in entry.details
    save(session, room, room.op("a-0", "GZ"))
    assert count(session, AuditEntry) == before + 1, "what is only answered leaves no entry"


@pytest.mark.parametrize(
    ("values", "is_backed"),
    [
        ({}, False),
        ({"evidence_seen_on": date(2026, 11, 12)}, True),
        ({"evidence_seen_on": date(2026, 11, 12), "is_late": True}, False),
        ({"evidence_seen_on": date(2026, 11, 12), "withdrawn_on": date(2026, 11, 13)}, False),
        ({"evidence_seen_on": date(2026, 11, 12), "first_on": date(2026, 11, 10)}, False),
        ({"evidence_seen_on": date(2026, 11, 12), "ground": "A"}, False),
    ],
)
def test_an_absence_on_a_ground_is_justified_once_its_evidence_was_seen_in_time(
    session: Session, room: Room, values: dict[str, object], is_backed: bool
) -> None:
    chosen = {
        "enrolment_id": room.enrolments[0].id, "ground": "Z", "first_on": date(2026, 11, 9),
        "last_on": date(2026, 11, 11), "received_on": date(2026, 11, 11), "evidence_seen_on": None, "is_late": False,
        "term_days": 8, "noted_by": "An", "noted_at": clock.now(), "withdrawn_on": None,
    }  # fmt: skip
    session.add(Justification(**(chosen | values)))
    session.flush()
    save(session, room, room.op("a-1", "GZ30"))
    assert amounts(stored(session, room)) == ((70, 30, 0) if is_backed else (70, 0, 30))


def test_a_ground_the_provider_knows_by_itself_justifies_at_once(session: Session, room: Room) -> None:
    save(session, room, room.op("a-1", "GV"))
    assert amounts(stored(session, room)) == (0, 100, 0)


def test_a_cancelled_a_credited_and_a_closed_lesson_are_locked(session: Session, room: Room) -> None:
    first = room.lessons[0]
    locks: list[tuple[dict[str, object], str]] = [
        ({"state": "cancelled", "reason": "holiday", "given_minutes": 0}, "ging niet door"),
        ({"state": "credited", "reason": "strike", "given_minutes": 100}, "gewettigd"),
        ({"state": "planned", "reason": "", "closed_on": date(2026, 11, 10)}, "Heropen"),
    ]
    for number, (values, word) in enumerate(locks):
        for name, value in values.items():
            setattr(first, name, value)
        session.flush()
        [result] = save(session, room, room.op(f"a-{number}", "A"))
        assert result.status == "refused"
        assert word in str(result.error)


def test_hours_under_an_issued_paper_are_locked_and_the_paper_is_named(session: Session, room: Room) -> None:
    who = room.enrolments[0]
    paper = Document(
        kind="certificate", year=2026, sequence=1, number="G-2026-0001", subject_kind="certificate", subject_id=1,
        issued_on=date(2026, 11, 10), learner_id=who.learner_id, campus_id=who.campus_id,
        content={}, pdf=b"%PDF", sha256="0" * 64, issued_at=clock.now(), issued_by="an", template_version="1",
        verify_code="code",
    )  # fmt: skip
    session.add(paper)
    session.flush()
    owed = Certificate(
        enrolment_id=who.id, course_id=room.course.id, learner_id=who.learner_id, campus_id=who.campus_id,
        kind="assiduity", school_year=2026, period_number=1, from_on=date(2026, 9, 1), to_on=date(2026, 11, 9),
        state="issued", document_id=paper.id,
    )  # fmt: skip
    session.add(owed)
    session.flush()
    locked, later, other = save(
        session, room, room.op("a-1", "A"), room.op("a-2", "A", lesson=1), room.op("a-3", "A", who=1)
    )
    assert locked.status == "refused"
    assert "G-2026-0001" in str(locked.error)
    assert (later.status, other.status) == ("saved", "saved")
    owed.state = "due"
    session.flush()
    [opened] = save(session, room, room.op("a-4", "A"))
    assert opened.status == "saved"


def test_somebody_outside_the_lesson_or_exempt_gets_no_code(session: Session, room: Room) -> None:
    first, second = room.enrolments[:2]
    first.stopped_on, first.stop_kind = room.lessons[0].held_on, "announced"
    session.add(
        Exemption(
            enrolment_id=second.id,
            first_on=date(2026, 9, 1),
            last_on=date(2026, 12, 31),
            noted_on=date(2026, 9, 1),
        )
    )
    session.flush()
    stopped, exempt, unknown = save(
        session, room, room.op("a-1", "A"), room.op("a-2", "A", who=1),
        Op("a-3", room.lessons[0].id, 2**40, 0, "A"),
    )  # fmt: skip
    assert [each.status for each in (stopped, exempt, unknown)] == ["refused"] * 3
    assert "vrijgesteld" in str(exempt.error)


def test_a_teacher_saves_in_his_own_group_and_finds_no_other(session: Session, room: Room) -> None:
    own = teacher_of(session, room.group)
    stranger = factories.actor(session, Role.TEACHER)
    session.commit()
    ops, today = [room.op("a-1", "A")], factories.TODAY
    [result] = commands.save(session, actor=own, today=today, lesson_id=room.lessons[0].id, ops=ops)
    assert result.status == "saved"
    with pytest.raises(NotFound):
        commands.save(session, actor=stranger, today=today, lesson_id=room.lessons[0].id, ops=ops)


def test_who_may_not_enter_and_who_works_on_another_campus_are_refused(
    session: Session, room: Room, refused: Refused
) -> None:
    reader = factories.actor(session, Role.READER)
    elsewhere = factories.actor(session, Role.COORDINATOR, campuses=[room.given.other])
    session.commit()
    ops, today, lesson_id = [room.op("a-1", "A")], factories.TODAY, room.lessons[0].id
    with refused(NotAllowed):
        commands.save(session, actor=reader, today=today, lesson_id=lesson_id, ops=ops)
    with refused(NotFound):
        commands.save(session, actor=elsewhere, today=today, lesson_id=lesson_id, ops=ops)
    assert count(session, AttendanceCell) == 0


def test_more_than_250_changes_are_refused_whole(session: Session, room: Room, refused: Refused) -> None:
    with refused(InvalidInput, "250"):
        save(session, room, *(room.op(f"a-{number}", "A") for number in range(251)))


def test_a_week_of_lessons_goes_in_one_request_but_not_one_of_a_group_the_person_is_not_in(
    session: Session, room: Room
) -> None:
    other = factories.campus(session, "Aalst")
    foreign = type(room.group)(code="G-9", name="Groep 9", campus_id=other.id)
    session.add(foreign)
    session.flush()
    outside = lesson(session, foreign, date(2026, 11, 9))
    first, second, third = save(
        session, room, room.op("a-1", "A"), room.op("a-2", "O", lesson=1),
        Op("a-3", outside.id, room.enrolments[0].id, 0, "A"),
    )  # fmt: skip
    assert [first.status, second.status, third.status] == ["saved", "saved", "refused"]


ALPHABET = "AOGLZVSWKaoglz0123456789 \t\n-_'\"<>é\x00\u2028😀"


def anything(chance: random.Random, room: Room, number: int) -> Op:
    """A change as a forger, a cat or a bad network could send it."""
    lengths = (0, 1, 1, 2, 2, 3, 4, 9, 40)
    value = "".join(chance.choices(ALPHABET, k=chance.choice(lengths)))
    lesson_id = chance.choice([*(each.id for each in room.lessons), 0, -1, 2**31, 2**70])
    enrolment_id = chance.choice([*(each.id for each in room.enrolments), 0, -5, 2**63])
    name = f"f-{chance.randrange(number + 1)}" if chance.random() < 0.05 else f"f-{number}"
    return Op(name, lesson_id, enrolment_id, chance.choice((0, 0, 1, 2, 3, -1, 2**64)), value)


def test_ten_thousand_changes_of_nobodys_making_leave_no_invalid_row(session: Session, room: Room) -> None:
    chance = random.Random(2026)
    statuses: set[str] = set()
    sent: list[Op] = []
    for start in range(0, 10_000, 200):
        ops = [anything(chance, room, start + n) for n in range(200)]
        ops = [chance.choice(sent) if sent and chance.random() < 0.1 else op for op in ops]
        results = save(session, room, *ops)
        sent += ops
        statuses |= {result.status for result in results}
        session.commit()
    assert statuses == {"saved", "same", "repeat", "conflict", "refused"}
    cells = session.scalars(select(AttendanceCell).execution_options(populate_existing=True)).all()
    assert cells
    for cell in cells:
        assert sum(amounts(cell)) == (100 if cell.code else 0)
        assert min(amounts(cell)) >= 0
        steps = session.execute(
            select(AttendanceChange.old_code, AttendanceChange.new_code)
            .where(
                AttendanceChange.lesson_id == cell.lesson_id,
                AttendanceChange.enrolment_id == cell.enrolment_id,
            )
            .order_by(AttendanceChange.id)
        ).all()
        assert len(steps) == cell.version
        assert steps[-1][1] == cell.code
        assert [old for old, _ in steps] == ["", *(new for _, new in steps[:-1])]
