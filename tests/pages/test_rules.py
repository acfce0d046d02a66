"""The law as a page: every rule opens, with its values, sources and open questions, in both languages."""

import re

import pytest
from sqlalchemy import Engine

import db.session
from core.access.actors import Role
from core.rules import catalogue
from tests.pages.conftest import actor_of, open_page

# Every rule of law, in both languages.
pytestmark = pytest.mark.slow


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("rule_id", [card.rule_id for card in catalogue.catalogue()])
def test_a_rule_shows_its_values_and_where_they_come_from(
    practice: Engine, rule_id: str, language: str
) -> None:
    with db.session.reading() as session:
        reader = actor_of(session, Role.READER)
    opened = open_page("rules", reader, language=language)
    opened.at.selectbox[0].set_value(rule_id).run()
    opened.calm()
    card = next(card for card in catalogue.catalogue() if card.rule_id == rule_id)
    assert card.name.en in opened.texts if language == "en" else card.name.nl in opened.texts
    values = opened.texts.split("<tbody>")[1].split("</tbody>")[0]
    assert "items=" not in values
    assert not re.search(r"[a-z]_[a-z]", values), "a code of ours is no word"
    for source in card.sources:
        assert f'href="{source.href}"' in opened.texts or not source.href.startswith("https://")


def test_a_link_opens_exactly_its_rule(practice: Engine) -> None:
    with db.session.reading() as session:
        reader = actor_of(session, Role.READER)
    opened = open_page("rules", reader, query={"rule": "vov_enrolment_attest"})
    assert opened.at.selectbox[0].value == "vov_enrolment_attest"
    assert opened.at.query_params["rule"] == "vov_enrolment_attest"
    assert open_page("rules", reader, query={"rule": "x"}).at.selectbox[0].value == "led_registration"
