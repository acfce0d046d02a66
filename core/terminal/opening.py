"""What every command of the command line shares: a database that is ready, a word on stderr, an exit code."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

WRONG, FAILED = 1, 2
NOT_OWNER = (
    "Alleen wie de tabellen bezit, kan wissen. "
    "Zet DATABASE_OWNER_URL op de eigenaar van de databank; zie docs/deploy.md."
)


def complain(text: str) -> None:
    """Everything that is no result."""
    typer.echo(text, err=True)


@contextmanager
def ready(*, migrated: bool = True) -> Iterator[None]:
    """The database of this installation, and every expected trouble as a sentence and exit code 2."""
    from sqlalchemy.exc import SQLAlchemyError

    from core import startup
    from core.errors import DomainError
    from core.settings import UnsafeSettings, settings

    try:
        startup.connect()
        if migrated and not startup.is_current():
            if settings().is_production:
                raise UnsafeSettings(startup.MIGRATE)
            startup.migrate()
        yield
    except (UnsafeSettings, DomainError) as error:
        complain(str(error))
        raise typer.Exit(FAILED) from error
    except SQLAlchemyError as error:
        complain("De databank antwoordt niet of weigert. Kijk DATABASE_URL na.")
        raise typer.Exit(FAILED) from error


@contextmanager
def owner() -> Iterator["Session"]:
    """A session of the owner of the tables, in which frozen rows can go."""
    from core.settings import UnsafeSettings, settings
    from db import maintenance

    try:
        with maintenance.maintaining(settings().owner_url()) as opened:
            yield opened
    except maintenance.NotTheOwner as error:
        raise UnsafeSettings(NOT_OWNER) from error
