"""Lines of logs past their time: looks, sign-ins, repeated submits, rows of sheets."""

from sqlalchemy import func, select

from core.retention.cuts import Cut, Past
from db.models import (
    AccessEntry,
    AppSession,
    ImportBatch,
    ImportRow,
    LoginAttempt,
    LoginTicket,
    OneTimeLink,
    Operation,
    UndoStep,
)


def sign_in(at: Cut) -> tuple[Past, ...]:
    """Tries, sessions, tickets and one-time links; a session counts from its last use."""
    return (
        Past("login_attempt", select(LoginAttempt.id).where(LoginAttempt.attempted_at < at.moment)),
        Past("app_session", select(AppSession.token_hash).where(AppSession.last_seen_at < at.moment)),
        Past("login_ticket", select(LoginTicket.ticket_hash).where(LoginTicket.created_at < at.moment)),
        Past("one_time_link", select(OneTimeLink.token_hash).where(OneTimeLink.expires_at < at.moment)),
    )


def operation(at: Cut) -> tuple[Past, ...]:
    """Keys of repeated submits, and steps that nobody takes back any more."""
    return (
        Past("operation", select(Operation.nonce).where(Operation.at < at.moment)),
        Past("undo_step", select(UndoStep.id).where(UndoStep.at < at.moment)),
    )


def imported(at: Cut) -> tuple[Past, ...]:
    """The rows of sheets; the line of the sheet itself stays."""
    old = select(ImportBatch.id).where(ImportBatch.applied_at < at.moment)
    return (Past("import_row", select(ImportRow.batch_id, ImportRow.row).where(ImportRow.batch_id.in_(old))),)


def access(at: Cut) -> tuple[Past, ...]:
    """All but the last look ever: SQLite would give its key to the next one."""
    last = select(func.max(AccessEntry.id)).scalar_subquery()
    return (
        Past("access_entry", select(AccessEntry.id).where(AccessEntry.at < at.moment, AccessEntry.id < last)),
    )
