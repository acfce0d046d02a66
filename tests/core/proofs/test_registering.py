"""Delivering and registering, one or many; once only; and taking the last act back."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core import audit
from core.access.actors import Role, command_line
from core.errors import Conflict, NotFound
from core.i18n import Translator
from core.learners import commands as learners
from core.proofs import commands, details, reassessing, undoable, verifying
from core.proofs.delivering import Delivery
from core.proofs.many import Result, Shown
from core.proofs.registering import Registration
from core.rules import words
from db.models import AuditEntry, Deadline, Document, DocumentEvent, Learner, Proof, UndoStep
from tests import factories
from tests.core.conftest import Refused
from tests.core.proofs.conftest import Act, Issue
from tests.factories import TODAY, Provider

# Completed on 1 September: due on 1 November, twenty days ago.
LATE = date(2026, 9, 1)


@pytest.fixture
def papers(session: Session, given: Provider, issue: Issue) -> list[Proof]:
    """Four issued proofs of four people."""
    proofs = [factories.earned(session, given)[0] for _ in range(4)]
    for proof in proofs:
        issue(proof, on=date(2026, 11, 10))
    return proofs


def entries(session: Session, action: str) -> int:
    return session.scalar(select(func.count()).where(AuditEntry.action == action)) or 0


def test_delivery_is_recorded_with_its_day_way_and_giver(
    session: Session, papers: list[Proof], deliver: Act
) -> None:
    deliver(papers[0], on=date(2026, 11, 12), how="post", by=" Secretariaat ")
    proof = papers[0]
    assert (proof.delivered_on, proof.delivered_how, proof.delivered_by) == (
        date(2026, 11, 12),
        "post",
        "Secretariaat",
    )
    event = session.scalars(select(DocumentEvent)).one()
    assert (event.document_id, event.kind, event.happened_on) == (
        proof.document_id,
        "delivered",
        date(2026, 11, 12),
    )
    assert session.scalars(select(Deadline.state).where(Deadline.subject_id == proof.id)).one() == "open"


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ({"on": date(2026, 11, 22)}, "toekomst"),
        ({"on": date(2026, 11, 9)}, "vóór het uitreiken op 10/11/2026"),
        ({"how": "duif"}, "Kies hoe"),
        ({"by": "  "}, "noteer door wie"),
        ({"by": "x" * 121}, "120 tekens"),
    ],
)
def test_a_delivery_that_cannot_be_is_refused(
    papers: list[Proof], deliver: Act, refused: Refused, typed: dict[str, object], text: str
) -> None:
    with refused(text=text):
        deliver(papers[0], **typed)


def test_a_paper_is_delivered_once_and_only_after_issue(
    session: Session, given: Provider, papers: list[Proof], deliver: Act, refused: Refused
) -> None:
    deliver(papers[0])
    with refused(text="al afgeleverd op 21/11/2026"):
        deliver(papers[0])
    with refused(text="nog niet uitgereikt"):
        deliver(factories.earned(session, given)[0])


def test_registration_closes_the_term_and_keeps_both_names(
    session: Session, given: Provider, papers: list[Proof], register: Act
) -> None:
    register(papers[0], on=date(2026, 11, 20), led_reference=" A-1 ")
    proof = papers[0]
    assert (proof.registered_on, proof.entered_by, proof.noted_by) == (
        date(2026, 11, 20),
        "Nele Peeters",
        given.coordinator.display_name,
    )
    assert proof.led_reference == "A-1"
    term = session.scalars(select(Deadline).where(Deadline.subject_id == proof.id)).one()
    assert (term.state, term.met_on) == ("met", date(2026, 11, 20))


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ({"on": date(2026, 11, 22)}, "toekomst"),
        ({"on": date(2026, 11, 9)}, "vóór het uitreiken op 10/11/2026"),
        ({"by": 999_999}, "wie het bewijs in LED heeft ingevoerd"),
        ({"entered_on": date(2026, 11, 22)}, "kan niet vóór ingevoerd"),
        ({"led_reference": "x" * 37}, "36 tekens"),
        ({"late_reason": "zomaar"}, "uit de lijst"),
        ({"late_action": "x" * 301}, "300 tekens"),
    ],
)
def test_a_registration_that_cannot_be_is_refused(
    session: Session,
    papers: list[Proof],
    register: Act,
    refused: Refused,
    typed: dict[str, object],
    text: str,
) -> None:
    with refused(text=text):
        register(papers[0], **typed)
    assert session.scalars(select(Deadline.state)).all() == ["open"] * 4


def test_a_reference_of_36_characters_fits(papers: list[Proof], register: Act) -> None:
    register(papers[0], led_reference="x" * 36)
    assert papers[0].led_reference == "x" * 36


def test_a_reference_belongs_to_one_proof(papers: list[Proof], register: Act, refused: Refused) -> None:
    register(papers[0], led_reference="A-1")
    with refused(text="A-1 staat al bij een ander bewijs"):
        register(papers[1], led_reference="A-1")
    with refused(text="hoort bij één bewijs"):
        register(papers[1], papers[2], led_reference="A-2")


def test_a_proof_is_registered_once_and_only_after_issue(
    session: Session, given: Provider, papers: list[Proof], register: Act, refused: Refused
) -> None:
    register(papers[0])
    with refused(text="al geregistreerd op 21/11/2026 door Nele Peeters"):
        register(papers[0])
    with refused(text="nog niet uitgereikt"):
        register(factories.earned(session, given)[0])


def test_without_a_national_number_nothing_is_registered_until_it_comes(
    session: Session, given: Provider, issue: Issue, register: Act, refused: Refused
) -> None:
    newcomer = factories.learner(session, number="")
    (proof,) = factories.earned(session, given, learner=newcomer)
    issue(proof)
    with refused(text="Zonder rijksregister"):
        register(proof)
    learners.set_insz(
        session,
        actor=given.coordinator,
        today=TODAY,
        learner_id=newcomer.id,
        version=newcomer.version,
        insz=factories.insz(),
    )
    session.expire_all()
    register(proof)
    assert proof.registered_on == TODAY


def test_a_late_registration_asks_for_its_reason_and_is_met_late(
    session: Session, given: Provider, issue: Issue, register: Act, refused: Refused
) -> None:
    (proof,) = factories.earned(session, given, completed_on=LATE)
    issue(proof, on=date(2026, 10, 1))
    with refused(text="uiterste datum was 01/11/2026"):
        register(proof)
    register(proof, late_reason="tool_down", late_action="Gebeld met de helpdesk")
    assert session.scalars(select(Deadline.state)).one() == "met_late"
    assert (proof.late_reason, proof.late_action) == ("tool_down", "Gebeld met de helpdesk")


def test_on_the_due_date_itself_no_reason_is_asked(
    session: Session, given: Provider, issue: Issue, register: Act
) -> None:
    (proof,) = factories.earned(session, given, completed_on=LATE)
    issue(proof, on=date(2026, 10, 1))
    register(proof, on=date(2026, 11, 1))
    assert session.scalars(select(Deadline.state)).one() == "met"


def test_of_many_the_good_ones_are_done_and_each_refusal_says_why(
    session: Session, given: Provider, papers: list[Proof], register: Act
) -> None:
    newcomer = factories.earned(session, given, learner=factories.learner(session, number=""))[0]
    register(papers[0])
    result = register(*papers, newcomer)
    assert result.done == (papers[1].id, papers[2].id, papers[3].id)
    told = {refusal.proof_id: str(refusal.error) for refusal in result.refused}
    assert set(told) == {papers[0].id, newcomer.id}
    assert "al geregistreerd" in told[papers[0].id]
    assert "niet uitgereikt" in told[newcomer.id]
    assert entries(session, "proof.register") == 2


def test_a_proof_on_another_campus_is_not_found_among_many(
    session: Session, given: Provider, papers: list[Proof]
) -> None:
    elsewhere = factories.actor(session, Role.REGISTRAR, campuses=[given.other])
    shown = [Shown(proof.id, proof.version) for proof in papers]
    handed = Delivery(TODAY, "hand", "Balie")
    result = commands.deliver(session, actor=elsewhere, today=TODAY, proofs=shown, delivery=handed)
    assert result.done == ()
    assert all(isinstance(refusal.error, NotFound) for refusal in result.refused)


# --- once only


def test_the_same_submit_twice_has_one_effect_and_one_result(
    session: Session, given: Provider, papers: list[Proof], register: Act
) -> None:
    newcomer = factories.earned(session, given, learner=factories.learner(session, number=""))[0]
    first = register(papers[0], papers[1], newcomer, nonce="form-1")
    again = register(papers[0], papers[1], newcomer, nonce="form-1")
    assert told(again) == told(first)
    assert entries(session, "proof.register") == 1
    assert papers[0].version == 3


def told(result: Result) -> object:
    return result.done, [
        (refusal.proof_id, type(refusal.error), str(refusal.error)) for refusal in result.refused
    ]


def test_the_same_submit_with_a_reference_is_answered_the_second_time(
    papers: list[Proof], register: Act
) -> None:
    shown = [Shown(papers[0].id, papers[0].version)]
    first = register(papers[0], led_reference="A-1", nonce="form-1")
    assert register(papers[0], led_reference="A-1", nonce="form-1") == first
    assert first.done == (shown[0].proof_id,)


def test_the_key_of_one_form_does_not_answer_another(
    session: Session, papers: list[Proof], register: Act, deliver: Act
) -> None:
    register(papers[0], nonce="form-1")
    deliver(papers[1], nonce="form-1-deliver")
    assert papers[1].delivered_on == TODAY


# --- undo


def step(session: Session, given: Provider) -> int:
    found = undoable.last_act(session, actor=given.coordinator)
    assert found is not None
    return found.step_id


def undo(session: Session, given: Provider, step_id: int) -> Result:
    return commands.undo(session, actor=given.coordinator, today=TODAY, step_id=step_id)


def test_the_last_registration_is_taken_back_as_if_it_had_not_been(
    session: Session, given: Provider, papers: list[Proof], register: Act
) -> None:
    register(papers[0], papers[1])
    found = undoable.last_act(session, actor=given.coordinator)
    assert found is not None
    assert str(found.summary) == "2 x geregistreerd op 21/11/2026"
    assert words.say(found.summary, translate=Translator("en")) == "2 x registered on 21/11/2026"
    assert undo(session, given, found.step_id).done == (papers[0].id, papers[1].id)
    session.expire_all()
    assert (papers[0].registered_on, papers[0].entered_by, papers[0].noted_by) == (None, "", "")
    assert session.scalars(select(Deadline.state)).all() == ["open"] * 4
    assert undoable.last_act(session, actor=given.coordinator) is None
    assert audit.verify(session).findings == ()


def test_a_number_that_went_away_since_holds_a_registration_up_that_is_taken_back(
    session: Session, given: Provider, papers: list[Proof], register: Act, refused: Refused
) -> None:
    register(papers[0])
    found = step(session, given)
    # As the undo of the sheet that brought the number leaves it.
    person = session.get_one(Learner, papers[0].learner_id)
    person.insz_index, person.insz_cipher, person.insz_tail, person.insz_kind = None, None, "", ""
    session.flush()
    assert list(reassessing.differences(session)) == []
    assert undo(session, given, found).done == (papers[0].id,)
    session.flush()
    session.expire_all()
    term = select(Deadline.hold).where(Deadline.subject_id == papers[0].id)
    assert (papers[0].hold, session.scalar(term)) == ("waiting_for_insz", "waiting_for_insz")
    with refused(text="Zonder rijksregister"):
        register(papers[0])


def test_a_problem_that_is_not_what_the_facts_give_is_named(session: Session, papers: list[Proof]) -> None:
    assert list(reassessing.differences(session)) == []
    papers[0].hold = "damaged_name"
    session.flush()
    (found,) = reassessing.differences(session)
    assert (found.subject_id, found.field, found.stored, found.computed) == (
        papers[0].id, "hold", "damaged_name", "",
    )  # fmt: skip


def test_what_somebody_else_changed_since_is_not_taken_back(
    session: Session, given: Provider, papers: list[Proof], register: Act, deliver: Act
) -> None:
    register(papers[0], papers[1])
    found = step(session, given)
    deliver(papers[0])
    result = undo(session, given, found)
    assert result.done == (papers[1].id,)
    (refusal,) = result.refused
    assert isinstance(refusal.error, Conflict)
    assert refusal.error.stored["registered_on"] == "21/11/2026"
    assert papers[0].registered_on == TODAY


def test_a_delivery_noted_by_mistake_is_taken_back_and_its_paper_knows_both(
    session: Session, given: Provider, papers: list[Proof], deliver: Act
) -> None:
    deliver(papers[0], papers[1])
    found = undoable.last_act(session, actor=given.coordinator)
    assert found is not None
    assert str(found.summary) == "2 x afgeleverd op 21/11/2026"
    assert undo(session, given, found.step_id).done == (papers[0].id, papers[1].id)
    assert (papers[0].delivered_on, papers[0].delivered_how, papers[0].delivered_by) == (None, "", "")
    kinds = session.scalars(
        select(DocumentEvent.kind)
        .where(DocumentEvent.document_id == papers[0].document_id)
        .order_by(DocumentEvent.id)
    )
    assert kinds.all() == ["delivered", "undelivered"]
    assert details.papers(session, proof_id=papers[0].id)[0].status != "delivered"
    code = session.get_one(Document, papers[0].document_id).verify_code
    verified = verifying.verification(session, code=code)
    assert verified is not None
    assert verified.status == "valid"
    destroyed = commands.destroy(
        session, actor=given.coordinator, today=TODAY, proof_id=papers[0].id, version=papers[0].version,
        reason="De voornaam was fout geschreven",
    )  # fmt: skip
    assert destroyed is None


def test_a_delivery_of_an_earlier_day_stays(
    session: Session, given: Provider, papers: list[Proof], deliver: Act, refused: Refused
) -> None:
    deliver(papers[0])
    found = step(session, given)
    with refused(text="niet van vandaag"):
        commands.undo(session, actor=given.coordinator, today=TODAY + timedelta(days=1), step_id=found)
    assert papers[0].delivered_on == TODAY


def test_a_delivery_that_was_corrected_since_stays(
    session: Session, given: Provider, papers: list[Proof], deliver: Act
) -> None:
    deliver(papers[0])
    found = step(session, given)
    commands.correct(
        session, actor=given.coordinator, today=TODAY, proof_id=papers[0].id, version=papers[0].version,
        reason="De voornaam was fout geschreven",
    )  # fmt: skip
    result = undo(session, given, found)
    assert (result.done, [type(refusal.error) for refusal in result.refused]) == ((), [Conflict])


def test_an_act_is_taken_back_once_and_only_by_who_did_it(
    session: Session, given: Provider, papers: list[Proof], register: Act, refused: Refused
) -> None:
    register(papers[0])
    found = step(session, given)
    other = factories.actor(session)
    with refused(NotFound, "niets meer"):
        commands.undo(session, actor=other, today=TODAY, step_id=found)
    undo(session, given, found)
    with refused(NotFound, "niets meer"):
        undo(session, given, found)
    with refused(NotFound, "niets meer"):
        undo(session, given, 10_000)


def test_the_proof_of_a_campus_that_was_taken_away_is_not_taken_back(
    session: Session, given: Provider, papers: list[Proof], register: Act
) -> None:
    register(papers[0])
    elsewhere = factories.actor(session, campuses=[given.other])
    (kept,) = session.scalars(select(UndoStep))
    kept.account_id = elsewhere.id or 0
    session.flush()
    result = commands.undo(session, actor=elsewhere, today=TODAY, step_id=kept.id)
    assert (result.done, [type(refusal.error) for refusal in result.refused]) == ((), [NotFound])
    assert papers[0].registered_on == TODAY


def test_a_proof_that_is_gone_is_refused_at_undo(
    session: Session, given: Provider, papers: list[Proof], register: Act
) -> None:
    register(papers[0])
    (kept,) = session.scalars(select(UndoStep))
    kept.payload = {"items": [kept.payload["items"][0] | {"proof_id": 10_000}]}
    session.flush()
    result = undo(session, given, kept.id)
    assert (result.done, [type(refusal.error) for refusal in result.refused]) == ((), [NotFound])


def test_the_command_line_registers_without_an_undo(
    session: Session, given: Provider, papers: list[Proof]
) -> None:
    commands.register(
        session, actor=command_line("root"), today=TODAY, proofs=[Shown(papers[0].id, papers[0].version)],
        registration=Registration(TODAY, given.registrar_id),
    )  # fmt: skip
    assert session.scalars(select(UndoStep)).all() == []
    assert papers[0].noted_by == "cli:root"
