"""An entry as every change takes it: its person kept as he is, then the entry under a lock, still as it was shown."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.actors import Actor
from core.errors import Conflict, InvalidInput, NotFound
from core.i18n import N_
from core.learners import files as people
from core.learners import queries as learners
from core.prior_learning import words
from core.proofs import files as proofs
from db.models import Learner, PriorLearning

GONE = N_("Dit gegeven bestaat niet meer of hoort bij een andere campus. Laad de pagina opnieuw.")
CHANGED = N_("Iemand anders wijzigde dit gegeven intussen. Kijk beide waarden na en probeer opnieuw.")
WITHDRAWN = N_("Dit gegeven is ingetrokken op {day} en verandert niet meer.")


def person_of(session: Session, actor: Actor, *, learner_id: int) -> Learner:
    """The person, kept as he is until the end. Raises NotFound for one that was merged or is out of reach."""
    proofs.hold_person(session, select(Learner.id).where(Learner.id == learner_id))
    person = session.get(Learner, learner_id, populate_existing=True)
    if person is None or person.merged_into_id is not None:
        raise NotFound(people.GONE)
    if not learners.may_see(session, actor=actor, learner_id=learner_id):
        raise NotFound(people.GONE)
    return person


def load(session: Session, actor: Actor, *, entry_id: int, version: int) -> PriorLearning:
    """The entry under a lock, not withdrawn. Raises NotFound, Conflict or InvalidInput."""
    proofs.hold_person(session, select(PriorLearning.learner_id).where(PriorLearning.id == entry_id))
    entry = session.get(PriorLearning, entry_id, with_for_update=proofs.LOCK)
    if entry is None or not learners.may_see(session, actor=actor, learner_id=entry.learner_id):
        raise NotFound(GONE)
    if entry.version != version:
        stored = {"kind": words.KINDS[entry.kind], "title": entry.title, "issuer": entry.issuer}
        raise Conflict(CHANGED, stored=stored)
    if entry.withdrawn_on is not None:
        raise InvalidInput(WITHDRAWN, day=entry.withdrawn_on)
    entry.version += 1
    return entry
