"""The audit: one entry per command, each bound to the one before by an HMAC with a key outside the database."""

import hashlib
import hmac
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from core import clock, settings
from core.access.actors import Actor
from core.i18n import N_
from core.rules.words import Text
from db.models import AccessEntry, AuditEntry, AuditHead

Value = str | int | float | bool | date | None | Sequence[str] | Sequence[int] | Mapping[str, str]
Anchor: TypeAlias = tuple[int, str]
GENESIS = "0" * 64
MISSING = N_("volgnummer {number} ontbreekt")
LOOSE = N_("sluit niet aan op het vorige item")
CHANGED = N_("inhoud gewijzigd")
CUT_SHORT = N_("het einde van de keten ontbreekt of is herschreven")
OTHER_CHAIN = N_("de keten bevat het bewaarde ankerpunt niet")


def record(
    session: Session,
    *,
    actor: Actor,
    action: str,
    subject_kind: str,
    subject_id: int | None,
    details: Mapping[str, Value] | None = None,
) -> int:
    """Append one entry in the caller's transaction and give its sequence number.

    Never put a national number, an absence ground or another sensitive value into `details`.
    """
    head = _locked_head(session)
    entry = AuditEntry(
        sequence=head.sequence + 1,
        at=clock.now().replace(microsecond=0),
        actor_id=actor.id,
        actor_name=actor.name,
        action=action,
        subject_kind=subject_kind,
        subject_id=subject_id,
        details=canonical(details or {}),
        previous=head.mac,
        mac="",
    )
    entry.mac = link(entry, settings.keys().audit)
    head.sequence, head.mac = entry.sequence, entry.mac
    session.add(entry)
    session.flush()
    return entry.sequence


def _locked_head(session: Session) -> AuditHead:
    statement = select(AuditHead).where(AuditHead.id == 1).with_for_update()
    head = session.scalars(statement).one_or_none()
    if head is None:
        # Two first entries at once: whoever comes second finds the row and waits for it.
        session.execute(
            text("insert into audit_head (id, sequence, mac) values (1, 0, :mac) on conflict do nothing"),
            {"mac": GENESIS},
        )
        head = session.scalars(statement).one()
    return head


def canonical(details: Mapping[str, Value]) -> str:
    """JSON with one spelling: sorted keys, no spaces, dates as text, control characters escaped."""
    return json.dumps(details, sort_keys=True, separators=(",", ":"), ensure_ascii=True, default=_text)


def _text(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def link(entry: AuditEntry, key: bytes) -> str:
    """The HMAC of one entry over all its columns and the link before it."""
    parts = [
        str(entry.sequence), entry.at.isoformat(), str(entry.actor_id), entry.actor_name, entry.action,
        entry.subject_kind, str(entry.subject_id), entry.details, entry.previous,
    ]  # fmt: skip
    return hmac.new(key, json.dumps(parts, ensure_ascii=True).encode(), hashlib.sha256).hexdigest()


@dataclass(frozen=True, slots=True)
class Finding:
    """Where the chain breaks: the sequence number and what is wrong there."""

    sequence: int
    text: Text

    @property
    def problem(self) -> str:
        """The Dutch sentence."""
        return str(self.text)


@dataclass(frozen=True, slots=True)
class Verification:
    """The result of walking the whole chain."""

    entries: int
    head: str
    findings: tuple[Finding, ...]


def head(session: Session) -> Anchor:
    """The end of the chain as it is now, to be kept outside the database."""
    found = session.get(AuditHead, 1)
    return (found.sequence, found.mac) if found is not None else (0, GENESIS)


def verify(session: Session, *, anchors: Collection[Anchor] = ()) -> Verification:
    """Walk the chain and name every break; `anchors` are ends of the chain that were kept outside the database."""
    key = settings.keys().audit
    findings: list[Finding] = []
    expected, previous = 0, GENESIS
    wanted, seen = set(anchors), {(0, GENESIS)}
    for entry in _walk(session):
        expected += 1
        if entry.sequence != expected:
            findings.append(Finding(entry.sequence, Text(MISSING, {"number": expected})))
            expected = entry.sequence
        if entry.previous != previous:
            findings.append(Finding(entry.sequence, Text(LOOSE)))
        if not hmac.compare_digest(entry.mac, link(entry, key)):
            findings.append(Finding(entry.sequence, Text(CHANGED)))
        if (entry.sequence, entry.mac) in wanted:
            seen.add((entry.sequence, entry.mac))
        previous = entry.mac
    if head(session) != (expected, previous):
        findings.append(Finding(expected, Text(CUT_SHORT)))
    findings += [Finding(sequence, Text(OTHER_CHAIN)) for sequence, _ in sorted(wanted - seen)]
    return Verification(expected, previous, tuple(findings))


def _walk(session: Session) -> Iterator[AuditEntry]:
    statement = select(AuditEntry).order_by(AuditEntry.sequence)
    return iter(session.scalars(statement.execution_options(yield_per=2000)))


def log_access(
    session: Session,
    *,
    actor: Actor,
    what: str,
    learner_id: int | None = None,
    subject: str = "",
    reason: str = "",
) -> None:
    """Write down that somebody looks at something sensitive; commit this before the value is shown."""
    session.add(
        AccessEntry(
            at=clock.now(), account_id=actor.id, actor_name=actor.name, learner_id=learner_id, what=what,
            subject=subject, reason=reason,
        )
    )  # fmt: skip
