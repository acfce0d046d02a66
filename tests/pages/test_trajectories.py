"""Trajectories and the catalogue on screen: recognition at a glance, corrections that keep what is in use."""

import json
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.actors import Role
from db.models import Competence, Qualification, Trajectory
from tests import factories
from tests.factories import Provider
from tests.pages.conftest import open_page
from tests.pages.drawers import asked_for_a_day, drawer, empty, fill, only, stored


def test_a_recognition_that_ended_or_soon_ends_is_said_in_the_list(session: Session, given: Provider) -> None:
    factories.trajectory(session, "T-902", of=given.qualification, recognition_ends_on=date(2026, 1, 1))
    factories.trajectory(session, "T-903", of=given.qualification, recognition_ends_on=date(2026, 12, 31))
    session.commit()
    frame = open_page("trajectories", given.coordinator).at.dataframe[0].value
    assert [next(iter(cell)) for cell in frame["Erkenning"]] == [
        "✓ Erkend",
        "■ Niet meer erkend",
        "◆ Tot 31/12/2026",
    ]


def test_the_panel_names_who_takes_part_and_only_on_the_campuses_of_the_user(
    session: Session, given: Provider
) -> None:
    for name, campus in (("Aerts", given.campus), ("Claes", given.other)):
        person = factories.learner(session, name, "Lotte")
        factories.participation(session, learner=person, trajectory=given.trajectory, campus=campus)
    limited = factories.actor(session, Role.READER, campuses=[given.campus])
    session.commit()
    opened = open_page("trajectories", limited, query={"id": str(given.trajectory.id)})
    assert "Aerts, Lotte" in opened.texts
    assert "Claes" not in opened.texts
    assert not {"Traject wijzigen", "Traject toevoegen"} & {button.label for button in opened.at.button}


def test_a_trajectory_is_added_and_corrected(session: Session, given: Provider) -> None:
    adding = drawer(given.coordinator, "trajectory_forms", "_add(ctx)")
    fill(adding, Code="T-950", Naam="Nieuwe opleiding", Erkenningsnummer="BKT-1")
    adding.button("Traject toevoegen")
    made = only(select(Trajectory).where(Trajectory.code == "T-950"))
    changing = drawer(given.coordinator, "trajectory_forms", f"_edit(ctx, {made.id})")
    fill(changing, Naam="Betere naam")
    changing.button("Traject bewaren")
    assert stored(Trajectory, made.id).name == "Betere naam"


def test_the_last_day_of_a_recognition_can_be_emptied_and_the_first_is_asked_for(
    session: Session, given: Provider
) -> None:
    made = factories.trajectory(
        session, "T-904", of=given.qualification, recognition_ends_on=date(2027, 1, 1)
    )
    session.commit()
    changing = drawer(given.coordinator, "trajectory_forms", f"_edit(ctx, {made.id})")
    fill(changing, Naam="Betere naam")
    empty(changing, "Erkend vanaf")
    changing.button("Traject bewaren")
    asked_for_a_day(changing, "Erkend vanaf")
    assert stored(Trajectory, made.id).name != "Betere naam"
    changing = drawer(given.coordinator, "trajectory_forms", f"_edit(ctx, {made.id})")
    empty(changing, "Erkend tot en met (leeg als onbepaald)")
    changing.button("Traject bewaren")
    assert stored(Trajectory, made.id).recognition_ends_on is None


def test_two_people_correct_one_trajectory_and_the_second_sees_both_names(
    session: Session, given: Provider
) -> None:
    first, second = (
        drawer(given.coordinator, "trajectory_forms", f"_edit(ctx, {given.trajectory.id})") for _ in range(2)
    )
    fill(first, Naam="Eerste naam")
    first.button("Traject bewaren")
    fill(second, Naam="Tweede naam")
    second.button("Traject bewaren")
    assert "Eerste naam" in second.texts
    assert "Tweede naam" in second.texts
    assert "Naam van het traject" in second.texts
    second.button("Traject bewaren")
    assert stored(Trajectory, given.trajectory.id).name == "Tweede naam"


def test_a_qualification_is_read_in_by_pasting_the_answer(session: Session, given: Provider) -> None:
    answer = {
        "beroepskwalificatie": {
            "versie_nr_lang": "BK-9200-1", "titel": "Proefmaker", "vks_niveau": "4",
            "competenties": [{"competentie_code": "bkc9200001", "waarde": "Maakt proeven"}],
        }
    }  # fmt: skip
    opened = drawer(given.coordinator, "qualification_forms", "_bring(ctx)")
    fill(opened, Of="{geen json")
    opened.button("Kwalificatie inlezen")
    assert "JSON" in opened.texts
    fill(opened, Of=json.dumps(answer))
    opened.button("Kwalificatie inlezen")
    assert only(select(Qualification).where(Qualification.code == "BK-9200-1")).title == "Proefmaker"


def test_a_qualification_is_edited_line_by_line_and_keeps_the_kind_of_its_competences(
    session: Session, given: Provider
) -> None:
    kept = session.scalars(select(Competence).where(Competence.code == "bkc9100001")).one()
    kept.kind = "kern"
    session.commit()
    call = f"_edit(ctx, {given.qualification.id})"
    opened = drawer(given.coordinator, "qualification_forms", call)
    lines = opened.at.text_area[0].value.splitlines()
    fill(opened, Competenties="\n".join([*lines, "geen code"]))
    opened.button("Kwalificatie bewaren")
    assert f"Regel {len(lines) + 1} bij de competenties" in opened.texts
    fill(opened, Competenties="\n".join([*lines, "bkc9100099; Nieuw"]), Titel="Andere titel")
    opened.button("Kwalificatie bewaren")
    assert stored(Qualification, given.qualification.id).title == "Andere titel"
    assert only(select(Competence).where(Competence.code == "bkc9100001")).kind == "kern"
    assert only(select(Competence).where(Competence.code == "bkc9100099")).title == "Nieuw"
    page = open_page("trajectories", given.coordinator, query={"part": "qualifications"})
    assert list(page.at.dataframe[0].value["Kwalificatie"]) == ["Andere titel"]
