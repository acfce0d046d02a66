"""Writing the accepted rows of a sheet of courses, by the commands that the screen uses."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.courses import commands as courses
from core.imports.coursebook import SAME, fields_of
from core.imports.courseplan import CoursePlan
from core.imports.kinds import Effect, Finding, Progress, Scope
from core.imports.writing import plain
from db.models import Course, CourseGroup, CourseYear

COURSE = "course"


def apply(
    session: Session, findings: Sequence[Finding], batch_id: int, scope: Scope, progress: Progress
) -> list[Effect]:
    """Add, complete and divide into groups; gives what each row did. Raises Conflict, InvalidInput."""
    plans = [(found.row, found.plan) for found in findings if isinstance(found.plan, CoursePlan)]
    effects = []
    for done, (row, plan) in enumerate(plans, start=1):
        effects.append(_write(session, row, plan, batch_id, scope))
        progress(done, len(plans))
    return effects


def _write(session: Session, row: int, plan: CoursePlan, batch_id: int, scope: Scope) -> Effect:
    known, did = plan.known, dict[str, object]()
    if plan.is_new:
        assert plan.fields is not None
        known.id = courses.add_course(session, actor=scope.actor, today=scope.today, fields=plan.fields)
        session.get_one(Course, known.id).import_batch_id = batch_id
        known.version, did["created"] = 1, True
    elif plan.fields is not None:
        assert known.id is not None
        did["old"] = before(session, known.id)
        courses.change_course(
            session,
            actor=scope.actor,
            today=scope.today,
            course_id=known.id,
            version=known.version,
            fields=plan.fields,
        )
        known.version += 1
    assert known.id is not None
    keys = [
        courses.add_group(session, actor=scope.actor, today=scope.today, course_id=known.id, fields=group)
        for group in plan.groups
    ]
    return Effect(row, COURSE, known.id, {"course": did | {"version": known.version, "groups": keys}})


def before(session: Session, course_id: int) -> dict[str, object]:
    """A stored course as the undo needs it, in JSON."""
    course = session.get_one(Course, course_id)
    years = session.scalars(select(CourseYear).where(CourseYear.course_id == course_id))
    fields = fields_of(course, {year.school_year: year.planned_minutes for year in years})
    values = {name: plain(getattr(fields, name)) for name in SAME}
    return values | {"planned": {str(year): minutes for year, minutes in fields.planned.items()}}


def groups_of(session: Session, course_id: int) -> list[CourseGroup]:
    """The groups of a course, held: nobody adds a lesson or changes one meanwhile."""
    statement = select(CourseGroup).where(CourseGroup.course_id == course_id).order_by(CourseGroup.id)
    return list(session.scalars(statement.with_for_update().execution_options(populate_existing=True)))
