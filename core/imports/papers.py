"""The sheet of papers that were issued before the provider used Termijnwacht (`domain.md` 7b.14).

Each row is judged as noting one such paper is; what was noted before is never overwritten.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from core.access.permissions import Action
from core.certificates import earlier as noting
from core.certificates.earlier import Earlier
from core.certificates.terms_of_papers import is_earlier
from core.certificates.words import KINDS
from core.errors import InvalidInput
from core.i18n import N_
from core.imports import paperbook, papercells, paperfields, paperwriting, placing, refusing
from core.imports.kinds import ACCEPTED, UNCHANGED, Change, Finding, Kind, Reason, Row, Scope
from core.imports.paperbook import Book
from core.imports.papercells import Entry
from core.imports.paperwriting import PaperPlan
from core.imports.people import Directory, Somebody
from core.imports.refusing import Refused
from core.rules.words import Text
from db.models import Certificate, Enrolment

BY_CODE: Mapping[str, Reason] = {reason.code: reason for reason in paperfields.REASONS}
COLUMNS: Mapping[str, str] = {"earlier_number": "number", "delivered_by": "by"}


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What judging a row asks."""

    scope: Scope
    directory: Directory
    book: Book


def check(session: Session, rows: Sequence[Row], scope: Scope) -> list[Finding]:
    """Every row of the sheet: accepted, refused with the first reason, or already known."""
    read = [papercells.read(row, today=scope.today) for row in rows]
    people = [entry.person for entry in read if isinstance(entry, Entry)]
    directory = Directory(session, people, scope.actor)
    sheet = _Sheet(scope, directory, Book(session, directory.stored()))
    return refusing.findings(rows, read, lambda row, entry: _judge(row, entry, sheet), BY_CODE, scope)


def _judge(row: Row, entry: Entry, sheet: _Sheet) -> Finding | Refused:
    place = placing.find(sheet.book.offer, sheet.scope, course=entry.course, group=entry.group)
    if isinstance(place, Refused):
        return place
    course = place[0].course
    somebody, _ = sheet.directory.find(entry.person)
    if somebody.is_hidden:
        return Refused("person_elsewhere")
    if somebody.id is None:
        return Refused("unknown_person")
    enrolments = sheet.book.enrolments.get((somebody.id, course.id), [])
    if not enrolments:
        return Refused("not_enrolled", course.code)
    paper = paperbook.find(entry, sheet.book, enrolments)
    if isinstance(paper, Refused):
        return paper
    if paper.id in sheet.book.rows:
        return Refused("duplicate_row", str(sheet.book.rows[paper.id]))
    enrolment = next(one for one in enrolments if one.id == paper.enrolment_id)
    judged = _paper(row, entry, paper, enrolment, sheet)
    if isinstance(judged, Refused):
        return judged
    sheet.book.rows[paper.id] = row.number
    if judged is None:
        return Finding(row.number, UNCHANGED)
    return _accepted(row, judged, paper, sheet, _marks(entry, somebody, sheet))


def _paper(
    row: Row, entry: Entry, paper: Certificate, enrolment: Enrolment, sheet: _Sheet
) -> Earlier | Refused | None:
    """What the row notes about the paper; None when that is known already."""
    if paper.earlier_issued_on is not None and paper.earlier_destroyed_on is None:
        return _known(entry.earlier, paper)
    if paper.document_id is not None:
        return Refused("issued_here", sheet.book.numbers[paper.id])
    try:
        noting.check(paper, entry.earlier, enrolled_on=enrolment.enrolled_on, today=sheet.scope.today)
    except InvalidInput as error:
        return refusing.said(error, COLUMNS)
    return entry.earlier


def _known(given: Earlier, paper: Certificate) -> Refused | None:
    """It was noted before: only what the row fills in is compared."""
    pairs: list[tuple[str, str | date | None, str | date | None]] = [
        ("number", given.number, paper.earlier_number),
        ("issued_on", given.issued_on, paper.earlier_issued_on),
        ("delivered_on", given.delivered_on, paper.earlier_delivered_on),
    ]
    if is_earlier(paper) and paper.delivered_on is not None:
        pairs += [("by", given.by, paper.delivered_by)]
    for name, new, old in pairs:
        if new and new != old:
            return Refused("stored_differs", new, name, old or Text(NOTHING))
    return None


def _accepted(row: Row, earlier: Earlier, paper: Certificate, sheet: _Sheet, marks: Sequence[str]) -> Finding:
    due_on = sheet.book.due.get(paper.id)
    delivered_late = noting.is_late(earlier, due_on)
    is_late = delivered_late or (
        earlier.delivered_on is None and due_on is not None and due_on < sheet.scope.today
    )
    warned = (
        ("paper_without_number", not earlier.number),
        ("hours_not_entered", paper.id in sheet.book.open_hours),
        ("late_without_reason", delivered_late and not earlier.late_reason),
    )
    return Finding(
        row.number, ACCEPTED, warnings=(*marks, *(code for code, applies in warned if applies)),
        changes=(Change(KINDS[paper.kind], "", paperbook.period(paper)),), is_new=True, is_late=is_late,
        plan=PaperPlan(paper.id, paper.enrolment_id, paper.version, earlier),
    )  # fmt: skip


def _marks(entry: Entry, somebody: Somebody, sheet: _Sheet) -> list[str]:
    """Where the row calls the person otherwise; nothing about a person is changed by this sheet."""
    return sheet.directory.plan(entry.person, somebody, renames=False)[1]


NOTHING = N_("niets")
HINT = N_(
    "Lees eerst de inschrijvingen, de lessen en de aanwezigheden in: onder een uitgereikt papier liggen de uren vast."
)
KIND = Kind(
    "papers", N_("Uitgereikte getuigschriften van vroeger"), paperfields.FIELDS, paperfields.REASONS, check,
    paperwriting.apply, paperwriting.undo, Action.ISSUE_CERTIFICATE, hint=HINT,
)  # fmt: skip
