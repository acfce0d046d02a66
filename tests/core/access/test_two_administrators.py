"""Two administrators at once, each on a connection of his own: somebody who may let the others in remains."""

from collections.abc import Callable
from functools import partial

import pytest
from sqlalchemy import Engine, func, select

import db.session
from core.access import commands
from core.access.actors import Actor, Role, command_line
from core.errors import Conflict, NotAllowed
from db.models import Account
from tests import factories
from tests.crossing import crossing
from tests.factories import TODAY

Act = Callable[..., object]
CLOSE: Act = commands.disable_user
DEMOTE: Act = partial(commands.change_role, role=Role.READER)
NARROW: Act = partial(commands.change_campuses, campus_ids=[])


@pytest.fixture
def pair(engine: Engine) -> tuple[Actor, Actor]:
    """The only two administrators, both of all campuses, committed."""
    with db.session.writing() as session:
        return factories.actor(session, Role.ADMINISTRATOR), factories.actor(session, Role.ADMINISTRATOR)


def remaining() -> int:
    """Who is still administrator of all campuses."""
    able = (Account.role == Role.ADMINISTRATOR.value, Account.is_active, Account.all_campuses)
    with db.session.reading() as session:
        return session.scalar(select(func.count()).where(*able)) or 0


@pytest.mark.parametrize(
    ("one", "other"),
    [(CLOSE, CLOSE), (DEMOTE, DEMOTE), (NARROW, NARROW), (CLOSE, NARROW), (DEMOTE, CLOSE)],
    ids=["close", "demote", "narrow", "close and narrow", "demote and close"],
)
def test_two_administrators_who_do_it_to_each_other_leave_one(
    engine: Engine, pair: tuple[Actor, Actor], one: Act, other: Act
) -> None:
    ann, bo = pair
    met = crossing(
        engine,
        lambda session: one(session, actor=ann, today=TODAY, account_id=bo.id),
        lambda session: other(session, actor=bo, today=TODAY, account_id=ann.id),
    )
    assert isinstance(met, NotAllowed)
    assert remaining() == 1


@pytest.mark.parametrize("act", [CLOSE, DEMOTE, NARROW], ids=["close", "demote", "narrow"])
def test_the_last_is_counted_after_the_wait(engine: Engine, pair: tuple[Actor, Actor], act: Act) -> None:
    ann, bo = pair
    operator = command_line("tester")
    met = crossing(
        engine,
        lambda session: act(session, actor=operator, today=TODAY, account_id=ann.id),
        lambda session: act(session, actor=operator, today=TODAY, account_id=bo.id),
    )
    assert isinstance(met, Conflict)
    assert remaining() == 1


def test_who_was_closed_while_he_waited_gives_no_new_link(engine: Engine, pair: tuple[Actor, Actor]) -> None:
    ann, bo = pair
    with db.session.writing() as session:
        reader = factories.account(session, Role.READER).id
    met = crossing(
        engine,
        lambda session: commands.disable_user(session, actor=ann, today=TODAY, account_id=bo.id or 0),
        lambda session: commands.reset_user(session, actor=bo, today=TODAY, account_id=reader),
    )
    assert isinstance(met, NotAllowed)
