"""One row about somebody and, mostly, a right: its cells read and refused before anything is looked up."""

from dataclasses import dataclass
from datetime import date

from core import masking
from core.imports import dates
from core.imports.kinds import Row
from core.imports.reading import text_of
from core.learners import names
from core.rights import profiles
from core.rights.checks import AHEAD
from core.rights.profiles import Profile

LENGTHS = {"name": 120, "function": 120, "email": 120, "reason": 300, "granted_by": 120}
YES = frozenset({"ja", "j", "yes", "oui", "x", "true", "1"})
NO = frozenset({"nee", "n", "neen", "no", "non", "false", "0"})
DAYS = ("begins_on", "ends_on", "works_from", "works_until")
ADMINISTRATOR = "lokaal beheerder"


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a row cannot be taken: the code, the column where it differs from the reason's own, the value."""

    code: str
    value: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A row as it reads: a person, and a right when it names a profile."""

    name: str
    function: str
    email: str
    username: str
    registers: bool | None
    works_from: date | None
    works_until: date | None
    profile: Profile | None
    begins_on: date | None
    ends_on: date | None
    reason: str
    granted_by: str

    @property
    def is_administrator(self) -> bool:
        """Whether the sheet calls this person local administrator."""
        return ADMINISTRATOR in names.folded(self.function)

    @property
    def first_on(self) -> date | None:
        """The first day this person is known to work here."""
        return self.works_from or self.begins_on

    @property
    def last_on(self) -> date:
        """The last day of the right; the end of the calendar without one."""
        return self.ends_on or date.max


def read(row: Row, *, today: date) -> Entry | Refused:
    """The row, or the first reason why there is nothing to read."""
    texts = {name: names.tidy(text_of(row.get(name))) for name in (*LENGTHS, "username")}
    if (wrong := _texts(texts)) is not None:
        return wrong
    days: dict[str, date | None] = {}
    for name in DAYS:
        cell = row.get(name)
        days[name] = dates.day_of(cell)
        if cell is not None and days[name] is None:
            return Refused("bad_date", text_of(cell), name)
    said = names.folded(text_of(row.get("registers")))
    if said and said not in YES | NO:
        return Refused("bad_yes_no", text_of(row.get("registers")))
    profile = profiles.named(text_of(row.get("profile")))
    if profile is None and row.get("profile") is not None:
        return Refused("unknown_profile", text_of(row.get("profile")))
    if (wrong := _days(days, profile, today)) is not None:
        return wrong
    return Entry(
        texts["name"], texts["function"], texts["email"], texts["username"].casefold(), said in YES if said else None,
        days["works_from"], days["works_until"], profile, days["begins_on"], days["ends_on"], texts["reason"],
        texts["granted_by"],
    )  # fmt: skip


def _texts(texts: dict[str, str]) -> Refused | None:
    if not texts["name"]:
        return Refused("missing_name")
    for name, most in LENGTHS.items():
        if len(texts[name]) > most:
            return Refused("too_long", field=name)
        if masking.holds_national_number(texts[name]):
            return Refused("number_in_text", field=name)
    if texts["email"] and "@" not in texts["email"]:
        return Refused("bad_email", texts["email"])
    return None


def _days(days: dict[str, date | None], profile: Profile | None, today: date) -> Refused | None:
    if profile is not None and days["begins_on"] is None:
        return Refused("missing_begin")
    for first, last in (("begins_on", "ends_on"), ("works_from", "works_until")):
        begin, end = days[first], days[last]
        if begin is not None and begin > today + AHEAD:
            return Refused("too_far", f"{begin:%d/%m/%Y}", first)
        if begin is not None and end is not None and end < begin:
            return Refused("end_first", field=last)
    return None
