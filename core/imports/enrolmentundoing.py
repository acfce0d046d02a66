"""Taking a sheet of enrolments back, as long as nothing was entered, issued or changed for them since."""

from collections.abc import Mapping, Sequence

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from core.certificates.terms_of_papers import CERTIFICATE
from core.enrolments import commands as enrolments
from core.enrolments.commands import Leave
from core.errors import Conflict, NotAllowed
from core.i18n import N_
from core.imports import chunks, traces, undoing
from core.imports.kinds import Applied, Scope
from core.imports.undoing import CHANGED, ELSEWHERE, GONE
from db.models import (
    AttendanceCell,
    AttendanceChange,
    Certificate,
    Deadline,
    Enrolment,
    Exemption,
    GroupMembership,
    Justification,
    LessonSignature,
    Participation,
    PriorLearning,
    Proof,
    SecondSession,
    VovFiling,
)

IN_USE = N_(
    "Rij {row}: voor deze inschrijving is intussen al iets ingevuld of uitgereikt. Deze invoer kan niet meer ongedaan."
)
HANGING = (
    AttendanceCell,
    AttendanceChange,
    Justification,
    Exemption,
    SecondSession,
    VovFiling,
    LessonSignature,
)


def undo(session: Session, rows: Sequence[Applied], batch_id: int, scope: Scope) -> None:
    """Remove or restore what the rows did. Raises Conflict, InvalidInput, NotAllowed."""
    held = _hold(session, rows, scope)
    later = traces.of_later(session, batch_id)
    fresh = {row.subject_id: row for row in rows if _of(row).get("created")}
    _check_unused(session, fresh)
    undoing.check_people(session, rows, batch_id, later)
    for row in reversed(rows):
        if row.subject_id not in fresh:
            _restore(session, row, held[row.subject_id], scope)
    _remove(session, sorted(fresh))
    _remove_participations(session, rows)
    session.expire_all()
    undoing.restore_people(session, rows, batch_id, scope)
    undoing.delete_people(session, rows)


def _hold(session: Session, rows: Sequence[Applied], scope: Scope) -> dict[int, Enrolment]:
    """The enrolments under a lock, on the actor's campuses, as the sheet left them."""
    wanted = {row.subject_id: row for row in rows}
    statement = select(Enrolment).order_by(Enrolment.id).with_for_update()
    found = {one.id: one for (one,) in chunks.rows(session, statement, Enrolment.id, sorted(wanted))}
    allowed = scope.actor.campus_ids
    for key, row in wanted.items():
        if key not in found:
            raise Conflict(GONE, row=row.row)
        session.refresh(found[key])
        if allowed is not None and found[key].campus_id not in allowed:
            raise NotAllowed(ELSEWHERE)
        if found[key].version != _of(row)["version"]:
            raise Conflict(CHANGED, row=row.row)
    return found


def _check_unused(session: Session, fresh: Mapping[int, Applied]) -> None:
    for table in HANGING:
        statement, column = select(table.enrolment_id), table.enrolment_id
        for (key,) in chunks.rows(session, statement, column, sorted(fresh)):
            if key is not None:
                raise Conflict(IN_USE, row=fresh[key].row)
    issued = select(Certificate.enrolment_id).where(
        or_(Certificate.document_id.is_not(None), Certificate.earlier_issued_on.is_not(None))
    )
    for (key,) in chunks.rows(session, issued, Certificate.enrolment_id, sorted(fresh)):
        raise Conflict(IN_USE, row=fresh[key].row)
    _check_participations(session, fresh)


def _check_participations(session: Session, fresh: Mapping[int, Applied]) -> None:
    """What the sheet made of the trajectory is still as it made it, and nobody else's."""
    made = {key: row for row in fresh.values() if isinstance(key := _of(row).get("participation"), int)}
    versions = select(Participation.id, Participation.version)
    found = {key: version for key, version in chunks.rows(session, versions, Participation.id, sorted(made))}  # noqa: C416
    for key, row in made.items():
        if found.get(key) != 1:
            raise Conflict(CHANGED, row=row.row)
    for table in (Proof, PriorLearning):
        statement, column = select(table.participation_id), table.participation_id
        for (tied,) in chunks.rows(session, statement, column, sorted(made)):
            if tied is not None:
                raise Conflict(IN_USE, row=made[tied].row)
    others = select(Enrolment.participation_id, Enrolment.id)
    for tied, key in chunks.rows(session, others, Enrolment.participation_id, sorted(made)):
        if tied is not None and key not in fresh:
            raise Conflict(IN_USE, row=made[tied].row)


def _restore(session: Session, row: Applied, enrolment: Enrolment, scope: Scope) -> None:
    did, version = _of(row), enrolment.version
    if did.get("stopped"):
        enrolments.undo_stop(
            session, actor=scope.actor, today=scope.today, enrolment_id=enrolment.id, version=version
        )
        version += 1
    if isinstance(old := did.get("old"), list):
        enrolments.change_enrolment(
            session,
            actor=scope.actor,
            today=scope.today,
            enrolment_id=enrolment.id,
            version=version,
            leave=Leave(*old),
        )


def _remove(session: Session, keys: Sequence[int]) -> None:
    """The enrolments with their places in groups, and the papers that were never issued with their terms."""
    for chunk in chunks.of(keys):
        papers = session.scalars(select(Certificate.id).where(Certificate.enrolment_id.in_(chunk))).all()
        for part in chunks.of(papers):
            session.execute(
                delete(Deadline).where(Deadline.subject_kind == CERTIFICATE, Deadline.subject_id.in_(part))
            )
            session.execute(delete(Certificate).where(Certificate.id.in_(part)))
        session.execute(delete(GroupMembership).where(GroupMembership.enrolment_id.in_(chunk)))
        session.execute(delete(Enrolment).where(Enrolment.id.in_(chunk)))


def _remove_participations(session: Session, rows: Sequence[Applied]) -> None:
    made = sorted(key for row in rows if isinstance(key := _of(row).get("participation"), int))
    for chunk in chunks.of(made):
        session.execute(delete(Participation).where(Participation.id.in_(chunk)))


def _of(row: Applied) -> Mapping[str, object]:
    found = row.before.get("enrolment")
    assert isinstance(found, dict)
    return found
