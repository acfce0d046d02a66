"""Whatever is done, in whatever order: the history of a problem only grows, and it stays with its proof and person.

Correction, destruction, withdrawal, registration, merge, sheets and every undo run in between; after each act every event that was
ever written is the same row, the chain of the log is whole, and the stored terms are what the facts give.
"""

from collections import Counter
from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from core import audit
from core.errors import DomainError
from core.evidence.files import Upload
from core.imports import commands as imports
from core.learners import vault
from core.problem_reports import commands, files, kinds
from core.problem_reports.following import Told
from db.models import Evidence, HistoryEvent, ImportBatch, Learner, Participation, ProblemReport, Proof
from tests import machines
from tests.core.deadlines.test_projection_machine import PLACE, Office
from tests.core.imports.conftest import workbook
from tests.factories import TODAY


class Histories(Office):
    """The office of the terms, with everything that can be done with problems, and sheets that come and go."""

    reached: Counter[str]

    def __init__(self) -> None:
        super().__init__()
        self.told: dict[int, tuple[object, ...]] = {}
        self.kept: dict[int, tuple[object, ...]] = {}
        self.reports: set[int] = set()
        # Two papers, one of them at the learner, and a proof to issue, all with a problem: so that more can follow.
        for place in range(3):
            self.set_number(place)
            self.open_problem(place, 3, "tool_unreachable")
        self.issue(0)
        self.issue(0)
        self.deliver(0)

    def attempt(self, command: object, **values: object) -> None:
        """As the office does, with a count of what was not refused: a walk past closed doors shows nothing."""
        before = audit.head(self.session)
        super().attempt(command, **values)
        self.reached[getattr(command, "__name__", "")] += audit.head(self.session) != before

    def report(self, place: int, *conditions: object) -> ProblemReport | None:
        found = self.one(ProblemReport, place, *conditions)
        assert found is None or isinstance(found, ProblemReport)
        return found

    @rule(place=PLACE, ago=st.integers(0, 20), how=st.sampled_from(sorted(kinds.WAYS)))
    def tell(self, place: int, ago: int, how: str) -> None:
        found = self.report(place, ProblemReport.closed_on.is_(None))
        if found is not None:
            earliest = found.reported_on or found.noticed_on
            told = Told(max(TODAY - timedelta(days=ago), earliest), how, "An")
            upload = Upload("mail.pdf", b"%PDF- mail") if ago % 2 else None
            self.attempt(
                commands.report, report_id=found.id, version=found.version, told=told, evidence=upload
            )

    @rule(place=PLACE, text=st.sampled_from(["We kijken het na.", "Probeer opnieuw."]))
    def answer(self, place: int, text: str) -> None:
        found = self.report(place, ProblemReport.closed_on.is_(None), ProblemReport.reported_on.is_not(None))
        if found is not None:
            self.attempt(
                commands.answer, report_id=found.id, version=found.version, answered_on=TODAY, text=text
            )

    @rule(
        place=PLACE,
        elsewhere=st.booleans(),
        registers=st.booleans(),
        stops=st.booleans(),
        stays=st.booleans(),
    )
    def bring_sheet(self, place: int, elsewhere: bool, registers: bool, stops: bool, stays: bool) -> None:
        done = self.one(Participation, place, Participation.completed_on.is_not(None))
        if not isinstance(done, Participation) or done.completed_on is None:
            return
        person = self.session.get_one(Learner, done.learner_id)
        day = (done.completed_on + timedelta(days=1)).strftime("%d/%m/%Y")
        row = {
            "Familienaam": person.last_name, "Voornaam": person.first_name, "Geboortedatum": "01/01/1990",
            "Rijksregisternr.": vault.unseal(person.insz_cipher) if person.insz_cipher else "", "Traject": "T-901",
            "Code": "BK-9100-1", "Resultaat": "gestopt" if stops else "geslaagd", "Competenties": "",
            "Afgerond op": done.completed_on.strftime("%d/%m/%Y"),
            "Lesplaats": (self.given.other if elsewhere else self.given.campus).name,
            "Uitgereikt op": day if registers else "", "Geregistreerd op": day if registers else "",
        }  # fmt: skip
        self.session.flush()
        self.attempt(imports.apply, kind="completions", workbook=workbook(row), mode="good_rows")
        if not stays:
            self.nothing_told_is_lost()
            self.take_sheet_back()

    @rule()
    def take_sheet_back(self) -> None:
        batch = self.session.scalars(
            select(ImportBatch.id).where(ImportBatch.state == "applied").order_by(ImportBatch.id.desc())
        ).first()
        if batch is not None:
            with suppress(DomainError), self.session.begin_nested():
                imports.undo(self.session, actor=self.boss, today=TODAY, batch_id=batch)
                self.reached["sheet taken back"] += 1

    @invariant()
    def nothing_told_is_lost(self) -> None:
        self.session.flush()
        for table, known in ((HistoryEvent, self.told), (Evidence, self.kept)):
            found = {row.id: tuple(row) for row in self.session.execute(select(table.__table__))}
            assert known.items() <= found.items()
            known.update(found)

    @invariant()
    def every_problem_stays_with_its_proof_and_person(self) -> None:
        rows = self.session.execute(
            select(
                ProblemReport.id, ProblemReport.learner_id, ProblemReport.campus_id, Proof.learner_id, Proof.campus_id,
                Learner.merged_into_id, Proof.state, Proof.registered_on, ProblemReport.closed_on,
            )
            .join(Proof, Proof.id == ProblemReport.proof_id)
            .join(Learner, Learner.id == ProblemReport.learner_id)
        ).all()  # fmt: skip
        assert {row[0] for row in rows} >= self.reports
        assert len(rows) == self.session.scalar(select(func.count()).select_from(ProblemReport))
        self.reports.update(row[0] for row in rows)
        for _, learner, campus, its_learner, its_campus, merged_into, state, registered_on, closed_on in rows:
            assert (learner, campus, merged_into) == (its_learner, its_campus, None)
            self.reached["withdrawn"] += state == "withdrawn"
            assert registered_on is None or closed_on is not None

    @invariant()
    def what_a_problem_is_follows_from_its_history(self) -> None:
        events: dict[int, list[str]] = {}
        for key, kind in self.session.execute(
            select(HistoryEvent.subject_id, HistoryEvent.kind)
            .where(HistoryEvent.subject_kind == files.SUBJECT)
            .order_by(HistoryEvent.id)
        ):
            events.setdefault(key, []).append(kind)
            self.reached[kind] += 1
        for report in self.session.scalars(select(ProblemReport)):
            own = events.pop(report.id)
            assert own[0] == kinds.OPENED
            assert (report.reported_on is not None) == (kinds.REPORTED in own)
            assert (report.answered_on is not None) == (kinds.ANSWERED in own)
            ends = [kind for kind in own if kind in {kinds.SOLVED, kinds.MISTAKE, kinds.REOPENED}]
            assert report.closed_how == (ends[-1] if ends and ends[-1] != kinds.REOPENED else "")
        assert events == {}, "a history without its problem"


@pytest.mark.slow
@pytest.mark.no_cover
def test_the_history_of_a_problem_survives_any_sequence_of_acts(engine: Engine) -> None:
    with Session(engine.execution_options(app_writes=True), expire_on_commit=False) as session:

        class Here(Histories):
            pass

        Here.session, Here.reached = session, Counter()
        machines.run(Here, examples=30, steps=60)
        acts = {"issue", "deliver", "correct", "destroy", "withdraw", "register", "undo", "merge", "apply"}
        wanted = {*kinds.EVENTS, *acts, "withdrawn", "sheet taken back"}
        assert wanted <= {what for what, times in Here.reached.items() if times}, Here.reached
