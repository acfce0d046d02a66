"""Alembic's entry: runs on the connection that `db.migrate` hands over."""

from alembic import context
from sqlalchemy.engine import Connection

import db.models


def include_object(thing: object, name: str | None, kind: str, reflected: bool, _compare_to: object) -> bool:
    """Leave out the full-text shadow tables and the trigram index: they live in the migration alone."""
    if kind == "table" and name is not None and name.startswith("learner_search"):
        return False
    return not (kind == "index" and name == "ix_learner_search_name_trigram")


connection: Connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=db.models.Base.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    include_object=include_object,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
