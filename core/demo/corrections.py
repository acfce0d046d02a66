"""What came back from LED at the practice provider: a few reports in every stage, and what learners showed of LED."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.actors import Actor
from core.i18n.formats import date_text
from core.led_corrections import closing, following, opening
from core.led_corrections.closing import Ending
from core.led_corrections.opening import Report
from core.prior_learning import noting
from core.prior_learning.checks import Seen
from db.models import Learner, LedTicket, Participation, Proof, Trajectory

# Kind, field, description; days since it was reported, sent, answered (or not yet).
Told = tuple[str, str, str, int, int | None, int | None]
REPORTS: tuple[Told, ...] = (
    ("wrong", "title", "", 41, 38, None),
    ("missing", "", "De deelnemer ziet het bewijs niet in LED.", 9, None, None),
    ("wrong", "issued_on", "Bij het overtypen is een dag te vroeg gekozen.", 30, 27, 6),
    ("replacement", "", "Het papier ging verloren bij een verhuis.", 2, None, None),
    ("wrong_person", "", "Het bewijs staat bij een naamgenoot van de deelnemer.", 16, 14, None),
    ("double", "", "Het bewijs staat twee keer in LED, eenmaal op een oude naam.", 55, 52, 44),
    ("wrong_person", "", "De registratie staat op het nummer van een andere persoon.", 80, 78, 60),
)
REPORTERS = ("learner", "learner", "own_check", "learner", "ahovoks", "wewis", "own_check")
SHOWN = (
    ("authentic", "Getuigschrift secundair onderwijs, tweede graad", "Atheneum De Vaart", 2100),
    ("declared", "Attest bedrijfsbeheer", "Centrum voor volwassenen Leieland", 3300),
    ("declared_verified", "Attest heftruckchauffeur", "Logistiek Noord bv", 1500),
)


def store(session: Session, *, actor: Actor, today: date) -> None:
    """Open the reports and note what was shown, by the commands the screens use."""
    random = Random(f"correcties {today.year}-{today.month}")
    taken: list[int] = []
    for report, reporter in zip(REPORTS, REPORTERS, strict=True):
        proof = _registered(session, kind=report[0], by=today - timedelta(days=report[3]), but=taken)
        if proof is not None:
            taken.append(proof.id)
            _report(session, actor, proof, report, reporter, today)
    _shown(session, actor, random, today)


def _registered(session: Session, *, kind: str, by: date, but: Sequence[int]) -> Proof | None:
    """What stood in LED last by that day; for a duplicate one of our own papers."""
    found = select(Proof).where(Proof.registered_on <= by, Proof.id.not_in(but))
    if kind == "replacement":
        found = found.where(Proof.document_id.is_not(None))
    return session.scalars(found.order_by(Proof.registered_on.desc(), Proof.id).limit(1)).first()


def _values(proof: Proof, field: str) -> tuple[str, str]:
    """What stands in LED and what should, for the field that is wrong."""
    assert proof.issued_on is not None
    if field == "issued_on":
        return date_text(proof.issued_on - timedelta(days=1)), date_text(proof.issued_on)
    return (proof.title.partition(" (")[0], proof.title) if field == "title" else ("", "")


def _report(session: Session, actor: Actor, proof: Proof, report: Told, reporter: str, today: date) -> None:
    kind, field, description, reported, sent, answered = report
    old, new = _values(proof, field)
    day = today - timedelta(days=reported)
    told = Report(
        proof.learner_id, kind, reporter, day, proof.id, field=field, old_value=old, new_value=new,
        description=description,
    )  # fmt: skip
    key = opening.open_ticket(session, actor=actor, today=day, report=told)
    ticket = session.get_one(LedTicket, key)
    if sent is not None:
        on = today - timedelta(days=sent)
        route = "ahovoks" if reporter == "ahovoks" else "wewis"
        following.send(
            session, actor=actor, today=on, ticket_id=key, version=ticket.version, route=route, sent_on=on
        )
    if answered is not None:
        on = today - timedelta(days=answered)
        following.answer(
            session, actor=actor, today=on, ticket_id=key, version=ticket.version, answered_on=on,
            text="De registratie is nagekeken en aangepast.",
        )  # fmt: skip
        if kind in ("double", "wrong_person"):
            # Of a double the other record was cancelled: this proof stays registered.
            ending = Ending("cancelled", on, "", of_this_proof=kind == "wrong_person")
            closing.close(
                session, actor=actor, today=on, ticket_id=key, version=ticket.version, proof_version=proof.version,
                ending=ending,
            )  # fmt: skip


def _shown(session: Session, actor: Actor, random: Random, today: date) -> None:
    """Two people in a running EVC trajectory showed what they have; what is no longer running stays without."""
    running = session.execute(
        select(Participation, Learner.born_on)
        .join(Trajectory, Trajectory.id == Participation.trajectory_id)
        .join(Learner, Learner.id == Participation.learner_id)
        .where(Trajectory.kind == "evc", Participation.completed_on.is_(None))
        .order_by(Participation.id)
        .limit(2)
    )
    for participation, born_on in running.all():
        for kind, title, issuer, ago in SHOWN:
            obtained_on = today - timedelta(days=ago + random.randint(0, 200))
            shown_on = today - timedelta(days=random.randint(3, 20))
            known = obtained_on if born_on is None or obtained_on > born_on else None
            seen = Seen(kind, title, issuer, known, shown_on, "An Verhulst", in_presence=True)
            tied = participation.id if kind != "declared" else None
            noting.note(
                session, actor=actor, today=shown_on, learner_id=participation.learner_id, seen=seen,
                participation_id=tied,
            )  # fmt: skip
