"""Who has no national number yet: the attest of Flemish training leave waits under its own sign, and its clock runs."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.actors import Role
from core.certificates import details, files, listing, owed, signs
from core.certificates.filters import Filters, Status
from core.certificates.rows import PaperLine
from core.deadlines import terms
from core.learners import commands as learners
from db.models import Certificate, Deadline, Enrolment, Learner, OwnSetting
from tests import attendance_factories as making
from tests import factories
from tests.core.certificates.papers import issued
from tests.factories import Provider

STARTS = date(2026, 11, 2)
TODAY = date(2026, 11, 3)
DUE = date(2026, 11, 10)


@pytest.fixture
def attest(session: Session, given: Provider) -> Certificate:
    """Of a newcomer without a number, due on 10 November."""
    return of(session, given, factories.learner(session, "Nieuw", "Nel", number=""))


def of(session: Session, given: Provider, learner: Learner) -> Certificate:
    course = making.course(
        session, campus=given.campus, starts_on=STARTS, ends_on=date(2027, 5, 28), vov_form="hours",
        odb_number="ODB-1", years={2026: 3600},
    )  # fmt: skip
    group = making.group(session, course=course)
    making.slot(session, group=group)
    row: Enrolment = making.enrolment(
        session, course=course, learner=learner, group=group, regime="vov", enrolled_on=STARTS
    )
    owed.settle(session, enrolment_ids=[row.id], terms=terms.load(session))
    return session.scalars(select(Certificate).where(Certificate.enrolment_id == row.id)).one()


def listed(session: Session, given: Provider, status: Status | None, today: date = TODAY) -> list[PaperLine]:
    found = listing.page(session, actor=given.coordinator, today=today, filters=Filters(status=status))
    assert found.total == len(found.rows)
    return list(found.rows)


def numbers(session: Session, given: Provider, today: date = TODAY) -> tuple[int, int, int, int, int]:
    found = listing.counts(session, actor=given.coordinator, today=today)
    return found.open, found.late, found.soon, found.plan, found.hold


def test_it_waits_under_its_own_sign_while_the_clock_runs(
    session: Session, given: Provider, attest: Certificate
) -> None:
    row = listed(session, given, Status.HOLD)[0]
    assert (row.certificate_id, row.hold, row.due_on, row.is_open) == (attest.id, signs.WAITING, DUE, True)
    assert numbers(session, given) == (1, 0, 0, 0, 1)
    assert listed(session, given, Status.SOON) == listed(session, given, Status.PLAN) == []
    assert [each.status for each in listed(session, given, None)] == [Status.HOLD]
    found = details.detail(session, actor=given.coordinator, today=TODAY, certificate_id=attest.id)
    assert found is not None
    assert (found.line.status, found.line.hold) == (Status.HOLD, signs.WAITING)
    term = session.scalars(select(Deadline).where(Deadline.subject_id == attest.id)).one()
    assert (term.state, term.due_on) == ("open", DUE)


def test_nothing_late_hides_behind_a_missing_number(
    session: Session, given: Provider, attest: Certificate
) -> None:
    late = date(2026, 11, 11)
    assert numbers(session, given, late) == (1, 1, 0, 0, 0)
    assert [(row.status, row.hold) for row in listed(session, given, Status.LATE, late)] == [
        (Status.LATE, signs.WAITING)
    ]
    assert listed(session, given, Status.HOLD, late) == []


def test_it_is_lifted_when_the_number_comes(session: Session, given: Provider, attest: Certificate) -> None:
    person = session.get_one(Learner, attest.learner_id)
    learners.set_insz(
        session, actor=given.coordinator, today=TODAY, learner_id=person.id, version=person.version,
        insz=factories.insz(),
    )  # fmt: skip
    assert numbers(session, given) == (1, 0, 0, 1, 0)
    assert [(row.status, row.hold) for row in listed(session, given, Status.PLAN)] == [(Status.PLAN, "")]
    issued(session, given, attest, on=TODAY)


def test_a_bis_number_is_a_number_and_a_provider_may_choose_the_dotted_line(
    session: Session, given: Provider, attest: Certificate
) -> None:
    other = of(session, given, factories.learner(session, "Bis", "Bo", number=factories.insz(bis=True)))
    assert signs.waiting(session, certificate_ids=[attest.id, other.id]) == {attest.id}
    session.add(OwnSetting(
        key="certificates.vov_dotted_number", value="1", source="Zo gekozen door ons", changed_by="an",
        changed_at=datetime(2026, 11, 1, 9, tzinfo=UTC),
    ))  # fmt: skip
    session.flush()
    assert signs.waiting(session, certificate_ids=[attest.id, other.id]) == set()
    assert numbers(session, given) == (2, 0, 0, 2, 0)
    assert listed(session, given, Status.HOLD) == []


def test_what_is_issued_waits_no_more_until_a_correction_is_opened(
    session: Session, given: Provider, attest: Certificate
) -> None:
    """The number left the file afterwards: what is issued stays; the correction to be issued waits as the first did."""
    person = session.get_one(Learner, attest.learner_id)
    learners.set_insz(
        session, actor=given.coordinator, today=TODAY, learner_id=person.id, version=person.version,
        insz=factories.insz(),
    )  # fmt: skip
    issued(session, given, attest, on=TODAY)
    person.insz_cipher = person.insz_index = None
    session.flush()
    assert signs.waiting(session, certificate_ids=[attest.id]) == set()
    attest.state, attest.issued_on = "due", None
    attest.correction_on, attest.correction_by, attest.correction_reason = (
        TODAY,
        "An",
        "Een fout op het attest",
    )
    term = session.scalars(select(Deadline).where(Deadline.subject_id == attest.id)).one()
    term.state, term.met_on = "met", TODAY
    files.settle(session, attest)
    assert numbers(session, given) == (1, 0, 0, 0, 1)
    assert [row.stage for row in listed(session, given, Status.HOLD)] == ["correction"]


def test_educational_leave_waits_for_no_number(session: Session, given: Provider) -> None:
    course = making.course(session, campus=given.campus)
    learner = factories.learner(session, "Nieuw", "Nel", number="")
    row = making.enrolment(session, course=course, learner=learner)
    owed.settle(session, enrolment_ids=[row.id], terms=terms.load(session))
    keys = session.scalars(select(Certificate.id)).all()
    assert len(keys) > 1
    assert signs.waiting(session, certificate_ids=keys) == set()
    reader = factories.actor(session, Role.READER)
    assert listing.counts(session, actor=reader, today=TODAY).hold == 0
