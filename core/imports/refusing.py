"""From the first thing that is wrong with a row to the finding that says so, for the kinds about courses."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar, cast

from core.errors import DomainError, InvalidInput
from core.i18n import N_
from core.imports.kinds import REJECTED, Finding, Reason, Row, Scope
from core.rules.words import Param, Text

T = TypeVar("T")
SHOWN = 60
NOT_RIGHT = "not_right"
# What the form of the same thing would say; it ends with its own full stop.
RULE = N_("Kolom “{column}”: {value}")


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a row cannot be taken: the code, the value, the column where it is not the reason's own, what was known."""

    code: str
    value: Param = ""
    field: str = ""
    expected: Param = ""


def said(error: DomainError, fields: Mapping[str, str]) -> Refused:
    """What a check of another slice said; `fields` are our columns for its names where they differ."""
    name = error.field if isinstance(error, InvalidInput) else ""
    text = Text(error.template, cast("dict[str, Param]", error.params))
    return Refused(NOT_RIGHT, text, fields.get(name, name))


def findings(
    rows: Sequence[Row], read: Sequence[T | Refused], judge: Callable[[Row, T], Finding | Refused],
    reasons: Mapping[str, Reason], scope: Scope,
) -> list[Finding]:  # fmt: skip
    """What each row becomes, in the order of the sheet; what could be read of it is judged, beside the rows before."""
    found = []
    for row, entry in zip(rows, read, strict=True):
        judged = entry if isinstance(entry, Refused) else judge(row, entry)
        found.append(finding(row, judged, reasons, scope) if isinstance(judged, Refused) else judged)
    return found


def finding(row: Row, refused: Refused, reasons: Mapping[str, Reason], scope: Scope) -> Finding:
    """The refused row. A field that the sheet's kind does not know points at the reason's own."""
    reason = reasons[refused.code]
    known = refused.field if refused.field in scope.headers else reason.field
    column = scope.column(known)
    value = refused.value[:SHOWN] if isinstance(refused.value, str) else refused.value
    params: dict[str, Param] = {"column": column, "value": value, "expected": refused.expected}
    return Finding(row.number, REJECTED, reason.code, column, reason.template, params)
