"""Problems on the screen: noted from the proof or from the list, told, answered, solved; ageing, filters, export."""

from datetime import date

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

import db.session
from core.access.actors import Actor, Role
from core.problem_reports import commands
from core.problem_reports.following import Told
from core.problem_reports.opening import Noticed
from core.proofs import commands as proof_commands
from db.models import AuditEntry, HistoryEvent, ProblemReport, Proof
from tests import factories
from tests.factories import TODAY, Provider
from tests.pages.conftest import Opened, open_page
from tests.pages.drawers import asked_for_a_day, counted, drawer, empty, fill, only, stored

PART = {"part": "problems"}


@pytest.fixture
def given(engine: Engine, session: Session) -> Provider:
    """A provider with two issued proofs that wait: of Zoë Janssens in Gent (1) and of Ali Horvat in Kortrijk (2)."""
    made = factories.provider(session)
    factories.earned(session, made)
    factories.earned(session, made, learner=factories.learner(session, "Horvat", "Ali"), campus=made.other)
    for key in (1, 2):
        proof_commands.issue(
            session, actor=made.coordinator, today=date(2026, 11, 10), proof_id=key, version=1
        )
    session.commit()
    return made


def note(session: Session, given: Provider, proof_id: int = 1, *, reported_on: date | None = None) -> int:
    """A problem noted (and told) by the commands, committed."""
    proof = session.get_one(Proof, proof_id, populate_existing=True)
    on = min(date(2026, 11, 12), reported_on or TODAY)
    key = commands.open_report(
        session, actor=given.coordinator, today=TODAY, proof_id=proof_id, version=proof.version,
        noticed=Noticed("tool_unreachable", "De tool hapert.", on),
    )  # fmt: skip
    if reported_on is not None:
        commands.report(
            session, actor=given.coordinator, today=TODAY, report_id=key, version=1,
            told=Told(reported_on, "mail", "Nele Peeters"),
        )  # fmt: skip
    session.commit()
    return key


def labels(opened: Opened) -> set[str]:
    return {button.label for button in opened.at.button}


def choose(opened: Opened, label: str, value: object) -> None:
    next(box for box in opened.at.selectbox if box.label == label).set_value(value)


def states(opened: Opened) -> list[str]:
    return [str(mark[0]) for mark in opened.at.dataframe[0].value["Stand"]]


def test_a_problem_is_noted_from_its_proof_told_answered_and_solved(given: Provider) -> None:
    opened = open_page("proofs", given.coordinator, query={"proof": "1"})
    opened.button("Probleem noteren")
    opened.button("Probleem noteren")
    assert "Kies wat er misging" in opened.at.error[0].value
    choose(opened, "Wat ging er mis", "other")
    fill(opened, Toelichting="De knop bewaren doet niets.")
    opened.button("Probleem noteren")
    assert "Het probleem is genoteerd" in opened.texts
    assert "Probleem met de registratie" in opened.texts
    assert "De termijn loopt door" in opened.texts
    assert "Iets anders, opgemerkt op 21/11/2026" in opened.texts
    assert stored(Proof, 1).hold == "problem_reported"

    opened = open_page("registration", given.coordinator, query=PART | {"problem": "1"})
    assert "◆ Nog te melden" in states(opened)
    for step, typed, told in (
        ("Melding noteren", {"Door_wie": "Nele Peeters"}, "De melding is genoteerd."),
        ("Antwoord noteren", {"Wat_was": "Ververs de pagina."}, "Het antwoord is genoteerd."),
        ("Oplossing noteren", {"Hoe_werd": "Pagina ververst."}, "kan weer geregistreerd worden"),
    ):
        opened.button(step)
        fill(opened, **typed)
        opened.button(step)
        assert told in opened.texts
    found = only(select(ProblemReport))
    assert (found.reported_by, found.answer, found.solution) == (
        "Nele Peeters", "Ververs de pagina.", "Pagina ververst.",
    )  # fmt: skip
    assert (found.closed_on, stored(Proof, 1).hold) == (TODAY, "")
    assert "Geschiedenis (4)" in [fold.label for fold in opened.at.expander]
    assert "Heropenen" in labels(opened)


