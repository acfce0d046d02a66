"""The reader of worked examples: any folder of the agreed form, and a clear word about any other."""

from datetime import date
from pathlib import Path

import pytest

from core.rules import cases
from core.rules.cases import MalformedCases

GOOD = (
    "- {case: Zin, rule: led_registration, facts: {completed_on: 2025-01-15}, expect: {due_on: 2025-03-15}}\n"
)


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "proef.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_case_is_read_with_its_dates(tmp_path: Path) -> None:
    (case,) = cases.read(written(tmp_path, GOOD))
    assert case.facts == {"completed_on": date(2025, 1, 15)}
    assert cases.disagreements(case) == ()


def test_a_remark_beside_the_case_is_allowed(tmp_path: Path) -> None:
    (case,) = cases.read(written(tmp_path, GOOD.replace("case: Zin", "case: Zin, note: ter info")))
    assert case.sentence == "Zin"


def test_a_day_that_does_not_exist_reaches_the_rule_as_text(tmp_path: Path) -> None:
    (case,) = cases.read(written(tmp_path, GOOD.replace("2025-01-15", "2025-02-30")))
    assert case.facts == {"completed_on": "2025-02-30"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "a: 1",
        "- [",
        "- 1",
        GOOD.replace("expect:", "verwacht:"),
        GOOD.replace("case: Zin", "case: 1"),
        GOOD.replace("rule: led_registration", "rule: 1"),
        GOOD.replace("{completed_on: 2025-01-15}", "[]"),
        GOOD.replace("{due_on: 2025-03-15}", "{}"),
        GOOD.replace("{due_on: 2025-03-15}", "ja"),
        GOOD.replace("{due_on: 2025-03-15}", "{error: kapot}"),
    ],
)
def test_a_file_of_another_form_is_refused_by_name(tmp_path: Path, text: str) -> None:
    with pytest.raises(MalformedCases, match=r"proef\.yaml"):
        cases.read(written(tmp_path, text))


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "proef.yaml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(MalformedCases, match="not readable"):
        cases.read(path)


def test_a_folder_that_is_empty_or_missing_is_refused(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nergens"):
        with pytest.raises(MalformedCases):
            cases.files(folder)


@pytest.mark.parametrize(
    ("expect", "told"),
    [
        ("{due_on: 2025-03-16}", "due_on: expected"),
        ("{due: 2025-03-15}", "nothing of that name"),
        ("{error: invalid}", "expected the error invalid"),
    ],
)
def test_a_disagreement_is_told(tmp_path: Path, expect: str, told: str) -> None:
    (case,) = cases.read(written(tmp_path, GOOD.replace("{due_on: 2025-03-15}", expect)))
    assert told in cases.disagreements(case)[0]


def test_a_refusal_of_another_kind_is_told(tmp_path: Path) -> None:
    (case,) = cases.read(written(tmp_path, GOOD.replace("2025-01-15", "2015-01-15")))
    assert "no_rule_in_force" in cases.disagreements(case)[0]


def test_true_is_not_the_number_one(tmp_path: Path) -> None:
    text = "- {case: Z, rule: assiduity_met, facts: {given: 1, present: 1, justified: 0, unjustified: 0}, expect: {met: 1}}"
    (case,) = cases.read(written(tmp_path, text))
    assert cases.disagreements(case)


def test_a_page_without_the_examples_shows_none(tmp_path: Path) -> None:
    assert cases.shown(tmp_path / "nergens") == ()
