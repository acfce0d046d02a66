"""Hours corrected for one of a group whose papers are all delivered: his own, and nobody else's."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.attendance import commands as attendance
from core.attendance.cells import Op, Result
from core.certificates import commands as certificates
from core.certificates.living import Handed
from core.enrolments import commands as enrolments
from core.enrolments.commands import Leave
from core.errors import InvalidInput
from db.models import Certificate, Document, Enrolment, Lesson, Signatory
from tests import attendance_factories as making
from tests import factories
from tests.core.conftest import Refused
from tests.factories import Provider

AFTER = date(2027, 1, 4)
REASON = "Een afwezigheid was verkeerd ingevoerd"


class Group:
    """Two people with one closed lesson in the first quarter."""

    def __init__(self, session: Session, given: Provider) -> None:
        self.session = session
        self.asked: dict[str, Any] = {"actor": given.coordinator, "today": AFTER}
        self.course = making.course(session, campus=given.campus)
        self.group = making.group(session, course=self.course)
        making.slot(session, group=self.group)
        self.lesson = making.lesson(session, group=self.group)
        self.people = [self.enrol(name) for name in ("Aerts", "Baert")]
        self.close()

    def enrol(self, name: str, day: date = making.FIRST_DAY) -> Enrolment:
        key = enrolments.enrol(
            self.session, course_id=self.course.id, course_group_id=self.group.id, enrolled_on=day,
            learner_id=factories.learner(self.session, name).id, leave=Leave("bev_brussels"), **self.asked,
        )  # fmt: skip
        return self.session.get_one(Enrolment, key)

    def enter(self, who: Enrolment, code: str, base: int = 0, lesson: Lesson | None = None) -> Result:
        place = lesson or self.lesson
        op = Op(f"{place.id}-{who.id}-{base}-{code}", place.id, who.id, base, code)
        (result,) = attendance.save(self.session, lesson_id=place.id, ops=[op], **self.asked)
        return result

    def close(self) -> None:
        for who in self.people:
            self.enter(who, "A")
        attendance.close_lesson(
            self.session, lesson_id=self.lesson.id, version=self.lesson.version, **self.asked
        )

    def reopen(self) -> None:
        attendance.reopen_lesson(
            self.session, lesson_id=self.lesson.id, version=self.lesson.version, **self.asked
        )

    def paper(self, who: Enrolment, kind: str = "assiduity") -> Certificate:
        found = select(Certificate).where(Certificate.enrolment_id == who.id, Certificate.kind == kind)
        return self.session.scalars(found.order_by(Certificate.period_number)).first()  # type: ignore[return-value]

    def issue(self, who: Enrolment, kind: str = "assiduity") -> Document:
        paper = self.paper(who, kind)
        certificates.issue(self.session, certificate_id=paper.id, version=paper.version, **self.asked)
        return self.session.get_one(Document, paper.document_id)

    def deliver(self, who: Enrolment) -> Document:
        document, paper = self.issue(who), self.paper(who)
        signatory_id = self.session.scalars(select(Signatory.id)).one()
        certificates.note_signed(
            self.session, certificate_id=paper.id, version=paper.version, signatory_id=signatory_id, signed_on=AFTER,
            **self.asked,
        )  # fmt: skip
        certificates.deliver(
            self.session, certificate_id=paper.id, version=paper.version, handed=Handed(AFTER, "hand", "An"),
            **self.asked,
        )  # fmt: skip
        return document


@pytest.fixture
def room(session: Session, given: Provider) -> Group:
    return Group(session, given)


def test_one_paper_of_a_group_is_corrected_while_those_of_the_others_stand(
    session: Session, room: Group, refused: Refused
) -> None:
    first, other = room.people
    old = room.deliver(first)
    standing = room.deliver(other)
    with refused(InvalidInput, "is uitgereikt"):
        room.reopen()
    paper = room.paper(first)
    certificates.open_correction(
        session,
        certificate_id=paper.id,
        version=paper.version,
        reason=REASON,
        takes_responsibility=True,
        **room.asked,
    )
    room.reopen()
    locked = room.enter(other, "O", base=1)
    assert (locked.status, locked.value) == ("refused", "A"), "the hours under his paper stay"
    assert room.enter(first, "O30", base=1).status == "saved"
    attendance.close_lesson(session, lesson_id=room.lesson.id, version=room.lesson.version, **room.asked)
    new = room.issue(first)
    assert (new.corrects_id, new.content["unjustified"], old.content["unjustified"]) == (old.id, 30, 0)
    assert (standing.content["present"], room.paper(other).state) == (150, "issued")


def test_somebody_noted_later_gets_his_hours_in_a_lesson_under_the_papers_of_others(room: Group) -> None:
    for who in room.people:
        room.deliver(who)
    late = room.enrol("Claes", date(2026, 9, 8))
    room.reopen()
    assert room.enter(late, "A").status == "saved"
    attendance.close_lesson(room.session, lesson_id=room.lesson.id, version=room.lesson.version, **room.asked)
    assert room.issue(late).content["present"] == 150
