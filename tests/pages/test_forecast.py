"""Vooruitzicht: what the pace leads to, what another way of counting does, and making it so with a source."""

import re

from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session

import db.session
from core.access.actors import Actor, Role
from core.compliance import queries as compliance
from core.deadlines import commands, projection, queries, terms
from core.forecast import queries as forecast
from core.forecast import what_if
from core.i18n import Translator
from core.organisation.commands import set_closing_days
from db.models import Deadline, Proof, RuleSetting
from tests import factories
from tests.conftest import TODAY
from tests.factories import Provider
from tests.pages.conftest import Opened, actor_of, open_page

SOURCE = "Beslissing van de directie, nota 7"
TERM = "forecast.led_registration.0.term"
WHATIF = {"part": "whatif"}


def of(role: Role) -> Actor:
    with db.session.reading() as session:
        return actor_of(session, role)


def shorter(opened: Opened) -> Opened:
    """40 working days instead of two months."""
    opened.at.number_input(f"{TERM}.count").set_value(40)
    opened.at.selectbox(f"{TERM}.unit").set_value("working_day")
    opened.at.run()
    opened.calm()
    return opened


def test_the_pace_that_was_measured_stands_in_the_field_and_in_the_sentence(practice: Engine) -> None:
    actor = of(Role.COORDINATOR)
    with db.session.reading() as session:
        pace = forecast.pace(session, actor=actor, today=TODAY, weeks=8)
        work = forecast.workload(session, actor=actor, today=TODAY)
        counted = compliance.today(session, actor=actor, today=TODAY)
    opened = open_page("forecast", actor)
    assert pace.registered > 0
    assert f"{pace.registered} registraties op {pace.days} werkdagen" in opened.texts
    assert opened.at.number_input("forecast.pace").value == round(pace.per_day * 10) / 10
    assert work.blocked - work.blocked_overdue == counted.blocked
    late_already = int((work.due_on.astype(str) < TODAY.isoformat()).sum()) + work.blocked_overdue
    assert late_already == counted.late
    assert f"<b>{counted.late}</b>" in opened.texts


def test_a_slower_pace_names_how_many_become_late_from_which_day_and_which_ones(practice: Engine) -> None:
    opened = open_page("forecast", of(Role.MANAGER), query={"pace": "2", "today": "1"})
    found = re.search(
        r"Bij 0,2 per werkdag worden ([0-9]+) bewijzen te laat, de eerste op ([0-9/]+)", opened.texts
    )
    assert found is not None
    assert "niet meer te redden; vanaf" in opened.texts, "what falls due this weekend has no working day left"
    opened.at.number_input("forecast.pace").set_value(500.0).run()
    opened.calm()
    assert "Bij 500 per werkdag" in opened.texts
    assert opened.at.query_params["pace"] == "5000"


def test_what_is_not_counted_is_said(practice: Engine) -> None:
    opened = open_page("forecast", of(Role.COORDINATOR))
    for said in ("Deelnames die nog lopen", "Geblokkeerde bewijzen", "Het uitreiken zelf"):
        assert said in opened.texts


def test_nothing_open_says_so(engine: Engine, session: Session) -> None:
    given = factories.provider(session)
    session.commit()
    opened = open_page("forecast", given.coordinator)
    assert "Er staat geen enkel bewijs open dat geregistreerd kan worden" in opened.texts


def test_another_term_shows_the_counts_of_the_preview_and_the_law_beside_it(practice: Engine) -> None:
    actor = of(Role.COORDINATOR)
    opened = open_page("forecast", actor, query=WHATIF)
    assert "Zo telt de regel nu." in opened.texts
    assert "De wet: 2 maanden (Vlaanderen, Uitreiken en registreren van bewijzen)" in opened.texts
    shorter(opened)
    with db.session.reading() as session:
        found = what_if.preview(
            session, actor=actor, today=TODAY, rule_id="led_registration", chosen={"term": "40 working_day"}
        )
    assert found.summary.moved > 20
    said = f"40 werkdagen in plaats van 2 maanden: {found.summary.moved} termijnen verschuiven"
    assert said in opened.texts
    assert f"Van {found.summary.open} open termijnen." in opened.texts
    assert opened.at.query_params["term"] == "40"
    assert opened.at.query_params["term_unit"] == "working_day"
    assert not [button for button in opened.at.button if button.label == "Deze wijziging doorvoeren"]
    assert "Alleen een beheerder van alle campussen" in opened.texts


