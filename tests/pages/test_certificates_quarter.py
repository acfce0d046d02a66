"""Part "Kwartaal" on the screen: each step, what it offers to whom, and the acts that go through it."""

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from core import settings
from core.access.actors import Role
from core.certificates import lot
from db.models import Certificate, Learner, Organisation
from tests import factories
from tests.core.certificates import crowd
from tests.core.certificates.crowd import UNTIL
from tests.factories import Provider
from tests.pages.conftest import Opened, open_page


@pytest.fixture(autouse=True)
def after_the_quarter(monkeypatch: pytest.MonkeyPatch) -> None:
    """4 January 2027."""
    monkeypatch.setenv("APP_TODAY", crowd.AFTER.isoformat())
    settings.forget()


@pytest.fixture
def given(engine: Engine, session: Session) -> Provider:
    made = factories.provider(session)
    crowd.gather(session, made)
    session.get_one(Organisation, 1).email = "info@centrum.be"
    session.commit()
    return made


def opened(
    given: Provider, step: str = "", role: Role | None = None, session: Session | None = None
) -> Opened:
    who = given.coordinator
    if role is not None:
        assert session is not None
        who = factories.actor(session, role)
        session.commit()
    query = {"part": "quarter", "until": UNTIL.isoformat()} | ({"step": step} if step else {})
    return open_page("certificates", who, query=query)


def read(session: Session, given: Provider) -> lot.Lot:
    """The lot as it is stored now; the session lets go of its lock."""
    session.expire_all()
    found = lot.read(session, actor=given.coordinator, until=UNTIL)
    session.rollback()
    return found


def labels(shown: Opened) -> list[str]:
    return [button.label for button in shown.at.button]


def test_the_preflight_shows_every_obstacle_with_its_count_and_its_place(given: Provider) -> None:
    shown = opened(given)
    for text in (
        "papieren zijn klaar om uit te reiken", "Lessen niet ingevoerd of niet afgesloten", "Geboortedatum ontbreekt",
        "Houdt tegen", "Rijksregisternummer ontbreekt", "Per opleiding", "streefdatum",
    ):  # fmt: skip
        assert text in shown.texts, text
    links = [link.proto.page for link in shown.at.get("page_link")]
    assert {"attendance", "learners", "courses"} <= set(links)


def test_from_issue_to_delivery_by_the_buttons(given: Provider, session: Session) -> None:
    before = read(session, given)
    shown = opened(given, "issue")
    (label,) = [each for each in labels(shown) if each.startswith("Uitreiken (")]
    ready = int(label.removeprefix("Uitreiken (").removesuffix(")"))
    shown.button(label)
    shown.at.run()
    after = read(session, given)
    assert len(after.at("issued")) == ready
    assert len(after.papers) == len(before.papers)
    assert f"{ready} van {ready} gelukt" in [each.label for each in shown.at.expander]
    shown = opened(given, "print")
    shown.button(f"Eén PDF ({ready})")
    assert f"{ready} papieren in dit bestand." in shown.texts
    shown.button(f"Afdruk noteren ({ready})")
    shown = opened(given, "sign")
    shown.button(f"Lijst om te tekenen ({ready})")
    shown.button(f"Ondertekening noteren ({ready})")
    shown = opened(given, "deliver")
    shown.button(f"Afleverlijst ({ready})")
    shown.at.text_input[0].set_value("Tom aan het onthaal")
    shown.button(f"Aflevering noteren ({ready})")
    assert "kies waarom" in shown.at.error[0].value
    assert shown.at.text_input[0].value == "Tom aan het onthaal"
    assert len(read(session, given).papers) == len(before.papers)
    session.rollback()
    late = next(each for each in shown.at.selectbox if each.label == "Waarom te laat")
    late.select("staff")
    shown.button(f"Aflevering noteren ({ready})")
    done = read(session, given)
    assert len(done.papers) == len(before.papers) - ready
    assert set(session.scalars(select(Certificate.delivered_on).where(Certificate.state == "issued"))) == {
        crowd.AFTER
    }


def test_who_may_not_issue_is_told_who_does(given: Provider, session: Session) -> None:
    shown = opened(given, "issue", Role.READER, session)
    assert "Een coördinator reikt ze uit." in shown.texts
    assert not [label for label in labels(shown) if label.startswith("Uitreiken")]
    for step in ("print", "sign", "deliver"):
        texts = opened(given, step, Role.READER, session).texts
        assert "Er" in texts


def test_an_attest_goes_by_mail_to_who_has_an_address(given: Provider, session: Session) -> None:
    shown = opened(given, "issue")
    shown.button(next(each for each in labels(shown) if each.startswith("Uitreiken (")))
    shown.at.run()
    assert "Zonder bruikbaar e-mailadres (1): Attest, Ann" in opened(given, "deliver").texts
    nobody = session.scalars(select(Learner).where(Learner.last_name == "Attest")).one()
    nobody.email = "ann@voorbeeld.be"
    session.commit()
    shown = opened(given, "deliver")
    shown.button("Berichten klaarzetten (1)")
    shown.button("Aflevering noteren (1)")
    session.expire_all()
    paper = session.scalars(select(Certificate).where(Certificate.delivery_way != "")).one()
    assert (paper.delivery_way, paper.delivered_on) == ("mail", crowd.AFTER)


def test_in_english_nothing_stays_dutch(given: Provider) -> None:
    for step in ("check", "issue"):
        shown = open_page(
            "certificates", given.coordinator, language="en", query={"part": "quarter", "step": step}
        )
        assert "tegengehouden" not in shown.texts
        assert "Houdt tegen" not in shown.texts


def test_without_open_papers_the_part_says_so(engine: Engine, session: Session) -> None:
    made = factories.provider(session)
    session.commit()
    shown = open_page("certificates", made.coordinator, query={"part": "quarter"})
    assert "Geen enkel papier wacht op aflevering." in shown.texts
