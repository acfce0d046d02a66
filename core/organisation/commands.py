"""Changes to the provider itself; all of them ask the administrator's right."""

import re
from dataclasses import dataclass, fields
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core import audit, clock, identifiers, lengths
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.errors import InvalidInput
from core.i18n import N_
from core.organisation import provider
from core.organisation.choices import set_campus_closing_days, set_closing_days, set_proof_field
from core.organisation.places import add_campus, add_signatory, change_campus, end_signatory
from db.models import Campus, Organisation, Signatory

COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
LOGO_LIMIT = 500_000
__all__ = [
    "Details", "Style", "add_campus", "add_signatory", "change_campus", "end_signatory", "finish_set_up",
    "set_campus_closing_days", "set_closing_days", "set_details", "set_proof_field", "set_style",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Details:
    """What the administration page edits of the provider."""

    name: str
    enterprise_number: str
    street: str
    postal_code: str
    city: str
    email: str
    phone: str


@dataclass(frozen=True, slots=True)
class Style:
    """The house style of proofs and letters; `logo` None keeps the stored one, b"" removes it."""

    logo: bytes | None
    primary_colour: str
    text: str


def set_details(session: Session, *, actor: Actor, today: date, details: Details, version: int) -> None:
    """Keep name, number and address; the first time this is the first step of the set-up."""
    require(session, actor, Action.ADMINISTER)
    if not details.name.strip():
        raise InvalidInput(N_("Vul de naam van de organisatie in."), field="name")
    number = (
        identifiers.parse_enterprise_number(details.enterprise_number)
        if details.enterprise_number.strip()
        else ""
    )
    typed = {field.name: str(getattr(details, field.name)).strip() for field in fields(details)}
    typed |= {"enterprise_number": number}
    lengths.check(Organisation, typed)
    found = provider.held(session, version=version, typed=typed)
    for name, value in typed.items():
        setattr(found, name, value)
    audit.record(
        session,
        actor=actor,
        action="organisation.details",
        subject_kind="organisation",
        subject_id=1,
        details={"on": today},
    )


def set_style(session: Session, *, actor: Actor, today: date, style: Style, version: int) -> None:
    """Keep the house style; papers already issued do not change."""
    require(session, actor, Action.ADMINISTER)
    if not COLOUR.fullmatch(style.primary_colour):
        raise InvalidInput(
            N_("De kleur moet zes hexadecimale cijfers hebben, zoals #0E6470."), field="primary_colour"
        )
    if style.logo is not None and len(style.logo) > LOGO_LIMIT:
        raise InvalidInput(
            N_("Het logo is groter dan 500 kB. Maak het kleiner en probeer opnieuw."), field="logo"
        )
    typed = {"primary_colour": style.primary_colour, "house_text": style.text.strip()}
    found = provider.held(session, version=version, typed=typed)
    if style.logo is not None:
        found.logo = style.logo or None
    found.primary_colour, found.house_text = style.primary_colour, style.text.strip()
    audit.record(
        session,
        actor=actor,
        action="organisation.style",
        subject_kind="organisation",
        subject_id=1,
        details={"on": today},
    )


def finish_set_up(session: Session, *, actor: Actor, today: date) -> None:
    """Close the set-up: name, a campus and a signatory are the least a proof needs."""
    require(session, actor, Action.ADMINISTER)
    found = session.get(Organisation, 1)
    if found is None or not found.name or not found.enterprise_number:
        raise InvalidInput(N_("Vul eerst de naam en het ondernemingsnummer van de organisatie in."))
    if not session.scalar(select(func.count()).select_from(Campus)):
        raise InvalidInput(N_("Voeg eerst minstens één campus toe."))
    if not session.scalar(select(func.count()).select_from(Signatory)):
        raise InvalidInput(N_("Voeg eerst minstens één ondertekenaar toe."))
    found.set_up_at = clock.now()
    audit.record(
        session,
        actor=actor,
        action="organisation.set_up",
        subject_kind="organisation",
        subject_id=1,
        details={"on": today},
    )
