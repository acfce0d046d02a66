"""Reading our own source: the files of the house, their syntax trees, and where a finding stands."""

import ast
import functools
from collections.abc import Iterator
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
PRODUCT = ("Home.py", "pages/*.py", "core/**/*.py", "db/**/*.py")


@functools.cache
def files(*patterns: str) -> tuple[Path, ...]:
    """The files that match, in order."""
    return tuple(sorted({path for pattern in patterns for path in TOP.glob(pattern) if path.is_file()}))


def name(path: Path) -> str:
    """The path as a reader of the repository knows it: core/proofs/queries.py."""
    return path.relative_to(TOP).as_posix()


@functools.cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=name(path))


@functools.cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """Every node of a file's tree: walked once, looked at by many tests."""
    return tuple(ast.walk(tree(path)))


def at(path: Path, node: ast.AST) -> str:
    """core/proofs/queries.py:12, for a message."""
    return f"{name(path)}:{getattr(node, 'lineno', 1)}"


@functools.cache
def calls(path: Path) -> tuple[ast.Call, ...]:
    """Every call in a file."""
    return tuple(node for node in nodes(path) if isinstance(node, ast.Call))


def called(call: ast.Call) -> str:
    """The dotted name of what is called: 'st.button', or '' when it has none."""
    return dotted(call.func)


def dotted(node: ast.expr) -> str:
    """The dotted name of an expression, or '' when it is not a plain name."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return ""
    return ".".join(reversed([*parts, node.id]))


@functools.cache
def imports(path: Path) -> tuple[tuple[ast.stmt, str], ...]:
    """Every module a file imports, dotted; `from core import proofs` counts as core.proofs."""
    return tuple(_imports(path))


def _imports(path: Path) -> Iterator[tuple[ast.stmt, str]]:
    for node in nodes(path):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            origin = _origin(path, node)
            yield from ((node, f"{origin}.{alias.name}") for alias in node.names)


def _origin(path: Path, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    package = path.relative_to(TOP).parent.parts
    parts = package[: len(package) - node.level + 1]
    return ".".join([*parts, node.module] if node.module else parts)


def is_within(module: str, prefix: str) -> bool:
    """core.proofs.queries is within core.proofs and within core."""
    return module == prefix or module.startswith(f"{prefix}.")


def report(findings: list[str]) -> str:
    """The findings as the message of an assertion."""
    return "\n" + "\n".join(f"  {finding}" for finding in findings)
