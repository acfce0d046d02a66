"""Finding people by a piece of their name: full text on SQLite, trigrams on PostgreSQL, the same answer on both.

The statement depends only on how many words there are of each kind, so it is built once; the words are bound.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    String,
    bindparam,
    column,
    literal_column,
    select,
    table,
)
from sqlalchemy.orm import Session

from core.learners.names import folded
from db.models import Learner

TRIGRAM = 3


@dataclass(frozen=True, slots=True)
class Wording:
    """What a search looks like without its words."""

    has_full_text: bool
    long: int
    short: int


@dataclass(frozen=True, slots=True)
class Asked:
    """A search: how it is worded, and the values that its statement binds."""

    wording: Wording
    values: Mapping[str, str]


def asked(session: Session, text: str) -> Asked:
    """Every word of `text` must be found; one or two letters only at the start of a word."""
    words = folded(text).split()
    long = [word for word in words if len(word) >= TRIGRAM]
    short = [word for word in words if len(word) < TRIGRAM]
    wording = Wording(session.get_bind().dialect.name == "sqlite", len(long), len(short))
    values = {f"short_{at}": _escaped(word) for at, word in enumerate(short)}
    if wording.has_full_text:
        values["match"] = " AND ".join('"' + word.replace('"', '""') + '"' for word in long)
    else:
        values |= {f"long_{at}": f"%{_escaped(word)}%" for at, word in enumerate(long)}
    return Asked(wording, values)


def matching(session: Session, text: str) -> Select[int]:
    """A select of the learners whose name holds every word of `text`."""
    found = asked(session, text)
    return statement(found.wording).params(found.values)


@lru_cache(maxsize=64)
def statement(wording: Wording) -> Select[int]:
    """The select of the learners; `Asked.values` holds what it binds."""
    starts = [_starts(f"short_{at}") for at in range(wording.short)]
    if not wording.has_full_text:
        holds = [_like(f"long_{at}") for at in range(wording.long)]
        return select(Learner.id).where(*holds, *starts)
    if not wording.long:
        return select(Learner.id).where(*starts)
    index = table("learner_search", column("rowid"))
    found = select(literal_column("learner_search.rowid", Integer)).select_from(index)
    found = found.where(literal_column("learner_search").op("MATCH")(bindparam("match", type_=String())))
    return found if not starts else select(Learner.id).where(Learner.id.in_(found), *starts)


def _escaped(word: str) -> str:
    return word.replace("/", "//").replace("%", "/%").replace("_", "/_")


def _like(name: str) -> ColumnElement[bool]:
    return Learner.search_name.like(bindparam(name, type_=String()), escape="/")


def _starts(name: str) -> ColumnElement[bool]:
    """One or two letters: only at the start of a word, or every page would match."""
    word = bindparam(name, type_=String())
    return Learner.search_name.like(word.concat("%"), escape="/") | Learner.search_name.like(
        literal_column("'% '", String()).concat(word).concat("%"), escape="/"
    )
