"""The rights register as whoever keeps it works it: a newcomer gets a right, a leaver loses it, a year later all is reviewed."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

import db.session
from core import clock
from core.access.actors import Actor, Role, command_line
from core.rights import commands, queries
from db.models import (
    AuditEntry,
    CounterRight,
    Deadline,
    FirstUseStep,
    Operation,
    Organisation,
    Proof,
    StaffMember,
    Task,
)
from tests import factories
from tests.conftest import TODAY
from tests.factories import Provider
from tests.pages.conftest import Opened, open_page
from tests.pages.drawers import counted, drawer, empty, fill, only, stored

REASON = "Gaat ergens anders werken"
DAY = timedelta(days=1)


@pytest.fixture
def given(engine: Engine, session: Session) -> Provider:
    """A provider, its local administrator, and a coordinator who keeps the register."""
    made = factories.provider(session)
    session.get_one(Organisation, 1).set_up_at = clock.now()
    factories.staff_member(
        session, "Joris De Wit", function="zaakvoerder", is_local_administrator=True, registers=False
    )
    session.commit()
    return made


def register(actor: Actor, **query: str) -> Opened:
    return open_page("registration", actor, query={"part": "rights"} | query)


def person(name: str) -> StaffMember:
    return only(select(StaffMember).where(StaffMember.name == name))


def rows(opened: Opened) -> dict[str, str]:
    frame = opened.at.dataframe[0].value
    return {str(row["Naam"]): str(row["Stand"][0]) for _, row in frame.iterrows()}


def day(opened: Opened, label: str, value: date) -> None:
    next(field for field in opened.at.date_input if field.label == label).set_value(value)


def add_newcomer(actor: Actor, name: str = "Yusuf Aydin") -> StaffMember:
    opened = drawer(actor, "rights_member", "_add(ctx)")
    fill(opened, Naam=name, Functie="administratief medewerker")
    opened.button("Medewerker toevoegen")
    assert f"{name} staat in het register." in opened.texts
    return person(name)


def on_task(actor: Actor, form: str, task_id: int) -> Opened:
    """The drawer about one task, as it stood on the page."""
    with db.session.reading() as session:
        row = next(task for task in queries.open_tasks(session, today=TODAY) if task.task_id == task_id)
    return drawer(actor, "rights_tasks", f"{form}(ctx, st.session_state['task'])", task=row)


def test_a_newcomer_waits_gets_a_right_and_the_task_is_gone(given: Provider) -> None:
    newcomer = add_newcomer(given.coordinator)
    opened = register(given.coordinator)
    assert rows(opened)["Yusuf Aydin"] == "■ Geen recht"
    assert "Rechten toekennen" in opened.texts
    assert "registreert vanaf 21/11/2026" in opened.texts
    granting = drawer(given.coordinator, "rights_granting", f"_grant(ctx, {newcomer.id})")
    granting.button("Recht toekennen")
    assert "minstens tien tekens" in granting.texts
    fill(granting, Reden="registreert de bewijzen van Gent")
    granting.button("Recht toekennen")
    right = only(select(CounterRight).where(CounterRight.staff_member_id == newcomer.id))
    assert (right.profile, right.granted_by) == ("magda_employee", "Joris De Wit")
    opened = register(given.coordinator, staff=str(newcomer.id))
    assert rows(opened)["Yusuf Aydin"] == "✓ Recht loopt"
    for text in (
        "MAGDA Online - Registreer certificaten BKT",
        "MAGDA OnlineRegistreer certificaten BKT",
        "toegekend",
    ):
        assert text in opened.texts
    assert "Rechten toekennen" not in register(given.coordinator).texts


def test_a_leaver_whose_right_runs_stands_first_until_it_is_revoked(given: Provider) -> None:
    nele = person("Nele Peeters")
    leaving = drawer(given.coordinator, "rights_leaving", f"_leave(ctx, {nele.id})")
    day(leaving, "Laatste werkdag", TODAY - 3 * DAY)
    fill(leaving, Reden=REASON)
    leaving.button("Vertrek noteren")
    assert "De laatste werkdag van Nele Peeters is 18/11/2026." in leaving.texts.replace("\\", "")
    opened = register(given.coordinator)
    assert next(iter(rows(opened).items())) == ("Nele Peeters", "▲ Niet ingetrokken")
    assert "3 dagen te laat" in opened.texts
    assert opened.at.segmented_control[1].options[1] == "▲ Te doen 1"
    panel = register(given.coordinator, staff=str(nele.id))
    assert "had al weg moeten zijn" in panel.texts
    right = only(select(CounterRight).where(CounterRight.staff_member_id == nele.id))
    revoking = drawer(given.coordinator, "rights_granting", f"_revoke(ctx, {nele.id}, {right.id})")
    fill(revoking, Reden=REASON)
    revoking.button("Recht intrekken")
    assert stored(CounterRight, right.id).revoked_on == TODAY
    opened = register(given.coordinator, show="gone")
    assert rows(opened) == {"Nele Peeters": "○ Uit dienst"}
    assert "1 open taak" not in opened.texts
    back = drawer(given.coordinator, "rights_leaving", f"_rejoin(ctx, {nele.id})")
    back.button("Terug in dienst noteren")
    assert counted(StaffMember) == 4


def test_a_departure_without_a_day_says_so_and_staying_takes_it_back(given: Provider) -> None:
    nele = person("Nele Peeters")
    leaving = drawer(given.coordinator, "rights_leaving", f"_leave(ctx, {nele.id})")
    leaving.at.date_input[0].set_value(None)
    leaving.button("Vertrek noteren")
    assert "Vul de laatste werkdag in." in leaving.texts
    leaving.at.date_input[0].set_value(TODAY)
    fill(leaving, Reden=REASON)
    leaving.button("Vertrek noteren")
    again = drawer(given.coordinator, "rights_leaving", f"_leave(ctx, {nele.id})")
    next(box for box in again.at.checkbox if box.label == "Vertrekt toch niet").check()
    fill(again, Reden="Het contract is toch verlengd")
    again.button("Vertrek noteren")
    assert stored(StaffMember, nele.id).ends_on is None


def test_another_function_is_asked_for_its_first_day_and_what_was_typed_stays(given: Provider) -> None:
    nele = person("Nele Peeters")
    editing = drawer(given.coordinator, "rights_member", f"_edit(ctx, {nele.id})")
    fill(editing, Functie="onthaal")
    next(box for box in editing.at.checkbox if box.label.startswith("Registreren")).uncheck()
    editing.button("Gegevens bewaren")
    assert "sinds wanneer Nele Peeters deze functie heeft" in editing.texts
    assert next(f.value for f in editing.at.text_input if f.label == "Functie") == "onthaal"
    day(editing, "Nieuwe functie sinds", TODAY)
    editing.button("Gegevens bewaren")
    assert stored(StaffMember, nele.id).function_on == TODAY
    assert "andere functie sinds 21/11/2026" in register(given.coordinator).texts


def test_two_people_who_correct_the_same_person_see_both_values(given: Provider) -> None:
    nele = person("Nele Peeters")
    first, second = (drawer(given.coordinator, "rights_member", f"_edit(ctx, {nele.id})") for _ in range(2))
    fill(first, Functie="onthaal")
    first.button("Gegevens bewaren")
    fill(second, Functie="boekhouding")
    second.button("Gegevens bewaren")
    assert "Beide waarden" in second.texts
    assert "boekhouding" in second.texts
    assert stored(StaffMember, nele.id).function == "onthaal"


def test_the_end_of_a_right_is_changed_with_a_reason(given: Provider) -> None:
    nele = person("Nele Peeters")
    right = only(select(CounterRight).where(CounterRight.staff_member_id == nele.id))
    ending = drawer(given.coordinator, "rights_granting", f"_change_end(ctx, {nele.id}, {right.id})")
    day(ending, "Einde (leeg = geen)", date(2026, 12, 1))
    fill(ending, Reden="Tijdelijk contract op kantoor")
    ending.button("Einde bewaren")
    assert stored(CounterRight, right.id).ends_on == date(2026, 12, 1)
    assert rows(register(given.coordinator))["Nele Peeters"] == "◆ Loopt af"
    ending = drawer(given.coordinator, "rights_granting", f"_change_end(ctx, {nele.id}, {right.id})")
    empty(ending, "Einde (leeg = geen)")
    fill(ending, Reden="Toch een vast contract gekregen")
    ending.button("Einde bewaren")
    assert stored(CounterRight, right.id).ends_on is None


def test_the_yearly_review_confirms_one_or_all_that_is_shown(given: Provider) -> None:
    opened = register(given.coordinator, show="review")
    assert set(rows(opened)) == {"Nele Peeters", "An coordinator"}
    opened.button("Alle 2 zijn nog nodig")
    assert "2 rechten zijn nagekeken." in opened.texts
    with db.session.reading() as session:
        assert set(session.scalars(select(CounterRight.reviewed_on))) == {TODAY}
    assert "Niemand in deze lijst" in register(given.coordinator, show="review").texts


def test_one_right_is_confirmed_from_its_panel(given: Provider) -> None:
    nele = person("Nele Peeters")
    opened = register(given.coordinator, show="review", staff=str(nele.id))
    opened.button("Nog nodig")
    right = only(select(CounterRight).where(CounterRight.staff_member_id == nele.id))
    assert (right.reviewed_on, right.reviewed_by) == (TODAY, given.coordinator.display_name)


def test_a_change_in_kbo_opens_a_task_that_is_confirmed_with_what_was_found(given: Provider) -> None:
    noting = drawer(given.coordinator, "rights_administrator", "_note(ctx)")
    assert "KBO Open Data bevat geen personen" in noting.texts
    fill(noting, Wettelijke_vertegenwoordiger="Ann Baas")
    noting.button("KBO-stand bewaren")
    assert stored(Organisation, 1).legal_representative == "Ann Baas"
    opened = register(given.coordinator)
    assert "Lokaal beheerder nakijken" in opened.texts
    assert "Lokaal beheerder is Joris De Wit." in opened.texts
    task = only(select(Task))
    confirming = on_task(given.coordinator, "_confirm", task.id)
    fill(confirming, Wat_je_vond="Joris blijft, Ann tekent mee")
    confirming.button("Nazicht noteren")
    assert stored(Task, task.id).outcome == "checked"


def test_a_task_is_dropped_with_a_reason(given: Provider) -> None:
    add_newcomer(given.coordinator)
    task = only(select(Task))
    dropping = on_task(given.coordinator, "_drop", task.id)
    dropping.button("Taak schrappen")
    assert "minstens tien tekens" in dropping.texts
    fill(dropping, Reden="Begint pas in januari te registreren")
    dropping.button("Taak schrappen")
    assert stored(Task, task.id).state == "dropped"


def test_the_first_use_is_ticked_step_by_step_and_can_be_opened_again(given: Provider) -> None:
    opened = register(given.coordinator)
    for text in ("0 van 4 gedaan", "Digitaal Vlaanderen", "1700", "chat"):
        assert text in opened.texts + "".join(box.label for box in opened.at.expander)
    for _ in range(4):
        opened.button("Aanvinken")
    assert counted(FirstUseStep) == 4
    assert any("4 van 4 gedaan" in box.label for box in opened.at.expander)
    opened.button("Uitvinken")
    assert counted(FirstUseStep) == 3


def test_the_register_leaves_as_a_sheet_and_the_log_says_so(given: Provider) -> None:
    opened = register(given.coordinator)
    opened.unfold("registration.exporting")
    opened.button("Register als Excel")
    assert (
        only(select(AuditEntry).where(AuditEntry.action == "right.export")).actor_name
        == given.coordinator.name
    )


def test_an_empty_register_says_where_to_begin(engine: Engine, session: Session) -> None:
    boss = factories.actor(session, Role.MANAGER)
    factories.organisation(session)
    session.commit()
    opened = register(boss)
    assert "Nog niemand in het register" in opened.texts
    assert "Geen lokaal beheerder genoteerd" in opened.texts


@pytest.mark.parametrize("role", [Role.REGISTRAR, Role.MANAGER])
def test_who_only_sees_the_registration_reads_all_and_acts_on_nothing(
    given: Provider, session: Session, role: Role
) -> None:
    add_newcomer(given.coordinator)
    reader = factories.actor(session, role)
    session.commit()
    opened = register(reader, staff=str(person("Nele Peeters").id))
    assert "Nele Peeters" in rows(opened)
    acts = {"Medewerker toevoegen", "Recht toekennen", "Recht intrekken", "Wijzigen", "Schrappen", "Aanvinken", "Vertrek noteren"}  # fmt: skip
    assert not acts & {button.label for button in opened.at.button}
    assert not acts & {button.label for button in register(reader).at.button}


def test_the_page_of_today_tells_who_keeps_the_register_and_nobody_else(
    given: Provider, session: Session
) -> None:
    assert "Rechten:" not in open_page("overview", given.coordinator).texts
    nele = person("Nele Peeters")
    commands.leave(session, actor=command_line("root"), today=TODAY, staff_member_id=nele.id, version=1, ends_on=TODAY - DAY, reason=REASON)  # fmt: skip
    reader = factories.actor(session, Role.REGISTRAR)
    session.commit()
    add_newcomer(given.coordinator)
    today = open_page("overview", given.coordinator).texts
    for text in ("Rechten: 2 open taken, 1 te laat", "Nele Peeters", "intern", "1 dag te laat"):
        assert text in today
    assert "Rechten:" not in open_page("overview", reader).texts


def snapshot(proof_id: int) -> list[object]:
    """What a registration would touch."""
    with db.session.reading() as session:
        found: list[object] = []
        for table, own in ((Proof, Proof.id == proof_id), (Deadline, Deadline.subject_id == proof_id)):
            row = session.scalars(select(table).where(own)).one()
            found.append({column.key: getattr(row, column.key) for column in row.__table__.columns})
        return [*found, *(len(session.scalars(select(t)).all()) for t in (AuditEntry, Operation))]


@pytest.mark.parametrize("whose", ["own", "chosen"])
def test_a_right_revoked_between_the_page_and_the_button_is_refused_and_writes_nothing(
    given: Provider, session: Session, whose: str
) -> None:
    [proof] = factories.earned(session, given)
    session.commit()
    opened = open_page("proofs", given.coordinator, query={"proof": str(proof.id)})
    opened.button("Uitreiken")
    opened.button("Uitreiken")
    opened.button("Registratie noteren")
    if whose == "chosen":
        next(box for box in opened.at.selectbox if box.label == "Ingevoerd in LED door").set_value(given.registrar_id)  # fmt: skip
    own = only(select(StaffMember).where(StaffMember.account_id == given.coordinator.id))
    losing = own.id if whose == "own" else given.registrar_id
    right = only(select(CounterRight).where(CounterRight.staff_member_id == losing))
    with db.session.writing() as other:
        commands.revoke(other, actor=command_line("root"), today=TODAY, right_id=right.id, version=1, from_on=TODAY, reason=REASON)  # fmt: skip
    before = snapshot(proof.id)
    opened.button("Registratie noteren")
    assert "geen lopend recht" in opened.at.error[0].value
    assert snapshot(proof.id) == before
    with db.session.writing() as other:
        other.get_one(CounterRight, right.id).revoked_on = None
    opened.button("Registratie noteren")
    assert stored(Proof, proof.id).registered_on == TODAY, "with a live right the same button writes"


@pytest.mark.parametrize(
    ("button", "field"),
    [
        ("Recht toekennen", "Toegekend door (lokaal beheerder)"),
        ("Wijzigen", "Account in Termijnwacht"),
        ("Vertrek noteren", "Laatste werkdag"),
        ("Recht intrekken", "Eerste dag zonder recht"),
        ("Einde wijzigen", "Einde (leeg = geen)"),
    ],
)
def test_each_act_of_the_panel_opens_its_drawer(given: Provider, button: str, field: str) -> None:
    opened = register(given.coordinator, staff=str(person("Nele Peeters").id))
    opened.button(button)
    assert field in {found.label for found in (*opened.at.selectbox, *opened.at.date_input)}


def test_what_has_to_go_is_revoked_from_the_top_of_the_panel_and_a_task_leads_there(
    given: Provider,
) -> None:
    nele = person("Nele Peeters")
    with db.session.writing() as other:
        commands.leave(other, actor=command_line("root"), today=TODAY, staff_member_id=nele.id, version=1, ends_on=TODAY - DAY, reason=REASON)  # fmt: skip
    opened = register(given.coordinator)
    opened.button("Openen")
    assert "had al weg moeten zijn" in opened.texts
    next(button for button in opened.at.button if button.key == "registration.revoke").click()
    opened.at.run()
    opened.calm()
    assert "Eerste dag zonder recht" in {found.label for found in opened.at.date_input}


@pytest.mark.parametrize("button", ["Medewerker toevoegen", "KBO-stand noteren", "Schrappen"])
def test_each_act_of_the_page_opens_its_drawer(given: Provider, button: str) -> None:
    add_newcomer(given.coordinator)
    opened = register(given.coordinator)
    before = len(opened.at.text_input) + len(opened.at.text_area)
    opened.button(button)
    assert len(opened.at.text_input) + len(opened.at.text_area) > before


def test_who_left_and_came_back_is_noted_from_the_panel(given: Provider) -> None:
    nele = person("Nele Peeters")
    with db.session.writing() as other:
        commands.leave(other, actor=command_line("root"), today=TODAY, staff_member_id=nele.id, version=1, ends_on=TODAY - DAY, reason=REASON)  # fmt: skip
    opened = register(given.coordinator, staff=str(nele.id))
    opened.button("Terug in dienst")
    assert "Eerste werkdag" in {found.label for found in opened.at.date_input}


def test_somebody_who_is_not_in_the_register_is_not_shown(given: Provider) -> None:
    assert "staat niet meer in het register" in register(given.coordinator, staff="9999").texts
