"""Lists with one record open beside them: the bar, the table for who cannot see the grid, and every panel in full."""

import json
from datetime import date

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from core.access.actors import Role
from core.learners import commands
from core.learners.commands import Personal
from core.proofs import commands as proofs
from core.trajectories import catalogue_store
from db.models import Learner, PartialQualification, Trajectory
from tests import factories
from tests.conftest import TODAY
from tests.factories import Provider
from tests.pages.conftest import Opened, open_page
from tests.pages.drawers import drawer, fill, only
from tests.pages.test_imports import bad, good, sheet, uploaded

# In make test only: make check stays under a minute.
pytestmark = pytest.mark.slow


@pytest.fixture
def people(session: Session, given: Provider) -> list[Learner]:
    found = [factories.learner(session, name, "Lotte") for name in ("Aerts", "Claes", "Nasser")]
    session.commit()
    return found


def show(opened: Opened, key: str, record: int) -> None:
    """As a click on that row of the grid does."""
    opened.at.session_state[f"{key}.opened"] = record
    opened.at.session_state[f"{key}.generation"] = record
    opened.at.run()
    opened.calm()


def pressed(opened: Opened, label: str) -> Opened:
    opened.button(label)
    return opened


def test_the_bar_walks_through_the_list_and_closes_the_panel(given: Provider, people: list[Learner]) -> None:
    opened = open_page("learners", given.coordinator, query={"id": str(people[0].id)})
    assert "Claes, Lotte</h2>" in pressed(opened, "Volgende").texts
    assert "Aerts, Lotte</h2>" in pressed(opened, "Vorige").texts
    pressed(opened, "Sluiten")
    assert "Lotte</h2>" not in opened.texts
    assert "id" not in opened.at.query_params


def test_the_table_shows_the_same_rows_and_opens_one(given: Provider, people: list[Learner]) -> None:
    opened = open_page("learners", given.coordinator)
    opened.at.session_state["learners.view"] = "table"
    opened.at.run()
    opened.calm()
    assert all(f"{person.last_name}, Lotte</td>" in opened.texts for person in people)
    next(box for box in opened.at.selectbox if box.label == "Dossier openen").set_value(people[1].id).run()
    opened.calm()
    assert "Claes, Lotte</h2>" in opened.texts


def test_each_list_of_what_needs_attention_says_when_it_is_empty(given: Provider) -> None:
    assert "Nog geen deelnemers" in open_page("learners", given.coordinator).texts
    for code in ("damaged", "without"):
        opened = open_page("learners", given.coordinator, query={"show": code})
        assert "Niemand in deze lijst" in opened.texts
        assert opened.at.query_params["show"] in (code, [code])


@pytest.mark.parametrize(
    "label", ["Gegevens wijzigen", "Inschrijven", "INSZ vervangen", "Toon nummer", "Deelnemer toevoegen"]
)
def test_every_act_of_a_file_opens_its_drawer(given: Provider, people: list[Learner], label: str) -> None:
    opened = open_page("learners", given.coordinator, query={"id": str(people[0].id)})
    before = len(opened.at.button)
    assert len(pressed(opened, label).at.button) > before


def test_a_new_person_is_added_and_stands_open(given: Provider) -> None:
    opened = drawer(given.coordinator, "learner_forms", "_add(ctx)")
    opened.button("Deelnemer toevoegen")
    assert "Vul de naam" in opened.texts
    fill(opened, Familienaam="Nieuw", Voornaam="Noor")
    opened.button("Deelnemer toevoegen")
    made = only(select(Learner))
    assert (made.last_name, made.insz_tail) == ("Nieuw", "")
    assert opened.at.session_state["learners.opened"] == made.id


