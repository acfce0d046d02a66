"""Dutch is the source text and stands in the code; English stands in one catalogue, en.po."""

from functools import lru_cache
from pathlib import Path

from babel.messages.pofile import read_po

CATALOGUE = Path(__file__).with_name("en.po")
LANGUAGES = ("nl", "en")


def N_(text: str) -> str:  # noqa: N802 - the customary mark for text that is translated later
    """Mark Dutch text that is data; it is translated where it is shown."""
    return text


@lru_cache(maxsize=1)
def catalogue() -> dict[str, str]:
    """Dutch source text to English, as en.po has it; entries marked fuzzy count as missing."""
    if not CATALOGUE.exists():
        return {}
    with CATALOGUE.open("rb") as file:
        return {str(m.id): str(m.string) for m in read_po(file) if m.id and m.string and not m.fuzzy}


class Translator:
    """Gives text in one language and fills its named places."""

    __slots__ = ("language",)

    def __init__(self, language: str) -> None:
        self.language = language if language in LANGUAGES else "nl"

    def __call__(self, text: str, **params: object) -> str:
        """The text in this language; a text without translation stays Dutch."""
        chosen = catalogue().get(text, text) if self.language == "en" else text
        return chosen.format(**params) if params else chosen
