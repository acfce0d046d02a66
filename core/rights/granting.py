"""Rights granted, prolonged and taken away, as the local administrator did it in the Vlaams gebruikersbeheer.

This register notes; it changes nothing in MAGDA Online. From the day a right is revoked its holder registers nothing.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core import audit, lengths
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.errors import InvalidInput
from core.i18n import N_
from core.i18n.formats import date_text
from core.rights import checks, files, tasks
from core.rights.profiles import BY_CODE
from core.rights.spans import DAY, Span
from db.models import CounterRight, Proof, StaffMember

NO_GRANTER = N_(
    "Kies de lokaal beheerder die het recht toekende. Staat die persoon hier nog niet, voeg hem of haar dan eerst toe."
)
NOT_THERE_YET = N_("{name} werkte hier op {day} niet als lokaal beheerder. Kijk de begindatum na.")
NO_DAY = N_("Vul de eerste dag zonder recht in.")
BEFORE_BEGIN = N_("Dit recht begint pas op {day}. Vroeger intrekken kan niet.")
ENDED = N_("Dit recht eindigt zelf op {day}. Kies die dag of een vroegere.")
REVOKED = N_("Dit recht is al ingetrokken vanaf {day} door {name}.")
IS_OVER = N_("Dit recht is voorbij sinds {day}. Ken het opnieuw toe.")
END_PASSED = N_("{day} is voorbij. Kies vandaag of later, of trek het recht in vanaf de dag zelf.")


@dataclass(frozen=True, slots=True)
class Grant:
    """What the form of a right asks; `granted_by_id` is the local administrator who granted it."""

    profile: str
    begins_on: date | None
    ends_on: date | None
    reason: str
    granted_by_id: int | None


def grant(
    session: Session, *, actor: Actor, today: date, staff_member_id: int, version: int, right: Grant
) -> int:
    """Note a right that was granted; gives its key. Closes the task "rechten toekennen" by itself."""
    require(session, actor, Action.MANAGE_RIGHTS)
    person = files.load_person(session, staff_member_id=staff_member_id, version=version)
    checks.account_open(files.hold_account(session, person.account_id))
    checks.profile(person, right.profile)
    checks.stretch(person, right.begins_on, right.ends_on, today=today)
    assert right.begins_on is not None
    lengths.check_reason(right.reason)
    granted_by = _granter(session, right.granted_by_id, on=right.begins_on)
    span = Span(right.profile, right.begins_on, right.ends_on, None)
    checks.no_overlap(person, span, files.rights_of(session, person.id))
    row = CounterRight(
        staff_member_id=person.id, profile=right.profile, begins_on=right.begins_on, ends_on=right.ends_on,
        reason=right.reason.strip(), granted_by=granted_by,
    )  # fmt: skip
    session.add(row)
    session.flush()
    files.tell(session, actor, row, "granted", on=row.begins_on, text=row.reason, new=granted_by)
    tasks.settle(session, person, actor=actor, today=today, outcome="granted")
    audit.record(
        session, actor=actor, action="right.grant", subject_kind="right", subject_id=row.id,
        details={"name": person.name, "profile": row.profile, "from": row.begins_on, "reason": row.reason, "on": today},
    )  # fmt: skip
    return row.id


def revoke(
    session: Session, *, actor: Actor, today: date, right_id: int, version: int, from_on: date | None, reason: str
) -> int:  # fmt: skip
    """Note that a right is taken away; `from_on` is the first day without it. Gives how many proofs its holder entered
    from that day on. The last right to go closes the task "rechten intrekken"."""
    require(session, actor, Action.MANAGE_RIGHTS)
    person, right = files.load_right(session, right_id=right_id, version=version)
    if from_on is None:
        raise InvalidInput(NO_DAY, field="from_on")
    _check_revocable(right, from_on, today=today)
    lengths.check_reason(reason)
    right.revoked_on, right.revoked_by = from_on, actor.display_name
    files.tell(session, actor, right, "revoked", on=from_on, text=reason.strip())
    tasks.settle(session, person, actor=actor, today=today, outcome="revoked")
    audit.record(
        session, actor=actor, action="right.revoke", subject_kind="right", subject_id=right.id,
        details={"name": person.name, "profile": right.profile, "day": from_on, "reason": reason.strip(), "on": today},
    )  # fmt: skip
    return _entered_since(session, person, right, from_on)


def change_end(
    session: Session, *, actor: Actor, today: date, right_id: int, version: int, ends_on: date | None, reason: str
) -> None:  # fmt: skip
    """Prolong or shorten a right that still runs; None lets it run on without an end."""
    require(session, actor, Action.MANAGE_RIGHTS)
    person, right = files.load_right(session, right_id=right_id, version=version)
    was = files.span_of(right)
    if right.revoked_on is not None:
        raise InvalidInput(REVOKED, day=right.revoked_on, name=right.revoked_by)
    if was.last_on < today:
        raise InvalidInput(IS_OVER, day=was.last_on + DAY)
    if ends_on is not None and ends_on < today:
        raise InvalidInput(END_PASSED, field="ends_on", day=ends_on)
    if Span(right.profile, right.begins_on, ends_on, None).last_on > was.last_on:
        checks.account_open(files.hold_account(session, person.account_id))
        checks.profile(person, right.profile)
    checks.stretch(person, right.begins_on, ends_on, today=today)
    lengths.check_reason(reason)
    others = [other for other in files.rights_of(session, person.id) if other.id != right.id]
    checks.no_overlap(person, Span(right.profile, right.begins_on, ends_on, None), others)
    right.ends_on = ends_on
    files.tell(
        session, actor, right, "end_changed", on=today, text=reason.strip(), field="ends_on",
        old=date_text(was.ends_on), new=date_text(ends_on),
    )  # fmt: skip
    tasks.settle(session, person, actor=actor, today=today, outcome="ended")
    audit.record(
        session, actor=actor, action="right.change_end", subject_kind="right", subject_id=right.id,
        details={"name": person.name, "profile": right.profile, "ends_on": ends_on, "reason": reason.strip(),
                 "on": today},
    )  # fmt: skip


def _granter(session: Session, staff_member_id: int | None, *, on: date) -> str:
    """The local administrator by name, who worked here on the day the right began."""
    found = session.get(StaffMember, staff_member_id) if staff_member_id is not None else None
    if found is None or not found.is_local_administrator:
        raise InvalidInput(NO_GRANTER, field="granted_by")
    if on < found.begins_on or (found.ends_on is not None and on > found.ends_on):
        raise InvalidInput(NOT_THERE_YET, field="granted_by", name=found.name, day=on)
    return found.name


def _check_revocable(right: CounterRight, from_on: date, *, today: date) -> None:
    checks.not_too_far(from_on, field="from_on", today=today)
    if right.revoked_on is not None and (right.revoked_on <= today or from_on >= right.revoked_on):
        raise InvalidInput(REVOKED, day=right.revoked_on, name=right.revoked_by)
    if from_on < right.begins_on:
        raise InvalidInput(BEFORE_BEGIN, field="from_on", day=right.begins_on)
    if right.ends_on is not None and from_on > right.ends_on:
        raise InvalidInput(ENDED, field="from_on", day=right.ends_on)


def _entered_since(session: Session, person: StaffMember, right: CounterRight, day: date) -> int:
    if not BY_CODE[right.profile].registers:
        return 0
    return (
        session.scalar(select(func.count()).where(Proof.entered_by_id == person.id, Proof.entered_on >= day))
        or 0
    )