def test_an_emptied_day_is_asked_for_when_a_problem_is_noted_and_at_each_step(given: Provider) -> None:
    opened = open_page("proofs", given.coordinator, query={"proof": "1"})
    opened.button("Probleem noteren")
    choose(opened, "Wat ging er mis", "other")
    fill(opened, Toelichting="De knop bewaren doet niets.")
    empty(opened, "Opgemerkt op")
    opened.button("Probleem noteren")
    asked_for_a_day(opened, "Opgemerkt op")
    assert counted(ProblemReport) == 0
    assert opened.at.text_area[-1].value == "De knop bewaren doet niets."
    next(box for box in opened.at.date_input if box.label == "Opgemerkt op").set_value(TODAY)
    opened.button("Probleem noteren")
    opened = open_page("registration", given.coordinator, query=PART | {"problem": "1"})
    opened.button("Melding noteren")
    empty(opened, "Gemeld op")
    opened.button("Melding noteren")
    asked_for_a_day(opened, "Gemeld op")
    assert only(select(ProblemReport)).reported_on is None


def test_registering_under_an_open_problem_says_the_way_out_and_writes_nothing(
    session: Session, given: Provider
) -> None:
    note(session, given)
    opened = open_page("proofs", given.coordinator, query={"proof": "1"})
    opened.button("Registratie noteren")
    opened.button("Registratie noteren")
    assert "Noteer eerst bij het probleem van 12/11/2026 dat het opgelost is" in opened.at.error[0].value
    assert stored(Proof, 1).registered_on is None


def test_the_list_shows_the_ageing_and_the_head_says_what_waits_longest(
    session: Session, given: Provider
) -> None:
    note(session, given, reported_on=date(2026, 11, 6))
    note(session, given, 2)
    opened = open_page("registration", given.coordinator, query=PART)
    assert "gemeld op 06/11/2026: al 15 dagen zonder antwoord" in opened.texts
    frame = opened.at.dataframe[0].value
    assert states(opened) == ["◆ Al 15 dagen zonder antwoord", "◆ Nog te melden"]
    assert list(frame["Dagen open"]) == [15, 9]
    assert list(frame["Deelnemer"]) == ["Janssens, Zoë", "Horvat, Ali"]
    shown = next(box for box in opened.at.segmented_control if box.label == "Toon")
    assert shown.options == ["Alle open 2", "◆ Nog te melden 1", "■ Wacht op antwoord 1", "✓ Gesloten 0"]
    english = open_page("registration", given.coordinator, query=PART, language="en")
    assert "15 days without an answer" in english.texts


@pytest.mark.parametrize(
    ("reported_on", "sign"),
    [(date(2026, 11, 8), "■ Wacht op antwoord"), (date(2026, 11, 7), "◆ Al 14 dagen zonder antwoord")],
)
def test_a_reminder_is_due_after_fourteen_days(
    session: Session, given: Provider, reported_on: date, sign: str
) -> None:
    note(session, given, reported_on=reported_on)
    opened = open_page("registration", given.coordinator, query=PART | {"problem": "1"})
    assert states(opened) == [sign]
    is_due = sign.startswith("◆")
    first = next(
        button for button in opened.at.button if button.label in {"Antwoord noteren", "Herinnering noteren"}
    )
    assert first.label == ("Herinnering noteren" if is_due else "Antwoord noteren")


