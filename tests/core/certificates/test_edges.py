"""The days on which an answer changes: the last on which it is one thing and the first on which it is the other.

Each stands here because a `<` that became a `<=`, or a condition that fell out, went by unseen in the tests around it.
"""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.certificates import (
    checking,
    commands,
    details,
    deviating,
    listing,
    preview,
    queries,
    register,
    terms_of_papers,
)
from core.certificates.living import Handed
from core.certificates.register_narrowing import Asked
from core.courses import commands as courses
from core.courses.commands import Slot
from core.deadlines import terms
from core.enrolments import commands as enrolments
from core.enrolments import papers as numbers
from core.errors import InvalidInput
from db.models import (
    AttendanceCell,
    Certificate,
    Deadline,
    Document,
    Enrolment,
    Lesson,
    SecondSession,
    Signatory,
)
from tests import attendance_factories as making
from tests import factories
from tests.core.certificates import papers
from tests.core.conftest import Refused
from tests.factories import Provider

DAY = timedelta(days=1)
AFTER = papers.AFTER
REASON = "Een reden die lang genoeg is"


def wrong(session: Session) -> list[str]:
    session.flush()
    return [str(each) for each in checking.differences(session, terms=terms.load(session))]


def periods(session: Session, who: Enrolment) -> list[tuple[int, date | None, date | None]]:
    session.expire_all()
    rows = session.execute(
        select(Certificate.period_number, Certificate.from_on, Certificate.to_on)
        .where(
            Certificate.enrolment_id == who.id, Certificate.kind == "assiduity", Certificate.state == "due"
        )
        .order_by(Certificate.period_number)
    )
    return [(number, from_on, to_on) for number, from_on, to_on in rows]


@pytest.mark.parametrize(
    ("stopped_on", "numbers"),
    [
        (date(2026, 12, 31), [1]), (date(2027, 1, 1), [1]), (date(2027, 1, 2), [1, 2]), (date(2027, 3, 31), [1, 2]),
        (date(2027, 4, 1), [1, 2]), (date(2027, 4, 2), [1, 2, 3]), (date(2026, 11, 25), [1]), (date(2027, 2, 9), [1, 2]),
    ],
)  # fmt: skip
def test_a_period_is_owed_when_a_single_day_of_it_came_before_the_stop(
    session: Session, given: Provider, stopped_on: date, numbers: list[int]
) -> None:
    who = papers.enrolled(session, given)
    who.stopped_on, who.stop_kind = stopped_on, "announced"
    papers.settle(session, who)
    assert [number for number, _, _ in periods(session, who)] == numbers
    assert wrong(session) == []


@pytest.mark.parametrize(
    ("enrolled_on", "numbers"),
    [
        (date(2026, 12, 31), [1, 2, 3]),
        (date(2027, 1, 1), [2, 3]),
        (date(2027, 3, 31), [2, 3]),
        (date(2027, 4, 1), [3]),
    ],
)
def test_a_period_is_owed_from_an_enrolment_on_its_last_day(
    session: Session, given: Provider, enrolled_on: date, numbers: list[int]
) -> None:
    course = making.course(session, campus=given.campus)
    who = making.enrolment(
        session, course=course, learner=factories.learner(session), enrolled_on=enrolled_on
    )
    papers.settle(session, who)
    assert [number for number, _, _ in periods(session, who)] == numbers


def test_the_days_of_a_period_follow_the_course_and_a_tampered_one_is_found(
    session: Session, given: Provider
) -> None:
    who = papers.enrolled(session, given)
    course = session.get_one(making.Course, who.course_id)
    course.starts_on, course.ends_on = date(2026, 9, 8), date(2027, 7, 2)
    papers.settle(session, who)
    assert periods(session, who) == [
        (1, date(2026, 9, 8), date(2026, 12, 31)), (2, date(2027, 1, 1), date(2027, 3, 31)),
        (3, date(2027, 4, 1), date(2027, 7, 2)),
    ]  # fmt: skip
    assert wrong(session) == []
    paper = papers.paper(session, who, "assiduity", 2)
    paper.to_on = date(2027, 3, 30)
    assert wrong(session) == [
        f"certificate {paper.id}, bev_assiduity_certificate: to_on is 2027-03-30, hoort 2027-03-31"
    ]
    paper.to_on, paper.from_on = date(2027, 3, 31), date(2027, 1, 2)
    assert len(wrong(session)) == 1


