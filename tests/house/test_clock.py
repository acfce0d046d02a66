"""One module reads the clock; everybody else is told the day. So a test, a time machine and an audit agree."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.house import source

READS_CLOCK = re.compile(
    r"(^|\.)(date|datetime|Timestamp)\.(today|now|utcnow|fromtimestamp)$|^time\.(time|time_ns|localtime|gmtime|ctime|strftime)$"
)
SQL_CLOCK = re.compile(r"\bCURRENT_DATE\b|\bdate\(\s*'now'|\bnow\(\)", re.IGNORECASE)
CLOCK = "core/clock.py"


def test_only_the_clock_module_reads_the_clock() -> None:
    found = [
        f"{source.at(path, call)} calls {source.called(call)}: take `today` as a keyword argument, or core.clock.now() at the edge"
        for path in source.files(*source.PRODUCT)
        if source.name(path) != CLOCK
        for call in source.calls(path)
        if READS_CLOCK.search(source.called(call)) and not is_given_instant(call)
    ]
    assert not found, source.report(found)


def is_given_instant(call: ast.Call) -> bool:
    """fromtimestamp(value, zone) turns a value into a date; it reads no clock."""
    return source.called(call).endswith("fromtimestamp") and bool(call.args)


def test_only_the_edges_ask_for_today() -> None:
    edges = (
        "Home.py",
        "core/ui/",
        "core/web/",
        "core/access/",
        "core/__main__.py",
        "core/terminal/",
        "core/startup.py",
        CLOCK,
    )
    found = [
        f"{source.at(path, call)}: take `today` as a keyword argument; a slice may take clock.now() for a timestamp only"
        for path in source.files(*source.PRODUCT)
        if not source.name(path).startswith(edges)
        for call in source.calls(path)
        if source.called(call) == "clock.today"
    ]
    assert not found, source.report(found)


def test_no_query_asks_the_database_for_the_day() -> None:
    found = [
        f"{source.at(path, node)}: pass `today` as a parameter; the database's clock is only for audit timestamps"
        for path in source.files("pages/*.py", "core/**/*.py")
        for node in source.nodes(path)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and SQL_CLOCK.search(node.value)
        and node not in docstrings(path)
    ]
    assert not found, source.report(found)


def docstrings(path: Path) -> set[ast.expr]:
    """The texts that are documentation."""
    return {
        node.body[0].value
        for node in source.nodes(path)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }


def test_today_and_actor_are_never_defaulted() -> None:
    found = [
        f"{source.at(path, function)} {function.name}: `{argument}` has a default; whoever calls knows the day and the person"
        for path in source.files("core/**/*.py")
        if source.name(path) != CLOCK
        for function, argument in defaulted(path)
        if argument in {"today", "actor"}
    ]
    assert not found, source.report(found)


def defaulted(path: Path) -> Iterator[tuple[ast.FunctionDef, str]]:
    """Each function with each of its arguments that has a default."""
    for node in source.nodes(path):
        if not isinstance(node, ast.FunctionDef):
            continue
        positional = [*node.args.posonlyargs, *node.args.args]
        for argument in positional[len(positional) - len(node.args.defaults) :]:
            yield node, argument.arg
        for argument, default in zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True):
            if default is not None:
                yield node, argument.arg


def test_queries_and_commands_take_today_as_a_keyword() -> None:
    found = [
        f"{source.at(path, node)} {node.name}: put `*,` before `today`, so that no caller can mistake one date for another"
        for path in source.files("core/*/queries.py", "core/*/commands.py")
        for node in source.nodes(path)
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and "today" in [argument.arg for argument in [*node.args.posonlyargs, *node.args.args]][1:]
    ]
    assert not found, source.report(found)
