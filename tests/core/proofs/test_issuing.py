"""Issuing, and what may become of a paper: destroyed before delivery, corrected after it, withdrawn."""

import functools
import hashlib
from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit
from core.documents import proof as proof_paper
from core.documents.content import content_from_json
from core.errors import Conflict, NotFound
from core.learners import commands as learners
from core.proofs import commands, verifying
from core.proofs.problems import WAITING_FOR_INSZ
from db.models import Deadline, Document, DocumentEvent, Learner, Organisation, Proof, ProofField, Signatory
from tests import factories
from tests.core.conftest import Refused
from tests.core.proofs.conftest import Act, Issue
from tests.factories import TODAY, Provider

REASON = "De voornaam was fout geschreven"


def act(command: object, session: Session, given: Provider, proof: Proof, **values: object) -> object:
    """One command on one proof as it stands now."""
    assert callable(command)
    return command(
        session,
        actor=given.coordinator,
        today=values.pop("today", TODAY),
        proof_id=proof.id,
        version=proof.version,
        **values,
    )


def papers(session: Session) -> list[Document]:
    return list(session.scalars(select(Document).order_by(Document.id)))


def events(session: Session) -> list[tuple[str, str]]:
    rows = session.scalars(select(DocumentEvent).order_by(DocumentEvent.id))
    return [(row.kind, row.reason) for row in rows]


def test_issuing_freezes_data_bytes_and_hash_under_a_number(
    session: Session, given: Provider, issue: Issue
) -> None:
    (proof,) = factories.earned(session, given)
    issued = issue(proof)
    (paper,) = papers(session)
    assert (proof.state, proof.issued_on, proof.document_id) == ("issued", TODAY, issued.document_id)
    assert (paper.number, paper.kind, paper.year, paper.sequence) == ("2026-000001", "proof", 2026, 1)
    assert (paper.subject_kind, paper.subject_id, paper.learner_id) == ("proof", proof.id, proof.learner_id)
    assert (paper.issued_on, paper.issued_by) == (TODAY, given.coordinator.name)
    assert paper.pdf.startswith(b"%PDF-")
    assert hashlib.sha256(paper.pdf).hexdigest() == paper.sha256
    assert proof_paper.render(content_from_json(paper.content)) == paper.pdf


def test_an_issued_proof_is_not_issued_again(
    session: Session, given: Provider, issue: Issue, refused: Refused
) -> None:
    (proof,) = factories.earned(session, given)
    issue(proof)
    with refused(text="al uitgereikt op 21/11/2026"):
        issue(proof)
    assert len(papers(session)) == 1


def test_numbers_run_without_a_gap_when_an_issue_is_rolled_back(
    session: Session, given: Provider, issue: Issue
) -> None:
    proofs = [factories.earned(session, given)[0] for _ in range(3)]
    session.commit()
    issue(proofs[0])
    session.commit()
    issue(proofs[1])
    session.rollback()
    session.expire_all()
    issue(proofs[1])
    issue(proofs[2])
    assert [paper.number for paper in papers(session)] == ["2026-000001", "2026-000002", "2026-000003"]


def test_numbers_start_again_each_year(session: Session, given: Provider, issue: Issue) -> None:
    done = date(2025, 12, 20)
    first, second, third = (factories.earned(session, given, completed_on=done)[0] for _ in range(3))
    issue(first, on=date(2025, 12, 31))
    issue(second, on=date(2026, 1, 1))
    issue(third, on=date(2026, 1, 1))
    assert [paper.number for paper in papers(session)] == ["2025-000001", "2026-000001", "2026-000002"]


def test_the_paper_does_not_change_with_the_person(session: Session, given: Provider, issue: Issue) -> None:
    somebody = factories.learner(session, "Peeters", "Jan")
    (proof,) = factories.earned(session, given, learner=somebody)
    issue(proof)
    before = papers(session)[0].pdf
    learners.change(
        session, actor=given.coordinator, today=TODAY, learner_id=somebody.id, version=somebody.version,
        personal=learners.Personal("Pieters", "Jean", somebody.born_on), reason="Naamswijziging",
    )  # fmt: skip
    learners.set_insz(
        session, actor=given.coordinator, today=TODAY, learner_id=somebody.id, version=somebody.version,
        insz=factories.insz(), reason="Nieuw nummer gekregen",
    )  # fmt: skip
    session.expire_all()
    (paper,) = papers(session)
    assert (paper.pdf, paper.content["last_name"]) == (before, "Peeters")


