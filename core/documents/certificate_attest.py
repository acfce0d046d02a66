"""The enrolment attest of Flemish training leave: what the ministerial decree of 8 July 2019 asks (`domain.md` 4.5).

It names the national number. Without one the provider may choose to leave a line to write it on.
"""

from typing import TYPE_CHECKING

from core.documents import certificate_parts as parts
from core.documents import certificate_words as words
from core.documents.flow import Flow
from core.documents.sheet import Sheet

if TYPE_CHECKING:
    from core.documents.certificate import CertificateContent


def draw(sheet: Sheet, content: "CertificateContent", *, national_number: str) -> None:
    """All pages of one attest; ordinary contents take one."""
    paper = parts.opened(sheet)
    parts.heading(paper, content, words.VOV_LAW)
    paper.y += 2
    parts.organiser(paper, content)
    parts.learner(paper, content, national_number)
    _course(paper, content)
    parts.signing(paper, content)
    parts.feet(sheet, content)


def _course(paper: Flow, content: "CertificateContent") -> None:
    parts.section(paper, "Opleiding")
    rows = [("Naam", content.course_name)]
    if content.modules:
        rows.append(("Modules", content.modules))
    parts.pairs(paper, [*rows, ("Kenmerk", content.reference)])
    parts.section(paper, "Omvang")
    size = [("Contacturen", words.amount(content.box_a, content.lesson_unit))] if content.box_a else []
    if content.credits_hundredths:
        size.append(("Credits", words.credits_text(content.credits_hundredths)))
    if content.lesson_periods:
        size.append(("Lestijden", str(content.lesson_periods)))
    parts.pairs(paper, size)
    parts.section(paper, "Datums")
    days = [("Ingeschreven op", content.enrolled_on), ("Begin van de opleiding", content.starts_on)]
    days += [("Einde van de opleiding", content.ends_on)]
    days += [("Laatste examen", content.exam_on)] if content.exam_on else []
    parts.pairs(paper, [(label, words.day(each)) for label, each in days])
    if content.timetable:
        parts.section(paper, "Lesdagen en uren")
        parts.timetable(paper, content)
