"""Collects the Dutch texts of the code and keeps en.po in step: `python -m core.i18n.extract`.

A text is the first argument of `N_("...")`, `t("...")` or `ctx.t("...")`, when it is written out there.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from core.i18n import CATALOGUE, catalogue

ROOT = Path(__file__).resolve().parents[2]
PLACES = ("core", "pages", "Home.py")
MARKS = frozenset({"N_", "t"})
HEAD = b'msgid ""\nmsgstr ""\n"Language: en\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'


def messages(root: Path = ROOT) -> set[str]:
    """Every Dutch source text that stands in the code."""
    return {text for file in _files(root) for text in texts_in(file.read_text(encoding="utf-8"))}


def texts_in(source: str) -> Iterator[str]:
    """The marked texts of one module."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and node.args and _name(node.func) in MARKS:
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str) and first.value:
                yield first.value


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _files(root: Path) -> Iterator[Path]:
    for place in PLACES:
        path = root / place
        yield from sorted(path.rglob("*.py")) if path.is_dir() else [path] if path.exists() else []


def rewrite(file: Path = CATALOGUE) -> tuple[int, int]:
    """Write the catalogue anew with today's texts, keeping the translations; give (texts, untranslated)."""
    known = catalogue()
    fresh = Catalog(locale="en", charset="utf-8")
    found = sorted(messages())
    for text in found:
        fresh.add(text, known.get(text, ""))
    with file.open("wb") as out:
        out.write(HEAD)
        write_po(out, fresh, width=0, omit_header=True)
    catalogue.cache_clear()
    return len(found), sum(1 for text in found if not known.get(text))


if __name__ == "__main__":
    total, missing = rewrite()
    print(f"{total} teksten, {missing} zonder vertaling", file=sys.stderr)
