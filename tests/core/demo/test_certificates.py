"""The papers of practice stand at every point of their life, whatever the day; nothing of them is wrong."""

from datetime import date

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from core.access.actors import command_line
from core.certificates import checking, details
from core.certificates.rows import stage_of
from core.deadlines import terms
from core.demo import story
from db.models import Certificate
from tests.conftest import TODAY


def test_every_stage_is_there_to_practise_on(story_engine: Engine) -> None:
    with Session(story_engine) as session:
        check(session, today=TODAY)


@pytest.mark.slow
def test_every_stage_is_there_on_a_day_of_spring_too(session: Session) -> None:
    today = date(2027, 3, 5)
    story.load(session, today=today)
    check(session, today=today)


def check(session: Session, *, today: date) -> None:
    """Papers at every point, documents that were destroyed and corrected, and every term as the rules say."""
    papers = session.scalars(select(Certificate)).all()
    assert {"due", "issued", "printed", "signed", "delivered", "correction"} <= set(map(stage_of, papers))
    found = [
        details.detail(session, actor=command_line("tests"), today=today, certificate_id=paper.id)
        for paper in papers
    ]
    documents = [document for paper in found if paper is not None for document in paper.documents]
    assert any(document.destroyed_on for document in documents)
    assert any(document.corrected_by for document in documents)
    assert any(document.document_id is None and document.delivered_on for document in documents)
    assert list(checking.differences(session, terms=terms.load(session))) == []
