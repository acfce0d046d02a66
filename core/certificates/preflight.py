"""Before a lot is issued: what is ready, and every obstacle with its count and the place where it is solved.

The conditions are those of issuing itself (`obstacles.found`), over facts that are read for the whole lot at once: the
number of statements does not grow with the number of papers up to a chunk.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.actors import Actor
from core.access.permissions import Action, require
from core.certificates import facts as loading
from core.certificates import hindrances, obstacles
from core.certificates import lot as lots
from core.certificates.hindrances import Hindrance
from core.certificates.lot import Lot, LotPaper
from db.models import Certificate


@dataclass(frozen=True, slots=True)
class CourseState:
    """How the papers of one course stand."""

    course_id: int
    code: str
    name: str
    ready: int
    stopped: int
    issued: int
    due_on: date | None
    target_on: date | None


@dataclass(frozen=True, slots=True)
class Preflight:
    """What can be issued now, per course, and what hinders the rest."""

    lot: Lot
    ready: Sequence[LotPaper]
    stopped: Mapping[int, Sequence[str]]
    courses: Sequence[CourseState]
    hindrances: Sequence[Hindrance]


def of(
    session: Session, *, actor: Actor, today: date, until: date, signatory_id: int | None = None
) -> Preflight:
    """The pre-flight of the lot up to a due day, on the actor's campuses."""
    require(session, actor, Action.SEE_CERTIFICATES)
    lot = lots.read(session, actor=actor, until=until)
    due = lot.at("due")
    papers = session.scalars(
        select(Certificate).where(Certificate.id.in_([paper.certificate_id for paper in due]))
    ).all()
    issuer = loading.issuer(session, today=today, signatory_id=signatory_id)
    stopped: dict[int, list[str]] = {}
    for key, facts in loading.of(session, papers).items():
        codes = [obstacle.code for obstacle in obstacles.found(facts, issuer, today=today)]
        if codes:
            stopped[key] = codes
    ready = [paper for paper in due if paper.certificate_id not in stopped]
    return Preflight(
        lot, ready, stopped, _courses(lot, stopped),
        [*hindrances.stopping(session, due, stopped), *hindrances.warnings(session, due, stopped)],
    )  # fmt: skip


def _courses(lot: Lot, stopped: Collection[int]) -> list[CourseState]:
    own: dict[int, list[LotPaper]] = defaultdict(list)
    for paper in lot.papers:
        own[paper.course_id].append(paper)
    return [
        CourseState(
            key, papers[0].course_code, papers[0].course,
            sum(paper.stage == "due" and paper.certificate_id not in stopped for paper in papers),
            sum(paper.certificate_id in stopped for paper in papers), sum(paper.stage != "due" for paper in papers),
            min((paper.due_on for paper in papers if not paper.is_correction), default=None),
            min((paper.target_on for paper in papers if not paper.is_correction), default=None),
        )
        for key, papers in sorted(own.items(), key=lambda item: item[1][0].course_code)
    ]  # fmt: skip
