"""What a line about somebody is made of, for every section of a file."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from core.i18n.formats import date_text

Translate = Callable[..., str]


@dataclass(frozen=True, slots=True)
class Told:
    """One thing: what it is, what there is to say about it, and where to go for it (page, parameter, key)."""

    label: str
    text: str
    target: tuple[str, str, int] | None = None


def line(*parts: str) -> str:
    """The parts that say something, on one line."""
    return " · ".join(part for part in parts if part)


def on(template: str, day: date | None) -> str:
    """A translated text with its day filled in; nothing without a day."""
    return template.replace("{day}", date_text(day)) if day is not None else ""


def word(table: Mapping[str, str], code: str, t: Translate) -> str:
    """The word of a code; the code itself where there is none."""
    return t(table[code]) if code in table else code
