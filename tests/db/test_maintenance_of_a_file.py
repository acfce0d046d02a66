"""SQLite: what is removed does not linger in the file."""

from pathlib import Path

from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from db import maintenance
from tests import factories


def test_what_is_removed_is_written_over_in_the_file(
    engine: Engine, database_url: str, session: Session
) -> None:
    factories.learner(session, "Onuitwisbaar", "An", phone="09 ONTHOUDEN 22")
    session.commit()
    session.close()
    file = Path(database_url.removeprefix("sqlite:///"))

    def kept() -> bool:
        with engine.connect() as connection:
            connection.exec_driver_sql("pragma wal_checkpoint(truncate)")
        return b"ONTHOUDEN" in file.read_bytes()

    assert kept()
    with maintenance.maintaining(database_url) as opened:
        opened.execute(text("delete from learner"))
    assert not kept()
