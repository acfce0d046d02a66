"""A saved answer of the authority's catalogue."""

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import InvalidInput
from core.trajectories import catalogue

ANSWER: dict[str, object] = {
    "versie_nr_lang": "BK-0390-2",
    "versie_nr_kort": "0390-2",
    "titel": "Onthaalmedewerker",
    "status": "Erkend",
    "vks_niveau": "4",
    "erkenningsdatum": "2020-02-28T00:00:00",
    "led_onderwerp": {"code": "LED-0267", "led_onderwerp_nummer": 267, "omschrijving": "Onthaal"},
    "synoniemen": [{"waarde": "Receptionist"}],
    "competenties": [
        {
            "nr": 1,
            "competentie_type": "Kerncompetentie",
            "competentie_code": "bkc0045062",
            "waarde": "Onthaalt",
        },
        {
            "competentie_type": "Kerncompetentie",
            "competentie_code": "BKC9000002",
            "waarde": "Verwijst door",
            "x": [1],
        },
    ],
    "deelkwalificaties": [
        {
            "code": "BK-0390-2-DBK-01",
            "titel": "Onthaal",
            "competenties": ["bkc0045062", {"competentie_code": "bkc9000002"}],
        }
    ],
}


def text(**changes: object) -> str:
    return json.dumps({"beroepskwalificatie": ANSWER | changes})


def test_the_card_holds_what_proofs_and_rules_need() -> None:
    card = catalogue.read(text())
    assert (card.code, card.title, card.vks_level) == ("BK-0390-2", "Onthaalmedewerker", 4)
    assert card.recognised_on == date(2020, 2, 28)
    assert (card.led_subject_code, card.led_subject) == ("LED-0267", "Onthaal")
    assert [c.code for c in card.competences] == ["bkc0045062", "bkc9000002"]
    assert card.parts == (catalogue.PartCard("BK-0390-2-DBK-01", "Onthaal", ("bkc0045062", "bkc9000002")),)


def test_fields_that_are_missing_or_unknown_do_not_matter() -> None:
    card = catalogue.read(
        json.dumps({"versie_nr_kort": "0464-1", "titel": "Recreatief medewerker", "nieuw": {}})
    )
    assert (card.code, card.vks_level, card.competences, card.parts) == ("BK-0464-1", None, (), ())


@pytest.mark.parametrize(
    "wrong",
    [
        {"versie_nr_lang": "", "versie_nr_kort": ""},
        {"versie_nr_lang": "BK-390"},
        {"versie_nr_lang": 390},
        {"titel": ""},
        {"titel": "x" * 301},
        {"erkenningsdatum": "2020-02-31"},
        {"competenties": [{"waarde": "zonder code"}]},
        {"competenties": [{"competentie_code": "kb1", "waarde": "foute code"}]},
        {"deelkwalificaties": [{"code": "BK-0464-1-DBK-01", "titel": "Van een andere"}]},
        {
            "deelkwalificaties": [
                {"code": "BK-0390-2-DBK-01", "titel": "Onthaal", "competenties": ["bkc0000001"]}
            ]
        },
    ],
)
def test_a_wrong_or_missing_code_title_or_date_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(InvalidInput) as caught:
        catalogue.read(text(**wrong))
    assert str(caught.value)


@settings(deadline=None)
@given(
    st.text(max_size=50)
    | st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from([*ANSWER, "beroepskwalificatie"]), inner, max_size=4)
        ),
        max_leaves=12,
    ).map(json.dumps)
)
def test_no_file_makes_it_stumble(content: str) -> None:
    try:
        card = catalogue.read(content)
    except InvalidInput as error:
        assert "{" not in str(error)  # noqa: PT017 - either answer is right
    else:
        assert card.code.startswith("BK-")


def test_a_bottomless_file_is_refused() -> None:
    with pytest.raises(InvalidInput):
        catalogue.read("[" * 100_000)
