"""Who writes terms and who changes how terms are counted take turns; on SQLite there is one writer anyway.

A command that writes a term reads the settings first, and from then on shares one lock with all others that write
terms, until its transaction ends. A change of a rule or of the calendar has that lock to itself, so no term is written
by settings that are gone, and none is overlooked. PostgreSQL lets go of both at the end.

Whoever takes the lock alone locks no proof and no person afterwards: a command may hold one of these already when it
asks for its share. Rows of `deadline` are only ever locked with a share.
"""

from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

TERMS: Final = 5_206_125_001


def share(session: Session) -> None:
    """Wait until nobody changes how terms are counted, and keep it so to the end; who only reads does not wait."""
    bind = session.get_bind()
    if bind.dialect.name == "postgresql" and not bind.get_execution_options().get("postgresql_readonly"):
        session.execute(select(func.pg_advisory_xact_lock_shared(TERMS)))


def alone(session: Session) -> None:
    """Wait until nobody writes terms, and keep others from it to the end: for who changes how they are counted."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(TERMS)))
