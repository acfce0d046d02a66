"""What the tables themselves refuse, whoever writes."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError, StatementError
from sqlalchemy.orm import Session

from db.models import (
    Account,
    Campus,
    ClosingDay,
    Deadline,
    Document,
    DocumentEvent,
    ImportBatch,
    Learner,
    Operation,
    Organisation,
    Participation,
    Proof,
    Qualification,
    Signatory,
    Trajectory,
)
from tests import factories

DAY = date(2026, 11, 2)


@pytest.fixture
def proof(session: Session) -> Proof:
    given = factories.provider(session)
    return factories.earned(session, given)[0]


WRONG = [
    (Account, {"role": "god"}),
    (ClosingDay, {"first_on": DAY, "last_on": date(2026, 11, 1)}),
    (Deadline, {"state": "late"}),
    (Learner, {"insz_kind": "passport"}),
    (Learner, {"insz_index": None}),
    (Learner, {"insz_cipher": None}),
    (Organisation, {"id": 2}),
    (Participation, {"outcome": "half"}),
    (Participation, {"outcome": ""}),
    (Participation, {"completed_on": None}),
    (Participation, {"starts_on": date(2026, 12, 1)}),
    (Proof, {"kind": "diploma"}),
    (Proof, {"state": "lost"}),
    (Proof, {"state": "issued"}),
    (Proof, {"issued_on": DAY}),
    (Proof, {"registered_on": DAY}),
    (Qualification, {"vks_level": 0}),
    (Qualification, {"vks_level": 9}),
    (Signatory, {"ends_on": date(2018, 1, 1)}),
    (Trajectory, {"kind": "course"}),
    (Trajectory, {"level": "master"}),
    (Trajectory, {"recognition_ends_on": date(2018, 1, 1)}),
]


@pytest.mark.parametrize(("table", "values"), WRONG, ids=lambda value: getattr(value, "__name__", str(value)))
def test_a_value_that_cannot_be_is_refused(
    session: Session, proof: Proof, table: type, values: dict[str, object]
) -> None:
    session.add(ClosingDay(first_on=DAY, last_on=DAY))
    session.flush()
    with pytest.raises(IntegrityError):
        session.execute(update(table).values(**values))


def paper(proof: Proof, order: int, **values: object) -> Document:
    chosen: dict[str, object] = {
        "kind": "proof", "year": 2026, "sequence": order, "number": f"2026-{order:06d}", "subject_kind": "proof",
        "subject_id": proof.id, "learner_id": proof.learner_id, "campus_id": proof.campus_id, "issued_on": DAY,
        "issued_at": datetime(2026, 11, 2, tzinfo=UTC), "issued_by": "an", "template_version": "1",
        "verify_code": f"CODE{order}", "content": {}, "pdf": b"%PDF-", "sha256": "0" * 64,
    }  # fmt: skip
    return Document(**(chosen | values))


@pytest.mark.parametrize(
    "values",
    [
        {"year": 2026, "sequence": 1},
        {"number": "2026-000001"},
        {"verify_code": "CODE1"},
        {"sha256": "short"},
        {"corrects_id": 1, "reason": "te kort"},
    ],
)
def test_a_paper_with_a_double_or_missing_mark_is_refused(
    session: Session, proof: Proof, values: dict[str, object]
) -> None:
    first = paper(proof, 1)
    session.add(first)
    session.flush()
    values = values | ({"corrects_id": first.id} if "corrects_id" in values else {})
    session.add(paper(proof, 2, **values))
    # SQLite's trigger against REPLACE speaks before its unique index does; both are integrity errors.
    with pytest.raises(IntegrityError):
        session.flush()


def test_a_paper_has_one_successor(session: Session, proof: Proof) -> None:
    first = paper(proof, 1)
    session.add(first)
    session.flush()
    session.add(paper(proof, 2, corrects_id=first.id, reason="Naam was fout"))
    session.flush()
    session.add(paper(proof, 3, corrects_id=first.id, reason="Naam was fout"))
    with pytest.raises(IntegrityError):
        session.flush()


def test_a_paper_of_another_kind_has_its_own_numbers(session: Session, proof: Proof) -> None:
    session.add_all([paper(proof, 1), paper(proof, 1, kind="letter", number="B-1", verify_code="X")])
    session.flush()


@pytest.mark.parametrize(
    "twin",
    [
        lambda session, proof: Campus(name="Gent"),
        lambda session, proof: Qualification(code="BK-9100-1", title="Nog eens"),
        lambda session, proof: Proof(
            participation_id=proof.participation_id, learner_id=proof.learner_id, trajectory_id=proof.trajectory_id,
            campus_id=proof.campus_id, kind=proof.kind, codes=[], title="dubbel", state="to_issue",
        ),
        lambda session, proof: Participation(
            learner_id=proof.learner_id, trajectory_id=proof.trajectory_id, campus_id=proof.campus_id,
            completed_on=DAY, outcome="none",
        ),
        lambda session, proof: Deadline(
            subject_kind="proof", subject_id=proof.id, rule_id="led_registration", rule_version_on=DAY,
            campus_id=proof.campus_id, starts_on=DAY, due_on=DAY, target_on=DAY, rolled_on=DAY,
        ),
        lambda session, proof: DocumentEvent(
            document_id=1, kind="burnt", happened_on=DAY, recorded_at=datetime(2026, 11, 2, tzinfo=UTC), recorded_by="an"
        ),
        lambda session, proof: ImportBatch(
            kind="completions", file_name="x", sha256="0" * 64, state="half", mode="good", counts={}, applied_by="an",
            applied_at=datetime(2026, 11, 2, tzinfo=UTC),
        ),
    ],
    ids=["campus", "qualification", "proof", "participation", "deadline", "event", "batch"],
)  # fmt: skip
def test_what_may_exist_once_exists_once(session: Session, proof: Proof, twin: object) -> None:
    assert callable(twin)
    session.add(twin(session, proof))
    with pytest.raises(IntegrityError):
        session.flush()


def test_a_reference_is_unique_when_it_is_given(session: Session, proof: Proof) -> None:
    learner = session.get_one(Learner, proof.learner_id)
    trajectory = session.get_one(Trajectory, proof.trajectory_id)
    campus = session.get_one(Campus, proof.campus_id)
    shared = {
        "learner_id": learner.id,
        "trajectory_id": trajectory.id,
        "campus_id": campus.id,
        "codes": [],
        "title": "x",
    }
    for reference in ("", "", "A-1"):
        other = factories.participation(session, learner=learner, trajectory=trajectory, campus=campus)
        session.add(
            Proof(
                **shared,
                participation_id=other.id,
                kind="professional",
                led_reference=reference,
                state="to_issue",
            )
        )
    session.flush()
    proof.led_reference = "A-1"
    with pytest.raises(IntegrityError):
        session.flush()


def test_a_key_that_points_nowhere_is_refused(session: Session, proof: Proof) -> None:
    proof.campus_id = 10_000
    with pytest.raises(IntegrityError):
        session.flush()


def test_an_instant_is_kept_in_utc_and_needs_a_zone(session: Session, proof: Proof) -> None:
    brussels = datetime(2026, 7, 1, 12, 0, tzinfo=ZoneInfo("Europe/Brussels"))
    session.add(Operation(nonce="n", command="x", at=brussels, result={}))
    session.flush()
    session.expire_all()
    found = session.get_one(Operation, "n").at
    assert (found, found.utcoffset()) == (brussels, brussels.astimezone(UTC).utcoffset())
    session.add(Operation(nonce="m", command="x", at=datetime(2026, 7, 1), result={}))
    with pytest.raises(StatementError):
        session.flush()
