"""What may be typed in a cell, and the minutes that follow: nothing is lost, nothing is invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.attendance import codes
from core.attendance.codes import Code, Minutes
from core.attendance.grounds import BY_LETTER, GROUNDS
from core.errors import InvalidInput

GIVEN = 120


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("a", Code("A")), (" A ", Code("A")), ("O", Code("O")), ("o30", Code("O", "", 30)), ("gz", Code("G", "Z")),
        ("G Z 45", Code("G", "Z", 45)), ("l15", Code("L", "", 15)), ("L 120", Code("L", "", 120)),
    ],
)  # fmt: skip
def test_case_and_blanks_do_not_matter(typed: str, code: Code) -> None:
    assert codes.parse(typed) == code


def test_an_empty_cell_is_no_code() -> None:
    assert codes.parse("  ") is None
    assert codes.divide(None, given=GIVEN, is_backed=True) == Minutes(0, 0, 0)


@pytest.mark.parametrize(
    ("typed", "template"),
    [
        ("X", codes.UNKNOWN), ("A30", codes.UNKNOWN), ("AA", codes.UNKNOWN), ("O1234", codes.UNKNOWN),
        ("L0", codes.UNKNOWN), ("O٣", codes.UNKNOWN), ("G", codes.NO_GROUND), ("GX", codes.NO_GROUND),
        ("G30", codes.NO_GROUND), ("L", codes.NO_MINUTES), ("é" * 40, codes.UNKNOWN),
    ],
)  # fmt: skip
def test_what_is_no_code_is_refused_with_the_way_out(typed: str, template: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        codes.parse(typed)
    assert caught.value.template == template


@pytest.mark.parametrize("ground", GROUNDS, ids=lambda ground: ground.letter)
def test_a_collective_ground_justifies_at_once_and_an_individual_one_when_it_is_backed(
    ground: object,
) -> None:
    letter = ground.letter  # type: ignore[attr-defined]
    code = Code("G", letter)
    assert codes.divide(code, given=GIVEN, is_backed=True) == Minutes(0, GIVEN, 0)
    justified = GIVEN if BY_LETTER[letter].is_collective else 0
    assert codes.divide(code, given=GIVEN, is_backed=False) == Minutes(0, justified, GIVEN - justified)


def test_late_minutes_are_absent_without_justification() -> None:
    assert codes.divide(Code("L", "", 15), given=GIVEN, is_backed=True) == Minutes(105, 0, 15)


def test_more_minutes_than_the_lesson_are_refused() -> None:
    with pytest.raises(InvalidInput) as caught:
        codes.divide(Code("O", "", 121), given=GIVEN, is_backed=False)
    assert caught.value.params == {"code": "O121", "given": GIVEN}


def valid() -> st.SearchStrategy[Code]:
    minutes = st.none() | st.integers(1, 999)
    return st.one_of(
        st.just(Code("A")),
        st.builds(Code, st.just("O"), st.just(""), minutes),
        st.builds(Code, st.just("G"), st.sampled_from(sorted(BY_LETTER)), minutes),
        st.builds(Code, st.just("L"), st.just(""), st.integers(1, 999)),
    )


@given(valid())
def test_a_code_written_is_the_code_read(code: Code) -> None:
    assert codes.parse(str(code)) == code
    assert len(str(code)) <= codes.LONGEST


@given(valid(), st.integers(0, 1000), st.booleans())
def test_present_justified_and_unjustified_are_the_given_minutes(
    code: Code, minutes: int, is_backed: bool
) -> None:
    if code.minutes is not None and code.minutes > minutes:
        with pytest.raises(InvalidInput):
            codes.divide(code, given=minutes, is_backed=is_backed)
        return
    found = codes.divide(code, given=minutes, is_backed=is_backed)
    assert found.given == minutes
    assert min(found.present, found.justified, found.unjustified) >= 0


@given(st.text(max_size=12))
def test_whatever_is_typed_is_a_code_an_empty_cell_or_a_sentence(typed: str) -> None:
    told = ""
    try:
        code = codes.parse(typed)
    except InvalidInput as error:
        told = error.template
    if told:
        assert told in {codes.UNKNOWN, codes.NO_GROUND, codes.NO_MINUTES}
    else:
        assert code is None or codes.parse(str(code)) == code
