"""The whole file of one person: everything on one page, for who may see it; who looked; the export and the check."""

from datetime import date

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from core.access.actors import Actor, Role
from core.identifiers import format_insz
from core.proofs import letters
from db.models import AccessEntry, Learner
from tests import factories
from tests.core.subject import scenario
from tests.core.subject.scenario import Made
from tests.factories import TODAY, Provider
from tests.pages.conftest import Opened, open_page
from tests.pages.drawers import drawer, fill


@pytest.fixture
def mine(session: Session, given: Provider) -> Made:
    made = scenario.registered(session, given, scenario.person(session, given, "Aa7q"))
    letters.letters(session, actor=given.coordinator, today=TODAY, proof_ids=made.proof_ids)
    session.commit()
    return made


@pytest.fixture
def administrator(session: Session, given: Provider) -> Actor:
    found = scenario.administrator(session)
    session.commit()
    return found


def whole(actor: Actor, learner_id: int, language: str = "nl") -> Opened:
    return open_page("learners", actor, language=language, query={"id": str(learner_id), "file": "1"})


def test_everything_about_one_person_stands_on_one_page(given: Provider, mine: Made) -> None:
    opened = whole(given.coordinator, mine.learner_id)
    for start in (
        "Naam", "Voor", "Stad", "Straat", "Werk", "Geboren", "Diploma", "School", "melding", "fout", "juist", "probleem",
        "oplossing", "LED", "Balie", "Oud", "reden", "scherm", "ref", "blik",
    ):  # fmt: skip
        assert f"{start}Aa7q" in opened.texts, start
    assert "najaar.csv" in opened.texts
    assert "Begeleidende brief gemaakt" in opened.texts
    assert f"xx.xx.xx-xxx.{mine.number[-2:]}" in opened.texts
    assert mine.number not in opened.texts
    assert format_insz(mine.number) not in opened.texts
    assert dict(opened.at.query_params) == {"id": str(mine.learner_id), "file": "1"}


def test_every_section_says_when_it_is_empty(session: Session, given: Provider) -> None:
    newcomer = factories.learner(session, "Nieuw", "Noor", number="")
    session.commit()
    opened = whole(given.coordinator, newcomer.id)
    for told in (
        "Nog niet ingeschreven", "Nog geen bewijs", "Geen bewijsstukken", "Geen problemen", "Geen meldingen over LED",
        "Niets genoteerd van wat in LED", "Geen verschillen", "Geen brieven", "Met de hand ingevoerd", "nooit gewijzigd",
        "Niemand bekeek",
    ):  # fmt: skip
        assert told in opened.texts
    english = whole(given.coordinator, newcomer.id, "en").texts
    assert "No proof yet" in english
    assert "Nog geen" not in english


def test_opening_a_file_is_no_look_and_who_looked_is_for_who_may_know(
    session: Session, given: Provider, mine: Made
) -> None:
    before = len(session.scalars(select(AccessEntry.id)).all())
    assert "Wie dit dossier bekeek" in whole(given.coordinator, mine.learner_id).texts
    reader = factories.actor(session, Role.READER)
    session.commit()
    opened = whole(reader, mine.learner_id)
    assert "NaamAa7q" in opened.texts
    assert "Wie dit dossier bekeek" not in opened.texts
    assert "blikAa7q" not in opened.texts
    assert not {button.label for button in opened.at.button} & {
        "Dossier exporteren",
        "Kan dit dossier gewist worden?",
    }
    assert len(session.scalars(select(AccessEntry.id)).all()) == before


def test_the_looks_stand_fifty_on_a_page(session: Session, given: Provider, mine: Made) -> None:
    for number in range(60):
        session.add(
            AccessEntry(
                at=scenario.OLD_MOMENT,
                actor_name="els",
                what="insz",
                learner_id=mine.learner_id,
                reason=f"keer {number}",
            )
        )
    session.commit()
    opened = whole(given.coordinator, mine.learner_id)
    assert "keer 59" in opened.texts
    assert "keer 3<" not in opened.texts
    assert "1 tot 50 van" in opened.texts


