"""A person with a row in every table that can hold something about a person, every free text carrying a mark."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy.orm import Session

from core import audit, clock
from core.access.actors import Actor, Role
from core.history import events
from core.proofs import commands as proofs
from core.proofs.delivering import Delivery
from core.proofs.many import Shown
from core.proofs.registering import Registration
from db.models import (
    Evidence,
    ImportBatch,
    ImportRow,
    Learner,
    LearnerChange,
    LedTicket,
    Participation,
    PriorLearning,
    ProblemReport,
    Proof,
    Reconciliation,
    ReconciliationRow,
    Task,
)
from tests import factories
from tests.core.subject import following
from tests.factories import TODAY, Provider

OLD = date(2015, 3, 2)
OLD_MOMENT = datetime(2015, 3, 2, 9, 30, tzinfo=UTC)
PNG = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True)
class Made:
    """A person, what was made for them, and the marks their texts carry."""

    learner_id: int
    number: str
    proof_ids: tuple[int, ...]
    mark: str


def person(session: Session, given: Provider, mark: str, *, on: date = OLD, **values: object) -> Made:
    """Somebody without any proof: a participation that came to nothing, a closed ticket, a note, a change, a look."""
    number = factories.insz()
    found = factories.learner(
        session, f"Naam{mark}", f"Voor{mark}", number=number, city=f"Stad{mark}", email=f"{mark}@voorbeeld.be",
        phone=f"09 {mark}", street=f"Straat{mark} 1", birth_place=f"Geboren{mark}", employer_name=f"Werk{mark}",
        **values,
    )  # fmt: skip
    taken = factories.participation(
        session, learner=found, trajectory=given.trajectory, campus=given.campus, starts_on=on
    )
    moment = datetime(on.year, on.month, on.day, 9, 30, tzinfo=UTC)
    session.add(
        LearnerChange(
            learner_id=found.id, changed_at=moment, changed_by="els", field="last_name", old_text=f"Oud{mark}",
            reason=f"reden{mark}",
        )
    )  # fmt: skip
    _note(session, found, taken, mark, on, moment)
    ticket(session, given, found.id, mark, on=on, closed_on=on)
    _sheet(session, found, taken, mark, moment)
    following.follow(session, given, found.id, mark, on=on, moment=moment)
    audit.log_access(
        session, actor=given.coordinator, what="insz", learner_id=found.id, subject=f"learner:{found.id}",
        reason=f"blik{mark}",
    )  # fmt: skip
    session.flush()
    return Made(found.id, number, (), mark)


def _note(
    session: Session, found: Learner, taken: Participation, mark: str, on: date, moment: datetime
) -> None:
    session.add(
        PriorLearning(
            learner_id=found.id, participation_id=None, kind="declared", title=f"Diploma{mark}", issuer=f"School{mark}",
            shown_on=on, seen_by="An", recorded_at=moment,
        )
    )  # fmt: skip
    session.add(
        Task(
            kind="check", subject_kind="learner", subject_id=found.id, details={"mark": f"taak{mark}"}, created_on=on,
            due_on=on, state="done", done_on=on, note=f"taaknota{mark}",
        )
    )  # fmt: skip


def ticket(
    session: Session, given: Provider, learner_id: int, mark: str, *, on: date, closed_on: date | None,
    proof_id: int | None = None,
) -> int:  # fmt: skip
    """A report about LED with its history and a screenshot; open without a closing day."""
    row = LedTicket(
        learner_id=learner_id, proof_id=proof_id, campus_id=given.campus.id, kind="wrong", reporter="learner",
        reporter_name=f"Melder{mark}", reported_on=on, old_value=f"fout{mark}", new_value=f"juist{mark}",
        description=f"melding{mark}", opened_at=clock.now(), opened_by="An", closed_on=closed_on,
        outcome="corrected" if closed_on else "",
    )  # fmt: skip
    session.add(row)
    session.flush()
    events.add(
        session, given.coordinator, subject_kind="ticket", subject_id=row.id, kind="opened", happened_on=on,
        text=f"verhaal{mark}",
    )  # fmt: skip
    piece(
        session,
        given,
        f"scherm{mark}",
        subject_kind="ticket",
        subject_id=row.id,
        learner_id=learner_id,
        on=on,
    )
    return row.id


def piece(
    session: Session,
    given: Provider,
    name: str,
    *,
    subject_kind: str,
    subject_id: int,
    learner_id: int,
    on: date,
) -> None:
    """A screenshot that was added that day."""
    content = PNG + f"pixels{name}".encode()
    session.add(
        Evidence(
            subject_kind=subject_kind, subject_id=subject_id, learner_id=learner_id, campus_id=given.campus.id,
            name=f"{name}.png", media_type="image/png", content=content, sha256=hashlib.sha256(content).hexdigest(),
            added_at=datetime(on.year, on.month, on.day, 9, 30, tzinfo=UTC), added_by="An",
        )
    )  # fmt: skip
    session.flush()


def _sheet(session: Session, found: Learner, taken: Participation, mark: str, moment: datetime) -> None:
    batch = ImportBatch(
        kind="completions", file_name="najaar.csv", sha256="a" * 64, state="applied", mode="good_rows",
        applied_at=moment, applied_by="An", counts={"accepted": 1},
    )  # fmt: skip
    session.add(batch)
    session.flush()
    found.import_batch_id = taken.import_batch_id = batch.id
    before = {"person": {"id": found.id, "old": {"city": f"Vroeger{mark}", "insz_index": "f" * 64}}}
    session.add(
        ImportRow(
            batch_id=batch.id, row=2, status="accepted", reason="", warnings=[], subject_kind="participation",
            subject_id=taken.id, before=before,
        )
    )  # fmt: skip
    listed = Reconciliation(
        file_name="led.csv", sha256="b" * 64, mapping={}, rows=1, counts={}, read_on=moment.date(), read_at=moment,
        read_by="An",
    )  # fmt: skip
    session.add(listed)
    session.flush()
    session.add(
        ReconciliationRow(
            reconciliation_id=listed.id, row_number=2, kind="different", learner_id=found.id, reference=f"ref{mark}",
            differences=[{"field": "title", "theirs": f"titel{mark}"}], signature="c" * 64,
        )
    )  # fmt: skip


def registered(
    session: Session, given: Provider, made: Made, *, on: date = TODAY, completed_on: date = date(2026, 11, 2)
) -> Made:
    """The same person with an issued, delivered and registered proof, its problem, and a competence achieved."""
    learner = session.get_one(Learner, made.learner_id)
    (proof,) = factories.earned(
        session, given, learner=learner, completed_on=completed_on, outcome="competences",
        competences=("bkc9100001",), today=on,
    )  # fmt: skip
    actor = given.coordinator
    proofs.issue(session, actor=actor, today=on, proof_id=proof.id, version=proof.version)
    proofs.deliver(
        session, actor=actor, today=on, proofs=[Shown(proof.id, proof.version)],
        delivery=Delivery(on, "hand", f"Balie{made.mark}"),
    )  # fmt: skip
    proofs.register(
        session, actor=actor, today=on, proofs=[Shown(proof.id, proof.version)],
        registration=Registration(on, given.registrar_id, f"LED{made.mark}"),
    )  # fmt: skip
    problem(session, given, proof, made.mark, on=on)
    session.flush()
    return Made(made.learner_id, made.number, (*made.proof_ids, proof.id), made.mark)


def problem(
    session: Session, given: Provider, proof: Proof, mark: str, *, on: date, is_open: bool = False
) -> int:
    """A problem with the registration, with its history and a screenshot."""
    row = ProblemReport(
        proof_id=proof.id, learner_id=proof.learner_id, campus_id=proof.campus_id, kind="tool", noticed_on=on,
        description=f"probleem{mark}", opened_at=clock.now(), opened_by="An", closed_on=None if is_open else on,
        closed_how="" if is_open else "solved", solution=f"oplossing{mark}",
    )  # fmt: skip
    session.add(row)
    session.flush()
    events.add(
        session, given.coordinator, subject_kind="problem", subject_id=row.id, kind="opened", happened_on=on,
        text=f"voorval{mark}",
    )  # fmt: skip
    piece(
        session,
        given,
        f"fout{mark}",
        subject_kind="problem",
        subject_id=row.id,
        learner_id=proof.learner_id,
        on=on,
    )
    return row.id


def next_paper(session: Session, given: Provider) -> None:
    """Somebody else's paper, so that the ones before it are not the last."""
    (proof,) = factories.earned(session, given, learner=factories.learner(session, "Volgende", "An"))
    proofs.issue(session, actor=given.coordinator, today=TODAY, proof_id=proof.id, version=proof.version)


def administrator(session: Session) -> Actor:
    """Who may erase."""
    return factories.actor(session, Role.ADMINISTRATOR)


MARKED = (
    "Naam", "Voor", "Stad", "Straat", "Geboren", "Werk", "Oud", "reden", "Diploma", "School", "taak", "taaknota", "Melder",
    "fout", "juist", "melding", "verhaal", "Vroeger", "ref", "titel", "blik",
    *following.MARKED,
)  # fmt: skip
MARKED_WITH_PROOF = ("Balie", "LED", "probleem", "oplossing", "voorval")
