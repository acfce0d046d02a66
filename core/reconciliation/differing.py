"""What a row of the list says otherwise than we do, per field; what one side leaves empty is no difference. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from core import masking
from core.reconciliation import spelling
from core.reconciliation.held import Held
from core.reconciliation.listed import Listed

SHOWN = 300
KEPT = frozenset({"field", "ours", "theirs"})


@dataclass(frozen=True, slots=True)
class Difference:
    """One field with both values: texts, codes of core.reconciliation.words, or days as 2026-11-21."""

    field: str
    ours: str
    theirs: str
    note: str = ""
    limit: str = ""

    def as_json(self) -> dict[str, str]:
        """As it is kept; a national number that stands in a text by mistake is left out of it."""
        named = {
            "field": self.field, "ours": self.ours, "theirs": self.theirs, "note": self.note, "limit": self.limit,
        }  # fmt: skip
        return {name: masking.masked(value)[:SHOWN] for name, value in named.items() if value or name in KEPT}


def between(row: Listed, held: Held) -> list[Difference]:
    """Every field that both name and that is not the same."""
    return [*_identity(row, held), *_content(row, held), *_days(row, held), *_status(row, held)]


def told(row: Listed) -> list[Difference]:
    """What a row says, for one that is none of ours."""
    said = {
        "reference": row.reference,
        "number": row.proof_number,
        "insz": row.masked_number,
        "name": row.name,
        "born_on": _text(row.born_on),
        "kind": row.kind,
        "title": row.title,
        "issued_on": _text(row.issued_on),
        "registered_on": _text(row.registered_on),
        "status": row.status,
    }
    return [Difference(name, "", value) for name, value in said.items() if value]


def _identity(row: Listed, held: Held) -> Iterator[Difference]:
    if row.reference_key and held.reference and row.reference_key != spelling.reference(held.reference):
        yield Difference("reference", held.reference, row.reference)
    if row.number_key and held.numbers and row.number_key not in map(spelling.reference, held.numbers):
        yield Difference("number", held.numbers[-1], row.proof_number)
    if row.insz_index and held.insz_index and row.insz_index != held.insz_index:
        yield Difference("insz", held.masked_number, row.masked_number)
    if row.name_key and row.name_key != held.name_key:
        yield Difference("name", held.name, row.name)
    if row.born_on and held.born_on and row.born_on != held.born_on:
        yield Difference("born_on", _text(held.born_on), _text(row.born_on))


def _content(row: Listed, held: Held) -> Iterator[Difference]:
    if row.kind and row.kind != held.kind:
        yield Difference("kind", held.kind, row.kind)
    if row.title_key and row.title_key not in held.title_keys:
        yield Difference("title", held.title, row.title)


def _days(row: Listed, held: Held) -> Iterator[Difference]:
    if row.issued_on and held.issued_on and row.issued_on != held.issued_on:
        yield _day("issued_on", held.issued_on, row.issued_on, held.completed_on)
    known = {held.registered_on, held.entered_on}
    if row.registered_on and held.registered_on and row.registered_on not in known:
        yield _day("registered_on", held.registered_on, row.registered_on, held.completed_on)
    elif row.registered_on and held.completed_on and row.registered_on < held.completed_on:
        # Nothing noted here yet, but the list says a day that cannot be.
        yield _day("registered_on", held.registered_on, row.registered_on, held.completed_on)


def _day(name: str, ours: date | None, theirs: date, completed_on: date | None) -> Difference:
    if completed_on is not None and theirs < completed_on:
        return Difference(name, _text(ours), _text(theirs), "before_completion", _text(completed_on))
    return Difference(name, _text(ours), _text(theirs))


def _status(row: Listed, held: Held) -> Iterator[Difference]:
    """Cancelled on one side only; or a proof that cannot stand in the list as it stands here."""
    theirs = row.status or "listed"
    if held.status == "cancelled" or (held.status == "withdrawn" and held.registered_on is not None):
        if row.status == "valid":
            yield Difference("status", held.status, theirs)
    elif held.status in {"withdrawn", "to_issue"} or row.status == "cancelled":
        yield Difference("status", held.status, theirs)


def _text(day: date | None) -> str:
    return day.isoformat() if day is not None else ""
