"""What may be said to a user when something cannot be done: a Dutch template, its values, and a way out.

A value may be a day, or a text that is itself translated (core.rules.words.Text): each screen in its language.
"""

from typing import cast

from core.rules.words import Param, Text


class DomainError(Exception):
    """Expected trouble. `template` is Dutch source text, `params` fill its named places."""

    def __init__(self, template: str, **params: object) -> None:
        super().__init__(template)
        self.template = template
        self.params = params

    def __str__(self) -> str:
        return str(Text(self.template, cast("dict[str, Param]", self.params)))


class NotAllowed(DomainError):
    """The actor has no right to this, or not any more."""


class NotFound(DomainError):
    """It does not exist, or the actor may not know that it does."""


class Conflict(DomainError):
    """Somebody else changed it since it was shown. `shown` and `stored` hold both values per field."""

    def __init__(
        self,
        template: str,
        *,
        shown: dict[str, str] | None = None,
        stored: dict[str, str] | None = None,
        **params: object,
    ) -> None:
        super().__init__(template, **params)
        self.shown = shown or {}
        self.stored = stored or {}


class InvalidInput(DomainError):
    """What was typed cannot be taken; `field` names where, when there is one place."""

    def __init__(self, template: str, *, field: str = "", **params: object) -> None:
        super().__init__(template, **params)
        self.field = field
