"""Noting what was filed in the WSE-loket, for one stretch or for many, and taking a filing back with its reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit, clock, lengths
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.errors import Conflict, DomainError, InvalidInput, NotFound
from core.i18n import N_
from core.vov import standing, words
from core.vov.rows import AMOUNTS, StretchRow
from db.models import Enrolment, VovFiling

Key = tuple[int, date, date]
NOTHING = N_("Kies minstens één periode om in te dienen.")
IN_FUTURE = N_("{day} ligt nog in de toekomst. Noteer de indiening op de dag dat ze gebeurd is.")
GONE = N_("Deze periode bestaat niet meer: de opleiding of de inschrijving wijzigde. Laad de lijst opnieuw.")
NO_HOURS = N_("In deze dagen telt geen enkel uur meer voor Vlaams opleidingsverlof. Trek de indiening in.")
RUNS = N_("Deze periode loopt tot en met {day}. Dien ze daarna in.")
TOO_EARLY = N_("Indienen kan pas na het einde van de periode, {day}. Kijk de dag van indiening na.")
OPEN = N_("Nog {n} lessen van deze periode zijn niet afgesloten. Sluit ze eerst af.")
ONE_OPEN = N_("Nog 1 les van deze periode is niet afgesloten. Sluit ze eerst af.")
ALREADY = N_("Deze uren zijn al ingediend op {day}.")
HOURS_CHANGED = N_("De uren wijzigden intussen. Kijk ze na en dien opnieuw in.")
NO_FILING = N_("Deze indiening bestaat niet meer. Laad de lijst opnieuw.")
CHANGED = N_("Iemand anders wijzigde deze indiening intussen. Kijk ze na en probeer opnieuw.")
WITHDRAWN = N_("Deze indiening is al ingetrokken op {day}.")


@dataclass(frozen=True, slots=True)
class Shown:
    """A stretch as it stood on the screen of whoever files it, its amounts in minutes."""

    enrolment_id: int
    from_on: date
    to_on: date
    given: int
    present: int
    justified: int
    unjustified: int

    @property
    def key(self) -> Key:
        """What makes it one row."""
        return self.enrolment_id, self.from_on, self.to_on


@dataclass(frozen=True, slots=True)
class Refusal:
    """A stretch that was not noted, and why."""

    key: Key
    error: DomainError


@dataclass(frozen=True, slots=True)
class Result:
    """What became of each stretch."""

    done: tuple[Key, ...]
    refused: tuple[Refusal, ...]


def shown(row: StretchRow) -> Shown:
    """A row of the screen as the command wants it back."""
    return Shown(*row.key, *(getattr(row.totals, name) for name in AMOUNTS))


def file(
    session: Session, *, actor: Actor, today: date, chosen: Sequence[Shown], filed_on: date, reference: str
) -> Result:
    """Note that these hours were filed on that day. One that cannot be noted raises; of many, the good ones are noted.

    What was filed before for the same days is replaced: it stays as withdrawn.
    """
    require(session, actor, Action.FILE_VOV)
    if not chosen:
        raise InvalidInput(NOTHING)
    if filed_on > today:
        raise InvalidInput(IN_FUTURE, field="filed_on", day=filed_on)
    lengths.check(VovFiling, {"reference": reference.strip()})
    campuses = _held(session, [each.enrolment_id for each in chosen])
    now = {row.key: row for row in standing.of(session, Enrolment.id.in_(campuses), today=today)}
    done: list[Key] = []
    refused: list[Refusal] = []
    for each in sorted(chosen, key=lambda each: each.key):
        try:
            require(session, actor, Action.FILE_VOV, campus_id=campuses.get(each.enrolment_id))
            _check(now.get(each.key), each, filed_on, today=today)
        except (InvalidInput, Conflict, NotFound) as error:
            if len(chosen) == 1:
                raise
            refused.append(Refusal(each.key, error))
        else:
            _note(session, actor, each, filed_on, reference.strip(), today=today)
            done.append(each.key)
    audit.record(
        session, actor=actor, action="vov.file", subject_kind="enrolment",
        subject_id=done[0][0] if len(done) == 1 else None,
        details={
            "rows": len(done), "rejected": len(refused), "enrolments": sorted({key for key, _, _ in done}),
            "day": filed_on, "on": today,
        },
    )  # fmt: skip
    return Result(tuple(done), tuple(refused))


def withdraw(
    session: Session, *, actor: Actor, today: date, filing_id: int, version: int, reason: str
) -> None:
    """The filing was taken back in the WSE-loket: it stays with its reason, and its days are to be filed again."""
    require(session, actor, Action.FILE_VOV)
    filing = session.get(VovFiling, filing_id, with_for_update=True, populate_existing=True)
    if filing is None:
        raise NotFound(NO_FILING)
    enrolment = session.get_one(Enrolment, filing.enrolment_id)
    require(session, actor, Action.FILE_VOV, campus_id=enrolment.campus_id)
    if filing.version != version:
        raise Conflict(CHANGED)
    if filing.withdrawn_on is not None:
        raise InvalidInput(WITHDRAWN, day=filing.withdrawn_on)
    lengths.check_reason(reason)
    filing.withdrawn_on, filing.withdrawn_by = today, actor.display_name
    filing.withdrawn_reason, filing.version = reason.strip(), version + 1
    audit.record(
        session, actor=actor, action="vov.withdraw", subject_kind="enrolment", subject_id=enrolment.id,
        details={
            "first_on": filing.from_on, "last_on": filing.to_on, "reason": filing.withdrawn_reason, "on": today,
        },
    )  # fmt: skip


def _held(session: Session, enrolment_ids: Sequence[int]) -> Mapping[int, int]:
    """Lock the enrolments in one order, so that nobody files or changes them meanwhile; gives the campus of each."""
    rows = session.execute(
        select(Enrolment.id, Enrolment.campus_id)
        .where(Enrolment.id.in_(set(enrolment_ids)))
        .order_by(Enrolment.id)
        .with_for_update()
    )
    return {row.id: row.campus_id for row in rows}


def _check(row: StretchRow | None, each: Shown, filed_on: date, *, today: date) -> None:
    if row is None:
        raise NotFound(GONE)
    if row.state == words.FILED and row.filing is not None:
        raise InvalidInput(ALREADY, day=row.filing.filed_on)
    if not row.totals.given and row.state == words.CHANGED:
        raise InvalidInput(NO_HOURS)
    if row.ends_on >= today:
        raise InvalidInput(RUNS, day=row.ends_on)
    if filed_on <= row.ends_on:
        raise InvalidInput(TOO_EARLY, field="filed_on", day=row.ends_on)
    if not row.totals.is_complete:
        raise InvalidInput(ONE_OPEN if row.totals.not_entered == 1 else OPEN, n=row.totals.not_entered)
    if shown(row) != each:
        raise Conflict(HOURS_CHANGED)


def _note(
    session: Session, actor: Actor, each: Shown, filed_on: date, reference: str, *, today: date
) -> None:
    touching = session.scalars(
        select(VovFiling)
        .where(
            VovFiling.enrolment_id == each.enrolment_id, VovFiling.withdrawn_on.is_(None),
            VovFiling.from_on <= each.to_on, VovFiling.to_on >= each.from_on,
        )
        .with_for_update()
    )  # fmt: skip
    for old in touching:
        old.withdrawn_on, old.withdrawn_by, old.is_replaced = today, actor.display_name, True
        old.version += 1
    # The old one must be out of the way before the new one comes: one living filing for the same days.
    session.flush()
    session.add(
        VovFiling(
            enrolment_id=each.enrolment_id, from_on=each.from_on, to_on=each.to_on, given_minutes=each.given,
            present_minutes=each.present, justified_minutes=each.justified, unjustified_minutes=each.unjustified,
            filed_on=filed_on, reference=reference, filed_by=actor.display_name,
            recorded_at=clock.now().replace(microsecond=0),
        )
    )  # fmt: skip
    session.flush()
