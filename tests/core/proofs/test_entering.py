"""Typed into the tool and seen to be in LED are two days; the term waits for the second. Evidence comes with the act or not at all."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core import audit
from core.errors import Conflict, NotAllowed
from core.evidence import files
from core.evidence.files import Upload
from core.i18n import Translator
from core.proofs import commands, details, exporting, undoable
from core.proofs.delivering import Delivery
from core.proofs.entering import Entry
from core.proofs.filters import Filters, Step
from core.proofs.many import Result, Shown
from core.proofs.registering import Registration
from db.models import AuditEntry, CounterRight, Deadline, Evidence, Participation, Proof, StaffMember
from tests import factories
from tests.core.conftest import Refused
from tests.core.proofs.conftest import Act, Issue
from tests.factories import TODAY, Provider

PICTURE = Upload("Scherm van Zoë.png", b"\x89PNG\r\n\x1a\n KANARIE")
Enter = Callable[..., Result]


@pytest.fixture
def papers(session: Session, given: Provider, issue: Issue) -> list[Proof]:
    """Three issued proofs of three people."""
    proofs = [factories.earned(session, given)[0] for _ in range(3)]
    for proof in proofs:
        issue(proof, on=date(2026, 11, 10))
    return proofs


@pytest.fixture
def enter(session: Session, given: Provider) -> Enter:
    """Note that proofs were typed over, today unless told otherwise."""

    def entered(
        *proofs: Proof, on: date = TODAY, by: int | None = None, evidence: Upload | None = None, nonce: str = "",
        **typed: str,
    ) -> Result:  # fmt: skip
        return commands.enter(
            session, actor=given.coordinator, today=TODAY, proofs=[Shown(p.id, p.version) for p in proofs],
            entry=Entry(on, by or given.registrar_id, **typed), evidence=evidence, nonce=nonce,
        )  # fmt: skip

    return entered


def confirm(
    session: Session, given: Provider, *proofs: Proof, on: date = TODAY, by: int | None = None,
    evidence: Upload | None = None, **typed: str,
) -> Result:  # fmt: skip
    return commands.register(
        session, actor=given.coordinator, today=TODAY, proofs=[Shown(p.id, p.version) for p in proofs],
        registration=Registration(on, by, **typed), evidence=evidence,
    )  # fmt: skip


def counted(session: Session, action: str) -> int:
    return session.scalar(select(func.count()).where(AuditEntry.action == action)) or 0


def test_what_is_only_entered_keeps_its_term_open(
    session: Session, papers: list[Proof], enter: Enter
) -> None:
    enter(papers[0], on=date(2026, 11, 20), led_reference=" A-1 ")
    proof = papers[0]
    assert (proof.entered_on, proof.entered_by, proof.led_reference) == (
        date(2026, 11, 20),
        "Nele Peeters",
        "A-1",
    )
    assert proof.registered_on is None
    term = session.scalars(select(Deadline).where(Deadline.subject_id == proof.id)).one()
    assert (term.state, term.met_on) == ("open", None)


def test_the_confirmation_keeps_who_entered_it_and_when(
    session: Session, given: Provider, papers: list[Proof], enter: Enter
) -> None:
    enter(papers[0], on=date(2026, 11, 19), led_reference="A-1")
    other = factories.staff_member(session, "Bert Laureys")
    factories.counter_right(session, other)
    confirm(session, given, papers[0], on=date(2026, 11, 20), by=other.id)
    proof = papers[0]
    assert (proof.entered_on, proof.registered_on) == (date(2026, 11, 19), date(2026, 11, 20))
    assert (proof.entered_by, proof.led_reference) == ("Nele Peeters", "A-1")
    term = session.scalars(select(Deadline).where(Deadline.subject_id == proof.id)).one()
    assert (term.state, term.met_on) == ("met", date(2026, 11, 20))


def test_an_entry_confirmed_after_the_due_date_is_late_and_asks_why(
    session: Session, given: Provider, issue: Issue, enter: Enter, refused: Refused
) -> None:
    (proof,) = factories.earned(session, given, completed_on=date(2026, 9, 10))
    issue(proof, on=date(2026, 10, 1))
    enter(proof, on=date(2026, 11, 9))
    with refused(text="uiterste datum was 10/11/2026"):
        confirm(session, given, proof, on=date(2026, 11, 12))
    confirm(session, given, proof, on=date(2026, 11, 12), late_reason="tool_down")
    assert session.scalars(select(Deadline.state)).one() == "met_late"


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ({"on": date(2026, 11, 22)}, "ligt in de toekomst"),
        ({"on": date(2026, 11, 9)}, "vóór het uitreiken op 10/11/2026"),
        ({"by": 999_999}, "wie het bewijs in LED heeft ingevoerd"),
        ({"led_reference": "x" * 37}, "36 tekens"),
        ({"evidence": Upload("leeg.png", b"")}, "leeg"),
        ({"evidence": Upload("blad.xlsx", b"PK\x03\x04")}, "geen PDF, PNG of JPEG"),
        ({"evidence": Upload("groot.pdf", b"%PDF-" + bytes(5 << 20))}, "hoogstens 5 MB"),
    ],
)
def test_an_entry_that_cannot_be_leaves_nothing(
    session: Session, papers: list[Proof], enter: Enter, refused: Refused, typed: dict[str, object], text: str
) -> None:
    with refused(text=text):
        enter(papers[0], **typed)
    assert (papers[0].entered_on, papers[0].version) == (None, 2)
    assert session.scalars(select(Evidence)).all() == []
    assert counted(session, "proof.enter") == 0


def test_a_registration_with_evidence_of_the_wrong_kind_leaves_nothing(
    session: Session, given: Provider, papers: list[Proof], refused: Refused
) -> None:
    with refused(text="geen PDF, PNG of JPEG"):
        confirm(session, given, papers[0], by=given.registrar_id, evidence=Upload("x.exe", b"MZ"))
    assert papers[0].registered_on is None
    assert session.scalars(select(Evidence)).all() == []


def test_before_the_trajectory_was_completed_nothing_was_entered(
    session: Session, given: Provider, issue: Issue, enter: Enter, refused: Refused
) -> None:
    (proof,) = factories.earned(session, given)
    issue(proof, on=date(2026, 11, 10))
    session.get_one(Participation, proof.participation_id).completed_on = date(2026, 11, 15)
    with refused(text="vóór het afronden van het traject op 15/11/2026"):
        enter(proof, on=date(2026, 11, 13))


def test_a_right_that_ended_yesterday_enters_nothing_today_but_did_yesterday(
    session: Session, given: Provider, papers: list[Proof], enter: Enter, refused: Refused
) -> None:
    right = session.scalars(
        select(CounterRight).where(CounterRight.staff_member_id == given.registrar_id)
    ).one()
    right.ends_on = TODAY - timedelta(days=1)
    session.flush()
    with refused(text="Nele Peeters had op 21/11/2026 geen lopend recht"):
        enter(papers[0])
    enter(papers[0], on=TODAY - timedelta(days=1))
    own = select(StaffMember.id).where(StaffMember.account_id == given.coordinator.id)
    mine = session.scalars(select(CounterRight).where(CounterRight.staff_member_id.in_(own))).one()
    mine.ends_on = TODAY - timedelta(days=1)
    session.flush()
    with refused(NotAllowed, "Jij hebt op 21/11/2026 geen lopend recht"):
        enter(papers[1], on=TODAY - timedelta(days=1))
    with refused(NotAllowed, "geen lopend recht"):
        confirm(session, given, papers[0])


def test_a_confirmation_before_the_entry_is_refused(
    session: Session, given: Provider, papers: list[Proof], enter: Enter, refused: Refused
) -> None:
    enter(papers[0])
    with refused(text="kan niet vóór ingevoerd"):
        confirm(session, given, papers[0], on=date(2026, 11, 20))


def test_a_reference_belongs_to_one_proof_also_between_entry_and_confirmation(
    session: Session, given: Provider, papers: list[Proof], enter: Enter, refused: Refused
) -> None:
    enter(papers[0], led_reference="A-1")
    with refused(text="A-1 staat al bij een ander bewijs"):
        enter(papers[1], led_reference="A-1")
    confirm(session, given, papers[0], led_reference="A-1")
    assert papers[0].led_reference == "A-1"


def test_an_entry_is_noted_once_and_of_many_the_good_ones_are(
    session: Session, given: Provider, papers: list[Proof], enter: Enter, refused: Refused
) -> None:
    enter(papers[0])
    with refused(text="al ingevoerd op 21/11/2026 door Nele Peeters"):
        enter(papers[0])
    result = enter(*papers)
    assert result.done == (papers[1].id, papers[2].id)
    assert "Noteer nu de bevestiging" in str(result.refused[0].error)
    with refused(text="één bewijs"):
        enter(*papers, evidence=PICTURE)


def test_the_same_submit_twice_is_one_entry_with_one_file(
    session: Session, papers: list[Proof], enter: Enter
) -> None:
    first = enter(papers[0], evidence=PICTURE, nonce="form-1")
    assert enter(papers[0], evidence=PICTURE, nonce="form-1") == first
    assert counted(session, "proof.enter") == 1
    assert len(session.scalars(select(Evidence)).all()) == 1


def test_somebody_elses_change_since_is_a_conflict(
    session: Session, given: Provider, papers: list[Proof], enter: Enter, refused: Refused
) -> None:
    stale = Shown(papers[0].id, papers[0].version - 1)
    with refused(Conflict):
        commands.enter(
            session,
            actor=given.coordinator,
            today=TODAY,
            proofs=[stale],
            entry=Entry(TODAY, given.registrar_id),
        )


def test_evidence_is_frozen_with_the_act_it_belongs_to_and_stays_when_that_is_taken_back(
    session: Session, given: Provider, papers: list[Proof], enter: Enter
) -> None:
    enter(papers[0], evidence=PICTURE)
    confirm(session, given, papers[0], evidence=Upload("pagina.pdf", b"%PDF-1.7 KANARIE"))
    kept = files.of(session, subject_kind="proof", subject_id=papers[0].id)
    assert [(each.name, each.media_type) for each in kept] == [
        ("Scherm van Zoë.png", "image/png"), ("pagina.pdf", "application/pdf"),
    ]  # fmt: skip
    found = undoable.last_act(session, actor=given.coordinator)
    assert found is not None
    commands.undo(session, actor=given.coordinator, today=TODAY, step_id=found.step_id)
    assert (papers[0].entered_on, papers[0].registered_on) == (TODAY, None)
    assert len(files.of(session, subject_kind="proof", subject_id=papers[0].id)) == 2


def test_an_entry_is_taken_back_and_can_be_made_again(
    session: Session, given: Provider, papers: list[Proof], enter: Enter
) -> None:
    enter(papers[0], led_reference="A-1")
    found = undoable.last_act(session, actor=given.coordinator)
    assert found is not None
    assert str(found.summary) == "1 x ingevoerd op 21/11/2026"
    commands.undo(session, actor=given.coordinator, today=TODAY, step_id=found.step_id)
    proof = papers[0]
    assert (proof.entered_on, proof.entered_by, proof.entered_by_id, proof.led_reference) == (
        None,
        "",
        None,
        "",
    )
    enter(proof)
    assert audit.verify(session).findings == ()


def test_of_many_what_was_entered_keeps_its_entry_and_the_rest_takes_the_person_given(
    session: Session, given: Provider, papers: list[Proof], enter: Enter, refused: Refused
) -> None:
    enter(papers[0], on=date(2026, 11, 19))
    with refused(text="Noteer wie"):
        confirm(session, given, papers[0], papers[1])
    confirm(session, given, papers[0], papers[1], by=given.registrar_id)
    assert [proof.entered_on for proof in papers[:2]] == [date(2026, 11, 19), TODAY]


def test_a_paper_whose_proof_stands_in_the_tool_is_not_destroyed(
    session: Session, given: Provider, papers: list[Proof], enter: Enter, refused: Refused
) -> None:
    enter(papers[0])
    with refused(text="al ingevoerd in LED op 21/11/2026"):
        commands.destroy(
            session, actor=given.coordinator, today=TODAY, proof_id=papers[0].id, version=papers[0].version,
            reason="De voornaam was fout geschreven",
        )  # fmt: skip


def test_the_queue_the_panel_and_the_export_say_that_it_waits_for_its_confirmation(
    session: Session, given: Provider, papers: list[Proof], enter: Enter, register: Act
) -> None:
    enter(papers[0])
    register(papers[1])
    seen = [
        details.detail(session, actor=given.coordinator, today=TODAY, proof_id=proof.id) for proof in papers
    ]
    assert [found.row.is_to_confirm for found in seen if found is not None] == [True, False, False]
    assert seen[0] is not None
    assert (seen[0].row.step, seen[0].row.entered_on) == (Step.REGISTER, TODAY)
    assert exporting._step(seen[0].row, Translator("nl")) == "Bevestigen in LED"
    made = commands.export(
        session,
        actor=given.coordinator,
        today=TODAY,
        filters=Filters(),
        all_fields=True,
        language="nl",
        described="x",
    )
    assert made.startswith(b"PK")


def test_what_was_entered_before_its_paper_was_corrected_can_still_be_confirmed(
    session: Session, given: Provider
) -> None:
    (proof,) = factories.earned(session, given, completed_on=date(2026, 11, 2))
    actor = given.coordinator
    commands.issue(session, actor=actor, today=date(2026, 11, 10), proof_id=proof.id, version=proof.version)
    handed = Delivery(date(2026, 11, 11), "hand", "Balie")
    commands.deliver(
        session, actor=actor, today=TODAY, proofs=[Shown(proof.id, proof.version)], delivery=handed
    )
    entry = Entry(date(2026, 11, 12), given.registrar_id)
    commands.enter(session, actor=actor, today=TODAY, proofs=[Shown(proof.id, proof.version)], entry=entry)
    commands.correct(
        session, actor=actor, today=TODAY, proof_id=proof.id, version=proof.version,
        reason="De voornaam was fout geschreven",
    )  # fmt: skip
    commands.register(
        session, actor=actor, today=TODAY, proofs=[Shown(proof.id, proof.version)],
        registration=Registration(TODAY, None),
    )  # fmt: skip
    assert (proof.entered_on, proof.registered_on) == (date(2026, 11, 12), TODAY)
