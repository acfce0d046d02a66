"""Finding people by a piece of their name: full text on SQLite, trigrams on PostgreSQL, the same answer on both."""

from sqlalchemy import ColumnElement, Integer, Select, column, literal_column, select, table
from sqlalchemy.orm import Session

from core.learners.names import folded
from db.models import Learner

TRIGRAM = 3


def matching(session: Session, text: str) -> Select[int]:
    """A select of the learners whose name holds every word of `text`."""
    words = folded(text).split()
    if session.get_bind().dialect.name != "sqlite":
        return select(Learner.id).where(*(_like(word) for word in words))
    long = [word for word in words if len(word) >= TRIGRAM]
    short = [word for word in words if len(word) < TRIGRAM]
    if not long:
        return select(Learner.id).where(*(_starts(word) for word in short))
    index = table("learner_search", column("rowid"))
    quoted = " AND ".join('"' + word.replace('"', '""') + '"' for word in long)
    found = select(literal_column("learner_search.rowid", Integer)).select_from(index)
    found = found.where(literal_column("learner_search").op("MATCH")(quoted))
    if not short:
        return found
    return select(Learner.id).where(Learner.id.in_(found), *(_starts(word) for word in short))


def _like(word: str) -> ColumnElement[bool]:
    return Learner.search_name.contains(word, autoescape=True) if len(word) >= TRIGRAM else _starts(word)


def _starts(word: str) -> ColumnElement[bool]:
    """One or two letters: only at the start of a word, or every page would match."""
    return Learner.search_name.startswith(word, autoescape=True) | Learner.search_name.contains(
        f" {word}", autoescape=True
    )
