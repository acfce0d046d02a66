"""Writing the accepted rows of a sheet of enrolments: people, then the commands that the screen uses.

So nobody is typed twice: each makes the participation in the course's trajectory and the papers that are owed.
"""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.enrolments import commands as enrolments
from core.imports import chunks, writing
from core.imports.enrolmentplan import EnrolmentPlan
from core.imports.kinds import Effect, Finding, Progress, Scope
from core.imports.people import PersonPlan
from db.models import Enrolment, Participation

ENROLMENT = "enrolment"
REASON = "import {batch}"


def apply(
    session: Session, findings: Sequence[Finding], batch_id: int, scope: Scope, progress: Progress
) -> list[Effect]:
    """Write the plans of the accepted rows; gives what each did. Raises Conflict, InvalidInput."""
    plans = [(found.row, found.plan) for found in findings if isinstance(found.plan, EnrolmentPlan)]
    created = writing.create_people(session, [plan.person for _, plan in plans], batch_id)
    people = {row: _person(session, plan.person, created, scope, batch_id) for row, plan in plans}
    session.expire_all()
    running = _participations(session, [plan.person.somebody.id for _, plan in plans])
    effects = []
    for done, (row, plan) in enumerate(plans, start=1):
        if plan.enrolment_id is None:
            key, did = _enrol(session, plan, batch_id, scope, running)
        else:
            key, did = plan.enrolment_id, _change(session, plan, scope)
        did["version"] = session.get_one(Enrolment, key).version
        effects.append(writing.effect(row, ENROLMENT, key, person=people[row] or None, enrolment=did))
        progress(done, len(plans))
    changed = [plan.person.somebody.id for row, plan in plans if "id" in people[row]]
    writing.reassess(session, [key for key in changed if key is not None])
    return effects


def _person(
    session: Session, plan: PersonPlan, created: set[int], scope: Scope, batch_id: int
) -> dict[str, object]:
    if plan.somebody.id in created:
        return {"created": plan.somebody.id}
    if not plan.changes_stored:
        return {}
    return writing.change_person(session, plan, scope, reason=REASON.format(batch=batch_id))


def _participations(session: Session, people: Sequence[int | None]) -> set[int]:
    """What these people followed before the sheet."""
    keys = sorted({key for key in people if key is not None})
    return {key for (key,) in chunks.rows(session, select(Participation.id), Participation.learner_id, keys)}


def _enrol(
    session: Session, plan: EnrolmentPlan, batch_id: int, scope: Scope, running: set[int]
) -> tuple[int, dict[str, object]]:
    learner_id, did = plan.person.somebody.id, dict[str, object](created=True)
    assert learner_id is not None
    assert plan.leave is not None
    key = enrolments.enrol(
        session, actor=scope.actor, today=scope.today, course_id=plan.course_id, learner_id=learner_id,
        course_group_id=plan.group_id, enrolled_on=plan.enrolled_on, leave=plan.leave,
    )  # fmt: skip
    enrolment = session.get_one(Enrolment, key)
    enrolment.import_batch_id = batch_id
    made = enrolment.participation_id
    if made is not None and made not in running:
        session.get_one(Participation, made).import_batch_id = batch_id
        did["participation"] = made
        running.add(made)
    session.flush()
    if plan.stopped_on is not None:
        _stop(session, key, 1, plan, scope)
    return key, did


def _change(session: Session, plan: EnrolmentPlan, scope: Scope) -> dict[str, object]:
    key, version, did = plan.enrolment_id, plan.version, dict[str, object]()
    assert key is not None
    if plan.leave is not None:
        stored = session.get_one(Enrolment, key)
        did["old"] = [stored.regime, stored.employer_name, stored.employer_number]
        enrolments.change_enrolment(
            session, actor=scope.actor, today=scope.today, enrolment_id=key, version=version, leave=plan.leave
        )
        version += 1
    if plan.stopped_on is not None:
        _stop(session, key, version, plan, scope)
        did["stopped"] = True
    return did


def _stop(session: Session, key: int, version: int, plan: EnrolmentPlan, scope: Scope) -> None:
    enrolments.stop(
        session, actor=scope.actor, today=scope.today, enrolment_id=key, version=version, kind="announced",
        announced_on=plan.stopped_on,
    )  # fmt: skip
