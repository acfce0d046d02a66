"""Telling Departement WEWIS, reminding it, noting its answer; and a piece of evidence at any moment."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from core import audit
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.errors import InvalidInput
from core.evidence.files import Upload
from core.i18n import N_
from core.problem_reports import files
from core.problem_reports.kinds import ANSWERED, REMINDED, REPORTED, WAYS

HOW = N_("Kies hoe het gemeld werd.")
WHO = N_("Noteer wie het meldde.")
NOT_TOLD = N_("Dit probleem is nog niet gemeld, dus er kan geen antwoord op zijn. Noteer eerst de melding.")
NO_ANSWER = N_("Noteer wat het antwoord was.")
NO_FILE = N_("Kies een bestand: een PDF, een PNG of een JPEG.")


@dataclass(frozen=True, slots=True)
class Told:
    """When, how and by whom it was told."""

    on: date
    how: str
    by: str


def report(
    session: Session, *, actor: Actor, today: date, report_id: int, version: int, told: Told,
    evidence: Upload | None = None,
) -> None:  # fmt: skip
    """Note that Departement WEWIS was told. Once it was, the next one is a reminder: the wait counts from the first."""
    require(session, actor, Action.REPORT_PROBLEM)
    found, _proof = files.load_open(session, actor, report_id=report_id, version=version)
    if told.how not in WAYS:
        raise InvalidInput(HOW, field="reported_how")
    by = told.by.strip()
    if not by:
        raise InvalidInput(WHO, field="reported_by")
    files.check_text(reported_by=by)
    after = {"noticed_on": found.noticed_on, "reported_on": found.reported_on}
    files.check_day("reported_on", told.on, today=today, after=after)
    is_first = found.reported_on is None
    if is_first:
        found.reported_on, found.reported_how, found.reported_by = told.on, told.how, by
    event = REPORTED if is_first else REMINDED
    files.tell(session, actor, found, event, on=told.on, field="how", new=told.how, text=by)
    files.attach(session, actor, found, evidence, on=today)
    audit.record(
        session, actor=actor, action="problem.report", subject_kind=files.SUBJECT, subject_id=found.id,
        details={"proof": found.proof_id, "step": event, "how": told.how, "day": told.on, "on": today},
    )  # fmt: skip


def answer(
    session: Session, *, actor: Actor, today: date, report_id: int, version: int, answered_on: date, text: str,
    evidence: Upload | None = None,
) -> None:  # fmt: skip
    """Note what Departement WEWIS answered; a further answer stands in its place, the first stays in the history."""
    require(session, actor, Action.REPORT_PROBLEM)
    found, _proof = files.load_open(session, actor, report_id=report_id, version=version)
    if found.reported_on is None:
        raise InvalidInput(NOT_TOLD)
    given = text.strip()
    if not given:
        raise InvalidInput(NO_ANSWER, field="answer")
    files.check_text(answer=given)
    after = {"reported_on": found.reported_on, "answered_on": found.answered_on}
    files.check_day("answered_on", answered_on, today=today, after=after)
    before = found.answer
    found.answered_on, found.answer = answered_on, given
    if before:
        files.tell(session, actor, found, ANSWERED, on=answered_on, field="answer", old=before, new=given)
    else:
        files.tell(session, actor, found, ANSWERED, on=answered_on, text=given)
    files.attach(session, actor, found, evidence, on=today)
    audit.record(
        session, actor=actor, action="problem.answer", subject_kind=files.SUBJECT, subject_id=found.id,
        details={"proof": found.proof_id, "day": answered_on, "on": today},
    )  # fmt: skip


def add_evidence(
    session: Session, *, actor: Actor, today: date, report_id: int, version: int, evidence: Upload | None
) -> None:
    """Keep a screenshot or a letter with a problem, open or closed."""
    require(session, actor, Action.REPORT_PROBLEM)
    found, _proof = files.load(session, actor, report_id=report_id, version=version)
    if evidence is None:
        raise InvalidInput(NO_FILE, field="evidence")
    files.attach(session, actor, found, evidence, on=today)
    audit.record(
        session, actor=actor, action="problem.evidence", subject_kind=files.SUBJECT, subject_id=found.id,
        details={"proof": found.proof_id, "on": today},
    )  # fmt: skip
