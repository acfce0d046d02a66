"""The law files: what they say, and that a file with a mistake is refused with its name."""

from datetime import date
from pathlib import Path

import pytest

from core.rules import lawfile, parameters
from core.rules.lawfile import LawFileError

WHOLE = """
name: {nl: Naam, en: Name}
decision: {nl: Lezing, en: Reading}
verified_on: 2026-11-21
legally_unconfirmed: true
open_questions: [2]
parameters:
  term:
    name: {nl: Termijn, en: Term}
    unit: day
    by: regime
    values:
      one:
        2020-01-01: {value: 8, reference: {title: T, href: "https://a.be"}}
        2022-01-01: {value: null, reference: {title: T, href: "https://a.be"}}
        2023-01-01: {value: 9, reference: {title: T, href: "https://a.be"}}
      two:
        2021-01-01: {value: 7, reference: {title: T, href: "https://a.be"}}
  roll:
    name: {nl: R, en: R}
    unit: roll
    values:
      2019-01-01: {value: none, reference: {title: T, href: "https://a.be"}}
"""


def loaded(tmp_path: Path, text: str) -> parameters.Law:
    path = tmp_path / "proef.yaml"
    path.write_text(text, encoding="utf-8")
    return parameters.load(path)


def test_a_version_starts_on_each_day_on_which_anything_changes(tmp_path: Path) -> None:
    law = loaded(tmp_path, WHOLE)
    found = [(version.starts_on, version.settings is not None) for version in law.versions["one"]]
    assert found == [
        (date(2019, 1, 1), False),
        (date(2020, 1, 1), True),
        (date(2022, 1, 1), False),
        (date(2023, 1, 1), True),
    ]


@pytest.mark.parametrize(
    ("day", "last_day"),
    [("2018-12-31", None), ("2019-12-31", None), ("2022-01-01", "2021-12-31"), ("2022-12-31", "2021-12-31")],
)
def test_outside_the_versions_there_is_no_rule(tmp_path: Path, day: str, last_day: str | None) -> None:
    with pytest.raises(parameters.NoRuleInForce) as refused:
        loaded(tmp_path, WHOLE).on(date.fromisoformat(day), variant="one")
    assert refused.value.first_day == date(2020, 1, 1)
    assert refused.value.last_day == (date.fromisoformat(last_day) if last_day else None)


def test_a_variant_has_its_own_versions(tmp_path: Path) -> None:
    values = loaded(tmp_path, WHOLE).on(date(2022, 6, 1), variant="two")
    assert values.starts_on == date(2021, 1, 1)


def test_an_unknown_variant_is_refused(tmp_path: Path) -> None:
    with pytest.raises(parameters.InvalidFacts, match="one, two"):
        loaded(tmp_path, WHOLE).on(date(2022, 6, 1), variant="three")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("unit: day", "unit: dag"),
        ("value: 8", "value: -8"),
        ("value: 8", "value: true"),
        ("value: 8", 'value: "8"'),
        ("value: none", "value: later"),
        ("value: none", "value: 1"),
        ("title: T", "titel: T"),
        ("title: T", 'title: ""'),
        ("https://a.be", "http://a.be"),
        ("2020-01-01:", "2022-06-01:"),
        ("2020-01-01:", "eens:"),
        ("open_questions: [2]", "open_questions: [99]"),
        ("open_questions: [2]", "open_questions: 2"),
        ("open_questions: [2]", "vragen: [2]"),
        ("legally_unconfirmed: true", "legally_unconfirmed: ja"),
        ("verified_on: 2026-11-21", "verified_on: gisteren"),
        ("en: Name", "fr: Nom"),
        ("parameters:", "parameters: [x]\nrest:"),
        ("by: regime", "by: 1"),
        ("parameters:", "parameters: ["),
    ],
)
def test_a_law_file_with_a_mistake_is_refused_by_name(tmp_path: Path, before: str, after: str) -> None:
    assert before in WHOLE
    with pytest.raises(LawFileError, match=r"proef\.yaml"):
        loaded(tmp_path, WHOLE.replace(before, after, 1))


@pytest.mark.parametrize("parameter", ["x: 1", "x: {name: {nl: a, en: a}, unit: day, values: {}}"])
def test_a_parameter_without_values_is_refused(tmp_path: Path, parameter: str) -> None:
    head = WHOLE[: WHOLE.index("  term:")]
    with pytest.raises(LawFileError):
        loaded(tmp_path, f"{head}  {parameter}\n")


@pytest.mark.parametrize(
    ("unit", "value"),
    [
        ("yes_no", "1"),
        ("fraction", "0.1"),
        ("day_of_year", '"02-29"'),
        ("day_of_year", '"13-01"'),
        ("parts_of_year", '[["01-01"]]'),
        ("parts_of_year", "x"),
        ("codes", "[1]"),
        ("minutes", "[0]"),
    ],
)
def test_a_value_that_does_not_fit_its_unit_is_refused(tmp_path: Path, unit: str, value: str) -> None:
    head = WHOLE[: WHOLE.index("  term:")]
    reference = "{title: T, href: https://a.be}"
    values = f"{{always: {{value: {value}, reference: {reference}}}}}"
    with pytest.raises(LawFileError):
        loaded(tmp_path, f"{head}  x: {{name: {{nl: a, en: a}}, unit: {unit}, values: {values}}}\n")


def test_a_rule_that_is_never_complete_is_refused(tmp_path: Path) -> None:
    abolished = WHOLE.replace("value: none", "value: null")
    with pytest.raises(LawFileError, match="on no day complete"):
        loaded(tmp_path, abolished)


def test_a_list_of_questions_with_a_mistake_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "vragen.yaml"
    path.write_text("1: {question: {nl: a, en: b}}", encoding="utf-8")
    with pytest.raises(LawFileError, match="vragen"):
        lawfile.questions(path)
