"""Holding what papers rest on: as many at once as a sheet from the command line has rows."""

from sqlalchemy.orm import Session

from core.certificates import files


def test_a_sheet_of_two_hundred_thousand_papers_is_held_in_one_statement_per_table(session: Session) -> None:
    keys = range(1, 200_001)
    files.hold_facts(session, certificate_ids=keys)
    files.hold_papers(session, certificate_ids=keys)
    files.hold_papers(session, certificate_ids=[])
