"""What happened at the practice provider in three school years: mostly on time, sometimes late, some still open.

Older proofs came in as history; the papers of the last months were issued here, by the same commands the
screens use, so that every one of them has its frozen document.
"""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core import identifiers
from core.access.actors import Actor, command_line
from core.deadlines import terms
from core.deadlines.terms import Terms
from core.demo import (
    corrections,
    courses,
    entry,
    keeping,
    offer,
    people,
    problem_reports,
    reconciling,
    register,
    staff,
)
from core.learners import names, vault
from core.proofs import delivering, earning, issuing, many, problems, registering
from core.proofs.completions import Completion, History
from core.trajectories import queries as trajectories
from core.trajectories.queries import TrajectoryFacts
from db.models import (
    AchievedCompetence,
    Campus,
    Learner,
    Organisation,
    Participation,
    Proof,
)

LEARNERS = 400
OWN_PAPERS_DAYS = 58
RUNNING_SHARE = 0.12
# What every office has: a few proofs left lying. Days from today to their due date, and whether they were issued.
LEFT_LYING = (
    (-19, False), (-12, True), (-7, True), (-6, False), (-3, True), (-1, True), (0, True), (0, False), (1, True),
    (2, True), (4, True), (5, False), (6, True), (9, True),
)  # fmt: skip
WITHOUT_NUMBER = (3, 9, 12)


def load(session: Session, *, today: date) -> bool:
    """Fill an empty database with the practice provider; False (and nothing done) when there is anything in it."""
    if session.scalar(select(func.count()).select_from(Organisation)):
        return False
    random = Random(f"De Brug {today.year}-{today.month}")
    actor = command_line("oefendata")
    offer.store(session, today=today)
    registrar_id = staff.store(session, today=today)
    known = list(trajectories.facts(session).values())
    campuses = list(session.scalars(select(Campus.id).order_by(Campus.id)))
    applied = terms.load(session)
    own: list[tuple[date, int]] = []
    for index in range(LEARNERS):
        person = people.invented(random, index=index, today=today)
        if index in WITHOUT_NUMBER:
            person = replace(person, insz="")
        learner = _learner(session, person)
        if index < len(LEFT_LYING):
            _left_lying(
                session,
                actor,
                learner,
                known[index % len(known)],
                campuses[index % len(campuses)],
                applied,
                today,
                index,
            )
            continue
        own += _participation(
            session, random, learner, random.choice(known), random.choice(campuses), applied, today
        )
    # In the order of their days, so that the numbers of the papers run with the calendar.
    for issued_on, proof_id in sorted(own):
        proof = session.get_one(Proof, proof_id)
        _own_paper(session, random, actor, registrar_id, proof, issued_on, applied, today)
    entry.store(session, actor=actor, registrar_id=registrar_id, today=today)
    reconciling.store(session, actor=actor, today=today)
    problem_reports.store(session, actor=actor, today=today)
    corrections.store(session, actor=actor, today=today)
    register.load(session, actor=actor, today=today)
    keeping.store(session, today=today)
    courses.store(session, actor=actor, today=today)
    return True


def _learner(session: Session, person: people.Person) -> Learner:
    insz = identifiers.parse_insz(person.insz) if person.insz else None
    learner = Learner(
        last_name=person.last_name, first_name=person.first_name,
        search_name=names.search_name(person.last_name, person.first_name), born_on=person.born_on,
        insz_cipher=vault.seal(insz.digits) if insz else None, insz_index=vault.blind(insz.digits) if insz else None,
        insz_tail=insz.digits[-2:] if insz else "", insz_kind=insz.kind if insz else "", street=person.street,
        postal_code=person.postal_code, city=person.city, email=person.email, phone=person.phone,
        employer_name=person.employer,
    )  # fmt: skip
    session.add(learner)
    session.flush()
    return learner


