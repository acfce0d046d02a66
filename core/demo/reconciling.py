"""A list as the registration tool might give it, compared at the practice provider: a few differences, some decided."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.actors import Actor
from core.demo import staff
from core.imports.reading import Sheet, Value, Workbook
from core.reconciliation import comparing, deciding, queries
from core.reconciliation.outcome import Period
from core.reconciliation.rows import Shown
from core.reconciliation.words import Decision, Kind
from db.models import Document, Learner, Proof

DAYS, LEAST = 45, 12
HEAD = (
    "Referte", "Nummer bewijs", "Naam", "Voornaam", "Geboortedatum", "Soort bewijs", "Benaming", "Uitgereikt op",
    "Geregistreerd op", "Status",
)  # fmt: skip
NUMBER, NAME, ISSUED, REGISTERED, STATUS = 1, 2, 7, 8, 9
KIND_WORDS = {
    "professional": "Beroepskwalificatie",
    "partial": "Deelkwalificatie",
    "competences": "Competenties",
}
DECIDED = (
    (Kind.DIFFERENT, Decision.MEND, "nagekeken op het papier: de datum hier klopt niet"),
    (Kind.UNKNOWN, Decision.NOT_OURS, "volgde les bij een ander centrum, dat dit zelf rechtzet"),
    (Kind.MISSING, Decision.REPORT, "staat wel op de bevestiging die we bewaarden"),
)
Line = list[Value]


def store(session: Session, *, actor: Actor, today: date) -> None:
    """Compare an invented list of the last weeks and decide about some differences; nothing without registrations."""
    random = Random(f"vergelijken {today.year}-{today.month}")
    period = Period(today - timedelta(days=DAYS), today)
    lines = [_line(random, *found) for found in _registered(session, period)]
    if len(lines) < LEAST:
        return
    somebody = replace(actor, display_name=staff.REGISTRAR)
    rows = [*_changed(lines, today), *_still_to_note(session, random, today)]
    sheet = Sheet("Bewijzen", [HEAD, *rows])
    name = f"bewijzen-bkt-{today:%Y-%m}.xlsx"
    book = Workbook(name, hashlib.sha256(repr(rows).encode()).hexdigest(), (sheet,))
    key = comparing.compare(session, actor=somebody, today=today, workbook=book, period=period)
    for kind, decision, reason in DECIDED:
        found = queries.rows(session, actor=somebody, reconciliation_id=key, kind=kind).rows
        if found:
            deciding.decide(
                session, actor=somebody, today=today, shown=[Shown(found[0].id, found[0].version)], decision=decision,
                reason=reason,
            )  # fmt: skip


def _registered(session: Session, period: Period) -> Sequence[tuple[Proof, Learner, str | None]]:
    statement = (
        select(Proof, Learner, Document.number)
        .join(Learner, Learner.id == Proof.learner_id)
        .outerjoin(Document, Document.id == Proof.document_id)
        .where(Proof.registered_on.between(period.first_on, period.last_on))
        .order_by(Proof.registered_on, Proof.id)
    )
    return [(proof, learner, number) for proof, learner, number in session.execute(statement)]


def _line(random: Random, proof: Proof, learner: Learner, number: str | None) -> Line:
    return [
        f"BKT-{random.randint(100_000, 999_999)}", number or proof.external_number, learner.last_name,
        learner.first_name,
        learner.born_on, KIND_WORDS[proof.kind], proof.title, proof.issued_on, proof.registered_on, "geldig",
    ]  # fmt: skip


def _changed(lines: Sequence[Line], today: date) -> list[Line]:
    """The list as it came: two lines left out, one twice, three that say something else, one that nobody can read."""
    rows = [list(line) for line in lines[2:]]
    numbered = next((row for row in rows[6:] if row[NUMBER]), rows[6])
    numbered[NAME] = f"{numbered[NAME]}s"
    issued_on = rows[2][ISSUED]
    assert isinstance(issued_on, date)
    rows[2][ISSUED] = issued_on - timedelta(days=1)
    rows[3][STATUS] = "geannuleerd"
    rows[4][ISSUED] = f"31/02/{today.year}"
    stranger: Line = [
        "BKT-099321", "", "Vandewiele", "Pieter-Jan", date(1988, 3, 14), "Beroepskwalificatie", "Bewijs van "
        "beroepskwalificatie Hulpkok", today - timedelta(days=20), today - timedelta(days=12), "geldig",
    ]  # fmt: skip
    return [*rows, list(rows[5]), stranger]


def _still_to_note(session: Session, random: Random, today: date) -> list[Line]:
    """Three that somebody entered in the tool and forgot to note here."""
    statement = (
        select(Proof, Learner, Document.number)
        .join(Learner, Learner.id == Proof.learner_id)
        .join(Document, Document.id == Proof.document_id)
        .where(Proof.state == "issued", Proof.registered_on.is_(None), Proof.hold == "")
        .where(Proof.issued_on <= today - timedelta(days=4))
        .order_by(Proof.issued_on.desc(), Proof.id)
        .limit(3)
    )
    lines = [_line(random, *found) for found in session.execute(statement)]
    for line in lines:
        line[REGISTERED] = today - timedelta(days=2)
    return lines
