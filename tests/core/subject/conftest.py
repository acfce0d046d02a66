"""The owner of the tables, who alone can remove what is frozen."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from core.access.actors import Actor
from db import maintenance
from tests.core.subject import scenario
from tests.factories import Provider

Owner = Callable[[], AbstractContextManager[Session]]


@pytest.fixture
def owner(database_url: str, session: Session, engine: Engine) -> Owner:
    """`with owner() as opened:` a maintenance session; what the test wrote before is committed first."""

    @contextmanager
    def maintaining() -> Iterator[Session]:
        session.commit()
        with maintenance.maintaining(database_url) as opened:
            yield opened
        session.expire_all()

    return maintaining


@pytest.fixture
def administrator(session: Session, given: Provider) -> Actor:
    return scenario.administrator(session)
