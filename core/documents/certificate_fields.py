"""What can stand on an official blank: each field with its Dutch name and its text, and what a paper cannot miss."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from core.documents import certificate_form, flow
from core.documents import certificate_words as words
from core.i18n import N_

if TYPE_CHECKING:
    from core.documents.certificate import CertificateContent

Text = Callable[["CertificateContent"], str]
NATIONAL_NUMBER: Final = "national_number"
IN_UNITS, IN_MINUTES, TICK = N_("lestijden"), N_("minuten"), N_("Kruisje")
AMOUNTS: Final = (
    ("box_a", N_("Vak a")), ("box_b", N_("Vak b")), ("box_c", N_("Vak c")), ("box_d", N_("Vak d")),
    ("planned", N_("Theoretisch aantal cursusuren")), ("given", N_("Werkelijk gegeven uren")),
    ("present", N_("Aanwezigheid")), ("justified", N_("Gewettigde afwezigheid")),
    ("unjustified", N_("Ongewettigde afwezigheid")),
)  # fmt: skip
PERIOD: Final = ("from_on", "to_on", "planned", "given", "present", "justified", "unjustified")


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a blank: its name in Dutch and the text of it ('' where it does not apply)."""

    name: str
    text: Text


def _day(name: str) -> Text:
    return lambda content: words.day(getattr(content, name))


def _plain(name: str) -> Text:
    return lambda content: str(getattr(content, name) or "")


def _tick(kind: str) -> Text:
    return lambda content: "X" if content.kind == kind else ""


def _in_units(name: str) -> Text:
    return lambda content: (
        words.units(getattr(content, name), content.lesson_unit) if _holds(content, name) else ""
    )


def _in_minutes(name: str) -> Text:
    return lambda content: str(getattr(content, name)) if _holds(content, name) else ""


def _holds(content: "CertificateContent", name: str) -> bool:
    return content.from_on is not None or name.startswith("box_")


