"""What the provider chooses for its terms and its papers: closing days, the signing buffer, mandatory fields."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import delete
from sqlalchemy.orm import Session

from core import audit, lengths
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.deadlines import recomputing, terms, turns
from core.deadlines.stored import KEPT
from core.errors import Conflict, InvalidInput, NotFound
from core.i18n import N_
from core.i18n.formats import date_text
from core.organisation import provider, queries
from db.models import Campus, ClosingDay, Organisation, ProofField

Stretch = tuple[date, date, str]


def set_closing_days(
    session: Session,
    *,
    actor: Actor,
    today: date,
    stretches: Sequence[Stretch],
    buffer_days: int,
    version: int,
) -> int:
    """Replace the calendar of the whole provider and the signing buffer; gives how many open target dates moved.

    Days on which one campus is closed stay as they are. Raises Conflict with both calendars when somebody else
    was first.
    """
    require(session, actor, Action.ADMINISTER)
    if not 0 <= buffer_days <= 60:
        raise InvalidInput(N_("De buffer voor ondertekening ligt tussen 0 en 60 dagen."), field="buffer_days")
    _check(stretches)
    turns.alone(session)
    organisation = _calendar_held(session, stretches, buffer_days, version=version)
    organisation.signing_buffer_days = buffer_days
    _replace(session, organisation, stretches, campus_id=None)
    moved = _resettle(session)
    audit.record(
        session, actor=actor, action="organisation.closing_days", subject_kind="organisation", subject_id=1,
        details={"moved": moved, "on": today},
    )  # fmt: skip
    return moved


def set_campus_closing_days(
    session: Session, *, actor: Actor, today: date, campus_id: int, stretches: Sequence[Stretch], version: int
) -> None:
    """Replace the days on which one campus is closed: no lesson is planned there; target dates do not follow them.

    Raises NotFound, and Conflict with both calendars when somebody else was first.
    """
    require(session, actor, Action.ADMINISTER)
    if session.get(Campus, campus_id) is None:
        raise NotFound(N_("Deze campus bestaat niet meer. Laad de pagina opnieuw."))
    _check(stretches)
    organisation = _calendar_held(session, stretches, None, version=version, campus_id=campus_id)
    _replace(session, organisation, stretches, campus_id=campus_id)
    audit.record(
        session, actor=actor, action="campus.closing_days", subject_kind="campus", subject_id=campus_id,
        details={"on": today},
    )  # fmt: skip


def _check(stretches: Sequence[Stretch]) -> None:
    for _, _, reason in stretches:
        lengths.check(ClosingDay, {"reason": reason.strip()})
    if any(last < first for first, last, _ in stretches):
        raise InvalidInput(
            N_("Een sluiting eindigt vóór ze begint. Kijk de datums na."), field="closing_days"
        )


def _replace(
    session: Session, organisation: Organisation, stretches: Sequence[Stretch], *, campus_id: int | None
) -> None:
    session.execute(delete(ClosingDay).where(ClosingDay.campus_id.is_not_distinct_from(campus_id)))
    session.add_all(
        ClosingDay(first_on=first, last_on=last, reason=reason.strip(), campus_id=campus_id)
        for first, last, reason in stretches
    )
    organisation.calendar_version += 1
    session.flush()


def _calendar_held(
    session: Session, stretches: Sequence[Stretch], buffer_days: int | None, *, version: int,
    campus_id: int | None = None,
) -> Organisation:  # fmt: skip
    found = provider.locked(session)
    if found.calendar_version != version:
        kept = queries.closing_days(session, campus_id=campus_id)
        stored = [(row.first_on, row.last_on, row.reason) for row in kept]
        buffer = None if buffer_days is None else found.signing_buffer_days
        raise Conflict(
            provider.CHANGED,
            shown=_as_text(stretches, buffer_days),
            stored=_as_text(stored, buffer),
        )
    return found


def _as_text(stretches: Sequence[Stretch], buffer_days: int | None) -> dict[str, str]:
    calendar = [
        f"{date_text(first)} - {date_text(last)} {reason.strip()}".rstrip()
        for first, last, reason in sorted(stretches)
    ]
    told = {"closing_days": "; ".join(calendar)}
    return told if buffer_days is None else told | {"buffer_days": str(buffer_days)}


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
    """Recompute every open term after a change to the calendar; gives how many rows moved."""
    applied = terms.load(session)
    found = [recomputing.open_terms(session, terms=applied, rule=rule) for rule in KEPT.values()]
    return sum(each.rewritten for each in found)
