"""News is what colleagues did since the previous visit: not one's own acts, not what was there before."""

from datetime import timedelta

from sqlalchemy.orm import Session

from core import audit, clock
from core.access.actors import Role
from core.journal import queries
from core.journal.words import ACTIONS
from core.proofs import issuing
from db.models import Account
from tests import factories
from tests.factories import TODAY, Provider


def test_what_colleagues_did_since_the_previous_visit(session: Session) -> None:
    me, colleague = factories.actor(session), factories.actor(session)
    for who, action in ((colleague, "proof.register"), (me, "proof.issue"), (colleague, "view.keep")):
        audit.record(
            session,
            actor=who,
            action=action,
            subject_kind="proof",
            subject_id=1,
            details={"number": "2026-000001"},
        )
    session.get_one(Account, me.id).previous_visit_at = clock.now() - timedelta(hours=1)
    session.flush()
    assert [(row.actor, row.action) for row in queries.news(session, actor=me)] == [
        (colleague.name, "proof.register")
    ]


def test_a_first_visit_has_no_news(session: Session) -> None:
    me, colleague = factories.actor(session), factories.actor(session)
    audit.record(session, actor=colleague, action="proof.register", subject_kind="proof", subject_id=1)
    assert queries.news(session, actor=me) == []


def test_everything_that_can_be_news_has_a_word() -> None:
    assert [action for action in queries.NEWS if action not in ACTIONS] == []


def test_news_of_another_campus_is_no_news(session: Session, given: Provider) -> None:
    limited = factories.actor(session, Role.COORDINATOR, campuses=[given.other])
    own = factories.actor(session, Role.COORDINATOR, campuses=[given.campus])
    proof = factories.earned(session, given)[0]
    issuing.issue(session, actor=given.coordinator, today=TODAY, proof_id=proof.id, version=proof.version)
    for who in (limited, own):
        session.get_one(Account, who.id).previous_visit_at = clock.now() - timedelta(hours=1)
    session.flush()
    assert queries.news(session, actor=limited) == []
    assert [row.action for row in queries.news(session, actor=own)] == ["proof.issue"]