def test_a_link_opens_exactly_its_what_if_and_nonsense_in_it_is_left_out(practice: Engine) -> None:
    query = {**WHATIF, "term": "40", "term_unit": "working_day", "roll": "next_working_day"}
    opened = open_page("forecast", of(Role.COORDINATOR), query=query)
    assert "40 werkdagen, eerstvolgende werkdag in plaats van 2 maanden, geen verschuiving" in opened.texts
    for wrong in (
        {"term": "0", "term_unit": "day"},
        {"term": "9", "term_unit": "lesson"},
        {"roll": "x", "rule": "y"},
    ):
        assert (
            "Zo telt de regel nu."
            in open_page("forecast", of(Role.COORDINATOR), query={**WHATIF, **wrong}).texts
        )


def test_a_setting_wider_than_the_law_is_named_as_such(practice: Engine) -> None:
    wider = open_page("forecast", of(Role.COORDINATOR), query={**WHATIF, "term": "3", "term_unit": "month"})
    assert "Ruimer dan de wet: " in wider.texts
    assert "niets wordt te laat" in wider.texts
    assert "Ruimer dan de wet" not in shorter(open_page("forecast", of(Role.COORDINATOR), query=WHATIF)).texts


def test_the_fields_go_back_to_how_it_counts_now(practice: Engine) -> None:
    opened = shorter(open_page("forecast", of(Role.COORDINATOR), query=WHATIF))
    opened.button("Terug naar hoe het nu telt")
    assert "Zo telt de regel nu." in opened.texts


def test_an_amount_that_is_too_long_is_counted_as_the_longest_there_is(practice: Engine) -> None:
    opened = open_page("forecast", of(Role.COORDINATOR), query=WHATIF)
    opened.at.number_input(f"{TERM}.count").set_value(500)
    opened.at.run()
    opened.calm()
    assert "Hoogstens 120 maanden; zo is er gerekend." in opened.texts


def office(session: Session) -> tuple[Provider, Actor]:
    given = factories.provider(session)
    boss = factories.actor(session, Role.ADMINISTRATOR)
    for _ in range(3):
        factories.earned(session, given)
    session.commit()
    return given, boss


def test_an_administrator_makes_the_change_with_its_source_and_the_rule_says_so_from_then_on(
    engine: Engine, session: Session
) -> None:
    given, boss = office(session)
    opened = shorter(open_page("forecast", boss, query=WHATIF))
    opened.button("Deze wijziging doorvoeren")
    assert "Geef een reden van minstens tien tekens." in opened.texts
    opened.at.text_area[0].set_value(SOURCE)
    opened.button("Deze wijziging doorvoeren")
    assert "De regel is gewijzigd. Verschoven termijnen\\: 3;" in opened.texts
    assert "Zo telt de regel nu." in opened.texts
    assert f"Nu gevolgd: 40 werkdagen ({SOURCE})" in opened.texts
    session.rollback()
    assert [(row.value, row.source) for row in session.scalars(select(RuleSetting))] == [
        ("40 working_day", SOURCE)
    ]
    assert list(projection.differences(session, terms=terms.load(session))) == []
    proof = session.scalars(select(Proof)).first()
    assert proof is not None
    key = proof.id
    session.rollback()
    rules = open_page("rules", given.coordinator)
    for said in (
        "De wet zegt",
        "Je instelling zegt",
        "je instelling: 40 werkdagen, sinds 21/11/2026",
        SOURCE,
    ):
        assert said in rules.texts
    assert "Termijn: van 2 maanden (de wet) naar 40 werkdagen. Bron:" in rules.texts
    detail = open_page("proofs", given.coordinator, query={"proof": str(key)})
    assert f"De wet zegt 2 maanden. Gevolgd: je instelling. {SOURCE}" in detail.texts


