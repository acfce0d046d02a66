"""What the other process does, called in this one; and that its limits are really set."""

import subprocess
import sys
from datetime import date, datetime, time
from pathlib import Path

import pytest

from core.imports import worker
from tests.core.imports.conftest import text, xlsx


@pytest.mark.parametrize(
    ("form", "content", "expected"),
    [
        ("csv", text([["a", "b"], ["1", ""]]), {"sheets": [("", [["a", "b"], ["1"]])]}),
        ("csv", b"sep=,\na,b\n", {"sheets": [("", [[], ["a", "b"]])]}),
        (
            "xlsx",
            xlsx([["a", date(2026, 1, 2)], [], [1, True]]),
            {"sheets": [("Blad1", [["a", ["d", "2026-01-02"]], [], [1.0, True]])]},
        ),
        ("xlsx", b"PK", {"refused": "unreadable"}),
        ("csv", b"a\n" * 6, {"refused": "rows"}),
        ("csv", b"a;b;c;d\n", {"refused": "columns"}),
        ("csv", b"\x81\x8d", {"refused": "encoding"}),
        ("csv", b"a\0", {"refused": "nul"}),
        ("csv", b'"a', {"refused": "quotes"}),
        ("csv", b"x" * 40_000, {"refused": "cell"}),
    ],
    ids=lambda value: "" if isinstance(value, bytes) else str(value)[:40],
)
def test_the_answer_is_rows_or_one_code(form: str, content: bytes, expected: dict[str, object]) -> None:
    assert worker.answered(form, content, max_rows=5, max_columns=3) == expected


def test_cells_become_what_json_can_carry() -> None:
    assert worker.cell(time(3, 4)) == "03:04:00"
    assert worker.cell(datetime(2026, 1, 2)) == ["d", "2026-01-02"]
    assert (
        worker.cell(datetime(2026, 1, 2, 3, 4)) == "02/01/2026 03:04"
    )  # the hour tells two lessons of a day apart
    assert worker.cell("") is None
    for wrong, code in (("a\0", "nul"), ("x" * 40_000, "cell")):
        with pytest.raises(worker.Refused, match=code):
            worker.cell(wrong)


def test_the_limits_hold_in_the_other_process() -> None:
    folder = Path(worker.__file__).parent
    script = (
        f"import sys; sys.path.insert(0, {str(folder)!r}); import worker, resource; "
        "worker.limit(megabytes=300, seconds=7); "
        "print(resource.getrlimit(resource.RLIMIT_AS)[0] >> 20, resource.getrlimit(resource.RLIMIT_CPU)[0])"
    )
    done = subprocess.run([sys.executable, "-I", "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["300", "7"]
