"""The boxes on a paper are the boxes on the screen: one way of counting."""

from datetime import date

from sqlalchemy.orm import Session

from core.courses import commands as courses
from core.enrolments import commands as enrolments
from core.enrolments import hours
from tests import attendance_factories as making
from tests.core.certificates.test_correcting_hours import Group
from tests.factories import Provider


def test_the_boxes_on_the_paper_are_those_of_the_screen(session: Session, given: Provider) -> None:
    """Box b has what was freed, before the enrolment too; a lesson that was cancelled stands in neither b nor d."""
    room = Group(session, given)
    making.lesson(session, group=room.group, held_on=date(2026, 9, 10))
    gone = making.lesson(session, group=room.group, held_on=date(2026, 9, 15))
    freed = [making.lesson(session, group=room.group, held_on=date(2026, 9, day)) for day in (17, 24)]
    void = making.lesson(session, group=room.group, held_on=date(2026, 9, 25))
    for lesson in (gone, void):
        courses.cancel_lesson(session, lesson_id=lesson.id, version=1, reason="holiday", **room.asked)
    late = room.enrol("Claes", date(2026, 9, 21))
    enrolments.exempt(
        session,
        enrolment_id=late.id,
        version=late.version,
        first_on=freed[0].held_on,
        last_on=void.held_on,
        **room.asked,
    )
    content = room.issue(late, "enrolment").content
    (year,) = hours.of_enrolments(session, [late.id])[late.id]
    assert (year.exempted, year.missed) == (300, 300)
    assert (content["box_b"], content["box_d"]) == (300, 300)
