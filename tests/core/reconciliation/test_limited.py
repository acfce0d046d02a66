"""Who works on some campuses compares the proofs of those, and learns of nobody elsewhere."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.actors import Actor, Role
from core.errors import NotFound
from core.reconciliation import commands, outcome, queries
from core.reconciliation.rows import Shown
from db.models import Learner, ReconciliationRow
from tests import factories
from tests.core.conftest import Refused
from tests.core.reconciliation.conftest import NUMBERS, Compare, Rows, registered, row_of, stranger
from tests.factories import TODAY, Provider

WHY = "nagekeken met de lesgever"


@pytest.fixture
def gent(session: Session, given: Provider) -> Actor:
    """A registrar of campus Gent only."""
    return factories.actor(session, Role.REGISTRAR, campuses=[given.campus])


def test_rows_about_other_campuses_are_a_number_and_look_like_rows_about_nobody(
    session: Session, given: Provider, gent: Actor, compare: Compare, rows: Rows
) -> None:
    own = registered(session, given)
    there = registered(session, given, campus=given.other, last_name="Elders")
    known = compare(row_of(session, own, Familienaam="Jansens"), row_of(session, there), actor=gent)
    nobody = compare(row_of(session, own, Familienaam="Jansens"), stranger(), actor=gent)
    assert known.counts == nobody.counts
    assert known.counts[outcome.OUTSIDE] == 1
    for found in (known, nobody):
        assert [(row.kind, row.proof_id) for row in rows(found, gent)] == [("different", own.id)]
    assert "Elders" not in str(session.execute(select(ReconciliationRow.differences)).all())


def test_what_is_missing_on_another_campus_is_not_told(
    session: Session, given: Provider, gent: Actor, compare: Compare
) -> None:
    registered(session, given, campus=given.other)
    assert compare(stranger(), actor=gent).different == 0


def test_a_proof_elsewhere_of_a_person_of_ours_is_unknown_like_any_other(
    session: Session, given: Provider, gent: Actor, compare: Compare, rows: Rows
) -> None:
    own = registered(session, given)
    somebody = session.get_one(Learner, own.learner_id)
    there = registered(
        session,
        given,
        campus=given.other,
        learner=somebody,
        outcome="parts",
        parts=["BK-9100-1-DBK-01"],
        completed_on=date(2026, 11, 3),
    )
    cells = row_of(
        session,
        there,
        Rijksregisternummer=NUMBERS[own.id],
        Soort_bewijs="Deelkwalificatie",
        Uitgereikt_op=None,
    )
    found = compare(row_of(session, own), cells, actor=gent)
    assert [(row.kind, row.cause, row.proof_id) for row in rows(found, gent)] == [("unknown", "proof", None)]


def test_of_a_comparison_of_everything_only_the_own_differences_show_and_no_totals(
    session: Session, given: Provider, gent: Actor, compare: Compare, rows: Rows, refused: Refused
) -> None:
    own, there = registered(session, given), registered(session, given, campus=given.other)
    found = compare(stranger())
    seen = queries.comparison(session, actor=gent, reconciliation_id=found.id)
    assert seen is not None
    assert (dict(seen.counts), dict(seen.kinds)) == ({}, {"missing": (1, 1)})
    assert [row.proof_id for row in rows(found, gent)] == [own.id]
    elsewhere = next(row for row in rows(found) if row.proof_id == there.id)
    assert queries.row(session, actor=gent, row_id=elsewhere.id) is None
    with refused(NotFound):
        commands.decide(
            session, actor=gent, today=TODAY, shown=[Shown(elsewhere.id, elsewhere.version)], decision="accept", reason=WHY
        )  # fmt: skip
    with refused(NotFound):
        commands.remove(session, actor=gent, today=TODAY, reconciliation_id=found.id)


def test_a_comparison_without_anything_of_his_campuses_does_not_exist_for_him(
    session: Session, given: Provider, gent: Actor, compare: Compare
) -> None:
    registered(session, given, campus=given.other)
    found = compare(stranger())
    assert queries.comparison(session, actor=gent, reconciliation_id=found.id) is None
    assert queries.history(session, actor=gent) == []
    assert queries.same_file(session, actor=gent, sha256=found.sha256) is None


def test_he_decides_about_his_own_and_removes_what_he_compared(
    session: Session, given: Provider, gent: Actor, compare: Compare, rows: Rows
) -> None:
    registered(session, given)
    found = compare(stranger(), actor=gent)
    (missing,) = rows(found, gent)
    commands.decide(
        session, actor=gent, today=TODAY, shown=[Shown(missing.id, missing.version)], decision="accept", reason=WHY
    )  # fmt: skip
    again = compare(stranger(), actor=gent)
    assert [(row.decision, row.is_carried) for row in rows(again, gent)] == [("accept", True)]
    commands.remove(session, actor=gent, today=TODAY, reconciliation_id=again.id)
    assert [row.id for row in queries.history(session, actor=gent)] == [found.id]
