"""Where the provider works and who may sign for it: campuses and signatories."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core import audit, lengths
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.documents import glyphs
from core.errors import Conflict, InvalidInput, NotFound
from core.i18n import N_
from core.organisation import provider
from db.models import Campus, Signatory


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
    session: Session, *, actor: Actor, today: date, campus_id: int, name: str, city: str, is_active: bool, version: int
) -> None:  # fmt: skip
    """Rename or close a campus; what happened there stays. Raises Conflict with both values."""
    require(session, actor, Action.ADMINISTER)
    wanted = name.strip()
    campus = _campus_held(session, campus_id, _as_text(wanted, city.strip(), is_active), version=version)
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


def _campus_held(session: Session, campus_id: int, typed: dict[str, str], *, version: int) -> Campus:
    # Not the lock that keeps a foreign key waiting: papers of this campus go on being issued.
    campus = session.get(Campus, campus_id, with_for_update={"key_share": True})
    if campus is None:
        raise NotFound(N_("Deze campus bestaat niet meer. Laad de pagina opnieuw."))
    if campus.version != version:
        stored = _as_text(campus.name, campus.city, campus.is_active)
        raise Conflict(provider.CHANGED, shown=typed, stored=stored)
    campus.version += 1
    return campus


def _as_text(name: str, city: str, is_active: bool) -> dict[str, str]:
    return {"name": name, "city": city, "is_active": "✓" if is_active else "–"}


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
    # Both are printed under every signature: what no document can show would stop each paper later.
    glyphs.check_texts(
        [("name", N_("Naam"), name.strip(), False), ("function", N_("Functie"), function.strip(), False)]
    )
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
