"""Named views: the same name replaces, and they are one's own."""

import pytest
from sqlalchemy.orm import Session

from core.errors import InvalidInput, NotFound
from core.views import commands, queries
from tests import factories
from tests.conftest import TODAY


def test_the_same_name_again_replaces_the_filters(session: Session) -> None:
    me = factories.actor(session)
    for status in ("late", "hold"):
        commands.keep(
            session, actor=me, today=TODAY, page="proofs", name=" Mijn lijst ", filters={"status": status}
        )
    (view,) = queries.views(session, actor=me, page="proofs")
    assert (view.name, dict(view.filters)) == ("Mijn lijst", {"status": "hold"})
    assert queries.views(session, actor=me, page="learners") == []


def test_a_view_needs_a_name(session: Session) -> None:
    with pytest.raises(InvalidInput):
        commands.keep(
            session, actor=factories.actor(session), today=TODAY, page="proofs", name="  ", filters={}
        )


def test_somebody_elses_view_can_be_neither_seen_nor_dropped(session: Session) -> None:
    me, other = factories.actor(session), factories.actor(session)
    key = commands.keep(session, actor=me, today=TODAY, page="proofs", name="Mijn lijst", filters={})
    assert queries.views(session, actor=other, page="proofs") == []
    with pytest.raises(NotFound):
        commands.drop(session, actor=other, today=TODAY, view_id=key)
    commands.drop(session, actor=me, today=TODAY, view_id=key)
    assert queries.views(session, actor=me, page="proofs") == []
