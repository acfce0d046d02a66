"""What SQLite's planner believes of the table of terms from the first day on; PostgreSQL counts for itself.

Nobody runs ANALYZE on a new database, and without these numbers the planner counts the open queue through ten times as
many rows as there are. They are those of a provider with a million proofs, of which few are open; to a small one every
plan is quick. "sz" tells that the index of what is done is cheap to read from end to end. Dropping an index drops its
line: a later migration that rebuilds the table runs these again.
"""

DEADLINE = {
    "uq_deadline_subject": "1000000 1000000 1 1",
    "ix_deadline_person": "1000000 5 3 3 1",
    "ix_deadline_led": "1000000 462 233 78 78",
    "ix_deadline_open": "69000 690 1 1 1 1 1",
    "ix_deadline_open_narrowed": "69000 690 1 1 1 1 1 1 1 1",
    "ix_deadline_open_campus": "69000 23000 230 1 1 1 1 1 1 1",
    "ix_deadline_held": "5500 55 1 1 1 1 1 1 1 1",
    "ix_deadline_done": "931000 443 1 1 1 1 1 1 1 1 sz=20",
    "ix_deadline_done_campus": "931000 310000 148 1 1 1 1 1 1 1",
    "ix_deadline_done_trajectory": "931000 77600 37 1 1 1 1 1 1 1",
    "ix_deadline_undelivered": "9300 5 1 1 1 1 1 1 1 1",
}
# ANALYZE of the schema itself makes the table that holds them.
STATEMENTS = (
    "analyze sqlite_schema",
    *(f"insert into sqlite_stat1 values ('deadline', '{index}', '{numbers}')" for index, numbers in DEADLINE.items()),
)  # fmt: skip
# The index that came with the second migration.
MET = "insert into sqlite_stat1 values ('deadline', 'ix_deadline_met', '931000 880 290 145 145')"
# Those of the third: a queue of twenty thousand papers of three campuses, of which few wait without a term.
PAPERS = (
    "insert into sqlite_stat1 values ('deadline', 'ix_deadline_paper', '20000 500 1 1 1 1 1 1 1')",
    "insert into sqlite_stat1 values ('certificate', 'ix_certificate_without_term', '500 1 1 1 1 1 1 1 1')",
    "insert into sqlite_stat1 values ('certificate', 'ix_certificate_undelivered', '20000 6700 3300 1')",
)
