"""The queue of papers on the screen: what is due when, and a word where there is none."""

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from core.certificates import owed
from core.deadlines import terms
from tests import attendance_factories as making
from tests import factories
from tests.factories import Provider
from tests.pages.conftest import open_page

PART = {"part": "queue"}


@pytest.fixture
def given(engine: Engine, session: Session) -> Provider:
    """A provider with one person under Brussels leave and one under the Flemish regime that has ended."""
    made = factories.provider(session)
    course = making.course(session, campus=made.campus, name="Lassen")
    keys = [
        making.enrolment(
            session, course=course, learner=factories.learner(session, name, "Jan"), regime=regime
        ).id
        for name, regime in (("Peeters", "bev_brussels"), ("Maes", "bev_flanders"))
    ]
    owed.settle(session, enrolment_ids=keys, terms=terms.load(session))
    session.commit()
    return made


def test_every_paper_stands_with_its_date_or_the_reason_that_it_has_none(given: Provider) -> None:
    shown = open_page("certificates", given.coordinator, query=PART).texts
    for text in (
        "Peeters Jan",
        "Maes Jan",
        "55 dagen te laat",
        "Geen regel van kracht",
        "Nauwgezetheid",
        "Lassen",
    ):
        assert text in shown
