"""Who holds a live right: on its first day, its last day, the day after, the revoked day itself, after leaving."""

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from core.access.actors import Role, command_line
from core.errors import InvalidInput, NotAllowed
from core.rights import holders
from core.rights.profiles import MAGDA_EMPLOYEE, REGISTERING
from core.rights.spans import Span
from tests import factories
from tests.factories import TODAY

DAY = timedelta(days=1)
BEGIN, END, REVOKED, LEFT = date(2026, 3, 2), date(2026, 9, 30), date(2026, 6, 15), date(2026, 5, 29)


@pytest.mark.parametrize(
    ("facts", "day", "expected"),
    [
        ({}, BEGIN - DAY, False),
        ({}, BEGIN, True),
        ({"ends_on": END}, END, True),
        ({"ends_on": END}, END + DAY, False),
        ({"ends_on": END, "revoked_on": REVOKED}, REVOKED - DAY, True),
        ({"ends_on": END, "revoked_on": REVOKED}, REVOKED, False),
        ({"revoked_on": BEGIN}, BEGIN, False),
        ({"left": LEFT}, LEFT, True),
        ({"left": LEFT}, LEFT + DAY, False),
    ],
)
def test_a_right_is_live_from_its_first_to_its_last_day_and_not_on_the_day_it_is_revoked(
    session: Session, facts: dict[str, date], day: date, expected: bool
) -> None:
    person = factories.staff_member(session, ends_on=facts.get("left"))
    days = {name: value for name, value in facts.items() if name != "left"}
    right = factories.counter_right(session, person, begins_on=BEGIN, **days)
    assert [holder.staff_member_id for holder in holders.holders(session, on=day)] == [person.id] * expected
    span = Span(right.profile, right.begins_on, right.ends_on, right.revoked_on)
    assert span.is_live(day) is (expected or "left" in facts), "the pure form says the same, the person apart"
    if expected:
        holder = holders.who_entered(session, staff_member_id=person.id, on=day)
        assert (holder.staff_member_id, holder.name) == (person.id, person.name)
    else:
        with pytest.raises(InvalidInput, match="geen lopend recht"):
            holders.who_entered(session, staff_member_id=person.id, on=day)


@pytest.mark.parametrize("profile", ["werkplekduaal", "wse_loket", *REGISTERING])
def test_only_a_profile_of_magda_lets_somebody_register(session: Session, profile: str) -> None:
    person = factories.staff_member(session)
    factories.counter_right(session, person, profile=profile)
    assert bool(holders.holders(session, on=TODAY)) is (profile in REGISTERING)


def test_somebody_who_is_not_named_or_not_there_entered_nothing(session: Session) -> None:
    for key in (None, 987_654):
        with pytest.raises(InvalidInput, match="wie het bewijs"):
            holders.who_entered(session, staff_member_id=key, on=TODAY)


def test_the_right_of_the_actor_is_that_of_the_person_behind_the_account(session: Session) -> None:
    actor = factories.actor(session, Role.REGISTRAR)
    holders.require_own(session, actor, today=TODAY)
    reader = factories.actor(session, Role.READER)
    with pytest.raises(NotAllowed, match="geen lopend recht"):
        holders.require_own(session, reader, today=TODAY)
    holders.require_own(session, command_line("root"), today=TODAY)
    assert holders.own_staff_member(session, actor=actor) is not None
    assert holders.own_staff_member(session, actor=reader) is None


def test_two_rights_of_one_person_make_one_holder_and_they_come_by_name(session: Session) -> None:
    for name in ("Zoë Aerts", "An Baert"):
        person = factories.staff_member(session, name)
        factories.counter_right(session, person)
        factories.counter_right(session, person, profile=MAGDA_EMPLOYEE, begins_on=date(2025, 1, 1))
    assert [holder.name for holder in holders.holders(session, on=TODAY)] == ["An Baert", "Zoë Aerts"]


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (BEGIN - 9 * DAY, BEGIN - DAY, False),
        (BEGIN - 9 * DAY, BEGIN, True),
        (REVOKED - DAY, TODAY, True),
        (REVOKED, TODAY, False),
    ],
)
def test_who_may_have_entered_something_lately_is_offered_too(
    session: Session, first: date, last: date, expected: bool
) -> None:
    person = factories.staff_member(session)
    factories.counter_right(session, person, begins_on=BEGIN, revoked_on=REVOKED)
    never = factories.staff_member(session, "Els Maes")
    factories.counter_right(session, never, begins_on=BEGIN, revoked_on=BEGIN)
    gone = factories.staff_member(session, "Tim Bos", ends_on=BEGIN - 10 * DAY)
    factories.counter_right(session, gone, begins_on=date(2019, 9, 1))
    found = holders.holders_between(session, first_on=first, last_on=last)
    assert [holder.staff_member_id for holder in found] == [person.id] * expected
