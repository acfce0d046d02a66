"""A sheet of old papers, or its undo, and somebody with one of the same papers: one waits, never both in a circle."""

from dataclasses import dataclass
from datetime import date

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

import db.session
from core import clock
from core.certificates import commands, owed
from core.certificates.earlier import Earlier
from core.certificates.living import Handed
from core.deadlines import terms
from core.errors import Conflict
from core.imports import chunks, paperwriting
from core.imports.kinds import Applied, Finding, Scope
from core.imports.paperwriting import PaperPlan
from db.models import Certificate, Enrolment, ImportBatch
from tests import attendance_factories as making
from tests import factories
from tests.core.certificates import crowd
from tests.crossing import circle

AFTER = date(2027, 1, 7)
OLD = Earlier(date(2027, 1, 5), "AV-17")


@dataclass(frozen=True, slots=True)
class Class:
    """Three people in one group with one lesson, and their paper of the first period."""

    scope: Scope
    batch_id: int
    papers: list[tuple[int, int]]

    def act(self, number: int, version: int = 1) -> dict[str, object]:
        """What an act on one of the papers takes."""
        key, _ = self.papers[number]
        return {"actor": self.scope.actor, "today": AFTER, "certificate_id": key, "version": version}


@pytest.fixture
def group(engine: Engine) -> Class:
    with db.session.writing() as session:
        given = factories.provider(session)
        course, row = crowd.course(session, given)
        [lesson] = making.lessons(session, group=row, count=1, closed_on=crowd.CLOSED)
        found = []
        for name in ("Aerts", "Claes", "Maes"):
            learner = factories.learner(session, name)
            enrolment = making.enrolment(session, course=course, learner=learner, group=row)
            crowd.fill(session, lesson, enrolment)
            owed.settle(session, enrolment_ids=[enrolment.id], terms=terms.load(session))
            paper_id = session.scalars(
                select(Certificate.id).where(
                    Certificate.enrolment_id == enrolment.id,
                    Certificate.kind == "assiduity",
                    Certificate.period_number == 1,
                )
            ).one()
            found.append((paper_id, enrolment.id))
        batch = ImportBatch(
            kind="papers", file_name="oud.xlsx", sha256="0" * 64, state="applied", mode="good_rows",
            applied_at=clock.now(), applied_by="An", counts={},
        )  # fmt: skip
        session.add(batch)
        session.flush()
        return Class(Scope(given.coordinator, AFTER, {}), batch.id, found)


def test_a_sheet_of_many_old_papers_and_the_issue_of_one_of_them(
    engine: Engine, group: Class, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chunks, "SIZE", 1)
    findings = [
        Finding(row, "accepted", plan=PaperPlan(key, enrolment_id, 1, OLD))
        for row, (key, enrolment_id) in enumerate(group.papers, start=2)
    ]

    def hold_the_second(session: Session) -> object:
        return session.get(Enrolment, group.papers[1][1], with_for_update={"key_share": True})

    def sheet(session: Session) -> object:
        return paperwriting.apply(session, findings, group.batch_id, group.scope, lambda done, of: None)

    def issue(session: Session) -> object:
        return commands.issue(session, **group.act(2))  # type: ignore[arg-type]

    met = circle(engine, hold_the_second, sheet, issue)
    refused = [each for each in met if isinstance(each, Exception)]
    assert [type(each) for each in refused] == [Conflict], refused


def test_the_undo_of_a_sheet_and_the_delivery_of_one_of_its_papers(engine: Engine, group: Class) -> None:
    with db.session.writing() as session:
        for number in range(3):
            commands.note_earlier(session, earlier=OLD, **group.act(number))  # type: ignore[arg-type]
    rows = [
        Applied(row, "enrolment", enrolment_id, {"paper": key, "version": 2})
        for row, (key, enrolment_id) in enumerate(group.papers, start=2)
    ]

    def hold_the_second(session: Session) -> object:
        return session.get(Certificate, group.papers[1][0], with_for_update={"key_share": True})

    def undo(session: Session) -> object:
        return paperwriting.undo(session, rows, group.batch_id, group.scope)

    def deliver(session: Session) -> object:
        handed = Handed(AFTER, "hand", "An")
        return commands.deliver(session, handed=handed, **group.act(2, version=2))  # type: ignore[arg-type]

    met = circle(engine, hold_the_second, undo, deliver)
    refused = [each for each in met if isinstance(each, Exception)]
    assert [type(each) for each in refused] == [Conflict], refused
