"""Changes to the provider itself; all of them ask the administrator's right."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core import audit, clock, identifiers, lengths
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.deadlines import projection, terms
from core.errors import Conflict, InvalidInput, NotFound
from core.i18n import N_
from db.models import Campus, ClosingDay, Organisation, Participation, Proof, ProofField, Signatory

COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
LOGO_LIMIT = 500_000
CHANGED = N_("Iemand anders wijzigde deze gegevens intussen. Kijk beide waarden na en bewaar opnieuw.")


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
    lengths.check(Organisation, typed | {"enterprise_number": number})
    found = _organisation(session, version)
    found.name, found.enterprise_number = details.name.strip(), number
    found.street, found.postal_code, found.city = (
        details.street.strip(),
        details.postal_code.strip(),
        details.city.strip(),
    )
    found.email, found.phone = details.email.strip(), details.phone.strip()
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
    found = _organisation(session, version)
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


def add_campus(session: Session, *, actor: Actor, today: date, name: str, city: str) -> int:
    """A new campus."""
    require(session, actor, Action.ADMINISTER)
    wanted = name.strip()
    if not wanted:
        raise InvalidInput(N_("Vul de naam van de campus in."), field="name")
    if session.scalar(select(Campus.id).where(func.lower(Campus.name) == wanted.lower())):
        raise InvalidInput(N_("Campus {name} bestaat al."), field="name", name=wanted)
    lengths.check(Campus, {"name": wanted, "city": city.strip()})
    campus = Campus(name=wanted, city=city.strip())
    session.add(campus)
    session.flush()
    audit.record(
        session,
        actor=actor,
        action="campus.add",
        subject_kind="campus",
        subject_id=campus.id,
        details={"name": wanted, "on": today},
    )
    return campus.id


def change_campus(
    session: Session, *, actor: Actor, today: date, campus_id: int, name: str, city: str, is_active: bool
) -> None:
    """Rename or close a campus; what happened there stays."""
    require(session, actor, Action.ADMINISTER)
    campus = session.get(Campus, campus_id)
    if campus is None:
        raise NotFound(N_("Deze campus bestaat niet meer. Laad de pagina opnieuw."))
    wanted = name.strip()
    if not wanted:
        raise InvalidInput(N_("Vul de naam van de campus in."), field="name")
    twin = select(Campus.id).where(func.lower(Campus.name) == wanted.lower(), Campus.id != campus_id)
    if session.scalar(twin) is not None:
        raise InvalidInput(N_("Campus {name} bestaat al."), field="name", name=wanted)
    lengths.check(Campus, {"name": wanted, "city": city.strip()})
    campus.name, campus.city, campus.is_active = wanted, city.strip(), is_active
    audit.record(
        session,
        actor=actor,
        action="campus.change",
        subject_kind="campus",
        subject_id=campus_id,
        details={"active": is_active, "on": today},
    )


def add_signatory(
    session: Session,
    *,
    actor: Actor,
    today: date,
    name: str,
    function: str,
    begins_on: date,
    ends_on: date | None,
) -> int:
    """Somebody who may sign, from a day on."""
    require(session, actor, Action.ADMINISTER)
    if not name.strip() or not function.strip():
        raise InvalidInput(N_("Vul de naam en de functie van de ondertekenaar in."), field="name")
    if ends_on is not None and ends_on < begins_on:
        raise InvalidInput(N_("Het einde van de machtiging ligt vóór het begin."), field="ends_on")
    lengths.check(Signatory, {"name": name.strip(), "function": function.strip()})
    signatory = Signatory(name=name.strip(), function=function.strip(), begins_on=begins_on, ends_on=ends_on)
    session.add(signatory)
    session.flush()
    audit.record(
        session,
        actor=actor,
        action="signatory.add",
        subject_kind="signatory",
        subject_id=signatory.id,
        details={"name": signatory.name, "on": today},
    )
    return signatory.id


def end_signatory(session: Session, *, actor: Actor, today: date, signatory_id: int, ends_on: date) -> None:
    """Close a signatory's authority after a day."""
    require(session, actor, Action.ADMINISTER)
    signatory = session.get(Signatory, signatory_id)
    if signatory is None:
        raise NotFound(N_("Deze ondertekenaar bestaat niet meer. Laad de pagina opnieuw."))
    if ends_on < signatory.begins_on:
        raise InvalidInput(N_("Het einde van de machtiging ligt vóór het begin."), field="ends_on")
    signatory.ends_on = ends_on
    audit.record(
        session,
        actor=actor,
        action="signatory.end",
        subject_kind="signatory",
        subject_id=signatory_id,
        details={"ends_on": ends_on, "on": today},
    )


