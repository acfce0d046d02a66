"""The rows of the list as they are compared: cells become values, what cannot be read is named with its column."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from core import masking
from core.identifiers import Insz, InvalidInsz, mask, parse_insz
from core.imports import dates, personcells
from core.imports.headers import normal
from core.imports.kinds import Row
from core.imports.reading import Value, text_of
from core.learners import names, vault
from core.reconciliation import spelling, words
from core.reconciliation.columns import KIND_WORDS, STATUS_WORDS

SHOWN_VALUE = 60


@dataclass(frozen=True, slots=True)
class Problem:
    """What of a row cannot be read: the cause, the field, its header, and the value (never a national number)."""

    cause: str
    field: str
    column: str
    value: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Listed:
    """One row of the list. The national number is kept only as what finds it and as its two check digits.

    `is_named`: the name is whole, so that it says who it is; half a name is shown and never compared.
    """

    number: int
    reference: str = ""
    proof_number: str = ""
    insz_index: str = ""
    insz_tail: str = ""
    name: str = ""
    is_named: bool = True
    born_on: date | None = None
    kind: str = ""
    title: str = ""
    title_key: str = ""
    issued_on: date | None = None
    registered_on: date | None = None
    status: str = ""
    problem: Problem | None = None
    is_partly_read: bool = False
    reference_key: str = field(init=False)
    number_key: str = field(init=False)
    name_key: str = field(init=False)

    def __post_init__(self) -> None:
        """What the row is looked up by."""
        object.__setattr__(self, "reference_key", spelling.reference(self.reference))
        object.__setattr__(self, "number_key", spelling.reference(self.proof_number))
        object.__setattr__(self, "name_key", spelling.name(self.name) if self.is_named else "")

    @property
    def is_recognisable(self) -> bool:
        """Whether it says about which proof it is."""
        by_person = bool(self.insz_index) or bool(self.name_key and self.born_on)
        return by_person or bool(self.reference_key or self.number_key)

    @property
    def masked_number(self) -> str:
        """The national number as everybody may see it."""
        return mask(self.insz_tail)


def read(rows: Iterable[Row], *, headers: Mapping[str, str], today: date) -> list[Listed]:
    """Every data row of the sheet; `headers` gives each field's column as the sheet heads it."""
    return [_read(row, headers, today) for row in rows]


def _read(row: Row, headers: Mapping[str, str], today: date) -> Listed:
    text = _texts(row)
    problems: list[Problem] = []
    days = {
        name: _day(row.get(name), name, headers, today, problems) for name in ("born_on", "issued_on", "registered_on")
    }  # fmt: skip
    insz = _insz(row.get("insz"), headers, problems)
    title, code = text("title"), text("code")
    keys = spelling.titles(title, code)
    kind, status = text("kind"), text("status")
    found = Listed(
        number=row.number,
        reference=text("led_reference"),
        proof_number=text("external_number"),
        insz_index=vault.blind(insz.digits) if insz else "",
        insz_tail=insz.digits[-2:] if insz else "",
        name=text("full_name") or ", ".join(part for part in (text("last_name"), text("first_name")) if part),
        is_named=bool(text("full_name") or (text("last_name") and text("first_name"))),
        born_on=days["born_on"] or (insz.born_on if insz else None),
        kind=KIND_WORDS.get(normal(kind), "") or spelling.kind_in(title),
        title=title or code,
        title_key=keys[0] if keys else "",
        issued_on=days["issued_on"],
        registered_on=days["registered_on"],
        status=STATUS_WORDS.get(normal(status), ""),
        is_partly_read=_is_unread(kind, KIND_WORDS) or _is_unread(status, STATUS_WORDS),
    )
    if not problems and not found.is_recognisable:
        problems.append(Problem(words.NOTHING, "", ""))
    return replace(found, problem=problems[0]) if problems else found


def _texts(row: Row) -> Callable[[str], str]:
    def text(name: str) -> str:
        return names.tidy(text_of(row.get(name)))

    return text


def _is_unread(text: str, known: Mapping[str, str]) -> bool:
    return bool(text) and normal(text) not in known


def _day(
    value: Value, name: str, headers: Mapping[str, str], today: date, problems: list[Problem]
) -> date | None:
    """The day of a cell; what is no day, or lies in the future, becomes a problem."""
    if not text_of(value):
        return None
    found = dates.day_of(value)
    if found is not None and found <= today:
        return found
    cause = words.BAD_DATE if found is None else words.FUTURE_DATE
    shown = masking.masked(text_of(value))[:SHOWN_VALUE]
    problems.append(Problem(cause, name, headers.get(name, name), shown))
    return None


def _insz(value: Value, headers: Mapping[str, str], problems: list[Problem]) -> Insz | None:
    text = text_of(value)
    if not text:
        return None
    found = personcells.number_of(value)
    if found is None:
        problems.append(Problem(_refusal(text), "insz", headers.get("insz", "insz")))
    return found


def _refusal(text: str) -> str:
    try:
        parse_insz(text)
    except InvalidInsz as error:
        return error.code
    return words.BAD_CHECK
