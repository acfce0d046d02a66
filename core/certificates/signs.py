"""Under which sign a paper stands, as conditions: with an open term, without one, and what waits for a number.

The attest of Flemish training leave names the national number (ministerial decree of 8 July 2019). Who has none yet is
accepted all the same (`domain.md` 7b.13): the paper waits for INSZ or BIS, its term runs on. That is read from the
person himself, so that it is lifted the moment the number comes, by whatever way, or the provider chooses a line to
write it on.
"""

from collections.abc import Collection
from datetime import date
from typing import Final

from sqlalchemy import ColumnElement, and_, exists, false, literal_column, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from core.certificates.filters import Status
from core.certificates.owed import NO_RULE, VOV
from core.i18n import N_
from core.proofs.filters import week_end
from core.proofs.problems import WAITING_FOR_INSZ
from core.provider_settings import queries as provider_settings
from core.provider_settings.papers import DOTTED_NUMBER
from db.models import Certificate, Deadline, Learner

WAITING: Final = WAITING_FOR_INSZ
WORDS: Final = {NO_RULE: N_("Geen regel van kracht"), WAITING: N_("Wacht op INSZ")}
WAY_OUT: Final = {
    WAITING: N_(
        "Het attest vermeldt het rijksregister- of BIS-nummer. Vul het in het dossier van de cursist in; de termijn "
        "loopt door."
    )
}
IS_DELIVERED: Final = Certificate.delivered_on.is_not(None)
NOT_LAPSED: Final = Certificate.state != literal_column("'lapsed'")
IS_HELD: Final = Certificate.hold != literal_column("''")
IS_VOV: Final[ColumnElement[str]] = literal_column(f"'{VOV}'")
IS_DUE: Final[ColumnElement[str]] = literal_column("'due'")


def of_term(session: Session, status: Status | None, today: date) -> tuple[ColumnElement[bool], ...]:
    """Of a paper with an open term: late goes before all else, then what waits for a number."""
    if status is None:
        return ()
    if status is Status.LATE:
        return (Deadline.due_on < today,)
    waits = _waits(session, Deadline.kind, Deadline.stage, Deadline.learner_id)
    if status is Status.HOLD:
        return Deadline.due_on >= today, waits
    if status is Status.SOON:
        return Deadline.due_on >= today, Deadline.due_on <= week_end(today), ~waits
    return Deadline.due_on > week_end(today), ~waits


def without_term(
    session: Session, status: Status | None, *, or_delivered: bool
) -> tuple[ColumnElement[bool], ...]:
    """What is delivered; else what is not and has no open term: no rule, no term by law, or a correction."""
    if status is Status.DONE:
        return (IS_DELIVERED,)
    has_none = or_(
        IS_HELD, Certificate.correction_on.is_not(None), Certificate.kind == literal_column("'second_taken'")
    )
    found = (Certificate.delivered_on.is_(None), NOT_LAPSED, has_none)
    if status is None:
        return (or_(IS_DELIVERED, and_(*found)),) if or_delivered else found
    held = or_(IS_HELD, _waits(session, Certificate.kind, Certificate.state, Certificate.learner_id))
    return (*found, held if status is Status.HOLD else ~held)


def waiting(session: Session, *, certificate_ids: Collection[int]) -> frozenset[int]:
    """Those of these papers that wait for a number."""
    if not certificate_ids:
        return frozenset()
    waits = _waits(session, Certificate.kind, Certificate.state, Certificate.learner_id)
    return frozenset(
        session.scalars(select(Certificate.id).where(Certificate.id.in_(certificate_ids), waits))
    )


def _waits(
    session: Session, kind: InstrumentedAttribute[str], stage: InstrumentedAttribute[str],
    learner: InstrumentedAttribute[int] | InstrumentedAttribute[int | None],
) -> ColumnElement[bool]:  # fmt: skip
    if provider_settings.number(session, DOTTED_NUMBER):
        return false()
    has_none = exists().where(Learner.id == learner, Learner.insz_index.is_(None))
    return and_(kind == IS_VOV, stage == IS_DUE, has_none)