def test_the_filters_narrow_and_stand_in_the_address(session: Session, given: Provider) -> None:
    note(session, given, reported_on=date(2026, 11, 6))
    note(session, given, 2)
    opened = open_page("registration", given.coordinator, query=PART | {"show": "waiting"})
    assert len(states(opened)) == 1
    assert opened.at.query_params["show"] == "waiting"
    elsewhere = open_page("registration", given.coordinator, query=PART | {"campus": str(given.other.id)})
    assert list(elsewhere.at.dataframe[0].value["Deelnemer"]) == ["Horvat, Ali"]
    none = open_page("registration", given.coordinator, query=PART | {"show": "closed"})
    assert "Niets in deze lijst" in none.texts
    none.button("Filters wissen")
    assert len(states(none)) == 2
    wrong = open_page(
        "registration", given.coordinator, query=PART | {"show": "x", "campus": "99", "problem": "no"}
    )
    assert len(states(wrong)) == 2


def test_without_problems_the_page_says_so(given: Provider) -> None:
    opened = open_page("registration", given.coordinator, query=PART)
    assert "Geen open problemen" in opened.texts
    assert "Geen enkel probleem staat open" in opened.texts


def test_a_problem_is_found_and_noted_from_the_list(given: Provider) -> None:
    opened = drawer(given.coordinator, "problem_noting", "_note(ctx)")
    assert "elk bewijs dat nog geregistreerd moet worden" in opened.texts
    fill(opened, Van_welk="niemand heet zo")
    opened.at.run()
    assert "past bij “niemand heet zo”" in opened.texts
    fill(opened, Van_welk="horvat")
    opened.at.run()
    choose(opened, "Wat ging er mis", "reference_refused")
    opened.button("Probleem noteren")
    found = only(select(ProblemReport))
    assert (found.proof_id, found.kind) == (2, "reference_refused")


def test_the_panel_holds_the_text_without_the_person_and_makes_the_letter(
    session: Session, given: Provider
) -> None:
    key = note(session, given)
    opened = open_page("registration", given.coordinator, query=PART | {"problem": str(key)})
    (text,) = (block.value for block in opened.at.code)
    assert "P-00001" in text
    assert "2026-000001" in text
    assert "De tool hapert." in text
    assert "Janssens" not in text
    assert "Zoë" not in text
    opened.button("Als brief (PDF)")
    assert only(select(AuditEntry).where(AuditEntry.action == "problem.letter")).subject_id == key


def test_the_export_is_made_with_the_filters_in_words(session: Session, given: Provider) -> None:
    note(session, given)
    opened = open_page("registration", given.coordinator, query=PART | {"campus": str(given.campus.id)})
    opened.button("Excel maken")
    assert counted(AuditEntry) > 0
    assert '"rows":1' in only(select(AuditEntry).where(AuditEntry.action == "problem.export")).details


def test_two_people_at_one_problem_and_the_second_sees_both_values(session: Session, given: Provider) -> None:
    key = note(session, given, reported_on=date(2026, 11, 13))
    query = PART | {"problem": str(key)}
    first, second = (open_page("registration", given.coordinator, query=query) for _ in range(2))
    for opened in (first, second):
        opened.button("Antwoord noteren")
    for opened, text in ((first, "Nog even geduld."), (second, "Probeer opnieuw.")):
        fill(opened, Wat_was=text)
        opened.button("Antwoord noteren")
    assert "Iemand anders werkte intussen aan dit probleem" in second.at.error[0].value
    assert "Nog even geduld." in second.texts
    assert stored(ProblemReport, key).answer == "Nog even geduld."


def test_a_mistake_and_back_again(session: Session, given: Provider) -> None:
    key = note(session, given)
    opened = open_page("registration", given.coordinator, query=PART | {"problem": str(key)})
    opened.button("Sluiten als vergissing")
    fill(opened, Reden="te kort")
    opened.button("Sluiten als vergissing")
    assert "tien tekens" in opened.at.error[0].value
    fill(opened, Reden="Het was een ander bewijs")
    opened.button("Sluiten als vergissing")
    assert stored(Proof, 1).hold == ""
    opened.button("Heropenen")
    opened.button("Annuleren")
    opened.button("Heropenen")
    fill(opened, Reden="Toch dit bewijs, zegt WEWIS")
    opened.button("Heropenen")
    assert stored(Proof, 1).hold == "problem_reported"
    assert counted(HistoryEvent) == 3


