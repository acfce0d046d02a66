"""When two ways to write the same thing are the same: names in any order, titles with or without their code."""

import re
from functools import lru_cache

from core.imports.headers import normal
from core.learners import names

_BREAKS = re.compile(r"[\W_]+")
_CODE = r"[A-Za-z]{2,4}[-\s]?\d[\w\s.-]*"
_CODE_ONLY = re.compile(_CODE)
_WITH_CODE = re.compile(rf"(.*?)\s*\(({_CODE})\)\s*")
_KIND_FIRST = re.compile(
    r"bewijs van (beroepskwalificatie|deelkwalificatie|competenties)\b:?\s*", re.IGNORECASE
)
_KIND_OF = {
    "beroepskwalificatie": "professional",
    "deelkwalificatie": "partial",
    "competenties": "competences",
}


def reference(text: str) -> str:
    """A reference or number without capitals and spaces: people type both as they come."""
    return "".join(text.split()).casefold()


@lru_cache(maxsize=20_000)
def name(text: str) -> str:
    """The words of a name, folded and in alphabetical order: tools do not agree on what comes first."""
    return " ".join(sorted(word for word in _BREAKS.split(names.folded(text)) if word))


@lru_cache(maxsize=4_000)
def kind_in(title: str) -> str:
    """The kind of proof a title begins with, '' when it does not say."""
    found = _KIND_FIRST.match(title.strip())
    return _KIND_OF[found[1].lower()] if found else ""


@lru_cache(maxsize=4_000)
def titles(title: str, code: str = "") -> tuple[str, ...]:
    """By what a title is known, the surest first: its code, its name without "Bewijs van ..."; empty without either."""
    rest = _KIND_FIRST.sub("", title.strip(), count=1)
    inside = _WITH_CODE.fullmatch(rest)
    if inside is not None:
        rest, code = inside[1], code or inside[2]
    elif _CODE_ONLY.fullmatch(rest):
        rest, code = "", code or rest
    keys = (
        f"code:{normal(code).replace(' ', '')}" if code.strip() else "",
        f"name:{normal(rest)}" if rest else "",
    )
    return tuple(key for key in keys if key)