def test_what_is_tampered_with_is_found_state_by_state(session: Session, given: Provider) -> None:
    who = papers.enrolled(session, given)
    session.add(SecondSession(
        enrolment_id=who.id, known_on=date(2027, 6, 20), exam_days=["2027-08-24", "2027-08-26"], took_part=True, noted_by="An",
    ))  # fmt: skip
    papers.settle(session, who)
    assert wrong(session) == []
    taken = papers.paper(session, who, "second_taken")
    assert taken.counts_from_on == date(2027, 8, 26), "the last exam, not the first"
    taken.counts_from_on = date(2027, 8, 24)
    assert [line.split(": ")[1] for line in wrong(session)] == [
        "counts_from_on is 2027-08-24, hoort 2027-08-26"
    ]
    taken.counts_from_on = date(2027, 8, 26)
    paper = papers.paper(session, who, "assiduity", 1)
    paper.state = "lapsed"
    assert "state is lapsed, hoort due" in " ".join(wrong(session))
    paper.state = "due"
    row = session.scalars(select(Deadline).where(Deadline.subject_id == paper.id)).one()
    also_on, row.also_on = row.also_on, date(2020, 1, 1)
    assert "also_on is 2020-01-01" in " ".join(wrong(session))
    row.also_on, row.variant = also_on, "bev_flanders"
    assert "variant is bev_flanders" in " ".join(wrong(session))
    row.variant = "bev_brussels"
    assert wrong(session) == []


def test_a_term_where_no_rule_is_in_force_is_found(session: Session, given: Provider) -> None:
    who = papers.enrolled(session, given)
    row = session.scalars(select(Deadline).where(Deadline.kind == "assiduity")).first()
    assert row is not None
    who.regime = "bev_flanders"
    assert any("termijn, hoort geen regel" in line for line in wrong(session))


def test_the_confirmation_of_a_second_session_waits_until_it_is_known_that_it_was_taken(
    session: Session, given: Provider
) -> None:
    who = papers.enrolled(session, given)
    second = SecondSession(
        enrolment_id=who.id,
        known_on=date(2027, 6, 20),
        exam_days=["2027-08-24"],
        took_part=False,
        noted_by="An",
    )
    session.add(second)
    papers.settle(session, who)
    kinds = set(session.scalars(select(Certificate.kind).where(Certificate.state == "due")))
    assert "second_notice" in kinds
    assert "second_taken" not in kinds, "who did not take part confirms nothing"


def test_what_was_issued_once_follows_no_fact_any_more_while_it_is_corrected_or_made_anew(
    session: Session, given: Provider
) -> None:
    who = papers.enrolled(session, given)
    row = papers.paper(session, who, "assiduity", 1)
    papers.issued(session, given, row)
    life = Life(session, given, row)
    life.sign(AFTER)
    life.deliver(AFTER)
    life.correct()
    who.regime = ""
    papers.settle(session, who)
    assert (row.state, row.to_on) == ("due", date(2026, 12, 31)), "a correction that is open does not lapse"
    term = session.scalars(select(Deadline).where(Deadline.subject_id == row.id)).one()
    assert (term.state, term.met_on) == ("met", AFTER)
    assert wrong(session) == []


class Life:
    """The acts on one paper by the coordinator."""

    def __init__(self, session: Session, given: Provider, row: Certificate) -> None:
        self.session, self.given, self.row = session, given, row
        self.signatory = session.scalars(select(Signatory)).one()

    def act(self, today: date = AFTER) -> dict[str, object]:
        return {
            "actor": self.given.coordinator,
            "today": today,
            "certificate_id": self.row.id,
            "version": self.row.version,
        }

    def sign(self, on: date, today: date = AFTER) -> None:
        commands.note_signed(self.session, signatory_id=self.signatory.id, signed_on=on, **self.act(today))  # type: ignore[arg-type]

    def deliver(self, on: date, today: date = AFTER, late: str = "", way: str = "hand") -> None:
        commands.deliver(self.session, handed=Handed(on, way, "An", late), **self.act(today))  # type: ignore[arg-type]

    def correct(self) -> None:
        commands.open_correction(
            self.session,
            reason=REASON,
            takes_responsibility=True,
            **self.act(),  # type: ignore[arg-type]
        )


def life(session: Session, given: Provider, on: date = AFTER) -> Life:
    row = papers.paper(session, papers.enrolled(session, given), "assiduity", 1)
    papers.issued(session, given, row, on)
    return Life(session, given, row)


def test_it_may_be_signed_from_the_day_it_was_issued_to_today_and_by_who_was_authorised_on_that_day(
    session: Session, given: Provider, refused: Refused
) -> None:
    own = life(session, given, on=date(2027, 1, 5))
    own.signatory.begins_on, own.signatory.ends_on = date(2027, 1, 5), date(2027, 1, 6)
    today = date(2027, 1, 7)
    for day in (date(2027, 1, 4), date(2027, 1, 8)):
        with refused(InvalidInput, "Deze dag kan niet"):
            own.sign(day, today)
    with refused(InvalidInput, "niet gemachtigd"):
        own.sign(date(2027, 1, 7), today)
    own.sign(date(2027, 1, 6), today)
    assert own.row.signed_on == date(2027, 1, 6)
    own.sign(date(2027, 1, 5), today)
    assert own.row.signed_on == date(2027, 1, 5), "its first day and his first day"
    own.signatory.begins_on = date(2027, 1, 6)
    with refused(InvalidInput, "niet gemachtigd"):
        own.sign(date(2027, 1, 5), today)


