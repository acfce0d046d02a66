"""The one place that every command of this slice calls once it changed what an enrolment owes.

What papers are owed is a projection of the facts; whoever keeps it hangs it here, so that no command can forget it.
"""

from collections.abc import Collection

from sqlalchemy.orm import Session

from core.certificates import owed
from core.deadlines.terms import Terms


def changed(session: Session, *, enrolment_ids: Collection[int], terms: Terms) -> None:
    """The facts of these enrolments changed: they are written, and the papers they owe with their terms follow.

    `terms` are the provider's settings as they were read under the shared lock of who writes terms.
    """
    session.flush()
    owed.settle(session, enrolment_ids=sorted(enrolment_ids), terms=terms)
