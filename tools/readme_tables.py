"""Writes the tables of README.md from the registries they describe: pages, permissions, rules. `make readme` runs it.

A table stands between <!-- name --> and <!-- /name -->; what stands there by hand is overwritten.
"""

import re
from collections.abc import Iterable
from pathlib import Path

from core.access.actors import ROLE_NAMES, Role
from core.access.permissions import GRANTS, Action
from core.rules.law import RULES
from core.ui.navigation import PAGES

README = Path(__file__).resolve().parents[1] / "README.md"


def table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table."""
    head = list(heads)
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def pages() -> str:
    """Every page with its title on the screen and the right that opens it."""
    return table(
        ("page", "title on the screen", "right"),
        ((f"`/{spec.stem}`", spec.title, f"`{spec.action.value}`") for spec in PAGES),
    )


def permissions() -> str:
    """Every right and the roles that have it."""
    return table(
        ("right", *(ROLE_NAMES[role] for role in Role)),
        (
            (f"`{action.value}`", *("x" if role in GRANTS[action] else "" for role in Role))
            for action in Action
        ),
    )


def rules() -> str:
    """Every rule of law with its name in both languages."""
    return table(
        ("rule", "Dutch", "English"),
        ((f"`{rule.id}`", rule.name.nl, rule.name.en) for rule in RULES),
    )


TABLES = {"pages": pages, "permissions": permissions, "rules": rules}


def rewritten(text: str) -> str:
    """The text with every table as the code has it now. Raises ValueError when a marker is missing."""
    for name, draw in TABLES.items():
        between = re.compile(rf"(<!-- {name} -->\n).*?(\n?<!-- /{name} -->)", re.DOTALL)
        if not between.search(text):
            raise ValueError(f"README.md: the markers of the table '{name}' are missing")
        content = draw()
        text = between.sub(lambda found, content=content: f"{found[1]}{content}\n<!-- /{name} -->", text)
    return text


if __name__ == "__main__":
    README.write_text(rewritten(README.read_text(encoding="utf-8")), encoding="utf-8")