def test_it_is_delivered_from_the_day_it_was_signed_on(
    session: Session, given: Provider, refused: Refused
) -> None:
    own = life(session, given)
    own.sign(date(2027, 1, 6), today=date(2027, 1, 8))
    for day in (date(2027, 1, 5), date(2027, 1, 9)):
        with refused(InvalidInput, "Deze dag kan niet"):
            own.deliver(day, today=date(2027, 1, 8))
    own.deliver(date(2027, 1, 6), today=date(2027, 1, 8))
    assert own.row.delivered_on == date(2027, 1, 6)


@pytest.mark.parametrize(("day", "late"), [(date(2027, 1, 8), ""), (date(2027, 1, 9), "staff")])
def test_the_last_day_of_the_term_asks_no_reason_and_the_next_one_does(
    session: Session, given: Provider, refused: Refused, day: date, late: str
) -> None:
    own = life(session, given)
    own.sign(AFTER)
    if late:
        with refused(InvalidInput, "De termijn liep af op 08/01/2027"):
            own.deliver(day, today=day)
    own.deliver(day, today=day, late=late)
    term = session.scalars(select(Deadline).where(Deadline.subject_id == own.row.id)).one()
    assert (term.state, term.met_on) == ("met_late" if late else "met", day)
    own.correct()
    assert (term.state, term.met_on) == ("met_late" if late else "met", day), "a term once met stays met"


def test_a_correction_that_comes_late_asks_no_reason_for_a_term_that_was_met(
    session: Session, given: Provider
) -> None:
    own = life(session, given)
    own.sign(AFTER)
    own.deliver(AFTER)
    own.correct()
    later = date(2027, 3, 1)
    papers.issued(session, given, own.row, later)
    assert (own.row.printed_on, own.row.signed_on, own.row.delivered_on) == (None, None, None)
    own.sign(later, today=later)
    own.deliver(later, today=later)
    assert own.row.late_reason == ""
    term = session.scalars(select(Deadline).where(Deadline.subject_id == own.row.id)).one()
    assert (term.state, term.met_on) == ("met", AFTER)


def test_what_is_not_delivered_is_destroyed_and_never_corrected(
    session: Session, given: Provider, refused: Refused
) -> None:
    own = life(session, given)
    for signed in (False, True):
        if signed:
            own.sign(AFTER)
        with refused(InvalidInput, "nog niet afgeleverd"):
            own.correct()


def test_a_term_of_an_issued_paper_that_was_tampered_with_is_found(session: Session, given: Provider) -> None:
    own = life(session, given)
    term = session.scalars(select(Deadline).where(Deadline.subject_id == own.row.id)).one()
    assert wrong(session) == []
    term.stage = "delivered"
    assert len(wrong(session)) == 1


def test_without_a_signature_nothing_leaves_but_what_may_go_by_mail(
    session: Session, given: Provider, refused: Refused
) -> None:
    own = life(session, given)
    for way in ("hand", "post", "mail"):
        with refused(InvalidInput, "nog niet ondertekend"):
            own.deliver(AFTER, way=way)


def test_a_paper_that_was_destroyed_has_no_document_and_one_of_a_correction_keeps_what_it_corrects(
    session: Session, given: Provider
) -> None:
    own = life(session, given)
    commands.destroy(session, reason=REASON, **own.act())  # type: ignore[arg-type]
    assert (own.row.state, own.row.document_id, own.row.issued_on) == ("due", None, None)
    delivered = papers.issued(session, given, own.row)
    own.sign(AFTER)
    own.deliver(AFTER)
    own.correct()
    spoiled = papers.issued(session, given, own.row)
    commands.destroy(session, reason=REASON, **own.act())  # type: ignore[arg-type]
    for _ in range(2):
        assert own.row.document_id == delivered.id
        last = papers.issued(session, given, own.row)
        assert last.content["corrects_number"] == delivered.number
        assert (last.corrects_id, last.reason) == (spoiled.id, REASON)
        spoiled = last
        commands.destroy(session, reason=REASON, **own.act())  # type: ignore[arg-type]


