"""Another way of counting a paper's term: the preview says what the change then does, and moves nothing that is closed."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.actors import Actor, Role
from core.certificates import checking, owed
from core.certificates import commands as certificates
from core.certificates.living import Handed
from core.deadlines import commands, queries, terms
from core.forecast import moved_papers, what_if
from db.models import Certificate, Deadline, Enrolment, Signatory
from tests import attendance_factories as making
from tests import factories
from tests.factories import Provider

TODAY = date(2026, 10, 1)
RULE = "bev_enrolment_certificate"
LONGER = {"term_after_start": "30 day"}
SOURCE = "Afspraak met de administratie van 1 september"


@pytest.fixture
def boss(session: Session) -> Actor:
    return factories.actor(session, Role.ADMINISTRATOR)


@pytest.fixture
def papers(session: Session, given: Provider) -> list[Enrolment]:
    """Three in time and one late on one campus, one in time on the other; the first one's paper was delivered."""
    here = making.course(session, campus=given.campus, starts_on=date(2026, 9, 7))
    group = making.group(session, course=here)
    making.slot(session, group=group)
    there = making.course(session, campus=given.other, starts_on=date(2026, 9, 7))
    made = []
    for number, (course, on) in enumerate([(here, 7), (here, 7), (here, 7), (here, 21), (there, 7)]):
        learner = factories.learner(session, f"Peeters {'ABCDE'[number]}", "Jan")
        enrolled_on, of = date(2026, 9, on), group if course is here else None
        made.append(
            making.enrolment(session, course=course, learner=learner, enrolled_on=enrolled_on, group=of)
        )
    owed.settle(session, enrolment_ids=[each.id for each in made], terms=terms.load(session))
    deliver(session, given, made[0])
    return made


def deliver(session: Session, given: Provider, enrolment: Enrolment) -> None:
    """Issued, signed and delivered on 20 September."""
    paper = session.get_one(Certificate, term_of(session, enrolment).subject_id)
    on = date(2026, 9, 20)
    asked: dict[str, Any] = {
        "session": session,
        "actor": given.coordinator,
        "today": on,
        "certificate_id": paper.id,
    }
    certificates.issue(**asked, version=paper.version)
    signatory = session.scalars(select(Signatory.id)).first()
    certificates.note_signed(**asked, version=paper.version, signatory_id=signatory, signed_on=on)
    certificates.deliver(**asked, version=paper.version, handed=Handed(on, "hand", "An"))


def term_of(session: Session, enrolment: Enrolment) -> Deadline:
    found = select(Deadline).join(Certificate, Certificate.id == Deadline.subject_id)
    wanted = found.where(
        Deadline.rule_id == RULE, Certificate.enrolment_id == enrolment.id, Certificate.kind == "enrolment"
    )
    return session.scalars(wanted).one()


def test_the_preview_counts_open_papers_only_and_lists_whose_they_are(
    session: Session, given: Provider, boss: Actor, papers: list[Enrolment]
) -> None:
    found = what_if.preview(session, actor=boss, today=TODAY, rule_id=RULE, chosen=LONGER)
    assert (found.summary.open, found.summary.moved, found.summary.saved) == (4, 3, 3)
    assert found.beyond_law == 3
    rows = moved_papers.of_page(session, actor=boss, today=TODAY, rule_id=RULE, moved=found.moved)
    assert {row.row.last_name for row in rows} == {"Peeters B", "Peeters C", "Peeters E"}
    assert {(row.shift.was_on, row.shift.due_on) for row in rows} == {(date(2026, 9, 27), date(2026, 10, 7))}


def test_somebody_of_one_campus_sees_only_those_move(
    session: Session, given: Provider, papers: list[Enrolment]
) -> None:
    actor = factories.actor(session, Role.COORDINATOR, campuses=[given.other])
    found = what_if.preview(session, actor=actor, today=TODAY, rule_id=RULE, chosen=LONGER)
    assert found.summary.moved == 1
    rows = moved_papers.of_page(session, actor=actor, today=TODAY, rule_id=RULE, moved=found.moved)
    assert [row.row.last_name for row in rows] == ["Peeters E"]


def test_the_change_does_what_the_preview_said_and_leaves_what_was_delivered(
    session: Session, given: Provider, boss: Actor, papers: list[Enrolment]
) -> None:
    foretold = what_if.preview(session, actor=boss, today=TODAY, rule_id=RULE, chosen=LONGER).summary
    done = commands.change_rule(
        session, actor=boss, today=TODAY, rule_id=RULE, values=LONGER, source=SOURCE,
        version=queries.version(session, rule_id=RULE),
    )  # fmt: skip
    assert done == foretold
    due = [term_of(session, each).due_on for each in papers]
    assert due == [
        date(2026, 9, 27), date(2026, 10, 7), date(2026, 10, 7), date(2026, 9, 29), date(2026, 10, 7),
    ]  # fmt: skip
    assert list(checking.differences(session, terms=terms.load(session))) == []


def test_pages_of_what_moves_follow_each_other(
    session: Session, given: Provider, boss: Actor, papers: list[Enrolment], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(what_if, "PAGE_SIZE", 2)
    found = what_if.preview(session, actor=boss, today=TODAY, rule_id=RULE, chosen=LONGER)
    pages = [
        [row.row.last_name for row in moved_papers.of_page(
            session, actor=boss, today=TODAY, rule_id=RULE, moved=found.moved, page=number
        )]
        for number in (1, 2, 3)
    ]  # fmt: skip
    assert [len(page) for page in pages] == [2, 1, 0]
    assert len({name for page in pages for name in page}) == 3
