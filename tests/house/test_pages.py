"""A page opens, reads, draws and acts; it is safe on a cold deep link because its first statement asks for the right."""

import ast
import re
import warnings
from pathlib import Path

from core.ui.navigation import PAGES
from tests.house import source

BUDGET_FUNCTION = 40
BUDGET_FUNCTION_IN_PAGE = 12
BUDGET_FILE = (("pages/*.py", 120), ("core/rules/law/*.py", 80), ("core/**/*.py", 200), ("db/**/*.py", 200))
WRITES_HTML = (
    "core/ui/markup.py",
    "core/ui/handover.py",
    "core/ui/entrance.py",
)  # each escapes, or writes constants
HTML = re.compile(r"</?[a-zA-Z]")
VAGUE = {
    "utils",
    "util",
    "helpers",
    "helper",
    "manager",
    "managers",
    "common",
    "misc",
    "base_service",
    "services",
}


def test_every_file_in_pages_is_in_the_menu_and_every_line_of_the_menu_has_its_file() -> None:
    files = {path.stem for path in source.files("pages/*.py")}
    stems = [spec.stem for spec in PAGES]
    assert len(stems) == len(set(stems)), "a page stands twice in core.ui.navigation.PAGES"
    assert files - set(stems) == set(), "add a PageSpec to core.ui.navigation.PAGES for these files in pages/"
    assert set(stems) - files == set(), "these lines of core.ui.navigation.PAGES have no file in pages/"


def test_open_page_is_the_first_statement_of_every_page() -> None:
    found = [
        f"{source.at(path, first)}: the first statement after imports and constants must be ctx = open_page(...)"
        for path in source.files("pages/*.py")
        if not opens_page(first := first_statement(path))
    ]
    assert not found, source.report(found)


def first_statement(path: Path) -> ast.stmt:
    """What a page does first, its imports, constants and short functions left out."""
    for statement in source.tree(path).body:
        if not is_preamble(statement):
            return statement
    return source.tree(path).body[-1] if source.tree(path).body else ast.Pass()


def is_preamble(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.Import | ast.ImportFrom | ast.FunctionDef | ast.ClassDef):
        return True
    if isinstance(statement, ast.Expr):
        return isinstance(statement.value, ast.Constant)
    if isinstance(statement, ast.Assign):
        return all(isinstance(target, ast.Name) and target.id.isupper() for target in statement.targets)
    return (
        isinstance(statement, ast.AnnAssign)
        and isinstance(statement.target, ast.Name)
        and statement.target.id.isupper()
    )


def opens_page(statement: ast.stmt) -> bool:
    value = getattr(statement, "value", None)
    return isinstance(value, ast.Call) and source.called(value).rpartition(".")[2] == "open_page"


def test_a_page_has_no_try_and_no_main_guard() -> None:
    cures = {
        ast.Try: "ctx.act shows a DomainError; a bug goes to the log",
        ast.TryStar: "ctx.act shows a DomainError; a bug goes to the log",
        ast.ClassDef: "move it to a slice or to core/ui",
    }
    found = [
        f"{source.at(path, node)}: {cures[type(node)]}"
        for path in source.files("pages/*.py")
        for node in source.nodes(path)
        if type(node) in cures
    ]
    found += [
        f"{source.name(path)}: Streamlit runs a page from its top; take the `if __name__` away"
        for path in source.files("pages/*.py")
        if "__name__" in path.read_text(encoding="utf-8")
    ]
    assert not found, source.report(found)


def test_no_html_is_put_together_with_an_f_string() -> None:
    found = [
        f"{source.at(path, node)}: HTML with a value in it; use core.ui.markup, which escapes"
        for path in source.files("Home.py", "pages/*.py", "core/ui/**/*.py")
        if source.name(path) not in WRITES_HTML
        for node in source.nodes(path)
        if isinstance(node, ast.JoinedStr)
        and any(isinstance(part, ast.Constant) and HTML.search(str(part.value)) for part in node.values)
    ]
    assert not found, source.report(found)


def test_the_keys_of_a_page_carry_its_name() -> None:
    found = [
        f"{source.at(path, call)}: write the key as '{path.stem}.<field>', so that two pages never share a widget"
        for path in source.files("pages/*.py")
        for call in source.calls(path)
        for keyword in call.keywords
        if keyword.arg == "key" and not key_start(keyword.value).startswith(f"{path.stem}.")
    ]
    assert not found, source.report(found)


def key_start(value: ast.expr) -> str:
    """The literal start of a key, or of the f-string it is."""
    if isinstance(value, ast.JoinedStr) and value.values:
        value = value.values[0] if isinstance(value.values[0], ast.expr) else value
    return str(value.value) if isinstance(value, ast.Constant) else ""


def test_no_module_has_a_name_that_says_nothing() -> None:
    found = [
        source.name(path)
        for path in source.files(*source.PRODUCT)
        if VAGUE & set(path.with_suffix("").parts[-2:])
    ]
    assert not found, f"name the module after what it does: {source.report(found)}"


def test_budgets_are_kept_or_at_least_seen() -> None:
    for path, lines, budget in long_files():
        warnings.warn(f"{source.name(path)} has {lines} lines, the budget is {budget}", stacklevel=1)
    for path, node, lines, budget in long_functions():
        warnings.warn(
            f"{source.at(path, node)} {node.name} has {lines} lines, the budget is {budget}", stacklevel=1
        )


def long_files() -> list[tuple[Path, int, int]]:
    seen: set[Path] = set()
    found = []
    for pattern, budget in BUDGET_FILE:
        for path in source.files(pattern):
            lines = len(path.read_text(encoding="utf-8").splitlines())
            if path not in seen and lines > budget and "migrations" not in path.parts:
                found.append((path, lines, budget))
            seen.add(path)
    return found


def long_functions() -> list[tuple[Path, ast.FunctionDef, int, int]]:
    return [
        (path, node, lines, budget)
        for path in source.files(*source.PRODUCT)
        if "migrations" not in path.parts
        for node in source.nodes(path)
        if isinstance(node, ast.FunctionDef)
        for lines in [(node.end_lineno or node.lineno) - node.lineno + 1]
        for budget in [BUDGET_FUNCTION_IN_PAGE if path.parent.name == "pages" else BUDGET_FUNCTION]
        if lines > budget
    ]
