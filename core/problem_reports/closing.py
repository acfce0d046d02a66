"""The end of a problem: solved, or opened by mistake; and back when it turns out not to be solved."""

from datetime import date

from sqlalchemy.orm import Session

from core import audit, lengths
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.errors import InvalidInput
from core.evidence.files import Upload
from core.i18n import N_
from core.problem_reports import files, opening
from core.problem_reports.kinds import MISTAKE, REOPENED, SOLVED
from db.models import ProblemReport, Proof

NO_SOLUTION = N_("Noteer hoe het opgelost werd.")
STILL_OPEN = N_("Dit probleem staat nog open; er valt niets te heropenen.")


def solve(
    session: Session, *, actor: Actor, today: date, report_id: int, version: int, solved_on: date, solution: str,
    evidence: Upload | None = None,
) -> None:  # fmt: skip
    """Note that it is solved and what was done: the proof can be registered again."""
    require(session, actor, Action.REPORT_PROBLEM)
    found, proof = files.load_open(session, actor, report_id=report_id, version=version)
    done = solution.strip()
    if not done:
        raise InvalidInput(NO_SOLUTION, field="solution")
    files.check_text(solution=done)
    after = {name: getattr(found, name) for name in ("noticed_on", "reported_on", "answered_on")}
    files.check_day("closed_on", solved_on, today=today, after=after)
    files.tell(session, actor, found, SOLVED, on=solved_on, text=done)
    files.attach(session, actor, found, evidence, on=today)
    _close(session, found, proof, on=solved_on, how="solved", text=done)
    audit.record(
        session, actor=actor, action="problem.solve", subject_kind=files.SUBJECT, subject_id=found.id,
        details={"proof": proof.id, "day": solved_on, "on": today},
    )  # fmt: skip


def mistake(
    session: Session, *, actor: Actor, today: date, report_id: int, version: int, reason: str
) -> None:
    """Close what was opened by mistake, under a reason; what happened to it stays."""
    require(session, actor, Action.REPORT_PROBLEM)
    found, proof = files.load_open(session, actor, report_id=report_id, version=version)
    lengths.check_reason(reason)
    files.check_text(solution=reason.strip())
    files.tell(session, actor, found, MISTAKE, on=today, text=reason.strip())
    _close(session, found, proof, on=today, how="mistake", text=reason.strip())
    audit.record(
        session, actor=actor, action="problem.mistake", subject_kind=files.SUBJECT, subject_id=found.id,
        details={"proof": proof.id, "reason": reason.strip(), "on": today},
    )  # fmt: skip


def reopen(session: Session, *, actor: Actor, today: date, report_id: int, version: int, reason: str) -> None:
    """It was not solved after all: open again under a reason, with everything noted before."""
    require(session, actor, Action.REPORT_PROBLEM)
    found, proof = files.load(session, actor, report_id=report_id, version=version)
    if found.closed_on is None:
        raise InvalidInput(STILL_OPEN)
    lengths.check_reason(reason)
    files.check_text(solution=reason.strip())
    files.check_registrable_later(proof)
    opening.check_only_one(session, proof.id, found.kind)
    files.tell(session, actor, found, REOPENED, on=today, text=reason.strip())
    _close(session, found, proof, on=None, how="", text="")
    audit.record(
        session, actor=actor, action="problem.reopen", subject_kind=files.SUBJECT, subject_id=found.id,
        details={"proof": proof.id, "reason": reason.strip(), "on": today},
    )  # fmt: skip


def _close(
    session: Session, report: ProblemReport, proof: Proof, *, on: date | None, how: str, text: str
) -> None:
    report.closed_on, report.closed_how, report.solution = on, how, text
    # Whoever has this proof on the screen sees another hold: what he does next must meet it.
    proof.version += 1
    files.reassess(session, proof)
