"""One person's file as every change takes it: under a lock, still as shown, its proofs looked at again afterwards."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from core import clock
from core.access.actors import Actor
from core.deadlines import terms
from core.errors import Conflict, NotFound
from core.i18n import N_
from core.learners import queries
from core.proofs import reassessing
from core.trajectories import queries as trajectories
from db.models import Learner, LearnerChange

CHANGED = N_("Iemand anders wijzigde dit dossier intussen. Kijk beide waarden na en bewaar opnieuw.")
GONE = N_("Dit dossier bestaat niet meer of hoort bij een andere campus.")
# PostgreSQL's FOR NO KEY UPDATE: a paper being issued points here by a foreign key and must not wait in a circle.
LOCK = {"key_share": True}


def load(
    session: Session, actor: Actor, *, learner_id: int, version: int, typed: Mapping[str, object]
) -> Learner:
    """The person under a lock, still as shown. Raises NotFound or Conflict with both values."""
    person = session.get(Learner, learner_id, with_for_update=LOCK)
    if person is None or person.merged_into_id is not None:
        raise NotFound(GONE)
    if not queries.may_see(session, actor=actor, learner_id=learner_id):
        raise NotFound(GONE)
    if person.version != version:
        stored = {name: str(getattr(person, name) or "") for name in typed}
        raise Conflict(
            CHANGED, shown={name: str(value or "") for name, value in typed.items()}, stored=stored
        )
    person.version += 1
    return person


def reassess(session: Session, person: Learner) -> None:
    """What held up this person's proofs may be solved now, or have come up."""
    session.flush()
    known = {found.id: found for found in trajectories.facts(session).values()}
    reassessing.of_person(session, learner=person, trajectories=known, terms=terms.load(session))
    session.flush()


def keep_history(session: Session, actor: Actor, person: Learner, field: str, old: str, reason: str) -> None:
    """One replaced value, with who replaced it and why."""
    session.add(
        LearnerChange(
            learner_id=person.id, changed_at=clock.now(), changed_by=actor.name, field=field, old_text=old,
            reason=reason.strip(),
        )
    )  # fmt: skip
