"""Every kind of obstacle in a lot, with its count and the places where it is solved; one statement per kind."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from core.attendance import backing, counted
from core.attendance.grounds import GROUNDS
from core.certificates.lot import LotPaper
from db.models import (
    AttendanceCell,
    Certificate,
    Course,
    CourseGroup,
    Enrolment,
    Justification,
    Learner,
    Lesson,
)

INDIVIDUAL = tuple(ground.letter for ground in GROUNDS if not ground.is_collective)
SHOWN = 8


@dataclass(frozen=True, slots=True)
class Place:
    """Where one obstacle is solved: the page with its address, and what stands there (a lesson, a person, a course)."""

    page: str
    query: Mapping[str, str]
    label: str
    day: date | None = None
    papers: int = 0


@dataclass(frozen=True, slots=True)
class Hindrance:
    """One kind of obstacle: how many papers it touches, how many places there are, and the first of them."""

    code: str
    papers: int
    places: Sequence[Place]
    total: int
    is_stopping: bool = True


# Where each obstacle is solved: at the person, at the course, or once for all papers.
AT_PERSON = ("name", "born_on", "insz", "glyph")
AT_COURSE = ("category", "reference", "box_a", "size", "timetable", "exam_days")
AT_OFFICE: Mapping[str, str] = {
    "signatory": "signatories",
    "organisation": "details",
    "enterprise_number": "details",
}
ORDER = ("state", "lessons", "sum", *AT_PERSON, *AT_COURSE, *AT_OFFICE, "period")


def stopping(
    session: Session, due: Sequence[LotPaper], stopped: Mapping[int, Sequence[str]]
) -> list[Hindrance]:
    """What stops papers, by kind: `stopped` has the codes by paper, as the obstacles named them."""
    by_code: dict[str, list[LotPaper]] = defaultdict(list)
    for paper in due:
        for code in stopped.get(paper.certificate_id, ()):
            by_code[code].append(paper)
    found = []
    for code in sorted(by_code, key=ORDER.index):
        places = _places(session, code, by_code[code])
        found.append(Hindrance(code, len(by_code[code]), places[:SHOWN], len(places)))
    return found


def _places(session: Session, code: str, papers: Sequence[LotPaper]) -> list[Place]:
    if code in ("lessons", "sum"):
        return _lessons(session, papers, is_open=code == "lessons")
    if code in AT_PERSON:
        people = Counter((paper.learner_id, paper.name) for paper in papers)
        return [Place("learners", {"id": str(key)}, name, None, n) for (key, name), n in people.items()]
    if code in AT_COURSE:
        courses = Counter((paper.course_id, f"{paper.course_code} {paper.course}") for paper in papers)
        return [Place("courses", {"id": str(key)}, name, None, n) for (key, name), n in courses.items()]
    if code in AT_OFFICE:
        return [Place("administration", {"part": AT_OFFICE[code]}, "", None, len(papers))]
    ends = Counter(paper.to_on for paper in papers)
    return [Place("", {}, "", day, n) for day, n in sorted(ends.items(), key=lambda item: str(item[0]))]


def _lessons(session: Session, papers: Sequence[LotPaper], *, is_open: bool) -> list[Place]:
    """The lessons in which something is left to enter, or whose sum is wrong; the oldest first, with their papers."""
    cell = AttendanceCell
    is_empty = and_(func.coalesce(cell.code, "") == "", Lesson.given_minutes > 0)
    is_wrong = cell.present + cell.justified + cell.unjustified != Lesson.given_minutes
    statement = (
        _of_papers(papers)
        .join(CourseGroup, CourseGroup.id == Lesson.course_group_id)
        .outerjoin(cell, and_(cell.lesson_id == Lesson.id, cell.enrolment_id == Enrolment.id))
        .with_only_columns(Lesson.id, CourseGroup.code, Lesson.held_on, func.count(Certificate.id.distinct()))
        .where(Lesson.state == "planned", or_(Lesson.closed_on.is_(None), is_empty) if is_open else is_wrong)
        .group_by(Lesson.id, CourseGroup.code, Lesson.held_on)
        .order_by(Lesson.held_on, Lesson.id)
    )
    return [
        Place("attendance", {"part": "lessons", "lesson": str(key)}, code, day, n)
        for key, code, day, n in session.execute(statement)
    ]


def warnings(
    session: Session, due: Sequence[LotPaper], stopped: Mapping[int, Sequence[str]]
) -> list[Hindrance]:
    """What does not stop a paper but stands on it: absences that nothing makes good yet, or that came too late.

    They count as unjustified (S3: "laattijdige wettigingen kunnen niet worden aanvaard"). No ground is named.
    """
    ground = func.substr(AttendanceCell.code, 2, 1)
    covering = and_(
        Justification.enrolment_id == AttendanceCell.enrolment_id, Justification.ground == ground,
        Justification.first_on <= Lesson.held_on, Justification.last_on >= Lesson.held_on,
        Justification.withdrawn_on.is_(None),
    )  # fmt: skip
    is_late = exists().where(covering, Justification.is_late)
    statement = (
        _of_papers([paper for paper in due if paper.kind == "assiduity"])
        .join(AttendanceCell, and_(AttendanceCell.lesson_id == Lesson.id, AttendanceCell.enrolment_id == Enrolment.id))
        .join(Learner, Learner.id == Enrolment.learner_id)
        .join(Course, Course.id == Enrolment.course_id)
        .with_only_columns(Certificate.id, Learner.last_name, Learner.first_name, Course.code, Lesson.held_on, is_late)
        .where(
            AttendanceCell.code.startswith("G"), ground.in_(INDIVIDUAL),
            ~exists().where(covering, backing.makes_good()),
        )
        .order_by(Lesson.held_on, Learner.search_name)
    )  # fmt: skip
    pending: list[Place] = []
    late: list[Place] = []
    papers: dict[bool, set[int]] = {True: set(), False: set()}
    for key, last, first, code, day, came_late in session.execute(statement):
        papers[bool(came_late)].add(key)
        place = Place("attendance", {"part": "justifications"}, f"{last}, {first} ({code})", day, 1)
        (late if came_late else pending).append(place)
    found = [("pending", papers[False], pending), ("too_late", papers[True], late)]
    return [
        Hindrance(code, len(keys), places[:SHOWN], len(places), is_stopping=False)
        for code, keys, places in found
        if places
    ] + _without_number(session, [p for p in due if "insz" not in stopped.get(p.certificate_id, ())])


def _without_number(session: Session, due: Sequence[LotPaper]) -> list[Hindrance]:
    """The VOV attest names the national number (MB 8/07/2019): where it leaves a line for it, who has none is told."""
    asked = {paper.learner_id: paper for paper in due if paper.kind == "vov_enrolment"}
    missing = session.scalars(
        select(Learner.id)
        .where(Learner.id.in_(asked), Learner.insz_index.is_(None))
        .order_by(Learner.search_name)
    ).all()
    places = [Place("learners", {"id": str(key)}, asked[key].name, None, 1) for key in missing]
    return (
        [Hindrance("no_number", len(places), places[:SHOWN], len(places), is_stopping=False)]
        if places
        else []
    )


def _of_papers(papers: Sequence[LotPaper]) -> Select[int, int]:
    """(enrolment, lesson) of every lesson that counts in the period of one of these papers."""
    return (
        counted.pairs()
        .join(Certificate, Certificate.enrolment_id == Enrolment.id)
        .where(
            Certificate.id.in_([paper.certificate_id for paper in papers]),
            Lesson.held_on.between(Certificate.from_on, Certificate.to_on),
        )
    )
