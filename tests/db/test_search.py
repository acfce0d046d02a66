"""The index of names agrees with the people, whatever way they were written."""

import pytest
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.orm import Session

import db.search
from core.learners import names, searching
from db.models import Learner
from tests import factories


def found(session: Session, typed: str) -> list[str]:
    rows = session.scalars(
        select(Learner.last_name).where(Learner.id.in_(searching.matching(session, typed)))
    )
    return sorted(rows)


def rows(*people: str) -> list[dict[str, object]]:
    empty = {"search_name": "", "name_is_damaged": False, "birth_place": "", "insz_tail": "", "insz_kind": ""}
    blank = dict.fromkeys(
        (
            "language",
            "street",
            "postal_code",
            "city",
            "country",
            "email",
            "phone",
            "employer_name",
            "employer_number",
        ),
        "",
    )
    return [
        empty | blank | {"id": 500 + at, "last_name": name, "first_name": "An", "search_name": names.search_name(name, "An"), "version": 1}
        for at, name in enumerate(people)
    ]  # fmt: skip


def test_people_written_changed_and_removed_one_by_one_are_found_and_lost(session: Session) -> None:
    somebody = factories.learner(session, "Vermeulen")
    factories.learner(session, "Peeters")
    assert found(session, "meul") == ["Vermeulen"]
    somebody.last_name, somebody.search_name = "Vandamme", names.search_name("Vandamme", "Zoë")
    session.flush()
    assert (found(session, "meul"), found(session, "damme")) == ([], ["Vandamme"])
    somebody.city = "Gent"
    session.flush()
    assert db.search.holds(session)
    session.delete(somebody)
    session.flush()
    assert found(session, "damme") == []
    assert db.search.holds(session)


def test_people_written_in_bulk_are_found_once_they_are_added(session: Session) -> None:
    people = rows("Claes", "Goossens")
    session.execute(insert(Learner.__table__), people)  # type: ignore[arg-type]
    db.search.add_many(session, [(int(str(row["id"])), str(row["search_name"])) for row in people])
    assert found(session, "goos") == ["Goossens"]
    assert db.search.holds(session)
    db.search.remove_many(session, [(int(str(row["id"])), str(row["search_name"])) for row in people])
    session.execute(delete(Learner).where(Learner.id >= 500))
    assert found(session, "goos") == []
    assert db.search.holds(session)


def test_a_bulk_write_that_forgot_the_index_is_noticed_and_mended(session: Session) -> None:
    session.execute(insert(Learner.__table__), rows("Claes"))  # type: ignore[arg-type]
    on_sqlite = session.get_bind().dialect.name == "sqlite"
    assert db.search.holds(session) is not on_sqlite
    db.search.rebuild(session)
    assert db.search.holds(session)
    assert found(session, "claes") == ["Claes"]


def test_a_name_changed_behind_the_mapper_is_noticed(session: Session) -> None:
    factories.learner(session, "Claes")
    session.execute(update(Learner).values(search_name="pauwels an"))
    assert db.search.holds(session) is (session.get_bind().dialect.name != "sqlite")


def test_nothing_to_add_is_nothing_done(session: Session) -> None:
    db.search.add_many(session, [])
    db.search.remove_many(session, [])
    assert session.scalar(text("select count(*) from learner")) == 0


@pytest.mark.parametrize(
    ("typed", "who"),
    [
        ("nguyễn", ["Nguyễn"]),
        ("NGUYEN", ["Nguyễn"]),
        ("wisniewski", ["Wiśniewski"]),
        ("łuk wiś", ["Wiśniewski"]),
        ("d'h", ["D'Haese"]),
        ("van den", ["Van den Bossche"]),
        ("bossche van", ["Van den Bossche"]),
        ("de", ["Van den Bossche"]),
        ("wi lu", ["Wiśniewski"]),
        ("an", ["D'Haese", "Nguyễn", "Van den Bossche"]),
        ("%", []),
        ("_", []),
        ('"', []),
        ("a\"b* OR", []),
        ("zz", []),
    ],
)  # fmt: skip
def test_a_piece_of_a_name_finds_the_same_people_on_both_databases(
    session: Session, typed: str, who: list[str]
) -> None:
    for last, first in (
        ("Nguyễn", "An"),
        ("Wiśniewski", "Łukasz"),
        ("D'Haese", "An"),
        ("Van den Bossche", "An"),
    ):
        factories.learner(session, last, first)
    assert found(session, typed) == who
