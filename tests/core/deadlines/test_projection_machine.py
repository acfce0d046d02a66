"""Whatever people do, in whatever order: the stored terms are what the law and the facts give, and nothing issued changes."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
)
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from core import audit
from core.access.actors import Role
from core.deadlines import commands as rules
from core.deadlines import projection, queries, terms
from core.errors import DomainError
from core.learners import commands as learners
from core.organisation import commands as organisation
from core.problem_reports import commands as problems
from core.problem_reports.opening import Noticed
from core.proofs import commands, reassessing, undoable
from core.proofs.achieving import Achievement
from core.proofs.delivering import Delivery
from core.proofs.many import Shown
from core.proofs.registering import Registration
from core.trajectories import commands as trajectories
from db.models import Deadline, Document, Learner, Organisation, Participation, ProblemReport, Proof
from tests import factories, machines
from tests.factories import TODAY

REASON = "Een reden die lang genoeg is"
PLACE = st.integers(0, 30)
DAYS = st.integers(0, 150)


class Office(RuleBasedStateMachine):
    """An office at work on one database; refusals are part of life, differences are not."""

    session: Session

    def __init__(self) -> None:
        super().__init__()
        self.given = factories.provider(self.session)
        self.boss = factories.actor(self.session, Role.ADMINISTRATOR)
        self.bytes: dict[int, bytes] = {}
        for place, ago in enumerate((10, 70, 40)):
            self.add(known=place > 0, damaged=False)
            self.enrol_and_complete(place, ago, elsewhere=place == 1)

    def teardown(self) -> None:
        self.session.rollback()
        self.session.expunge_all()

    def one(self, table: type, place: int, *conditions: object) -> object:
        """Some row of a table, or None."""
        self.session.expire_all()
        rows = self.session.scalars(select(table).where(*conditions).order_by(table.id)).all()  # type: ignore[arg-type, attr-defined]
        return rows[place % len(rows)] if rows else None

    def attempt(self, command: object, **values: object) -> None:
        """One command in its own savepoint, as in life a transaction."""
        assert callable(command)
        with suppress(DomainError), self.session.begin_nested():
            command(self.session, actor=self.boss, today=TODAY, **values)

    @rule(known=st.booleans(), damaged=st.booleans())
    def add(self, known: bool, damaged: bool) -> None:
        personal = learners.Personal("?pek" if damaged else "Peeters", "An", date(1990, 1, 1))
        self.attempt(learners.add, personal=personal, insz=factories.insz() if known else "")

    @rule(place=PLACE, ago=DAYS, elsewhere=st.booleans())
    def enrol_and_complete(self, place: int, ago: int, elsewhere: bool) -> None:
        person = self.one(Learner, place)
        if person is None:
            return
        campus = self.given.other if elsewhere else self.given.campus
        self.attempt(
            trajectories.enrol, learner_id=person.id, trajectory_id=self.given.trajectory.id, campus_id=campus.id,  # type: ignore[attr-defined]
            starts_on=TODAY - timedelta(days=200),
        )  # fmt: skip
        self.complete(0, ago, "parts" if ago % 2 else "whole")

    def complete(self, place: int, ago: int, outcome: str) -> None:
        busy = self.one(Participation, place, Participation.completed_on.is_(None))
        if isinstance(busy, Participation):
            parts = list(factories.PARTS) if outcome == "parts" else []
            done = Achievement(TODAY - timedelta(days=ago), outcome, parts)
            self.attempt(commands.complete, participation_id=busy.id, version=busy.version, achievement=done)

    @rule(place=PLACE)
    def undo_completion(self, place: int) -> None:
        done = self.one(Participation, place, Participation.completed_on.is_not(None))
        if isinstance(done, Participation):
            self.attempt(
                commands.undo_completion, participation_id=done.id, version=done.version, reason=REASON
            )

    @rule(place=PLACE)
    def issue(self, place: int) -> None:
        proof = self.one(Proof, place, Proof.state == "to_issue")
        if isinstance(proof, Proof):
            self.attempt(commands.issue, proof_id=proof.id, version=proof.version)

    @rule(place=PLACE, which=st.sampled_from(["destroy", "correct", "withdraw"]))
    def change_paper(self, place: int, which: str) -> None:
        proof = self.one(Proof, place, Proof.state == "issued")
        if isinstance(proof, Proof):
            self.attempt(getattr(commands, which), proof_id=proof.id, version=proof.version, reason=REASON)

    @rule(place=PLACE)
    def deliver(self, place: int) -> None:
        proof = self.one(Proof, place, Proof.state == "issued")
        if isinstance(proof, Proof):
            shown, handed = [Shown(proof.id, proof.version)], Delivery(TODAY, "hand", "Balie")
            self.attempt(commands.deliver, proofs=shown, delivery=handed)

    @rule(place=PLACE, stale=st.booleans())
    def register(self, place: int, stale: bool) -> None:
        proof = self.one(Proof, place, Proof.state == "issued")
        if isinstance(proof, Proof):
            shown = [Shown(proof.id, proof.version - stale)]
            registration = Registration(TODAY, self.given.registrar_id, late_reason="staff")
            self.attempt(commands.register, proofs=shown, registration=registration)

    @rule(
        place=PLACE, ago=st.integers(0, 20), kind=st.sampled_from(["tool_unreachable", "reference_refused"])
    )
    def open_problem(self, place: int, ago: int, kind: str) -> None:
        proof = self.one(Proof, place)
        if isinstance(proof, Proof):
            noticed = Noticed(kind, "", TODAY - timedelta(days=ago))
            self.attempt(problems.open_report, proof_id=proof.id, version=proof.version, noticed=noticed)

    @rule(place=PLACE, which=st.sampled_from(["solve", "mistake", "reopen"]))
    def end_problem(self, place: int, which: str) -> None:
        is_open = ProblemReport.closed_on.is_(None)
        report = self.one(ProblemReport, place, ~is_open if which == "reopen" else is_open)
        if isinstance(report, ProblemReport):
            typed = (
                {"solved_on": TODAY, "solution": "Opnieuw ingevoerd"}
                if which == "solve"
                else {"reason": REASON}
            )
            self.attempt(getattr(problems, which), report_id=report.id, version=report.version, **typed)

    @rule()
    def undo(self) -> None:
        found = undoable.last_act(self.session, actor=self.boss)
        if found is not None:
            self.attempt(commands.undo, step_id=found.step_id)

    @rule(place=PLACE)
    def set_number(self, place: int) -> None:
        person = self.one(Learner, place)
        if isinstance(person, Learner):
            self.attempt(
                learners.set_insz,
                learner_id=person.id,
                version=person.version,
                insz=factories.insz(),
                reason=REASON,
            )

    @rule(place=PLACE, damaged=st.booleans())
    def rename(self, place: int, damaged: bool) -> None:
        person = self.one(Learner, place)
        if isinstance(person, Learner):
            personal = learners.Personal("?ens" if damaged else "Jans", "An", date(1990, 1, 1))
            self.attempt(learners.change, learner_id=person.id, version=person.version, personal=personal)

    @rule(keep=PLACE, drop=PLACE)
    def merge(self, keep: int, drop: int) -> None:
        kept, dropped = self.one(Learner, keep), self.one(Learner, drop)
        if isinstance(kept, Learner) and isinstance(dropped, Learner):
            self.attempt(
                learners.merge, keep_id=kept.id, keep_version=kept.version, drop_id=dropped.id, drop_version=dropped.version,
                reason=REASON,
            )  # fmt: skip

    @rule(start=DAYS, length=st.integers(0, 20), buffer=st.integers(0, 10))
    def close(self, start: int, length: int, buffer: int) -> None:
        first = TODAY + timedelta(days=start - 60)
        stretches = [(first, first + timedelta(days=length), "Verlof")]
        version = self.session.get_one(Organisation, 1).calendar_version
        self.attempt(organisation.set_closing_days, stretches=stretches, buffer_days=buffer, version=version)

    @rule(
        term=st.sampled_from(["", "3 month", "60 day", "40 working_day", "20 working_day"]),
        roll=st.sampled_from(["", "next_working_day"]), months=st.sampled_from(["", "day_before"]),
    )  # fmt: skip
    def change_rule(self, term: str, roll: str, months: str) -> None:
        version = queries.version(self.session, rule_id="led_registration")
        values = {"term": term, "roll": roll, "month_arithmetic": months}
        self.attempt(
            rules.change_rule,
            rule_id="led_registration",
            values=values,
            source="Beslissing van de directie",
            version=version,
        )

    @precondition(lambda self: self.session.scalar(select(Proof.id).limit(1)) is not None)
    @rule(begins=st.integers(-200, 10))
    def recognise(self, begins: int) -> None:
        row = self.session.get_one(type(self.given.trajectory), self.given.trajectory.id)
        wanted = trajectories.Recognition(
            row.code, row.name, row.kind, row.level, "BK-9100-1", "BKT", TODAY + timedelta(days=begins), None
        )
        self.attempt(
            trajectories.change_trajectory, trajectory_id=row.id, version=row.version, recognition=wanted
        )

    @invariant()
    def everything_holds(self) -> None:
        self.session.flush()
        assert list(projection.differences(self.session, terms=terms.load(self.session))) == []
        assert list(reassessing.differences(self.session)) == []
        assert audit.verify(self.session).findings == ()
        papers = list(self.session.scalars(select(Document).order_by(Document.id)))
        assert [paper.sequence for paper in papers] == list(range(1, len(papers) + 1))
        for paper in papers:
            assert self.bytes.setdefault(paper.id, paper.pdf) == paper.pdf
        holds = self.session.execute(
            select(Proof.hold, Deadline.hold).join(Deadline, Deadline.subject_id == Proof.id)
        )
        assert all(proof == term for proof, term in holds)


@pytest.mark.slow
@pytest.mark.no_cover
def test_the_stored_terms_are_what_the_facts_give_after_any_sequence_of_acts(engine: Engine) -> None:
    with Session(engine.execution_options(app_writes=True), expire_on_commit=False) as session:

        class Here(Office):
            pass

        Here.session = session
        machines.run(Here, examples=25, steps=50)
