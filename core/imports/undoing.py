"""Taking an applied sheet back, row by row in reverse, as long as nothing that came later depends on it."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import Select, delete, func, select, update
from sqlalchemy.orm import Session

from core.deadlines import turns
from core.errors import Conflict, NotAllowed
from core.i18n import N_
from core.imports import chunks, completing, restoring, traces, writing
from core.imports.chunks import Key
from core.imports.kinds import Applied, Scope, person_of
from core.imports.traces import Touches
from core.proofs import fixed
from db import search
from db.models import (
    AccessEntry,
    Document,
    Enrolment,
    Evidence,
    Learner,
    LearnerChange,
    LedTicket,
    Participation,
    PriorLearning,
    ProblemReport,
    Proof,
)

CHANGED = N_(
    "Rij {row}: dit is intussen gewijzigd. Deze invoer kan niet meer ongedaan; verbeter de gegevens zelf."
)
IN_USE = N_("Rij {row}: deze deelnemer is intussen in gebruik. Deze invoer kan niet meer ongedaan.")
GONE = N_("Rij {row}: wat deze rij invoerde bestaat niet meer. Deze invoer kan niet meer ongedaan.")
ELSEWHERE = N_("Deze invoer raakt campussen waarvoor je geen recht hebt. Vraag het aan je beheerder.")
REASON = "import {batch} ongedaan"


def undo_completions(session: Session, rows: Sequence[Applied], batch_id: int, scope: Scope) -> None:
    """Remove or restore the participations of a batch, then its people. Raises Conflict."""
    later = traces.of_later(session, batch_id)
    _check_participations(session, rows, scope, later)
    check_people(session, rows, batch_id, later)
    fresh = [row for row in rows if "stored" not in row.before]
    turns.share(session)
    restoring.remove_earned(session, fresh)
    for keys in chunks.of(row.subject_id for row in fresh):
        session.execute(delete(Participation).where(Participation.id.in_(keys)))
    session.expire_all()
    restored = [row for row in reversed(rows) if "stored" in row.before]
    restore_people(session, rows, batch_id, scope)
    for row in restored:
        restoring.restore(session, row)
    delete_people(session, rows)


def undo_people(session: Session, rows: Sequence[Applied], batch_id: int, scope: Scope) -> None:
    """Remove or restore the people of a batch. Raises Conflict, NotAllowed for people of other campuses."""
    _check_reach(session, rows, scope)
    check_people(session, rows, batch_id, traces.of_later(session, batch_id))
    restore_people(session, rows, batch_id, scope)
    delete_people(session, rows)


def _check_participations(session: Session, rows: Sequence[Applied], scope: Scope, later: Touches) -> None:
    wanted = {row.subject_id: row for row in rows}
    found: dict[int, int] = {}
    allowed = scope.actor.campus_ids
    facts = select(Participation.id, Participation.version, Participation.campus_id)
    for key, version, campus_id in chunks.rows(session, facts, Participation.id, wanted):
        found[key] = version
        if allowed is not None and campus_id not in allowed:
            raise NotAllowed(ELSEWHERE)
    for key, row in wanted.items():
        if key not in found:
            raise Conflict(GONE, row=row.row)
        if found[key] - later.participations.get(key, 0) != row.before.get("version"):
            raise Conflict(CHANGED, row=row.row)
    columns = select(Proof.participation_id, Proof.id, Proof.document_id, Proof.version, fixed.has_problem())
    found_proofs = chunks.rows(session, columns, Proof.participation_id, wanted)
    for key, proof_id, document_id, version, has_problem in found_proofs:
        row = wanted[key]
        if has_problem and "proofs" not in row.before:
            raise Conflict(restoring.REPORTED, row=row.row)
        if document_id is not None:
            raise Conflict(restoring.ISSUED, row=row.row)
        if version - later.proofs.get(proof_id, 0) != _left(row, proof_id, later):
            raise Conflict(CHANGED, row=row.row)
    _check_no_basis(session, wanted)


def _check_no_basis(session: Session, wanted: Mapping[int, Applied]) -> None:
    """What a learner showed of LED and was chosen as basis of a participation names it. Raises Conflict."""
    column = PriorLearning.participation_id
    tied = {key for (key,) in chunks.rows(session, select(column), column, wanted)}
    for key in sorted(wanted.keys() & tied):
        raise Conflict(IN_USE, row=wanted[key].row)


def _left(row: Applied, proof_id: int, later: Touches) -> object:
    """The version of a proof as this sheet left it, or as the undo of a later one made it."""
    if proof_id in later.made:
        return later.made[proof_id]
    versions = row.before.get("proof_versions")
    return versions.get(str(proof_id)) if isinstance(versions, dict) else 1


def _check_reach(session: Session, rows: Sequence[Applied], scope: Scope) -> None:
    allowed = scope.actor.campus_ids
    if allowed is None:
        return
    keys = {key for row in rows if isinstance(key := person_of(row).get("id"), int)}
    places: dict[int, set[int]] = {}
    for table in (Participation, Enrolment):
        facts = select(table.learner_id, table.campus_id)
        for key, campus_id in chunks.rows(session, facts, table.learner_id, keys):
            places.setdefault(key, set()).add(campus_id)
    if any(not allowed & found for found in places.values()):
        raise NotAllowed(ELSEWHERE)


def check_people(session: Session, rows: Sequence[Applied], batch_id: int, later: Touches) -> None:
    """Nobody changed these people since, and whom the batch brought is used by nothing else. Raises Conflict."""
    last: dict[int, tuple[int, Applied]] = {}
    created: dict[int, Applied] = {}
    for row in rows:
        person = person_of(row)
        key = person.get("created", person.get("id"))
        if isinstance(key, int):
            version = person.get("version", 1)
            assert isinstance(version, int)
            last[key] = max(last.get(key, (0, row)), (version, row), key=lambda pair: pair[0])
            if "created" in person:
                created[key] = row
    columns = select(Learner.id, Learner.version, Learner.merged_into_id)
    found = {
        key: (version, merged) for key, version, merged in chunks.rows(session, columns, Learner.id, last)
    }
    for key, (version, row) in last.items():
        if found.get(key) != (version + later.people.get(key, 0), None):
            raise Conflict(CHANGED, row=row.row)
    foreign = select(Participation.learner_id).where(
        func.coalesce(Participation.import_batch_id, 0) != batch_id
    )
    enrolled = select(Enrolment.learner_id).where(func.coalesce(Enrolment.import_batch_id, 0) != batch_id)
    uses: list[tuple[Select[int], Key]] = [
        (foreign, Participation.learner_id),
        (enrolled, Enrolment.learner_id),
    ]
    # What a later sheet and its undo wrote into the history goes with the person.
    own = [text.format(batch=key) for key in later.batches for text in (completing.REASON, REASON)]
    history = select(LearnerChange.learner_id).where(LearnerChange.reason.not_in(own))
    uses.append((history, LearnerChange.learner_id))
    for table in (AccessEntry, Document, Evidence, LedTicket, PriorLearning, ProblemReport):
        uses.append((select(table.learner_id), table.learner_id))
    uses.append((select(Learner.merged_into_id), Learner.merged_into_id))
    for statement, column in uses:
        for (key,) in chunks.rows(session, statement, column, created):
            raise Conflict(IN_USE, row=created[key].row)


def restore_people(session: Session, rows: Sequence[Applied], batch_id: int, scope: Scope) -> None:
    """Give the people what the rows replaced."""
    touched = []
    for row in reversed(rows):
        person = person_of(row)
        key, old = person.get("id"), person.get("old")
        if not isinstance(key, int) or not isinstance(old, dict):
            continue
        values = {name: _stored(name, value) for name, value in old.items()}
        if "insz_index" in values:
            values |= {"insz_index": None, "insz_cipher": None, "insz_tail": "", "insz_kind": ""}
        known = session.get_one(Learner, key, populate_existing=True)
        for name in sorted(writing.HISTORY_OF & values.keys()):
            if name != "insz_index" and getattr(known, name):
                reason = REASON.format(batch=batch_id)
                writing.keep_history(session, key, name, getattr(known, name), scope, reason=reason)
        statement = update(Learner).where(Learner.id == key).values(**values, version=known.version + 1)
        session.execute(statement.execution_options(synchronize_session=False))
        if "search_name" in values:
            search.remove_many(session, [(key, known.search_name)])
            search.add_many(session, [(key, str(values["search_name"]))])
        touched.append(key)
    writing.reassess(session, touched)


def delete_people(session: Session, rows: Sequence[Applied]) -> None:
    """Remove the people that the rows brought."""
    keys = sorted({key for row in rows if isinstance(key := person_of(row).get("created"), int)})
    for chunk in chunks.of(keys):
        found = session.execute(select(Learner.id, Learner.search_name).where(Learner.id.in_(chunk)))
        search.remove_many(session, [(key, name) for key, name in found])
        session.execute(delete(LearnerChange).where(LearnerChange.learner_id.in_(chunk)))
        session.execute(delete(Learner).where(Learner.id.in_(chunk)))


def _stored(name: str, value: object) -> object:
    return date.fromisoformat(value) if name == "born_on" and isinstance(value, str) else value
