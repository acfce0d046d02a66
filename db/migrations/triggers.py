"""What the database itself refuses: change of issued papers and of the audit. Used by the migrations only.

An UPDATE and a DELETE trigger are not enough on SQLite: INSERT OR REPLACE deletes without firing them, hence
the trigger on insert that refuses a key which exists already.
"""

from collections.abc import Mapping

from db.migrations import statistics

# By the migration that made them: an older migration cannot name a table that a newer one brings.
FROZEN_FIRST = {
    "document": ("id", "number", "verify_code"),
    "document_event": ("id",),
    "audit_entry": ("sequence",),
    "access_entry": ("id",),
}
FROZEN_REGISTRATION = {
    "evidence": ("id",),
    "history_event": ("id",),
    "tombstone": ("id",),
}
FROZEN_ATTENDANCE = {"attendance_change": ("id",)}
FROZEN = {**FROZEN_FIRST, **FROZEN_REGISTRATION, **FROZEN_ATTENDANCE}


def sqlite_frozen(table: str, keys: tuple[str, ...]) -> list[str]:
    """Triggers that make a table append-only on SQLite."""
    same = " or ".join(f"{key} = new.{key}" for key in keys)
    if table == "document":
        same += " or (kind = new.kind and year = new.year and sequence = new.sequence)"
        same += " or (new.corrects_id is not null and corrects_id = new.corrects_id)"
    return [
        f"create trigger {table}_no_update before update on {table} "
        f"begin select raise(abort, '{table} is frozen'); end",
        f"create trigger {table}_no_delete before delete on {table} "
        f"begin select raise(abort, '{table} is frozen'); end",
        f"create trigger {table}_no_replace before insert on {table} "
        f"when exists (select 1 from {table} where {same}) "
        f"begin select raise(abort, '{table} is frozen'); end",
    ]


def postgresql_frozen(table: str) -> list[str]:
    """Triggers that make a table append-only on PostgreSQL, TRUNCATE included."""
    return [
        f"create trigger {table}_no_change before update or delete on {table} "
        "for each row execute function refuse_change()",
        f"create trigger {table}_no_truncate before truncate on {table} "
        "for each statement execute function refuse_change()",
    ]


REFUSE = """
create function refuse_change() returns trigger language plpgsql as $$
begin raise exception '% is frozen', tg_table_name; end $$
"""

# Kept up to date by db.search, not by triggers: with trusted_schema off, SQLite refuses a virtual table inside one.
SQLITE_SEARCH = [
    "create virtual table learner_search using fts5(search_name, content='learner', content_rowid='id', "
    "tokenize='trigram case_sensitive 1')",
]


def freezing(dialect: str, tables: Mapping[str, tuple[str, ...]]) -> list[str]:
    """What makes these tables append-only."""
    if dialect == "sqlite":
        return [line for table, keys in tables.items() for line in sqlite_frozen(table, keys)]
    return [line for table in tables for line in postgresql_frozen(table)]


def statements(dialect: str) -> list[str]:
    """Everything beside the tables of the first schema, for one database, in order."""
    frozen = freezing(dialect, FROZEN_FIRST)
    if dialect == "sqlite":
        return [*frozen, *SQLITE_SEARCH, *statistics.STATEMENTS]
    trigram = (
        "create index ix_learner_search_name_trigram on learner using gin (search_name gin_trgm_ops) "
        "with (fastupdate = on)"
    )
    return [REFUSE, *frozen, "create extension if not exists pg_trgm", trigram]
