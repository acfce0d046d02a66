"""What went wrong with LED for one person: problems with a registration and reports about what stands there."""

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from core.access import scope
from core.access.actors import Actor
from core.history import events
from core.subject.rows import ProblemLine, TicketLine
from db.models import LedTicket, ProblemReport


def problems(session: Session, actor: Actor, keys: Sequence[int]) -> list[ProblemLine]:
    """Every problem with a registration of these files, oldest first."""
    rows = session.scalars(
        select(ProblemReport)
        .where(ProblemReport.learner_id.in_(keys), *scope.of_campuses(actor, ProblemReport.campus_id))
        .order_by(ProblemReport.id)
    )
    return [
        ProblemLine(
            row.id, row.proof_id, row.kind, row.description, row.noticed_on, row.reported_on, row.answered_on,
            row.answer, row.closed_on, row.solution, _events(session, ("problem", "problem_report"), row.id),
        )
        for row in rows
    ]  # fmt: skip


def tickets(session: Session, actor: Actor, keys: Sequence[int]) -> list[TicketLine]:
    """Every report about what LED says of these people, oldest first."""
    statement = select(LedTicket).where(LedTicket.learner_id.in_(keys)).order_by(LedTicket.id)
    if actor.campus_ids is not None:
        own = LedTicket.campus_id.in_(sorted(actor.campus_ids))
        statement = statement.where(or_(LedTicket.campus_id.is_(None), own))
    return [
        TicketLine(
            row.id, row.kind, row.reporter, row.reported_on, row.route, row.field, row.old_value, row.new_value,
            row.description, row.sent_on, row.answered_on, row.answer, row.outcome, row.closed_on,
            _events(session, ("ticket", "led_ticket"), row.id),
        )
        for row in session.scalars(statement)
    ]  # fmt: skip


def _events(session: Session, kinds: Sequence[str], key: int) -> list[events.Event]:
    return [event for kind in kinds for event in events.of(session, subject_kind=kind, subject_id=key)]
