"""Noting what a learner showed of LED, correcting it, choosing it as basis of an EVC trajectory, withdrawing it."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit, clock, lengths, once
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.errors import InvalidInput, NotFound
from core.history import events
from core.i18n import N_
from core.i18n.formats import date_text
from core.prior_learning import checks, files, words
from core.prior_learning.checks import Seen
from db.models import Learner, Participation, PriorLearning, Trajectory


def note(
    session: Session, *, actor: Actor, today: date, learner_id: int, seen: Seen, participation_id: int | None = None,
    nonce: str = "",
) -> int:  # fmt: skip
    """Note one entry of a learner's own LED view; gives its key."""
    require(session, actor, Action.NOTE_PRIOR_LEARNING)
    answered = once.replay(session, nonce=nonce)
    if answered is not None:
        return int(str(answered["entry_id"]))
    person = files.person_of(session, actor, learner_id=learner_id)
    values = checks.seen(seen, person, today=today)
    trajectory = _basis_of(session, actor, person.id, participation_id)
    entry = PriorLearning(
        learner_id=person.id, participation_id=participation_id, recorded_at=clock.now(), **values
    )
    session.add(entry)
    session.flush()
    _tell(session, actor, entry, "noted", seen.shown_on, text=entry.title)
    if participation_id is not None:
        _tell(session, actor, entry, "tied", today, field="participation", new=trajectory)
    audit.record(
        session, actor=actor, action="prior_learning.note", subject_kind=words.SUBJECT, subject_id=entry.id,
        details={"entry_kind": entry.kind, "trajectory": trajectory, "day": seen.shown_on, "on": today},
    )  # fmt: skip
    once.remember(session, nonce=nonce, command="prior_learning.note", result={"entry_id": entry.id})
    return entry.id


def correct(
    session: Session, *, actor: Actor, today: date, entry_id: int, version: int, seen: Seen
) -> list[str]:
    """Correct what was noted; gives the names of what changed. A declaration is never made authentic."""
    require(session, actor, Action.NOTE_PRIOR_LEARNING)
    entry = files.load(session, actor, entry_id=entry_id, version=version)
    checks.kind_change(entry.kind, seen.kind)
    values = checks.seen(seen, session.get_one(Learner, entry.learner_id), today=today)
    changed = [name for name, value in values.items() if getattr(entry, name) != value]
    for name in changed:
        was, wanted = _shown(getattr(entry, name)), _shown(values[name])
        _tell(session, actor, entry, "corrected", today, field=name, old=was, new=wanted)
        setattr(entry, name, values[name])
    audit.record(
        session, actor=actor, action="prior_learning.correct", subject_kind=words.SUBJECT, subject_id=entry.id,
        details={"fields": changed, "on": today},
    )  # fmt: skip
    return changed


def tie(
    session: Session, *, actor: Actor, today: date, entry_id: int, version: int, participation_id: int | None
) -> None:  # fmt: skip
    """Choose the EVC trajectory an entry is basis of, or none, while that trajectory is running."""
    require(session, actor, Action.NOTE_PRIOR_LEARNING)
    entry = files.load(session, actor, entry_id=entry_id, version=version)
    was = _basis_of(session, actor, entry.learner_id, entry.participation_id)
    wanted = _basis_of(session, actor, entry.learner_id, participation_id)
    kind = "tied" if participation_id is not None else "untied"
    _tell(session, actor, entry, kind, today, field="participation", old=was, new=wanted)
    entry.participation_id = participation_id
    audit.record(
        session, actor=actor, action="prior_learning.tie", subject_kind=words.SUBJECT, subject_id=entry.id,
        details={"trajectory": wanted, "was": was, "on": today},
    )  # fmt: skip


def withdraw(
    session: Session, *, actor: Actor, today: date, entry_id: int, version: int, reason: str
) -> None:
    """Take an entry back under a reason; it stays to be read, and is basis of nothing any more."""
    require(session, actor, Action.NOTE_PRIOR_LEARNING)
    entry = files.load(session, actor, entry_id=entry_id, version=version)
    lengths.check_reason(reason)
    entry.withdrawn_on, entry.withdrawn_reason = today, reason.strip()
    _tell(session, actor, entry, "withdrawn", today, text=reason.strip())
    audit.record(
        session, actor=actor, action="prior_learning.withdraw", subject_kind=words.SUBJECT, subject_id=entry.id,
        details={"reason": reason.strip(), "on": today},
    )  # fmt: skip


def _basis_of(session: Session, actor: Actor, learner_id: int, participation_id: int | None) -> str:
    """The code of the EVC trajectory that somebody is in, '' for none. Raises NotFound or InvalidInput."""
    if participation_id is None:
        return ""
    found = session.execute(
        select(Participation, Trajectory)
        .join(Trajectory, Trajectory.id == Participation.trajectory_id)
        .where(Participation.id == participation_id, Participation.learner_id == learner_id)
        .with_for_update(read=True, of=Participation)
    ).one_or_none()
    if found is None:
        raise NotFound(N_("Deze deelname bestaat niet meer. Laad de pagina opnieuw."))
    participation, trajectory = found
    require(session, actor, Action.NOTE_PRIOR_LEARNING, campus_id=participation.campus_id)
    if trajectory.kind != "evc":
        raise InvalidInput(
            N_("{code} is geen EVC-traject. Alleen een EVC-traject steunt op wat eerder verworven werd."),
            field="participation",
            code=trajectory.code,
        )
    if participation.completed_on is not None:
        raise InvalidInput(
            N_("Traject {code} is afgerond op {day}; de basis ervan ligt vast."),
            field="participation",
            code=trajectory.code,
            day=participation.completed_on,
        )
    return trajectory.code


def _tell(
    session: Session, actor: Actor, entry: PriorLearning, kind: str, day: date, *, field: str = "", old: str = "",
    new: str = "", text: str = "",
) -> None:  # fmt: skip
    events.add(
        session, actor, subject_kind=words.SUBJECT, subject_id=entry.id, kind=kind, happened_on=day, field=field,
        old_value=old, new_value=new, text=text,
    )  # fmt: skip


def _shown(value: object) -> str:
    return date_text(value) if isinstance(value, date) else str(value or "")