def _participation(
    session: Session, random: Random, learner: Learner, trajectory: TrajectoryFacts, campus_id: int,
    applied: Terms, today: date,
) -> list[tuple[date, int]]:  # fmt: skip
    # More happens lately than long ago: the queue of a centre of this size holds some sixty open proofs.
    age = int((random.random() ** 1.7) * 3 * 365)
    completed_on = today - timedelta(days=age)
    starts_on = completed_on - timedelta(days=random.randint(60, 280))
    participation = Participation(
        learner_id=learner.id, trajectory_id=trajectory.id, campus_id=campus_id, starts_on=starts_on
    )
    session.add(participation)
    if random.random() < RUNNING_SHARE:
        session.flush()
        return []
    outcome, competences = _outcome(random, trajectory)
    participation.completed_on, participation.outcome = completed_on, outcome
    session.flush()
    if outcome == "competences":
        session.add_all(
            AchievedCompetence(
                participation_id=participation.id, competence_id=trajectory.competence_ids[code]
            )
            for code in competences
        )
    history = _history(random, completed_on, applied, today) if age > OWN_PAPERS_DAYS else History()
    completion = Completion(
        participation.id, learner.id, campus_id, trajectory, completed_on, outcome, (), competences,
        problems.person_of(learner), history,
    )  # fmt: skip
    keys = earning.store(session, completion=completion, terms=applied)
    if age > OWN_PAPERS_DAYS:
        return []
    return [
        (completed_on + timedelta(days=random.randint(2, 24)), key) for key in keys if random.random() > 0.06
    ]


def _left_lying(
    session: Session, actor: Actor, learner: Learner, trajectory: TrajectoryFacts, campus_id: int, applied: Terms,
    today: date, index: int,
) -> None:  # fmt: skip
    offset, is_issued = LEFT_LYING[index]
    days = [today - timedelta(days=age) for age in range(40, 95)]
    completed_on = min(days, key=lambda day: abs((applied.led(day).due_on - today).days - offset))
    participation = Participation(
        learner_id=learner.id, trajectory_id=trajectory.id, campus_id=campus_id,
        starts_on=completed_on - timedelta(days=120), completed_on=completed_on, outcome="whole",
    )  # fmt: skip
    session.add(participation)
    session.flush()
    completion = Completion(
        participation.id,
        learner.id,
        campus_id,
        trajectory,
        completed_on,
        "whole",
        (),
        (),
        problems.person_of(learner),
    )
    for key in earning.store(session, completion=completion, terms=applied):
        if is_issued:
            issued_on = completed_on + timedelta(days=20)
            issuing.issue(session, actor=actor, today=issued_on, proof_id=key, version=1)


def _outcome(random: Random, trajectory: TrajectoryFacts) -> tuple[str, tuple[str, ...]]:
    drawn = random.random()
    if drawn < 0.84:
        return "whole", ()
    if drawn < 0.95:
        return "competences", tuple(sorted(trajectory.competences))[: random.randint(1, 2)]
    return "none", ()


def _history(random: Random, completed_on: date, applied: Terms, today: date) -> History:
    due_on = applied.led(completed_on).due_on
    late = random.random() < 0.07
    days = (due_on - completed_on).days
    after = days + random.randint(1, 25) if late else random.randint(8, days)
    registered_on = min(completed_on + timedelta(days=after), today)
    issued_on = completed_on + timedelta(days=random.randint(1, min(after, 7)))
    return History(issued_on, min(issued_on + timedelta(days=5), today), registered_on)


def _own_paper(
    session: Session,
    random: Random,
    actor: Actor,
    registrar_id: int,
    proof: Proof,
    issued_on: date,
    applied: Terms,
    today: date,
) -> None:
    """Issue within weeks, hand over within days, register mostly in time: as far as today has come."""
    if issued_on > today:
        return
    issuing.issue(session, actor=actor, today=issued_on, proof_id=proof.id, version=proof.version)
    delivered_on = issued_on + timedelta(days=random.randint(1, 10))
    if delivered_on <= today:
        delivery = delivering.Delivery(delivered_on, random.choice(("hand", "post")), "Secretariaat")
        shown = [many.Shown(proof.id, proof.version)]
        delivering.deliver(session, actor=actor, today=delivered_on, proofs=shown, delivery=delivery)
    participation = session.get_one(Participation, proof.participation_id)
    assert participation.completed_on is not None
    due_on = applied.led(participation.completed_on).due_on
    registered_on = issued_on + timedelta(days=random.randint(4, 52))
    if registered_on > today or proof.hold:
        return
    reason = "data_late" if registered_on > due_on else ""
    registration = registering.Registration(registered_on, registrar_id, "", reason, "")
    shown = [many.Shown(proof.id, proof.version)]
    registering.register(session, actor=actor, today=registered_on, proofs=shown, registration=registration)
