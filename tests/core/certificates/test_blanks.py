"""The official model of a provider: loaded, placed, used for the papers it names, and frozen with each of them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.orm import Session

from core.access.actors import Actor, Role
from core.certificates import blanks, commands
from core.certificates.blank_keeping import BlankFields
from core.documents import certificate_fields
from core.documents.certificate_blank import Spot
from core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from db.models import Document
from tests import factories
from tests.conftest import TODAY
from tests.core.certificates.papers import enrolled, issued, paper
from tests.core.documents import blank_files, reading
from tests.factories import Provider

SPOTS = tuple(
    Spot(name, 1, 20 + at % 2 * 90, 40 + at // 2 * 6, 85, 8, 1)
    for at, name in enumerate(certificate_fields.FIELDS)
)
MODEL = BlankFields(
    "2019-1",
    date(2026, 8, 20),
    date(2026, 8, 27),
    date(2026, 9, 1),
    ("assiduity",),
    SPOTS,
    blank_files.blank(),
)


@pytest.fixture
def administrator(session: Session) -> Actor:
    return factories.actor(session, Role.ADMINISTRATOR)


def keep(
    session: Session, actor: Actor, fields: BlankFields, blank_id: int | None = None, version: int = 0
) -> int:
    return commands.keep_blank(
        session, actor=actor, today=TODAY, blank_id=blank_id, version=version, fields=fields
    )


def test_a_paper_is_drawn_on_the_model_that_names_its_kind_and_freezes_it(
    session: Session, given: Provider, administrator: Actor
) -> None:
    keep(session, administrator, MODEL)
    enrolment = enrolled(session, given)
    document = issued(session, given, paper(session, enrolment, "assiduity", 1))
    read = reading.squeezed(reading.text(document.pdf))
    assert reading.squeezed(blank_files.TITLE) in read
    for value in ("Peeters", document.number, "250", "dinsdagvan18.00tot21.00uur"):
        assert value in read
    frozen = [document.content[name] for name in ("model_version", "model_requested_on", "model_received_on")]
    assert frozen == ["2019-1", "2026-08-20", "2026-08-27"]
    assert document.template_version.startswith("bev-2-blank-")
    other = issued(session, given, paper(session, enrolment, "enrolment"))
    assert reading.squeezed(blank_files.TITLE) not in reading.squeezed(reading.text(other.pdf))
    assert other.template_version == "bev-2"


def test_taking_the_model_away_changes_no_issued_paper(
    session: Session, given: Provider, administrator: Actor
) -> None:
    key = keep(session, administrator, MODEL)
    document = issued(session, given, paper(session, enrolled(session, given), "assiduity", 1))
    before = document.pdf
    commands.remove_blank(session, actor=administrator, today=TODAY, blank_id=key, version=1)
    session.expire_all()
    assert session.get_one(Document, document.id).pdf == before
    assert blanks.rows(session, actor=administrator) == []
    with pytest.raises(NotFound):
        blanks.one(session, actor=administrator, blank_id=key)


def test_a_model_that_is_only_noted_gives_its_version_to_the_own_layout(
    session: Session, given: Provider, administrator: Actor
) -> None:
    keep(session, administrator, BlankFields("2018", date(2026, 8, 1), None, date(2026, 9, 1)))
    document = issued(session, given, paper(session, enrolled(session, given), "assiduity", 1))
    assert "model 2018, aangevraagd op 1 augustus 2026" in reading.text(document.pdf)
    attest = paper(session, enrolled(session, given, regime="vov", number=factories.insz()), "vov_enrolment")
    assert issued(session, given, attest).content["model_version"] == ""


def test_the_newest_model_in_force_on_the_day_holds(
    session: Session, given: Provider, administrator: Actor
) -> None:
    keep(session, administrator, MODEL)
    keep(session, administrator, replace(MODEL, model_version="2027", valid_from_on=date(2027, 1, 1)))
    for day, version in ((date(2026, 12, 31), "2019-1"), (date(2027, 1, 1), "2027")):
        found = blanks.model(session, kind="assiduity", on=day)
        assert found is not None
        assert found.model_version == version
    assert blanks.model(session, kind="assiduity", on=date(2026, 8, 31)) is None


def test_a_change_keeps_the_file_and_a_second_writer_is_told(session: Session, administrator: Actor) -> None:
    key = keep(session, administrator, MODEL)
    moved = replace(MODEL, pdf=None, spots=(replace(SPOTS[0], x=33.5), *SPOTS[1:]))
    assert keep(session, administrator, moved, key, 1) == key
    found = blanks.one(session, actor=administrator, blank_id=key)
    assert (found.pdf, found.spots[0].x, found.row.pages, found.row.version) == (MODEL.pdf, 33.5, 1, 2)
    with pytest.raises(Conflict):
        keep(session, administrator, moved, key, 1)


WITHOUT: tuple[tuple[Callable[[BlankFields], BlankFields], str], ...] = (
    (lambda f: replace(f, model_version=" "), "welke versie"),
    (lambda f: replace(f, model_version="漢"), "kan"),
    (lambda f: replace(f, valid_from_on=None), "vanaf welke dag"),
    (lambda f: replace(f, received_on=date(2026, 8, 1)), "eerst aangevraagd"),
    (lambda f: replace(f, requested_on=date(2027, 1, 1), received_on=None), "ten laatste vandaag"),
    (lambda f: replace(f, pdf=None), "Laad eerst de PDF"),
    (lambda f: replace(f, pdf=blank_files.with_script()), "kan handelen"),
    (lambda f: replace(f, spots=()), "Een papier vertrekt nooit zonder"),
    (lambda f: replace(f, spots=(*SPOTS, Spot("diagnose", 1, 1, 1, 9, 9))), "kies een veld"),
    (lambda f: replace(f, spots=(*SPOTS, replace(SPOTS[0], page=2))), "buiten pagina 2 van 1"),
    (lambda f: replace(f, spots=(*SPOTS, replace(SPOTS[0], x=200.0, width=20.0))), "buiten pagina"),
    (lambda f: replace(f, spots=(*SPOTS, replace(SPOTS[0], y=-1.0))), "buiten pagina"),
    (lambda f: replace(f, spots=(*SPOTS, replace(SPOTS[0], size=4.0))), "5 tot 24"),
    (lambda f: replace(f, spots=(*SPOTS, replace(SPOTS[0], lines=0))), "5 tot 24"),
    (lambda f: replace(f, spots=SPOTS * 5), "hoogstens 200"),
)


@pytest.mark.parametrize(("change", "told"), WITHOUT, ids=[told for _, told in WITHOUT])
def test_what_cannot_be_a_model_is_refused_and_nothing_is_kept(
    session: Session, administrator: Actor, change: Callable[[BlankFields], BlankFields], told: str
) -> None:
    with pytest.raises(InvalidInput, match=told):
        keep(session, administrator, change(MODEL))
    assert blanks.rows(session, actor=administrator) == []


def test_only_an_administrator_keeps_or_sees_models(session: Session, given: Provider) -> None:
    with pytest.raises(NotAllowed):
        keep(session, given.coordinator, MODEL)
    with pytest.raises(NotAllowed):
        blanks.rows(session, actor=given.coordinator)
