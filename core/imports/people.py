"""Who a row is about: by national number, else by name and birth date, in the database or earlier rows."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from core.access.actors import Actor
from core.imports import chunks
from core.imports.personcells import Person
from core.imports.personfields import DETAIL_FIELDS
from core.learners import names, vault
from db.models import Enrolment, Learner, Participation

CHUNK = 500
DETAILS = tuple(field.name for field in DETAIL_FIELDS)
COLUMNS = (
    "id", "last_name", "first_name", "search_name", "name_is_damaged", "born_on", "insz_index", "version",
    "merged_into_id", *DETAILS,
)  # fmt: skip


@dataclass(slots=True, eq=False)
class Somebody:
    """One person under one or more rows; `values` follow the accepted rows. `id` None: not stored yet."""

    id: int | None = None
    version: int = 0
    values: dict[str, object] = field(default_factory=dict, repr=False)
    insz: str = field(default="", repr=False)
    is_hidden: bool = False

    def take(self, values: Mapping[str, object], *, insz: str) -> None:
        """An accepted row says this about the person."""
        self.values.update(values)
        self.insz = insz or self.insz


@dataclass(frozen=True, slots=True)
class PersonPlan:
    """What an accepted row does to a person: the columns it sets, and its number when it brings one."""

    somebody: Somebody
    is_new: bool
    values: Mapping[str, object] = field(repr=False)
    old: Mapping[str, object] = field(repr=False)
    insz: str = field(default="", repr=False)
    insz_kind: str = ""

    @property
    def changes_stored(self) -> bool:
        """Whether a stored person gets another value."""
        return not self.is_new and bool(self.values)


class Directory:
    """Everybody the rows of one sheet may be about."""

    def __init__(self, session: Session, people: Sequence[Person], actor: Actor) -> None:
        self._by_index: dict[str, Somebody] = {}
        self._by_name: dict[tuple[str, date | None], list[Somebody]] = {}
        self._indexes = {p.insz.digits: vault.blind(p.insz.digits) for p in people if p.insz is not None}
        wanted = {names.search_name(p.last_name, p.first_name) for p in people}
        for stored in _stored(session, self._indexes.values(), wanted):
            self._remember(stored)
        if actor.campus_ids is not None:
            self._hide(session, actor.campus_ids)

    def _hide(self, session: Session, campus_ids: frozenset[int]) -> None:
        """Mark who is only known on campuses the actor does not work for: nothing of them is shown or changed."""
        known = {somebody.id: somebody for somebody in self.stored() if somebody.id is not None}
        places = dict[int, set[int]]()
        for table in (Participation, Enrolment):
            statement = select(table.learner_id, table.campus_id).distinct()
            for key, campus_id in chunks.rows(session, statement, table.learner_id, sorted(known)):
                places.setdefault(key, set()).add(campus_id)
        for key, found in places.items():
            known[key].is_hidden = not campus_ids & found

    def _remember(self, somebody: Somebody) -> None:
        index = somebody.values.get("insz_index")
        if isinstance(index, str):
            self._by_index[index] = somebody
        born_on = somebody.values.get("born_on")
        assert born_on is None or isinstance(born_on, date)
        self._by_name.setdefault((str(somebody.values["search_name"]), born_on), []).append(somebody)

    def stored(self) -> Iterator[Somebody]:
        """Those who are in the database."""
        for known in self._by_name.values():
            yield from (somebody for somebody in known if somebody.id is not None)

    def find(self, person: Person) -> tuple[Somebody, bool]:
        """The person of a row, new if need be, and whether somebody else looks the same."""
        index = self._indexes[person.insz.digits] if person.insz is not None else None
        if index is not None and index in self._by_index:
            return self._by_index[index], False
        key = (names.search_name(person.last_name, person.first_name), person.born_on)
        namesakes = self._by_name.get(key, []) if person.born_on is not None else []
        free = [known for known in namesakes if index is None or known.values.get("insz_index") is None]
        if len(free) == 1:
            found = free[0]
            if index is not None:
                self._by_index[index] = found
            return found, False
        created = Somebody()
        self._by_name.setdefault(key, []).append(created)
        if index is not None:
            self._by_index[index] = created
        return created, bool(namesakes)

    def plan(self, person: Person, somebody: Somebody, *, renames: bool) -> tuple[PersonPlan, list[str]]:
        """What this row changes about the person, and the warnings that go with it.

        A damaged name never replaces a good one; a good one always replaces a damaged one. Another good name
        is only taken when `renames` is set.
        """
        if somebody.is_hidden:
            return PersonPlan(somebody, False, {}, {}), []
        is_new = somebody.id is None and not somebody.values
        wanted: dict[str, object] = dict(person.details)
        warnings = [] if is_new else _disagreements(person, somebody.values, renames=renames)
        if is_new or _renamed(person, somebody.values, renames=renames):
            wanted |= {
                "last_name": person.last_name,
                "first_name": person.first_name,
                "search_name": names.search_name(person.last_name, person.first_name),
                "name_is_damaged": person.is_damaged,
            }
        if person.born_on is not None and somebody.values.get("born_on") is None:
            wanted["born_on"] = person.born_on
        insz, kind = "", ""
        if person.insz is not None and somebody.values.get("insz_index") is None:
            wanted["insz_index"] = self._indexes[person.insz.digits]
            insz, kind = person.insz.digits, person.insz.kind
        values = {name: value for name, value in wanted.items() if somebody.values.get(name) != value}
        old = {name: somebody.values.get(name) for name in values}
        return PersonPlan(somebody, is_new, values, old, insz, kind), warnings


def _renamed(person: Person, known: Mapping[str, object], *, renames: bool) -> bool:
    same = (known["last_name"], known["first_name"]) == (person.last_name, person.first_name)
    if same or person.is_damaged:
        return False
    return bool(known["name_is_damaged"]) or renames


def _disagreements(person: Person, known: Mapping[str, object], *, renames: bool) -> list[str]:
    found = []
    is_other = known["search_name"] != names.search_name(person.last_name, person.first_name)
    if is_other and not renames and not person.is_damaged and not known["name_is_damaged"]:
        found.append("other_name")
    if person.born_on is not None and known.get("born_on") not in {None, person.born_on}:
        found.append("other_birth_date")
    return found


def _stored(session: Session, indexes: Iterable[str], search_names: set[str]) -> Iterator[Somebody]:
    columns = [getattr(Learner, name) for name in COLUMNS]
    found: dict[int, Mapping[str, object]] = {}

    def load(column: ColumnElement[object], values: Iterable[object]) -> None:
        listed = list(values)
        for start in range(0, len(listed), CHUNK):
            statement = select(*columns).where(column.in_(listed[start : start + CHUNK]))
            found.update((row[0], dict(row._mapping)) for row in session.execute(statement))

    load(Learner.__table__.c.insz_index, indexes)
    load(Learner.__table__.c.search_name, search_names)
    while merged := {v["merged_into_id"] for v in found.values()} - {None} - found.keys():
        load(Learner.__table__.c.id, merged)
    for key, values in found.items():
        if values["merged_into_id"] is None:
            version = values["version"]
            assert isinstance(version, int)
            yield Somebody(key, version, {name: values[name] for name in COLUMNS[1:]})
