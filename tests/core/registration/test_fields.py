"""What is typed, in which order, and what is put on the clipboard."""

from dataclasses import replace
from datetime import date

import pytest

from core.provider_settings.registry import BY_KEY
from core.registration import fields
from tests.core.registration.test_completeness import WHOLE

NUMBER = "90610100155"


def typed(order: str = "", **change: object) -> dict[str, tuple[str, str]]:
    facts = replace(WHOLE, **change)  # type: ignore[arg-type]
    lines = fields.lines(facts, fields.ordered(order), number=NUMBER)
    return {line.code: (line.shown, line.copied) for line in lines}


def test_the_default_of_the_setting_names_every_field_in_its_order() -> None:
    assert BY_KEY[fields.SETTING].default == fields.DEFAULT_ORDER


def test_days_are_written_as_led_prints_them() -> None:
    assert typed()["issued_on"] == ("10.11.2026", "10.11.2026")
    assert typed(born_on=date(987, 1, 2))["born_on"][0] == "02.01.0987"


def test_numbers_are_read_in_groups_and_copied_as_digits() -> None:
    assert typed()["insz"] == ("90.61.01-001.55", NUMBER)
    assert typed()["enterprise_number"] == ("0200.065.765", "0200065765")


def test_without_the_number_its_line_is_masked_and_copies_nothing() -> None:
    (line,) = fields.lines(WHOLE, fields.ordered("insz"), number=None)
    assert (line.shown, line.copied) == ("xx.xx.xx-xxx.31", "")


def test_what_does_not_apply_has_no_line() -> None:
    assert not {"competences", "subject"} & typed().keys()
    of_competences = typed(kind="competences", level=None, competences=("bkc1 Lassen", "bkc2 Plooien"))
    assert of_competences["competences"][1] == "bkc1 Lassen; bkc2 Plooien"
    assert "level" not in of_competences
    assert typed(led_subject_code="LED-0267", led_subject="Onthaal")["subject"][1] == "LED-0267 Onthaal"


@pytest.mark.parametrize(
    ("setting", "codes"),
    [
        ("reference, insz,reference", ["reference", "insz"]),
        ("reference,gibberish,title", ["reference", "title"]),
        ("gibberish", [field.code for field in fields.FIELDS]),
        ("", [field.code for field in fields.FIELDS]),
    ],
)
def test_the_order_is_that_of_the_setting_and_unknown_names_are_passed_over(
    setting: str, codes: list[str]
) -> None:
    assert [field.code for field in fields.ordered(setting)] == codes


def test_an_evc_trajectory_is_called_by_its_name() -> None:
    assert typed(trajectory_kind="evc")["trajectory_kind"][0] == "EVC-traject"
