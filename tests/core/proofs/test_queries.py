"""The queue by urgency, its counts and filters, one proof in full, and the public check."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from core.access.actors import Actor, Role
from core.proofs import commands, details, queries, verifying
from core.proofs.delivering import Delivery
from core.proofs.filters import Filters, Status, Step
from core.proofs.many import Shown
from core.proofs.registering import Registration
from core.proofs.rows import QueueRow, step_of
from db.models import Document, Proof
from tests import factories
from tests.core.proofs.conftest import Act, Issue
from tests.factories import PARTS, TODAY, Provider

# Saturday 21 November 2026: the week ends tomorrow.
COMPLETED = {
    "Laat": date(2026, 9, 1),
    "Vandaag": date(2026, 9, 21),
    "Zondag": date(2026, 9, 22),
    "Later": date(2026, 10, 20),
    "Nguyễn": date(2026, 11, 2),
}


@pytest.fixture
def office(session: Session, given: Provider) -> dict[str, Proof]:
    """One open proof under every sign; two that wait for a number, of which one is late."""
    found = {}
    for name, day in COMPLETED.items():
        somebody = factories.learner(session, name, "An")
        found[name] = factories.earned(session, given, learner=somebody, completed_on=day, today=TODAY)[0]
    for name, day in (("Wacht", date(2026, 10, 1)), ("Wachtlaat", date(2026, 8, 1))):
        somebody = factories.learner(session, name, "An", number="")
        found[name] = factories.earned(
            session, given, learner=somebody, completed_on=day, campus=given.other
        )[0]
    return found


def rows(session: Session, actor: Actor, filters: Filters | None = None, page: int = 1) -> list[QueueRow]:
    return list(
        queries.queue(session, actor=actor, today=TODAY, filters=filters or Filters(), page=page).rows
    )


def people(session: Session, actor: Actor, **filters: object) -> list[str]:
    return [row.last_name for row in rows(session, actor, Filters(**filters))]  # type: ignore[arg-type]


def test_the_most_urgent_stands_first(session: Session, given: Provider, office: dict[str, Proof]) -> None:
    found = rows(session, given.coordinator)
    assert [row.last_name for row in found] == [
        "Wachtlaat",
        "Laat",
        "Vandaag",
        "Zondag",
        "Wacht",
        "Later",
        "Nguyễn",
    ]
    assert [row.due_on for row in found] == sorted(row.due_on for row in found)
    assert [row.days for row in found[:4]] == [-51, -20, 0, 1]


def test_each_proof_has_one_sign_and_late_goes_before_blocked(
    session: Session, given: Provider, office: dict[str, Proof]
) -> None:
    signs = {row.last_name: row.status for row in rows(session, given.coordinator)}
    assert signs == {
        "Wachtlaat": Status.LATE, "Laat": Status.LATE, "Vandaag": Status.SOON, "Zondag": Status.SOON,
        "Wacht": Status.HOLD, "Later": Status.PLAN, "Nguyễn": Status.PLAN,
    }  # fmt: skip


def test_the_counts_add_up_and_equal_what_each_filter_gives(
    session: Session, given: Provider, office: dict[str, Proof]
) -> None:
    for actor in (given.coordinator, factories.actor(session, Role.REGISTRAR, campuses=[given.other])):
        found = queries.counts(session, actor=actor, today=TODAY)
        assert found.late + found.soon + found.plan + found.hold == found.open
        for status in (Status.LATE, Status.SOON, Status.PLAN, Status.HOLD):
            page = queries.queue(session, actor=actor, today=TODAY, filters=Filters(status=status))
            assert page.total == getattr(found, status.value) == len(page.rows)
            assert {row.status for row in page.rows} <= {status}
        assert queries.queue(session, actor=actor, today=TODAY, filters=Filters()).total == found.open


@pytest.mark.parametrize(
    "narrowed",
    [
        Filters(kind="professional"), Filters(step=Step.ISSUE), Filters(step=Step.REGISTER), Filters(campus_id=2),
        Filters(trajectory_id=1), Filters(hold="waiting_for_insz"), Filters(campus_id=1, kind="professional"),
    ],
)  # fmt: skip
def test_the_counts_follow_every_other_filter_and_spare_the_count_of_the_page(
    session: Session, given: Provider, office: dict[str, Proof], narrowed: Filters
) -> None:
    found = queries.counts(session, actor=given.coordinator, today=TODAY, filters=narrowed)
    for status in (None, Status.LATE, Status.SOON, Status.PLAN, Status.HOLD, Status.DONE):
        asked = replace(narrowed, status=status)
        alone = queries.queue(session, actor=given.coordinator, today=TODAY, filters=asked)
        beside = queries.queue(session, actor=given.coordinator, today=TODAY, filters=asked, counted=found)
        assert alone == beside
        assert status is Status.DONE or alone.total == getattr(found, status or "open")


def test_a_day_leaves_the_counts_and_is_counted_by_itself(
    session: Session, given: Provider, office: dict[str, Proof]
) -> None:
    day = Filters(due_on=TODAY)
    found = queries.counts(session, actor=given.coordinator, today=TODAY, filters=day)
    assert found == queries.counts(session, actor=given.coordinator, today=TODAY)
    page = queries.queue(session, actor=given.coordinator, today=TODAY, filters=day, counted=found)
    assert page.total == len(page.rows) < found.open


def test_a_limited_actor_sees_his_own_campus_alone(
    session: Session, given: Provider, office: dict[str, Proof]
) -> None:
    there = factories.actor(session, Role.REGISTRAR, campuses=[given.other])
    nowhere = factories.actor(session, Role.REGISTRAR, campuses=[])
    assert people(session, there) == ["Wachtlaat", "Wacht"]
    assert people(session, there, campus_id=given.campus.id) == []
    assert people(session, there, search="laat") == ["Wachtlaat"]
    assert people(session, nowhere) == []
    assert details.detail(session, actor=there, today=TODAY, proof_id=office["Laat"].id) is None
    assert details.detail(session, actor=there, today=TODAY, proof_id=office["Wacht"].id) is not None


@pytest.mark.parametrize(
    ("typed", "who"),
    [
        ("nguyen", ["Nguyễn"]), ("NGUYỄN an", ["Nguyễn"]), ("laat", ["Wachtlaat", "Laat"]), ("wa", ["Wachtlaat", "Wacht"]),
        ("aa", []), ("an wacht", ["Wachtlaat", "Wacht"]), ("  ", None), ("niemand", []), ("%", []),
    ],
)  # fmt: skip
def test_a_piece_of_a_name_finds_its_proofs(
    session: Session, given: Provider, office: dict[str, Proof], typed: str, who: list[str] | None
) -> None:
    found = people(session, given.coordinator, search=typed)
    assert found == (who if who is not None else people(session, given.coordinator))


def test_a_number_finds_its_paper(
    session: Session, given: Provider, office: dict[str, Proof], issue: Issue
) -> None:
    issue(office["Later"], on=date(2026, 11, 1))
    issue(office["Laat"])
    assert people(session, given.coordinator, search="2026-000001") == ["Later"]
    assert people(session, given.coordinator, search="2026") == ["Laat", "Later"]
    assert people(session, given.coordinator, search="2026-000009") == []


@pytest.mark.parametrize("typed", ["OP-2021/17", "op-2021", "OP-2021/1"])
def test_a_paper_issued_elsewhere_is_found_by_the_start_of_its_number(
    session: Session, given: Provider, typed: str
) -> None:
    for name, number in (("Ander", "OP-2022/17"), ("Elders", "OP-2021/17"), ("Nieuw", "")):
        person = factories.learner(session, name)
        (proof,) = factories.earned(session, given, learner=person)
        proof.external_number = number
    session.flush()
    assert people(session, given.coordinator, search=typed) == ["Elders"]
    assert people(session, given.coordinator, search="17") == []
    assert people(session, given.coordinator, search="2021%") == []


def test_filters_narrow_together(
    session: Session, given: Provider, office: dict[str, Proof], issue: Issue, deliver: Act
) -> None:
    issue(office["Laat"])
    deliver(office["Laat"])
    issue(office["Later"])
    assert people(session, given.coordinator, step=Step.DELIVER) == ["Later"]
    assert people(session, given.coordinator, step=Step.REGISTER) == ["Laat", "Later"]
    assert len(people(session, given.coordinator, step=Step.ISSUE)) == 5
    assert people(session, given.coordinator, hold="waiting_for_insz") == ["Wachtlaat", "Wacht"]
    assert people(session, given.coordinator, hold="waiting_for_insz", status=Status.LATE) == ["Wachtlaat"]
    assert len(people(session, given.coordinator, kind="professional")) == 7
    assert people(session, given.coordinator, kind="partial") == []
    assert len(people(session, given.coordinator, trajectory_id=given.trajectory.id)) == 7
    assert people(session, given.coordinator, trajectory_id=999) == []
    assert people(session, given.coordinator, campus_id=given.other.id) == ["Wachtlaat", "Wacht"]
    assert people(session, given.coordinator, due_on=date(2026, 11, 21)) == ["Vandaag"]
    assert people(session, given.coordinator, search="laat", step=Step.REGISTER) == ["Laat"]


def test_done_ones_come_newest_first_and_a_withdrawn_one_not_at_all(
    session: Session, given: Provider, office: dict[str, Proof], issue: Issue, register: Act
) -> None:
    for name in ("Laat", "Vandaag", "Later", "Zondag"):
        issue(office[name])
    register(office["Laat"], late_reason="staff")
    register(office["Vandaag"])
    register(office["Later"])
    proof = office["Zondag"]
    commands.withdraw(
        session,
        actor=given.coordinator,
        today=TODAY,
        proof_id=proof.id,
        version=proof.version,
        reason="Niet meer nodig",
    )
    found = rows(session, given.coordinator, Filters(status=Status.DONE))
    assert [(row.last_name, row.met_late) for row in found] == [
        ("Later", False),
        ("Vandaag", False),
        ("Laat", True),
    ]
    assert {row.status for row in found} == {Status.DONE}
    assert {row.step for row in found} == {Step.DELIVER}
    assert "Zondag" not in people(session, given.coordinator)


def test_pages_follow_each_other_without_a_gap_or_a_double(session: Session, given: Provider) -> None:
    for number in range(queries.PAGE_SIZE + 3):
        somebody = factories.learner(session, f"Naam{number:03d}", "An")
        factories.earned(session, given, learner=somebody, completed_on=TODAY - timedelta(days=number % 7))
    first, second, third = (rows(session, given.coordinator, page=page) for page in (1, 2, 3))
    assert (len(first), len(second), third) == (queries.PAGE_SIZE, 3, [])
    assert len({row.proof_id for row in first + second}) == queries.PAGE_SIZE + 3


def test_a_proof_in_full_tells_its_papers_and_what_became_of_them(
    session: Session, given: Provider, office: dict[str, Proof], issue: Issue, deliver: Act, register: Act
) -> None:
    proof, actor = office["Later"], given.coordinator
    issue(proof)
    commands.destroy(
        session, actor=actor, today=TODAY, proof_id=proof.id, version=proof.version, reason="Verkeerd papier"
    )
    issue(proof)
    deliver(proof)
    commands.correct(
        session, actor=actor, today=TODAY, proof_id=proof.id, version=proof.version, reason="Naam was fout"
    )
    register(proof, led_reference="A-1")
    found = details.detail(session, actor=actor, today=TODAY, proof_id=proof.id)
    assert found is not None
    assert [(paper.number, paper.status, paper.reason) for paper in found.papers] == [
        ("2026-000003", "issued", "Naam was fout"),
        ("2026-000002", "replaced", "Naam was fout"),
        ("2026-000001", "destroyed", "Verkeerd papier"),
    ]
    assert (found.row.number, found.row.status, found.row.step) == ("2026-000003", Status.DONE, Step.DELIVER)
    assert (found.led_reference, found.completed_on, found.state) == ("A-1", COMPLETED["Later"], "issued")
    assert found.insz_tail != ""
    assert details.detail(session, actor=actor, today=TODAY, proof_id=9_999) is None


@pytest.mark.parametrize(
    ("state", "delivered_on", "registered_on", "step"),
    [
        ("to_issue", None, None, Step.ISSUE), ("issued", None, None, Step.REGISTER), ("issued", TODAY, None, Step.REGISTER),
        ("issued", None, TODAY, Step.DELIVER), ("issued", TODAY, TODAY, None), ("withdrawn", None, None, None),
    ],
)  # fmt: skip
def test_the_next_step_follows_from_where_a_proof_stands(
    state: str, delivered_on: date | None, registered_on: date | None, step: Step | None
) -> None:
    assert step_of(state=state, delivered_on=delivered_on, registered_on=registered_on) is step


def code_of(session: Session, document_id: int) -> str:
    return session.get_one(Document, document_id).verify_code


def test_anybody_can_check_a_paper_and_learns_initials_alone(
    session: Session, given: Provider, issue: Issue
) -> None:
    somebody = factories.learner(session, "Wiśniewska", "Özlem")
    (proof,) = factories.earned(session, given, learner=somebody)
    code = code_of(session, issue(proof).document_id)
    found = verifying.verification(session, code=f" {code.lower()} ")
    assert found is not None
    assert (found.status, found.number, found.initials, found.replaced_by) == (
        "valid",
        "2026-000001",
        "Ö. W.",
        "",
    )
    assert "Wiśniewska" not in repr(found)
    assert "Özlem" not in repr(found)
    assert verifying.verification(session, code="NOBODYSCODE") is None


@pytest.mark.parametrize("became", ["delivered", "destroyed", "replaced", "withdrawn"])
def test_a_check_tells_what_became_of_the_paper(
    session: Session, given: Provider, issue: Issue, became: str
) -> None:
    (proof,) = factories.earned(session, given)
    code, actor = code_of(session, issue(proof).document_id), given.coordinator
    if became in {"delivered", "replaced"}:
        handed = Delivery(TODAY, "hand", "Balie")
        commands.deliver(
            session, actor=actor, today=TODAY, proofs=[Shown(proof.id, proof.version)], delivery=handed
        )
    command = {
        "destroyed": commands.destroy,
        "replaced": commands.correct,
        "withdrawn": commands.withdraw,
    }.get(became)
    if command is not None:
        command(
            session,
            actor=actor,
            today=TODAY,
            proof_id=proof.id,
            version=proof.version,
            reason="Een goede reden",
        )
    found = verifying.verification(session, code=code)
    assert found is not None
    assert found.status == {"delivered": "valid"}.get(became, became)
    assert found.replaced_by == ("2026-000002" if became == "replaced" else "")


def test_the_queue_asks_as_many_questions_for_fifty_proofs_as_for_one(
    session: Session, given: Provider
) -> None:
    asked: list[str] = []
    factories.earned(session, given, outcome="parts", parts=list(PARTS))
    engine = session.get_bind()
    event.listen(engine, "before_cursor_execute", lambda *values: asked.append(values[2]))
    rows(session, given.coordinator)
    few = len(asked)
    for _ in range(10):
        factories.earned(session, given)
    asked.clear()
    rows(session, given.coordinator)
    assert len(asked) == few <= 3


def test_a_registration_by_the_command_line_has_a_name(
    session: Session, given: Provider, issue: Issue
) -> None:
    (proof,) = factories.earned(session, given)
    issue(proof)
    typed = Registration(TODAY, given.registrar_id)
    commands.register(
        session,
        actor=given.coordinator,
        today=TODAY,
        proofs=[Shown(proof.id, proof.version)],
        registration=typed,
    )
    found = details.detail(session, actor=given.coordinator, today=TODAY, proof_id=proof.id)
    assert found is not None
    assert (found.entered_by, found.noted_by) == ("Nele Peeters", given.coordinator.display_name)
