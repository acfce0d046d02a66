"""Names of people."""

import pytest

from core.learners import names


@pytest.mark.parametrize("name", ["?pek", "Nguy?n", "Ren\ufffde", "RenÃ©e", "ChloÃ«", "Oâ€™Brien", "Åukasz?"])
def test_a_name_that_lost_letters_is_seen(name: str) -> None:
    assert names.is_damaged(name)


@pytest.mark.parametrize(
    "name", ["İpek", "Łukasz", "Åse", "Günther", "O'Brien", "D’Hondt", "Van den Broeck", "Ærø", "Señor"]
)
def test_a_rare_letter_is_no_damage(name: str) -> None:
    assert not names.is_damaged(name)


def test_two_ways_to_type_a_name_fold_to_one() -> None:
    assert names.folded("  RENÉE ") == names.folded("Renee") == names.folded("Rene\u0301e")
    assert names.folded("Łukasz") == "lukasz"
    assert names.folded("İpek") == "ipek"
    assert names.search_name("Van  den Broeck", "Łukasz") == "van den broeck lukasz"
    assert names.tidy(" Van  den\u00a0Broeck ") == "Van den Broeck"
