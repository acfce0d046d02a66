from datetime import date, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core import clock
from core.access import commands, permissions, queries
from core.access.actors import Actor, Role, command_line
from core.errors import Conflict, DomainError, InvalidInput, NotAllowed, NotFound
from db.models import Account, AuditEntry, Campus
from tests.core.access.people import PASSWORD, account, actor

CLI = command_line("tester")
NEW = "zeven groene bomen waaien"


def entries(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(AuditEntry)) or 0


def invite(session: Session, today: date, name: str = "bram", **rest: object) -> str:
    return commands.add_user(
        session, actor=CLI, today=today, username=name, display_name="Bram Claes", role=Role.REGISTRAR, **rest
    )  # type: ignore[arg-type]


def test_a_new_user_chooses_a_password_through_the_link_once(session: Session, today: date) -> None:
    token = invite(session, today)
    assert queries.invited(session, token=token, now=clock.now()) is not None
    commands.set_password(session, token=token, password=NEW, now=clock.now())
    assert queries.invited(session, token=token, now=clock.now()) is None
    with pytest.raises(NotFound):
        commands.set_password(session, token=token, password=NEW + "!", now=clock.now())


def test_a_link_lives_three_days(session: Session, today: date) -> None:
    token = invite(session, today)
    late = clock.now() + timedelta(hours=73)
    assert queries.invited(session, token=token, now=late) is None
    with pytest.raises(NotFound):
        commands.set_password(session, token=token, password=NEW, now=late)


def test_a_weak_password_leaves_the_link_open(session: Session, today: date) -> None:
    token = invite(session, today)
    with pytest.raises(InvalidInput):
        commands.set_password(session, token=token, password="kort", now=clock.now())
    assert queries.invited(session, token=token, now=clock.now()) is not None


def test_a_new_invitation_ends_the_one_before(session: Session, today: date) -> None:
    token = invite(session, today)
    again = commands.reset_user(
        session, actor=CLI, today=today, account_id=session.scalars(select(Account.id)).one()
    )
    assert queries.invited(session, token=token, now=clock.now()) is None
    assert queries.invited(session, token=again, now=clock.now()) is not None


def test_a_name_is_used_once_and_has_a_plain_form(session: Session, today: date) -> None:
    invite(session, today)
    with pytest.raises(Conflict):
        invite(session, today, "BRAM ")
    with pytest.raises(InvalidInput):
        invite(session, today, "bram claes")


def test_campuses_limit_an_account(session: Session, today: date) -> None:
    session.add_all([Campus(name="Gent"), Campus(name="Brugge")])
    session.flush()
    ids = list(session.scalars(select(Campus.id).order_by(Campus.id)))
    invite(session, today, campus_ids=ids[:1])
    row = queries.accounts(session, today=today)[0]
    assert (row.all_campuses, row.campuses) == (False, ("Gent",))
    with pytest.raises(NotFound):
        invite(session, today, "anders", campus_ids=[999])


def test_the_last_administrator_cannot_be_closed_or_demoted(session: Session, today: date) -> None:
    admin = actor(session, "beheer", role=Role.ADMINISTRATOR)
    assert admin.id is not None
    with pytest.raises(Conflict):
        commands.disable_user(session, actor=admin, today=today, account_id=admin.id)
    with pytest.raises(Conflict):
        commands.change_role(session, actor=admin, today=today, account_id=admin.id, role=Role.READER)


def test_a_closed_account_can_be_opened_again(session: Session, today: date) -> None:
    made = account(session)
    commands.disable_user(session, actor=CLI, today=today, account_id=made.id)
    assert not made.is_active
    commands.enable_user(session, actor=CLI, today=today, account_id=made.id)
    assert made.is_active


def test_ones_own_password_asks_for_the_one_before(session: Session, today: date) -> None:
    own = actor(session)
    with pytest.raises(InvalidInput):
        commands.change_own_password(session, actor=own, today=today, current="mis", new=NEW)
    commands.change_own_password(session, actor=own, today=today, current=PASSWORD, new=NEW)


def test_the_language_is_remembered_and_ends_no_session(session: Session, today: date) -> None:
    own = actor(session)
    commands.choose_language(session, actor=own, today=today, language="en")
    assert session.get_one(Account, own.id).language == "en"
    assert session.get_one(Account, own.id).rights_version == own.rights_version
    with pytest.raises(InvalidInput):
        commands.choose_language(session, actor=own, today=today, language="fr")


def _all_commands(session: Session, who: Actor, today: date, target: int) -> list[object]:
    return [
        lambda: commands.add_user(
            session, actor=who, today=today, username="nieuw", display_name="", role=Role.READER
        ),
        lambda: commands.change_campuses(session, actor=who, today=today, account_id=target, campus_ids=None),
        lambda: commands.change_role(session, actor=who, today=today, account_id=target, role=Role.READER),
        lambda: commands.end_sessions(session, actor=who, today=today, account_id=target),
        lambda: commands.reset_user(session, actor=who, today=today, account_id=target),
        lambda: commands.disable_user(session, actor=who, today=today, account_id=target),
        lambda: commands.enable_user(session, actor=who, today=today, account_id=target),
    ]


def test_each_command_leaves_one_entry_and_refuses_who_may_not(session: Session, today: date) -> None:
    admin = actor(session, "beheer", role=Role.ADMINISTRATOR)
    target = account(session, "doel").id
    for role in (Role.COORDINATOR, Role.REGISTRAR, Role.MANAGER, Role.READER):
        who = actor(session, f"wie-{role}", role=role)
        for act in _all_commands(session, who, today, target):
            with pytest.raises(NotAllowed):
                act()  # type: ignore[operator]
    for act in _all_commands(session, admin, today, target):
        before = entries(session)
        act()  # type: ignore[operator]
        assert entries(session) == before + 1


def test_a_right_taken_away_is_gone_in_the_same_transaction(session: Session, today: date) -> None:
    admin = actor(session, "beheer", role=Role.ADMINISTRATOR)
    actor(session, "beheer2", role=Role.ADMINISTRATOR)
    session.get_one(Account, admin.id).rights_version += 1
    with pytest.raises(DomainError):
        commands.end_sessions(session, actor=admin, today=today)


def test_an_actor_without_account_is_refused_his_own_commands(session: Session, today: date) -> None:
    ghost = Actor(999, "spook", "Spook", Role.READER, None)
    with pytest.raises(NotAllowed):
        commands.choose_language(session, actor=ghost, today=today, language="en")
    assert permissions.current_actor(session, 999) is None
