"""Names of people: cleaned, folded for search and comparison, and recognised when an export damaged them."""

import re
import unicodedata
from functools import lru_cache

REPLACEMENT = "\ufffd"
# Letters that have no decomposition; people type them without their stroke or ligature.
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
# UTF-8 read as Windows-1252 leaves these pairs; no name in a Latin script holds them.
_MISREAD = re.compile("[ÃÄÅ][\u00a0-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u2013-\u20ac]|â€")


def tidy(text: str) -> str:
    """One spelling of white space and of composed letters."""
    return unicodedata.normalize("NFC", " ".join(text.split()))


@lru_cache(maxsize=20_000)
def folded(text: str) -> str:
    """Lower case without accents: equal for two ways to type the same name."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).translate(_LETTERS).split())


def search_name(last_name: str, first_name: str) -> str:
    """What `learner.search_name` holds: last name first, folded."""
    return f"{folded(last_name)} {folded(first_name)}".strip()


def is_damaged(text: str) -> bool:
    """Whether a bad export lost letters: "?", a replacement mark, or UTF-8 read as Windows-1252."""
    return "?" in text or REPLACEMENT in text or _MISREAD.search(text) is not None
