"""The official model in Instellingen: noted without a file, refused while a place is missing, tried out, taken away."""

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

import db.session
from core.access.actors import Actor, Role
from core.certificates import commands
from core.certificates.blank_keeping import BlankFields
from db.models import OfficialBlank, Organisation
from tests import factories
from tests.conftest import TODAY
from tests.core.certificates.test_blanks import MODEL
from tests.pages.conftest import Opened, open_page

# In make test only: make check stays under a minute.
pytestmark = pytest.mark.slow


@pytest.fixture
def administrator(engine: Engine, session: Session) -> Actor:
    factories.provider(session)
    session.get_one(Organisation, 1).is_practice = True
    found = factories.actor(session, Role.ADMINISTRATOR)
    session.commit()
    return found


def opened(actor: Actor, language: str = "nl") -> Opened:
    return open_page("administration", actor, query={"part": "models"}, language=language)


def stored() -> list[tuple[str, list[str]]]:
    with db.session.reading() as reading:
        rows = reading.scalars(select(OfficialBlank).order_by(OfficialBlank.id))
        return [(row.model_version, list(row.kinds)) for row in rows]


def version(page: Opened, value: str) -> None:
    next(each for each in page.at.text_input if each.label == "Versie van het model").set_value(value)


def test_a_version_is_noted_and_papers_cannot_be_chosen_without_its_file(administrator: Actor) -> None:
    page = opened(administrator)
    assert "Er is nog geen model genoteerd" in page.texts
    version(page, "2019-1")
    page.at.checkbox[0].check()
    page.button("Model bewaren")
    assert "Laad eerst de PDF" in page.texts
    assert stored() == []
    page.at.checkbox[0].uncheck()
    page.button("Model bewaren")
    assert "is bewaard." in page.texts
    assert stored() == [("2019-1", [])]


def test_a_loaded_model_is_shown_tried_out_and_taken_away(session: Session, administrator: Actor) -> None:
    commands.keep_blank(session, actor=administrator, today=TODAY, blank_id=None, version=0, fields=MODEL)
    session.commit()
    page = opened(administrator)
    assert "Nauwgezetheid" in page.texts
    assert f"Pagina's: 1 · plaatsen: {len(MODEL.spots)}" in page.texts.replace("&#x27;", "'").replace(
        "&#39;", "'"
    )
    page.button("Voorbeeld maken")
    assert not page.at.error
    assert page.at.session_state["administration.blank.preview.ready"][0] == "voorbeeld-model.pdf"
    page.at.checkbox[0].check()
    page.button("Model bewaren")
    assert stored() == [("2019-1", ["enrolment", "assiduity"])]
    page.button("Model weghalen")
    assert stored() == []


def test_an_example_without_a_file_says_what_to_do(session: Session, administrator: Actor) -> None:
    noted = BlankFields("2018", None, None, TODAY)
    commands.keep_blank(session, actor=administrator, today=TODAY, blank_id=None, version=0, fields=noted)
    session.commit()
    page = opened(administrator, "en")
    page.button("Make example")
    assert "Choose the PDF of the model first." in page.texts
