"""The fields of one record of the registration tool, in the order in which they are typed.

The real order of the tool stands in a manual that is not public, so it is data: the setting `entry.order`. What is
typed is Dutch whatever language the screen speaks, because the tool is; days are as LED prints them, DD.MM.JJJJ.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from core import identifiers
from core.i18n import N_
from core.registration.facts import Facts

SETTING = "entry.order"
INSZ, ENTERPRISE = "insz", "enterprise_number"
IN_SCREEN = N_("INSZ: in het invoerscherm")
KINDS: Mapping[str, str] = {
    "professional": "Bewijs van beroepskwalificatie",
    "partial": "Bewijs van deelkwalificatie",
    "competences": "Bewijs van competenties",
}
TRAJECTORY_KINDS: Mapping[str, str] = {"training": "Opleidingstraject", "evc": "EVC-traject"}


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its code in the setting, its Dutch label, what is typed, its width in a sheet."""

    code: str
    label: str
    value: Callable[[Facts], str]
    width: int = 16


@dataclass(frozen=True, slots=True)
class Line:
    """One field of one record: how it reads, and what is put on the clipboard."""

    code: str
    label: str
    shown: str
    copied: str


def day(found: date | None) -> str:
    """A day as LED prints it."""
    return "" if found is None else f"{found.day:02d}.{found.month:02d}.{found.year:04d}"


def _subject(facts: Facts) -> str:
    return " ".join(part for part in (facts.led_subject_code, facts.led_subject) if part)


FIELDS: tuple[Field, ...] = (
    Field(INSZ, N_("INSZ"), lambda facts: identifiers.mask(facts.insz_tail), 26),
    Field("last_name", N_("Naam"), lambda facts: facts.last_name, 22),
    Field("first_name", N_("Voornaam"), lambda facts: facts.first_name, 18),
    Field("born_on", N_("Geboortedatum"), lambda facts: day(facts.born_on), 14),
    Field("kind", N_("Soort bewijs"), lambda facts: KINDS[facts.kind], 30),
    Field("title", N_("Volledige naam van het bewijs"), lambda facts: facts.title, 60),
    Field("qualification", N_("Kwalificatiecode"), lambda facts: facts.qualification_code, 20),
    Field("subject", N_("Onderwerp in LED"), _subject, 24),
    Field("level", N_("VKS-niveau"), lambda facts: str(facts.level or ""), 11),
    Field("competences", N_("Competenties"), lambda facts: "; ".join(facts.competences), 50),
    Field("issued_on", N_("Uitreikingsdatum"), lambda facts: day(facts.issued_on), 16),
    Field("completed_on", N_("Traject afgerond op"), lambda facts: day(facts.completed_on), 18),
    Field("trajectory_kind", N_("Soort traject"), lambda facts: TRAJECTORY_KINDS[facts.trajectory_kind], 20),
    Field("institution", N_("Naam van de instelling"), lambda facts: facts.institution, 30),
    Field(ENTERPRISE, N_("Ondernemingsnummer"), lambda facts: facts.enterprise_number, 20),
    Field("country", N_("Land"), lambda facts: facts.country, 8),
    Field("language", N_("Taal"), lambda facts: facts.language, 8),
    Field("reference", N_("Referte van de leverancier"), lambda facts: facts.reference, 24),
)
BY_CODE: Mapping[str, Field] = {field.code: field for field in FIELDS}
DEFAULT_ORDER: str = ",".join(BY_CODE)


def ordered(setting: str) -> tuple[Field, ...]:
    """The fields a setting names, each once, in its order; all of them when it names none that exists."""
    codes = dict.fromkeys(code.strip() for code in setting.split(","))
    return tuple(BY_CODE[code] for code in codes if code in BY_CODE) or FIELDS


def lines(facts: Facts, order: Sequence[Field], *, number: str | None) -> list[Line]:
    """What is typed for one record; fields that do not apply to it are left out.

    `number` is the national number, eleven digits, while it may be seen; without it that line is masked and copies
    nothing.
    """
    made = []
    for field in order:
        shown = field.value(facts)
        copied = shown
        if field.code == INSZ:
            shown = identifiers.format_insz(number) if number else shown
            copied = number or ""
        elif field.code == ENTERPRISE:
            shown = identifiers.format_enterprise_number(shown)
        if shown:
            made.append(Line(field.code, field.label, shown, copied))
    return made
