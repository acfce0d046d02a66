"""One person's whole file, and who looked at it. Whoever is limited to campuses sees what lies there."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from core.access.actors import Actor
from core.journal.entries import LookRow
from core.learners import queries as learners
from core.subject import leave_lines, led_lines, proof_lines
from core.subject.rows import (
    DifferenceLine,
    LetterLine,
    PieceLine,
    ShownLine,
    SourceLine,
    SubjectFile,
)  # fmt: skip
from db.models import (
    AccessEntry,
    Certificate,
    Document,
    Enrolment,
    Evidence,
    ImportBatch,
    Learner,
    Participation,
    PriorLearning,
    Proof,
    Reconciliation,
    ReconciliationRow,
)  # fmt: skip

LETTER = "letter.pdf"
PAGE_SIZE = 50
MOST = 500


def subject_file(session: Session, *, actor: Actor, today: date, learner_id: int) -> SubjectFile | None:
    """Everything about one person, hours up to today; None when unknown or on nobody's campus of a limited actor."""
    person = learners.learner_file(session, actor=actor, learner_id=learner_id)
    if person is None:
        return None
    keys = [learner_id, *merged_into(session, learner_id)]
    return SubjectFile(
        person,
        keys[1:],
        proof_lines.of_people(session, actor, keys),
        _evidence(session, actor, keys),
        led_lines.problems(session, actor, keys),
        led_lines.tickets(session, actor, keys),
        _prior_learning(session, keys),
        _differences(session, actor, keys),
        _sources(session, keys),
        _letters(session, actor, keys),
        leave_lines.of_people(session, actor, keys, today=today),
    )


def merged_into(session: Session, learner_id: int) -> list[int]:
    """The files that were merged into this one, and into those."""
    found: list[int] = []
    level = [learner_id]
    while level:
        level = list(session.scalars(select(Learner.id).where(Learner.merged_into_id.in_(level))))
        found += level
    return sorted(found)


def by_number(session: Session, *, index: str) -> int | None:
    """The file with this national number, by its keyed index."""
    return session.scalar(select(Learner.id).where(Learner.insz_index == index))


def looks(
    session: Session, *, actor: Actor, learner_id: int, page: int = 1
) -> tuple[Sequence[LookRow], int] | None:
    """Who looked at this person, newest first, fifty on a page.

    None for who is limited to campuses while the file also lies elsewhere: a look names papers, not campuses.
    """
    keys = [learner_id, *merged_into(session, learner_id)]
    if actor.campus_ids is not None and _lies_elsewhere(session, actor.campus_ids, keys):
        return None
    where = AccessEntry.learner_id.in_(keys)
    total = session.scalar(select(func.count()).select_from(AccessEntry).where(where)) or 0
    rows = session.scalars(
        select(AccessEntry)
        .where(where)
        .order_by(AccessEntry.id.desc())
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
    )
    return [
        LookRow(row.at, row.actor_name, row.what, row.learner_id, row.subject, row.reason) for row in rows
    ], total


def _lies_elsewhere(session: Session, campus_ids: frozenset[int], keys: Sequence[int]) -> bool:
    tables = (Participation, Proof, Document, Enrolment, Certificate)
    return any(
        session.scalar(
            select(table.id)
            .where(table.learner_id.in_(keys), table.campus_id.not_in(sorted(campus_ids)))
            .limit(1)
        )
        for table in tables
    )


def _evidence(session: Session, actor: Actor, keys: Sequence[int]) -> list[PieceLine]:
    columns = (
        Evidence.id, Evidence.name, func.length(Evidence.content), Evidence.subject_kind, Evidence.added_at,
        Evidence.added_by,
    )  # fmt: skip
    statement = select(*columns).where(Evidence.learner_id.in_(keys)).order_by(Evidence.id).limit(MOST)
    if actor.campus_ids is not None:
        own = Evidence.campus_id.in_(sorted(actor.campus_ids))
        statement = statement.where(or_(Evidence.campus_id.is_(None), own))
    return [PieceLine(*row) for row in session.execute(statement)]


def _prior_learning(session: Session, keys: Sequence[int]) -> list[ShownLine]:
    rows = session.scalars(
        select(PriorLearning).where(PriorLearning.learner_id.in_(keys)).order_by(PriorLearning.id)
    )
    return [
        ShownLine(
            row.id, row.kind, row.title, row.issuer, row.obtained_on, row.shown_on, row.seen_by, row.withdrawn_on,
            row.withdrawn_reason,
        )
        for row in rows
    ]  # fmt: skip


def _differences(session: Session, actor: Actor, keys: Sequence[int]) -> list[DifferenceLine]:
    statement = (
        select(ReconciliationRow, Reconciliation.read_on)
        .join(Reconciliation, Reconciliation.id == ReconciliationRow.reconciliation_id)
        .where(ReconciliationRow.learner_id.in_(keys))
        .order_by(ReconciliationRow.id)
        .limit(MOST)
    )
    if actor.campus_ids is not None:
        statement = statement.where(ReconciliationRow.campus_id.in_(sorted(actor.campus_ids)))
    return [
        DifferenceLine(
            row.id, row.reconciliation_id, row.kind, row.reference, read_on, row.decision, row.decided_on,
            row.decided_by, row.reason,
        )
        for row, read_on in session.execute(statement)
    ]  # fmt: skip


def _sources(session: Session, keys: Sequence[int]) -> list[SourceLine]:
    own = select(Learner.import_batch_id).where(Learner.id.in_(keys))
    courses = select(Participation.import_batch_id).where(Participation.learner_id.in_(keys))
    enrolled = select(Enrolment.import_batch_id).where(Enrolment.learner_id.in_(keys))
    rows = session.scalars(
        select(ImportBatch)
        .where(or_(ImportBatch.id.in_(own), ImportBatch.id.in_(courses), ImportBatch.id.in_(enrolled)))
        .order_by(ImportBatch.id)
    )
    return [
        SourceLine(row.id, row.kind, row.file_name, row.applied_at, row.applied_by, row.state) for row in rows
    ]


def _letters(session: Session, actor: Actor, keys: Sequence[int]) -> list[LetterLine]:
    if actor.campus_ids is not None and _lies_elsewhere(session, actor.campus_ids, keys):
        return []
    rows = session.scalars(
        select(AccessEntry)
        .where(AccessEntry.learner_id.in_(keys), AccessEntry.what == LETTER)
        .order_by(AccessEntry.id.desc())
        .limit(MOST)
    )
    return [LetterLine(row.at, row.actor_name, row.subject) for row in rows]
