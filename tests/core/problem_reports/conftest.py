"""The steps of a problem in one line each, by the commands that the screens use."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.history import events
from core.problem_reports import commands, files
from core.problem_reports.following import Told
from core.problem_reports.opening import Noticed
from core.proofs import commands as proof_commands
from db.models import Deadline, ProblemReport, Proof
from tests import factories
from tests.factories import TODAY, Provider

NOTICED = date(2026, 11, 12)
REPORTED = date(2026, 11, 13)
ANSWERED = date(2026, 11, 18)
REASON = "Een reden die lang genoeg is"
PDF = b"%PDF-1.4 een brief"
Step = Callable[..., ProblemReport]


class Steps:
    """Every step with honest defaults; what is not named is right."""

    def __init__(self, session: Session, given: Provider) -> None:
        self.session, self.actor = session, given.coordinator

    def issued(self, given: Provider, **values: object) -> Proof:
        """A proof with its paper, completed on 2 November."""
        (proof,) = factories.earned(self.session, given, **values)  # type: ignore[arg-type]
        proof_commands.issue(
            self.session, actor=self.actor, today=date(2026, 11, 10), proof_id=proof.id, version=proof.version
        )
        return proof

    def opened(
        self,
        proof: Proof,
        kind: str = "tool_unreachable",
        text: str = "",
        on: date = NOTICED,
        **values: object,
    ) -> ProblemReport:
        key = commands.open_report(
            self.session, actor=self.actor, today=TODAY, proof_id=proof.id, version=proof.version,
            noticed=Noticed(kind, text, on), **values,  # type: ignore[arg-type]
        )  # fmt: skip
        return self.session.get_one(ProblemReport, key)

    def _do(self, command: Callable[..., None], report: ProblemReport, **values: object) -> ProblemReport:
        version = values.pop("version", report.version)
        command(self.session, actor=self.actor, today=TODAY, report_id=report.id, version=version, **values)
        self.session.flush()
        return report

    def reported(
        self, report: ProblemReport, on: date = REPORTED, how: str = "mail", by: str = "Nele Peeters", **values: object
    ) -> ProblemReport:  # fmt: skip
        return self._do(commands.report, report, told=Told(on, how, by), **values)

    def answered(
        self, report: ProblemReport, on: date = ANSWERED, text: str = "We kijken het na.", **values: object
    ) -> ProblemReport:
        return self._do(commands.answer, report, answered_on=on, text=text, **values)

    def solved(
        self, report: ProblemReport, on: date = TODAY, text: str = "Opnieuw ingevoerd.", **values: object
    ) -> ProblemReport:
        return self._do(commands.solve, report, solved_on=on, solution=text, **values)

    def mistaken(self, report: ProblemReport, reason: str = REASON, **values: object) -> ProblemReport:
        return self._do(commands.mistake, report, reason=reason, **values)

    def reopened(self, report: ProblemReport, reason: str = REASON, **values: object) -> ProblemReport:
        return self._do(commands.reopen, report, reason=reason, **values)

    def told(self, report: ProblemReport) -> list[str]:
        """What its history holds, oldest first."""
        found = events.of(self.session, subject_kind=files.SUBJECT, subject_id=report.id)
        return [event.kind for event in reversed(found)]

    def hold(self, proof: Proof) -> tuple[str, str]:
        """What holds a proof up, and what its term says of it."""
        self.session.flush()
        self.session.expire_all()
        return proof.hold, self.session.scalars(
            select(Deadline.hold).where(Deadline.subject_id == proof.id)
        ).one()


@pytest.fixture
def steps(session: Session, given: Provider) -> Steps:
    """`steps.opened(proof)` and what may follow."""
    return Steps(session, given)


@pytest.fixture
def proof(given: Provider, steps: Steps) -> Proof:
    """An issued proof that waits for its registration."""
    return steps.issued(given)