def test_what_became_of_the_proof_stands_in_the_panel(session: Session, given: Provider) -> None:
    key = note(session, given)
    query = PART | {"problem": str(key)}
    assert "uiterlijk op" in open_page("registration", given.coordinator, query=query).texts
    proof = session.get_one(Proof, 1, populate_existing=True)
    proof_commands.withdraw(
        session, actor=given.coordinator, today=TODAY, proof_id=1, version=proof.version,
        reason="Het had er niet mogen zijn",
    )  # fmt: skip
    session.commit()
    assert "intussen ingetrokken" in open_page("registration", given.coordinator, query=query).texts


@pytest.mark.parametrize("role", [Role.MANAGER, Role.REGISTRAR, Role.READER])
def test_each_role_sees_and_does_what_it_may(session: Session, given: Provider, role: Role) -> None:
    key = note(session, given)
    actor: Actor = factories.actor(session, role)
    session.commit()
    proof = open_page("proofs", actor, query={"proof": "1"})
    assert "Registratietool niet bereikbaar, opgemerkt op 12/11/2026" in proof.texts
    assert ("Probleem noteren" in labels(proof)) is (role is Role.REGISTRAR)
    if role is Role.READER:
        return
    opened = open_page("registration", actor, query=PART | {"problem": str(key)})
    assert ("Melding noteren" in labels(opened)) is (role is Role.REGISTRAR)
    assert ("Als brief (PDF)" in labels(opened)) is (role is Role.REGISTRAR)


def test_somebody_limited_sees_the_problems_of_his_campuses_alone(session: Session, given: Provider) -> None:
    key = note(session, given)
    limited = factories.actor(session, Role.REGISTRAR, campuses=[given.other])
    session.commit()
    opened = open_page("registration", limited, query=PART | {"problem": str(key)})
    assert "Niet gevonden" in opened.texts
    assert "Janssens" not in opened.texts
    assert not opened.at.code
    assert "Geen enkel probleem staat open" in opened.texts


def test_the_queue_narrows_to_what_a_problem_holds_up(session: Session, given: Provider) -> None:
    note(session, given)
    opened = open_page("proofs", given.coordinator, query={"hold": "problem_reported"})
    assert list(opened.at.dataframe[0].value["Deelnemer"]) == ["Janssens, Zoë"]
    assert [mark[0] for mark in opened.at.dataframe[0].value["Termijn"]] == ["■ Geblokkeerd"]


def test_the_log_leads_to_the_problem(session: Session, given: Provider) -> None:
    note(session, given)
    manager = factories.actor(session, Role.MANAGER)
    session.commit()
    with db.session.reading() as reading:
        sequence = reading.scalars(
            select(AuditEntry.sequence).where(AuditEntry.action == "problem.open")
        ).one()
    opened = open_page("audit", manager)
    opened.at.session_state["audit.acts.opened"] = sequence
    opened.at.run()
    opened.calm()
    assert "Registratietool niet bereikbaar" in opened.texts
    (link,) = [link for link in opened.at.get("page_link") if "probleem 1" in link.proto.label]
    assert "part=problems" in link.proto.query_string
    assert "problem=1" in link.proto.query_string


def test_another_campus_chosen_counts_and_lists_at_once(session: Session, given: Provider) -> None:
    note(session, given)
    opened = open_page("registration", given.coordinator, query=PART)
    choose(opened, "Campus", str(given.other.id))
    opened.at.run()
    opened.calm()
    shown = next(box for box in opened.at.segmented_control if box.label == "Toon")
    assert shown.options[0] == "Alle open 0"
    assert "Niets in deze lijst" in opened.texts
    assert opened.at.query_params["campus"] == str(given.other.id)
