"""Which papers an enrolment owes, and their terms: written by whoever changed a fact, in the same transaction.

Without leave nothing is owed; educational leave owes a paper of enrolment per school year, one of assiduity per period
and those of the second session; Flemish training leave owes its attest (S3; `domain.md` 7b.2, 7b.3 and 7b.5).
What was ever issued is left as it is.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.certificates import terms_of_papers
from core.deadlines.terms import Terms
from core.rules.errors import NoRuleInForce
from core.rules.law.assiduity_periods import Periods
from db.models import Certificate, Course, Deadline, Enrolment, SecondSession

NO_RULE: Final = "no_rule"
FIRST_MONTH: Final = 9
CHUNK: Final = 500
VOV: Final = "vov_enrolment"
Key = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Owed:
    """One paper: what it is, its period, and the days its term is computed from; no `starts_on`, no term.

    `counts_from_on` is the day from which the provider's own target counts where the law gives no term.
    """

    kind: str
    school_year: int
    period_number: int = 0
    from_on: date | None = None
    to_on: date | None = None
    starts_on: date | None = None
    also_on: date | None = None
    counts_from_on: date | None = None

    @property
    def key(self) -> Key:
        """What makes it one paper of an enrolment."""
        return self.kind, self.school_year, self.period_number


def school_year(day: date) -> int:
    """The year in which the school year of a day begins, on 1 September."""
    return day.year if day.month >= FIRST_MONTH else day.year - 1


def of(enrolment: Enrolment, course: Course, second: SecondSession | None, terms: Terms) -> Sequence[Owed]:
    """Every paper that these facts owe, in order. Raises InvalidFacts for a course that ends before it starts."""
    if not enrolment.regime:
        return []
    if enrolment.regime == "vov":
        year = school_year(course.starts_on)
        return [Owed("vov_enrolment", year, starts_on=enrolment.enrolled_on, also_on=course.starts_on)]
    return [
        *_enrolment_papers(enrolment, course),
        *_assiduity_papers(enrolment, course, terms),
        *_second_session(course, second),
    ]


def settle(session: Session, *, enrolment_ids: Sequence[int], terms: Terms) -> None:
    """Write the papers of these enrolments and their terms; never commits, and changes nothing that was issued."""
    session.flush()
    for start in range(0, len(enrolment_ids), CHUNK):
        _settle(session, enrolment_ids[start : start + CHUNK], terms)


def _settle(session: Session, keys: Sequence[int], terms: Terms) -> None:
    statement = (
        select(Enrolment, Course, SecondSession)
        .join(Course, Course.id == Enrolment.course_id)
        .outerjoin(SecondSession, SecondSession.enrolment_id == Enrolment.id)
        .where(Enrolment.id.in_(keys))
        .order_by(Enrolment.id)
    )
    papers: dict[int, dict[Key, Certificate]] = {key: {} for key in keys}
    # Held: a paper that is being signed or delivered now is waited for, and followed as it became.
    held = select(Certificate).where(Certificate.enrolment_id.in_(keys)).order_by(Certificate.id)
    for paper in session.scalars(
        held.with_for_update(key_share=True).execution_options(populate_existing=True)
    ):
        papers[paper.enrolment_id][paper.kind, paper.school_year, paper.period_number] = paper
    written: list[tuple[Certificate, Owed | None, Course, str]] = []
    for enrolment, course, second in session.execute(statement).all():
        wanted = {each.key: each for each in of(enrolment, course, second, terms)}
        known = papers[enrolment.id]
        for key in wanted.keys() - known.keys():
            known[key] = _new(session, enrolment, wanted[key])
        written += [(paper, wanted.get(key), course, enrolment.regime) for key, paper in known.items()]
    session.flush()
    rows = _rows(session, [paper.id for paper, *_ in written])
    for paper, owed, course, regime in written:
        if not terms_of_papers.was_issued(paper):
            _follow(session, paper, owed, course, regime, terms, rows.get(paper.id))
        elif (row := rows.get(paper.id)) is not None:
            terms_of_papers.follow(row, paper)
    session.flush()


def _new(session: Session, enrolment: Enrolment, owed: Owed) -> Certificate:
    paper = Certificate(
        enrolment_id=enrolment.id, course_id=enrolment.course_id, learner_id=enrolment.learner_id,
        campus_id=enrolment.campus_id, kind=owed.kind, school_year=owed.school_year,
        period_number=owed.period_number, from_on=owed.from_on, to_on=owed.to_on, state="due",
    )  # fmt: skip
    session.add(paper)
    return paper


def _rows(session: Session, keys: Sequence[int]) -> Mapping[int, Deadline]:
    statement = select(Deadline).where(
        Deadline.subject_kind == terms_of_papers.CERTIFICATE, Deadline.subject_id.in_(keys)
    )
    return {row.subject_id: row for row in session.scalars(statement)}


def _follow(
    session: Session, paper: Certificate, owed: Owed | None, course: Course, regime: str, terms: Terms,
    row: Deadline | None,
) -> None:  # fmt: skip
    """A paper that was never issued follows the facts; one that is not owed any more lapses with its term."""
    if owed is None:
        terms_of_papers.put(paper, state="lapsed", hold="")
        if row is not None:
            terms_of_papers.follow(row, paper)
        return
    term, hold = None, ""
    if owed.starts_on is not None:
        try:
            term = terms_of_papers.term(terms, owed.kind, regime, owed.starts_on, owed.also_on)
        except NoRuleInForce:
            hold = NO_RULE
    terms_of_papers.put(
        paper,
        state="due",
        hold=hold,
        from_on=owed.from_on,
        to_on=owed.to_on,
        counts_from_on=owed.counts_from_on,
    )
    if term is not None:
        terms_of_papers.write(session, row, paper, term, regime=regime, also_on=owed.also_on, course=course)
    elif row is not None:
        session.delete(row)


def _enrolment_papers(enrolment: Enrolment, course: Course) -> Iterator[Owed]:
    """One per school year that the person is in; the next one counts from its own first day."""
    for year in range(school_year(course.starts_on), school_year(course.ends_on) + 1):
        begins = max(course.starts_on, date(year, FIRST_MONTH, 1))
        if school_year(enrolment.enrolled_on) > year or _stopped_before(enrolment, begins):
            continue
        yield Owed("enrolment", year, starts_on=max(begins, enrolment.enrolled_on), also_on=begins)


def _assiduity_papers(enrolment: Enrolment, course: Course, terms: Terms) -> Iterator[Owed]:
    """One per period that the person is in; the one in which he stopped stays."""
    asked = {"organisation": course.organisation, "starts_on": course.starts_on, "ends_on": course.ends_on}
    found = terms.explained("assiduity_periods", asked).answer
    assert isinstance(found, Periods)
    for number, (from_on, to_on, _) in enumerate(found.periods, 1):
        if to_on < enrolment.enrolled_on or _stopped_before(enrolment, from_on):
            continue
        yield Owed("assiduity", school_year(from_on), number, from_on, to_on, starts_on=to_on)


def _second_session(course: Course, second: SecondSession | None) -> Iterator[Owed]:
    """The notice has the term of the source; the confirmation has none, only an internal target."""
    if second is None:
        return
    ends_on = course.first_session_exam_on or course.ends_on
    yield Owed("second_notice", school_year(ends_on), starts_on=ends_on)
    if second.took_part:
        last_exam = max(map(date.fromisoformat, second.exam_days), default=course.second_session_to_on)
        yield Owed("second_taken", school_year(ends_on), counts_from_on=last_exam)


def _stopped_before(enrolment: Enrolment, day: date) -> bool:
    """Stopped before the day, or on it: from the day of the stop on nothing is followed."""
    return enrolment.stopped_on is not None and enrolment.stopped_on <= day