def test_somebody_without_a_number_gets_a_paper_that_waits_for_registration(
    session: Session, given: Provider, issue: Issue
) -> None:
    (proof,) = factories.earned(session, given, learner=factories.learner(session, number=""))
    issue(proof)
    assert (proof.state, proof.hold) == ("issued", WAITING_FOR_INSZ)


@pytest.mark.parametrize(
    ("dates", "text"),
    [
        ({"recognised_on": date(2026, 11, 3)}, "niet erkend op 02/11/2026"),
        ({"recognition_ends_on": date(2026, 11, 20)}, "niet erkend op 21/11/2026"),
    ],
)
def test_the_recognition_must_hold_on_completion_and_on_issue(
    session: Session, given: Provider, issue: Issue, refused: Refused, dates: dict[str, date], text: str
) -> None:
    (proof,) = factories.earned(session, given)
    for name, day in dates.items():
        setattr(given.trajectory, name, day)
    session.flush()
    with refused(text=text):
        issue(proof)
    assert papers(session) == []


def test_a_paper_is_not_dated_before_the_completion(
    session: Session, given: Provider, issue: Issue, refused: Refused
) -> None:
    (proof,) = factories.earned(session, given)
    with refused(text="nog niet afgerond"):
        issue(proof, on=date(2026, 11, 1))


def test_a_damaged_name_is_not_printed(
    session: Session, given: Provider, issue: Issue, refused: Refused
) -> None:
    (proof,) = factories.earned(session, given, learner=factories.learner(session, "?pek"))
    with refused(text="Verbeter de naam"):
        issue(proof)


def test_a_name_damaged_after_issue_is_not_printed_on_a_correction(
    session: Session, given: Provider, issue: Issue, deliver: Act, refused: Refused
) -> None:
    somebody = factories.learner(session)
    (proof,) = factories.earned(session, given, learner=somebody)
    issue(proof)
    deliver(proof)
    learners.change(
        session, actor=given.coordinator, today=TODAY, learner_id=somebody.id, version=somebody.version,
        personal=learners.Personal("?anssens", "Zoë", somebody.born_on),
    )  # fmt: skip
    with refused(text="Verbeter de naam"):
        act(commands.correct, session, given, proof, reason=REASON)


def test_a_missing_birth_date_stops_the_issue(
    session: Session, given: Provider, issue: Issue, refused: Refused
) -> None:
    (proof,) = factories.earned(session, given, learner=factories.learner(session, number="", born_on=None))
    with refused(text="geboortedatum"):
        issue(proof)


def test_without_somebody_who_may_sign_that_day_nothing_is_issued(
    session: Session, given: Provider, issue: Issue, refused: Refused
) -> None:
    (proof,) = factories.earned(session, given)
    signatory = session.scalars(select(Signatory)).one()
    signatory.ends_on = date(2026, 11, 20)
    session.flush()
    with refused(text="niemand gemachtigd"):
        issue(proof)
    issue(proof, on=date(2026, 11, 20))


def test_the_chosen_signatory_signs(session: Session, given: Provider, issue: Issue) -> None:
    other = factories.signatory(session, name="Bart Lemmens", function="adjunct")
    (proof,) = factories.earned(session, given)
    issue(proof, signatory_id=other.id)
    assert papers(session)[0].content["signatory_name"] == "Bart Lemmens"


def test_without_the_provider_nothing_is_issued(
    session: Session, given: Provider, issue: Issue, refused: Refused
) -> None:
    (proof,) = factories.earned(session, given)
    session.delete(session.get_one(Organisation, 1))
    session.flush()
    with refused(text="gegevens van de organisatie"):
        issue(proof)


@pytest.mark.parametrize(
    ("field", "label"), [("name", "Naam van de organisatie"), ("enterprise_number", "Ondernemingsnummer")]
)
def test_an_empty_mandatory_field_stops_the_issue_and_is_named(
    session: Session, given: Provider, issue: Issue, refused: Refused, field: str, label: str
) -> None:
    (proof,) = factories.earned(session, given)
    setattr(session.get_one(Organisation, 1), field, "")
    session.flush()
    with refused(text=f"ontbreekt: {label}"):
        issue(proof)


