"""The sheet of staff and rights: who works here, which profile, from when to when, granted by whom (S0, step 1)."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy.orm import Session

from core.access.permissions import Action
from core.i18n import N_
from core.imports import staffcells, stafffields, staffundoing, staffwriting
from core.imports.kinds import (
    ACCEPTED,
    REJECTED,
    UNCHANGED,
    Change,
    Finding,
    Kind,
    Reason,
    Row,
    Scope,
)
from core.imports.staffbook import Book, Somebody
from core.imports.staffcells import Entry, Refused
from core.imports.staffplan import StaffPlan
from core.rights.spans import Span

BY_CODE: Mapping[str, Reason] = {reason.code: reason for reason in stafffields.REASONS}
LABELS = {field.name: field.label for field in stafffields.FIELDS}


def check(session: Session, rows: Sequence[Row], scope: Scope) -> list[Finding]:
    """Every row of the sheet: accepted, refused with the first reason, or already known."""
    read = [staffcells.read(row, today=scope.today) for row in rows]
    book = Book(session, [entry for entry in read if isinstance(entry, Entry)])
    seen: dict[tuple[int, str, object], int] = {}
    findings = []
    for row, entry in zip(rows, read, strict=True):
        judged = entry if isinstance(entry, Refused) else _judge(row, entry, book, seen)
        findings.append(_refused(row, judged, scope) if isinstance(judged, Refused) else judged)
    return findings


def _judge(row: Row, entry: Entry, book: Book, seen: dict[tuple[int, str, object], int]) -> Finding | Refused:
    somebody = book.find(entry)
    if isinstance(somebody, Refused):
        return somebody
    account_id = book.account(entry.username, somebody)
    if isinstance(account_id, Refused):
        return account_id
    key = (id(somebody), entry.profile.code if entry.profile else "", entry.begins_on)
    if key in seen:
        return Refused("duplicate_row", str(seen[key]))
    values = _values(entry, somebody, account_id)
    right = None
    if entry.profile is not None:
        if (wrong := _right_refused(entry, somebody, book)) is not None:
            return wrong
        right = _right(entry, somebody)
    seen[key] = row.number
    return _accepted(row, entry, book, somebody, values, right)


def _accepted(
    row: Row, entry: Entry, book: Book, somebody: Somebody, values: dict[str, object], right: Span | None
) -> Finding:
    is_new = not somebody.is_written
    granted_by = (book.administrator(entry.granted_by) or "") if right is not None else ""
    old = {name: getattr(somebody, name) for name in values}
    plan = StaffPlan(somebody, is_new, values, old, right, entry.reason, granted_by)
    for name, value in values.items():
        setattr(somebody, name, value)
    somebody.is_written = True
    if right is not None:
        somebody.spans[right] = 0
    does = is_new or bool(values) or right is not None
    changes = [] if is_new else _shown(plan, entry.username)
    return Finding(
        row.number, ACCEPTED if does else UNCHANGED,
        warnings=("granted_by_missing",) if right is not None and not granted_by else (),
        changes=tuple(changes), is_new=is_new or right is not None, plan=plan if does else None,
    )  # fmt: skip


def _values(entry: Entry, somebody: Somebody, account_id: int | None) -> dict[str, object]:
    """What the row changes about the person: what was empty is filled in, and the words for the function follow."""
    wanted: dict[str, object] = {}
    if entry.function and entry.function != somebody.function:
        wanted["function"] = entry.function
    if entry.email and not somebody.email:
        wanted["email"] = entry.email
    if account_id is not None and somebody.account_id is None:
        wanted["account_id"] = account_id
    return wanted


def _right(entry: Entry, somebody: Somebody) -> Span | None:
    """The right of a row; None when the register has it."""
    assert entry.profile is not None
    assert entry.begins_on is not None
    known = any(
        (span.profile, span.begins_on) == (entry.profile.code, entry.begins_on) for span in somebody.spans
    )
    return None if known else Span(entry.profile.code, entry.begins_on, entry.ends_on, None)


def _right_refused(entry: Entry, somebody: Somebody, book: Book) -> Refused | None:
    profile, begins_on = entry.profile, entry.begins_on
    assert profile is not None
    assert begins_on is not None
    name = somebody.name
    for span in somebody.spans:
        if (span.profile, span.begins_on) == (profile.code, begins_on):
            return None if span.ends_on == entry.ends_on else Refused("stored_differs", name)
    if not profile.fits(registers=somebody.registers, is_local_administrator=somebody.is_administrator):
        if not somebody.registers:
            return Refused("not_registering", name)
        return Refused("for_employees" if somebody.is_administrator else "for_administrator", name)
    if begins_on < somebody.begins_on:
        return Refused("before_work", name)
    if entry.last_on > (somebody.ends_on or date.max):
        return Refused("after_work", name)
    if any(span.profile == profile.code and span.meets(begins_on, entry.last_on) for span in somebody.spans):
        return Refused("overlap", name)
    if entry.granted_by and book.administrator(entry.granted_by) is None:
        return Refused("unknown_administrator", entry.granted_by)
    return None


def _shown(plan: StaffPlan, username: str) -> list[Change]:
    """The stored values a row replaces; an account by its name."""
    return [
        Change(LABELS["username"], "", username)
        if name == "account_id"
        else Change(LABELS[name], str(plan.old[name]), str(value))
        for name, value in plan.values.items()
    ]


def _refused(row: Row, refused: Refused, scope: Scope) -> Finding:
    reason = BY_CODE[refused.code]
    column = scope.column(refused.field or reason.field)
    return Finding(
        row.number, REJECTED, refused.code, column, reason.template, {"column": column, "value": refused.value}
    )  # fmt: skip


KIND = Kind(
    "staff",
    N_("Medewerkers en rechten"),
    stafffields.FIELDS,
    stafffields.REASONS,
    check,
    staffwriting.apply,
    staffundoing.undo,
    Action.MANAGE_RIGHTS,
)
