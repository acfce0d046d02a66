"""Three problems at the practice provider: one just noticed, one that waits too long for an answer, one solved."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.actors import Actor
from core.demo.staff import REGISTRAR
from core.problem_reports import closing, following, opening
from core.problem_reports.following import Told
from core.problem_reports.opening import Noticed
from db.models import Participation, ProblemReport, Proof

NEWEST = 28  # days since the trajectory was completed: every step below lies after it


def store(session: Session, *, actor: Actor, today: date) -> None:
    """Write them by the commands the screens use, each on its own day; nothing when too few proofs are waiting."""
    waiting = _waiting(session, today)
    if len(waiting) < 3:
        return
    noticed, unanswered, solved = Random(f"problemen {today.year}-{today.month}").sample(waiting, 3)
    text = "De tool geeft een foutmelding na het kiezen van de kwalificatie."
    _open(session, actor, noticed, Noticed("tool_unreachable", text, today - timedelta(days=2)))
    since = today - timedelta(days=21)
    report = _open(session, actor, unanswered, Noticed("qualification_missing", "", since))
    _tell(session, actor, report, since + timedelta(days=1))
    since = today - timedelta(days=15)
    report = _open(
        session, actor, solved, Noticed("reference_refused", "Referte met een schuine streep.", since)
    )
    _tell(session, actor, report, since)
    day = since + timedelta(days=5)
    following.answer(
        session, actor=actor, today=day, report_id=report.id, version=report.version, answered_on=day,
        text="Gebruik enkel letters, cijfers en koppeltekens in de referte.",
    )  # fmt: skip
    day += timedelta(days=1)
    closing.solve(
        session, actor=actor, today=day, report_id=report.id, version=report.version, solved_on=day,
        solution="Referte zonder schuine streep ingevoerd; de tool aanvaardt ze.",
    )  # fmt: skip


def _waiting(session: Session, today: date) -> Sequence[Proof]:
    """Issued, nothing in the way, not registered, and completed long enough ago."""
    return session.scalars(
        select(Proof)
        .join(Participation, Participation.id == Proof.participation_id)
        .where(
            Proof.state == "issued", Proof.registered_on.is_(None), Proof.hold == "",
            Participation.completed_on <= today - timedelta(days=NEWEST),
        )
        .order_by(Proof.id)
    ).all()  # fmt: skip


def _open(session: Session, actor: Actor, proof: Proof, noticed: Noticed) -> ProblemReport:
    key = opening.open_report(
        session,
        actor=actor,
        today=noticed.noticed_on,
        proof_id=proof.id,
        version=proof.version,
        noticed=noticed,
    )
    return session.get_one(ProblemReport, key)


def _tell(session: Session, actor: Actor, report: ProblemReport, on: date) -> None:
    told = Told(on, "mail", REGISTRAR)
    following.report(session, actor=actor, today=on, report_id=report.id, version=report.version, told=told)
