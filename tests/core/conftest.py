"""A provider that can issue, and a way to say that something must be refused without a trace."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from sqlalchemy.orm import Session

from core.errors import DomainError, InvalidInput
from tests import factories

Refused = Callable[..., AbstractContextManager[pytest.ExceptionInfo[DomainError]]]


@pytest.fixture
def given(session: Session) -> factories.Provider:
    """Organisation, campuses, signatory, trajectory and a coordinator, committed."""
    made = factories.provider(session)
    session.commit()
    return made


@pytest.fixture
def refused(session: Session) -> Refused:
    """`with refused(InvalidInput, "te laat"):` the command inside must raise, and what it began is taken back."""

    @contextmanager
    def refusing(
        error: type[DomainError] = InvalidInput, text: str = ""
    ) -> Iterator[pytest.ExceptionInfo[DomainError]]:
        with pytest.raises(error, match=text or None) as caught, session.begin_nested():
            yield caught
        session.expire_all()

    return refusing
