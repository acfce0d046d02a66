"""Typing over, as a registrar does it: a reason, one record after the other, evidence, taken back, shown again."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

import db.session
from core import clock
from core.access.actors import Actor, Role
from core.identifiers import format_insz
from core.learners import vault
from core.proofs import commands as proofs
from core.proofs.delivering import Delivery
from core.proofs.many import Shown
from db.models import (
    AccessEntry,
    AuditEntry,
    CounterRight,
    Document,
    Evidence,
    HandoverSession,
    Learner,
    OwnSetting,
    Proof,
)
from tests import factories
from tests.core.registration.conftest import REASON, issued
from tests.factories import TODAY
from tests.pages.conftest import Opened, open_page
from tests.pages.drawers import asked_for_a_day, drawer, empty, fill

PICTURE = ("scherm.png", b"\x89PNG\r\n\x1a\n KANARIE", "image/png")
LATE = date(2026, 9, 10)


@pytest.fixture
def people(engine: Engine, session: Session) -> dict[str, Actor]:
    """A late proof (1), two in time (2, 3) and one that waits for a number (4); a coordinator and an administrator."""
    given = factories.provider(session)
    names = ("Aerts", "Bouazza", "Claes")
    for name, completed_on in zip(names, (LATE, date(2026, 11, 2), date(2026, 11, 3)), strict=True):
        issued(session, given, learner=factories.learner(session, name, "Noor"), completed_on=completed_on)
    issued(session, given, learner=factories.learner(session, "Horvat", "Ana", number=""))
    found = {
        "coordinator": given.coordinator,
        "administrator": factories.actor(session, Role.ADMINISTRATOR),
        "limited": factories.actor(session, Role.REGISTRAR, campuses=[given.other]),
    }
    session.commit()
    return found


@pytest.fixture
def coordinator(people: dict[str, Actor]) -> Actor:
    return people["coordinator"]


def begun(actor: Actor, **query: str) -> Opened:
    """The page in a sitting."""
    opened = open_page("registration", actor, query={"part": "entry"} | query)
    why, begin = (
        ("Waarom kijk je na?", "Nakijken beginnen")
        if query.get("list")
        else ("Waarom voer je in?", "Invoer beginnen")
    )
    field(opened, why).set_value(REASON)
    opened.button(next(b.label for b in opened.at.button if b.label.startswith(begin)))
    return opened


def field(opened: Opened, label: str):  # type: ignore[no-untyped-def]
    return next(found for found in opened.at.text_input if found.label.startswith(label))


def proof(key: int) -> Proof:
    with db.session.reading() as session:
        found = session.get_one(Proof, key)
        session.expunge(found)
        return found


def number(key: int) -> str:
    """The national number of the person of a proof, as it is read on the screen."""
    with db.session.reading() as session:
        owner = session.get_one(Learner, session.get_one(Proof, key).learner_id)
        assert owner.insz_cipher is not None
        return format_insz(vault.unseal(owner.insz_cipher))


def digits(key: int) -> str:
    return number(key).translate(str.maketrans("", "", ".-"))


def looks() -> list[str]:
    with db.session.reading() as session:
        return list(session.scalars(select(AccessEntry.subject).order_by(AccessEntry.id)))


def choose_reason(opened: Opened) -> None:
    next(box for box in opened.at.selectbox if box.label == "Reden te laat").set_value("forgotten")


def test_before_the_sitting_the_list_is_shown_without_any_number(coordinator: Actor) -> None:
    opened = open_page("registration", coordinator, query={"part": "entry"})
    for part in ("Aerts, Noor", "Bouazza, Noor", "11 dagen te laat", "te bevestigen in de tool"):
        assert part in opened.texts
    assert "Horvat" not in opened.texts
    lists = next(each for each in opened.at.segmented_control if each.label == "Lijst")
    assert [str(option) for option in lists.options] == [
        "In te voeren 3",
        "Nog te bevestigen 0",
        "Onvolledig 1",
    ]
    assert number(1) not in opened.texts
    assert looks() == []


def test_what_is_incomplete_is_named_with_its_reason(coordinator: Actor) -> None:
    opened = open_page("registration", coordinator, query={"part": "entry", "list": "incomplete"})
    assert "Horvat, Ana" in opened.texts
    assert "Er is nog geen INSZ" in opened.texts
    assert not [button for button in opened.at.button if button.label.startswith("Invoer beginnen")]


def test_without_a_reason_nothing_begins(coordinator: Actor) -> None:
    opened = open_page("registration", coordinator, query={"part": "entry"})
    opened.button("Invoer beginnen (3 bewijzen)")
    assert "minstens tien tekens" in opened.at.error[0].value
    assert "Aerts, Noor" in opened.texts


def test_a_record_is_logged_shown_noted_and_followed_by_the_next(coordinator: Actor) -> None:
    opened = begun(coordinator)
    assert number(1) in opened.texts
    assert "Bewijs 1 van 3" in opened.texts
    kept = opened.at.session_state._state.filtered_state
    assert not [name for name, value in kept.items() if number(1) in repr(value) or digits(1) in repr(value)]
    assert looks() == ["handover 1 proof 1"]
    opened.button("Ingevoerd en bevestigd")
    assert "uiterste datum was 10/11/2026" in opened.at.error[0].value
    assert proof(1).registered_on is None
    choose_reason(opened)
    field(opened, "LED-referte").set_value("LED-1")
    opened.button("Ingevoerd en bevestigd")
    stored = proof(1)
    assert (stored.entered_on, stored.registered_on, stored.led_reference) == (TODAY, TODAY, "LED-1")
    assert (stored.late_reason, stored.entered_by) == ("forgotten", coordinator.display_name)
    assert number(2) in opened.texts
    assert number(1) not in opened.texts
    assert looks() == ["handover 1 proof 1", "handover 1 proof 2"]


def test_an_emptied_day_is_asked_for_and_only_entering_needs_no_confirmation(coordinator: Actor) -> None:
    opened = begun(coordinator)
    opened.button("Volgende")
    empty(opened, "Bevestigd op")
    opened.button("Ingevoerd en bevestigd")
    asked_for_a_day(opened, "Bevestigd op")
    assert (proof(2).entered_on, proof(2).registered_on) == (None, None)
    empty(opened, "Ingevoerd op")
    opened.button("Alleen ingevoerd")
    asked_for_a_day(opened, "Ingevoerd op")
    assert proof(2).entered_on is None
    next(box for box in opened.at.date_input if box.label == "Ingevoerd op").set_value(TODAY)
    opened.button("Alleen ingevoerd")
    assert (proof(2).entered_on, proof(2).registered_on) == (TODAY, None)


def test_only_entered_waits_in_the_other_list_and_is_confirmed_with_evidence(coordinator: Actor) -> None:
    opened = begun(coordinator)
    opened.button("Volgende")
    opened.button("Alleen ingevoerd")
    assert (proof(2).entered_on, proof(2).registered_on) == (TODAY, None)
    opened.button("Invoer beëindigen")
    opened = begun(coordinator, list="confirm")
    assert "Ingevoerd op 21/11/2026 door" in opened.texts
    opened.at.file_uploader[0].set_value(("macro.xlsm", b"PK\x03\x04", "image/png"))
    opened.button("Bevestiging noteren")
    assert "geen PDF, PNG of JPEG" in opened.at.error[0].value
    assert proof(2).registered_on is None
    opened.at.file_uploader[0].set_value(PICTURE)
    opened.button("Bevestiging noteren")
    assert proof(2).registered_on == TODAY
    with db.session.reading() as session:
        assert session.scalars(select(Evidence.subject_id)).all() == [2]
    assert "Het bewijs van deze lijst is genoteerd." in opened.texts


def test_what_is_skipped_comes_back_and_the_end_says_so(coordinator: Actor) -> None:
    opened = begun(coordinator)
    opened.button("Volgende")
    assert "Bewijs 2 van 3" in opened.texts
    opened.button("Ingevoerd en bevestigd")
    opened.button("Ingevoerd en bevestigd")
    assert "Bewijs 1 van 3" in opened.texts
    assert "nog 1 te doen" in opened.texts
    assert [button.disabled for button in opened.at.button if button.label in ("Vorige", "Volgende")] == [
        True,
        True,
    ]
    choose_reason(opened)
    opened.button("Ingevoerd en bevestigd")
    assert "Alle 3 bewijzen zijn genoteerd." in opened.texts
    opened.button("Invoer beëindigen")
    with db.session.reading() as session:
        assert session.scalars(select(HandoverSession)).one().ended_at is not None


def test_the_last_one_is_taken_back_and_stands_in_front_again(coordinator: Actor) -> None:
    opened = begun(coordinator)
    opened.button("Volgende")
    opened.button("Ingevoerd en bevestigd")
    assert "1 x geregistreerd op 21/11/2026" in opened.texts
    opened.button("Ongedaan maken")
    assert proof(2).registered_on is None
    assert "Bouazza, Noor" in opened.texts
    assert number(2) in opened.texts


def minutes_of_a_number(session: Session, minutes: int) -> None:
    """As if so many minutes were chosen: none at all lets the time of what is shown be over at once."""
    kept = session.get(OwnSetting, "entry.number_minutes", populate_existing=True)
    if kept is None:
        kept = OwnSetting(key="entry.number_minutes", changed_at=clock.now(), changed_by="An", source="proef")
        session.add(kept)
    kept.value = str(minutes)
    session.commit()


def test_a_number_is_hidden_after_its_minutes_and_shown_again_under_a_new_look(
    coordinator: Actor, session: Session
) -> None:
    opened = begun(coordinator)
    assert number(1) in opened.texts
    minutes_of_a_number(session, 0)
    opened.at.run()
    assert number(1) not in opened.texts
    assert "xx.xx.xx-xxx." in opened.texts
    assert "Het INSZ is weer verborgen" in opened.texts
    assert looks() == ["handover 1 proof 1"]
    opened.button("Toon het INSZ")
    assert looks() == ["handover 1 proof 1"] * 2
    minutes_of_a_number(session, 5)
    opened.at.run()
    assert number(1) in opened.texts


def test_a_sitting_that_lasted_too_long_asks_a_reason_again(coordinator: Actor, session: Session) -> None:
    opened = begun(coordinator)
    session.execute(HandoverSession.__table__.update().values(begun_at=clock.now() - timedelta(minutes=121)))
    session.commit()
    opened.at.run()
    opened.calm()
    assert number(1) not in opened.texts
    assert field(opened, "Waarom voer je in?").value == ""


def test_without_a_live_right_the_page_says_so_before_anything_is_typed(
    coordinator: Actor, session: Session
) -> None:
    session.execute(CounterRight.__table__.update().values(ends_on=TODAY - timedelta(days=1)))
    session.commit()
    opened = open_page("registration", coordinator, query={"part": "entry"})
    assert "Geen lopend recht" in opened.texts
    assert "Laat je lokaal beheerder het toekennen" in opened.texts
    assert not [each for each in opened.at.text_input if each.label.startswith("Waarom")]


def test_a_right_that_ends_between_the_page_and_the_button_notes_nothing(
    coordinator: Actor, session: Session
) -> None:
    opened = begun(coordinator)
    opened.button("Volgende")
    session.execute(CounterRight.__table__.update().values(revoked_on=TODAY))
    session.commit()
    opened.button("Ingevoerd en bevestigd")
    assert "geen lopend recht" in opened.at.error[0].value
    assert proof(2).entered_on is None
    with db.session.reading() as reading:
        count = select(func.count()).where(AuditEntry.action.in_(("proof.register", "proof.enter")))
        assert reading.scalar(count) == 0


def test_a_right_that_ends_meanwhile_shows_no_number_again(coordinator: Actor, session: Session) -> None:
    opened = begun(coordinator)
    minutes_of_a_number(session, 0)
    opened.at.run()
    session.execute(CounterRight.__table__.update().values(revoked_on=TODAY))
    session.commit()
    opened.button("Toon het INSZ")
    assert "geen lopend recht" in opened.at.error[0].value
    assert number(1) not in opened.texts
    assert looks() == ["handover 1 proof 1"]


def test_what_a_colleague_registered_meanwhile_is_passed_over(coordinator: Actor, session: Session) -> None:
    opened = begun(coordinator)
    opened.button("Volgende")
    session.execute(
        Proof.__table__.update().where(Proof.id == 2).values(registered_on=TODAY, entered_on=TODAY)
    )
    session.commit()
    opened.at.run()
    opened.calm()
    assert "Bewijs 3 van 3" in opened.texts
    assert "nog 2 te doen" in opened.texts


def test_a_link_puts_its_proof_in_front_and_no_name_stands_in_the_address(coordinator: Actor) -> None:
    opened = begun(coordinator, proof="3")
    assert "Claes, Noor" in opened.texts
    assert opened.at.query_params.keys() == {"part"}


def test_somebody_of_another_campus_sees_nothing_of_it(people: dict[str, Actor]) -> None:
    opened = open_page("registration", people["limited"], query={"part": "entry"})
    assert "Niets in te voeren met deze filters" in opened.texts
    assert "Aerts" not in opened.texts


def test_the_sheets_are_made_for_what_is_listed(coordinator: Actor) -> None:
    opened = open_page("registration", coordinator, query={"part": "entry"})
    for label in ("Afdrukken (3)", "Rekenblad (3)"):
        opened.button(label)
    with db.session.reading() as session:
        actions = session.scalars(select(AuditEntry.action).order_by(AuditEntry.sequence)).all()
    assert actions[-2:] == ["entry_sheet.pdf", "entry_sheet.xlsx"]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_record_speaks_both_languages_and_types_dutch(coordinator: Actor, language: str) -> None:
    begun(coordinator)
    opened = open_page("registration", coordinator, language=language, query={"part": "entry"})
    assert {"nl": "Kopieer", "en": "Copy"}[language] in opened.texts
    assert "Bewijs van beroepskwalificatie" in opened.texts


def test_the_panel_of_a_proof_says_that_it_waits_for_its_confirmation(coordinator: Actor) -> None:
    opened = begun(coordinator)
    opened.button("Volgende")
    opened.at.file_uploader[0].set_value(PICTURE)
    opened.button("Alleen ingevoerd")
    panel = open_page("proofs", coordinator, query={"proof": "2"})
    for part in ("Ingevoerd, nog te bevestigen", "Bewijsstukken", "Ingevoerd op"):
        assert part in panel.texts
    panel.button("Registratie noteren")
    assert not [box for box in panel.at.selectbox if box.label == "Ingevoerd in LED door"]
    panel.button("Registratie noteren")
    assert proof(2).registered_on == TODAY


def entered_second(coordinator: Actor) -> None:
    """The second proof is noted as entered only."""
    opened = begun(coordinator)
    opened.button("Volgende")
    opened.button("Alleen ingevoerd")
    assert proof(2).entered_on == TODAY
    opened.button("Invoer beëindigen")


def test_a_wrong_entry_is_taken_back_from_the_panel_of_its_proof(people: dict[str, Actor]) -> None:
    coordinator = people["coordinator"]
    entered_second(coordinator)
    panel = open_page("proofs", coordinator, query={"proof": "2"})
    panel.button("Invoer terugnemen")
    assert "werd ingevoerd" in panel.texts
    panel.button("Invoer terugnemen")
    assert "tien tekens" in panel.texts
    assert proof(2).entered_on == TODAY
    panel.at.text_area[0].set_value("het stond bij een ander bewijs")
    panel.button("Invoer terugnemen")
    assert (proof(2).entered_on, proof(2).entered_by) == (None, "")
    assert "De invoer is teruggenomen" in panel.texts
    assert "Invoer terugnemen" not in {button.label for button in panel.at.button}
    log = open_page("audit", people["administrator"]).at.dataframe[0].value
    assert "Invoer in LED teruggenomen" in log.to_string()


def test_beside_a_record_to_confirm_stands_the_way_back_and_its_drawer_ends_in_the_command(
    coordinator: Actor,
) -> None:
    entered_second(coordinator)
    opened = begun(coordinator, list="confirm")
    assert "Invoer terugnemen" in {button.label for button in opened.at.button}
    call = (
        "_form(ctx, ctx.read(__import__('core.registration.queries', fromlist=['x']).chosen, actor=ctx.actor, "
        "today=ctx.today, proof_ids=[2])[0])"
    )
    form = drawer(coordinator, "entry_back", call)
    assert "Bouazza, Noor" in form.texts
    assert number(2) not in form.texts
    fill(form, Reden="het stond bij een ander bewijs")
    form.button("Invoer terugnemen")
    assert proof(2).entered_on is None
    opened.at.run()
    assert "Invoer terugnemen" not in {button.label for button in opened.at.button}, (
        "nothing is left to confirm"
    )
    opened.button("Invoer beëindigen")
    entering = begun(coordinator)
    assert "Bewijs 1 van 3" in entering.texts
    assert "Invoer terugnemen" not in {button.label for button in entering.at.button}


def test_a_paper_corrected_after_its_entry_says_that_led_still_has_the_old_one(
    session: Session, coordinator: Actor
) -> None:
    entered_second(coordinator)
    found = session.get_one(Proof, 2)
    first = session.get_one(Document, found.document_id).number
    handed = Delivery(TODAY, "hand", "Balie")
    proofs.deliver(session, actor=coordinator, today=TODAY, proofs=[Shown(2, found.version)], delivery=handed)
    issued_now = proofs.correct(
        session, actor=coordinator, today=TODAY, proof_id=2, version=found.version,
        reason="de voornaam was fout geschreven",
    )  # fmt: skip
    session.commit()
    panel = open_page("proofs", coordinator, query={"proof": "2"})
    said = f"In LED staan de gegevens van papier {first}. Op 21/11/2026 kwam papier {issued_now.number} in de plaats."
    for part in ("LED heeft nog het oude papier", said, "Zo staat het nog in LED.", "staan nog niet in LED."):
        assert part in panel.texts
    assert "Naar Correcties" in [link.proto.label for link in panel.at.get("page_link")]
    assert "LED heeft nog het oude papier" in begun(coordinator, list="confirm").texts
    other = open_page("proofs", coordinator, query={"proof": "3"}).texts
    assert "LED heeft nog het oude papier" not in other
