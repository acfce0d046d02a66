"""Two files of one person become one, with the history of both."""

from datetime import date

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from core import audit, clock, identifiers, lengths
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.deadlines import turns
from core.errors import InvalidInput
from core.i18n import N_
from core.learners import files
from db.models import (
    Certificate,
    Deadline,
    Enrolment,
    Learner,
    LearnerChange,
    LedTicket,
    Participation,
    PriorLearning,
    ProblemReport,
    Proof,
)

# What belongs to the person moves along. What is frozen (papers, evidence, looks) keeps the file it was made for and is
# found by its own subject, which moves; `merged_into_id` leads from the one file to the other.
OWNED = (
    Participation, Proof, Enrolment, Certificate, Deadline, LearnerChange, ProblemReport, LedTicket, PriorLearning,
)  # fmt: skip


def merge(
    session: Session,
    *,
    actor: Actor,
    today: date,
    keep_id: int,
    keep_version: int,
    drop_id: int,
    drop_version: int,
    reason: str,
) -> None:
    """Two files of one person become one; issued papers keep the name and link they were issued with."""
    require(session, actor, Action.EDIT_LEARNER)
    if keep_id == drop_id:
        raise InvalidInput(N_("Kies twee verschillende dossiers."))
    lengths.check_reason(reason)
    # In the order of their keys, so that two people who merge the same files never wait for each other in a circle.
    shown = {keep_id: keep_version, drop_id: drop_version}
    found = {
        key: files.load(session, actor, learner_id=key, version=shown[key], typed={}) for key in sorted(shown)
    }
    kept, dropped = found[keep_id], found[drop_id]
    _check_no_twin_completion(session, keep_id, drop_id)
    for field in ("last_name", "first_name"):
        files.keep_history(session, actor, kept, f"merged.{field}", str(getattr(dropped, field)), reason)
    if dropped.insz_cipher is not None:
        _take_number(session, actor, kept, dropped, reason)
    turns.share(session)
    for table in OWNED:
        session.execute(update(table).where(table.learner_id == drop_id).values(learner_id=keep_id))
    dropped.merged_into_id = keep_id
    files.reassess(session, kept)
    audit.record(
        session, actor=actor, action="learner.merge", subject_kind="learner", subject_id=keep_id,
        details={"dropped": drop_id, "reason": reason, "on": today},
    )  # fmt: skip


def _take_number(session: Session, actor: Actor, kept: Learner, dropped: Learner, reason: str) -> None:
    """The kept file keeps its own number unless that is a BIS number and the other one is not."""
    cipher, index, tail, kind = dropped.insz_cipher, dropped.insz_index, dropped.insz_tail, dropped.insz_kind
    dropped.insz_cipher, dropped.insz_index, dropped.insz_tail, dropped.insz_kind = None, None, "", ""
    session.flush()
    better = kept.insz_cipher is None or (kept.insz_kind == "bis" and kind != "bis")
    old_cipher, old_tail = (kept.insz_cipher, kept.insz_tail) if better else (cipher, tail)
    if old_cipher is not None:
        session.add(
            LearnerChange(
                learner_id=kept.id, changed_at=clock.now(), changed_by=actor.name, field="insz",
                old_text=identifiers.mask(old_tail), old_cipher=old_cipher, reason=reason.strip(),
            )
        )  # fmt: skip
    if better:
        kept.insz_cipher, kept.insz_index, kept.insz_tail, kept.insz_kind = cipher, index, tail, kind


def _check_no_twin_completion(session: Session, keep_id: int, drop_id: int) -> None:
    completed: dict[int, set[tuple[int, date]]] = {}
    for row in session.scalars(
        select(Participation).where(
            Participation.learner_id.in_((keep_id, drop_id)), Participation.completed_on.is_not(None)
        )
    ):
        assert row.completed_on is not None
        completed.setdefault(row.learner_id, set()).add((row.trajectory_id, row.completed_on))
    if completed.get(keep_id, set()) & completed.get(drop_id, set()):
        raise InvalidInput(
            N_("Beide dossiers hebben dezelfde afronding. Maak er eerst één ongedaan en voeg daarna samen.")
        )
