"""Qualifications edited by hand: what is in use stays."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.errors import Conflict, NotFound
from core.trajectories import commands, queries
from core.trajectories.catalogue import CompetenceCard, PartCard
from core.trajectories.catalogue_store import Edited
from db.models import PartialQualification, Qualification
from tests import factories
from tests.core.conftest import Refused
from tests.core.trajectories import test_catalogue
from tests.factories import COMPETENCES, PARTS, TODAY, Provider

ONE, TWO = PARTS


def cards(*codes: str) -> list[CompetenceCard]:
    return [CompetenceCard(code, f"Kan nu {code[-1]}", "") for code in codes]


def edit(
    session: Session,
    given: Provider,
    *,
    version: int | None = None,
    key: int | None = None,
    **changes: object,
) -> None:
    row = session.get_one(Qualification, given.qualification.id)
    parts = [PartCard(code, f"Deel {code[-2:]}", tuple(inside)) for code, inside in PARTS.items()]
    wanted = {
        "title": "Nieuw",
        "vks_level": 4,
        "recognised_on": None,
        "ended_on": None,
        "competences": cards(*COMPETENCES),
    }
    edited = Edited(**(wanted | {"parts": parts} | changes))  # type: ignore[arg-type]
    commands.edit_qualification(
        session, actor=given.coordinator, today=TODAY, qualification_id=key or row.id, version=version or row.version,
        edited=edited,
    )  # fmt: skip
    session.expire_all()


def test_titles_and_level_are_changed_and_what_is_new_is_added(session: Session, given: Provider) -> None:
    edit(session, given, competences=cards(*COMPETENCES, "bkc9100009"))
    (found,) = queries.qualifications(session)
    assert (found.title, found.vks_level, found.version) == ("Nieuw", 4, 2)
    assert found.competences["bkc9100009"] == "Kan nu 9"


def test_what_nobody_uses_can_go_and_what_is_used_stays(
    session: Session, given: Provider, refused: Refused
) -> None:
    edit(session, given, competences=cards(*COMPETENCES[:3]), parts=[PartCard(ONE, "Deel 01", PARTS[ONE])])
    (found,) = queries.qualifications(session)
    assert ([part.code for part in found.parts], len(found.competences)) == ([ONE], 3)
    factories.earned(session, given, outcome="parts", parts=[ONE], competences=[COMPETENCES[2]])
    with refused(text=f"{ONE} wordt gebruikt"):
        edit(session, given, competences=cards(*COMPETENCES[:3]), parts=[])
    with refused(text=f"{COMPETENCES[2]} wordt gebruikt"):
        edit(
            session, given, competences=cards(*COMPETENCES[:2]), parts=[PartCard(ONE, "Deel 01", PARTS[ONE])]
        )


def test_a_part_in_a_trajectory_stays(session: Session, given: Provider, refused: Refused) -> None:
    part = session.scalars(select(PartialQualification).where(PartialQualification.code == TWO)).one()
    factories.trajectory(session, "T-902", of=given.qualification, parts=[part])
    with refused(text=f"{TWO} wordt gebruikt"):
        edit(session, given, parts=[PartCard(ONE, "Deel 01", PARTS[ONE])])


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"title": " "}, "titel van de kwalificatie"),
        ({"vks_level": 9}, "tussen 1 en 8"),
        ({"parts": [PartCard(ONE, "Deel", ("bkc0",))]}, "noemt bkc0"),
    ],
)
def test_an_edit_that_cannot_be_is_refused(
    session: Session, given: Provider, refused: Refused, changes: dict[str, object], text: str
) -> None:
    with refused(text=text):
        edit(session, given, **changes)  # type: ignore[arg-type]


def test_a_stale_or_vanished_qualification_says_so(
    session: Session, given: Provider, refused: Refused
) -> None:
    with refused(NotFound):
        edit(session, given, key=9_999)
    with refused(Conflict) as caught:
        edit(session, given, version=7)
    assert isinstance(caught.value, Conflict)
    assert caught.value.stored["title"] == "Voorbeeldmaker"


def test_an_answer_of_the_authority_read_twice_changes_nothing(session: Session, given: Provider) -> None:
    def read() -> str:
        return commands.import_qualification(
            session, actor=given.coordinator, today=TODAY, text=test_catalogue.text()
        )

    code = read()
    first = {
        row.code: (row.title, row.parts, dict(row.competences)) for row in queries.qualifications(session)
    }
    assert read() == code
    session.expire_all()
    assert {
        row.code: (row.title, row.parts, dict(row.competences)) for row in queries.qualifications(session)
    } == first
    assert set(first) == {"BK-9100-1", code}
