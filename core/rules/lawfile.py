"""The form of a law file, checked to the letter: a value without its source is refused.

The form follows the house: `name: {nl, en}`, `unit`, `verified_on`, `values: {<day>: {value, reference:
{title, href}}}`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

import yaml

from core.rules.units import READERS, Value
from core.rules.words import Name

Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
ALWAYS = "always"
T = TypeVar("T")


class LawFileError(Exception):
    """A law file that cannot be read; the sentence names file and place, for whoever edits it."""


@dataclass(frozen=True, slots=True)
class Reference:
    """Where the value stands."""

    title: str
    href: str


@dataclass(frozen=True, slots=True)
class Setting:
    """One value from a day on (None: always); a value None means abolished."""

    key: str
    name: Name
    unit: str
    starts_on: date | None
    value: Value | None
    reference: Reference


@dataclass(frozen=True, slots=True)
class Parameter:
    """One value of the law through time, per variant; the variant "" applies to all."""

    key: str
    name: Name
    unit: str
    by: str | None
    settings: Mapping[str, tuple[Setting, ...]]


@dataclass(frozen=True, slots=True)
class Question:
    """An open question of law and the reading this product follows."""

    number: int
    question: Name
    followed: Name


@dataclass(frozen=True, slots=True)
class Sheet:
    """A law file as written, before its versions are laid out."""

    name: Name
    decision: Name
    verified_on: date
    legally_unconfirmed: bool
    questions: tuple[int, ...]
    parameters: tuple[Parameter, ...]


def sheet(path: Path) -> Sheet:
    """Reads one law file."""
    try:
        raw = yaml.load(path.read_text(encoding="utf-8"), Loader=Loader)
        top = _fields(
            raw, "name", "decision", "verified_on", "legally_unconfirmed", "open_questions", "parameters"
        )
        return Sheet(
            name=_name(top["name"]),
            decision=_name(top["decision"]),
            verified_on=_day(top["verified_on"]),
            legally_unconfirmed=_typed(top["legally_unconfirmed"], bool),
            questions=tuple(_typed(number, int) for number in _typed(top["open_questions"], list)),
            parameters=tuple(_parameter(key, item) for key, item in _mapping(top["parameters"]).items()),
        )
    except (ValueError, yaml.YAMLError) as wrong:
        raise LawFileError(f"{path.name}: {wrong}") from wrong


def questions(path: Path) -> tuple[Question, ...]:
    """Reads the list of open questions."""
    try:
        raw = _mapping(yaml.load(path.read_text(encoding="utf-8"), Loader=Loader))
        listed = {number: _fields(item, "question", "followed") for number, item in raw.items()}
        return tuple(
            Question(int(number), _name(item["question"]), _name(item["followed"]))
            for number, item in listed.items()
        )
    except (ValueError, yaml.YAMLError) as wrong:
        raise LawFileError(f"{path.name}: {wrong}") from wrong


def in_force(chain: tuple[Setting, ...], day: date) -> Setting | None:
    """The last setting that starts on or before the day."""
    started = [setting for setting in chain if (setting.starts_on or date.min) <= day]
    return started[-1] if started else None


def _parameter(key: str, raw: object) -> Parameter:
    by = _typed(raw.get("by", ""), str) if isinstance(raw, dict) else ""
    item = _fields(raw, "name", "unit", "values", *(["by"] if by else []))
    name, unit = _name(item["name"]), _typed(item["unit"], str)
    if unit not in READERS:
        raise ValueError(f"{key}: unknown unit {unit!r}")
    chains = _mapping(item["values"]) if by else {"": item["values"]}
    settings = {
        variant: _chain(key, name=name, unit=unit, raw=_mapping(chain)) for variant, chain in chains.items()
    }
    return Parameter(key, name, unit, by or None, settings)


def _chain(key: str, *, name: Name, unit: str, raw: Mapping[str, object]) -> tuple[Setting, ...]:
    settings = [_setting(key, name=name, unit=unit, start=start, raw=item) for start, item in raw.items()]
    starts = [setting.starts_on or date.min for setting in settings]
    if not starts or starts != sorted(set(starts)):
        raise ValueError(f"{key}: the versions must stand in order of their days")
    return tuple(settings)


def _setting(key: str, *, name: Name, unit: str, start: object, raw: object) -> Setting:
    item = _fields(raw, "value", "reference")
    source = _fields(item["reference"], "title", "href")
    title, href = _typed(source["title"], str), _typed(source["href"], str)
    if not title or not href.startswith("https://"):
        raise ValueError(f"{key}: a reference has a title and an https link")
    starts_on = None if start == ALWAYS else _day(start)
    value = None if item["value"] is None else READERS[unit](item["value"])
    return Setting(key, name, unit, starts_on, value, Reference(title, href))


def _mapping(raw: object) -> Mapping[str, object]:
    if not isinstance(raw, dict):
        raise ValueError(f"{raw!r} must be a mapping")
    return raw


def _fields(raw: object, *names: str) -> Mapping[str, object]:
    item = _mapping(raw)
    if set(item) != set(names):
        raise ValueError(f"expected exactly {', '.join(names)}; found {', '.join(map(str, item))}")
    return item


def _name(raw: object) -> Name:
    item = _fields(raw, "nl", "en")
    return Name(nl=_typed(item["nl"], str), en=_typed(item["en"], str))


def _day(raw: object) -> date:
    if type(raw) is not date:
        raise ValueError(f"{raw!r} is not a day (YYYY-MM-DD)")
    return raw


def _typed(raw: object, kind: type[T]) -> T:
    if type(raw) is not kind:
        raise ValueError(f"{raw!r} is not of type {kind.__name__}")
    return raw
