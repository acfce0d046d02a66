"""Ten thousand rows with three hundred differences: every count exact, on both databases."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.access.actors import command_line
from core.imports import reading
from core.reconciliation import commands, queries
from core.reconciliation.outcome import Period
from db.models import ReconciliationRow
from tests.core.reconciliation import large
from tests.factories import TODAY

ACTOR = command_line("test")


@pytest.mark.slow
@pytest.mark.no_cover
def test_ten_thousand_rows_with_three_hundred_differences_are_counted_exactly(session: Session) -> None:
    wanted = large.expected(large.ROWS)
    differences = (
        sum(wanted[kind] for kind in ("missing", "unknown", "double", "different", "to_register", "invalid"))
    )  # fmt: skip
    assert (wanted["rows"], differences) == (10_000, 300)
    large.build(session, large.ROWS)
    book = reading.read(large.content(large.ROWS), file_name="lijst.xlsx")
    key = commands.compare(session, actor=ACTOR, today=TODAY, workbook=book, period=Period())
    found = queries.comparison(session, actor=ACTOR, reconciliation_id=key)
    assert found is not None
    assert dict(found.counts) == wanted
    assert session.scalar(select(func.count()).select_from(ReconciliationRow)) == 300
    assert {kind: total for kind, (total, _) in found.kinds.items()} == {
        kind: wanted[kind] for kind in found.kinds
    }
