"""The tables of the README are written by the code they describe, and the settings page names every setting."""

import re

from core.settings import Settings
from tests.house import source
from tools import readme_tables

README = source.TOP / "README.md"
SETTINGS_PAGE = source.TOP / "docs" / "settings.md"

# An exact version, perhaps only where it can be installed, and the reason.
PINNED = r"""[A-Za-z0-9._-]+(\[[a-z]+\])?==[^\s;]+(; sys_platform != "win32")? +# \S.*"""


def test_the_tables_of_the_readme_are_those_of_the_code() -> None:
    text = README.read_text(encoding="utf-8")
    assert readme_tables.rewritten(text) == text, "run `make readme` and read the diff"


def test_every_setting_stands_on_the_settings_page_and_no_other() -> None:
    documented = set(re.findall(r"^\| `([A-Z_]+)`", SETTINGS_PAGE.read_text(encoding="utf-8"), re.MULTILINE))
    known = {name.upper() for name in Settings.model_fields}
    assert documented == known


def test_every_target_of_the_makefile_has_its_help() -> None:
    makefile = (source.TOP / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    helped = set(re.findall(r"^([a-z]+):.*## \S", makefile, re.MULTILINE))
    assert targets == helped
    assert {"run", "test", "check", "install", "golden", "messages", "migrate", "seed", "bench"} <= targets


def test_every_requirement_is_pinned_and_says_why() -> None:
    for file in ("requirements.txt", "requirements-dev.txt"):
        for line in (source.TOP / file).read_text(encoding="utf-8").splitlines():
            if line and not line.startswith(("#", "-r ")):
                assert re.fullmatch(PINNED, line), f"{file}: {line}"
