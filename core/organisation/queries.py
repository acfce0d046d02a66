"""The provider as pages and papers need it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access import scope
from core.access.actors import Actor
from db.models import Campus, ClosingDay, Organisation, ProofField, Signatory


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """The provider, its house style and its settings."""

    name: str
    enterprise_number: str
    street: str
    postal_code: str
    city: str
    email: str
    phone: str
    is_practice: bool
    is_set_up: bool
    signing_buffer_days: int
    logo: bytes | None
    primary_colour: str
    house_text: str
    on_time_goal_percent: int
    version: int
    calendar_version: int


@dataclass(frozen=True, slots=True)
class CampusRow:
    """One campus."""

    id: int
    name: str
    city: str
    is_active: bool
    version: int


@dataclass(frozen=True, slots=True)
class SignatoryRow:
    """Somebody authorised to sign."""

    id: int
    name: str
    function: str
    begins_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class ClosingRow:
    """A stretch of closing days."""

    id: int
    first_on: date
    last_on: date
    reason: str


@dataclass(frozen=True, slots=True)
class ProofFieldRow:
    """Whether a field must stand on a kind of proof, and where that was decided."""

    kind: str
    field: str
    is_mandatory: bool
    form_version: str
    source: str


def organisation(session: Session) -> OrganisationRow | None:
    """The provider; None before the set-up or the practice data."""
    found = session.get(Organisation, 1)
    if found is None:
        return None
    return OrganisationRow(
        found.name, found.enterprise_number, found.street, found.postal_code, found.city, found.email, found.phone,
        found.is_practice, found.set_up_at is not None, found.signing_buffer_days, found.logo, found.primary_colour,
        found.house_text, found.on_time_goal_percent, found.version, found.calendar_version,
    )  # fmt: skip


def campuses(session: Session, *, actor: Actor, only_active: bool = False) -> list[CampusRow]:
    """The campuses, or those that a limited actor may see."""
    statement = select(Campus).where(*scope.of_campuses(actor, Campus.id)).order_by(Campus.name)
    if only_active:
        statement = statement.where(Campus.is_active)
    return [CampusRow(c.id, c.name, c.city, c.is_active, c.version) for c in session.scalars(statement)]


def signatories(session: Session, *, on: date | None = None) -> list[SignatoryRow]:
    """The register of signatories; with `on`, only those with authority that day."""
    statement = select(Signatory).order_by(Signatory.name)
    if on is not None:
        statement = statement.where(
            Signatory.begins_on <= on, (Signatory.ends_on.is_(None)) | (Signatory.ends_on >= on)
        )
    return [
        SignatoryRow(s.id, s.name, s.function, s.begins_on, s.ends_on) for s in session.scalars(statement)
    ]


def closing_days(session: Session, *, campus_id: int | None = None) -> list[ClosingRow]:
    """The closing calendar of the whole provider, or the days on which only that campus is closed, newest last."""
    rows = session.scalars(
        select(ClosingDay)
        .where(ClosingDay.campus_id.is_not_distinct_from(campus_id))
        .order_by(ClosingDay.first_on, ClosingDay.id)
    )
    return [ClosingRow(c.id, c.first_on, c.last_on, c.reason) for c in rows]


def proof_fields(session: Session) -> list[ProofFieldRow]:
    """Which fields each kind of proof must carry."""
    rows = session.scalars(select(ProofField).order_by(ProofField.kind, ProofField.field))
    return [ProofFieldRow(f.kind, f.field, f.is_mandatory, f.form_version, f.source) for f in rows]
