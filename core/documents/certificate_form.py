"""The getuigschrift of paid educational leave, part by part in the order of the source ("Vermeldingen")."""

from typing import TYPE_CHECKING

from core.documents import certificate_parts as parts
from core.documents import certificate_words as words
from core.documents import table
from core.documents.flow import ACROSS, Flow
from core.documents.sheet import Sheet
from core.documents.table import Column

if TYPE_CHECKING:
    from core.documents.certificate import CertificateContent

PERIOD_COLUMNS = tuple(zip(words.PERIOD_HEADS, (30.0, 27.0, 23.0, 25.0, 27.0), strict=True))


def draw(sheet: Sheet, content: "CertificateContent") -> None:
    """All pages of one paper; ordinary contents take one."""
    paper = parts.opened(sheet)
    parts.heading(paper, content, words.BEV_LAW)
    paper.y += 1.5
    options = [(text, kind == content.kind) for kind, text in words.PURPOSES.items()]
    parts.ticks(paper, options, [43.0, 31.0, 47.0, 45.0])
    parts.organiser(paper, content)
    parts.learner(paper, content, "")
    _course(paper, content)
    _boxes(paper, content)
    _days(paper, content)
    _period(paper, content)
    _stop_and_second(paper, content)
    parts.signing(paper, content)
    parts.feet(sheet, content)


def _course(paper: Flow, content: "CertificateContent") -> None:
    parts.section(paper, "Opleiding")
    parts.pairs(paper, [
        ("Naam", content.course_name), ("Categorie", words.CATEGORIES[content.category]),
        ("Erkenning", content.reference),
    ])  # fmt: skip
    year = words.school_year(content.school_year)
    parts.fours(paper, [
        ("Code", content.course_code, "Schooljaar", year),
        ("Ingeschreven op", words.day(content.enrolled_on), "Lestijd", f"{content.lesson_unit} minuten"),
    ])  # fmt: skip


def _boxes(paper: Flow, content: "CertificateContent") -> None:
    parts.section(paper, f"Cursusuren van de opleiding, schooljaar {words.school_year(content.school_year)}")
    unit = content.lesson_unit
    columns = [
        Column("Vak", 12, is_bold=True), Column("Cursusuren", ACROSS - 62),
        Column(f"Lestijden van {unit} min", 32, is_amount=True, is_bold=True), Column("Minuten", 18, is_amount=True),
    ]  # fmt: skip
    amounts = (content.box_a, content.box_b, content.box_c, content.box_d)
    rows = [
        (letter, text, words.units(minutes, unit), str(minutes))
        for (letter, text), minutes in zip(words.BOXES, amounts, strict=True)
    ]
    table.draw(paper, columns, rows, look=parts.LOOK)


def _days(paper: Flow, content: "CertificateContent") -> None:
    parts.section(paper, "Uurrooster van de gevolgde cursussen: lesdagen (vaste dag of datum) en uren")
    parts.timetable(paper, content)
    end = words.LAST_EXAM if content.has_exam else words.COURSE_END
    row = ("Begin van de opleiding", words.day(content.starts_on), end, words.day(content.ends_on))
    parts.fours(paper, [row], third=50)


def _period(paper: Flow, content: "CertificateContent") -> None:
    parts.section(paper, "Aan- en afwezigheden van de cursist", with_it=26)
    if content.from_on is None:
        parts.pairs(paper, [("Periode", words.NOT_FOR_THIS)])
        return
    period = f"van {words.day(content.from_on)} tot en met {words.day(content.to_on)}"
    parts.pairs(paper, [("Periode", period)])
    unit, first = content.lesson_unit, 34.0
    columns = [
        Column("", first),
        *(Column(head, wide, is_amount=True, is_bold=True) for head, wide in PERIOD_COLUMNS),
    ]
    amounts = (content.planned, content.given, content.present, content.justified, content.unjustified)
    rows = [
        (f"Lestijden van {unit} min", *(words.units(minutes, unit) for minutes in amounts)),
        ("Minuten", *map(str, amounts)),
    ]
    table.draw(paper, columns, rows, look=parts.LOOK)


def _stop_and_second(paper: Flow, content: "CertificateContent") -> None:
    parts.section(paper, "Stopzetten van de opleiding en tweede zittijd")
    stop = "Niet stopgezet."
    if content.stopped_on is not None:
        stop = words.STOPS[content.stop_kind].format(day=words.day(content.stopped_on))
    parts.pairs(paper, [("Stopgezet op", stop), ("Tweede zittijd", second(content))])


def second(content: "CertificateContent") -> str:
    """1° the notice to the person, 2° that the exams were taken and when; nothing on the other papers."""
    days = ", ".join(words.day(each) for each in content.exam_days)
    if content.kind == "second_taken":
        return f"De cursist nam effectief deel aan de tweede examenzittijd. Examens afgelegd op: {days}."
    if content.kind != "second_notice":
        return words.NOT_FOR_THIS
    told = "Mededeling: de cursist heeft een tweede examenzittijd"
    if content.second_from_on and content.second_to_on:
        told += f" van {words.day(content.second_from_on)} tot en met {words.day(content.second_to_on)}"
    return f"{told}. Examens op: {days}." if days else f"{told}."
