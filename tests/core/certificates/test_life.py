"""A paper from due to delivered and corrected: what is refused, what is frozen, and when its term is closed."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.certificates import checking, commands, listing, queries
from core.certificates.earlier import Earlier
from core.certificates.filters import Filters
from core.certificates.living import Handed
from core.deadlines import terms
from core.errors import Conflict, InvalidInput
from db.models import AttendanceCell, Certificate, Deadline, Document, Enrolment, Lesson, Signatory
from tests import factories
from tests.core.certificates import papers
from tests.factories import Provider

AFTER = date(2027, 1, 4)
REASON = "Les van 8 september was verkeerd"


@pytest.fixture
def paper(session: Session, given: Provider) -> Certificate:
    """The first quarter of somebody in a group with two lessons, both closed: 250 present, 50 of 300 justified."""
    return papers.paper(session, papers.enrolled(session, given, number=factories.insz()), "assiduity", 1)


def issue(session: Session, given: Provider, paper: Certificate, on: date = AFTER, nonce: str = "") -> str:
    done = commands.issue(
        session,
        actor=given.coordinator,
        today=on,
        certificate_id=paper.id,
        version=paper.version,
        nonce=nonce,
    )
    return done.number


def sign(session: Session, given: Provider, paper: Certificate) -> None:
    signatory = session.scalars(select(Signatory.id)).first()
    assert signatory is not None
    commands.note_signed(
        session, actor=given.coordinator, today=AFTER, certificate_id=paper.id, version=paper.version,
        signatory_id=signatory, signed_on=AFTER,
    )  # fmt: skip


def deliver(session: Session, given: Provider, paper: Certificate, on: date = AFTER, late: str = "") -> None:
    commands.deliver(
        session, actor=given.coordinator, today=on, certificate_id=paper.id, version=paper.version,
        handed=Handed(on, "hand", "An", late),
    )  # fmt: skip


def term(session: Session, paper: Certificate) -> Deadline:
    return session.scalars(
        select(Deadline).where(Deadline.subject_kind == "certificate", Deadline.subject_id == paper.id)
    ).one()


def test_a_paper_of_assiduity_is_never_dated_within_its_period(
    session: Session, given: Provider, paper: Certificate
) -> None:
    with pytest.raises(InvalidInput, match="pas de dag daarna"):
        issue(session, given, paper, date(2026, 12, 31))
    assert issue(session, given, paper, date(2027, 1, 1)) == "N2027-000001"


def test_a_lesson_left_to_enter_stops_it(session: Session, given: Provider, paper: Certificate) -> None:
    lesson = session.scalars(select(Lesson)).first()
    assert lesson is not None
    lesson.closed_on = None
    session.flush()
    with pytest.raises(InvalidInput, match="niet ingevoerd"):
        issue(session, given, paper)


def test_what_is_issued_is_frozen_and_the_same_submit_gives_the_same_paper(
    session: Session, given: Provider, paper: Certificate
) -> None:
    number = issue(session, given, paper, nonce="once")
    assert issue(session, given, paper, nonce="once") == number
    document = session.get_one(Document, paper.document_id)
    wanted = {"planned": 300, "given": 300, "present": 250, "justified": 50, "unjustified": 0}
    assert {name: document.content[name] for name in wanted} == wanted
    assert document.content["timetable"] == ["dinsdag van 18.00 tot 21.00 uur"]


@pytest.mark.parametrize(
    ("day", "late", "state"), [(date(2027, 1, 8), "", "met"), (date(2027, 1, 9), "staff", "met_late")]
)
def test_delivery_closes_the_term(
    session: Session, given: Provider, paper: Certificate, day: date, late: str, state: str
) -> None:
    issue(session, given, paper)
    with pytest.raises(InvalidInput, match="ondertekend"):
        deliver(session, given, paper, day)
    sign(session, given, paper)
    if late:
        with pytest.raises(InvalidInput, match="waarom"):
            deliver(session, given, paper, day)
    deliver(session, given, paper, day, late)
    assert (term(session, paper).state, term(session, paper).met_on) == (state, day)
    assert list(checking.differences(session, terms=terms.load(session))) == []


def test_an_error_before_delivery_gives_another_number_and_no_correction(
    session: Session, given: Provider, paper: Certificate
) -> None:
    issue(session, given, paper)
    commands.destroy(
        session,
        actor=given.coordinator,
        today=AFTER,
        certificate_id=paper.id,
        version=paper.version,
        reason=REASON,
    )
    assert issue(session, given, paper) == "N2027-000002"
    assert session.get_one(Document, paper.document_id).corrects_id is None


@pytest.mark.parametrize("is_old", [False, True])
def test_what_is_not_owed_any_more_lapses_once_its_paper_is_destroyed(
    session: Session, given: Provider, paper: Certificate, is_old: bool
) -> None:
    if is_old:
        commands.note_earlier(
            session, actor=given.coordinator, today=AFTER, certificate_id=paper.id, version=paper.version,
            earlier=Earlier(AFTER, "AV-17"),
        )  # fmt: skip
    else:
        issue(session, given, paper)
    enrolment = session.get_one(Enrolment, paper.enrolment_id)
    enrolment.regime = "vov"
    papers.settle(session, enrolment)
    assert paper.state == "issued"
    commands.destroy(
        session, actor=given.coordinator, today=AFTER, certificate_id=paper.id, version=paper.version, reason=REASON
    )  # fmt: skip
    assert (paper.state, term(session, paper).state) == ("lapsed", "lapsed")
    assert list(checking.differences(session, terms=terms.load(session))) == []


def test_after_delivery_only_a_correction_with_express_responsibility(
    session: Session, given: Provider, paper: Certificate
) -> None:
    first = issue(session, given, paper)
    sign(session, given, paper)
    deliver(session, given, paper)
    old = session.get_one(Document, paper.document_id)
    asked: dict[str, Any] = {
        "session": session,
        "actor": given.coordinator,
        "today": AFTER,
        "certificate_id": paper.id,
    }
    with pytest.raises(InvalidInput, match="Open een correctie"):
        commands.destroy(**asked, version=paper.version, reason=REASON)
    session.refresh(paper)
    with pytest.raises(InvalidInput, match="verantwoordelijkheid"):
        commands.open_correction(**asked, version=paper.version, reason=REASON, takes_responsibility=False)
    for unprintable, told in (
        ("Reden مرحبا van de les", "niet weergeven"),
        (f"\u202e{REASON}", "onzichtbaar teken"),
    ):
        with pytest.raises(InvalidInput, match=told):
            commands.open_correction(
                **asked, version=paper.version, reason=unprintable, takes_responsibility=True
            )
    commands.open_correction(**asked, version=paper.version, reason=REASON, takes_responsibility=True)
    assert (paper.state, term(session, paper).state) == ("due", "met")
    second = issue(session, given, paper)
    new = session.get_one(Document, paper.document_id)
    assert (new.corrects_id, new.reason, new.content["corrects_number"]) == (old.id, REASON, first)
    commands.destroy(**asked, version=paper.version, reason=REASON)
    third = issue(session, given, paper)
    last = session.get_one(Document, paper.document_id)
    assert last.content["corrects_number"] == first
    assert len({first, second, third}) == 3
    assert term(session, paper).state == "met"


def test_who_looked_at_an_older_state_is_told(session: Session, given: Provider, paper: Certificate) -> None:
    issue(session, given, paper)
    with pytest.raises(Conflict):
        commands.note_printed(
            session, actor=given.coordinator, today=AFTER, certificate_id=paper.id, version=paper.version - 1
        )


def test_the_queue_has_what_is_not_delivered_by_due_date(
    session: Session, given: Provider, paper: Certificate
) -> None:
    def queue(**asked: Any) -> listing.Page:
        return listing.page(session, actor=given.coordinator, today=AFTER, filters=Filters(**asked))

    found = queue()
    assert [(row.kind, row.due_on) for row in found.rows] == [
        ("enrolment", date(2026, 9, 27)), ("assiduity", date(2027, 1, 8)), ("assiduity", date(2027, 4, 8)),
        ("assiduity", date(2027, 7, 3)),
    ]  # fmt: skip
    assert found.total == 4
    assert queue(due_until=date(2027, 1, 8)).total == 2
    assert queue(kind="assiduity", course_id=paper.course_id).total == 3
    issue(session, given, paper)
    assert [row.stage for row in queue().rows][1] == "issued"
    sign(session, given, paper)
    deliver(session, given, paper)
    assert queue().total == 3


def test_what_changed_since_it_was_issued_is_named(
    session: Session, given: Provider, paper: Certificate
) -> None:
    assert queries.deviations(session, actor=given.coordinator, certificate_id=paper.id) == []
    issue(session, given, paper)
    assert queries.deviations(session, actor=given.coordinator, certificate_id=paper.id) == []
    cell = session.scalars(select(AttendanceCell).where(AttendanceCell.justified == 50)).one()
    cell.justified, cell.unjustified = 0, 50
    session.flush()
    assert queries.deviations(session, actor=given.coordinator, certificate_id=paper.id) == [
        queries.Deviation("justified", 50, 0), queries.Deviation("unjustified", 0, 50),
    ]  # fmt: skip


def test_the_employer_claims_by_the_end_of_december_after_the_school_year(
    session: Session, given: Provider
) -> None:
    assert queries.employer_claims_by(session, day=date(2026, 6, 1)) == date(2026, 12, 31)
    assert queries.employer_claims_by(session, day=date(2026, 9, 1)) == date(2027, 12, 31)