def test_the_history_tells_what_a_field_was_and_why(session: Session, given: Provider) -> None:
    person = factories.learner(session, "Pe?ters", "Noor", number="", employer_number="0200065765")
    session.commit()
    before = open_page("learners", given.coordinator, query={"id": str(person.id)})
    assert "Een export beschadigde deze naam" in before.texts
    assert "Zonder INSZ" in before.texts
    assert "0200.065.765" in before.texts
    wanted = Personal("Peeters", "Noor", date(1991, 1, 2))
    commands.change(
        session,
        actor=given.coordinator,
        today=TODAY,
        learner_id=person.id,
        version=1,
        personal=wanted,
        reason="paspoort",
    )
    session.commit()
    after = open_page("learners", given.coordinator, query={"id": str(person.id)})
    assert "Familienaam was “Pe?ters”" in after.texts
    assert "Geboortedatum was “01/01/1990”" in after.texts
    assert "paspoort" in after.texts


def test_a_withdrawn_and_a_registered_proof_say_so_in_the_file(session: Session, given: Provider) -> None:
    person = factories.learner(session, "Aerts", "Lotte")
    proof = factories.earned(session, given, learner=person)[0]
    issued = proofs.issue(
        session,
        actor=given.coordinator,
        today=TODAY,
        proof_id=proof.id,
        version=proof.version,
        signatory_id=None,
    )
    session.commit()
    open_one = open_page("learners", given.coordinator, query={"id": str(person.id)})
    assert "Op schema" in open_one.texts
    assert issued.number in open_one.texts
    proofs.withdraw(
        session, actor=given.coordinator, today=TODAY, proof_id=proof.id, version=proof.version,
        reason="verkeerde persoon aangeduid",
    )  # fmt: skip
    session.commit()
    assert "Ingetrokken" in open_page("learners", given.coordinator, query={"id": str(person.id)}).texts


def test_parts_and_competences_are_asked_with_the_outcome(session: Session, given: Provider) -> None:
    person = factories.learner(session, "Aerts", "Lotte")
    factories.participation(session, learner=person, trajectory=given.trajectory, campus=given.campus)
    session.commit()
    call = f"_complete(ctx, ctx.read(participation_completing.participations.participations, actor=ctx.actor, learner_id={person.id})[0])"
    opened = drawer(given.coordinator, "participation_completing", call)
    assert not opened.at.multiselect
    opened.at.selectbox[0].set_value("parts").run()
    assert [box.label for box in opened.at.multiselect] == [
        "Behaalde deelkwalificaties",
        "Behaalde competenties",
    ]
    opened.at.multiselect[0].set_value(["BK-9100-1-DBK-01"])
    opened.button("Afronding noteren")
    page = open_page("learners", given.coordinator, query={"id": str(person.id)})
    assert "Deelkwalificaties behaald" in page.texts


def test_a_trajectory_on_partial_level_takes_its_parts(session: Session, given: Provider) -> None:
    opened = drawer(given.coordinator, "trajectory_forms", "_add(ctx)")
    opened.at.selectbox[0].set_value("partial").run()
    opened.at.multiselect[0].set_value(["BK-9100-1-DBK-02"])
    fill(opened, Code="T-960", Naam="Deelopleiding")
    opened.button("Traject toevoegen")
    made = only(select(Trajectory).where(Trajectory.code == "T-960"))
    page = open_page("trajectories", given.coordinator, query={"id": str(made.id)})
    assert "BK-9100-1-DBK-02" in page.texts
    assert "BK-9100-1-DBK-01" not in page.texts
    changing = drawer(given.coordinator, "trajectory_forms", f"_edit(ctx, {made.id})")
    assert changing.at.multiselect[0].value == ["BK-9100-1-DBK-02"]


def test_a_qualification_without_parts_says_so_to_who_wants_one(session: Session, given: Provider) -> None:
    factories.qualification(session, "BK-9000-1", competences=("bkc9000001",), parts={}, title="Zonder delen")
    session.commit()
    opened = drawer(given.coordinator, "trajectory_forms", "_add(ctx)")
    opened.at.selectbox[0].set_value("partial").run()
    opened.at.selectbox[1].set_value("BK-9000-1").run()
    opened.calm()
    assert "heeft geen deelkwalificaties" in opened.texts


