"""docs/coverage.md says which page and test serve each sentence of the sources: what it names exists."""

import ast
import re

import pytest

from core.ui.navigation import PAGES
from tests.house import source

DOCUMENT = source.TOP / "docs" / "coverage.md"
ROW = re.compile(r"\| *(S[0-9]\.[0-9]+) *\|(.*)\|(.*)\|(.*)\|")
PAGE = re.compile(r"`/([a-z]+)[^`]*`")
TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
NOT_SERVED = "why not:"


def rows() -> list[tuple[str, str, str, str]]:
    """Number, gist, where it is served, test, of every line of the document's tables."""
    found = (ROW.fullmatch(line.strip()) for line in DOCUMENT.read_text(encoding="utf-8").splitlines())
    return [(r[1], r[2].strip(), r[3].strip(), r[4].strip()) for r in found if r]


def test_every_source_that_was_built_has_its_lines_numbered_without_a_gap() -> None:
    numbers: dict[str, list[int]] = {}
    for number, *_ in rows():
        origin, _, place = number.partition(".")
        numbers.setdefault(origin, []).append(int(place))
    assert set(numbers) >= {"S0", "S1", "S3"}
    for origin, places in numbers.items():
        assert places == list(range(1, len(places) + 1)), f"{origin}: number its lines from 1"


@pytest.mark.parametrize("row", rows(), ids=lambda row: row[0])
def test_a_line_names_a_page_and_a_test_that_exist_or_says_why_not(row: tuple[str, str, str, str]) -> None:
    number, gist, where, tested = row
    assert gist, f"{number}: say what the sentence asks"
    if NOT_SERVED in where:
        assert len(where) > len(NOT_SERVED) + 20, f"{number}: say why it is not served"
        return
    pages = set(PAGE.findall(where))
    assert pages <= {page.stem for page in PAGES}, f"{number}: {pages} is no page"
    assert pages or "command" in where, f"{number}: name the page or the command"
    named = TEST.findall(tested)
    assert named, f"{number}: name a test as `tests/....py::test_...`"
    for file, test in named:
        path = source.TOP / file
        assert path.is_file(), f"{number}: {file} does not exist"
        functions = {node.name for node in ast.walk(source.tree(path)) if isinstance(node, ast.FunctionDef)}
        assert test in functions, f"{number}: {file} has no {test}"
