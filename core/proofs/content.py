"""Gathers what stands on a proof from the database, and gives papers their number."""

import base64
import secrets
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from core import settings
from core.documents.content import Coded, HouseStyle, ProofContent
from core.errors import InvalidInput
from core.i18n import N_
from core.proofs import fields
from core.trajectories.queries import TrajectoryFacts
from db.models import Campus, DocumentCounter, Learner, Organisation, Participation, Proof, Signatory

NO_ORGANISATION = N_("Vul eerst de gegevens van de organisatie in bij Beheer.")
NO_SIGNATORY = N_(
    "Er is vandaag niemand gemachtigd om te ondertekenen. Voeg een ondertekenaar toe bij Beheer."
)


@dataclass(frozen=True, slots=True)
class Number:
    """A paper's number: gap-free per kind and year."""

    year: int
    sequence: int

    @property
    def text(self) -> str:
        """As it is printed, for example 2026-000123."""
        return f"{self.year}-{self.sequence:06d}"


def next_number(session: Session, *, kind: str, year: int) -> Number:
    """Raise the counter in this transaction; a rollback gives the number back."""
    # The first paper of a year may be issued twice at once: whoever comes second finds the row and waits for it.
    session.execute(
        text(
            "insert into document_counter (kind, year, last) values (:kind, :year, 0) on conflict do nothing"
        ),
        {"kind": kind, "year": year},
    )
    counter = session.get_one(DocumentCounter, (kind, year), with_for_update=True, populate_existing=True)
    counter.last += 1
    session.flush()
    return Number(year, counter.last)


def new_code() -> str:
    """128 random bits, in capitals that survive a telephone call."""
    return base64.b32encode(secrets.token_bytes(16)).decode("ascii").rstrip("=")


def grouped(code: str) -> str:
    """A check code as it is printed, in fours: it is read aloud and typed over."""
    return " ".join(code[at : at + 4] for at in range(0, len(code), 4))


def plain_code(typed: str) -> str:
    """A code as somebody typed it over: spaces, dashes and small letters do not matter."""
    return "".join(typed.split()).replace("-", "").upper()


def verify_url(code: str) -> str:
    """Where anybody can check a paper by its code."""
    known = settings.settings()
    base = known.public_url.rstrip("/") or f"http://localhost:{known.port}"
    return f"{base}/verify/{code}"


def gather(
    session: Session, *, proof: Proof, trajectory: TrajectoryFacts, today: date, signatory_id: int | None
) -> ProofContent:
    """The content of a proof as it stands today, without number and code. Raises InvalidInput."""
    organisation = session.get(Organisation, 1)
    if organisation is None:
        raise InvalidInput(NO_ORGANISATION)
    learner = session.get_one(Learner, proof.learner_id)
    participation = session.get_one(Participation, proof.participation_id)
    campus = session.get_one(Campus, proof.campus_id)
    signatory = _signatory(session, today=today, signatory_id=signatory_id)
    if learner.born_on is None or participation.completed_on is None:
        raise InvalidInput(N_("Vul eerst de geboortedatum in bij de deelnemer."), field="born_on")
    part = trajectory.parts.get(proof.subject_code)
    wanted = fields.required(session, proof.kind)
    content = ProofContent(
        kind=proof.kind, title=proof.title, number="", last_name=learner.last_name, first_name=learner.first_name,
        born_on=learner.born_on, birth_place=learner.birth_place, organisation_name=organisation.name,
        enterprise_number=organisation.enterprise_number, organisation_address=_address(organisation),
        qualification_title=trajectory.qualification_title, qualification_code=trajectory.qualification_code,
        partial_title=part.title if part else "", partial_code=part.code if part else "", level=trajectory.vks_level,
        included_partials=_included(proof, trajectory), competences=_competences(proof, trajectory),
        trajectory_kind=trajectory.kind, trajectory_name=trajectory.name, completed_on=participation.completed_on,
        issued_on=today, place=campus.city or organisation.city, signatory_name=signatory.name,
        signatory_function=signatory.function, verify_url="", verify_code="", form_version=wanted.form_version,
        style=HouseStyle(organisation.logo, organisation.primary_colour, organisation.house_text),
    )  # fmt: skip
    fields.check(content, wanted)
    return content


def numbered(content: ProofContent, *, number: Number, code: str) -> ProofContent:
    """The content with its number and its check code."""
    return replace(content, number=number.text, verify_code=grouped(code), verify_url=verify_url(code))


def _signatory(session: Session, *, today: date, signatory_id: int | None) -> Signatory:
    statement = (
        select(Signatory)
        .where(Signatory.begins_on <= today, (Signatory.ends_on.is_(None)) | (Signatory.ends_on >= today))
        .order_by(Signatory.id)
    )
    if signatory_id is not None:
        statement = statement.where(Signatory.id == signatory_id)
    found = session.scalars(statement).first()
    if found is None:
        raise InvalidInput(NO_SIGNATORY, field="signatory")
    return found


def _address(organisation: Organisation) -> str:
    town = f"{organisation.postal_code} {organisation.city}".strip()
    return "\n".join(line for line in (organisation.street, town) if line)


def _included(proof: Proof, trajectory: TrajectoryFacts) -> tuple[Coded, ...]:
    if proof.kind != "professional":
        return ()
    return tuple(Coded(part.code, part.title) for part in trajectory.parts.values())


def _competences(proof: Proof, trajectory: TrajectoryFacts) -> tuple[Coded, ...]:
    if proof.kind != "competences":
        return ()
    return tuple(Coded(code, trajectory.competences[code]) for code in proof.codes)