def test_many_people_in_one_trajectory_stand_in_a_table(session: Session, given: Provider) -> None:
    for number in range(10):
        person = factories.learner(session, f"Persoon {number}", "Noor")
        factories.participation(session, learner=person, trajectory=given.trajectory, campus=given.campus)
    session.commit()
    opened = open_page("trajectories", given.coordinator, query={"id": str(given.trajectory.id)})
    assert all(f"Persoon {number}, Noor</td>" in opened.texts for number in range(10))
    assert len(pressed(opened, "Traject wijzigen").at.text_input) > 2


def test_a_trajectory_or_qualification_that_is_gone_says_so(given: Provider) -> None:
    assert "bestaat niet meer" in open_page("trajectories", given.coordinator, query={"id": "999"}).texts
    asked = {"part": "qualifications", "qualification": "999"}
    assert "bestaat niet meer" in open_page("trajectories", given.coordinator, query=asked).texts


def test_the_panel_of_a_qualification_lists_its_parts_and_opens_its_drawers(
    session: Session, given: Provider
) -> None:
    given.qualification.ended_on = date(2025, 8, 31)
    session.commit()
    asked = {"part": "qualifications", "qualification": str(given.qualification.id)}
    opened = open_page("trajectories", given.coordinator, query=asked)
    assert "Beëindigd" in opened.texts
    assert "BK-9100-1-DBK-01 Deel 01" in opened.texts
    assert len(pressed(opened, "Kwalificatie wijzigen").at.text_area) == 2
    assert pressed(open_page("trajectories", given.coordinator), "Kwalificatie inlezen").at.text_area


def test_a_provider_without_catalogue_is_told_where_to_begin(engine: Engine, session: Session) -> None:
    coordinator = factories.actor(session)
    session.commit()
    assert "Nog geen trajecten" in open_page("trajectories", coordinator).texts
    assert (
        "Nog geen kwalificaties"
        in open_page("trajectories", coordinator, query={"part": "qualifications"}).texts
    )
    opened = pressed(open_page("trajectories", coordinator), "Traject toevoegen")
    assert "Lees eerst een kwalificatie in" in opened.texts


def test_a_file_that_is_no_utf8_or_nothing_at_all_is_no_qualification(given: Provider) -> None:
    opened = drawer(given.coordinator, "qualification_forms", "_bring(ctx)")
    opened.button("Kwalificatie inlezen")
    assert "Kies een bestand of plak" in opened.texts
    opened.at.file_uploader[0].set_value(("bk.json", b"\xff\xfe", "application/json"))
    opened.button("Kwalificatie inlezen")
    assert "niet te lezen" in opened.texts


def test_the_lines_of_parts_are_checked_and_used_codes_stay(session: Session, given: Provider) -> None:
    part = session.scalars(select(PartialQualification)).first()
    assert part is not None
    factories.trajectory(session, "T-970", of=given.qualification, parts=[part])
    session.commit()
    opened = drawer(given.coordinator, "qualification_forms", f"_edit(ctx, {given.qualification.id})")
    fill(opened, Deelkwalificaties="DBK-01; zonder code")
    opened.button("Kwalificatie bewaren")
    assert "Regel 1 bij de deelkwalificaties" in opened.texts
    fill(opened, Deelkwalificaties="")
    opened.button("Kwalificatie bewaren")
    assert "kan niet weg" in opened.texts
    assert catalogue_store.IN_USE