def test_the_provider_decides_which_fields_are_mandatory(
    session: Session, given: Provider, issue: Issue, refused: Refused
) -> None:
    (proof,) = factories.earned(session, given)
    choice = {"kind": "professional", "source": "Nota van 1 september", "form_version": "v3"}
    session.add(ProofField(field="birth_place", is_mandatory=True, **choice))
    session.add(ProofField(field="signatory_function", is_mandatory=False, **choice))
    session.scalars(select(Signatory)).one().function = ""
    session.flush()
    with refused(text="ontbreekt: Geboorteplaats"):
        issue(proof)
    session.get_one(Learner, proof.learner_id).birth_place = "Gent"
    issue(proof)
    assert papers(session)[0].content["form_version"] == "v3"


def test_a_name_the_font_cannot_show_is_refused_and_gives_no_number(
    session: Session, given: Provider, issue: Issue, refused: Refused
) -> None:
    (proof,) = factories.earned(session, given, learner=factories.learner(session, "张"))
    with refused(text="张"):
        issue(proof)
    issue(factories.earned(session, given)[0])
    assert [paper.sequence for paper in papers(session)] == [1]


@pytest.mark.parametrize(
    ("outcome", "achieved", "named"),
    [
        ("parts", {"parts": ["BK-9100-1-DBK-01"]}, "Deel 01"),
        ("competences", {"competences": ["bkc9100004"]}, "Kan 4"),
    ],
)
def test_partial_and_competence_proofs_say_what_was_achieved(
    session: Session, given: Provider, issue: Issue, outcome: str, achieved: dict[str, list[str]], named: str
) -> None:
    (proof,) = factories.earned(session, given, outcome=outcome, **achieved)  # type: ignore[arg-type]
    issue(proof)
    content = content_from_json(papers(session)[0].content)
    assert named in [content.partial_title, *(each.title for each in content.competences)]


def test_a_proof_that_is_gone_or_changed_says_so(session: Session, given: Provider, refused: Refused) -> None:
    (proof,) = factories.earned(session, given)
    shared = {"actor": given.coordinator, "today": TODAY}
    with refused(NotFound, "bestaat niet meer"):
        commands.issue(session, **shared, proof_id=10_000, version=1)  # type: ignore[arg-type]
    with refused(Conflict, "Iemand anders") as caught:
        commands.issue(session, **shared, proof_id=proof.id, version=proof.version + 1)  # type: ignore[arg-type]
    assert isinstance(caught.value, Conflict)
    assert caught.value.stored["state"] == "to_issue"


# --- before delivery: destroyed


def test_a_paper_not_yet_delivered_is_destroyed_under_a_reason_and_issued_anew(
    session: Session, given: Provider, issue: Issue
) -> None:
    (proof,) = factories.earned(session, given)
    issue(proof)
    act(commands.destroy, session, given, proof, reason=REASON)
    assert (proof.state, proof.issued_on, proof.document_id) == ("to_issue", None, None)
    assert events(session) == [("destroyed", REASON)]
    again = issue(proof)
    assert (again.number, len(papers(session))) == ("2026-000002", 2)
    assert papers(session)[1].corrects_id is None


def test_a_delivered_or_registered_paper_is_not_destroyed(
    session: Session, given: Provider, issue: Issue, deliver: Act, register: Act, refused: Refused
) -> None:
    delivered, registered = (factories.earned(session, given)[0] for _ in range(2))
    issue(delivered)
    deliver(delivered)
    issue(registered)
    register(registered)
    for proof, text in ((delivered, "al afgeleverd op 21/11/2026"), (registered, "al geregistreerd in LED")):
        with refused(text=text):
            act(commands.destroy, session, given, proof, reason=REASON)


def test_what_was_never_issued_here_cannot_be_destroyed_or_corrected(
    session: Session, given: Provider, refused: Refused
) -> None:
    (proof,) = factories.earned(session, given)
    for command in (commands.destroy, commands.correct):
        with refused(text="geen document"):
            act(command, session, given, proof, reason=REASON)
    with refused(text="niet uitgereikt"):
        act(commands.withdraw, session, given, proof, reason=REASON)