FIELDS: Final[Mapping[str, Field]] = {
    **{f"tick_{kind}": Field(text, _tick(kind)) for kind, text in words.PURPOSES.items()},
    "number": Field(N_("Nummer van het papier"), _plain("number")),
    "correction": Field(
        N_("Correctie"),
        lambda content: f"CORRECTIE van getuigschrift {content.corrects_number}" if content.corrects_number else "",
    ),
    "correction_reason": Field(N_("Reden van de correctie"), _plain("correction_reason")),
    "organisation_name": Field(N_("Organisator"), _plain("organisation_name")),
    "organisation_address": Field(
        N_("Adres van de organisator"), lambda content: content.organisation_address.replace("\n", ", ")
    ),
    "enterprise_number": Field(
        N_("Ondernemingsnummer"), lambda content: flow.enterprise_number(content.enterprise_number)
    ),
    "full_name": Field(N_("Naam en voornaam"), lambda content: f"{content.last_name} {content.first_name}".strip()),
    "last_name": Field(N_("Naam"), _plain("last_name")),
    "first_name": Field(N_("Voornaam"), _plain("first_name")),
    "born_on": Field(N_("Geboortedatum"), _day("born_on")),
    NATIONAL_NUMBER: Field(N_("Rijksregisternummer (alleen op het attest)"), lambda content: ""),
    "course_name": Field(N_("Opleiding"), _plain("course_name")),
    "course_code": Field(N_("Code van de opleiding"), _plain("course_code")),
    "modules": Field(N_("Modules"), _plain("modules")),
    "tick_vocational": Field(N_("Beroepsopleiding"), lambda content: "X" if content.category == "vocational" else ""),
    "tick_general": Field(N_("Algemene opleiding"), lambda content: "X" if content.category == "general" else ""),
    "reference": Field(N_("Erkenning of kenmerk"), _plain("reference")),
    "school_year": Field(N_("Schooljaar"), lambda content: words.school_year(content.school_year)),
    "enrolled_on": Field(N_("Ingeschreven op"), _day("enrolled_on")),
    "lesson_unit": Field(N_("Lestijd in minuten"), _plain("lesson_unit")),
    **{name: Field(text, _in_units(name)) for name, text in AMOUNTS},
    **{f"{name}_minutes": Field(text, _in_minutes(name)) for name, text in AMOUNTS},
    "timetable": Field(N_("Uurrooster"), lambda content: "; ".join(content.timetable)),
    "starts_on": Field(N_("Begin van de opleiding"), _day("starts_on")),
    "ends_on": Field(N_("Laatste examen of einde"), _day("ends_on")),
    "exam_on": Field(N_("Examen na het einde"), _day("exam_on")),
    "from_on": Field(N_("Periode van"), _day("from_on")),
    "to_on": Field(N_("Periode tot en met"), _day("to_on")),
    "stopped_on": Field(N_("Stopgezet op"), _day("stopped_on")),
    "second_session": Field(
        N_("Tweede zittijd"),
        lambda content: certificate_form.second(content) if content.kind.startswith("second") else "",
    ),
    "exam_days": Field(
        N_("Datums van de examens"), lambda content: ", ".join(words.day(day) for day in content.exam_days)
    ),
    "credits": Field(
        N_("Credits"),
        lambda content: words.credits_text(content.credits_hundredths) if content.credits_hundredths else "",
    ),
    "lesson_periods": Field(N_("Lestijden (VOV)"), _plain("lesson_periods")),
    "contact_hours": Field(
        N_("Contacturen"), lambda content: words.amount(content.box_a, content.lesson_unit) if content.box_a else ""
    ),
    "place": Field(N_("Plaats"), _plain("place")),
    "issued_on": Field(N_("Datum van opmaak"), _day("issued_on")),
    "signatory_name": Field(N_("Naam van de ondertekenaar"), _plain("signatory_name")),
    "signatory_function": Field(N_("Functie van de ondertekenaar"), _plain("signatory_function")),
}  # fmt: skip
ALL: Final[Sequence[tuple[str, ...]]] = (
    ("full_name", "last_name"), ("full_name", "first_name"), ("organisation_name",), ("course_name",), ("reference",),
    ("starts_on",), ("ends_on",), ("issued_on",), ("correction",), ("correction_reason",),
)  # fmt: skip
BEV: Final[Sequence[tuple[str, ...]]] = (
    *ALL, ("tick_vocational",), ("tick_general",), *((box, f"{box}_minutes") for box, _ in AMOUNTS[:4]),
    ("timetable",), ("stopped_on",),
)  # fmt: skip
# Of each group at least one field must have a place before a paper of that kind may be drawn on the blank.
NEEDED: Final[Mapping[str, Sequence[tuple[str, ...]]]] = {
    "enrolment": BEV,
    "assiduity": (*BEV, *((name,) if name.endswith("_on") else (name, f"{name}_minutes") for name in PERIOD)),
    "second_notice": (*BEV, ("second_session",)),
    "second_taken": (*BEV, ("second_session", "exam_days")),
    "vov_enrolment": (
        *ALL, (NATIONAL_NUMBER,), ("enterprise_number",), ("contact_hours",), ("credits",), ("lesson_periods",),
        ("exam_on",), ("modules",),
    ),
}  # fmt: skip


def named(code: str, t: Callable[[str], str]) -> str:
    """The name of a field as lists show it; amounts stand there in lesson units and in minutes."""
    name = t(FIELDS[code].name)
    if code.startswith("tick_"):
        return f"{t(TICK)}: {name}"
    if code.endswith("_minutes"):
        return f"{name} ({t(IN_MINUTES)})"
    return f"{name} ({t(IN_UNITS)})" if f"{code}_minutes" in FIELDS else name


def lacking(kinds: Collection[str], placed: Collection[str]) -> Sequence[str]:
    """The Dutch names of what these papers must say and that has no place yet, each once."""
    groups = [group for kind in kinds for group in NEEDED[kind] if not set(group) & set(placed)]
    return tuple(dict.fromkeys(FIELDS[group[0]].name for group in groups))
