"""The nightly run: what is past its time goes, nothing else, and a trial run says exactly that."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session

from core import audit
from core.access.actors import Actor, Role
from core.deadlines import projection, terms
from core.errors import Conflict, NotAllowed
from core.evidence import files as evidence
from core.evidence.files import Upload
from core.history import events
from core.imports import commands as imports
from core.learners import commands as learners
from core.learners.commands import Personal
from core.proofs import reassessing, verifying
from core.retention import commands, cuts, planning
from core.retention.registry import KINDS
from db import search
from db.models import (
    AccessEntry,
    AppSession,
    AuditEntry,
    Document,
    DocumentEvent,
    Evidence,
    HandoverSession,
    ImportBatch,
    ImportRow,
    Learner,
    LearnerChange,
    LedTicket,
    LoginAttempt,
    LoginTicket,
    OneTimeLink,
    Operation,
    OwnSetting,
    Participation,
    PriorLearning,
    ProblemReport,
    Proof,
    Reconciliation,
    ReconciliationRow,
    StaffMember,
    Task,
    Tombstone,
    UndoStep,
)
from tests import factories
from tests.core.subject import rows, scenario
from tests.core.subject.conftest import Owner
from tests.core.subject.scenario import Made
from tests.factories import TODAY, Provider

Terms = Callable[..., None]
YEAR_AGO = cuts.cut(TODAY, 12).day
MOMENT_AGO = datetime(YEAR_AGO.year, YEAR_AGO.month, YEAR_AGO.day, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def term(session: Session, given: Provider) -> Terms:
    """Set terms in months by kind; every other kind is kept for good."""

    def chosen(**months: int) -> None:
        for kind in KINDS:
            session.merge(
                OwnSetting(
                    key=kind.key, value=str(months.get(kind.code.rstrip("_"), 0)), source="proef", version=1,
                    changed_at=scenario.OLD_MOMENT, changed_by="els",
                )
            )  # fmt: skip
        session.flush()

    return chosen


def run(owner: Owner, actor: Actor, *, today: date = TODAY) -> Mapping[str, int]:
    """The run; how many rows went per table."""
    with owner() as opened:
        return commands.run(opened, actor=actor, today=today).rows


def sound(session: Session) -> bool:
    different = [
        *projection.differences(session, terms=terms.load(session)),
        *reassessing.differences(session),
    ]
    return not audit.verify(session).findings and search.holds(session) and not different


def fill(session: Session, given: Provider) -> tuple[Made, Made]:
    """People and logs on both sides of a term of a year: the first person's records are old, the second's are new."""
    old = scenario.person(session, given, "Aa7q", on=YEAR_AGO - DAY)
    new = scenario.person(session, given, "Bb8x", on=YEAR_AGO)
    assert given.coordinator.id is not None
    for moment in (MOMENT_AGO - DAY, MOMENT_AGO):
        name = str(moment.date())
        account = given.coordinator.id
        session.add_all(
            [
                LoginAttempt(name_hash="a" * 64, address="10.0.0.1", attempted_at=moment, outcome="ok"),
                AppSession(
                    token_hash=f"s{name}", account_id=account, rights_version=1, created_at=moment, last_seen_at=moment
                ),
                LoginTicket(ticket_hash=f"t{name}", account_id=account, created_at=moment),
                OneTimeLink(token_hash=f"o{name}", account_id=account, expires_at=moment),
                Operation(nonce=name, command="proof.issue", at=moment, result={}),
                UndoStep(account_id=account, command="proof.deliver", summary="", payload={"items": []}, at=moment),
                HandoverSession(account_id=account, login="0" * 64, reason="invoeren", begun_at=moment),
                AccessEntry(at=moment, actor_name="els", what="insz", subject=name),
                StaffMember(name=f"Weg{name}", begins_on=date(2019, 9, 1), ends_on=moment.date()),
                Task(
                    kind="review", subject_kind="organisation", subject_id=1, details={}, created_on=moment.date(),
                    due_on=moment.date(), state="done", done_on=moment.date(),
                ),
            ]
        )  # fmt: skip
    session.execute(update(ProblemReport).values(closed_on=YEAR_AGO - DAY))
    session.flush()
    return old, new


ALL = {kind.code: 12 for kind in KINDS}


def test_every_kind_loses_what_is_a_day_past_its_term_and_keeps_what_is_not(
    session: Session, given: Provider, administrator: Actor, engine: Engine, owner: Owner, term: Terms
) -> None:
    old, new = fill(session, given)
    term(**ALL)
    planned = {part.kind.code for part in planning.plan(session, today=TODAY)}
    run(owner, administrator)
    assert rows.holding(engine, old.mark) == []
    assert len(rows.holding(engine, new.mark)) >= 10
    assert session.get(Learner, new.learner_id) is not None
    for table in (
        LoginAttempt,
        AppSession,
        LoginTicket,
        OneTimeLink,
        Operation,
        UndoStep,
        HandoverSession,
        Task,
    ):
        left = session.scalars(select(table)).all()
        assert len(left) == (2 if table is Task else 1), table
    assert session.scalars(select(StaffMember.ends_on).where(StaffMember.ends_on.is_not(None))).all() == [
        YEAR_AGO
    ]
    assert {str(TODAY), str(MOMENT_AGO.date() - DAY)} & set(
        session.scalars(select(AccessEntry.subject))
    ) == set()
    expected = {kind.code for kind in KINDS} - {"proof", "problem", "evidence", "ticket", "prior_learning"}
    expected -= {"participation", "learner_change", "import", "enrolment", "attendance_op"}
    assert planned == expected, "what a person takes along is counted with the person"
    assert sound(session)


@pytest.mark.parametrize("code", [kind.code for kind in KINDS if kind.code not in {"proof", "problem"}])
def test_one_kind_alone_touches_no_other(
    session: Session,
    given: Provider,
    administrator: Actor,
    engine: Engine,
    owner: Owner,
    term: Terms,
    code: str,
) -> None:
    fill(session, given)
    term(**{code: 12})
    session.commit()
    before = rows.everything(engine)
    (planned,) = planning.plan(session, today=TODAY)
    removed = run(owner, administrator)
    after = rows.everything(engine)
    gone = {name: len(before[name]) - len(after[name]) for name in before}
    gone = {name: count for name, count in gone.items() if count > 0}
    assert gone == removed == {table: len(keys) for table, keys in planned.rows.items()}
    assert sum(gone.values())
    assert sound(session)


def test_a_trial_run_equals_the_run_and_changes_nothing(
    session: Session, given: Provider, administrator: Actor, engine: Engine, owner: Owner, term: Terms
) -> None:
    fill(session, given)
    _registered_long_ago(session, given, "Cc9z")
    scenario.next_paper(session, given)
    term(**ALL)
    session.commit()
    before = rows.everything(engine)
    planned = planning.plan(session, today=TODAY)
    assert rows.everything(engine) == before
    session.rollback()
    with owner() as opened:
        done = commands.run(opened, actor=administrator, today=TODAY)
    assert done.planned == planned
    counted: dict[str, int] = {}
    for part in planned:
        for table, keys in part.rows.items():
            counted[table] = counted.get(table, 0) + len(keys)
    assert done.rows == counted
    after = rows.everything(engine)
    gone = {name: len(before[name]) - len(after[name]) for name in before}
    assert {name: count for name, count in gone.items() if count > 0} == counted
    assert planning.plan(session, today=TODAY) == [] or _only_freed(planning.plan(session, today=TODAY))


def _only_freed(planned: object) -> bool:
    """After a proof went, its participation and person are free: they go the next night."""
    assert isinstance(planned, list)
    return {part.kind.code for part in planned} <= {"person", "participation"}


def _registered_long_ago(session: Session, given: Provider, mark: str) -> Made:
    made = scenario.person(session, given, mark, on=date(2020, 1, 6))
    return scenario.registered(session, given, made, on=date(2020, 3, 2), completed_on=date(2020, 2, 3))


def test_a_proof_goes_with_its_papers_events_deadline_and_problem_and_leaves_number_and_hash(
    session: Session, given: Provider, administrator: Actor, owner: Owner, term: Terms
) -> None:
    made = _registered_long_ago(session, given, "Cc9z")
    ticket = scenario.ticket(
        session,
        given,
        made.learner_id,
        "Cc9z",
        on=date(2026, 11, 2),
        closed_on=date(2026, 11, 3),
        proof_id=made.proof_ids[0],
    )
    scenario.next_paper(session, given)
    paper = session.scalars(select(Document).where(Document.learner_id == made.learner_id)).one()
    number, sha256, code, issued_on = paper.number, paper.sha256, paper.verify_code, paper.issued_on
    others = len(session.scalars(select(Document.id)).all())
    term(proof=12)
    removed = run(owner, administrator)
    assert {"proof", "document", "document_event", "deadline", "problem_report"} <= removed.keys()
    assert session.get(Proof, made.proof_ids[0]) is None
    assert len(session.scalars(select(Document.id)).all()) == others - 1
    stone = session.scalars(select(Tombstone).where(Tombstone.subject_kind == "document")).one()
    assert (stone.number, stone.sha256, stone.record_on) == (number, sha256, issued_on)
    assert stone.reason == "bewaartermijn voorbij"
    kept = session.get_one(LedTicket, ticket)
    assert (kept.proof_id, kept.learner_id) == (None, made.learner_id)
    assert verifying.verification(session, code=code) is None
    assert not session.scalars(
        select(DocumentEvent).where(DocumentEvent.document_id == stone.subject_id)
    ).all()
    assert sound(session)


def test_a_corrected_paper_goes_with_the_one_it_corrected(
    session: Session, given: Provider, administrator: Actor, owner: Owner, term: Terms
) -> None:
    from core.proofs import commands as proofs

    made = _registered_long_ago(session, given, "Cc9z")
    proof = session.get_one(Proof, made.proof_ids[0])
    proofs.correct(
        session, actor=given.coordinator, today=date(2020, 4, 1), proof_id=proof.id, version=proof.version,
        reason="naam verkeerd gespeld",
    )  # fmt: skip
    scenario.next_paper(session, given)
    term(proof=12)
    assert run(owner, administrator)["document"] == 2
    assert sound(session)


@pytest.mark.parametrize("why", ["not registered", "not issued", "problem", "ticket", "newest", "late event"])
def test_a_proof_waits_while_something_about_it_is_not_done(
    session: Session, given: Provider, administrator: Actor, owner: Owner, term: Terms, why: str
) -> None:
    made = _registered_long_ago(session, given, "Cc9z")
    proof = session.get_one(Proof, made.proof_ids[0])
    if why != "newest":
        scenario.next_paper(session, given)
    if why in ("not registered", "not issued"):
        values = {"registered_on": None}
        values |= {"state": "to_issue", "issued_on": None, "document_id": None} if why == "not issued" else {}
        session.execute(update(Proof).where(Proof.id == proof.id).values(**values))
        completed_on = session.get_one(Participation, proof.participation_id).completed_on
        assert completed_on is not None
        session.refresh(proof)
        projection.settle(session, proof=proof, completed_on=completed_on, terms=terms.load(session))
    elif why == "problem":
        scenario.problem(session, given, proof, "Cc9z", on=TODAY, is_open=True)
    elif why == "ticket":
        scenario.ticket(session, given, made.learner_id, "C", on=TODAY, closed_on=None, proof_id=proof.id)
    elif why == "late event":
        session.add(
            DocumentEvent(
                document_id=proof.document_id, kind="undelivered", happened_on=YEAR_AGO, recorded_at=MOMENT_AGO,
                recorded_by="els",
            )
        )  # fmt: skip
    term(proof=12)
    assert run(owner, administrator) == {}
    assert session.get(Proof, made.proof_ids[0]) is not None


def test_proofs_are_kept_for_good_unless_the_provider_chooses_a_term(
    session: Session, given: Provider, administrator: Actor, owner: Owner
) -> None:
    made = _registered_long_ago(session, given, "Cc9z")
    scenario.next_paper(session, given)
    run(owner, administrator, today=date(2090, 1, 2))
    assert session.get(Proof, made.proof_ids[0]) is not None


@pytest.mark.parametrize(
    "why", ["open ticket", "proof", "merged file with a paper", "changed by hand", "nothing dated"]
)
def test_a_person_waits(
    session: Session, given: Provider, administrator: Actor, owner: Owner, term: Terms, why: str
) -> None:
    mine = scenario.person(session, given, "Aa7q", on=YEAR_AGO - DAY)
    found = session.get_one(Learner, mine.learner_id)
    if why == "open ticket":
        scenario.ticket(session, given, found.id, "x", on=date(2020, 1, 6), closed_on=None)
    elif why == "proof":
        factories.earned(session, given, learner=found, completed_on=date(2020, 2, 3))
    elif why == "changed by hand":
        session.commit()
        learners.change(
            session, actor=given.coordinator, today=TODAY, learner_id=found.id, version=found.version,
            personal=Personal("Naam", "Nieuw", found.born_on),
        )  # fmt: skip
    elif why == "merged file with a paper":
        other = _registered_long_ago(session, given, "Cc9z")
        scenario.next_paper(session, given)
        session.execute(update(Proof).where(Proof.learner_id == other.learner_id).values(learner_id=found.id))
        session.execute(update(Learner).where(Learner.id == other.learner_id).values(merged_into_id=found.id))
        session.execute(update(Proof).values(learner_id=other.learner_id))
    else:
        found = factories.learner(session, "Onbekend", "Sinds")
    key = found.id
    term(person=12)
    run(owner, administrator)
    assert session.get(Learner, key) is not None


def test_a_running_evc_keeps_what_was_shown_for_it(
    session: Session, given: Provider, administrator: Actor, owner: Owner, term: Terms
) -> None:
    mine = scenario.person(session, given, "Aa7q")
    taken = session.scalars(select(Participation).where(Participation.learner_id == mine.learner_id)).one()
    session.execute(update(PriorLearning).values(participation_id=taken.id))
    term(prior_learning=12)
    assert run(owner, administrator) == {}
    session.execute(
        update(Participation).values(completed_on=date(2020, 1, 6), outcome="none", starts_on=None)
    )
    assert run(owner, administrator) == {"prior_learning": 1}


def test_a_participation_that_goes_lets_go_of_what_was_shown_for_it(
    session: Session, given: Provider, administrator: Actor, owner: Owner, term: Terms
) -> None:
    mine = scenario.person(session, given, "Aa7q")
    taken = session.scalars(select(Participation).where(Participation.learner_id == mine.learner_id)).one()
    session.execute(update(PriorLearning).values(participation_id=taken.id))
    term(participation=12)
    assert run(owner, administrator)["participation"] == 1
    assert session.scalars(select(PriorLearning.participation_id)).all() == [None]


def test_a_closed_report_waits_while_its_proof_stands_as_cancelled_in_led(
    session: Session, given: Provider, administrator: Actor, owner: Owner, term: Terms
) -> None:
    made = _registered_long_ago(session, given, "Cc9z")
    (key,) = made.proof_ids
    long_ago = date(2020, 4, 1)
    report = scenario.ticket(
        session, given, made.learner_id, "Cc9z", on=long_ago, closed_on=long_ago, proof_id=key
    )
    other = scenario.ticket(session, given, made.learner_id, "Dd1w", on=long_ago, closed_on=long_ago)
    session.execute(update(Proof).where(Proof.id == key).values(led_cancelled_on=long_ago))
    term(ticket=12)
    run(owner, administrator)
    assert session.get(LedTicket, other) is None
    assert session.get(LedTicket, report) is not None, "it says why, and is the way back"
    session.execute(update(Proof).where(Proof.id == key).values(led_cancelled_on=None))
    run(owner, administrator)
    assert session.get(LedTicket, report) is None


def test_a_list_waits_while_a_later_one_carries_a_decision_of_it(
    session: Session, given: Provider, administrator: Actor, owner: Owner, term: Terms
) -> None:
    lists = [_list(session, on) for on in (date(2020, 1, 6), date(2020, 2, 3), TODAY)]
    decided = ReconciliationRow(
        reconciliation_id=lists[0], row_number=2, kind="unknown", differences=[], signature="s" * 64,
        decision="not_ours", decided_on=date(2020, 1, 6), decided_by="els", reason="van een oude campus",
    )  # fmt: skip
    session.add(decided)
    session.flush()
    events.add(
        session, given.coordinator, subject_kind="reconciliation_row", subject_id=decided.id, kind="not_ours",
        happened_on=date(2020, 1, 6), text="van een oude campus",
    )  # fmt: skip
    carried = ReconciliationRow(
        reconciliation_id=lists[2], row_number=2, kind="unknown", differences=[], signature="s" * 64,
        decision="not_ours", decided_on=date(2020, 1, 6), decided_by="els", reason="van een oude campus",
        carried_from_id=decided.id,
    )  # fmt: skip
    session.add(carried)
    session.flush()
    key, first, latest = carried.id, lists[0], lists[2]
    term(reconciliation=12)
    run(owner, administrator)
    assert set(session.scalars(select(Reconciliation.id))) == {first, latest}, (
        "of the old ones, what is still used"
    )
    assert session.get_one(ReconciliationRow, key).decision == "not_ours"
    session.execute(update(ReconciliationRow).where(ReconciliationRow.id == key).values(carried_from_id=None))
    run(owner, administrator)
    assert set(session.scalars(select(Reconciliation.id))) == {latest}


def _list(session: Session, on: date) -> int:
    """A list that was compared on that day."""
    row = Reconciliation(
        file_name="led.csv", sha256="b" * 64, mapping={}, rows=1, counts={}, read_on=on,
        read_at=datetime(on.year, on.month, on.day, 9, tzinfo=UTC), read_by="els",
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row.id


def test_evidence_of_what_is_still_open_waits(
    session: Session, given: Provider, administrator: Actor, owner: Owner, term: Terms
) -> None:
    mine = scenario.person(session, given, "Aa7q")
    key = scenario.ticket(session, given, mine.learner_id, "x", on=date(2020, 1, 6), closed_on=None)
    later = date(2030, 1, 7)
    term(evidence=12)
    run(owner, administrator, today=later)
    assert session.scalars(select(Evidence.subject_id)).all() == [key]
    assert session.scalars(select(Tombstone.subject_kind)).all() == ["evidence"]


def test_somebody_who_entered_a_proof_stays_as_long_as_the_proof(
    session: Session, given: Provider, administrator: Actor, owner: Owner, term: Terms
) -> None:
    _registered_long_ago(session, given, "Cc9z")
    session.execute(update(StaffMember).values(ends_on=date(2021, 1, 4)))
    term(staff=12)
    run(owner, administrator)
    assert session.get(StaffMember, given.registrar_id) is not None


def test_the_looks_of_a_run_share_one_stone_and_the_last_look_stays(
    session: Session, given: Provider, administrator: Actor, owner: Owner, term: Terms
) -> None:
    for number in range(3):
        session.add(AccessEntry(at=MOMENT_AGO - DAY, actor_name="els", what="insz", subject=f"{number}"))
    session.flush()
    first, second, last = session.scalars(select(AccessEntry.id).order_by(AccessEntry.id)).all()
    term(access=12)
    run(owner, administrator)
    assert session.scalars(select(AccessEntry.id)).all() == [last]
    stone = session.scalars(select(Tombstone)).one()
    assert (stone.number, stone.record_on) == (f"{first}-{second} (2)", (MOMENT_AGO - DAY).date())


def test_a_sheet_whose_rows_are_gone_keeps_its_line_and_can_no_longer_be_taken_back(
    session: Session, given: Provider, administrator: Actor, owner: Owner, term: Terms
) -> None:
    scenario.person(session, given, "Aa7q", on=YEAR_AGO - DAY)
    term(**{"import": 12})
    assert run(owner, administrator) == {"import_row": 1}
    batch = session.scalars(select(ImportBatch)).one()
    assert session.scalars(select(ImportRow)).all() == []
    with pytest.raises(Conflict, match="niet meer bewaard"):
        imports.undo(session, actor=given.coordinator, today=TODAY, batch_id=batch.id)


def test_a_run_leaves_one_entry_also_when_there_was_nothing_and_is_for_the_administrator(
    session: Session, given: Provider, administrator: Actor, owner: Owner, term: Terms
) -> None:
    scenario.person(session, given, "Aa7q", on=YEAR_AGO - DAY)
    coordinator = factories.actor(session, Role.COORDINATOR)
    term(person=12)
    with pytest.raises(NotAllowed):
        run(owner, coordinator)
    run(owner, administrator)
    run(owner, administrator)
    entries = session.scalars(select(AuditEntry).where(AuditEntry.action == "retention.run")).all()
    assert [json.loads(entry.details)["removed"] for entry in entries] == [{"person": "1"}, {}]


def test_more_than_fits_in_one_run_goes_the_next_night(
    session: Session,
    given: Provider,
    administrator: Actor,
    owner: Owner,
    term: Terms,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(planning, "MOST_RECORDS", 2)
    for number in range(3):
        scenario.person(session, given, f"P{number}", on=YEAR_AGO - DAY)
    term(person=12)
    (planned,) = planning.plan(session, today=TODAY)
    assert (planned.records, planned.has_more) == (2, True)
    run(owner, administrator)
    assert len(session.scalars(select(Learner.id)).all()) == 1
    run(owner, administrator)
    assert session.scalars(select(Learner.id)).all() == []


def test_a_piece_of_evidence_is_never_given_the_key_of_a_removed_one(
    session: Session, given: Provider, administrator: Actor, owner: Owner, term: Terms
) -> None:
    def added() -> int:
        return evidence.keep(
            session, given.coordinator, Upload("a.png", scenario.PNG), subject_kind="proof", subject_id=1,
            learner_id=None, campus_id=None,
        )  # fmt: skip

    first = added()
    term(evidence=12)
    run(owner, administrator, today=date(2030, 1, 7))
    assert added() > first


def test_old_names_go_by_themselves_when_the_provider_chooses_so(
    session: Session, given: Provider, administrator: Actor, owner: Owner, term: Terms
) -> None:
    scenario.person(session, given, "Aa7q", on=YEAR_AGO - DAY)
    term(learner_change=12)
    assert run(owner, administrator) == {"learner_change": 1}
    assert session.scalars(select(LearnerChange)).all() == []


def test_a_closed_problem_and_a_list_go_by_their_own_terms(
    session: Session, given: Provider, administrator: Actor, owner: Owner, term: Terms
) -> None:
    made = scenario.registered(session, given, scenario.person(session, given, "Aa7q"))
    session.execute(update(ProblemReport).values(noticed_on=date(2020, 1, 6), closed_on=date(2020, 1, 7)))
    term(problem=12, reconciliation=12)
    removed = run(owner, administrator)
    assert removed == {
        "problem_report": 1,
        "history_event": 1,
        "evidence": 1,
        "reconciliation": 1,
        "reconciliation_row": 1,
    }
    assert session.get(Proof, made.proof_ids[0]) is not None
    assert session.scalars(select(Reconciliation)).all() == []
