"""Finding people by a piece of their name: full text on SQLite, trigrams on PostgreSQL, the same answer on both."""

import unicodedata

from sqlalchemy import ColumnElement, Integer, Select, column, literal_column, select, table
from sqlalchemy.orm import Session

from db.models import Learner

TRIGRAM = 3
# Letters that Unicode does not take apart into a plain letter and a mark.
PLAIN = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"}
)


def folded(text: str) -> str:
    """Lower case without marks, single spaces: how names are kept for searching."""
    apart = unicodedata.normalize("NFKD", text.casefold().translate(PLAIN))
    return " ".join("".join(c for c in apart if not unicodedata.combining(c)).split())


def search_name(*, last_name: str, first_name: str) -> str:
    """The searchable form of a name, family name first."""
    return folded(f"{last_name} {first_name}")


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