@pytest.mark.parametrize("reason", ["", "te kort", "   negen tk   "])
def test_destroying_correcting_and_withdrawing_ask_for_a_reason_of_ten_characters(
    session: Session, given: Provider, issue: Issue, deliver: Act, refused: Refused, reason: str
) -> None:
    kept, handed = (factories.earned(session, given)[0] for _ in range(2))
    issue(kept)
    issue(handed)
    deliver(handed)
    for command, proof in ((commands.destroy, kept), (commands.correct, handed), (commands.withdraw, kept)):
        with refused(text="tien tekens"):
            act(command, session, given, proof, reason=reason)
    assert [kind for kind, _ in events(session)] == ["delivered"]


def test_a_reason_too_long_for_the_record_is_refused_in_words(
    session: Session, given: Provider, issue: Issue, refused: Refused
) -> None:
    (proof,) = factories.earned(session, given)
    issue(proof)
    with refused(text="300 tekens"):
        act(commands.destroy, session, given, proof, reason="x" * 301)
    act(commands.destroy, session, given, proof, reason="x" * 300)


# --- after delivery: corrected


def test_a_correction_is_a_new_paper_with_the_reason_and_a_link(
    session: Session, given: Provider, issue: Issue, deliver: Act
) -> None:
    (proof,) = factories.earned(session, given)
    issue(proof)
    deliver(proof, on=TODAY)
    before = papers(session)[0].pdf
    issued = act(commands.correct, session, given, proof, reason=f"  {REASON} ")
    first, second = papers(session)
    assert (second.corrects_id, second.reason) == (first.id, REASON)
    assert (second.content["corrects_number"], second.content["correction_reason"]) == (first.number, REASON)
    assert first.pdf == before
    assert hashlib.sha256(second.pdf).hexdigest() == second.sha256
    assert (proof.document_id, proof.delivered_on, proof.delivered_how) == (second.id, None, "")
    assert events(session) == [("delivered", ""), ("replaced", REASON)]
    assert issued is not None


def test_before_delivery_there_is_nothing_to_correct(
    session: Session, given: Provider, issue: Issue, refused: Refused
) -> None:
    (proof,) = factories.earned(session, given)
    issue(proof)
    with refused(text="nog niet afgeleverd"):
        act(commands.correct, session, given, proof, reason=REASON)


def test_a_correction_can_be_corrected_once_delivered_and_each_paper_has_one_successor(
    session: Session, given: Provider, issue: Issue, deliver: Act
) -> None:
    (proof,) = factories.earned(session, given)
    issue(proof)
    for _ in range(2):
        deliver(proof)
        act(commands.correct, session, given, proof, reason=REASON)
    first, second, third = papers(session)
    assert [first.corrects_id, second.corrects_id, third.corrects_id] == [None, first.id, second.id]
    found = verifying.verification(session, code=first.verify_code)
    assert found is not None
    assert (found.status, found.replaced_by) == ("replaced", second.number)


def test_a_correction_destroyed_before_delivery_is_followed_by_a_correction_again(
    session: Session, given: Provider, issue: Issue, deliver: Act
) -> None:
    (proof,) = factories.earned(session, given)
    issue(proof)
    deliver(proof)
    act(commands.correct, session, given, proof, reason=REASON)
    act(commands.destroy, session, given, proof, reason="Verkeerd papier in de printer")
    issue(proof)
    first, second, third = papers(session)
    assert (third.corrects_id, third.content["corrects_number"]) == (second.id, first.number)
    assert (first.corrects_id, verifying.verification(session, code=first.verify_code).replaced_by) == (
        None,
        third.number,
    )
    assert third.reason == third.content["correction_reason"] == REASON


def test_a_registered_proof_stays_registered_when_its_paper_is_corrected(
    session: Session, given: Provider, issue: Issue, deliver: Act, register: Act
) -> None:
    (proof,) = factories.earned(session, given)
    issue(proof)
    deliver(proof)
    register(proof)
    act(commands.correct, session, given, proof, reason=REASON)
    assert proof.registered_on == TODAY
    assert session.scalars(select(Deadline.state)).one() == "met"


# --- withdrawn


