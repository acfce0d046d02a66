"""Whatever happens to a ticket and to its proof in between: what stood in a history stands there byte for byte."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from sqlalchemy import ColumnElement, Engine, and_, select
from sqlalchemy.orm import Session

from core import audit
from core.access.actors import Role
from core.deadlines import projection, terms
from core.errors import DomainError
from core.learners import commands as learners
from core.led_corrections import commands, words
from core.led_corrections.closing import Ending
from core.led_corrections.following import Said
from core.led_corrections.opening import Report
from core.led_corrections.restoring import Again
from core.proofs import commands as proofs
from core.proofs import undoable
from core.proofs.delivering import Delivery
from core.proofs.many import Shown
from core.proofs.registering import Registration
from db.models import Deadline, Document, HistoryEvent, Learner, LedTicket, Proof
from tests import factories, machines
from tests.factories import TODAY

REASON = "Een reden die lang genoeg is"
PLACE = st.integers(0, 12)
AGO = st.integers(-1, 12)
SENT = and_(LedTicket.sent_on.is_not(None), LedTicket.closed_on.is_(None))
CANCELLED = LedTicket.outcome == "cancelled"
KIND, OUTCOME = st.sampled_from(list(words.KINDS)), st.sampled_from(list(words.OUTCOMES))


class Desk(RuleBasedStateMachine):
    """A registrar's desk on one database: reports come in, proofs and files change underneath."""

    session: Session

    def __init__(self) -> None:
        super().__init__()
        self.given = factories.provider(self.session)
        self.boss = factories.actor(self.session, Role.ADMINISTRATOR)
        self.told: list[tuple[object, ...]] = []
        self.reached: set[str] = set()
        self.papers: dict[int, bytes] = {}
        for _ in range(3):
            (proof,) = factories.earned(self.session, self.given, completed_on=TODAY - timedelta(days=20))
            self.attempt(
                proofs.issue, on=TODAY - timedelta(days=14), proof_id=proof.id, version=proof.version
            )
            self.register_one(proof, 10)
        self.live(0)

    def teardown(self) -> None:
        self.session.rollback()
        self.session.expunge_all()

    def one(self, table: type, place: int, *likely: ColumnElement[bool]) -> object:
        """Some row: of every second place one that the act is likely to take, so that a walk comes past every step."""
        self.session.expire_all()
        chosen = select(table).order_by(table.id)  # type: ignore[attr-defined]
        rows = self.session.scalars(chosen.where(*likely) if place % 2 else chosen).all()
        return rows[place % len(rows)] if rows else None

    def attempt(self, command: object, *, on: date = TODAY, **values: object) -> bool:
        """One command in its own savepoint, as in life a transaction; whether it was done."""
        assert callable(command)
        with suppress(DomainError), self.session.begin_nested():
            command(self.session, actor=self.boss, today=on, **values)
            return True
        return False

    def on_ticket(
        self, place: int, command: object, *likely: ColumnElement[bool], with_proof: bool = False, **values: object
    ) -> None:  # fmt: skip
        ticket = self.one(LedTicket, place, *likely)
        if isinstance(ticket, LedTicket):
            self.act(ticket, command, with_proof=with_proof, **values)

    def act(self, ticket: LedTicket, command: object, *, with_proof: bool = False, **values: object) -> None:
        if with_proof:
            proof = self.session.get(Proof, ticket.proof_id) if ticket.proof_id else None
            values["proof_version"] = proof.version if proof else 0
        self.attempt(command, ticket_id=ticket.id, version=ticket.version, **values)

    def register_one(self, proof: Proof, ago: int) -> None:
        registration = Registration(TODAY - timedelta(days=ago), self.given.registrar_id, late_reason="staff")
        self.attempt(proofs.register, proofs=[Shown(proof.id, proof.version)], registration=registration)

    @rule(place=PLACE, kind=KIND, ago=AGO, own=st.booleans())
    def open(self, place: int, kind: str, ago: int, own: bool) -> None:
        proof = self.one(Proof, place)
        assert isinstance(proof, Proof)
        report = Report(
            proof.learner_id, kind, "learner", TODAY - timedelta(days=ago), proof.id if own or ago % 2 else None,
            field="title" if kind == "wrong" else "", old_value="Oud", new_value="Nieuw", description=REASON,
        )  # fmt: skip
        self.attempt(commands.open_ticket, report=report)

    @rule(
        place=PLACE,
        kind=KIND,
        ago=AGO,
        text=st.sampled_from(["Iets", "Iets anders", "Wat langer omschreven"]),
    )
    def change(self, place: int, kind: str, ago: int, text: str) -> None:
        field = "title" if kind == "wrong" else ""
        said = Said(kind, "wewis", TODAY - timedelta(days=ago), text, field, text, text, REASON + text)
        self.on_ticket(place, commands.change, said=said)

    @rule(place=PLACE, route=st.sampled_from(list(words.ROUTES)), ago=AGO)
    def send(self, place: int, route: str, ago: int) -> None:
        self.on_ticket(place, commands.send, route=route, sent_on=TODAY - timedelta(days=ago))

    @rule(place=PLACE, ago=st.integers(-1, 3))
    def answer(self, place: int, ago: int) -> None:
        self.on_ticket(place, commands.answer, SENT, answered_on=TODAY - timedelta(days=ago), text=REASON)

    @rule(place=PLACE, outcome=OUTCOME, ago=AGO, own=st.booleans())
    def close(self, place: int, outcome: str, ago: int, own: bool) -> None:
        ending = Ending(outcome, TODAY - timedelta(days=ago), REASON, own)
        self.on_ticket(place, commands.close, with_proof=True, ending=ending)

    @rule(place=PLACE)
    def live(self, place: int) -> None:
        """A whole life in one go, as far as the newest ticket and its proof allow: a walk by chance seldom gets here."""
        self.open(place, "wrong_person", 9, own=True)
        newest = self.session.scalars(select(LedTicket).order_by(LedTicket.id.desc()).limit(1)).first()
        if newest is None:
            return
        own = {"with_proof": True, "ending": Ending("cancelled", TODAY)}
        again = Again(TODAY, self.given.registrar_id, f"BKT-{place % 6}", REASON)
        self.act(newest, commands.send, route="ahovoks", sent_on=TODAY - timedelta(days=6))
        self.act(newest, commands.answer, answered_on=TODAY - timedelta(days=2), text=REASON)
        self.act(newest, commands.close, **own)
        self.act(newest, commands.reopen, with_proof=True, reason=REASON)
        self.act(newest, commands.close, **own)
        self.act(newest, commands.register_again, with_proof=True, again=again)

    @rule(place=PLACE, own=st.booleans())
    def cancel(self, place: int, own: bool) -> None:
        ending = Ending("cancelled", TODAY, "", own)
        self.on_ticket(
            place,
            commands.close,
            LedTicket.closed_on.is_(None),
            LedTicket.proof_id.is_not(None),
            with_proof=True,
            ending=ending,
        )

    @rule(place=PLACE)
    def note_back(self, place: int) -> None:
        self.on_ticket(place, commands.reopen, CANCELLED, with_proof=True, reason=REASON)

    @rule(place=PLACE, number=st.integers(0, 5))
    def register_again(self, place: int, number: int) -> None:
        again = Again(TODAY, self.given.registrar_id, f"BKT-{number}" if number else "", REASON)
        self.on_ticket(place, commands.register_again, CANCELLED, with_proof=True, again=again)

    @rule(place=PLACE)
    def duplicate(self, place: int) -> None:
        self.on_ticket(place, commands.duplicate, LedTicket.kind == "replacement")

    @rule(place=PLACE, which=st.sampled_from(["destroy", "correct", "withdraw"]))
    def change_paper(self, place: int, which: str) -> None:
        proof = self.one(Proof, place)
        assert isinstance(proof, Proof)
        self.attempt(getattr(proofs, which), proof_id=proof.id, version=proof.version, reason=REASON)

    @rule(place=PLACE)
    def deliver_and_register(self, place: int) -> None:
        proof = self.one(Proof, place)
        assert isinstance(proof, Proof)
        shown = [Shown(proof.id, proof.version)]
        self.attempt(proofs.deliver, proofs=shown, delivery=Delivery(TODAY, "hand", "Balie"))
        self.register_one(proof, 0)

    @rule()
    def undo(self) -> None:
        found = undoable.last_act(self.session, actor=self.boss)
        if found is not None:
            self.attempt(proofs.undo, step_id=found.step_id)

    @rule(keep=PLACE, drop=PLACE)
    def merge(self, keep: int, drop: int) -> None:
        kept, dropped = self.one(Learner, keep), self.one(Learner, drop)
        assert isinstance(kept, Learner)
        assert isinstance(dropped, Learner)
        self.attempt(
            learners.merge, keep_id=kept.id, keep_version=kept.version, drop_id=dropped.id, drop_version=dropped.version,
            reason=REASON,
        )  # fmt: skip

    @invariant()
    def everything_holds(self) -> None:
        self.session.flush()
        assert audit.verify(self.session).findings == ()
        assert list(projection.differences(self.session, terms=terms.load(self.session))) == []
        self.session.expire_all()
        self.histories_only_grow()
        for ticket in self.session.scalars(select(LedTicket)):
            proof = self.session.get(Proof, ticket.proof_id) if ticket.proof_id else None
            assert proof is None or proof.learner_id == ticket.learner_id
            assert self.told_of(ticket).count("opened") == 1
        for proof in self.session.scalars(select(Proof).where(Proof.led_cancelled_on.is_not(None))):
            assert proof.registered_on is not None, "what LED cancelled stays registered here"
            term = self.session.scalars(select(Deadline).where(Deadline.subject_id == proof.id)).one()
            assert term.met_on == proof.registered_on
        for paper in self.session.scalars(select(Document)):
            assert self.papers.setdefault(paper.id, paper.pdf) == paper.pdf

    def histories_only_grow(self) -> None:
        """What stood in the table at the step before stands there unchanged, every column of it."""
        columns = HistoryEvent.__table__.columns
        rows = [tuple(row) for row in self.session.execute(select(*columns).order_by(HistoryEvent.id))]
        assert rows[: len(self.told)] == self.told
        self.told = rows
        self.reached |= set(self.session.scalars(select(HistoryEvent.kind).distinct()))

    def told_of(self, ticket: LedTicket) -> list[str]:
        """The kinds of the events of one ticket, oldest first."""
        own = select(HistoryEvent.kind).where(HistoryEvent.subject_id == ticket.id)
        return list(
            self.session.scalars(own.where(HistoryEvent.subject_kind == "ticket").order_by(HistoryEvent.id))
        )


@pytest.mark.slow
@pytest.mark.no_cover
def test_histories_survive_correction_cancellation_undo_and_merge(engine: Engine) -> None:
    reached: set[str] = set()
    with Session(engine.execution_options(app_writes=True), expire_on_commit=False) as session:

        class Here(Desk):
            def teardown(self) -> None:
                reached.update(self.reached)
                super().teardown()

        Here.session = session
        machines.run(Here, examples=20, steps=45)
    wanted = {
        "opened",
        "changed",
        "sent",
        "answered",
        "closed",
        "cancelled",
        "noted_back",
        "reopened",
        "duplicate",
    }
    assert wanted | {"registered_again"} <= reached, "the walk did not come past every step"
