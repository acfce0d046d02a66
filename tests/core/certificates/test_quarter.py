"""Many papers at once: the same papers as one by one, one that is refused stops no other, and twice sent is done once."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit
from core.access.actors import Role
from core.certificates import commands, lot, preflight
from core.certificates.issuing import Run
from core.certificates.living import Handed
from core.certificates.many import Result, Shown
from core.documents import certificate as drawn
from core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from core.learners import vault
from db.models import AuditEntry, Certificate, Deadline, Document, Signatory
from tests import factories
from tests.core.certificates import crowd
from tests.core.certificates.crowd import AFTER, UNTIL, Crowd
from tests.factories import Provider


@pytest.fixture
def people(session: Session, given: Provider) -> Crowd:
    return crowd.gather(session, given)


def issue_many(session: Session, given: Provider, papers: list[Shown], **values: Any) -> Result:
    chosen = {"actor": given.coordinator, "today": AFTER} | values
    return commands.issue_many(session, papers=papers, **chosen)


def content_of(session: Session, paper: Certificate) -> dict[str, object]:
    return dict(session.get_one(Document, paper.document_id).content)


@pytest.mark.usefixtures("people")
def test_many_at_once_freeze_what_one_by_one_would(session: Session, given: Provider) -> None:
    papers = crowd.papers(session)
    alone: dict[int, Mapping[str, object]] = {}
    with session.begin_nested() as undone:
        for paper in papers:
            try:
                with session.begin_nested():
                    commands.issue(
                        session,
                        actor=given.coordinator,
                        today=AFTER,
                        certificate_id=paper.id,
                        version=paper.version,
                    )
            except InvalidInput:
                continue
            document = session.get_one(Document, paper.document_id)
            alone[paper.id] = {
                "content": document.content, "sha256": document.sha256, "number": document.number,
                "pdf": vault.paper_bytes(document.pdf, number=document.number),
            }  # fmt: skip
        undone.rollback()
    session.expire_all()
    result = issue_many(session, given, crowd.shown(crowd.papers(session)))
    assert result.done == {key: kept["number"] for key, kept in alone.items()}
    assert len(result.done) > 3
    for key, kept in alone.items():
        paper = session.get_one(Certificate, key)
        document = session.get_one(Document, paper.document_id)
        opened = vault.paper_bytes(document.pdf, number=document.number)
        assert {"pdf": opened, **{name: getattr(document, name) for name in kept.keys() - {"pdf"}}} == kept


@pytest.mark.usefixtures("people")
def test_one_that_is_refused_stops_no_other_and_says_why(session: Session, given: Provider) -> None:
    papers = crowd.shown(crowd.papers(session))
    found = preflight.of(session, actor=given.coordinator, today=AFTER, until=UNTIL)
    result = issue_many(session, given, papers)
    assert set(result.done) == {paper.certificate_id for paper in found.ready}
    assert {refusal.certificate_id for refusal in result.refused} == set(found.stopped)
    assert all(str(refusal.error) for refusal in result.refused)
    numbers = sorted(number for number in result.done.values() if number.startswith("N"))
    assert numbers == [f"N2027-{n + 1:06d}" for n in range(len(numbers))], "a refusal uses no number"


def test_a_paper_that_changed_since_it_was_shown_is_told_and_left(
    session: Session, given: Provider, people: Crowd
) -> None:
    first, second = (crowd.assiduity(session, people.enrolments[name]) for name in ("right", "also right"))
    shown = crowd.shown([first, second])
    result = issue_many(
        session, given, [replace(shown[0], version=shown[0].version + 1), shown[1], Shown(999_999, 1)]
    )
    assert list(result.done) == [second.id]
    assert {refusal.certificate_id: type(refusal.error) for refusal in result.refused} == {
        first.id: Conflict, 999_999: NotFound,
    }  # fmt: skip
    assert first.document_id is None


@pytest.mark.usefixtures("people")
def test_the_same_submit_twice_is_one(session: Session, given: Provider) -> None:
    papers = crowd.shown(crowd.papers(session))
    first = issue_many(session, given, papers, nonce="n-1")
    documents = session.scalars(select(Document.id)).all()
    again = issue_many(session, given, papers, nonce="n-1")
    assert again.done == first.done
    assert [(r.certificate_id, str(r.error)) for r in again.refused] == [
        (r.certificate_id, str(r.error)) for r in first.refused
    ]
    assert session.scalars(select(Document.id)).all() == documents
    without_nonce = issue_many(session, given, papers)
    assert without_nonce.done == {}


@pytest.mark.usefixtures("people")
def test_each_paper_and_the_lot_stand_in_the_audit(session: Session, given: Provider) -> None:
    result = issue_many(session, given, crowd.shown(crowd.papers(session)))
    acts = session.scalars(select(AuditEntry.action)).all()
    assert acts.count("certificate.issue") == len(result.done)
    assert acts.count("certificate.issue_many") == 1
    assert audit.verify(session).findings == ()


def test_from_issue_to_delivery_the_terms_are_met(session: Session, given: Provider, people: Crowd) -> None:
    wanted = [crowd.assiduity(session, people.enrolments[name]) for name in ("right", "also right")]
    issue_many(session, given, crowd.shown(wanted))
    signatory = session.scalars(select(Signatory.id)).one()
    asked: dict[str, Any] = {"session": session, "actor": given.coordinator, "today": AFTER}
    unsigned = commands.deliver_many(**asked, papers=crowd.shown(wanted), handed=Handed(AFTER, "hand", "An"))
    assert [str(refusal.error) for refusal in unsigned.refused] == [
        "Dit getuigschrift is nog niet ondertekend. Noteer eerst de stempel en de handtekening."
    ] * 2
    by_mail = commands.deliver_many(**asked, papers=crowd.shown(wanted), handed=Handed(AFTER, "mail", "An"))
    assert by_mail.done == {}, "the source asks an original signature on it"
    printed = commands.print_many(**asked, papers=crowd.shown(wanted), nonce="p")
    assert printed.done == commands.print_many(**asked, papers=crowd.shown(wanted), nonce="p").done
    assert [paper.stage for paper in lot.read(session, actor=given.coordinator, until=UNTIL).at("printed")]
    signed = commands.sign_many(
        **asked, papers=crowd.shown(wanted), signatory_id=signatory, signed_on=AFTER, nonce="s"
    )
    assert signed.done == printed.done
    delivered = commands.deliver_many(
        **asked, papers=crowd.shown(wanted), handed=Handed(AFTER, "post", "An"), nonce="d"
    )
    assert set(delivered.done.values()) == {"N2027-000001", "N2027-000002"}
    states = session.execute(
        select(Deadline.state, Deadline.met_on).where(
            Deadline.subject_kind == "certificate", Deadline.subject_id.in_([paper.id for paper in wanted])
        )
    )
    assert set(states) == {("met", AFTER)}
    assert lot.read(session, actor=given.coordinator, until=UNTIL).delivered == 2


def test_late_ones_ask_for_a_reason_and_the_others_go(
    session: Session, given: Provider, people: Crowd
) -> None:
    late = crowd.papers(session, date(2026, 10, 1))
    mine = [paper for paper in late if paper.enrolment_id == people.enrolments["right"].id]
    on_time = [crowd.assiduity(session, people.enrolments["right"])]
    asked: dict[str, Any] = {"session": session, "actor": given.coordinator, "today": AFTER}
    issue_many(session, given, crowd.shown(mine + on_time))
    commands.sign_many(
        **asked, papers=crowd.shown(mine + on_time), signatory_id=session.scalars(select(Signatory.id)).one(),
        signed_on=AFTER,
    )  # fmt: skip
    both = crowd.shown(mine + on_time)
    result = commands.deliver_many(**asked, papers=both, handed=Handed(AFTER, "hand", "An"))
    assert list(result.done) == [on_time[0].id]
    assert "waarom" in str(result.refused[0].error)
    handed = Handed(AFTER, "hand", "An", "staff")
    assert commands.deliver_many(**asked, papers=crowd.shown(mine), handed=handed).done
    assert (mine[0].late_reason, on_time[0].late_reason) == ("staff", "")


@pytest.mark.usefixtures("people")
def test_who_may_not_is_refused_as_a_whole(session: Session, given: Provider) -> None:
    papers = crowd.shown(crowd.papers(session))
    reader = factories.actor(session, Role.READER)
    with pytest.raises(NotAllowed):
        issue_many(session, given, papers, actor=reader)
    with pytest.raises(InvalidInput):
        issue_many(session, given, [])
    elsewhere = factories.actor(session, Role.COORDINATOR, campuses=[given.other])
    result = issue_many(session, given, papers, actor=elsewhere)
    assert result.done == {}
    assert {type(refusal.error) for refusal in result.refused} == {NotFound}


def test_a_run_of_one_draws_the_same_bytes_as_a_run_of_many(
    session: Session, given: Provider, people: Crowd
) -> None:
    from core.certificates import content

    papers = crowd.papers(session)
    together = Run.of(session, papers, today=AFTER, signatory_id=None)
    paper = crowd.assiduity(session, people.enrolments["right"])
    alone = content.gather(session, paper=paper, today=AFTER, signatory_id=None)
    shared = content.of(together.facts[paper.id], together.issuer, today=AFTER)
    assert drawn.render(alone) == drawn.render(shared)
