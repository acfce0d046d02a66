"""Which papers are owed and when, from the words of the source; what was issued stays, what is not owed lapses."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.certificates import checking, owed
from core.deadlines import recomputing, terms
from core.deadlines.stored import PAPERS
from core.rules import overrides
from db.models import Certificate, Deadline, Document, Enrolment, SecondSession
from tests import attendance_factories as making
from tests import factories
from tests.factories import Provider

Paper = tuple[str, int, int, date | None]


def settle(session: Session, enrolment: Enrolment) -> None:
    owed.settle(session, enrolment_ids=[enrolment.id], terms=terms.load(session))


def somebody(
    session: Session, given: Provider, course_values: Mapping[str, object], **values: object
) -> Enrolment:
    course = making.course(session, campus=given.campus, **course_values)  # type: ignore[arg-type]
    learner = factories.learner(session, "Peeters", "Jan")
    return making.enrolment(session, course=course, learner=learner, **values)  # type: ignore[arg-type]


def papers(session: Session, enrolment: Enrolment) -> list[Paper]:
    """Kind, school year, period and due date of what is due, in order of kind."""
    statement = (
        select(Certificate.kind, Certificate.school_year, Certificate.period_number, Deadline.due_on)
        .outerjoin(
            Deadline, (Deadline.subject_kind == "certificate") & (Deadline.subject_id == Certificate.id)
        )
        .where(Certificate.enrolment_id == enrolment.id, Certificate.state == "due")
        .order_by(Certificate.kind, Certificate.school_year, Certificate.period_number)
    )
    return [(kind, year, number, due) for kind, year, number, due in session.execute(statement)]


def wrong(session: Session) -> list[str]:
    return [str(each) for each in checking.differences(session, terms=terms.load(session))]


def test_a_school_year_owes_a_paper_of_enrolment_and_one_per_quarter(
    session: Session, given: Provider
) -> None:
    enrolment = somebody(session, given, {"starts_on": date(2026, 9, 7), "ends_on": date(2027, 6, 25)})
    settle(session, enrolment)
    assert papers(session, enrolment) == [
        ("assiduity", 2026, 1, date(2027, 1, 8)), ("assiduity", 2026, 2, date(2027, 4, 8)),
        ("assiduity", 2026, 3, date(2027, 7, 3)), ("enrolment", 2026, 0, date(2026, 9, 27)),
    ]  # fmt: skip
    assert wrong(session) == []


def test_without_leave_nothing_is_owed_and_what_was_due_lapses(session: Session, given: Provider) -> None:
    enrolment = somebody(session, given, {})
    settle(session, enrolment)
    enrolment.regime = ""
    settle(session, enrolment)
    assert papers(session, enrolment) == []
    assert set(session.scalars(select(Deadline.state).where(Deadline.subject_kind == "certificate"))) == {
        "lapsed"
    }
    assert wrong(session) == []
    enrolment.regime = "bev_brussels"
    settle(session, enrolment)
    assert len(papers(session, enrolment)) == 4
    assert wrong(session) == []


def test_a_late_enrolment_counts_eight_days_from_the_enrolment(session: Session, given: Provider) -> None:
    enrolment = somebody(
        session,
        given,
        {"starts_on": date(2025, 9, 1), "ends_on": date(2026, 6, 26)},
        enrolled_on=date(2025, 10, 13),
    )
    settle(session, enrolment)
    assert ("enrolment", 2025, 0, date(2025, 10, 21)) in papers(session, enrolment)


def test_the_next_school_year_has_its_own_paper_from_its_first_day(session: Session, given: Provider) -> None:
    enrolment = somebody(
        session,
        given,
        {"starts_on": date(2025, 9, 8), "ends_on": date(2027, 6, 25)},
        enrolled_on=date(2025, 9, 1),
    )
    settle(session, enrolment)
    assert [row for row in papers(session, enrolment) if row[0] == "enrolment"] == [
        ("enrolment", 2025, 0, date(2025, 9, 28)), ("enrolment", 2026, 0, date(2026, 9, 21)),
    ]  # fmt: skip
    assert len([row for row in papers(session, enrolment) if row[0] == "assiduity"]) == 6


@pytest.mark.parametrize(
    ("ends_on", "due"),
    [
        (date(2025, 12, 14), [date(2025, 12, 22)]),
        (date(2025, 12, 15), [date(2025, 12, 22), date(2025, 12, 23)]),
    ],
)
def test_a_modular_course_counts_three_months_from_its_start(
    session: Session, given: Provider, ends_on: date, due: list[date]
) -> None:
    enrolment = somebody(
        session, given, {"starts_on": date(2025, 9, 15), "ends_on": ends_on, "organisation": "modular"}
    )
    settle(session, enrolment)
    assert [row[3] for row in papers(session, enrolment) if row[0] == "assiduity"] == due


def test_a_stop_lets_later_periods_lapse_and_keeps_its_own(session: Session, given: Provider) -> None:
    enrolment = somebody(session, given, {})
    settle(session, enrolment)
    enrolment.stopped_on, enrolment.stop_kind = date(2027, 1, 5), "announced"
    settle(session, enrolment)
    numbers = [row[2] for row in papers(session, enrolment) if row[0] == "assiduity"]
    assert numbers == [1, 2]
    assert wrong(session) == []


def test_a_second_session_owes_its_notice_by_law_and_its_confirmation_without_term(
    session: Session, given: Provider
) -> None:
    enrolment = somebody(session, given, {"first_session_exam_on": date(2027, 6, 18)})
    second = SecondSession(
        enrolment_id=enrolment.id, known_on=date(2027, 6, 20), exam_days=[], took_part=None
    )
    session.add(second)
    settle(session, enrolment)
    assert ("second_notice", 2026, 0, date(2027, 6, 26)) in papers(session, enrolment)
    second.took_part = True
    settle(session, enrolment)
    assert ("second_taken", 2026, 0, None) in papers(session, enrolment)
    assert wrong(session) == []


def test_flemish_training_leave_owes_its_attest_only(session: Session, given: Provider) -> None:
    enrolment = somebody(session, given, {}, regime="vov", enrolled_on=date(2026, 9, 1))
    settle(session, enrolment)
    assert papers(session, enrolment) == [("vov_enrolment", 2026, 0, date(2026, 9, 9))]
    assert wrong(session) == []


def test_where_no_rule_is_in_force_the_paper_waits_without_a_date(session: Session, given: Provider) -> None:
    enrolment = somebody(session, given, {}, regime="bev_flanders")
    settle(session, enrolment)
    assert {row[3] for row in papers(session, enrolment)} == {None}
    holds = select(Certificate.hold).where(Certificate.enrolment_id == enrolment.id)
    assert set(session.scalars(holds)) == {"no_rule"}
    enrolment.regime = "bev_brussels"
    settle(session, enrolment)
    assert None not in {row[3] for row in papers(session, enrolment)}
    assert set(session.scalars(holds)) == {""}
    assert wrong(session) == []


def issued(session: Session, paper: Certificate) -> None:
    document = Document(
        kind="certificate", year=2026, sequence=paper.id, number=f"X-{paper.id}", subject_kind="certificate",
        subject_id=paper.id, learner_id=paper.learner_id, campus_id=paper.campus_id, issued_on=date(2027, 1, 4),
        issued_at=datetime(2027, 1, 4, 9, tzinfo=UTC), issued_by="An", template_version="1", verify_code=f"c{paper.id}",
        content={}, pdf=b"%PDF", sha256="0" * 64,
    )  # fmt: skip
    session.add(document)
    session.flush()
    paper.state, paper.document_id, paper.issued_on = "issued", document.id, date(2027, 1, 4)


@pytest.mark.parametrize(("day", "state"), [(date(2027, 1, 8), "met"), (date(2027, 1, 9), "met_late")])
def test_what_was_issued_stays_and_its_delivery_closes_the_term(
    session: Session, given: Provider, day: date, state: str
) -> None:
    enrolment = somebody(session, given, {})
    settle(session, enrolment)
    first = session.scalars(
        select(Certificate).where(Certificate.kind == "assiduity", Certificate.period_number == 1)
    ).one()
    issued(session, first)
    first.delivered_on, first.delivery_way = day, "hand"
    enrolment.regime = ""
    settle(session, enrolment)
    row = session.scalars(
        select(Deadline).where(Deadline.subject_id == first.id, Deadline.kind == "assiduity")
    ).one()
    assert (first.state, first.to_on) == ("issued", date(2026, 12, 31))
    assert (row.state, row.met_on, row.stage, row.due_on) == (state, day, "delivered", date(2027, 1, 8))
    assert wrong(session) == []


def test_a_moved_course_moves_its_terms_and_a_tampered_term_is_found(
    session: Session, given: Provider
) -> None:
    enrolment = somebody(session, given, {})
    settle(session, enrolment)
    settle(session, enrolment)
    assert len(papers(session, enrolment)) == 4
    row = session.scalars(select(Deadline).where(Deadline.kind == "enrolment")).one()
    row.due_on = date(2026, 9, 30)
    session.flush()
    assert wrong(session) == [
        f"certificate {row.subject_id}, bev_enrolment_certificate: due_on is 2026-09-30, hoort 2026-09-27"
    ]
    session.delete(row)
    session.flush()
    assert [line.rsplit(": ", 1)[1] for line in wrong(session)] == ["rij is ontbreekt, hoort termijn"]
    settle(session, enrolment)
    assert wrong(session) == []


def test_a_paper_too_few_and_a_term_of_nobody_are_found(session: Session, given: Provider) -> None:
    enrolment = somebody(session, given, {}, regime="vov")
    assert len(wrong(session)) == 1
    settle(session, enrolment)
    paper = session.scalars(select(Certificate)).one()
    session.delete(paper)
    session.flush()
    assert len(wrong(session)) == 2


def test_another_count_moves_late_and_timely_enrolments_each_by_its_own_facts(
    session: Session, given: Provider
) -> None:
    dates = {"starts_on": date(2026, 9, 7), "ends_on": date(2027, 6, 25)}
    timely = somebody(session, given, dates)
    late = somebody(session, given, {**dates, "starts_on": date(2026, 9, 1)}, enrolled_on=date(2026, 9, 7))
    for each in (timely, late):
        settle(session, each)
    rule = PAPERS["bev_enrolment_certificate"]
    chosen = terms.load(session).under(rule.rule_id, overrides.of({"term_after_start": "25 day"}))
    found = recomputing.open_terms(session, terms=chosen, rule=rule)
    due = {row[3] for each in (timely, late) for row in papers(session, each) if row[0] == "enrolment"}
    assert due == {date(2026, 10, 2), date(2026, 9, 15)}
    assert found.rewritten == 1
