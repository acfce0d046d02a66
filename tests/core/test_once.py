"""The same submit twice: the second gets the first one's result."""

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from core import once


def test_a_submit_is_remembered_with_its_result(session: Session) -> None:
    assert once.replay(session, nonce="n") is None
    once.remember(session, nonce="n", command="proof.register", result={"done": [1, 2]})
    session.flush()
    assert once.replay(session, nonce="n") == {"done": [1, 2]}
    assert once.replay(session, nonce="m") is None


def test_without_a_key_nothing_is_remembered(session: Session) -> None:
    once.remember(session, nonce="", command="x", result={})
    session.flush()
    assert once.replay(session, nonce="") is None


def test_two_that_slip_through_together_meet_on_the_key(session: Session) -> None:
    once.remember(session, nonce="n", command="x", result={})
    session.flush()
    session.expunge_all()
    once.remember(session, nonce="n", command="x", result={})
    with pytest.raises(IntegrityError):
        session.flush()
