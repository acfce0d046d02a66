"""Noting that something went wrong with registering a proof: from then on it shows as blocked, its term runs on."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit, clock, once
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.errors import InvalidInput
from core.evidence.files import Upload
from core.i18n import N_
from core.problem_reports import files
from core.problem_reports.kinds import BY_CODE, OPENED, OTHER
from core.proofs import files as proof_files
from core.rules.words import Text
from db.models import ProblemReport, Proof

COMMAND = "problem.open"
UNKNOWN = N_("Kies wat er misging uit de lijst.")
SAY_WHAT = N_("Schrijf wat er misging: “iets anders” zegt te weinig om het te melden.")
TWICE = N_(
    "“{kind}” staat voor dit bewijs al open sinds {day}. Noteer bij dat probleem wat er verder gebeurde."
)


@dataclass(frozen=True, slots=True)
class Noticed:
    """What somebody saw go wrong, and on which day."""

    kind: str
    description: str
    noticed_on: date


def open_report(
    session: Session, *, actor: Actor, today: date, proof_id: int, version: int, noticed: Noticed,
    evidence: Upload | None = None, nonce: str = "",
) -> int:  # fmt: skip
    """Open a problem of a proof; gives its key. `version` is that of the proof as it was shown."""
    require(session, actor, Action.REPORT_PROBLEM)
    answered = once.replay(session, nonce=nonce)
    if answered is not None:
        key = answered["report_id"]
        assert isinstance(key, int)
        return key
    proof_files.hold_person(session, select(Proof.learner_id).where(Proof.id == proof_id))
    proof = proof_files.load(session, actor, Action.REPORT_PROBLEM, proof_id=proof_id, version=version)
    files.check_registrable_later(proof)
    _check(session, proof, noticed, today=today)
    report = ProblemReport(
        proof_id=proof.id, learner_id=proof.learner_id, campus_id=proof.campus_id, kind=noticed.kind,
        description=noticed.description.strip(), noticed_on=noticed.noticed_on, opened_at=clock.now(),
        opened_by=actor.display_name,
    )  # fmt: skip
    session.add(report)
    session.flush()
    files.tell(session, actor, report, OPENED, on=report.noticed_on, text=report.description)
    files.attach(session, actor, report, evidence, on=today)
    files.reassess(session, proof)
    audit.record(
        session, actor=actor, action=COMMAND, subject_kind=files.SUBJECT, subject_id=report.id,
        details={"proof": proof.id, "problem": report.kind, "day": report.noticed_on, "on": today},
    )  # fmt: skip
    once.remember(session, nonce=nonce, command=COMMAND, result={"report_id": report.id})
    return report.id


def _check(session: Session, proof: Proof, noticed: Noticed, *, today: date) -> None:
    if noticed.kind not in BY_CODE:
        raise InvalidInput(UNKNOWN, field="kind")
    if noticed.kind == OTHER and not noticed.description.strip():
        raise InvalidInput(SAY_WHAT, field="description")
    files.check_text(description=noticed.description.strip())
    completed_on = proof_files.completed_on_of(session, proof)
    files.check_day("noticed_on", noticed.noticed_on, today=today, after={"completed_on": completed_on})
    check_only_one(session, proof.id, noticed.kind)


def check_only_one(session: Session, proof_id: int, kind: str) -> None:
    """The same trouble of the same proof is one problem, whoever notices it again. Raises InvalidInput."""
    since = session.scalar(
        select(ProblemReport.noticed_on).where(
            ProblemReport.proof_id == proof_id, ProblemReport.kind == kind, ProblemReport.closed_on.is_(None)
        )
    )
    if since is not None:
        raise InvalidInput(TWICE, field="kind", kind=Text(BY_CODE[kind].name), day=since)