def test_the_second_administrator_sees_both_values_in_words(engine: Engine, session: Session) -> None:
    _, boss = office(session)
    opened = shorter(open_page("forecast", boss, query=WHATIF))
    with db.session.writing() as other:
        commands.change_rule(
            other,
            actor=boss,
            today=TODAY,
            rule_id="led_registration",
            values={"term": "50 day"},
            source=SOURCE,
            version=0,
        )
    opened.at.text_area[0].set_value(SOURCE)
    opened.button("Deze wijziging doorvoeren")
    assert "Iemand anders wijzigde deze regel intussen." in opened.texts
    assert "<td>Termijn</td><td>40 werkdagen</td><td>50 kalenderdagen</td>" in opened.texts
    assert opened.at.text_area[0].value == SOURCE, "what was typed stays"
    opened.button("Deze wijziging doorvoeren")
    assert "De regel is gewijzigd" in opened.texts
    with db.session.reading() as found:
        assert queries.settings(found, today=TODAY, rule_id="led_registration").chosen == {
            "term": "40 working_day"
        }


def test_a_met_proof_explains_itself_by_the_setting_it_was_judged_by(
    engine: Engine, session: Session
) -> None:
    given, boss = office(session)
    proof = session.scalars(select(Proof).order_by(Proof.id)).first()
    assert proof is not None
    session.execute(update(Deadline).where(Deadline.subject_id == proof.id).values(state="lapsed"))
    proof.state, proof.issued_on, key = "withdrawn", TODAY, proof.id
    session.commit()
    with db.session.writing() as other:
        commands.change_rule(
            other,
            actor=boss,
            today=TODAY,
            rule_id="led_registration",
            values={"term": "50 day"},
            source=SOURCE,
            version=0,
        )
    detail = open_page("proofs", given.coordinator, query={"proof": str(key)})
    assert "zoals je instelling toen telde; een latere wijziging heropent niets" in detail.texts
    assert "02/01/2027" in detail.texts


def test_somebody_of_one_campus_is_told_so_and_may_change_nothing(engine: Engine, session: Session) -> None:
    given, _ = office(session)
    limited = factories.actor(session, Role.ADMINISTRATOR, campuses=[given.campus])
    session.commit()
    opened = shorter(open_page("forecast", limited, query=WHATIF))
    assert "Je ziet alleen de termijnen van jouw campussen." in opened.texts
    assert "Alleen een beheerder van alle campussen" in opened.texts


def test_a_closed_office_plans_nothing_on_the_days_it_is_closed(engine: Engine, session: Session) -> None:
    given, boss = office(session)
    stretches = [(TODAY, TODAY.replace(year=2027), "Verbouwing")]
    set_closing_days(session, actor=boss, today=TODAY, stretches=stretches, buffer_days=0, version=0)
    session.commit()
    opened = open_page("forecast", given.coordinator, query={"pace": "100"})
    assert "Bij 10 per werkdag worden 3 bewijzen te laat, de eerste op 03/01/2027" in opened.texts
    assert "Geen enkel tempo verandert daar nog iets aan." in opened.texts


def test_the_page_speaks_english(practice: Engine) -> None:
    opened = shorter(open_page("forecast", of(Role.COORDINATOR), language="en", query=WHATIF))
    assert "40 working days instead of 2 months: " in opened.texts
    assert Translator("en")("Wat als") == "What if"


def test_another_count_for_a_paper_shows_which_papers_move_before_it_is_made_so(practice: Engine) -> None:
    with db.session.reading() as session:
        open_papers = list(
            session.scalars(
                select(Deadline.id).where(
                    Deadline.rule_id == "bev_assiduity_certificate", Deadline.state == "open"
                )
            )
        )
    opened = open_page(
        "forecast", of(Role.COORDINATOR), query={**WHATIF, "rule": "bev_assiduity_certificate"}
    )
    opened.at.number_input("forecast.bev_assiduity_certificate.0.term.count").set_value(10)
    opened.at.run()
    opened.calm()
    assert f"{len(open_papers)} termijnen verschuiven" in opened.texts
    assert "Wat aan de cursist afgeleverd is" in opened.texts
    opened.at.session_state["forecast.moved.view"] = "table"
    opened.at.run()
    assert "Nauwgezetheid" in opened.texts
    assert "+ 10 kalenderdagen" in opened.texts
    assert "Alleen een beheerder van alle campussen kan deze wijziging doorvoeren." in opened.texts