def set_closing_days(
    session: Session,
    *,
    actor: Actor,
    today: date,
    stretches: Sequence[tuple[date, date, str]],
    buffer_days: int,
) -> int:
    """Replace the closing calendar and the signing buffer; gives how many open target dates moved."""
    require(session, actor, Action.ADMINISTER)
    if not 0 <= buffer_days <= 60:
        raise InvalidInput(N_("De buffer voor ondertekening ligt tussen 0 en 60 dagen."), field="buffer_days")
    for _, _, reason in stretches:
        lengths.check(ClosingDay, {"reason": reason.strip()})
    if any(last < first for first, last, _ in stretches):
        raise InvalidInput(
            N_("Een sluiting eindigt vóór ze begint. Kijk de datums na."), field="closing_days"
        )
    for old in session.scalars(select(ClosingDay)):
        session.delete(old)
    session.add_all(
        ClosingDay(first_on=first, last_on=last, reason=reason.strip()) for first, last, reason in stretches
    )
    _organisation(session, None).signing_buffer_days = buffer_days
    session.flush()
    moved = _resettle(session)
    audit.record(
        session,
        actor=actor,
        action="organisation.closing_days",
        subject_kind="organisation",
        subject_id=1,
        details={"moved": moved, "on": today},
    )
    return moved


def set_proof_field(
    session: Session,
    *,
    actor: Actor,
    today: date,
    kind: str,
    field: str,
    is_mandatory: bool,
    form_version: str,
    source: str,
) -> None:
    """Decide whether a field must stand on a kind of proof, with the version of the invuldocument and the source."""
    require(session, actor, Action.ADMINISTER)
    if not source.strip():
        raise InvalidInput(N_("Noteer op welke bron je deze keuze baseert."), field="source")
    lengths.check(ProofField, {"form_version": form_version.strip(), "source": source.strip()})
    found = session.get(ProofField, (kind, field))
    if found is None:
        found = ProofField(
            kind=kind, field=field, is_mandatory=is_mandatory, form_version=form_version, source=source
        )
        session.add(found)
    found.is_mandatory, found.form_version, found.source = is_mandatory, form_version.strip(), source.strip()
    audit.record(
        session,
        actor=actor,
        action="organisation.proof_field",
        subject_kind="organisation",
        subject_id=1,
        details={"kind": kind, "field": field, "mandatory": is_mandatory, "on": today},
    )


def _resettle(session: Session) -> int:
    """Recompute every open term after a change to settings or calendar; gives how many rows moved."""
    applied = terms.load(session)
    moved = 0
    rows = session.execute(
        select(Proof, Participation.completed_on)
        .join(Participation, Participation.id == Proof.participation_id)
        .where(Proof.registered_on.is_(None))
        .order_by(Proof.id)
        # Under a lock: a proof that is registered at this very moment keeps the state it gets there.
        .with_for_update(of=Proof, key_share=True)
        .execution_options(populate_existing=True)
    )
    for proof, completed_on in rows.all():
        assert completed_on is not None
        deadline = projection.settle(session, proof=proof, completed_on=completed_on, terms=applied)
        moved += session.is_modified(deadline)
    session.flush()
    return moved


def _organisation(session: Session, version: int | None) -> Organisation:
    found = session.get(Organisation, 1, with_for_update=True)
    if found is None:
        found = Organisation(id=1, name="")
        session.add(found)
        session.flush()
    elif version is not None and found.version != version:
        stored = {
            "name": found.name,
            "enterprise_number": found.enterprise_number,
            "house_text": found.house_text,
        }
        raise Conflict(CHANGED, stored=stored)
    found.version += 1
    return found
