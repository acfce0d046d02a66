"""What is tracked runs anywhere: no path of somebody's machine, no address of a package registry, no unfinished mark."""

import re
import subprocess
from pathlib import Path

from tests.house import source

PATHS = re.compile(r"(?<![\w.])/(work|farm|root|Users)/\w")
REGISTRIES = re.compile(r"pypi\.org|python" r"hosted|registry\.npmjs|deb\.debian\.org|file:///o[p]t")
UNFINISHED = re.compile(
    r"\b(TO" r"DO|FIX" r"ME|XX" r"X)\b|Not" r"Implemented|mark\.(skip|xfail)|pytest\.skip\("
)
BINARY = {
    ".png",
    ".jpg",
    ".ico",
    ".pdf",
    ".ttf",
    ".otf",
    ".woff2",
    ".xlsx",
    ".ods",
    ".zip",
    ".db",
    ".gz",
    ".npz",
}


def tracked() -> list[Path]:
    """The text files git knows."""
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z"],
        cwd=source.TOP,
        capture_output=True,
        check=True,
        text=True,
    )
    paths = [source.TOP / entry for entry in listed.stdout.split("\0") if entry]
    return [path for path in paths if path.suffix not in BINARY and path.is_file()]


def lines_with(pattern: re.Pattern[str], paths: list[Path]) -> list[str]:
    return [
        f"{source.name(path)}:{number}: {line.strip()[:100]}"
        for path in paths
        for number, line in enumerate(
            path.read_text(encoding="utf-8", errors="replace").splitlines(), start=1
        )
        if pattern.search(line)
    ]


def test_no_tracked_file_names_a_path_of_somebodys_machine() -> None:
    found = lines_with(PATHS, tracked())
    assert not found, source.report(found)


def test_no_tracked_file_names_a_package_registry() -> None:
    found = lines_with(REGISTRIES, tracked())
    assert not found, source.report(found)


def test_nothing_is_left_unfinished_or_skipped() -> None:
    found = lines_with(
        UNFINISHED, [path for path in tracked() if path.suffix in {".py", ".sh", ".toml", ".yaml"}]
    )
    assert not found, source.report(found)
