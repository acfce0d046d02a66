"""The menu: every page has its file and its right, and nobody sees a line that would refuse them."""

import pytest

from core.access import permissions
from core.access.actors import Actor, Role
from core.ui import navigation


def test_every_page_has_a_file() -> None:
    assert [page.stem for page in navigation.PAGES if not page.path.exists()] == []


@pytest.mark.parametrize("role", list(Role))
def test_the_menu_of_a_role_holds_only_what_it_may_open(role: Role) -> None:
    actor = Actor(1, "x", "X", role, None)
    shown = navigation.for_actor(actor)
    assert shown
    assert all(permissions.allowed(actor, page.action) for page in shown)


def test_a_reader_has_no_management_but_the_own_account() -> None:
    reader = Actor(1, "x", "X", Role.READER, None)
    assert [page.stem for page in navigation.for_actor(reader) if page.section == navigation.MANAGEMENT] == [
        "account"
    ]