def test_after_a_destroyed_correction_the_delivered_paper_stands_and_says_what_deviates(
    session: Session, given: Provider
) -> None:
    own = life(session, given)
    delivered = session.get_one(Document, own.row.document_id)
    own.sign(AFTER)
    own.deliver(AFTER)
    own.correct()
    cell = session.scalars(select(AttendanceCell).where(AttendanceCell.present == 100)).one()
    cell.present, cell.justified = 50, 100
    spoiled = papers.issued(session, given, own.row)
    commands.destroy(session, reason=REASON, **own.act())  # type: ignore[arg-type]
    [line] = listing.lines(session, [own.row.id], AFTER)
    assert (line.stage, line.number, line.deviates) == ("correction", delivered.number, True)
    actor = given.coordinator
    told = queries.deviations(session, actor=actor, certificate_id=own.row.id)
    assert [(each.name, each.frozen, each.today) for each in told] == [
        ("present", 250, 200),
        ("justified", 50, 100),
    ]
    assert deviating.found(session, actor=actor, today=AFTER) == {own.row.id}
    for asked in (Asked(), Asked(deviating=True)):
        rows = register.page(session, actor=actor, today=AFTER, asked=asked).rows
        assert [each.document.number for each in rows if each.deviates] == [delivered.number]
    content = preview.of(session, actor=actor, today=AFTER, certificate_id=own.row.id).content
    assert content is not None
    assert content.corrects_number == delivered.number
    found = details.detail(session, actor=actor, today=AFTER, certificate_id=own.row.id)
    assert found is not None
    assert (found.document_id, found.state, spoiled.corrects_id) == (delivered.id, "due", delivered.id)
    assert session.execute(numbers.locking([own.row.enrolment_id])).all() == []


def test_how_far_a_paper_is_stands_with_its_term(session: Session, given: Provider) -> None:
    own = life(session, given)
    term = session.scalars(select(Deadline).where(Deadline.subject_id == own.row.id)).one()
    assert term.stage == "issued"
    commands.note_printed(session, **own.act())  # type: ignore[arg-type]
    assert term.stage == "printed"
    own.sign(AFTER)
    assert term.stage == "signed"
    own.row.hold = "no_rule"
    own.deliver(AFTER)
    assert (term.stage, term.hold) == ("delivered", "")


def test_the_rule_of_each_paper_is_its_own(session: Session, given: Provider) -> None:
    who = papers.enrolled(session, given)
    session.add(
        SecondSession(
            enrolment_id=who.id, known_on=date(2027, 6, 20), exam_days=[], took_part=None, noted_by="An"
        )
    )
    papers.settle(session, who)
    found = {
        row.kind: row.rule_id
        for row in session.scalars(select(Deadline))
        if row.kind in terms_of_papers.RULES
    }
    assert found == {
        "enrolment": "bev_enrolment_certificate", "assiduity": "bev_assiduity_certificate",
        "second_notice": "bev_second_session_notice",
    }  # fmt: skip


@pytest.mark.parametrize("day", [date(2026, 9, 7), date(2026, 10, 20), date(2026, 12, 31)])
def test_no_lesson_under_an_issued_paper_changes_also_when_nothing_was_entered_in_it(
    session: Session, given: Provider, refused: Refused, day: date
) -> None:
    """Everybody is freed of it, so that no cell stands in the way: the paper alone does."""
    who = papers.enrolled(session, given)
    group = session.scalars(select(Lesson.course_group_id)).first()
    row = session.get_one(making.CourseGroup, group)
    lesson = making.lesson(session, group=row, held_on=day, starts_at=480, ends_at=660)
    free = making.lesson(session, group=row, held_on=date(2027, 1, 2), starts_at=480, ends_at=660)
    asked = {"actor": given.coordinator, "today": AFTER}
    enrolments.exempt(
        session,
        enrolment_id=who.id,
        version=who.version,
        first_on=day,
        last_on=day,
        **asked,  # type: ignore[arg-type]
    )
    papers.issued(session, given, papers.paper(session, who, "assiduity", 1))
    call = {"lesson_id": lesson.id, "version": lesson.version, **asked}
    text = "waarvoor al een getuigschrift"
    with refused(InvalidInput, text):
        courses.cancel_lesson(session, reason="weather", **call)  # type: ignore[arg-type]
    with refused(InvalidInput, text):
        courses.shorten_lesson(session, given_minutes=100, **call)  # type: ignore[arg-type]
    with refused(InvalidInput, text):
        courses.move_lesson(session, held_on=date(2027, 1, 5), starts_at=480, ends_at=660, **call)  # type: ignore[arg-type]
    with refused(InvalidInput, text):
        courses.move_lesson(
            session,
            lesson_id=free.id,
            version=free.version,
            held_on=day,
            starts_at=700,
            ends_at=880,
            **asked,  # type: ignore[arg-type]
        )
    with refused(InvalidInput, text):
        courses.add_lesson(session, group_id=row.id, slot=Slot(None, day, 900, 1000, 100), **asked)  # type: ignore[arg-type]
    courses.cancel_lesson(session, lesson_id=free.id, version=free.version, reason="weather", **asked)  # type: ignore[arg-type]
