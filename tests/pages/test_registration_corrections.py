"""Corrections and prior learning on the screen: opened from three places, followed in the panel, said in words."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.actors import Role
from core.led_corrections import commands, words
from core.led_corrections.closing import Ending
from core.led_corrections.opening import Report
from core.prior_learning import commands as prior_learning
from core.prior_learning.checks import Seen
from core.proofs import commands as proofs
from core.proofs.many import Shown
from core.proofs.registering import Registration
from db.models import LedTicket, Participation, PriorLearning, Proof
from tests import factories
from tests.factories import TODAY, Provider
from tests.pages.conftest import Opened, open_page
from tests.pages.drawers import asked_for_a_day, counted, drawer, empty, fill, only, stored

NUMBER = factories.insz()


@pytest.fixture
def proof(session: Session, given: Provider) -> Proof:
    person = factories.learner(session, "Peeters", "Amina")
    (earned,) = factories.earned(session, given, learner=person)
    proofs.issue(
        session, actor=given.coordinator, today=date(2026, 11, 9), proof_id=earned.id, version=earned.version
    )
    registration = Registration(date(2026, 11, 10), given.registrar_id, "BKT-0001")
    shown = [Shown(earned.id, earned.version)]
    proofs.register(session, actor=given.coordinator, today=TODAY, proofs=shown, registration=registration)
    session.commit()
    return earned


@pytest.fixture
def ticket(session: Session, given: Provider, proof: Proof) -> LedTicket:
    report = Report(
        proof.learner_id, "wrong_person", "learner", date(2026, 11, 12), proof.id,
        description="Staat bij een naamgenoot in LED.",
    )  # fmt: skip
    key = commands.open_ticket(session, actor=given.coordinator, today=TODAY, report=report)
    found = session.get_one(LedTicket, key)
    session.commit()
    return found


def panel(given: Provider, ticket: LedTicket, **query: str) -> Opened:
    return open_page(
        "registration", given.coordinator, query={"part": "corrections", "ticket": str(ticket.id), **query}
    )


def choose(opened: Opened, label: str, code: str) -> None:
    """Choose in the last field with that label; an option by its code. Outside a form the page is drawn anew."""
    found = [field for field in opened.at.selectbox if field.label == label]
    assert found, f"no choice {label!r}; there are {[field.label for field in opened.at.selectbox]}"
    found[-1].set_value(code)
    if not found[-1].proto.form_id:
        opened.at.run()
        opened.calm()


def begin(opened: Opened, act: str) -> None:
    """Press the button that opens the form of an act."""
    opened.at.button(key=f"registration.ticket.begin.{act}").click()
    opened.at.run()
    opened.calm()


def test_an_empty_list_says_what_to_do_and_what_led_cannot_do_stands_beside_it(given: Provider) -> None:
    opened = open_page("registration", given.coordinator, query={"part": "corrections"})
    assert "Geen open meldingen" in opened.texts
    assert "kwaliteitsdecreet" in opened.texts
    for what, _ in words.CANNOT:
        assert what in opened.texts
    assert words.SOURCE in opened.texts


def test_the_list_shows_who_waits_how_long_and_the_panel_what_was_said(
    given: Provider, ticket: LedTicket
) -> None:
    opened = panel(given, ticket)
    frame = opened.at.dataframe[0].value
    assert list(frame["Deelnemer"]) == ["Peeters, Amina"]
    assert list(frame["Wacht (dagen)"]) == [9]
    assert frame["Stand"][0] == ["◆ Nu versturen"]
    assert "Staat bij een naamgenoot in LED." in opened.texts
    assert "12/11/2026: geopend" in opened.texts
    text = "\n".join(block.value for block in opened.at.code)
    assert "BKT-0001" in text
    assert "Amina Peeters" in text


def test_a_ticket_is_sent_answered_and_closed_in_the_panel(given: Provider, ticket: LedTicket) -> None:
    opened = panel(given, ticket)
    begin(opened, "send")
    assert words.ROUTE_WHY["ahovoks"] in opened.texts
    choose(opened, "Verstuurd naar", "ahovoks")
    opened.button("Versturen noteren")
    assert "wacht nu op antwoord" in opened.texts
    begin(opened, "answer")
    opened.button("Antwoord noteren")
    assert "wat het antwoord was" in opened.texts
    fill(opened, Antwoord="Het is rechtgezet.")
    opened.button("Antwoord noteren")
    begin(opened, "close")
    choose(opened, "Afloop", "corrected")
    opened.button("Melding afsluiten")
    found = stored(LedTicket, ticket.id)
    assert (found.route, found.answer, found.outcome) == ("ahovoks", "Het is rechtgezet.", "corrected")


def test_an_emptied_day_of_a_ticket_is_asked_for(given: Provider, ticket: LedTicket) -> None:
    opened = panel(given, ticket)
    begin(opened, "send")
    empty(opened, "Verstuurd op")
    opened.button("Versturen noteren")
    asked_for_a_day(opened, "Verstuurd op")
    begin(opened, "change")
    empty(opened, "Gemeld op")
    opened.button("Melding bewaren")
    asked_for_a_day(opened, "Gemeld op")
    found = stored(LedTicket, ticket.id)
    assert (found.sent_on, found.reported_on) == (None, date(2026, 11, 12))
    begin(opened, "close")
    fill(opened, Wat_LED="Het staat nu bij de juiste persoon.")
    empty(opened, "Afgesloten op")
    opened.button("Melding afsluiten")
    asked_for_a_day(opened, "Afgesloten op")
    assert stored(LedTicket, ticket.id).closed_on is None


def test_a_number_that_is_typed_is_refused_and_what_was_typed_stays(
    given: Provider, ticket: LedTicket
) -> None:
    opened = panel(given, ticket)
    begin(opened, "change")
    fill(opened, Omschrijving=f"Het nummer {NUMBER} staat er dubbel.")
    opened.button("Melding bewaren")
    assert "hoort geen rijksregisternummer" in opened.texts
    assert any(NUMBER in str(area.value) for area in opened.at.text_area)
    assert stored(LedTicket, ticket.id).description == "Staat bij een naamgenoot in LED."
    fill(opened, Omschrijving="Het staat er twee keer.")
    opened.button("Melding bewaren")
    assert stored(LedTicket, ticket.id).description == "Het staat er twee keer."


def test_a_cancellation_shows_everywhere_and_is_taken_back_with_a_reason(
    session: Session, given: Provider, proof: Proof, ticket: LedTicket
) -> None:
    opened = panel(given, ticket)
    begin(opened, "close")
    choose(opened, "Afloop", "cancelled")
    opened.button("Melding afsluiten")
    assert stored(Proof, proof.id).led_cancelled_on == TODAY
    detail = open_page("proofs", given.coordinator, query={"proof": str(proof.id), "status": "done"})
    assert "Geannuleerd in LED" in detail.texts
    assert "Op tijd geregistreerd" in detail.texts
    assert detail.at.dataframe[0].value["Termijn"][0] == ["■ Geannuleerd in LED"]
    file = open_page("learners", given.coordinator, query={"id": str(proof.learner_id)})
    assert "Geannuleerd in LED" in file.texts
    back = panel(given, ticket, stage="closed")
    begin(back, "note_back")
    back.button("Annulering terugnemen")
    assert "minstens tien tekens" in back.texts
    fill(back, Reden="Verkeerde melding aangeduid")
    back.button("Annulering terugnemen")
    assert stored(Proof, proof.id).led_cancelled_on is None
    assert "annulering teruggenomen" in back.texts


def test_a_cancelled_proof_that_was_entered_again_gets_its_new_reference(
    session: Session, given: Provider, proof: Proof, ticket: LedTicket
) -> None:
    commands.close(
        session, actor=given.coordinator, today=TODAY, ticket_id=ticket.id, version=ticket.version,
        proof_version=proof.version, ending=Ending("cancelled", TODAY),
    )  # fmt: skip
    session.commit()
    opened = panel(given, ticket, stage="closed")
    begin(opened, "register_again")
    fill(opened, Nieuwe_LED="BKT-0001", Reden="Opnieuw ingevoerd na annulering")
    opened.button("Nieuwe registratie noteren")
    assert "geannuleerde registratie" in opened.texts
    fill(opened, Nieuwe_LED="BKT-0002")
    opened.button("Nieuwe registratie noteren")
    found = stored(Proof, proof.id)
    assert (found.led_reference, found.led_cancelled_on) == ("BKT-0002", None)


def test_a_ticket_is_opened_from_a_proof_a_person_or_by_name(given: Provider, proof: Proof) -> None:
    page = open_page("proofs", given.coordinator, query={"proof": str(proof.id)})
    assert "Melding over LED openen" in {button.label for button in page.at.button}
    from_proof = drawer(given.coordinator, "ticket_opening", f"_open(ctx, {proof.learner_id}, {proof.id})")
    from_proof.button("Melding openen")
    first = only(select(LedTicket))
    assert (first.proof_id, first.kind) == (proof.id, "missing")
    by_name = drawer(given.coordinator, "ticket_opening", "_open(ctx, None, None)")
    fill(by_name, Over_wie="niemand")
    by_name.at.run()
    assert "Niemand gevonden" in by_name.texts
    fill(by_name, Over_wie="peet")
    by_name.at.run()
    by_name.button("Melding openen")
    assert "minstens tien tekens" in by_name.texts
    fill(by_name, Omschrijving="Een oud bewijs van elders ontbreekt.")
    by_name.button("Melding openen")
    assert counted(LedTicket) == 2
    file = open_page("learners", given.coordinator, query={"id": str(proof.learner_id)})
    assert file.texts.count("Ontbreekt in LED") == 2


def test_a_duplicate_is_made_from_the_panel_and_the_link_stands_there(given: Provider, proof: Proof) -> None:
    opening = drawer(given.coordinator, "ticket_opening", f"_open(ctx, {proof.learner_id}, {proof.id})")
    choose(opening, "Wat is er mis", "replacement")
    opening.button("Melding openen")
    ticket = only(select(LedTicket))
    opened = panel(given, ticket)
    begin(opened, "duplicate")
    opened.at.button(key="registration.ticket.duplicate.make").click()
    opened.at.run()
    opened.calm()
    assert "Het duplicaat is gemaakt" in opened.texts
    assert stored(LedTicket, ticket.id).outcome == "duplicate"
    links = [block.proto.label for block in opened.at.get("link_button")]
    assert any("duplicaat-2026-" in label for label in links)


def test_filters_that_find_nothing_say_so_and_can_be_wiped(given: Provider, ticket: LedTicket) -> None:
    opened = open_page("registration", given.coordinator, query={"part": "corrections", "kind": "double"})
    assert "Geen meldingen gevonden" in opened.texts
    opened.button("Filters wissen")
    assert list(opened.at.dataframe[0].value["Deelnemer"]) == ["Peeters, Amina"]


def test_the_export_is_put_ready(given: Provider, ticket: LedTicket) -> None:
    opened = panel(given, ticket)
    opened.button("Exporteren")
    assert any("correcties-2026-11-21.xlsx" in block.proto.label for block in opened.at.get("link_button"))


def test_a_manager_reads_and_acts_on_nothing(session: Session, given: Provider, ticket: LedTicket) -> None:
    manager = factories.actor(session, Role.MANAGER)
    session.commit()
    opened = open_page("registration", manager, query={"part": "corrections", "ticket": str(ticket.id)})
    assert "Peeters, Amina" in opened.texts
    labels = {button.label for button in opened.at.button}
    assert not labels & {"Melding openen", "Versturen noteren", "Melding afsluiten"}
    assert "Exporteren" in labels


def test_a_ticket_of_another_campus_is_not_found(
    session: Session, given: Provider, ticket: LedTicket
) -> None:
    limited = factories.actor(session, campuses=[given.other])
    session.commit()
    opened = open_page("registration", limited, query={"part": "corrections", "ticket": str(ticket.id)})
    assert "bestaat niet meer of hoort bij een andere campus" in opened.texts
    assert "Peeters" not in opened.texts


@pytest.fixture
def busy(session: Session, given: Provider) -> Participation:
    evc = factories.trajectory(session, "E-001", of=given.qualification, kind="evc")
    person = factories.learner(session, "Demir", "Bram")
    found = factories.participation(session, learner=person, trajectory=evc, campus=given.campus)
    session.commit()
    return found


def noted(session: Session, given: Provider, busy: Participation, kind: str, title: str) -> PriorLearning:
    seen = Seen(kind, title, "Syntra", None, TODAY, "An Verhulst", in_presence=True)
    key = prior_learning.note(
        session, actor=given.coordinator, today=TODAY, learner_id=busy.learner_id, seen=seen, participation_id=busy.id
    )  # fmt: skip
    found = session.get_one(PriorLearning, key)
    session.commit()
    return found


def test_what_was_shown_is_noted_only_with_the_learner_present(given: Provider, busy: Participation) -> None:
    opened = drawer(given.coordinator, "prior_learning_forms", f"_note(ctx, {busy.learner_id})")
    assert "Wij raadplegen LED niet" in opened.texts
    fill(opened, Benaming="Attest bedrijfsbeheer")
    opened.button("Gegeven noteren")
    assert "in jouw bijzijn" in opened.texts
    opened.at.checkbox[0].check()
    opened.button("Gegeven noteren")
    found = only(select(PriorLearning))
    assert (found.title, found.kind, found.seen_by) == ("Attest bedrijfsbeheer", "declared", "An coordinator")


def test_the_day_it_was_shown_is_asked_for_when_emptied(
    session: Session, given: Provider, busy: Participation
) -> None:
    opened = drawer(given.coordinator, "prior_learning_forms", f"_note(ctx, {busy.learner_id})")
    fill(opened, Benaming="Attest bedrijfsbeheer")
    opened.at.checkbox[0].check()
    empty(opened, "Getoond op")
    opened.button("Gegeven noteren")
    asked_for_a_day(opened, "Getoond op")
    assert counted(PriorLearning) == 0
    entry = noted(session, given, busy, "declared", "Attest heftruck")
    shown = f"prior_learning_forms.queries.entries(s, actor=ctx.actor, learner_id={busy.learner_id})[0]"
    correcting = drawer(
        given.coordinator, "prior_learning_forms", f"_correct(ctx, ctx.read(lambda s: {shown}))"
    )
    empty(correcting, "Getoond op")
    correcting.button("Gegeven bewaren")
    asked_for_a_day(correcting, "Getoond op")
    assert stored(PriorLearning, entry.id).shown_on == TODAY


def test_the_basis_of_evc_carries_its_sign_in_the_file_the_trajectory_and_at_completion(
    session: Session, given: Provider, busy: Participation
) -> None:
    noted(session, given, busy, "authentic", "Diploma secundair")
    noted(session, given, busy, "declared_verified", "Attest heftruck")
    file = open_page("learners", given.coordinator, query={"id": str(busy.learner_id)})
    assert "Niet authentiek: papier gezien door VDAB" in file.texts
    assert "Authentiek wordt ze daar niet van" in file.texts
    trajectory = open_page("trajectories", given.coordinator, query={"id": str(busy.trajectory_id)})
    assert "Basis uit LED: ✓ 1 authentiek, ■ 1 niet" in trajectory.texts
    row = "participation_completing.participations.participations(s, actor=ctx.actor, learner_id={key})[0]"
    call = f"_complete(ctx, ctx.read(lambda s: {row.format(key=busy.learner_id)}))"
    completing = drawer(given.coordinator, "participation_completing", call)
    assert "Diploma secundair" in completing.texts
    assert "beoordeel het zelf" in completing.texts


def test_completing_evc_without_a_basis_says_so(given: Provider, busy: Participation) -> None:
    row = "participation_completing.participations.participations(s, actor=ctx.actor, learner_id={key})[0]"
    call = f"_complete(ctx, ctx.read(lambda s: {row.format(key=busy.learner_id)}))"
    completing = drawer(given.coordinator, "participation_completing", call)
    assert "steunt op geen enkel gegeven" in completing.texts


def test_an_entry_is_corrected_untied_and_withdrawn_but_never_made_authentic(
    session: Session, given: Provider, busy: Participation
) -> None:
    entry = noted(session, given, busy, "declared", "Attest heftruck")
    shown = f"prior_learning_forms.queries.entries(s, actor=ctx.actor, learner_id={busy.learner_id})[0]"
    call = f"(ctx, ctx.read(lambda s: {shown}))"
    opened = drawer(given.coordinator, "prior_learning_forms", f"_correct{call}")
    choose(opened, "Soort gegeven", "authentic")
    opened.button("Gegeven bewaren")
    assert "wordt niet authentiek" in opened.texts
    choose(opened, "Soort gegeven", "declared_verified")
    opened.button("Gegeven bewaren")
    assert stored(PriorLearning, entry.id).kind == "declared_verified"
    tying = drawer(given.coordinator, "prior_learning_forms", f"_tie{call}")
    next(field for field in tying.at.selectbox if field.label == "Basis van").set_value(0)
    tying.button("Keuze bewaren")
    assert stored(PriorLearning, entry.id).participation_id is None
    withdrawing = drawer(given.coordinator, "prior_learning_forms", f"_withdraw{call}")
    withdrawing.button("Intrekken")
    assert "minstens tien tekens" in withdrawing.texts
    fill(withdrawing, Reden="Hoorde bij iemand anders")
    withdrawing.button("Intrekken")
    file = open_page("learners", given.coordinator, query={"id": str(busy.learner_id)})
    assert "ingetrokken op 21/11/2026: Hoorde bij iemand anders" in file.texts