def test_a_withdrawn_proof_keeps_everything_and_its_term_lapses(
    session: Session, given: Provider, issue: Issue
) -> None:
    (proof,) = factories.earned(session, given)
    issue(proof)
    act(commands.withdraw, session, given, proof, reason=REASON)
    assert (proof.state, proof.issued_on, proof.document_id) == ("withdrawn", TODAY, papers(session)[0].id)
    assert session.scalars(select(Deadline.state)).one() == "lapsed"
    assert events(session) == [("withdrawn", REASON)]


def test_a_withdrawn_registered_proof_was_still_met(
    session: Session, given: Provider, issue: Issue, register: Act
) -> None:
    (proof,) = factories.earned(session, given)
    issue(proof)
    register(proof)
    act(commands.withdraw, session, given, proof, reason=REASON)
    assert session.scalars(select(Deadline.state)).one() == "met"


def test_a_withdrawn_proof_waits_for_nothing(session: Session, given: Provider, issue: Issue) -> None:
    somebody = factories.learner(session, number="")
    (proof,) = factories.earned(session, given, learner=somebody)
    issue(proof)
    act(commands.withdraw, session, given, proof, reason=REASON)
    learners.change(
        session, actor=given.coordinator, today=TODAY, learner_id=somebody.id, version=somebody.version,
        personal=learners.Personal("Janssens", "Zoé", somebody.born_on),
    )  # fmt: skip
    session.expire_all()
    assert (proof.hold, session.scalars(select(Deadline.hold)).one()) == ("", "")


def test_a_proof_from_before_this_product_can_be_withdrawn_without_a_paper(
    session: Session, given: Provider
) -> None:
    (proof,) = factories.earned(session, given)
    proof.state, proof.issued_on = "issued", TODAY
    session.flush()
    act(commands.withdraw, session, given, proof, reason=REASON)
    assert (proof.state, events(session)) == ("withdrawn", [])


def test_every_act_leaves_one_entry_and_a_sound_chain(
    session: Session, given: Provider, issue: Issue, deliver: Act
) -> None:
    (proof,) = factories.earned(session, given)
    issue(proof)
    act(commands.destroy, session, given, proof, reason=REASON)
    issue(proof)
    deliver(proof)
    act(commands.correct, session, given, proof, reason=REASON)
    act(commands.withdraw, session, given, proof, reason=REASON)
    found = audit.verify(session)
    assert (found.entries, found.findings) == (7, ())


def test_a_trajectory_recognised_after_all_lets_its_proofs_through(
    session: Session, given: Provider, issue: Issue
) -> None:
    (proof,) = factories.earned(session, given)
    proof.hold = "not_recognised"
    session.flush()
    issue(proof)
    assert proof.state == "issued"


# --- once only


def test_the_same_submit_gives_one_paper(session: Session, given: Provider) -> None:
    (proof,) = factories.earned(session, given)
    shown = proof.version
    issue = functools.partial(
        commands.issue,
        session,
        actor=given.coordinator,
        today=TODAY,
        proof_id=proof.id,
        version=shown,
        nonce="form-1",
    )
    assert issue() == issue()
    assert len(papers(session)) == 1
    with pytest.raises(Conflict):
        issue(nonce="form-2")


def test_the_same_submit_gives_one_correction(
    session: Session, given: Provider, issue: Issue, deliver: Act
) -> None:
    (proof,) = factories.earned(session, given)
    issue(proof)
    deliver(proof)
    correct = functools.partial(
        commands.correct, session, actor=given.coordinator, today=TODAY, proof_id=proof.id, version=proof.version,
        reason=REASON, nonce="form-1",
    )  # fmt: skip
    assert correct() == correct()
    assert len(papers(session)) == 2


@pytest.mark.parametrize("command", [commands.destroy, commands.withdraw])
def test_the_same_submit_of_an_end_has_one_effect(
    session: Session, given: Provider, issue: Issue, command: Callable[..., None]
) -> None:
    (proof,) = factories.earned(session, given)
    issue(proof)
    end = functools.partial(
        command, session, actor=given.coordinator, today=TODAY, proof_id=proof.id, version=proof.version, reason=REASON,
        nonce="form-1",
    )  # fmt: skip
    end()
    end()
    assert len(events(session)) == 1
