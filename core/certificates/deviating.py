"""“Afwijking sinds afgifte” over all papers at once: which frozen hours attendance has otherwise today.

For some papers of a list the database adds up (`among`), for all of them the arrays of attendance do (`found`). Both
say what `queries.deviations` says of one paper.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from threading import Lock
from typing import Final
from weakref import WeakKeyDictionary

import numpy as np
from sqlalchemy import ColumnElement, Engine, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from core import clock
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.attendance import recomputing, totals
from core.attendance.columns import Days
from core.attendance.recomputing import Stretches
from core.attendance.totals import Totals
from core.certificates.filters import Filters
from core.certificates.owed import school_year
from core.certificates.queries import AMOUNTS
from db.models import AttendanceChange, AuditHead, Certificate, Document

# A count over everything that took so long is not done anew for Vandaag more often than this.
LONG: Final = timedelta(milliseconds=250)
MOST: Final = 10_000
PATIENCE: Final = timedelta(minutes=15)
Mark = tuple[str, int, int]
FROZEN = tuple(Document.content[name].as_integer() for name in AMOUNTS)
HAS_HOURS = FROZEN[0].is_not(None)


@dataclass(frozen=True, slots=True)
class _Counted:
    """The papers that deviate, by key with their campus, as they were when `mark` was the last thing done."""

    mark: Mark
    papers: Mapping[int, int]
    began: float
    took: timedelta


_KEPT: WeakKeyDictionary[Engine, _Counted] = WeakKeyDictionary()
_ONE_AT_A_TIME = Lock()


def among(session: Session, *, certificate_ids: Collection[int]) -> frozenset[int]:
    """Those of these papers whose newest document says other hours than attendance today."""
    frozen = {
        key: amounts
        for key, *amounts in session.execute(
            select(Certificate.id, *FROZEN)
            .join(Document, Document.id == Certificate.document_id)
            .where(Certificate.id.in_(certificate_ids), Certificate.from_on.is_not(None), HAS_HOURS)
        )
    }
    if not frozen:
        return frozenset()
    now = totals.of_papers(session, certificate_ids=list(frozen))
    return frozenset(key for key, was in frozen.items() if was != _amounts(now.get(key, Totals())))


def found(session: Session, *, actor: Actor, today: date) -> frozenset[int]:
    """Every such paper on the actor's campuses, of this school year and the one before it.

    Older papers are past the employer's last day; their own panel still says it.
    """
    require(session, actor, Action.SEE_CERTIFICATES)
    return _of_campuses(actor, _counted(session, today, patience=timedelta(0)))


def lately(session: Session, *, actor: Actor, today: date) -> frozenset[int]:
    """The same for a page that everybody opens: where counting takes long, at most a quarter of an hour old."""
    require(session, actor, Action.SEE_CERTIFICATES)
    return _of_campuses(actor, _counted(session, today, patience=PATIENCE))


def only(
    session: Session, actor: Actor, today: date, filters: Filters, key: InstrumentedAttribute[int]
) -> list[ColumnElement[bool]]:
    """The condition that a list is narrowed by; none unless it is asked."""
    if not filters.deviating:
        return []
    return [key.in_(sorted(found(session, actor=actor, today=today))[-MOST:])]


def _of_campuses(actor: Actor, papers: Mapping[int, int]) -> frozenset[int]:
    return frozenset(
        key for key, campus in papers.items() if actor.campus_ids is None or campus in actor.campus_ids
    )


def _counted(session: Session, today: date, *, patience: timedelta) -> Mapping[int, int]:
    """Counted once for everybody, and anew after any act or cell: those are what can make a paper deviate."""
    engine = session.connection().engine
    with _ONE_AT_A_TIME:
        kept, mark = _KEPT.get(engine), _mark(session, today)
        began = clock.now()
        if kept is None or not (kept.mark == mark or _may_wait(kept, began.timestamp(), patience, today)):
            papers = _count(session, school_year(today) - 1)
            kept = _Counted(mark, papers, began.timestamp(), clock.now() - began)
            _KEPT[engine] = kept
        return kept.papers


def _may_wait(kept: _Counted, now: float, patience: timedelta, today: date) -> bool:
    is_of_year = kept.mark[2] == school_year(today)
    return is_of_year and kept.took > LONG and now - kept.began < patience.total_seconds()


def _mark(session: Session, today: date) -> Mark:
    """What changes with every act (the seal of the last one), with every cell, and with the school year."""
    return (
        session.scalar(select(AuditHead.mac)) or "",
        session.scalar(select(func.max(AttendanceChange.id))) or 0,
        school_year(today),
    )


def _count(session: Session, first_year: int) -> Mapping[int, int]:
    rows = session.execute(
        select(
            Certificate.id, Certificate.campus_id, Certificate.enrolment_id, Certificate.from_on, Certificate.to_on,
            *FROZEN,
        )
        .join(Document, Document.id == Certificate.document_id)
        .where(Certificate.kind == "assiduity", Certificate.school_year >= first_year, HAS_HOURS)
    ).all()  # fmt: skip
    if not rows:
        return {}
    keys, campuses, enrolments, first, last, *frozen = zip(*rows, strict=True)
    sums = recomputing.sums(session, Stretches(np.array(enrolments, np.int64), _days(first), _days(last)))
    now = np.stack([getattr(sums, name) for name in AMOUNTS])
    differs = np.flatnonzero((now != np.array(frozen, np.int64)).any(axis=0)).tolist()
    return {keys[at]: campuses[at] for at in differs}


def _days(values: Sequence[date]) -> Days:
    """Days of a period as an array; there are few different ones."""
    numbers = {day: np.datetime64(day, "D") for day in set(values)}
    return np.array([numbers[day] for day in values], "datetime64[D]")


def _amounts(found: Totals) -> list[int]:
    return [int(getattr(found, name)) for name in AMOUNTS]
