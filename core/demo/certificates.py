"""The papers of practice: a short safety course that just ended, with papers at every point of their life.

Of the enrolment papers of all courses most were delivered in time. Of the safety course one period lies behind, with a
paper that is late, one that was corrected and one that was destroyed; the papers of the last period are due today.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.actors import Actor
from core.certificates import commands
from core.certificates.living import Handed
from core.demo import safety_course
from db.models import (
    Certificate,
    Course,
    Deadline,
    Learner,
    Signatory,
)

MISTAKE: Final = "Een les was bij de verkeerde cursist geteld"
MISPRINT: Final = "De naam van de werkgever stond op de oude lijst"


def store(session: Session, *, actor: Actor, today: date) -> None:
    """Issue and deliver what a provider would have by today; nothing without signatories."""
    signatory_id = session.scalar(select(Signatory.id).where(Signatory.begins_on <= today).limit(1))
    if signatory_id is None:
        return
    random = Random(f"getuigschriften {today.year}-{today.month}")
    code = safety_course.store(session, random, actor=actor, today=today)
    _enrolment_papers(session, random, actor, signatory_id, today)
    periods = _papers(session, course=code, today=today)
    if len(periods) > 1:
        _first_period(session, actor, signatory_id, periods[0], today)
        _last_period(session, actor, signatory_id, periods[-1], today)


def _enrolment_papers(session: Session, random: Random, actor: Actor, signatory_id: int, today: date) -> None:
    """Two thirds were delivered in time, some lie issued or signed, the rest is still to do."""
    statement = (
        select(Certificate, Deadline.due_on)
        .join(Deadline, (Deadline.subject_kind == "certificate") & (Deadline.subject_id == Certificate.id))
        .join(Learner, Learner.id == Certificate.learner_id)
        .where(Certificate.kind.in_(("enrolment", "vov_enrolment")), Deadline.due_on < today)
        # An attest prints the national number: who has none waits for it.
        .where(~Learner.name_is_damaged, (Certificate.kind == "enrolment") | Learner.insz_cipher.is_not(None))
        .order_by(Deadline.due_on, Certificate.id)
    )
    for number, (paper, due_on) in enumerate(session.execute(statement).all()):
        day = due_on - timedelta(days=random.randint(1, 5))
        if number % 6 == 5:
            continue
        _issue(session, actor, paper, signatory_id, day)
        if number % 6 == 4:
            continue
        _sign(session, actor, paper, signatory_id, day)
        if number % 6 != 3:
            _deliver(session, actor, paper, day)


def _papers(session: Session, *, course: str, today: date) -> list[list[Certificate]]:
    """The papers of assiduity of that course whose period is over, by period."""
    found = session.scalars(
        select(Certificate)
        .where(
            Certificate.kind == "assiduity", Certificate.to_on < today,
            Certificate.course_id.in_(select(Course.id).where(Course.code == course)),
        )
        .order_by(Certificate.period_number, Certificate.id)
    ).all()  # fmt: skip
    by_period: dict[int, list[Certificate]] = {}
    for paper in found:
        by_period.setdefault(paper.period_number, []).append(paper)
    return [by_period[number] for number in sorted(by_period)]


def _first_period(
    session: Session, actor: Actor, signatory_id: int, papers: Sequence[Certificate], today: date
) -> None:  # fmt: skip
    """One is late, one waits for its correction, one was destroyed and issued again and later corrected."""
    assert papers[0].to_on is not None
    issued_on = papers[0].to_on + timedelta(days=3)
    for number, paper in enumerate(papers[1:]):
        _issue(session, actor, paper, signatory_id, issued_on)
        if number == 1:
            commands.destroy(
                session, actor=actor, today=issued_on, certificate_id=paper.id, version=paper.version, reason=MISPRINT
            )  # fmt: skip
            _issue(session, actor, paper, signatory_id, issued_on + timedelta(days=1))
        _sign(session, actor, paper, signatory_id, issued_on + timedelta(days=1))
        # Of one the post took too long.
        late = timedelta(days=12) if number == 2 else timedelta(days=2)
        _deliver(session, actor, paper, issued_on + late, "staff" if number == 2 else "")
    corrected = papers[1]
    commands.open_correction(
        session, actor=actor, today=today, certificate_id=corrected.id, version=corrected.version, reason=MISTAKE,
        takes_responsibility=True,
    )  # fmt: skip
    if len(papers) > 2:
        other = papers[2]
        commands.open_correction(
            session, actor=actor, today=today - timedelta(days=20), certificate_id=other.id, version=other.version,
            reason=MISTAKE, takes_responsibility=True,
        )  # fmt: skip
        day = today - timedelta(days=19)
        _issue(session, actor, other, signatory_id, day)
        _sign(session, actor, other, signatory_id, day)
        _deliver(session, actor, other, day)


def _last_period(
    session: Session, actor: Actor, signatory_id: int, papers: Sequence[Certificate], today: date
) -> None:  # fmt: skip
    """One each: issued, printed, signed, delivered; the others are still to be issued, by today."""
    yesterday = today - timedelta(days=1)
    for number, paper in enumerate(papers[:4]):
        _issue(session, actor, paper, signatory_id, yesterday)
        if number == 1:
            commands.note_printed(
                session, actor=actor, today=yesterday, certificate_id=paper.id, version=paper.version
            )
        if number >= 2:
            _sign(session, actor, paper, signatory_id, yesterday)
        if number == 3:
            _deliver(session, actor, paper, today)


def _issue(session: Session, actor: Actor, paper: Certificate, signatory_id: int, day: date) -> None:
    commands.issue(
        session,
        actor=actor,
        today=day,
        certificate_id=paper.id,
        version=paper.version,
        signatory_id=signatory_id,
    )


def _sign(session: Session, actor: Actor, paper: Certificate, signatory_id: int, day: date) -> None:
    commands.note_signed(
        session, actor=actor, today=day, certificate_id=paper.id, version=paper.version, signatory_id=signatory_id,
        signed_on=day,
    )  # fmt: skip


def _deliver(session: Session, actor: Actor, paper: Certificate, day: date, late: str = "") -> None:
    commands.deliver(
        session, actor=actor, today=day, certificate_id=paper.id, version=paper.version,
        handed=Handed(day, "post" if late else "hand", actor.display_name, late),
    )  # fmt: skip
