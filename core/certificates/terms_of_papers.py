"""The terms of papers in the projection: due to the cursist, so that delivery closes them (`domain.md` 7b.2)."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from core.deadlines.stored import PAPERS
from core.deadlines.terms import Term, Terms
from core.rules import calendar
from db.models import Certificate, Course, Deadline

CERTIFICATE: Final = "certificate"
RULES: Final[Mapping[str, str]] = {
    "enrolment": "bev_enrolment_certificate",
    "assiduity": "bev_assiduity_certificate",
    "second_notice": "bev_second_session_notice",
    "vov_enrolment": "vov_enrolment_attest",
}


def term(terms: Terms, kind: str, regime: str, starts_on: date, also_on: date | None) -> Term:
    """The term of a paper of that kind. Raises NoRuleInForce where its regime has ended or not begun."""
    return terms.of(PAPERS[RULES[kind]], starts_on, regime, also_on)


def internal_target(terms: Terms, counts_from_on: date, days: int) -> date:
    """The provider's own target where the law gives no term ("intern"): an open day, the signing buffer earlier.

    `days` is the setting `certificates.second_taken_days`. Counted when it is read, so that a change of the setting or
    of the closing calendar holds at once.
    """
    last = calendar.add_days(counts_from_on, days)
    return calendar.target_day(last, closing_days=terms.closing_days, buffer_days=terms.buffer_days)


def is_earlier(paper: Certificate) -> bool:
    """Whether what stands is a paper of before Termijnwacht: noted with its number, no document of ours."""
    return (
        paper.document_id is None
        and paper.earlier_issued_on is not None
        and paper.earlier_destroyed_on is None
    )


def was_issued(paper: Certificate) -> bool:
    """Whether a paper stands, here or from before: it never follows the facts any more, also while it is corrected."""
    return paper.document_id is not None or is_earlier(paper)


def stage(paper: Certificate) -> str:
    """How far the paper is, in one word; what was made before Termijnwacht waits for its delivery alone."""
    if paper.state != "issued":
        return paper.state
    if paper.delivered_on is not None:
        return "delivered"
    if paper.signed_on is not None or is_earlier(paper):
        return "signed"
    return "printed" if paper.printed_on is not None else "issued"


def state(paper: Certificate, due_on: date) -> str:
    """Delivered in time or late, lapsed, or still open."""
    if paper.delivered_on is not None:
        return "met" if paper.delivered_on <= due_on else "met_late"
    return "lapsed" if paper.state == "lapsed" else "open"


def write(
    session: Session, row: Deadline | None, paper: Certificate, found: Term, *, regime: str, also_on: date | None,
    course: Course,
) -> None:  # fmt: skip
    """The deadline row of a paper as these facts and this term have it."""
    if row is None:
        row = Deadline(subject_kind=CERTIFICATE, subject_id=paper.id, **computed(paper, found))
        session.add(row)
    put(
        row, **computed(paper, found), learner_id=paper.learner_id,
        trajectory_id=course.trajectory_id, kind=paper.kind, variant=regime, also_on=also_on,
    )  # fmt: skip
    follow(row, paper)


def computed(paper: Certificate, found: Term) -> dict[str, object]:
    """The columns that the law gives, and the campus that a row cannot be without."""
    return {
        "rule_id": found.rule_id,
        "rule_version_on": found.version_on,
        "campus_id": paper.campus_id,
        "starts_on": found.starts_on,
        "due_on": found.due_on,
        "target_on": found.target_on,
        "rolled_on": found.rolled_on,
    }


def follow(row: Deadline, paper: Certificate) -> None:
    """How far the paper is and whether its term is closed; a term that was met stays met when a correction opens."""
    put(row, stage=stage(paper), hold="" if paper.delivered_on else paper.hold)
    if paper.correction_on is not None and row.met_on is not None:
        return
    put(row, state=state(paper, row.due_on), met_on=paper.delivered_on)


def put(row: Certificate | Deadline, **values: object) -> None:
    """Set what differs, so that nothing is written for what stays."""
    for name, value in values.items():
        if getattr(row, name) != value:
            setattr(row, name, value)
