"""Numbers of persons and enterprises, with worked examples of the check digits."""

import contextlib
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import identifiers
from core.errors import InvalidInput


def numbered(first_nine: str, *, century: int) -> str:
    base = int(first_nine if century == 1900 else "2" + first_nine)
    return f"{first_nine}{97 - base % 97:02d}"


@pytest.mark.parametrize(
    ("digits", "born_on"),
    [
        ("90610100155", date(1990, 1, 1)),
        ("99723199774", date(1999, 12, 31)),
        ("01651000209", date(2001, 5, 10)),
        ("98472899765", date(1998, 7, 28)),
        ("85073003328", date(1985, 7, 30)),
    ],
)
def test_a_valid_number_tells_its_birth_date(digits: str, born_on: date) -> None:
    assert identifiers.parse_insz(digits).born_on == born_on


@pytest.mark.parametrize(
    ("digits", "kind"), [("85073003328", "national"), ("98472899765", "bis"), ("90610100155", "test")]
)
def test_the_kind_follows_from_the_month(digits: str, kind: str) -> None:
    assert identifiers.parse_insz(digits).kind == kind


@pytest.mark.parametrize(
    "text",
    [
        "65.61.07 - 901.02",
        "656107-901-02",
        "65/61/07 901/02",
        " 65610790102 ",
        "65.61.07\u00a0\u2013\u00a0901.02",
    ],
)
def test_separators_do_not_matter(text: str) -> None:
    assert identifiers.parse_insz(text).digits == "65610790102"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "9061010015",
        "906101001555",
        "9061010O155",
        "٩٠٦١٠١٠٠١٥٥",
        "90610100155x",
        "9.36122E+10",
        "²0610100155",
    ],
)
def test_anything_but_eleven_plain_digits_is_no_national_number(text: str) -> None:
    with pytest.raises(identifiers.InvalidInsz) as caught:
        identifiers.parse_insz(text)
    assert caught.value.code == "bad_insz"


@pytest.mark.parametrize("text", ["90610100156", "00000000000", "90.61.01-001.54"])
def test_a_wrong_check_is_told_apart(text: str) -> None:
    with pytest.raises(identifiers.InvalidInsz) as caught:
        identifiers.parse_insz(text)
    assert caught.value.code == "check_digit"


@pytest.mark.parametrize(
    "first", ["850000123", "856000123", "850700123", "850001123", "854000123", "901501001", "850231001"]
)
def test_an_unknown_exhausted_or_impossible_date_is_undeterminable(first: str) -> None:
    assert identifiers.parse_insz(numbered(first, century=1900)).born_on is None


@settings(deadline=None)
@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.integers(1, 998), st.sampled_from([0, 20, 40, 60]))
def test_every_birth_date_comes_back_out_of_its_number(born_on: date, serial: int, shift: int) -> None:
    first = f"{born_on.year % 100:02d}{born_on.month + shift:02d}{born_on.day:02d}{serial:03d}"
    assert identifiers.parse_insz(numbered(first, century=born_on.year // 100 * 100)).born_on == born_on


@pytest.mark.slow
@settings(deadline=None)
@given(st.text(max_size=20))
def test_no_text_makes_it_stumble(text: str) -> None:
    with contextlib.suppress(identifiers.InvalidInsz):
        assert len(identifiers.parse_insz(text).digits) == 11


def test_a_number_never_shows_itself() -> None:
    found = identifiers.parse_insz("90610100155")
    assert "90610100155" not in repr(found)
    assert repr(found) == "Insz(xx.xx.xx-xxx.55)"
    with pytest.raises(identifiers.InvalidInsz) as caught:
        identifiers.parse_insz("90610100156")
    assert "90610100156" not in str(caught.value)


def test_masks_and_print_forms() -> None:
    assert identifiers.mask("31") == "xx.xx.xx-xxx.31"
    assert identifiers.mask("") == ""
    assert identifiers.format_insz("90610100155") == "90.61.01-001.55"
    assert identifiers.format_enterprise_number("0200065765") == "0200.065.765"
    assert identifiers.format_establishment_number("2147812897") == "2.147.812.897"


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("0200.065.765", "0200065765"),
        ("BE 0200.065.765", "0200065765"),
        ("200.065.765", "0200065765"),
        ("be0200065765", "0200065765"),
        ("1000.003.682", "1000003682"),
    ],
)
def test_enterprise_numbers(text: str, digits: str) -> None:
    assert identifiers.parse_enterprise_number(text) == digits


@pytest.mark.parametrize(
    "text",
    ["0999.999.999", "2.147.812.897", "0000000097", "0000000000", "", "abc", "٠200065765", "02000657655"],
)
def test_what_is_no_enterprise_number_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput):
        identifiers.parse_enterprise_number(text)


def test_establishment_numbers() -> None:
    assert identifiers.parse_establishment_number("2.147.812.897") == "2147812897"


@pytest.mark.parametrize("text", ["2.147.812.800", "0200.065.765", "9147812897", ""])
def test_what_is_no_establishment_number_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput):
        identifiers.parse_establishment_number(text)
