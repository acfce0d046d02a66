"""Sentences as data: a Dutch template with named values, so that a screen, a PDF and an e-mail say the
same.

This package imports nothing of ours, so it marks its templates with its own N_; the extractor knows that
name, and core.rules.explanation.EXPLANATION_TEMPLATES lists them all.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

Param: TypeAlias = "str | int | date | Name | Text | tuple[Text, ...]"


def N_(text: str) -> str:  # noqa: N802 - the usual mark for translatable text
    """Marks a text that stands as data and is translated where it is shown."""
    return text


@dataclass(frozen=True, slots=True)
class Name:
    """A name that the law files give in both languages."""

    nl: str
    en: str

    def __str__(self) -> str:
        return self.nl


@dataclass(frozen=True, slots=True)
class Text:
    """A template and its values, which may be texts or a list of texts; str() gives the Dutch sentence."""

    template: str
    params: Mapping[str, Param] = field(default_factory=dict)

    def __str__(self) -> str:
        return say(self)


def day_text(day: date) -> str:
    """31/08/2026, also for years that strftime writes without leading zeros."""
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def _dutch(template: str, **params: str | int) -> str:
    return template.format(**params)


def say(
    text: Text,
    *,
    translate: Callable[..., str] = _dutch,
    language: str = "nl",
    show_day: Callable[[date], str] = day_text,
) -> str:
    """The sentence in the reader's language; `translate(template, **values)` is the page's translator."""

    def value(param: Param) -> str | int:
        if isinstance(param, Text):
            return say(param, translate=translate, language=language, show_day=show_day)
        if isinstance(param, tuple):
            return ", ".join(str(value(text)) for text in param)
        if isinstance(param, Name):
            return param.en if language == "en" else param.nl
        return show_day(param) if isinstance(param, date) else param

    return translate(text.template, **{key: value(param) for key, param in text.params.items()})
