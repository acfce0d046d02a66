"""A paper of educational leave after the ministerial model: plain, no house style, no QR, no scanned signature.

What stands on it is what the source lists; place is left for the original stamp and signature. It is in Dutch, as the
model is, and never shows on which ground an absence was justified. Where the provider loaded the official blank for
that kind of paper, the contents stand on it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from typing import Final

from core.documents import certificate_attest, certificate_blank, certificate_form, glyphs
from core.documents.certificate_blank import Blank
from core.documents.certificate_words import TITLES
from core.documents.sheet import Sheet
from core.i18n import N_

TEMPLATE: Final = "bev-2"
PLACE = N_("Getuigschrift")
__all__ = ["TEMPLATE", "TITLES", "Blank", "CertificateContent", "check", "render", "to_json"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateContent:
    """One paper, complete; equal contents give the same bytes. All amounts are minutes.

    `number_place` is 'dotted' where the national number is written in by hand, 'printed' where it is printed; the
    number itself is no part of the content, for this is frozen in the open.
    """

    kind: str
    number: str
    last_name: str
    first_name: str
    born_on: date
    organisation_name: str
    organisation_address: str
    enterprise_number: str
    course_name: str
    course_code: str
    category: str
    reference: str
    lesson_unit: int
    box_a: int
    box_b: int
    box_d: int
    timetable: tuple[str, ...]
    starts_on: date
    ends_on: date
    has_exam: bool
    school_year: int
    enrolled_on: date
    number_place: str = "dotted"
    from_on: date | None = None
    to_on: date | None = None
    planned: int = 0
    given: int = 0
    present: int = 0
    justified: int = 0
    unjustified: int = 0
    stopped_on: date | None = None
    stop_kind: str = ""
    second_from_on: date | None = None
    second_to_on: date | None = None
    exam_days: tuple[date, ...] = ()
    modules: str = ""
    credits_hundredths: int | None = None
    lesson_periods: int | None = None
    exam_on: date | None = None
    corrects_number: str = ""
    correction_reason: str = ""
    issued_on: date
    place: str
    signatory_name: str
    signatory_function: str
    model_version: str = ""
    model_requested_on: date | None = None
    model_received_on: date | None = None

    @property
    def box_c(self) -> int:
        """What is still to be followed after the exemptions."""
        return self.box_a - self.box_b


def check(content: CertificateContent) -> None:
    """Raise InvalidInput when a character of it could not be drawn."""
    glyphs.check_texts(("content", PLACE, text, True) for text in _texts(content))


def render(content: CertificateContent, *, national_number: str = "", blank: Blank | None = None) -> bytes:
    """The paper as PDF, on the official blank if there is one. Raises InvalidInput for what cannot be drawn."""
    check(content)
    if blank is not None:
        return certificate_blank.render(content, blank, national_number=national_number)
    title = f"{TITLES[content.kind]} {content.number}"
    sheet = Sheet(title=title, language="nl", made_on=content.issued_on, author=content.organisation_name)
    if content.kind == "vov_enrolment":
        certificate_attest.draw(sheet, content, national_number=national_number)
    else:
        certificate_form.draw(sheet, content)
    return sheet.finished()


def _texts(content: CertificateContent) -> Iterator[str]:
    for field in fields(content):
        value = getattr(content, field.name)
        if isinstance(value, str):
            yield value
    yield from content.timetable


def to_json(content: CertificateContent) -> dict[str, object]:
    """What is frozen with the paper: days as ISO text, lists as lists."""
    return {field.name: _plain(getattr(content, field.name)) for field in fields(content)}


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return [_plain(each) for each in value] if isinstance(value, tuple) else value
