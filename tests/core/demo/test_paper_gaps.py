"""Practice shows a paper that its hours contradict and an attest that waits for a number, whatever the day."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from core.access.actors import command_line
from core.certificates import checking, deviating, listing, queries, signs
from core.certificates.filters import Filters, Status
from core.deadlines import terms
from core.demo import story


@pytest.mark.parametrize("today", [date(2026, 11, 21), date(2027, 1, 12)])
def test_a_deviation_and_a_missing_number_are_there_to_practise_on(session: Session, today: date) -> None:
    story.load(session, today=today)
    actor = command_line("tests")
    found = deviating.found(session, actor=actor, today=today)
    assert len(found) == 1
    told = queries.deviations(session, actor=actor, certificate_id=min(found))
    assert {each.name for each in told} == {"present", "unjustified"}
    held = listing.page(session, actor=actor, today=today, filters=Filters(status=Status.HOLD)).rows
    assert signs.WAITING in {row.hold for row in held}
    assert list(checking.differences(session, terms=terms.load(session))) == []