def test_a_row_of_a_preview_opens_with_its_column_and_what_changes(given: Provider) -> None:
    first, second = good("Pe?ters"), bad()
    opened = uploaded(given, sheet(first, second))
    show(opened, "imports.rows", 3)
    opened.calm()
    assert "Rijksregisternummer</dd>" in opened.texts
    assert "xx.xx.xx-xxx.xx" in opened.texts
    show(opened, "imports.rows", 2)
    assert "De naam is beschadigd" in opened.texts
    opened.button("Alleen de goede rij invoeren")
    again = uploaded(given, sheet(("Peeters", *first[1:])))
    show(again, "imports.rows", 2)
    assert "Wat wijzigt" in again.texts
    assert "Pe?ters" in again.texts
    show(again, "imports.rows", 99)
    assert "staat niet meer in het blad" in again.texts


def test_the_rows_are_narrowed_to_one_sign(given: Provider) -> None:
    late = (*good("Laat")[:6], date(2026, 1, 5))
    opened = uploaded(given, sheet(good(), late, good("Pe?ters"), bad()))
    for code, names in {
        "late": ["Laat, Amina"],
        "warned": ["Pe?ters, Amina"],
        "rejected": ["Claes, Bram"],
    }.items():
        next(group for group in opened.at.button_group if group.key == "imports.shown").set_value(code).run()
        opened.calm()
        assert list(opened.at.dataframe[0].value["Naam"]) == names


def test_a_sheet_is_put_away_and_a_sheet_without_head_is_refused(given: Provider) -> None:
    opened = uploaded(given, sheet(good()), name="weg.xlsx")
    opened.button("Ander blad kiezen")
    assert "weg.xlsx" not in opened.texts
    headless = uploaded(given, sheet(good(), head=("a", "b", "c", "d", "e", "f", "g")))
    assert "geen kopregel" in headless.texts


def test_files_are_put_ready_to_download(given: Provider) -> None:
    opened = open_page("imports", given.coordinator)
    opened.button("Leeg blad maken")
    assert any("leeg-blad-completions.xlsx" in link.proto.label for link in opened.at.link_button)
    opened = uploaded(given, sheet(good(), bad()))
    opened.button("Geweigerde rijen als Excel")
    assert any("geweigerde-rijen.xlsx" in link.proto.label for link in opened.at.link_button)


def test_a_batch_that_is_gone_says_so(given: Provider, session: Session) -> None:
    uploaded(given, sheet(good())).button("1 rij invoeren")
    assert "bestaat niet meer" in open_page("imports", given.coordinator, query={"id": "999"}).texts


def test_an_entry_of_the_log_opens_with_its_details_and_exports(session: Session, given: Provider) -> None:
    manager = factories.actor(session, Role.MANAGER)
    person = commands.add(
        session, actor=given.coordinator, today=TODAY, personal=Personal("Aerts", "Lotte", None)
    )
    session.commit()
    opened = open_page("audit", manager)
    show(opened, "audit.acts", 1)
    opened.calm()
    assert "Deelnemer toegevoegd</h2>" in opened.texts
    assert json.loads(opened.at.code[0].value) == {"on": TODAY.isoformat()}
    opened.button("Excel maken")
    assert any("logboek-" in link.proto.label for link in opened.at.link_button)
    show(opened, "audit.acts", 99)
    assert "op een andere bladzijde" in opened.texts
    narrowed = open_page("audit", manager, query={"subject": f"learner.{person}"})
    narrowed.unfold("audit.1.more")
    narrowed.button("Filters wissen")
    assert "subject" not in narrowed.at.query_params


def test_the_line_under_a_list_counts_its_rows(session: Session, given: Provider) -> None:
    factories.learner(session, "Aerts", "Lotte")
    session.commit()
    assert ">1 deelnemer<" in open_page("learners", given.coordinator).texts
    for number in range(50):
        factories.learner(session, f"Persoon {number}", "Noor")
    session.commit()
    assert ">1 tot 50 van 51 deelnemers<" in open_page("learners", given.coordinator).texts
    assert ">1 to 50 of 51 learners<" in open_page("learners", given.coordinator, language="en").texts
    assert ">1 traject<" in open_page("trajectories", given.coordinator).texts
