"""Trajectories and who takes part in them."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.errors import Conflict, InvalidInput, NotFound
from core.trajectories import commands, lists, queries
from core.trajectories.commands import Recognition
from db.models import Deadline, Participation, Proof, Trajectory
from tests import factories
from tests.core.conftest import Refused
from tests.factories import PARTS, TODAY, Provider

ONE, TWO = PARTS
WANTED = Recognition(
    "T-950", "Nieuw traject", "evc", "partial", "BK-9100-1", "BKT-950", date(2020, 1, 1), None, (ONE,)
)


def add(session: Session, given: Provider, **changes: object) -> int:
    wanted = replace(WANTED, **changes)  # type: ignore[arg-type]
    return commands.add_trajectory(session, actor=given.coordinator, today=TODAY, recognition=wanted)


def change(session: Session, given: Provider, row: Trajectory, **changes: object) -> None:
    held = Recognition(
        row.code,
        row.name,
        row.kind,
        row.level,
        "BK-9100-1",
        row.recognition_number,
        row.recognised_on,
        row.recognition_ends_on,
    )
    commands.change_trajectory(
        session, actor=given.coordinator, today=TODAY, trajectory_id=row.id, version=row.version,
        recognition=replace(held, **changes),  # type: ignore[arg-type]
    )  # fmt: skip
    session.flush()
    session.expire_all()


def enrol(
    session: Session, given: Provider, learner_id: int, starts_on: date = date(2026, 1, 5), **changes: int
) -> int:
    keys = {"trajectory_id": given.trajectory.id, "campus_id": given.campus.id} | changes
    return commands.enrol(
        session, actor=given.coordinator, today=TODAY, learner_id=learner_id, starts_on=starts_on, **keys
    )


def test_a_partial_trajectory_holds_its_parts_and_what_they_hold(session: Session, given: Provider) -> None:
    found = queries.facts_of(session, add(session, given))
    assert (found.codes, set(found.parts), set(found.competences)) == ((ONE,), {ONE}, set(PARTS[ONE]))
    whole = queries.facts_of(session, given.trajectory.id)
    assert (whole.codes, set(whole.parts), len(whole.competences)) == (("BK-9100-1",), set(PARTS), 4)


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"code": " "}, "code en de naam"),
        ({"name": ""}, "code en de naam"),
        ({"kind": "cursus"}, "soort en het niveau"),
        ({"level": "master"}, "soort en het niveau"),
        ({"recognition_ends_on": date(2019, 1, 1)}, "vóór ze begint"),
        ({"qualification_code": "BK-0000-1"}, "staat niet in de lijst"),
        ({"parts": ()}, "minstens één deelkwalificatie"),
        ({"parts": ("BK-0000-1-DBK-01",)}, "minstens één deelkwalificatie"),
        ({"code": "T-901"}, "T-901 bestaat al"),
        ({"name": "x" * 201}, "200 tekens"),
    ],
)
def test_a_trajectory_that_cannot_be_is_refused(
    session: Session, given: Provider, refused: Refused, changes: dict[str, object], text: str
) -> None:
    with refused(text=text):
        add(session, given, **changes)


def test_a_changed_trajectory_keeps_a_code_of_its_own(
    session: Session, given: Provider, refused: Refused
) -> None:
    row = session.get_one(Trajectory, add(session, given))
    with refused(InvalidInput, "T-901 bestaat al"):
        change(session, given, row, code="T-901", parts=(ONE,))
    change(session, given, row, name="Andere naam", parts=(ONE, TWO))
    assert (row.name, row.version, set(queries.facts_of(session, row.id).parts)) == (
        "Andere naam",
        2,
        {ONE, TWO},
    )


def test_a_stale_or_vanished_trajectory_says_so(session: Session, given: Provider, refused: Refused) -> None:
    shared = {"actor": given.coordinator, "today": TODAY, "recognition": WANTED}
    with refused(NotFound):
        commands.change_trajectory(session, trajectory_id=9_999, version=1, **shared)  # type: ignore[arg-type]
    with refused(Conflict) as caught:
        commands.change_trajectory(session, trajectory_id=given.trajectory.id, version=9, **shared)  # type: ignore[arg-type]
    assert isinstance(caught.value, Conflict)
    assert caught.value.stored["name"] == "Opleiding T-901"
    with refused(NotFound):
        queries.facts_of(session, 9_999)


def test_level_and_qualification_are_fixed_once_proofs_follow(
    session: Session, given: Provider, refused: Refused
) -> None:
    row = session.get_one(Trajectory, given.trajectory.id)
    change(session, given, row, level="partial", parts=(ONE,))
    change(session, given, row, level="professional")
    factories.earned(session, given)
    with refused(text="liggen vast"):
        change(session, given, row, level="partial", parts=(ONE,))


def test_a_recognition_put_right_frees_its_proofs_and_a_wrong_one_holds_them(
    session: Session, given: Provider
) -> None:
    (proof,) = factories.earned(session, given)
    row = session.get_one(Trajectory, given.trajectory.id)
    change(session, given, row, recognised_on=date(2026, 11, 3))
    assert (proof.hold, session.scalars(select(Deadline.hold)).one()) == ("not_recognised", "not_recognised")
    change(session, given, row, recognised_on=date(2019, 9, 1))
    assert (proof.hold, session.scalars(select(Deadline.hold)).one(), proof.version) == ("", "", 3)


def test_somebody_takes_part_once_at_a_time(session: Session, given: Provider, refused: Refused) -> None:
    somebody = factories.learner(session)
    key = enrol(session, given, somebody.id)
    with refused(text="volgt traject T-901 al"):
        enrol(session, given, somebody.id)
    for missing in ({"trajectory_id": 9_999}, {"campus_id": 9_999}):
        with refused(NotFound):
            enrol(session, given, somebody.id, **missing)
    with refused(NotFound):
        enrol(session, given, 9_999)
    session.get_one(Participation, key).completed_on = TODAY
    session.get_one(Participation, key).outcome = "none"
    session.flush()
    assert enrol(session, given, somebody.id) != key


def test_a_start_more_than_a_year_ahead_is_a_slip_of_the_year(
    session: Session, given: Provider, refused: Refused
) -> None:
    somebody, ahead = factories.learner(session), TODAY + timedelta(days=366)
    for slip in (date(2062, 11, 27), ahead + timedelta(days=1)):
        with refused(text="meer dan een jaar vooruit"):
            enrol(session, given, somebody.id, starts_on=slip)
    key = enrol(session, given, somebody.id, starts_on=ahead)
    assert session.get_one(Participation, key).starts_on == ahead


def test_a_file_that_was_merged_away_does_not_start_anything(
    session: Session, given: Provider, refused: Refused
) -> None:
    keep, gone = factories.learner(session), factories.learner(session)
    gone.merged_into_id = keep.id
    session.flush()
    with refused(NotFound):
        enrol(session, given, gone.id)


def test_the_lists_of_trajectories_and_qualifications_count_and_hold_their_parts(
    session: Session, given: Provider
) -> None:
    factories.earned(session, given)
    enrol(session, given, factories.learner(session).id)
    (row,) = lists.trajectories(session)
    assert (row.code, row.participations, row.completed, row.qualification_code) == (
        "T-901",
        2,
        1,
        "BK-9100-1",
    )
    (found,) = queries.qualifications(session)
    assert ([part.code for part in found.parts], len(found.competences)) == ([ONE, TWO], 4)
    assert session.scalars(select(Proof.title)).one().endswith("(BK-9100-1)")
