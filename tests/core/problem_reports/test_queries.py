"""The list of problems: which stand where, how old they are, what waits too long, and who may see them."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from core.access.actors import Actor, Role
from core.problem_reports import queries
from core.problem_reports.queries import Filters, Show
from core.problem_reports.rows import State
from core.provider_settings import commands as provider_settings
from db.models import ProblemReport, Proof
from tests import factories
from tests.core.problem_reports.conftest import Steps
from tests.factories import TODAY, Provider


@pytest.fixture
def reports(given: Provider, steps: Steps) -> dict[str, int]:
    """One problem in each state, each of a proof of its own; the answered one stands in Kortrijk."""
    noticed = date(2026, 11, 3)

    def begun(kind: str, **values: object) -> object:
        return steps.opened(steps.issued(given, **values), kind, on=noticed)

    made = {
        State.TO_REPORT: steps.opened(steps.issued(given), on=date(2026, 11, 20)),
        State.WAITING: steps.reported(begun("person_not_found"), on=date(2026, 11, 8)),  # type: ignore[arg-type]
        State.OVERDUE: steps.reported(begun("wrong_data"), on=date(2026, 11, 7)),  # type: ignore[arg-type]
        State.ANSWERED: steps.answered(
            steps.reported(begun("rights_refused", campus=given.other), on=noticed)
        ),  # type: ignore[arg-type]
        State.SOLVED: steps.solved(begun("reference_refused"), on=date(2026, 11, 10)),  # type: ignore[arg-type]
        State.MISTAKE: steps.mistaken(begun("qualification_missing")),  # type: ignore[arg-type]
    }
    return {state.value: report.id for state, report in made.items()}


def listed(session: Session, actor: Actor, show: Show = Show.OPEN, campus_id: int | None = None) -> list[int]:
    found = queries.reports(session, actor=actor, today=TODAY, filters=Filters(show, campus_id))
    assert found.total == len(found.rows)
    every = queries.every(session, actor=actor, today=TODAY, filters=Filters(show, campus_id))
    assert every == list(found.rows), "the export holds what the list shows"
    return [row.report_id for row in found.rows]


def test_each_problem_has_one_state_and_its_ageing(
    session: Session, given: Provider, reports: dict[str, int]
) -> None:
    for state, key in reports.items():
        found = queries.one(session, actor=given.coordinator, today=TODAY, report_id=key)
        assert found is not None
        assert found.row.state == state
    ages = {
        state: (row.days_open, row.days_waiting)
        for state, key in reports.items()
        for row in queries.of_proof(
            session, actor=given.coordinator, today=TODAY, proof_id=proof_of(session, key)
        )
    }
    assert ages == {
        "to_report": (1, None), "waiting": (18, 13), "overdue": (18, 14), "answered": (18, None),
        "solved": (7, None), "mistake": (18, None),
    }  # fmt: skip


def proof_of(session: Session, report_id: int) -> int:
    return session.get_one(ProblemReport, report_id).proof_id


def test_the_filter_and_the_numbers_beside_it_agree(
    session: Session, given: Provider, reports: dict[str, int]
) -> None:
    order = [State.WAITING, State.OVERDUE, State.ANSWERED, State.TO_REPORT]
    assert listed(session, given.coordinator) == [reports[state] for state in order]
    assert listed(session, given.coordinator, Show.TO_REPORT) == [reports["to_report"]]
    assert listed(session, given.coordinator, Show.WAITING) == [reports["waiting"], reports["overdue"]]
    assert listed(session, given.coordinator, Show.CLOSED) == [reports["mistake"], reports["solved"]]
    counts = queries.counts(session, actor=given.coordinator)
    assert (counts.open, counts.to_report, counts.waiting, counts.closed) == (4, 1, 2, 2)
    assert counts.oldest_unanswered_on == date(2026, 11, 7)


def test_a_campus_narrows_the_list_and_the_numbers(
    session: Session, given: Provider, reports: dict[str, int]
) -> None:
    assert listed(session, given.coordinator, campus_id=given.other.id) == [reports["answered"]]
    counts = queries.counts(session, actor=given.coordinator, campus_id=given.other.id)
    assert (counts.open, counts.waiting, counts.closed, counts.oldest_unanswered_on) == (1, 0, 0, None)


def test_somebody_limited_sees_the_problems_of_his_campuses_alone(
    session: Session, given: Provider, reports: dict[str, int]
) -> None:
    limited = factories.actor(session, Role.REGISTRAR, campuses=[given.other])
    assert listed(session, limited) == [reports["answered"]]
    assert listed(session, limited, campus_id=given.campus.id) == []
    assert queries.counts(session, actor=limited).open == 1
    hidden = reports["waiting"]
    assert queries.one(session, actor=limited, today=TODAY, report_id=hidden) is None
    assert queries.of_proof(session, actor=limited, today=TODAY, proof_id=proof_of(session, hidden)) == []
    assert queries.one(session, actor=limited, today=TODAY, report_id=999) is None


def test_after_how_many_days_a_reminder_is_due_is_the_providers_choice(
    session: Session, given: Provider, reports: dict[str, int]
) -> None:
    administrator = factories.actor(session, Role.ADMINISTRATOR)
    for days, state in (("15", State.WAITING), ("14", State.OVERDUE), ("5", State.OVERDUE)):
        version = {"15": 0, "14": 1, "5": 2}[days]
        provider_settings.change(
            session, actor=administrator, today=TODAY, key=queries.ANSWER_DAYS, value=days,
            source="Zo spraken we het af", version=version,
        )  # fmt: skip
        session.flush()
        found = queries.one(session, actor=given.coordinator, today=TODAY, report_id=reports["overdue"])
        assert found is not None
        assert found.row.state is state


def test_a_page_holds_fifty(session: Session, given: Provider, steps: Steps, proof: Proof) -> None:
    for _ in range(52):
        steps.mistaken(steps.opened(proof))
    asked = {"actor": given.coordinator, "today": TODAY, "filters": Filters(Show.CLOSED)}
    first, second = (queries.reports(session, page=page, **asked) for page in (1, 2))  # type: ignore[arg-type]
    assert (len(first.rows), len(second.rows), first.total, second.total) == (50, 2, 52, 52)
    assert {row.report_id for row in first.rows}.isdisjoint(row.report_id for row in second.rows)
    newest, *_ = queries.of_proof(session, actor=given.coordinator, today=TODAY, proof_id=proof.id)
    assert newest.report_id == first.rows[0].report_id
