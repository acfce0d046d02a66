"""What entering a proof in LED and confirming it have in common: the open proof, its reference, its evidence."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from core.access.actors import Actor
from core.errors import InvalidInput
from core.evidence import files as evidence_files
from core.evidence.files import Upload
from core.i18n import N_
from core.problem_reports import open_reports
from core.proofs import problems
from core.proofs.many import Shown
from db.models import Proof

REFERENCE_LENGTH = 36
TAKEN = N_("LED-referte {reference} staat al bij een ander bewijs. Kijk de referte na.")
NO_NUMBER = N_(
    "Zonder rijksregister- of BIS-nummer kan dit bewijs niet geregistreerd worden. "
    "Vul het in bij de deelnemer; de termijn loopt door."
)
PROBLEM = N_(
    "Met een open probleem kan dit bewijs niet geregistreerd worden. "
    "Noteer eerst bij het probleem van {day} dat het opgelost is; de termijn loopt door."
)
FILE_OF_MANY = N_(
    "Een bewijsstuk hoort bij één bewijs. Noteer deze bewijzen zonder bewijsstuk of één voor één."
)


def check_reference(session: Session, reference: str, *, proofs: Sequence[Shown]) -> None:
    """A reference of LED fits, is given to one proof at a time, and stands with no other proof. Raises InvalidInput."""
    if len(reference) > REFERENCE_LENGTH:
        raise InvalidInput(N_("Een LED-referte telt hoogstens 36 tekens."), field="led_reference")
    if reference and len(proofs) > 1:
        raise InvalidInput(
            N_("Een LED-referte hoort bij één bewijs. Noteer deze bewijzen zonder referte of één voor één."),
            field="led_reference",
        )
    own = {shown.proof_id for shown in proofs}
    taken = select(Proof.id).where(Proof.led_reference == reference, Proof.id.not_in(own))
    if reference and (other := session.scalar(taken)):
        raise InvalidInput(TAKEN, field="led_reference", reference=reference, other=other)


def check_evidence(evidence: Upload | None, *, proofs: Sequence[Shown]) -> None:
    """A file is of a kind that can be kept, and of one proof. Raises InvalidInput."""
    if evidence is None:
        return
    if len(proofs) > 1:
        raise InvalidInput(FILE_OF_MANY, field="evidence")
    evidence_files.kind_of(evidence)


def _held_up(session: Session, proof: Proof) -> InvalidInput:
    """Why it cannot be registered yet, with the way out; the term runs on meanwhile."""
    if proof.hold == problems.PROBLEM_REPORTED:
        return InvalidInput(PROBLEM, field="problem", day=open_reports.oldest(session, proof_id=proof.id))
    return InvalidInput(NO_NUMBER, field="insz")


def check_open(session: Session, proof: Proof, *, typed_on: date, completed_on: date) -> None:
    """A proof that can be typed over on that day: issued, not registered yet, nothing holds it. Raises InvalidInput.

    What was entered before was held against the paper of that day; a correction since is a later paper of it.
    """
    if proof.registered_on is not None:
        raise InvalidInput(
            N_(
                "Dit bewijs is al geregistreerd op {day} door {name}. Open het om de registratie te corrigeren."
            ),
            day=proof.registered_on,
            name=proof.entered_by or proof.noted_by,
        )
    if proof.state != "issued" or proof.issued_on is None:
        raise InvalidInput(N_("Dit bewijs is nog niet uitgereikt. Reik het eerst uit."))
    if proof.hold:
        raise _held_up(session, proof)
    if typed_on < completed_on:
        raise InvalidInput(
            N_("Registreren kan niet vóór het afronden van het traject op {day}."),
            field="entered_on",
            day=completed_on,
        )
    if proof.entered_on is None and typed_on < proof.issued_on:
        raise InvalidInput(
            N_("Registreren kan niet vóór het uitreiken op {day}."),
            field="registered_on",
            day=proof.issued_on,
        )


def flush(session: Session, reference: str) -> None:
    """Two registrars noted the same reference in the same second: the unique index lets one of them through."""
    try:
        session.flush()
    except IntegrityError as error:
        if "led_reference" not in str(error.orig):
            raise
        raise InvalidInput(TAKEN, field="led_reference", reference=reference) from error


def store(session: Session, actor: Actor, proof: Proof, *, evidence: Upload | None) -> None:
    """Write what was noted, with its evidence. Raises InvalidInput."""
    flush(session, proof.led_reference)
    if evidence is not None:
        evidence_files.keep(
            session, actor, evidence, subject_kind="proof", subject_id=proof.id, learner_id=proof.learner_id,
            campus_id=proof.campus_id,
        )  # fmt: skip
