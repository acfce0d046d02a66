"""A paper of before Termijnwacht: its term, its lock, its correction, its place in the lists, and taking it back."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from core.access.actors import Role
from core.certificates import (
    checking,
    commands,
    details,
    exporting,
    listing,
    lot,
    pile,
    queries,
    register,
)
from core.certificates.earlier import Earlier
from core.certificates.filters import Filters, Status
from core.certificates.living import Handed
from core.certificates.many import Shown
from core.certificates.register_narrowing import Asked
from core.certificates.terms_of_papers import is_earlier
from core.deadlines import terms
from core.enrolments import commands as enrolments
from core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from db.models import AuditEntry, Certificate, Deadline, Enrolment, Signatory
from tests import factories
from tests.core.certificates import papers
from tests.factories import Provider

TODAY = date(2027, 3, 1)
DELIVERED = Earlier(date(2027, 1, 5), "AV/2026-17", date(2027, 1, 8), "post", "Balie")
REASON = "De uren van november waren fout overgenomen"


@pytest.fixture
def enrolment(session: Session, given: Provider) -> Enrolment:
    return papers.enrolled(session, given)


@pytest.fixture
def paper(session: Session, enrolment: Enrolment) -> Certificate:
    """The paper of assiduity of the first period."""
    return papers.paper(session, enrolment, "assiduity", 1)


def note(session: Session, given: Provider, row: Certificate, earlier: Earlier = DELIVERED) -> None:
    commands.note_earlier(
        session, actor=given.coordinator, today=TODAY, certificate_id=row.id, version=row.version, earlier=earlier
    )  # fmt: skip
    session.flush()


def term(session: Session, row: Certificate) -> Deadline:
    return session.scalars(
        select(Deadline).where(Deadline.subject_kind == "certificate", Deadline.subject_id == row.id)
    ).one()


def nothing_differs(session: Session) -> bool:
    return not list(checking.differences(session, terms=terms.load(session)))


def correct(session: Session, given: Provider, row: Certificate) -> None:
    commands.open_correction(
        session, actor=given.coordinator, today=TODAY, certificate_id=row.id, version=row.version, reason=REASON,
        takes_responsibility=True,
    )  # fmt: skip


def test_a_delivered_one_closes_the_term_on_the_day_of_delivery(
    session: Session, given: Provider, paper: Certificate
) -> None:
    note(session, given, paper)
    row = term(session, paper)
    assert (paper.state, paper.document_id, paper.issued_on) == ("issued", None, DELIVERED.issued_on)
    assert (row.state, row.met_on, row.stage) == ("met", DELIVERED.delivered_on, "delivered")
    assert (paper.late_reason, paper.delivery_way, paper.delivered_by) == ("", "post", "Balie")
    assert nothing_differs(session)


@pytest.mark.parametrize(("given_reason", "kept"), [("", "import_history"), ("forgotten", "forgotten")])
def test_one_that_was_delivered_late_is_late_and_says_why(
    session: Session, given: Provider, paper: Certificate, given_reason: str, kept: str
) -> None:
    due_on = term(session, paper).due_on
    late = replace(DELIVERED, delivered_on=TODAY, late_reason=given_reason, late_action="Werkgever gebeld")
    assert due_on < TODAY
    note(session, given, paper, late)
    assert (term(session, paper).state, paper.late_reason, paper.late_action) == (
        "met_late",
        kept,
        "Werkgever gebeld",
    )


def test_the_facts_that_change_later_leave_it_as_it_is(
    session: Session, given: Provider, enrolment: Enrolment, paper: Certificate
) -> None:
    note(session, given, paper)
    before = (paper.state, paper.from_on, paper.to_on, term(session, paper).due_on)
    enrolment.regime = ""
    papers.settle(session, enrolment)
    assert (paper.state, paper.from_on, paper.to_on, term(session, paper).due_on) == before
    assert papers.paper(session, enrolment, "enrolment").state == "lapsed"


def test_its_hours_are_locked_by_the_number_that_was_noted(
    session: Session, given: Provider, enrolment: Enrolment, paper: Certificate
) -> None:
    note(session, given, paper)
    with pytest.raises(InvalidInput) as refused:
        enrolments.stop(
            session, actor=given.coordinator, today=TODAY, enrolment_id=enrolment.id, version=enrolment.version,
            kind="announced", announced_on=date(2026, 9, 20),
        )  # fmt: skip
    assert "AV/2026-17" in str(refused.value)


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"issued_on": date(2027, 3, 2)}, "issued_on", "02/03/2027 ligt nog in de toekomst"),
        ({"issued_on": date(2026, 12, 31)}, "issued_on", "mag pas de dag daarna"),
        ({"delivered_on": date(2027, 3, 2)}, "delivered_on", "02/03/2027 ligt nog in de toekomst"),
        ({"delivered_on": date(2027, 1, 4)}, "delivered_on", "niet afgeleverd zijn vóór"),
        ({"way": "fax"}, "way", "hoe het papier"),
        ({"delivered_on": None}, "delivered_on", "op welke dag"),
        ({"late_reason": "zomaar"}, "late_reason", "Kies een reden"),
        ({"number": "x" * 41}, "earlier_number", "is te lang"),
        ({"number": "85.07.30-033.28"}, "earlier_number", "rijksregisternummer"),
        ({"number": "2026/№14"}, "earlier_number", "Nummer: het document kan “№”"),
        ({"by": "85073003328"}, "delivered_by", "rijksregisternummer"),
    ],
)
def test_what_an_old_paper_cannot_be_is_refused(
    session: Session,
    given: Provider,
    paper: Certificate,
    changes: dict[str, object],
    field: str,
    said: str,
) -> None:
    assert paper.to_on is not None
    with pytest.raises(InvalidInput, match=said) as refused:
        note(session, given, paper, replace(DELIVERED, **changes))  # type: ignore[arg-type]
    assert refused.value.field == field


def test_a_paper_of_before_the_enrolment_is_of_something_else(
    session: Session, given: Provider, enrolment: Enrolment
) -> None:
    first = papers.paper(session, enrolment, "enrolment")
    with pytest.raises(InvalidInput, match="De inschrijving is van 07/09/2026"):
        note(session, given, first, Earlier(date(2026, 9, 6), "1"))


def test_what_is_issued_here_or_noted_already_takes_no_second_one(
    session: Session, given: Provider, enrolment: Enrolment, paper: Certificate
) -> None:
    papers.issued(session, given, paper, TODAY)
    with pytest.raises(InvalidInput, match="niet uit te reiken"):
        note(session, given, paper)
    first = papers.paper(session, enrolment, "enrolment")
    note(session, given, first)
    with pytest.raises(InvalidInput, match="niet uit te reiken"):
        note(session, given, first)
    with pytest.raises(InvalidInput, match="niet meer uit te reiken"):
        commands.issue(
            session, actor=given.coordinator, today=TODAY, certificate_id=first.id, version=first.version
        )


def test_without_a_number_it_goes_by_its_day_and_can_still_be_corrected(
    session: Session, given: Provider, paper: Certificate
) -> None:
    note(session, given, paper, replace(DELIVERED, number=""))
    assert paper.earlier_number == "z.n. 05/01/2027"
    correct(session, given, paper)
    assert papers.issued(session, given, paper, TODAY).content["corrects_number"] == "z.n. 05/01/2027"


def test_a_correction_is_a_paper_of_ours_that_names_what_it_replaces(
    session: Session, given: Provider, paper: Certificate
) -> None:
    note(session, given, paper)
    correct(session, given, paper)
    assert (paper.state, term(session, paper).state) == ("due", "met")
    line = details.detail(session, actor=given.coordinator, today=TODAY, certificate_id=paper.id)
    assert line is not None
    assert (line.line.stage, line.line.number) == ("correction", "AV/2026-17")
    document = papers.issued(session, given, paper, TODAY)
    assert (document.content["corrects_number"], document.reason, document.corrects_id) == (
        "AV/2026-17", REASON, None,
    )  # fmt: skip
    found = details.detail(session, actor=given.coordinator, today=TODAY, certificate_id=paper.id)
    assert found is not None
    ours, old = found.documents
    assert (ours.number, ours.corrects) == (document.number, "AV/2026-17")
    assert (old.document_id, old.corrected_by, old.delivered_on) == (None, document.number, date(2027, 1, 8))
    # Destroyed before delivery: the next correction still replaces the old paper.
    commands.destroy(
        session, actor=given.coordinator, today=TODAY, certificate_id=paper.id, version=paper.version,
        reason="Verkeerd papier in de lade",
    )  # fmt: skip
    assert (paper.document_id, is_earlier(paper)) == (None, True)
    again = papers.issued(session, given, paper, TODAY)
    assert again.content["corrects_number"] == "AV/2026-17"
    assert nothing_differs(session)


def test_one_that_was_not_delivered_yet_keeps_its_term_and_is_delivered_here_without_a_signature(
    session: Session, given: Provider, paper: Certificate
) -> None:
    note(session, given, paper, Earlier(date(2027, 1, 5), "AV/2026-17"))
    assert term(session, paper).state == "open"
    [shown] = [row for row in lot.read(session, actor=given.coordinator, until=date(2027, 6, 30)).papers
               if row.certificate_id == paper.id]  # fmt: skip
    assert (shown.stage, shown.number, shown.is_on_paper) == ("signed", "AV/2026-17", True)
    result = commands.deliver_many(
        session, actor=given.coordinator, today=TODAY, papers=[Shown(paper.id, paper.version)],
        handed=Handed(date(2027, 1, 7), "hand", "Balie"),
    )  # fmt: skip
    assert [str(one.error) for one in result.refused] == []
    assert result.done == {paper.id: "AV/2026-17"}
    assert (term(session, paper).state, paper.earlier_delivered_on) == ("met", date(2027, 1, 7))
    assert nothing_differs(session)


def test_one_that_is_destroyed_before_delivery_makes_room_for_a_paper_of_ours_without_correctie(
    session: Session, given: Provider, paper: Certificate
) -> None:
    note(session, given, paper, Earlier(date(2027, 1, 5), "AV/2026-17"))
    commands.destroy(
        session, actor=given.coordinator, today=TODAY, certificate_id=paper.id, version=paper.version,
        reason="De naam stond fout op het papier",
    )  # fmt: skip
    assert (paper.state, term(session, paper).state, term(session, paper).stage) == ("due", "open", "due")
    with pytest.raises(InvalidInput, match="vernietigd op 01/03/2027"):
        note(session, given, paper)
    assert papers.issued(session, given, paper, TODAY).content["corrects_number"] == ""
    found = details.detail(session, actor=given.coordinator, today=TODAY, certificate_id=paper.id)
    assert found is not None
    assert [
        (each.number == "AV/2026-17", each.destroyed_on, each.destroyed_reason) for each in found.documents
    ] == [(False, None, ""), (True, TODAY, "De naam stond fout op het papier")]


def test_the_reason_of_a_destroyed_old_paper_is_its_own_and_not_that_of_one_of_ours(
    session: Session, given: Provider, paper: Certificate
) -> None:
    def destroy(reason: str) -> None:
        commands.destroy(
            session, actor=given.coordinator, today=TODAY, certificate_id=paper.id, version=paper.version,
            reason=reason,
        )  # fmt: skip

    first = papers.issued(session, given, paper, TODAY).number
    destroy("Vlek op het papier")
    note(session, given, paper, Earlier(date(2027, 1, 5), "AV/2026-17"))
    destroy("De naam stond fout")
    second = papers.issued(session, given, paper, TODAY).number
    destroy("Scheef afgedrukt")
    found = details.detail(session, actor=given.coordinator, today=TODAY, certificate_id=paper.id)
    assert found is not None
    assert {each.number: each.destroyed_reason for each in found.documents} == {
        first: "Vlek op het papier", "AV/2026-17": "De naam stond fout", second: "Scheef afgedrukt",
    }  # fmt: skip


def test_the_queue_finds_it_by_its_number_and_among_what_is_delivered(
    session: Session, given: Provider, enrolment: Enrolment, paper: Certificate
) -> None:
    note(session, given, paper)
    actor = given.coordinator
    searched = listing.page(session, actor=actor, today=TODAY, filters=Filters(Status.DONE, "av/2026"))
    assert [(row.certificate_id, row.number, row.stage) for row in searched.rows] == [
        (paper.id, "AV/2026-17", "delivered")
    ]
    of_person = listing.of_learner(session, actor=actor, today=TODAY, learner_id=enrolment.learner_id)
    assert "AV/2026-17" in [row.number for row in of_person]


def test_the_panel_shows_the_hours_of_now_and_no_deviation(
    session: Session, given: Provider, paper: Certificate
) -> None:
    note(session, given, paper)
    found = details.detail(session, actor=given.coordinator, today=TODAY, certificate_id=paper.id)
    assert found is not None
    assert found.hours is not None
    assert (found.hours.is_frozen, found.hours.given, found.document_id) == (False, 300, None)
    assert queries.deviations(session, actor=given.coordinator, certificate_id=paper.id) == []
    assert [each.action for each in found.happened] == ["certificate.note_earlier"]


def test_there_is_no_pdf_of_it_and_the_pile_says_so(
    session: Session, given: Provider, enrolment: Enrolment, paper: Certificate
) -> None:
    note(session, given, paper, Earlier(date(2027, 1, 5), "AV/2026-17"))
    with pytest.raises(NotFound, match="alleen op papier"):
        pile.printed(session, actor=given.coordinator, today=TODAY, certificate_ids=[paper.id])
    other = papers.paper(session, enrolment, "enrolment")
    with pytest.raises(NotFound, match="Reik ze eerst uit"):
        pile.printed(session, actor=given.coordinator, today=TODAY, certificate_ids=[other.id])
    papers.issued(session, given, other, TODAY)
    made = pile.printed(session, actor=given.coordinator, today=TODAY, certificate_ids=[paper.id, other.id])
    assert made.papers == 1


def test_the_register_has_it_below_every_number_of_ours_and_its_export_says_where_it_came_from(
    session: Session, given: Provider, enrolment: Enrolment, paper: Certificate
) -> None:
    actor = given.coordinator
    note(session, given, paper)
    ours = papers.issued(session, given, papers.paper(session, enrolment, "enrolment"), TODAY)
    page = register.page(session, actor=actor, today=TODAY)
    assert page.total == 2
    assert [row.document.number for row in page.rows] == [ours.number, "AV/2026-17"]
    assert [register.certificate_of(session, actor=actor, key=row.key) for row in page.rows] == [
        row.certificate_id for row in page.rows
    ]
    asked = Asked(last_on=date(2027, 1, 31))
    [only] = register.every(session, actor=actor, today=TODAY, asked=asked)
    assert (only.document.number, only.document.delivered_on) == ("AV/2026-17", date(2027, 1, 8))
    assert register.years(session, actor=actor) == [2026]
    elsewhere = factories.actor(session, Role.COORDINATOR, campuses=[given.other])
    assert register.page(session, actor=elsewhere, today=TODAY).total == 0
    assert register.certificate_of(session, actor=elsewhere, key=only.key) is None
    content = exporting.export_register(
        session, actor=actor, today=TODAY, asked=asked, language="nl", described="alles"
    )
    assert content.startswith(b"PK")


def test_taking_it_back_restores_what_the_facts_owe_now(
    session: Session, given: Provider, enrolment: Enrolment, paper: Certificate
) -> None:
    due_on = term(session, paper).due_on
    late = replace(DELIVERED, delivered_on=TODAY)
    note(session, given, paper, late)
    commands.take_back_earlier(
        session, actor=given.coordinator, today=TODAY, certificate_id=paper.id, version=paper.version
    )
    row = term(session, paper)
    assert (paper.state, paper.earlier_number, paper.late_reason, paper.delivery_way) == ("due", "", "", "")
    assert (row.state, row.met_on, row.due_on, row.stage) == ("open", None, due_on, "due")
    assert nothing_differs(session)
    with pytest.raises(InvalidInput, match="kan niet meer weg"):
        commands.take_back_earlier(
            session, actor=given.coordinator, today=TODAY, certificate_id=paper.id, version=paper.version
        )
    with pytest.raises(Conflict):
        commands.note_earlier(
            session, actor=given.coordinator, today=TODAY, certificate_id=paper.id, version=1, earlier=late
        )
    acts = session.scalars(
        select(AuditEntry.action)
        .where(AuditEntry.subject_kind == "certificate")
        .order_by(AuditEntry.sequence)
    ).all()
    assert acts == ["certificate.note_earlier", "certificate.take_back_earlier"]


def test_no_print_or_signature_of_ours_is_noted_on_it(
    session: Session, given: Provider, paper: Certificate
) -> None:
    note(session, given, paper, Earlier(date(2027, 1, 5), "AV/2026-17"))
    asked: dict[str, Any] = {"actor": given.coordinator, "today": TODAY, "certificate_id": paper.id}
    signatory_id = session.scalars(select(Signatory.id)).one()
    with pytest.raises(InvalidInput, match="noteer alleen nog de aflevering"), session.begin_nested():
        commands.note_signed(
            session, **asked, version=paper.version, signatory_id=signatory_id, signed_on=TODAY
        )
    with pytest.raises(InvalidInput, match="noteer alleen nog de aflevering"), session.begin_nested():
        commands.note_printed(session, **asked, version=paper.version)
    paper.printed_on, paper.signed_on, paper.signatory_id = TODAY, TODAY, signatory_id
    commands.take_back_earlier(session, **asked, version=paper.version)
    assert (paper.printed_on, paper.signed_on, paper.signatory_id) == (None, None, None)


@pytest.mark.parametrize("number", ["avé-17", "AVÉ-17", "AVé-17"])
@pytest.mark.parametrize("typed", ["avé", "AVÉ"])
def test_a_number_with_an_accent_is_found_in_capitals_and_in_small_letters(
    session: Session, given: Provider, paper: Certificate, number: str, typed: str
) -> None:
    note(session, given, paper, replace(DELIVERED, number=number))
    found = listing.page(
        session, actor=given.coordinator, today=TODAY, filters=Filters(Status.DONE, f"{typed}-1")
    )
    assert [row.number for row in found.rows] == [number]


def test_only_who_may_issue_notes_one_and_only_on_the_own_campus(
    session: Session, given: Provider, paper: Certificate
) -> None:
    for actor in (
        factories.actor(session, Role.REGISTRAR),
        factories.actor(session, Role.COORDINATOR, campuses=[given.other]),
    ):
        with pytest.raises((NotAllowed, NotFound)):
            commands.note_earlier(
                session, actor=actor, today=TODAY, certificate_id=paper.id, version=paper.version, earlier=DELIVERED
            )  # fmt: skip


def test_the_database_knows_no_issued_paper_without_a_document_or_a_noted_number(
    session: Session, given: Provider, paper: Certificate
) -> None:
    for change in (
        "state = 'issued'",
        "earlier_issued_on = '2026-12-01'",
        "earlier_number = 'x'",
        "earlier_delivered_on = '2026-12-01'",
        "state = 'issued', earlier_issued_on = '2026-12-01', earlier_number = 'x', earlier_destroyed_on = '2026-12-02'",
    ):
        with pytest.raises(IntegrityError), session.begin_nested():
            session.execute(text(f"update certificate set {change} where id = {paper.id}"))