def test_who_is_limited_to_a_campus_sees_what_lies_there(
    session: Session, given: Provider, mine: Made
) -> None:
    limited = factories.actor(session, campuses=[given.campus])
    stranger = factories.actor(session, campuses=[given.other])
    session.commit()
    assert "probleemAa7q" in whole(limited, mine.learner_id).texts
    assert "blikAa7q" in whole(limited, mine.learner_id).texts
    assert "Niet gevonden" in whole(stranger, mine.learner_id).texts
    learner = session.get_one(Learner, mine.learner_id)
    factories.participation(session, learner=learner, trajectory=given.trajectory, campus=given.other)
    session.commit()
    opened = whole(stranger, mine.learner_id)
    for hidden in (
        "probleemAa7q",
        "LEDAa7q",
        "meldingAa7q",
        "schermAa7q",
        "refAa7q",
        "blikAa7q",
        "Begeleidende brief",
    ):
        assert hidden not in opened.texts
    assert "ligt ook op een andere campus" in opened.texts


def test_a_file_that_was_merged_leads_to_the_one_that_stayed(
    session: Session, given: Provider, mine: Made
) -> None:
    other = factories.learner(session, "Blijft", "An")
    session.execute(update(Learner).where(Learner.id == mine.learner_id).values(merged_into_id=other.id))
    session.commit()
    assert "samengevoegd met een ander" in whole(given.coordinator, mine.learner_id).texts
    assert f"Dossier {mine.learner_id}" in whole(given.coordinator, other.id).texts


def test_the_panel_leads_to_the_whole_file_and_an_unknown_one_says_so(given: Provider, mine: Made) -> None:
    panel = open_page("learners", given.coordinator, query={"id": str(mine.learner_id)})
    assert any("Volledig dossier" in str(link.proto.label) for link in panel.at.get("page_link"))
    assert "Niet gevonden" in whole(given.coordinator, 987_654).texts


def test_the_export_asks_a_reason_and_is_logged(session: Session, administrator: Actor, mine: Made) -> None:
    opened = drawer(administrator, "learner_acts", f"_export(ctx, {mine.learner_id})")
    opened.button("Dossier exporteren")
    assert "tien tekens" in opened.texts
    fill(opened, Reden="vraag van de persoon zelf")
    opened.button("Dossier exporteren")
    assert any("downloaden" in str(link.proto.label) for link in opened.at.get("link_button"))
    look = session.scalars(select(AccessEntry).order_by(AccessEntry.id.desc()).limit(1)).one()
    assert (look.what, look.learner_id) == ("subject.export", mine.learner_id)


def test_the_check_says_what_has_to_stay_and_how_the_rest_is_erased(
    session: Session, administrator: Actor, given: Provider, mine: Made
) -> None:
    kept = drawer(administrator, "learner_acts", f"_check(ctx, {mine.learner_id})")
    assert "Nee, dit dossier moet blijven" in kept.texts
    assert "kwaliteitsdecreet" in kept.texts
    free = scenario.person(session, given, "Bb8x", on=date(2015, 3, 2))
    session.commit()
    may = drawer(administrator, "learner_acts", f"_check(ctx, {free.learner_id})")
    assert "Ja, dit dossier mag gewist worden" in may.texts
    assert any(f"--learner {free.learner_id}" in code.value for code in may.at.code)
    factories.earned(session, given, learner=session.get_one(Learner, free.learner_id))
    session.commit()
    owed = drawer(administrator, "learner_acts", f"_check(ctx, {free.learner_id})")
    assert "Nee, dit dossier moet blijven" in owed.texts
    assert (
        "is nog niet uitgereikt en niet geregistreerd in LED: de termijn loopt tot en met 02/01/2027"
        in owed.texts
    )
    assert not owed.at.code
