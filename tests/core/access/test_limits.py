"""Nobody widens what he may see himself: an administrator of one campus gives no more than that campus."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy.orm import Session

from core import clock
from core.access import commands, sessions
from core.access.actors import Actor, Role
from core.access.permissions import as_actor
from core.errors import Conflict, NotAllowed
from core.organisation import practice
from db.models import Account, Campus
from tests import factories
from tests.factories import TODAY


@pytest.fixture
def gent(session: Session) -> Campus:
    return factories.campus(session, "Gent")


@pytest.fixture
def aalst(session: Session) -> Campus:
    return factories.campus(session, "Aalst")


@pytest.fixture
def limited(session: Session, gent: Campus) -> Actor:
    """An administrator of Gent alone; somebody else is administrator of everything."""
    factories.account(session, Role.ADMINISTRATOR)
    return factories.actor(session, Role.ADMINISTRATOR, campuses=[gent])


def test_an_administrator_of_one_campus_cannot_lift_his_own_limit(
    session: Session, limited: Actor, gent: Campus, aalst: Campus
) -> None:
    assert limited.id is not None
    for wider in (None, [gent.id, aalst.id], [aalst.id]):
        with pytest.raises(NotAllowed):
            commands.change_campuses(
                session, actor=limited, today=TODAY, account_id=limited.id, campus_ids=wider
            )
    assert as_actor(session, session.get_one(Account, limited.id)).campus_ids == {gent.id}


def test_nor_give_somebody_else_more_than_he_has(
    session: Session, limited: Actor, gent: Campus, aalst: Campus
) -> None:
    colleague = factories.account(session, Role.READER, campuses=[gent])

    def add(name: str, campus_ids: list[int] | None) -> None:
        commands.add_user(
            session, actor=limited, today=TODAY, username=name, display_name="", role=Role.READER, campus_ids=campus_ids,
        )  # fmt: skip

    for wider in (None, [gent.id, aalst.id]):
        with pytest.raises(NotAllowed, match="meer campussen"):
            add("nieuw", wider)
        with pytest.raises(NotAllowed, match="meer campussen"):
            commands.change_campuses(
                session, actor=limited, today=TODAY, account_id=colleague.id, campus_ids=wider
            )
    add("nieuw", [gent.id])
    commands.change_campuses(session, actor=limited, today=TODAY, account_id=colleague.id, campus_ids=[])


@pytest.mark.parametrize("reach", ["all", "another"])
def test_accounts_that_reach_further_are_left_alone(
    session: Session, limited: Actor, gent: Campus, aalst: Campus, reach: str
) -> None:
    wider = factories.account(session, Role.ADMINISTRATOR, campuses=None if reach == "all" else [gent, aalst])
    acts: list[Callable[[], object]] = [
        lambda: commands.reset_user(session, actor=limited, today=TODAY, account_id=wider.id),
        lambda: commands.disable_user(session, actor=limited, today=TODAY, account_id=wider.id),
        lambda: commands.enable_user(session, actor=limited, today=TODAY, account_id=wider.id),
        lambda: commands.change_role(
            session, actor=limited, today=TODAY, account_id=wider.id, role=Role.READER
        ),
        lambda: commands.change_campuses(
            session, actor=limited, today=TODAY, account_id=wider.id, campus_ids=[gent.id]
        ),
        lambda: commands.end_sessions(session, actor=limited, today=TODAY, account_id=wider.id),
    ]
    for act in acts:
        with pytest.raises(NotAllowed, match="reikt verder"):
            act()


def test_only_an_administrator_of_all_campuses_ends_the_sessions_of_everybody(
    session: Session, limited: Actor, gent: Campus
) -> None:
    boss = factories.actor(session, Role.ADMINISTRATOR)
    colleague = factories.account(session, Role.READER, campuses=[gent])
    for key in (boss.id, colleague.id):
        assert key is not None
        ticket = sessions.issue_ticket(session, account_id=key, now=clock.now())
        assert sessions.redeem(session, ticket=ticket, now=clock.now())
    with pytest.raises(NotAllowed, match="van één gebruiker"):
        commands.end_sessions(session, actor=limited, today=TODAY)
    assert commands.end_sessions(session, actor=limited, today=TODAY, account_id=colleague.id) == 1
    assert commands.end_sessions(session, actor=boss, today=TODAY) == 1


def test_an_administrator_of_all_campuses_gives_any_limit(
    session: Session, limited: Actor, today: date
) -> None:
    boss = factories.actor(session, Role.ADMINISTRATOR)
    assert limited.id is not None
    commands.change_campuses(session, actor=boss, today=today, account_id=limited.id, campus_ids=None)
    assert session.get_one(Account, limited.id).all_campuses


def test_one_administrator_of_all_campuses_must_remain(session: Session, gent: Campus, today: date) -> None:
    boss = factories.actor(session, Role.ADMINISTRATOR)
    factories.account(session, Role.ADMINISTRATOR, campuses=[gent])
    assert boss.id is not None
    with pytest.raises(Conflict, match="van alle campussen"):
        commands.change_campuses(session, actor=boss, today=today, account_id=boss.id, campus_ids=[gent.id])
    with pytest.raises(Conflict, match="van alle campussen"):
        commands.disable_user(session, actor=boss, today=today, account_id=boss.id)


def test_who_is_limited_cannot_empty_the_practice_of_all(session: Session, limited: Actor) -> None:
    factories.organisation(session, is_practice=True)
    with pytest.raises(NotAllowed, match="alle campussen"):
        practice.leave_practice(
            session, actor=limited, today=TODAY, username="echt", display_name="", confirmation="Centrum Test"
        )
