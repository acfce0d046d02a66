"""Filing in the WSE-loket: what is to be filed, what was, what changed since, and how it is taken back."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from core.access.actors import Role
from core.errors import Conflict, DomainError, InvalidInput, NotAllowed, NotFound
from core.provider_settings import commands as provider_settings
from core.vov import commands, filing, missing_proof, queries, words
from core.vov.filing import Result, Shown
from core.vov.queries import Filters
from core.vov.rows import StretchRow
from db.models import AuditEntry, VovFiling
from tests import attendance_factories as making
from tests import factories
from tests.conftest import TODAY
from tests.core.vov.conftest import LAST, Class, put

REASON = "In het loket weer ingetrokken"


def rows(session: Session, room: Class, today: date = TODAY) -> list[StretchRow]:
    session.flush()
    return queries.one(session, actor=room.actor, today=today, enrolment_id=room.one.id)


def only(session: Session, room: Class, today: date = TODAY) -> StretchRow:
    (row,) = rows(session, room, today)
    return row


def file(session: Session, room: Class, *chosen: Shown, **values: object) -> Result:
    given: dict[str, object] = {
        "actor": room.actor, "today": TODAY, "chosen": chosen or [filing.shown(only(session, room))],
        "filed_on": date(2026, 11, 20), "reference": "WSE-1",
    }  # fmt: skip
    return commands.file(session, **(given | values))  # type: ignore[arg-type]


def told(session: Session, room: Class, *chosen: Shown, **values: object) -> DomainError:
    with pytest.raises(DomainError) as refused:
        file(session, room, *chosen, **values)
    return refused.value


def test_a_stretch_that_ended_and_is_entered_waits_with_an_internal_reminder(
    session: Session, room: Class
) -> None:
    row = only(session, room)
    assert (row.from_on, row.to_on, row.state) == (date(2026, 9, 7), LAST, words.TO_FILE)
    assert (row.totals.given, row.totals.present) == (600, 600)
    assert row.target_on == date(2026, 11, 21)


def test_the_days_of_the_reminder_are_the_providers_own(session: Session, room: Class) -> None:
    administrator = factories.actor(session, Role.ADMINISTRATOR)
    provider_settings.change(
        session, actor=administrator, today=TODAY, key="vov.remind_days", value="20", source="Afgesproken op het team", version=0,
    )  # fmt: skip
    assert only(session, room).target_on == date(2026, 12, 3)


def test_until_its_last_day_it_runs_and_with_an_open_register_it_waits_for_that(
    session: Session, room: Class
) -> None:
    assert only(session, room, LAST).state == words.RUNNING
    room.lessons[2].closed_on = None
    row = only(session, room)
    assert (row.state, row.totals.not_entered) == (words.INCOMPLETE, 1)
    refused = told(session, room, filing.shown(row))
    assert refused.template == filing.ONE_OPEN


def test_what_was_filed_keeps_its_hours_day_reference_and_by_whom(session: Session, room: Class) -> None:
    put(session, room.lessons[0], room.one, "GZ", justified=150)
    put(session, room.lessons[1], room.one, "L30", present=120, unjustified=30)
    assert file(session, room).done == ((room.one.id, date(2026, 9, 7), LAST),)
    row = only(session, room)
    assert row.state == words.FILED
    kept = row.filing
    assert kept is not None
    assert (kept.given, kept.present, kept.justified, kept.unjustified) == (600, 420, 150, 30)
    assert (kept.filed_on, kept.reference, kept.filed_by) == (date(2026, 11, 20), "WSE-1", "An coordinator")
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "vov.file")).one()
    assert entry.subject_id == room.one.id


def test_attendance_that_changes_since_is_told_with_both_amounts(session: Session, room: Class) -> None:
    file(session, room)
    put(session, room.lessons[0], room.one, "O", unjustified=150)
    row = only(session, room)
    assert row.state == words.CHANGED
    assert row.differences == [("present", 600, 450), ("unjustified", 0, 150)]


def test_a_new_filing_replaces_the_old_one_which_stays(session: Session, room: Class) -> None:
    file(session, room)
    put(session, room.lessons[0], room.one, "O", unjustified=150)
    file(session, room, reference="WSE-2")
    assert only(session, room).state == words.FILED
    new, old = queries.filings(session, actor=room.actor, enrolment_id=room.one.id)
    assert (new.reference, new.withdrawn_on) == ("WSE-2", None)
    assert (old.reference, old.withdrawn_on, old.is_replaced) == ("WSE-1", TODAY, True)


def test_a_withdrawn_filing_stays_with_its_reason_and_its_days_wait_again(
    session: Session, room: Class
) -> None:
    file(session, room)
    kept = only(session, room).filing
    assert kept is not None
    values = {"actor": room.actor, "today": TODAY, "filing_id": kept.id}
    with pytest.raises(InvalidInput):
        commands.withdraw(session, **values, version=kept.version, reason="te kort")  # type: ignore[arg-type]
    with pytest.raises(Conflict):
        commands.withdraw(session, **values, version=kept.version + 1, reason=REASON)  # type: ignore[arg-type]
    commands.withdraw(session, **values, version=kept.version, reason=REASON)  # type: ignore[arg-type]
    row = only(session, room)
    assert (row.state, row.filing) == (words.TO_FILE, None)
    (old,) = queries.filings(session, actor=room.actor, enrolment_id=room.one.id)
    assert (old.withdrawn_on, old.withdrawn_by, old.withdrawn_reason) == (TODAY, "An coordinator", REASON)
    with pytest.raises(InvalidInput) as refused:
        commands.withdraw(session, **values, version=old.version, reason=REASON)  # type: ignore[arg-type]
    assert refused.value.template == filing.WITHDRAWN


def test_the_same_hours_are_not_filed_twice(session: Session, room: Class) -> None:
    file(session, room)
    assert told(session, room).template == filing.ALREADY


def test_hours_that_changed_behind_the_screen_are_a_conflict(session: Session, room: Class) -> None:
    shown = filing.shown(only(session, room))
    put(session, room.lessons[0], room.one, "O", unjustified=150)
    refused = told(session, room, shown)
    assert isinstance(refused, Conflict)
    assert session.scalar(select(VovFiling.id)) is None


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"filed_on": date(2026, 11, 22)}, filing.IN_FUTURE),
        ({"filed_on": LAST}, filing.TOO_EARLY),
        ({"chosen": []}, filing.NOTHING),
    ],
)
def test_a_day_that_cannot_be_and_an_empty_choice_are_refused(
    session: Session, room: Class, values: dict[str, object], said: str
) -> None:
    assert told(session, room, **values).template == said


def test_a_running_stretch_and_one_that_is_gone_are_refused(session: Session, room: Class) -> None:
    shown = filing.shown(only(session, room))
    assert told(session, room, replace(shown, to_on=date(2026, 11, 12))).template == filing.GONE
    room.course.ends_on = date(2026, 11, 30)
    assert told(session, room, filing.shown(only(session, room))).template == filing.RUNS


def test_of_many_the_good_ones_are_noted_and_each_other_says_why(session: Session, room: Class) -> None:
    room.other.regime = "vov"
    session.flush()
    found = queries.listed(session, actor=room.actor, today=TODAY, filters=Filters(2026, "")).rows
    wrong = replace(filing.shown(found[1]), present=1)
    result = file(session, room, filing.shown(found[0]), wrong)
    assert [key[0] for key in result.done] == [room.one.id]
    assert [(each.key[0], each.error.template) for each in result.refused] == [
        (room.other.id, filing.HOURS_CHANGED)
    ]
    assert len(session.scalars(select(AuditEntry).where(AuditEntry.action == "vov.file")).all()) == 1


def test_a_stop_cuts_the_stretch_and_its_reminder(session: Session, room: Class) -> None:
    room.one.stopped_on, room.one.stop_kind = date(2026, 9, 20), "announced"
    row = only(session, room, date(2026, 10, 1))
    assert (row.ends_on, row.target_on, row.state) == (
        date(2026, 9, 20), date(2026, 9, 28), words.TO_FILE,
    )  # fmt: skip
    assert row.totals.given == 300


def test_a_longer_course_is_filed_per_period_or_once_as_chosen(session: Session, room: Class) -> None:
    room.course.ends_on = date(2027, 1, 29)
    making.lesson(session, group=room.group, held_on=date(2027, 1, 5))
    assert [row.to_on for row in rows(session, room)] == [date(2026, 12, 6)], "the next one did not begin"
    assert [(row.from_on, row.to_on) for row in rows(session, room, date(2026, 12, 7))] == [
        (date(2026, 9, 7), date(2026, 12, 6)), (date(2026, 12, 7), date(2027, 1, 29)),
    ]  # fmt: skip
    administrator = factories.actor(session, Role.ADMINISTRATOR)
    provider_settings.change(
        session, actor=administrator, today=TODAY, key="vov.per_period", value="0", source="Afgesproken op het team", version=0,
    )  # fmt: skip
    assert only(session, room).to_on == date(2027, 1, 29)


def test_a_filing_whose_days_moved_or_whose_leave_ended_is_to_be_looked_at(
    session: Session, room: Class
) -> None:
    file(session, room)
    room.course.starts_on = date(2026, 9, 8)
    assert only(session, room).state == words.CHANGED
    room.course.starts_on = date(2026, 9, 7)
    room.one.regime = ""
    row = only(session, room)
    assert (row.state, row.totals.given) == (words.CHANGED, 0)
    assert told(session, room, filing.shown(row)).template == filing.NO_HOURS


def test_a_filing_outside_every_stretch_still_shows(session: Session, room: Class) -> None:
    file(session, room)
    room.course.starts_on, room.course.ends_on = date(2026, 11, 16), date(2026, 11, 19)
    assert [(row.from_on, row.state) for row in rows(session, room)] == [(date(2026, 9, 7), words.CHANGED)]


def test_the_list_counts_every_state_and_keeps_to_the_school_year_and_campus(
    session: Session, room: Class
) -> None:
    found = queries.listed(session, actor=room.actor, today=TODAY, filters=Filters(2026))
    assert (len(found.rows), dict(found.counts)) == (1, {words.TO_FILE: 1})
    file(session, room)
    found = queries.listed(session, actor=room.actor, today=TODAY, filters=Filters(2026))
    assert (len(found.rows), dict(found.counts)) == (0, {words.FILED: 1})
    one = Filters(2026, words.FILED, room.course.id)
    assert len(queries.listed(session, actor=room.actor, today=TODAY, filters=one).rows) == 1
    assert not queries.listed(session, actor=room.actor, today=TODAY, filters=Filters(2025, "")).counts
    stranger = factories.actor(session, campuses=[room.given.other])
    assert not queries.listed(session, actor=stranger, today=TODAY, filters=Filters(2026, "")).counts
    assert not queries.one(session, actor=stranger, today=TODAY, enrolment_id=room.one.id)
    assert not queries.filings(session, actor=stranger, enrolment_id=room.one.id)
    assert queries.courses(session, actor=stranger) == []
    assert queries.courses(session, actor=room.actor) == [
        (room.course.id, f"{room.course.code} Zakelijk Frans")
    ]


def test_who_may_not_file_neither_files_nor_withdraws(session: Session, room: Class) -> None:
    shown = filing.shown(only(session, room))
    stranger = factories.actor(session, campuses=[room.given.other])
    with pytest.raises(NotFound):
        file(session, room, shown, actor=stranger)
    with pytest.raises(NotAllowed):
        file(session, room, shown, actor=factories.actor(session, Role.MANAGER))
    file(session, room)
    kept = only(session, room).filing
    assert kept is not None
    for key in (kept.id, 999_999):
        with pytest.raises(NotFound):
            commands.withdraw(session, actor=stranger, today=TODAY, filing_id=key, version=1, reason=REASON)


def test_missing_lists_and_signatures_are_counted_beside_the_hours(session: Session, room: Class) -> None:
    room.lessons[3].is_online = False
    put(session, room.lessons[1], room.one, "O", unjustified=150)
    missing = only(session, room).missing
    assert (missing.lists, missing.own, missing.teacher, missing.total) == (1, 2, 3, 6)
    commands.note_signatures(
        session, actor=room.actor, today=TODAY, lesson_id=room.lessons[0].id, enrolment_ids=[room.one.id],
        teacher=True, way="itsme", signed_on=date(2026, 9, 9),
    )  # fmt: skip
    room.lessons[3].list_received_on = TODAY
    missing = only(session, room).missing
    assert (missing.lists, missing.own, missing.teacher) == (0, 1, 2)
    asked = {"today": TODAY, "enrolment_id": room.one.id, "first_on": date(2026, 9, 7), "last_on": LAST}
    told = missing_proof.of_enrolment(session, actor=room.actor, **asked)  # type: ignore[arg-type]
    assert [(row.held_on.day, row.no_list, row.no_own, row.no_teacher) for row in told] == [
        (15, False, False, True), (22, False, True, True),
    ]  # fmt: skip
    stranger = factories.actor(session, campuses=[room.given.other])
    assert missing_proof.of_enrolment(session, actor=stranger, **asked) == []  # type: ignore[arg-type]


def test_the_database_keeps_one_living_filing_of_the_same_days(session: Session, room: Class) -> None:
    file(session, room)
    session.commit()
    kept = session.scalars(select(VovFiling)).one()
    columns = {
        column.key: getattr(kept, column.key) for column in VovFiling.__table__.c if column.key != "id"
    }
    session.add(VovFiling(**columns))
    with pytest.raises(IntegrityError):
        session.flush()
