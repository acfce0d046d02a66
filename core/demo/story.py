"""What happened at the practice provider in three school years: mostly on time, sometimes late, some still open.

Older proofs came in as history; the papers of the last months were issued here, by the same commands the
screens use, so that every one of them has its frozen document.
"""

from dataclasses import replace
from datetime import date
from random import Random

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core import identifiers
from core.access.actors import Actor, command_line
from core.deadlines import terms
from core.deadlines.terms import Terms
from core.demo import (
    attendance,
    certificates,
    corrections,
    courses,
    earlier,
    enrolments,
    entry,
    histories,
    keeping,
    models,
    offer,
    paper_gaps,
    people,
    problem_reports,
    reconciling,
    register,
    replaced,
    staff,
    vov,
)
from core.learners import names, vault
from core.trajectories import queries as trajectories
from db.models import Campus, Learner, Organisation, Proof

LEARNERS = 400
WITHOUT_NUMBER = (3, 9, 12)


def load(session: Session, *, today: date) -> bool:
    """Fill an empty database with the practice provider; False (and nothing done) when there is anything in it."""
    if session.scalar(select(func.count()).select_from(Organisation)):
        return False
    random = Random(f"De Brug {today.year}-{today.month}")
    # Noted by the person who types the others over, so that the screens of practice read as those of work.
    actor = replace(command_line("oefendata"), display_name=staff.REGISTRAR)
    offer.store(session, today=today)
    registrar_id = staff.store(session, today=today)
    applied = terms.load(session)
    own = _people(session, random, actor, applied, today)
    # In the order of their days, so that the numbers of the papers run with the calendar.
    for issued_on, proof_id in sorted(own):
        proof = session.get_one(Proof, proof_id)
        histories.own_paper(session, random, actor, registrar_id, proof, issued_on, applied, today)
    entry.store(session, actor=actor, registrar_id=registrar_id, today=today)
    reconciling.store(session, actor=actor, today=today)
    problem_reports.store(session, actor=actor, today=today)
    corrections.store(session, actor=actor, today=today)
    replaced.store(session, actor=actor, today=today)
    register.load(session, actor=actor, today=today)
    courses.store(session, actor=actor, today=today)
    enrolments.store(session, actor=actor, today=today)
    attendance.store(session, actor=actor, today=today)
    models.store(session, actor=actor, today=today)
    certificates.store(session, actor=actor, today=today)
    vov.store(session, actor=actor, today=today)
    earlier.store(session, actor=actor, today=today)
    keeping.store(session, today=today)
    paper_gaps.store(session, actor=actor, today=today)
    return True


def _people(
    session: Session, random: Random, actor: Actor, applied: Terms, today: date
) -> list[tuple[date, int]]:
    """Everybody with his course; gives the proofs whose paper is made here, each with its day."""
    known = list(trajectories.facts(session).values())
    campuses = list(session.scalars(select(Campus.id).order_by(Campus.id)))
    own: list[tuple[date, int]] = []
    for index in range(LEARNERS):
        person = people.invented(random, index=index, today=today)
        if index in WITHOUT_NUMBER:
            person = replace(person, insz="")
        learner = _learner(session, person)
        if index < len(histories.LEFT_LYING):
            histories.left_lying(
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
        own += histories.participation(
            session, random, learner, random.choice(known), random.choice(campuses), applied, today
        )
    return own


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
