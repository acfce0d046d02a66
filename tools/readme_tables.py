"""Writes the tables of README.md from the registries they describe (`make readme`).

A table stands between <!-- name --> and <!-- /name -->; what stands there by hand is overwritten.
"""

from collections.abc import Iterable
from pathlib import Path

from core.access.actors import ROLE_NAMES, Role
from core.access.permissions import GRANTS, Action
from core.rules import law, lawfile
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
    folder = Path(law.__file__).parent
    names = [(rule.id, lawfile.sheet(folder / f"{rule.id}.yaml").name) for rule in law.RULES]
    return table(("rule", "Dutch", "English"), ((f"`{rule}`", name.nl, name.en) for rule, name in names))


TABLES = {"pages": pages, "permissions": permissions, "rules": rules}


def rewritten(text: str) -> str:
    """The text with every table as the code has it now. Raises ValueError when a marker is missing."""
    for name, draw in TABLES.items():
        start, end = f"<!-- {name} -->", f"<!-- /{name} -->"
        if start not in text or end not in text:
            raise ValueError(f"README.md: the markers of the table '{name}' are missing")
        before, rest = text.split(start, 1)
        after = rest.split(end, 1)[1]
        text = f"{before}{start}\n{draw()}\n{end}{after}"
    return text


if __name__ == "__main__":
    README.write_text(rewritten(README.read_text(encoding="utf-8")), encoding="utf-8")
