"""A page of the queue of papers and its counts: what has an open term by due date, after it what has none.

An open term stands in `deadline`; without one are the papers for which no rule is in force, those that the law gives no
term, and corrections, whose term was met when the first paper was delivered.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from core.access import scope
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.certificates import deviating, queries, rows, signs
from core.certificates.filters import Filters, Status
from core.certificates.owed import VOV
from core.certificates.rows import PaperLine
from core.deadlines.conditions import OPEN, PAPERS
from core.enrolments import papers
from core.learners import searching
from db.models import Certificate, Course, Deadline

PAGE_SIZE: Final = 50
ALL: Final = Filters()
OPEN_SIGNS: Final = (Status.LATE, Status.SOON, Status.PLAN, Status.HOLD)


@dataclass(frozen=True, slots=True)
class Page:
    """One page and how many rows there are in all."""

    rows: Sequence[PaperLine]
    total: int


@dataclass(frozen=True, slots=True)
class Counts:
    """How many papers stand under each sign; the four add up to `open`, with the delivered ones where they deviate."""

    open: int
    late: int
    soon: int
    plan: int
    hold: int


def page(session: Session, *, actor: Actor, today: date, filters: Filters = ALL, page: int = 1) -> Page:
    """One page, the earliest due date first; delivered ones newest first."""
    require(session, actor, Action.SEE_CERTIFICATES)
    with_term, without = _parts(session, actor, filters, today)
    first_total, second_total = (_count(session, part) for part in (with_term, without))
    skipped = (page - 1) * PAGE_SIZE
    keys: list[int] = []
    if with_term is not None and skipped < first_total:
        ordered = with_term.order_by(Deadline.due_on, Deadline.subject_id)
        keys += session.scalars(ordered.limit(PAGE_SIZE).offset(skipped)).all()
    if without is not None and len(keys) < PAGE_SIZE:
        order = [Certificate.delivered_on.desc()] if filters.status is Status.DONE else []
        rest = without.order_by(*order, Certificate.id.desc())
        keys += session.scalars(rest.limit(PAGE_SIZE - len(keys)).offset(max(0, skipped - first_total))).all()
    return Page(lines(session, keys, today), first_total + second_total)


def counts(session: Session, *, actor: Actor, today: date, filters: Filters = ALL) -> Counts:
    """The numbers beside the signs, from the same conditions as the rows; a search leaves them as they are."""
    require(session, actor, Action.SEE_CERTIFICATES)
    found = {}
    for status in Status if filters.deviating else OPEN_SIGNS:
        parts = _parts(session, actor, replace(filters, status=status, search=""), today)
        found[status] = sum(_count(session, part) for part in parts)
    return Counts(sum(found.values()), *list(found.values())[:4])


def lines(session: Session, keys: Sequence[int], today: date) -> list[PaperLine]:
    """These papers in this order; an internal target where the law gives none, the employer's day where it is late."""
    found = session.execute(rows.columns().where(Certificate.id.in_(keys))).all()
    internal = queries.internal_targets(session, [paper for paper, *_ in found])
    read = {each[0].id: rows.line(each, today) for each in found}
    differs = deviating.among(session, certificate_ids=[paper.id for paper, *_ in found if paper.document_id])
    vov = [key for key, each in read.items() if each.kind == VOV and each.stage in ("due", "correction")]
    waiting = signs.waiting(session, certificate_ids=vov)
    late = {key for key, each in read.items() if each.status is Status.LATE and each.kind != "vov_enrolment"}
    claims = queries.claims_by_year(session, years=[read[key].school_year for key in late])
    for key, each in read.items():
        target_on = each.target_on or internal.get(key)
        claims_by = claims[each.school_year] if key in late else None
        read[key] = replace(each, target_on=target_on, claims_by=claims_by, deviates=key in differs)
        if key in waiting:
            read[key] = rows.held(read[key], signs.WAITING)
    return [read[key] for key in keys]


def _count(session: Session, part: Select[Any] | None) -> int:
    return 0 if part is None else session.scalar(select(func.count()).select_from(part.subquery())) or 0


def _parts(
    session: Session, actor: Actor, filters: Filters, today: date
) -> tuple[Select[Any] | None, Select[Any] | None]:
    """The keys of papers with an open term, and of those without; None for a part that has no row of that sign."""
    status = filters.status
    with_term = without = None
    if status is not Status.DONE:
        with_term = (
            select(Deadline.subject_id)
            .where(PAPERS, OPEN, *signs.of_term(session, status, today))
            .where(
                *_narrowed(session, actor, filters, Deadline.campus_id, Deadline.learner_id, Deadline.kind),
                *_of_course(filters, Deadline.subject_id),
                *deviating.only(session, actor, today, filters, Deadline.subject_id),
            )
        )
        if filters.due_until is not None:
            with_term = with_term.where(Deadline.due_on <= filters.due_until)
    if status is Status.DONE or (status not in (Status.LATE, Status.SOON) and filters.due_until is None):
        without = select(Certificate.id).where(
            *signs.without_term(session, status, or_delivered=filters.deviating),
            *_narrowed(
                session, actor, filters, Certificate.campus_id, Certificate.learner_id, Certificate.kind
            ),
            *deviating.only(session, actor, today, filters, Certificate.id),
        )
        if filters.course_id is not None:
            without = without.where(Certificate.course_id == filters.course_id)
    return with_term, without


def _narrowed(
    session: Session, actor: Actor, filters: Filters, campus: InstrumentedAttribute[int],
    learner: InstrumentedAttribute[int] | InstrumentedAttribute[int | None], kind: InstrumentedAttribute[str],
) -> list[ColumnElement[bool]]:  # fmt: skip
    found = scope.of_campuses(actor, campus)
    if filters.kind:
        found.append(kind == filters.kind)
    text = filters.search.strip()
    if text and any(sign.isdigit() for sign in text):
        key = Deadline.subject_id if kind is Deadline.kind else Certificate.id
        found.append(key.in_(papers.numbered(text)))
    elif text:
        found.append(learner.in_(searching.matching(session, text)))
    return found


def _of_course(filters: Filters, key: InstrumentedAttribute[int]) -> list[ColumnElement[bool]]:
    if filters.course_id is None:
        return []
    return [key.in_(select(Certificate.id).where(Certificate.course_id == filters.course_id))]


def courses(session: Session, *, actor: Actor) -> Sequence[tuple[int, str]]:
    """The courses on the actor's campuses, newest first, as a filter offers them."""
    require(session, actor, Action.SEE_CERTIFICATES)
    found = session.execute(
        select(Course.id, Course.code, Course.name)
        .where(*scope.of_campuses(actor, Course.campus_id))
        .order_by(Course.starts_on.desc(), Course.code)
    )
    return [(key, f"{code} {name}") for key, code, name in found]


def of_learner(session: Session, *, actor: Actor, today: date, learner_id: int) -> Sequence[PaperLine]:
    """Every paper of one person on the actor's campuses, lapsed ones left out, the newest period first."""
    require(session, actor, Action.SEE_CERTIFICATES)
    found = session.scalars(
        select(Certificate.id)
        .where(Certificate.learner_id == learner_id, signs.NOT_LAPSED, *scope.of_campuses(actor, Certificate.campus_id))
        .order_by(Certificate.school_year.desc(), Certificate.from_on.desc().nulls_last(), Certificate.id.desc())
    ).all()  # fmt: skip
    return lines(session, found, today)
