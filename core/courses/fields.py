"""What the forms of a course and a group edit, and what must be right about it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import lengths
from core.courses import words
from core.courses.school_years import school_year_text, school_years
from core.errors import InvalidInput
from core.i18n import N_
from core.rules import calendar
from db.models import Campus, Course, CourseGroup, StaffMember, Trajectory

EARLIEST = date(2000, 1, 1)
LONGEST_YEARS = 10
MOST_MINUTES = 200_000


@dataclass(frozen=True, slots=True)
class CourseFields:
    """Every column of a course. `planned` is box a: contact minutes to attend per school year that it touches."""

    code: str
    name: str
    campus_id: int
    organisation: str
    lesson_unit: int
    starts_on: date | None
    ends_on: date | None
    trajectory_id: int | None = None
    category: str = ""
    recognition_kind: str = ""
    recognition_number: str = ""
    joint_committee: str = ""
    recognised_on: date | None = None
    is_mentor_course: bool = False
    first_session_exam_on: date | None = None
    second_session_from_on: date | None = None
    second_session_to_on: date | None = None
    skips_holidays: bool = True
    vov_form: str = ""
    odb_number: str = ""
    credits_hundredths: int | None = None
    lesson_periods: int | None = None
    modules: str = ""
    planned: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GroupFields:
    """What the form of a group edits; the teachers' accounts see it and may enter its lessons."""

    code: str
    name: str
    teacher_ids: Sequence[int] = ()


def values_of(fields: CourseFields) -> dict[str, object]:
    """The columns of a course, texts without blanks around them."""
    found = {
        name: value.strip() if isinstance(value, str) else value for name, value in asdict(fields).items()
    }
    del found["planned"]
    return found


def check_course(session: Session, fields: CourseFields) -> tuple[date, date]:
    """Raise InvalidInput for the first thing that is wrong; gives the days on which it starts and ends."""
    if not fields.code.strip() or not fields.name.strip():
        raise InvalidInput(N_("Vul de code en de naam van de opleiding in."), field="code")
    lengths.check(Course, values_of(fields))
    _check_choices(fields)
    starts_on, ends_on = _check_dates(fields)
    _check_amounts(fields, school_years(starts_on, ends_on))
    if session.get(Campus, fields.campus_id) is None:
        raise InvalidInput(N_("Kies de campus van de opleiding."), field="campus_id")
    if fields.trajectory_id is not None and session.get(Trajectory, fields.trajectory_id) is None:
        raise InvalidInput(
            N_("Dit traject bestaat niet meer. Kies een ander traject."), field="trajectory_id"
        )
    return starts_on, ends_on


def _check_choices(fields: CourseFields) -> None:
    offered = (
        (fields.organisation, words.ORGANISATIONS, "organisation"),
        (str(fields.lesson_unit), words.UNITS, "lesson_unit"),
        (fields.category, words.CATEGORIES, "category"),
        (fields.recognition_kind, words.RECOGNITIONS, "recognition_kind"),
        (fields.vov_form, words.VOV_FORMS, "vov_form"),
    )
    for value, known, name in offered:
        if value not in known:
            raise InvalidInput(
                N_("Kies de organisatie, lestijd, categorie, erkenning en vorm uit de lijst."), field=name
            )


def _check_dates(fields: CourseFields) -> tuple[date, date]:
    starts_on, ends_on = fields.starts_on, fields.ends_on
    if starts_on is None or ends_on is None:
        raise InvalidInput(N_("Vul de eerste en de laatste dag van de opleiding in."), field="starts_on")
    if ends_on < starts_on:
        raise InvalidInput(N_("De opleiding eindigt vóór ze begint. Kijk de datums na."), field="ends_on")
    latest = calendar.add_months(starts_on, LONGEST_YEARS * 12, arithmetic=calendar.MonthArithmetic.CLAMP)
    if starts_on < EARLIEST or ends_on > latest:
        raise InvalidInput(
            N_("Een opleiding begint na {first} en duurt hoogstens {n} jaar. Kijk de datums na."),
            field="starts_on", first=EARLIEST, n=LONGEST_YEARS,
        )  # fmt: skip
    if fields.first_session_exam_on is not None and fields.first_session_exam_on < starts_on:
        raise InvalidInput(
            N_("Het laatste examen van de eerste zittijd valt vóór de eerste dag. Kijk de datum na."),
            field="first_session_exam_on",
        )
    first, last = fields.second_session_from_on, fields.second_session_to_on
    if (first is None) != (last is None) or (first is not None and last is not None and last < first):
        raise InvalidInput(
            N_("Vul van de tweede zittijd de eerste en de laatste dag in, in die volgorde."),
            field="second_session_from_on",
        )
    if first is not None and first <= (fields.first_session_exam_on or starts_on):
        raise InvalidInput(
            N_(
                "De tweede zittijd begint na het laatste examen van de eerste en na de eerste lesdag. "
                "Kijk de datums na."
            ),
            field="second_session_from_on",
        )
    return starts_on, ends_on


def _check_amounts(fields: CourseFields, years: Sequence[int]) -> None:
    for year, minutes in fields.planned.items():
        if year not in years:
            raise InvalidInput(
                N_("De opleiding loopt niet in het schooljaar {year}. Haal vak a van dat jaar weg."),
                field="planned", year=school_year_text(year),
            )  # fmt: skip
        if not 0 <= minutes <= MOST_MINUTES:
            raise InvalidInput(
                N_("Vak a van {year} moet van 0 tot en met {most} minuten zijn."),
                field="planned", year=school_year_text(year), most=MOST_MINUTES,
            )  # fmt: skip
    for amount in (fields.credits_hundredths, fields.lesson_periods):
        if amount is not None and not 0 < amount <= MOST_MINUTES:
            raise InvalidInput(
                N_("Credits en lestijden zijn groter dan nul, of blijven leeg."), field="credits_hundredths"
            )


def check_group(session: Session, fields: GroupFields, *, except_id: int | None = None) -> None:
    """Raise InvalidInput for a group without code or name, with a code in use, or with somebody who is no member."""
    code = fields.code.strip()
    if not code or not fields.name.strip():
        raise InvalidInput(N_("Vul de code en de naam van de groep in."), field="code")
    lengths.check(CourseGroup, {"code": code, "name": fields.name.strip()})
    twin = session.scalar(select(CourseGroup.id).where(CourseGroup.code == code))
    if twin is not None and twin != except_id:
        raise InvalidInput(N_("Groep {code} bestaat al. Kies een andere code."), field="code", code=code)
    check_teachers(session, set(fields.teacher_ids))


def check_teachers(session: Session, wanted: set[int]) -> None:
    """Raise InvalidInput for a teacher who is not in the staff register."""
    found = (
        set(session.scalars(select(StaffMember.id).where(StaffMember.id.in_(wanted)))) if wanted else set()
    )
    if found != wanted:
        raise InvalidInput(
            N_("Deze leraar staat niet meer in de lijst van medewerkers. Kies iemand anders."),
            field="teacher",
        )
