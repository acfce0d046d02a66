"""Everybody the rows of a sheet of staff may be about: those of the register, and those that earlier rows bring."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.imports.staffcells import Entry, Refused
from core.learners import names
from core.rights import files
from core.rights.spans import Span
from db.models import Account, CounterRight, StaffMember


@dataclass(slots=True, eq=False)
class Somebody:
    """One person under one or more rows; the spans follow the accepted rows. `id` None: not stored yet."""

    id: int | None
    version: int
    name: str
    function: str
    email: str
    account_id: int | None
    registers: bool
    is_administrator: bool
    begins_on: date
    ends_on: date | None
    spans: dict[Span, int] = field(default_factory=dict)  # the right, or 0 for one that an earlier row brings
    is_written: bool = True  # False until a row that brings this person is accepted


class Book:
    """The register while a sheet is read: it grows with the rows, hence a class."""

    def __init__(self, session: Session, entries: Iterable[Entry]) -> None:
        self._by_name: dict[str, list[Somebody]] = {}
        self._accounts: dict[str, int] = {
            account.username: account.id
            for account in session.scalars(select(Account).where(Account.is_active))
        }
        held: dict[int, dict[Span, int]] = {}
        for right in session.scalars(select(CounterRight)):
            held.setdefault(right.staff_member_id, {})[files.span_of(right)] = right.id
        for person in session.scalars(select(StaffMember).order_by(StaffMember.id)):
            self._remember(_stored(person, held.get(person.id, {})))
        self._announce(entries)

    def everybody(self) -> Iterator[Somebody]:
        """Those of the register and those of the sheet."""
        for known in self._by_name.values():
            yield from known

    def administrator(self, name: str) -> str | None:
        """The name of a local administrator as the register spells it; None when nobody of that name is one."""
        known = self._by_name.get(names.folded(name), ())
        return next((somebody.name for somebody in known if somebody.is_administrator), None)

    def account(self, username: str, somebody: Somebody) -> int | Refused | None:
        """The account a row names, when it is free for this person; None when it names none."""
        if not username:
            return None
        key = self._accounts.get(username)
        if key is None:
            return Refused("unknown_username", username)
        if somebody.account_id not in {None, key} or any(
            other.account_id == key for other in self.everybody() if other is not somebody
        ):
            return Refused("username_taken", username)
        return key

    def find(self, entry: Entry) -> Somebody | Refused:
        """The person a row is about, in the register or brought by this sheet."""
        known = self._candidates(entry)
        if not known:
            return Refused("missing_first_day", entry.name)
        if len(known) > 1 and entry.email:
            known = [one for one in known if one.email.casefold() == entry.email.casefold()]
        if len(known) != 1:
            return Refused("same_name", entry.name)
        if entry.email and known[0].email and known[0].email.casefold() != entry.email.casefold():
            return Refused("same_name", entry.name)
        return known[0]

    def _candidates(self, entry: Entry) -> list[Somebody]:
        """Namesakes, without those who left before this row begins or came after it ended, when others remain."""
        known = self._by_name.get(names.folded(entry.name), [])
        first_on = entry.first_on
        if first_on is None:
            return [one for one in known if one.ends_on is None] or known
        there = [one for one in known if one.begins_on <= first_on and (one.ends_on or date.max) >= first_on]
        return there or known

    def _remember(self, somebody: Somebody) -> None:
        self._by_name.setdefault(names.folded(somebody.name), []).append(somebody)

    def _announce(self, entries: Iterable[Entry]) -> None:
        """Whoever the register does not know yet: what any of his rows says of his function holds for all of them."""
        fresh: dict[tuple[str, str], list[Entry]] = {}
        for entry in entries:
            if not self._is_known(entry):
                fresh.setdefault((names.folded(entry.name), entry.email.casefold()), []).append(entry)
        for (name, email), rows in fresh.items():
            with_address = [key for key in fresh if key[0] == name and key[1]]
            if not email and len(with_address) == 1:
                continue  # a second row of the same person, without the address
            own = rows + (fresh.get((name, ""), []) if email and len(with_address) == 1 else [])
            if (somebody := _new(own)) is not None:
                self._remember(somebody)

    def _is_known(self, entry: Entry) -> bool:
        known = self._by_name.get(names.folded(entry.name), [])
        if (
            entry.works_from is not None
            and known
            and all(_left_before(one, entry.works_from) for one in known)
        ):
            return False  # back in service: a new stretch
        same = [one for one in known if not entry.email or not one.email or _same(one.email, entry.email)]
        return bool(same) or (bool(known) and not entry.email)


def _left_before(one: Somebody, day: date) -> bool:
    return one.ends_on is not None and one.ends_on < day


def _same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()


def _stored(person: StaffMember, spans: dict[Span, int]) -> Somebody:
    return Somebody(
        person.id, person.version, person.name, person.function, person.email, person.account_id, person.registers,
        person.is_local_administrator, person.begins_on, person.ends_on, dict(spans),
    )  # fmt: skip


def _new(rows: list[Entry]) -> Somebody | None:
    """Somebody as the sheet describes him; None without any first day."""
    days = [day for row in rows if (day := row.first_on) is not None]
    if not days:
        return None
    said = [row.registers for row in rows if row.registers is not None]
    holds = any(row.profile is not None and row.profile.registers for row in rows)
    return Somebody(
        None, 0, rows[0].name, _first(row.function for row in rows), _first(row.email for row in rows), None,
        said[0] if said else holds, any(row.is_administrator for row in rows), min(days),
        max((row.works_until for row in rows if row.works_until is not None), default=None), is_written=False,
    )  # fmt: skip


def _first(texts: Iterable[str]) -> str:
    return next((text for text in texts if text), "")
