"""A proof as every change takes it: under a lock, still as shown, its problem and term looked at again afterwards."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from core.access.actors import Actor
from core.access.permissions import Action, require
from core.deadlines import projection, terms
from core.errors import Conflict, NotFound
from core.i18n import N_
from core.i18n.formats import date_text
from core.problem_reports import open_reports
from core.proofs import problems
from core.trajectories.queries import TrajectoryFacts
from db.models import Learner, Participation, Proof

# PostgreSQL's FOR NO KEY UPDATE: rows that point here by a foreign key do not wait for it, so nobody waits in a circle.
LOCK = {"key_share": True}
GONE = N_("Dit bewijs bestaat niet meer. Laad de lijst opnieuw.")
CHANGED = N_("Iemand anders wijzigde dit bewijs intussen. Kijk beide waarden na en probeer opnieuw.")


def hold_person(session: Session, owner: Select[int]) -> None:
    """Keep the person as he is until the end, before anything of his is locked: nobody waits in a circle."""
    session.execute(
        select(Learner.id).where(Learner.id == owner.scalar_subquery()).with_for_update(read=True)
    )


def hold_people(session: Session, proof_ids: Collection[int]) -> Sequence[Learner]:
    """The same for the people of several proofs, in the order of their keys, as they are once we have them."""
    owners = select(Proof.learner_id).where(Proof.id.in_(proof_ids))
    people = select(Learner).where(Learner.id.in_(owners)).order_by(Learner.id).with_for_update(read=True)
    return session.scalars(people.execution_options(populate_existing=True)).all()


def load(session: Session, actor: Actor, action: Action, *, proof_id: int, version: int) -> Proof:
    """The proof under a lock, on a campus of the actor, still as it was shown. Raises NotFound or Conflict."""
    proof = session.get(Proof, proof_id, with_for_update=LOCK)
    if proof is None:
        raise NotFound(GONE)
    require(session, actor, action, campus_id=proof.campus_id)
    if proof.version != version:
        raise Conflict(CHANGED, stored=stored_values(proof))
    proof.version += 1
    return proof


def stored_values(proof: Proof) -> dict[str, str]:
    """What another user may have changed, as text, for the conflict on the screen."""
    return {
        "state": proof.state,
        "issued_on": date_text(proof.issued_on),
        "delivered_on": date_text(proof.delivered_on),
        "entered_on": date_text(proof.entered_on),
        "registered_on": date_text(proof.registered_on),
        "entered_by": proof.entered_by,
        "led_reference": proof.led_reference,
    }


def completed_on_of(session: Session, proof: Proof) -> date:
    """The day the participation behind a proof was completed: where its term starts."""
    day = session.scalars(
        select(Participation.completed_on).where(Participation.id == proof.participation_id)
    ).one()
    assert day is not None
    return day


def reassess(session: Session, proof: Proof, trajectory: TrajectoryFacts) -> None:
    """What held this proof up may be solved now, or have come up; its term follows."""
    hold_anew(session, proof, trajectory, completed_on=completed_on_of(session, proof))
    settle(session, proof)


def hold_anew(session: Session, proof: Proof, trajectory: TrajectoryFacts, *, completed_on: date) -> None:
    """What holds a proof up as the person and the recognition are now; its term is up to the caller."""
    proof.hold = problems.hold_of(
        state=proof.state,
        registered_on=proof.registered_on,
        person=problems.person_of(session.get_one(Learner, proof.learner_id)),
        trajectory=trajectory,
        completed_on=completed_on,
        has_open_problem=open_reports.has_open(session, proof_id=proof.id),
    )


def settle(session: Session, proof: Proof) -> None:
    """Write the term of a proof as the facts are now."""
    completed_on = completed_on_of(session, proof)
    session.flush()
    projection.settle(session, proof=proof, completed_on=completed_on, terms=terms.load(session))
