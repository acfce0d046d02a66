"""Runs the worked examples: `pytest tests/test_cases.py --cases DIR`, without DIR those of tests/cases.

One test per case, named `file::case`. A folder or file that cannot be read is itself a failing test that says why.
"""

from pathlib import Path

import pytest

from core.rules import cases
from core.rules.cases import Case, MalformedCases

OWN = Path(__file__).parent / "cases"


def _collected(directory: Path) -> list[tuple[str, Case | MalformedCases]]:
    try:
        found = cases.files(directory)
    except MalformedCases as wrong:
        return [(f"{directory.name}::unreadable", wrong)]
    listed: list[tuple[str, Case | MalformedCases]] = []
    for path in found:
        try:
            listed += [(f"{case.file}::{case.sentence}", case) for case in cases.read(path)]
        except MalformedCases as wrong:
            listed.append((f"{path.name}::unreadable", wrong))
    return listed


def _numbered(names: list[str]) -> list[str]:
    """The same sentence twice in one file gets a number, so that every id stays its own."""
    return [
        name if names[:at].count(name) == 0 else f"{name} ({names[:at].count(name) + 1})"
        for at, name in enumerate(names)
    ]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    chosen = metafunc.config.getoption("--cases")
    directory = metafunc.config.invocation_params.dir / chosen if chosen else OWN
    listed = _collected(directory)
    ids = _numbered([name for name, _ in listed])
    metafunc.parametrize("case", [case for _, case in listed], ids=ids)


def test_case(case: Case | MalformedCases) -> None:
    if isinstance(case, MalformedCases):
        pytest.fail(str(case), pytrace=False)
    differences = cases.disagreements(case)
    if differences:
        pytest.fail("\n".join((case.sentence, *differences)), pytrace=False)
