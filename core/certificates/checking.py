"""The papers and their terms computed anew from the facts, and every difference with what is stored."""

from collections.abc import Iterator, Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.certificates import owed, terms_of_papers
from core.certificates.owed import Owed
from core.certificates.terms_of_papers import CERTIFICATE
from core.deadlines.projection import Difference
from core.deadlines.terms import Term, Terms
from core.rules.errors import NoRuleInForce
from db.models import Certificate, Course, Deadline, Enrolment, SecondSession

PAPERS_OF = "enrolment"
DAYS = ("from_on", "to_on", "counts_from_on")


def differences(session: Session, *, terms: Terms) -> Iterator[Difference]:
    """Papers that are owed and missing or the other way round, wrong terms, and terms of no paper.

    A right database gives none. What was ever issued keeps the facts and the term it was issued by.
    """
    orphan = (
        select(Deadline.subject_id, Deadline.rule_id)
        .outerjoin(Certificate, Certificate.id == Deadline.subject_id)
        .where(Deadline.subject_kind == CERTIFICATE, Certificate.id.is_(None))
    )
    for subject_id, rule_id in session.execute(orphan):
        yield Difference(CERTIFICATE, subject_id, rule_id, "rij", "termijn", "geen getuigschrift")
    statement = (
        select(Enrolment, Course, SecondSession)
        .join(Course, Course.id == Enrolment.course_id)
        .outerjoin(SecondSession, SecondSession.enrolment_id == Enrolment.id)
        .order_by(Enrolment.id)
    )
    for enrolment, course, second in session.execute(statement).all():
        wanted = {each.key: each for each in owed.of(enrolment, course, second, terms)}
        yield from _of_one(session, enrolment, wanted, terms)


def _of_one(
    session: Session, enrolment: Enrolment, wanted: Mapping[owed.Key, Owed], terms: Terms
) -> Iterator[Difference]:
    found = session.execute(
        select(Certificate, Deadline)
        .outerjoin(Deadline, (Deadline.subject_kind == CERTIFICATE) & (Deadline.subject_id == Certificate.id))
        .where(Certificate.enrolment_id == enrolment.id)
    ).all()
    keys = {(paper.kind, paper.school_year, paper.period_number) for paper, _ in found}
    for kind, year, number in wanted.keys() - keys:
        rule_id = terms_of_papers.RULES.get(kind, kind)
        yield Difference(PAPERS_OF, enrolment.id, rule_id, f"{kind} {year}/{number}", "ontbreekt", "papier")
    for paper, row in found:
        yield from _of_paper(
            paper,
            row,
            wanted.get((paper.kind, paper.school_year, paper.period_number)),
            enrolment.regime,
            terms,
        )


def _of_paper(
    paper: Certificate, row: Deadline | None, wanted: Owed | None, regime: str, terms: Terms
) -> Iterator[Difference]:
    rule_id = terms_of_papers.RULES.get(paper.kind, paper.kind)
    if row is not None and paper.correction_on is None:
        yield from _compared(paper, rule_id, row, {
            "stage": terms_of_papers.stage(paper), "state": terms_of_papers.state(paper, row.due_on),
            "met_on": paper.delivered_on,
        })  # fmt: skip
    if terms_of_papers.was_issued(paper):
        return
    state = "lapsed" if wanted is None else "due"
    if paper.state != state:
        yield Difference(CERTIFICATE, paper.id, rule_id, "state", paper.state, state)
    for name in DAYS if wanted is not None else ():
        stored, computed = str(getattr(paper, name)), str(getattr(wanted, name))
        if stored != computed:
            yield Difference(CERTIFICATE, paper.id, rule_id, name, stored, computed)
    if wanted is None or wanted.starts_on is None:
        return
    term = _term(terms, wanted, regime, wanted.starts_on)
    if term is None or row is None:
        if (term is None) != (row is None):
            stored, computed = ("ontbreekt", "termijn") if row is None else ("termijn", "geen regel")
            yield Difference(CERTIFICATE, paper.id, rule_id, "rij", stored, computed)
        return
    days = {**terms_of_papers.computed(paper, term), "also_on": wanted.also_on, "variant": regime}
    yield from _compared(paper, rule_id, row, days)


def _term(terms: Terms, wanted: Owed, regime: str, starts_on: date) -> Term | None:
    try:
        return terms_of_papers.term(terms, wanted.kind, regime, starts_on, wanted.also_on)
    except NoRuleInForce:
        return None


def _compared(
    paper: Certificate, rule_id: str, row: Deadline, wanted: Mapping[str, object]
) -> Iterator[Difference]:
    for name, value in wanted.items():
        stored = getattr(row, name)
        if stored != value:
            yield Difference(CERTIFICATE, paper.id, rule_id, name, str(stored), str(value))
