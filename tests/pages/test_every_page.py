"""Every page opens in both languages for every role: with its content, or with a calm refusal."""

import pytest
from sqlalchemy import Engine

import db.session
from core.access import permissions
from core.access.actors import Role
from core.ui.navigation import PAGES, PageSpec
from tests.pages.conftest import actor_of, open_page

# Every page for every role, in both languages.
pytestmark = pytest.mark.slow

REFUSED = {"nl": "Je hebt geen recht op deze pagina", "en": "You have no right to this page"}


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_opens_or_refuses_without_an_exception(
    practice: Engine, page: PageSpec, role: Role, language: str
) -> None:
    with db.session.reading() as session:
        actor = actor_of(session, role)
    opened = open_page(page.stem, actor, language=language)
    assert len(opened.at.title) == 1
    refused = any(error.value.startswith(REFUSED[language]) for error in opened.at.error)
    assert refused != permissions.allowed(actor, page.action)
    assert len(opened.at.error) == int(refused)


def test_without_a_person_a_page_shows_nothing(practice: Engine) -> None:
    from streamlit.testing.v1 import AppTest

    from tests.pages.conftest import FOLDER

    at = AppTest.from_file(str(FOLDER / "proofs.py"), default_timeout=60)
    at.run()
    assert not at.title
    assert not at.dataframe
    assert [error.value for error in at.error] == [
        "Je bent niet meer aangemeld. Herlaad de pagina om je opnieuw aan te melden."
    ]
