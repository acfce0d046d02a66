"""The sheet of one group, to fill in and read again by the import of attendance: people down, lessons across.

What stands in the cells already stands in the sheet, so that reading it again changes nothing there. A cell that is
not to be filled in holds a stroke, and so does a justified absence: its ground does not leave the house.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.attendance import standing
from core.attendance.standing import Standing
from core.errors import InvalidInput
from core.exports import sheets
from core.exports.sheets import Cell, Column
from core.i18n import N_
from db.models import AttendanceCell, Course, CourseGroup, Enrolment, Learner, Lesson

MOST: Final = 90  # lessons: the import reads a hundred columns
NOTHING: Final = N_(
    "Deze groep heeft in deze dagen geen les met cursisten. Kies andere dagen, of schrijf eerst iemand in."
)
TOO_MANY: Final = N_(
    "In deze dagen zijn er {count} lessen; een blad heeft er hoogstens {n}. Kies minder dagen."
)
NOTE: Final = (
    "Vul in: A aanwezig, O ongewettigd, GZ, GV, GL, GS, GW, GA of GK gewettigd, L15 vijftien minuten te laat. "
    "Een streepje: hier hoeft niets. Lees het blad daarna in op de pagina Importeren."
)
NO_CELL: Final = "-"
HEADS: Final = ("Achternaam", "Voornaam", "Geboortedatum", "Code opleiding", "Groep")


def make_sheet(
    session: Session, *, actor: Actor, today: date, group_id: int, first_on: date, last_on: date
) -> bytes:
    """The sheet of that group and those days. Raises InvalidInput when there is nothing, or too much, to fill in.

    It is for who may read it in again too: for nobody else is there anything to do with these names outside.
    The heads are Dutch in every language, as those of the empty sheet are. A birth date stands there only where two
    people have one name; a national number never does.
    """
    require(session, actor, Action.ENTER_ATTENDANCE)
    require(session, actor, Action.IMPORT)
    if last_on < first_on:
        raise InvalidInput(N_("De laatste dag ligt vóór de eerste. Kies een latere laatste dag."))
    keys = session.scalars(
        select(Lesson.id).where(
            Lesson.course_group_id == group_id,
            Lesson.held_on.between(first_on, last_on),
            Lesson.state == "planned",
        )
    ).all()
    if len(keys) > MOST:
        raise InvalidInput(TOO_MANY, count=len(keys), n=MOST)
    found = standing.own_lessons(session, actor, Action.ENTER_ATTENDANCE, keys).values()
    lessons = sorted(found, key=lambda lesson: (lesson.held_on, lesson.starts_at, lesson.id))
    around = standing.of(session, [lesson.id for lesson in lessons])
    if not around.sitting - around.exempt:
        raise InvalidInput(NOTHING)
    content = _written(session, group_id, lessons, around)
    audit.record(
        session, actor=actor, action="attendance.sheet", subject_kind="course_group", subject_id=group_id,
        details={"lessons": len(lessons), "on": today},
    )  # fmt: skip
    return content


def _written(session: Session, group_id: int, lessons: Sequence[Lesson], around: Standing) -> bytes:
    group = session.get_one(CourseGroup, group_id)
    course = session.get(Course, group.course_id) if group.course_id else None
    codes = _codes(session, lessons)
    people = session.execute(
        select(Enrolment.id, Learner.last_name, Learner.first_name, Learner.search_name, Learner.born_on)
        .join(Learner, Learner.id == Enrolment.learner_id)
        .where(Enrolment.id.in_({key for _, key in around.sitting}))
        .order_by(Learner.search_name, Enrolment.id)
    ).all()
    named = Counter(person.search_name for person in people)
    rows: list[list[Cell]] = [
        [
            person.last_name, person.first_name, person.born_on if named[person.search_name] > 1 else None,
            course.code if course is not None else None, group.code,
            *(_cell(around, lesson, person.id, codes) for lesson in lessons),
        ]
        for person in people
    ]  # fmt: skip
    columns = [*(Column(head) for head in HEADS), *(Column(_head(lesson), 17) for lesson in lessons)]
    title = f"Aanwezigheden {group.code} {group.name}"
    return sheets.write(title=title, subtitle=NOTE, columns=columns, rows=rows)


def _codes(session: Session, lessons: Sequence[Lesson]) -> dict[tuple[int, int], str]:
    rows = session.execute(
        select(AttendanceCell.lesson_id, AttendanceCell.enrolment_id, AttendanceCell.code).where(
            AttendanceCell.lesson_id.in_([lesson.id for lesson in lessons])
        )
    )
    return {(lesson_id, enrolment_id): code for lesson_id, enrolment_id, code in rows}


def _cell(around: Standing, lesson: Lesson, enrolment_id: int, codes: dict[tuple[int, int], str]) -> str:
    code = codes.get((lesson.id, enrolment_id), "")
    if code.startswith("G") or (not code and around.refusal(lesson, enrolment_id) is not None):
        return NO_CELL
    return code


def _head(lesson: Lesson) -> str:
    """08/09/2026 18.00, as the import reads a lesson."""
    return f"{lesson.held_on:%d/%m/%Y} {lesson.starts_at // 60}.{lesson.starts_at % 60:02}"
