"""The papers that the people of a sheet are owed, with their terms and numbers, and which one a row is about."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.attendance import totals
from core.certificates.terms_of_papers import CERTIFICATE
from core.certificates.words import KINDS
from core.courses.school_years import school_year, school_year_text
from core.enrolments import papers
from core.i18n.formats import date_text
from core.imports import chunks
from core.imports.enrolmentbook import Offer
from core.imports.papercells import Entry
from core.imports.people import Somebody
from core.imports.refusing import Refused
from core.rules.words import Text
from db.models import Certificate, Deadline, Document, Enrolment


class Book:
    """What is owed to whom while a sheet is read; it remembers which row is about which paper, hence a class."""

    def __init__(self, session: Session, people: Iterable[Somebody]) -> None:
        self.offer = Offer(session)
        self.rows: dict[int, int] = {}
        self.enrolments: dict[tuple[int, int], list[Enrolment]] = {}
        self._papers: dict[int, list[Certificate]] = {}
        learners = sorted({somebody.id for somebody in people if somebody.id is not None})
        statement = select(Enrolment).order_by(Enrolment.id)
        for (enrolment,) in chunks.rows(session, statement, Enrolment.learner_id, learners):
            self.enrolments.setdefault((enrolment.learner_id, enrolment.course_id), []).append(enrolment)
        self.numbers: dict[int, str] = {}
        keys = [one.id for listed in self.enrolments.values() for one in listed]
        owed = (
            select(Certificate, papers.number())
            .outerjoin(Document, Document.id == Certificate.document_id)
            .order_by(Certificate.from_on, Certificate.school_year, Certificate.id)
        )
        for paper, number in chunks.rows(session, owed, Certificate.enrolment_id, keys):
            self._papers.setdefault(paper.enrolment_id, []).append(paper)
            self.numbers[paper.id] = number
        due = select(Deadline.subject_id, Deadline.due_on).where(Deadline.subject_kind == CERTIFICATE)
        found = chunks.rows(session, due, Deadline.subject_id, sorted(self.numbers))
        self.due: dict[int, date] = {key: day for key, day in found}  # noqa: C416
        self.open_hours = self._open_hours(session)

    def _open_hours(self, session: Session) -> set[int]:
        """The papers over a period with lessons that were not entered: their hours will be locked as they are."""
        found: set[int] = set()
        for keys in chunks.of(sorted(self.numbers)):
            summed = totals.of_papers(session, certificate_ids=keys)
            found |= {key for key, each in summed.items() if each.not_entered}
        return found

    def owed(self, enrolments: Sequence[Enrolment], kind: str) -> list[Certificate]:
        """The papers of that kind that these enrolments owe or owed, in order."""
        return [
            paper
            for enrolment in enrolments
            for paper in self._papers.get(enrolment.id, ())
            if paper.kind == kind and paper.state != "lapsed"
        ]


def find(entry: Entry, book: Book, enrolments: Sequence[Enrolment]) -> Certificate | Refused:
    """The one paper that a row is about; else what is owed instead, or what the row has to tell."""
    listed = _enrolled(entry, enrolments)
    if isinstance(listed, Refused):
        return listed
    if not any(enrolment.regime for enrolment in listed):
        return Refused("no_leave")
    name = Text(KINDS[entry.kind])
    owed = book.owed(listed, entry.kind)
    if not owed:
        return Refused("not_owed", name)
    meant = [paper for paper in owed if _is_meant(paper, entry)]
    if not meant:
        return Refused("no_such_period", _asked(entry), _column(entry), name)
    periods = list(dict.fromkeys(period(paper) for paper in meant))
    if len(periods) > 1:
        return Refused("missing_period", expected=", ".join(periods), field=_column(entry))
    if len(meant) > 1:
        return Refused("more_enrolments", expected=_days(listed))
    return meant[0]


def _enrolled(entry: Entry, enrolments: Sequence[Enrolment]) -> Sequence[Enrolment] | Refused:
    if entry.enrolled_on is None:
        return enrolments
    found = [enrolment for enrolment in enrolments if enrolment.enrolled_on == entry.enrolled_on]
    return found or Refused("not_enrolled_then", entry.enrolled_on, expected=_days(enrolments))


def _is_meant(paper: Certificate, entry: Entry) -> bool:
    days = [day for day in (entry.from_on, entry.to_on) if day is not None]
    if paper.from_on is None or paper.to_on is None:
        years = {school_year(day) for day in days} | ({entry.school_year} - {None})
        return not years or years == {paper.school_year}
    if any(not paper.from_on <= day <= paper.to_on for day in days):
        return False
    return entry.school_year is None or entry.school_year == paper.school_year


def _asked(entry: Entry) -> str:
    """The period as the row names it."""
    days = [date_text(day) for day in (entry.from_on, entry.to_on) if day is not None]
    years = [school_year_text(entry.school_year)] if entry.school_year is not None else []
    return " - ".join(days) or ", ".join(years)


def _column(entry: Entry) -> str:
    if entry.from_on is not None or entry.kind == "assiduity":
        return "from_on"
    return "to_on" if entry.to_on is not None else "school_year"


def period(paper: Certificate) -> str:
    """The days of the period, or the school year."""
    if paper.from_on is None or paper.to_on is None:
        return school_year_text(paper.school_year)
    return f"{date_text(paper.from_on)} - {date_text(paper.to_on)}"


def _days(enrolments: Sequence[Enrolment]) -> str:
    return ", ".join(date_text(enrolment.enrolled_on) for enrolment in enrolments)
