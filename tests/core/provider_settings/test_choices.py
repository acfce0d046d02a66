"""Choices of the provider: a default with its source, changed with a reason, kept within bounds."""

import json

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.actors import Actor, Role
from core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from core.provider_settings import commands, keeping, queries
from core.provider_settings.registry import CHOICES
from db.models import AuditEntry, OwnSetting
from tests import factories
from tests.core.conftest import Refused
from tests.factories import TODAY, Provider

TERM = "retention.person_months"
REASON = "afspraak met de functionaris van 3 november"


@pytest.fixture
def administrator(session: Session, given: Provider) -> Actor:
    return factories.actor(session, Role.ADMINISTRATOR)


def change(
    session: Session, actor: Actor, value: str, *, key: str = TERM, version: int = 0, source: str = REASON
) -> None:
    commands.change(session, actor=actor, today=TODAY, key=key, value=value, source=source, version=version)


def test_every_choice_has_a_default_within_its_bounds_and_says_where_it_comes_from() -> None:
    assert len({choice.key for choice in CHOICES}) == len(CHOICES)
    for choice in CHOICES:
        assert len(choice.source) > 10, choice.key
        if choice.unit != "text":
            assert choice.least <= int(choice.default) <= choice.most, choice.key


def test_a_term_without_a_source_says_that_it_is_ours_and_who_confirms_it() -> None:
    for choice in keeping.CHOICES:
        assert "intern" in choice.source.lower(), choice.key
        assert "functionaris voor gegevensbescherming" in choice.source


def test_a_choice_holds_its_value_its_reason_and_who_made_it(session: Session, administrator: Actor) -> None:
    assert queries.number(session, TERM) == 60
    change(session, administrator, " 24 ")
    assert queries.number(session, TERM) == 24
    (found,) = [one for one in queries.chosen(session) if one.choice.key == TERM]
    assert (found.value, found.source, found.changed_by) == ("24", REASON, administrator.display_name)
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "provider_setting.change")).one()
    told = json.loads(entry.details)
    assert (told["field"], told["from"], told["to"], told["reason"]) == (TERM, "60", "24", REASON)


def test_what_cannot_be_is_refused_without_a_trace(
    session: Session, administrator: Actor, refused: Refused
) -> None:
    for value in ("", "-1", "1201", "zestig", "1.5"):
        with refused(InvalidInput, "geheel getal"):
            change(session, administrator, value)
    with refused(InvalidInput, "tien tekens"):
        change(session, administrator, "12", source="kort")
    with refused(NotFound):
        change(session, administrator, "12", key="retention.niets_months")
    with refused(NotAllowed):
        change(session, factories.actor(session, Role.COORDINATOR), "12")
    assert session.scalars(select(OwnSetting)).all() == []


def test_two_people_who_change_it_at_once_see_both_values(
    session: Session, administrator: Actor, refused: Refused
) -> None:
    change(session, administrator, "24")
    with refused(Conflict) as caught:
        change(session, administrator, "36")
    assert isinstance(caught.value, Conflict)
    assert (caught.value.shown, caught.value.stored) == ({"value": "36"}, {"value": "24"})
    change(session, administrator, "36", version=1)
    assert queries.number(session, TERM) == 36
