"""One professional qualification out of a saved answer of the authority's catalogue.

Fields are read by name and the rest is ignored: the published shape grows, and numbers in it may be
missing. A wrong or missing code is refused, because proofs carry it.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from core.errors import InvalidInput
from core.i18n import N_

MAX_CHARACTERS = 5_000_000
_QUALIFICATION = re.compile(r"(?:BK-)?(\d{4}-\d{1,3})", re.ASCII | re.IGNORECASE)
_PART = re.compile(r"BK-\d{4}-\d{1,3}-DBK-\d{1,3}", re.ASCII)
_COMPETENCE = re.compile(r"bkc\d{4,12}", re.ASCII)
_LEVEL = re.compile(r"[1-8]", re.ASCII)
PART_LISTS = ("deelkwalificaties", "deelberoepskwalificaties")

_NO_JSON = N_("Dit is geen leesbaar JSON-bestand. Bewaar het antwoord van de kwalificatiedatabank opnieuw.")
_SHAPE = N_(
    "Dit bestand bevat geen beroepskwalificatie. Bewaar het volledige antwoord, met “beroepskwalificatie”."
)
_CODE = N_("De code van de kwalificatie ontbreekt of klopt niet. Verwacht wordt bijvoorbeeld BK-0390-2.")
_TITLE = N_("De titel ontbreekt of is te lang bij {code}. Vul “titel” of “waarde” in.")
_COMPETENCE_CODE = N_("Een competentie heeft geen of een foute code. Verwacht wordt bijvoorbeeld bkc0045062.")
_PART_CODE = N_(
    "Een deelkwalificatie heeft geen of een foute code. Verwacht wordt bijvoorbeeld {code}-DBK-01."
)
_UNKNOWN = N_("Deelkwalificatie {part} noemt competentie {code}, die niet bij de kwalificatie staat.")
_DATE = N_("De datum bij “{name}” is geen bestaande dag. Schrijf ze als 2020-02-28.")


@dataclass(frozen=True, slots=True)
class CompetenceCard:
    """A competence of the qualification."""

    code: str
    title: str
    kind: str


@dataclass(frozen=True, slots=True)
class PartCard:
    """A partial qualification with the codes of its competences."""

    code: str
    title: str
    competences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QualificationCard:
    """One version of a professional qualification as the catalogue tells it."""

    code: str
    title: str
    vks_level: int | None
    status: str
    recognised_on: date | None
    ended_on: date | None
    definition: str
    led_subject_code: str
    led_subject: str
    competences: tuple[CompetenceCard, ...]
    parts: tuple[PartCard, ...]


def read(json_text: str) -> QualificationCard:
    """The qualification in a saved answer. Raises InvalidInput with what is missing."""
    found = _root(json_text)
    code = _code(found)
    competences = _competences(found)
    subject = _object(found.get("led_onderwerp"))
    level = _LEVEL.search(_text(found.get("vks_niveau")))
    return QualificationCard(
        code=code,
        title=_title(found.get("titel"), code, 300),
        vks_level=int(level[0]) if level else None,
        status=_text(found.get("status"))[:60],
        recognised_on=_date(found, "erkenningsdatum"),
        ended_on=_date(found, "einddatum"),
        definition=_text(found.get("definitie")) or _text(found.get("omschrijving_kort")),
        led_subject_code=(_text(subject.get("code")) or _text(subject.get("led_onderwerp_nummer")))[:20],
        led_subject=_text(subject.get("omschrijving"))[:300],
        competences=competences,
        parts=_parts(found, code, {competence.code for competence in competences}),
    )


def _root(json_text: str) -> Mapping[str, object]:
    if len(json_text) > MAX_CHARACTERS:
        raise InvalidInput(_NO_JSON)
    try:
        answer: object = json.loads(json_text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise InvalidInput(_NO_JSON) from error
    outer = _object(answer)
    found = _object(outer.get("beroepskwalificatie")) or outer
    if not found.keys() & {"versie_nr_lang", "versie_nr_kort", "titel", "competenties"}:
        raise InvalidInput(_SHAPE)
    return found


def _code(found: Mapping[str, object]) -> str:
    given = _text(found.get("versie_nr_lang")) or _text(found.get("versie_nr_kort"))
    match = _QUALIFICATION.fullmatch(given)
    if match is None:
        raise InvalidInput(_CODE, field="code")
    return f"BK-{match[1]}"


def _competences(found: Mapping[str, object]) -> tuple[CompetenceCard, ...]:
    cards: dict[str, CompetenceCard] = {}
    for item in map(_object, _list(found.get("competenties"))):
        code = _text(item.get("competentie_code")).lower()
        if not _COMPETENCE.fullmatch(code):
            raise InvalidInput(_COMPETENCE_CODE, field="competenties")
        kind = _text(item.get("competentie_type"))[:60]
        cards.setdefault(code, CompetenceCard(code, _title(item.get("waarde"), code, 500), kind))
    return tuple(cards.values())


def _parts(found: Mapping[str, object], code: str, known: set[str]) -> tuple[PartCard, ...]:
    cards: dict[str, PartCard] = {}
    items = [item for name in PART_LISTS for item in _list(found.get(name))]
    for item in map(_object, items):
        part = (_text(item.get("code")) or _text(item.get("versie_nr_lang"))).upper()
        if not _PART.fullmatch(part) or not part.startswith(f"{code}-"):
            raise InvalidInput(_PART_CODE, field="deelkwalificaties", code=code)
        inside = tuple(dict.fromkeys(_competence_code(entry) for entry in _list(item.get("competenties"))))
        foreign = [entry for entry in inside if entry not in known]
        if foreign:
            raise InvalidInput(_UNKNOWN, field="deelkwalificaties", part=part, code=foreign[0][:30])
        title = _title(item.get("titel") or item.get("waarde"), part, 300)
        cards.setdefault(part, PartCard(part, title, inside))
    return tuple(cards.values())


def _competence_code(entry: object) -> str:
    return (_text(_object(entry).get("competentie_code")) or _text(entry)).lower()


def _title(value: object, code: str, length: int) -> str:
    text = _text(value)
    if not text or len(text) > length:
        raise InvalidInput(_TITLE, field="titel", code=code)
    return text


def _date(found: Mapping[str, object], name: str) -> date | None:
    text = _text(found.get(name))[:10]
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise InvalidInput(_DATE, field=name, name=name) from error


def _object(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else []


def _text(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return " ".join(str(value).replace("\0", "").split())
