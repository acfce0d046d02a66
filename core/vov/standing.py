"""Every stretch of some enrolments as it stands: hours, what is missing, what was filed, what comes next."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session

from core.attendance.totals import Totals
from core.deadlines import terms
from core.deadlines.terms import Terms
from core.provider_settings import queries as provider_settings
from core.provider_settings.vov import REMIND
from core.vov import hours, judging, stretches, words
from core.vov.hours import Found, Missing
from core.vov.judging import Judgement
from core.vov.rows import FilingRow, Followed, Person, StretchRow
from core.vov.stretches import Stretch
from db.models import Course, Enrolment, Learner, VovFiling

NOTHING = Found(Totals(), Missing())


@dataclass(frozen=True, slots=True)
class _Subject:
    """One enrolment with its person and course."""

    enrolment: Enrolment
    person: Person
    course: Followed


def of(
    session: Session, *conditions: ColumnElement[bool], today: date, is_judged: bool = False
) -> list[StretchRow]:
    """The rows of the enrolments that these conditions let through, by stretch, course and name.

    Under VOV, or no longer so with something filed. Stretches that did not begin yet or in which nothing is given are
    left out, unless filed. To judge regular attendance the whole course is added up, so only where it is asked.
    """
    subjects, courses = _subjects(session, conditions)
    if not subjects:
        return []
    keys = [subject.enrolment.id for subject in subjects]
    found = stretches.of_courses(session, courses)
    asked = found if is_judged else [stretch for stretch in found if stretch.from_on <= today]
    sums = hours.of_stretches(session, asked, today=today, enrolment_ids=_few(keys))
    filed = _filings(session, keys)
    by_course: dict[int, list[Stretch]] = defaultdict(list)
    for stretch in found:
        by_course[stretch.course_id].append(stretch)
    applied = terms.load(session) if is_judged else None
    days = timedelta(days=provider_settings.number(session, REMIND))
    rows = [
        row
        for subject in subjects
        for row in _of_one(
            subject, by_course[subject.course.id], sums, filed[subject.enrolment.id], applied, days, today
        )
    ]
    return sorted(rows, key=lambda row: (row.to_on, row.course.code, row.person.name, row.enrolment_id))


def filings(session: Session, *, enrolment_id: int) -> list[FilingRow]:
    """Everything ever filed for one enrolment, newest first."""
    rows = session.scalars(
        select(VovFiling).where(VovFiling.enrolment_id == enrolment_id).order_by(VovFiling.id.desc())
    )
    return [_filing(row) for row in rows]


def _few(keys: Sequence[int]) -> Collection[int] | None:
    """The keys themselves while they fit in a statement; the courses narrow it down enough otherwise."""
    return keys if len(keys) <= hours.CHUNK else None


def _subjects(
    session: Session, conditions: Iterable[ColumnElement[bool]]
) -> tuple[list[_Subject], list[Course]]:
    is_filed = exists().where(VovFiling.enrolment_id == Enrolment.id, VovFiling.withdrawn_on.is_(None))
    rows = session.execute(
        select(Enrolment, Course, Learner)
        .join(Course, Course.id == Enrolment.course_id)
        .join(Learner, Learner.id == Enrolment.learner_id)
        .where(or_(Enrolment.regime == words.VOV, is_filed), *conditions)
    ).all()
    subjects = [
        _Subject(
            enrolment,
            Person(
                learner.id, learner.last_name, learner.first_name, learner.born_on, enrolment.employer_name,
                enrolment.employer_number,
            ),
            Followed(course.id, course.code, course.name, course.vov_form, course.odb_number, course.lesson_unit),
        )
        for enrolment, course, learner in rows
    ]  # fmt: skip
    return subjects, list({course.id: course for _, course, _ in rows}.values())


def _filings(session: Session, keys: Sequence[int]) -> Mapping[int, list[FilingRow]]:
    found: dict[int, list[FilingRow]] = defaultdict(list)
    for start in range(0, len(keys), hours.CHUNK):
        rows = session.scalars(
            select(VovFiling)
            .where(
                VovFiling.enrolment_id.in_(keys[start : start + hours.CHUNK]),
                VovFiling.withdrawn_on.is_(None),
            )
            .order_by(VovFiling.from_on)
        )
        for row in rows:
            found[row.enrolment_id].append(_filing(row))
    return found


def _of_one(
    subject: _Subject, own: Sequence[Stretch], sums: Mapping[hours.Key, Found], filed: Sequence[FilingRow],
    applied: Terms | None, days: timedelta, today: date,
) -> list[StretchRow]:  # fmt: skip
    key = subject.enrolment.id
    parts = {stretch: sums.get((key, stretch.number), NOTHING) for stretch in own}
    judged = None
    is_regular = subject.course.form == words.REGULAR and subject.enrolment.regime == words.VOV
    if applied is not None and is_regular:
        whole = judging.whole(part.totals for part in parts.values())
        judged = judging.judge(applied, whole, subject.enrolment.final_assessment)
    left = {filing.id: filing for filing in filed}
    rows = []
    begun = ((stretch, part) for stretch, part in parts.items() if stretch.from_on <= today)
    for stretch, part in begun:
        touching = [each for each in filed if each.from_on <= stretch.to_on and each.to_on >= stretch.from_on]
        if part.totals.given or touching:
            for each in touching:
                left.pop(each.id, None)
            dates = stretch.from_on, stretch.to_on
            rows.append(_row(subject, dates, part, judged, touching[0] if touching else None, days, today))
    # Filed for days that no stretch of the course holds any more: still to be withdrawn.
    for each in left.values():
        rows.append(_row(subject, (each.from_on, each.to_on), NOTHING, judged, each, days, today))
    return rows


def _row(
    subject: _Subject, dates: tuple[date, date], part: Found, judged: Judgement | None, filing: FilingRow | None,
    days: timedelta, today: date,
) -> StretchRow:  # fmt: skip
    enrolment, (from_on, to_on) = subject.enrolment, dates
    ends_on = to_on if enrolment.stopped_on is None else max(from_on, min(to_on, enrolment.stopped_on))
    return StretchRow(
        enrolment.id, enrolment.version, subject.person, subject.course, from_on, to_on, ends_on, enrolment.stopped_on,
        enrolment.final_assessment, enrolment.final_assessment_on, part.totals, part.missing, judged, filing,
        ends_on + days, _state(part.totals, dates, filing, ends_on, today),
    )  # fmt: skip


def _state(
    totals: Totals, dates: tuple[date, date], filing: FilingRow | None, ends_on: date, today: date
) -> str:
    if filing is not None:
        filed = filing.given, filing.present, filing.justified, filing.unjustified
        now = totals.given, totals.present, totals.justified, totals.unjustified
        is_same = filed == now and (filing.from_on, filing.to_on) == dates
        return words.FILED if is_same else words.CHANGED
    if ends_on >= today:
        return words.RUNNING
    return words.TO_FILE if totals.is_complete else words.INCOMPLETE


def _filing(row: VovFiling) -> FilingRow:
    return FilingRow(
        row.id, row.version, row.from_on, row.to_on, row.given_minutes, row.present_minutes, row.justified_minutes,
        row.unjustified_minutes, row.filed_on, row.reference, row.filed_by, row.recorded_at, row.withdrawn_on,
        row.withdrawn_by, row.withdrawn_reason, row.is_replaced,
    )  # fmt: skip
