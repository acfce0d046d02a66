"""What a paper refers to: the recognition of its course as the source asks it, and the article its terms rest on."""

from datetime import date

import pytest

from core.certificates.content import reference_of
from core.rules import catalogue
from db.models import Course

RULES = (
    "bev_enrolment_certificate",
    "bev_assiduity_certificate",
    "bev_second_session_notice",
    "assiduity_periods",
)


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        ({"recognition_kind": "commission", "recognition_number": "EC-12"}, "Erkenningsnummer EC-12"),
        ({"recognition_kind": "identification", "recognition_number": "ID-7"}, "Identificatienummer ID-7"),
        (
            {
                "recognition_kind": "joint_committee",
                "joint_committee": "200",
                "recognised_on": date(2026, 3, 2),
            },
            "Paritair comité 200, erkend op 02/03/2026",
        ),
        ({"recognition_kind": "joint_committee", "joint_committee": "200"}, ""),
        ({"recognition_kind": "joint_committee", "recognised_on": date(2026, 3, 2)}, ""),
        ({"recognition_kind": "commission"}, ""),
        ({"recognition_number": "EC-12"}, ""),
    ],
)
def test_each_kind_of_recognition_is_named_as_the_source_asks_and_half_of_it_is_none(
    values: dict[str, object], shown: str
) -> None:
    empty: dict[str, object] = {
        "recognition_kind": "", "recognition_number": "", "joint_committee": "", "recognised_on": None,
    }  # fmt: skip
    assert reference_of(Course(**(empty | values)), "assiduity") == shown


@pytest.mark.parametrize("rule_id", RULES)
def test_the_terms_of_papers_name_article_21_of_the_decree(rule_id: str) -> None:
    (card,) = (card for card in catalogue.catalogue() if card.rule_id == rule_id)
    assert any("KB van 23 juli 1985, art. 21" in source.title for source in card.sources)
