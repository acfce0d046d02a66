import unicodedata

import pytest

from core.access import passwords
from core.errors import InvalidInput
from tests.core.access.people import PASSWORD, stored

NAME = {"username": "an.verhulst", "display_name": "An Verhulst"}


def test_the_hash_is_argon2id_with_at_least_19_mib_and_two_rounds() -> None:
    assert stored().startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_the_right_password_fits_and_another_does_not() -> None:
    assert passwords.verify(stored(), PASSWORD)
    assert not passwords.verify(stored(), PASSWORD + " ")


def test_without_a_stored_hash_nothing_fits_and_the_same_parameters_are_used() -> None:
    assert not passwords.verify(None, PASSWORD)
    assert not passwords.verify(None, "\x00geen wachtwoord\x00")
    assert passwords.dummy().rsplit("$", 2)[0] == stored().rsplit("$", 2)[0]


def test_accents_fit_however_the_keyboard_composes_them() -> None:
    typed = "één zeehond ligt op het strand"
    kept = passwords.hashed(unicodedata.normalize("NFD", typed))
    assert passwords.verify(kept, unicodedata.normalize("NFC", typed))


def test_leading_spaces_and_every_character_count() -> None:
    kept = passwords.hashed(" " + "x" * 199 + "1")
    assert not passwords.verify(kept, "x" * 199 + "1")
    assert not passwords.verify(kept, " " + "x" * 199 + "2")
    assert passwords.verify(kept, " " + "x" * 199 + "1")


def test_a_gigantic_password_is_refused_without_being_hashed() -> None:
    assert not passwords.verify(stored(), "x" * 5_000_000)


@pytest.mark.parametrize(
    "good", ["vier blauwe paarden", "zonder cijfers of tekens", "ñandú " * 3 + "q", "abcd" * 32 + "z9"]
)
def test_length_is_enough_no_composition_is_asked(good: str) -> None:
    passwords.check(good, **NAME)


@pytest.mark.parametrize(
    "bad",
    [
        "kort",
        "veertien teken",
        "mijn opleiding is fijn",
        "termijnwacht is mooi",
        "School van de toekomst",
        "de trein van verhulst",
        "passwordpassword",
        "aaaaaaaaaaaaaaaaaaaa",
        "1234567890123456",
        "qwertyuiop1234567",
        "x" * 2000,
    ],
)
def test_short_common_and_obvious_passwords_are_refused(bad: str) -> None:
    with pytest.raises(InvalidInput):
        passwords.check(bad, **NAME)


def test_a_demo_account_may_have_eight_characters() -> None:
    passwords.check("paarden1x", **NAME, minimum=passwords.DEMO_MINIMUM)


def test_the_block_list_holds_at_least_ten_thousand() -> None:
    assert len(passwords._common()) >= 10_000


def test_a_hash_with_other_parameters_is_dated() -> None:
    assert passwords.is_dated(stored().replace("t=2", "t=1"))
    assert not passwords.is_dated(stored())
