"""Two people at once, each on a connection of his own: the second begins before the first commits."""

import threading
from collections.abc import Callable

from sqlalchemy import Engine
from sqlalchemy.orm import Session

import db.session
from core.errors import DomainError
from tests.core.waiting import PATIENCE, until_it_waits

Act = Callable[[Session], object]


def crossing(engine: Engine, first: Act, second: Act) -> object:
    """The second begins before the first commits; gives what the second met."""
    met: list[object] = []

    def run() -> None:
        try:
            with db.session.writing() as session:
                met.append(second(session))
        except DomainError as error:
            met.append(error)

    other = threading.Thread(target=run)
    with db.session.writing() as session:
        first(session)
        other.start()
        until_it_waits(engine)
    other.join(2 * PATIENCE)
    return met[0]
