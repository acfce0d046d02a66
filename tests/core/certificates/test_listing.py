"""The queue of papers: the signs add up, each filter narrows, nobody sees another campus, and the order is the law's."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.actors import Role
from core.certificates import commands, listing, owed
from core.certificates.filters import Filters, Status
from core.certificates.living import Handed
from core.deadlines import terms
from core.errors import NotAllowed
from db.models import Certificate, Enrolment, SecondSession, Signatory
from tests import attendance_factories as making
from tests import factories
from tests.core.certificates import papers
from tests.factories import Provider

TODAY = date(2027, 1, 5)


@pytest.fixture
def people(session: Session, given: Provider) -> list[Enrolment]:
    """Jan under Brussels leave with a second session taken, Els under the ended Flemish regime, elsewhere Piet (VOV)."""
    first = making.course(session, campus=given.campus, name="Lassen")
    other = making.course(session, campus=given.other, name="Frans", organisation="modular")
    found = []
    for name, course, regime in (
        ("Peeters", first, "bev_brussels"), ("Maes", first, "bev_flanders"), ("Claes", other, "vov"),
    ):  # fmt: skip
        group = making.group(session, course=course)
        making.slot(session, group=group)
        learner = factories.learner(session, name, "Jan")
        found.append(making.enrolment(session, course=course, learner=learner, group=group, regime=regime))
    session.add(
        SecondSession(enrolment_id=found[0].id, known_on=date(2027, 6, 26), exam_days=[], took_part=True)
    )
    owed.settle(session, enrolment_ids=[each.id for each in found], terms=terms.load(session))
    return found


def kinds(session: Session, given: Provider, **values: object) -> list[tuple[str, str]]:
    filters = Filters(**values)  # type: ignore[arg-type]
    found = listing.page(session, actor=given.coordinator, today=TODAY, filters=filters)
    assert found.total == len(found.rows)
    return [(row.last_name, row.kind) for row in found.rows]


def test_what_has_a_term_comes_first_by_due_date_and_the_rest_after_it(
    session: Session, given: Provider, people: list[Enrolment]
) -> None:
    found = listing.page(session, actor=given.coordinator, today=TODAY)
    with_term = [row.due_on for row in found.rows if row.is_open]
    assert with_term == sorted(with_term, key=str)
    assert [row.is_open for row in found.rows] == [True] * len(with_term) + [False] * (
        found.total - len(with_term)
    )


def test_the_signs_are_counted_as_they_are_listed_and_add_up(
    session: Session, given: Provider, people: list[Enrolment]
) -> None:
    counts = listing.counts(session, actor=given.coordinator, today=TODAY)
    for status in (Status.LATE, Status.SOON, Status.PLAN, Status.HOLD):
        rows = listing.page(session, actor=given.coordinator, today=TODAY, filters=Filters(status=status))
        assert rows.total == getattr(counts, status)
        assert {row.status for row in rows.rows} <= {status}
    whole = listing.page(session, actor=given.coordinator, today=TODAY)
    assert counts.open == whole.total == counts.late + counts.soon + counts.plan + counts.hold
    assert (counts.late, counts.soon, counts.hold) == (2, 1, 4)


def test_each_filter_narrows_by_itself(session: Session, given: Provider, people: list[Enrolment]) -> None:
    assert {name for name, _ in kinds(session, given, search="maes")} == {"Maes"}
    assert set(kinds(session, given, kind="vov_enrolment")) == {("Claes", "vov_enrolment")}
    assert {name for name, _ in kinds(session, given, course_id=people[2].course_id)} == {"Claes"}
    until = kinds(session, given, due_until=date(2027, 1, 8))
    assert set(until) == {
        ("Claes", "vov_enrolment"), ("Peeters", "enrolment"), ("Peeters", "assiduity"),
    }  # fmt: skip
    assert kinds(session, given, status=Status.DONE) == []
    assert kinds(session, given, search="N2027-000001") == []


def test_an_issued_paper_is_found_by_its_number_and_a_delivered_one_under_its_own_sign(
    session: Session, given: Provider, people: list[Enrolment]
) -> None:
    paper = session.scalars(select(Certificate).where(
        Certificate.enrolment_id == people[0].id, Certificate.kind == "enrolment"
    )).one()  # fmt: skip
    acting: dict[str, object] = {
        "session": session,
        "actor": given.coordinator,
        "today": TODAY,
        "certificate_id": paper.id,
    }
    commands.issue(**acting, version=paper.version)  # type: ignore[arg-type]
    assert kinds(session, given, search="i2027-000001") == [("Peeters", "enrolment")]
    signatory = session.scalars(select(Signatory.id)).first()
    commands.note_signed(**acting, version=paper.version, signatory_id=signatory, signed_on=TODAY)  # type: ignore[arg-type]
    handed = Handed(TODAY, "hand", "An", "staff", "Nagebeld")
    commands.deliver(**acting, version=paper.version, handed=handed)  # type: ignore[arg-type]
    done = listing.page(
        session, actor=given.coordinator, today=TODAY, filters=Filters(status=Status.DONE)
    ).rows
    assert [(row.number, row.status, row.met_late) for row in done] == [("I2027-000001", Status.DONE, True)]
    rows = listing.of_learner(session, actor=given.coordinator, today=TODAY, learner_id=people[0].learner_id)
    assert len(rows) == 6


def test_the_employers_last_day_stands_beside_late_papers_of_educational_leave_only(
    session: Session, given: Provider, people: list[Enrolment]
) -> None:
    late = listing.page(
        session, actor=given.coordinator, today=TODAY, filters=Filters(status=Status.LATE)
    ).rows
    assert {row.kind: row.claims_by for row in late} == {
        "enrolment": date(2027, 12, 31), "vov_enrolment": None,
    }  # fmt: skip


def test_somebody_of_one_campus_sees_only_that(
    session: Session, given: Provider, people: list[Enrolment]
) -> None:
    actor = factories.actor(session, Role.COORDINATOR, campuses=[given.other])
    found = listing.page(session, actor=actor, today=TODAY).rows
    assert {row.last_name for row in found} == {"Claes"}
    assert listing.counts(session, actor=actor, today=TODAY).open == 1
    assert [name for _, name in listing.courses(session, actor=actor)] == [f"{found[0].course_code} Frans"]
    teacher = factories.actor(session, Role.TEACHER)
    with pytest.raises(NotAllowed):
        listing.page(session, actor=teacher, today=TODAY)


def test_pages_follow_each_other_over_the_border_of_what_has_a_term(
    session: Session, given: Provider, people: list[Enrolment], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = [row.certificate_id for row in listing.page(session, actor=given.coordinator, today=TODAY).rows]
    monkeypatch.setattr(listing, "PAGE_SIZE", 2)
    paged = [
        row.certificate_id
        for number in range(1, 8)
        for row in listing.page(session, actor=given.coordinator, today=TODAY, page=number).rows
    ]
    assert paged == whole


def test_the_papers_of_a_person_stand_in_one_order_on_both_databases(
    session: Session, given: Provider
) -> None:
    """The newest period first, what has none after it: each database puts an empty day elsewhere by itself."""
    enrolment = papers.enrolled(session, given)
    found = listing.of_learner(session, actor=given.coordinator, today=TODAY, learner_id=enrolment.learner_id)
    assert [(each.kind, each.period_number) for each in found] == [
        ("assiduity", 3), ("assiduity", 2), ("assiduity", 1), ("enrolment", 0),
    ]  # fmt: skip
