"""An opened correction goes along in the quarter of the paper it corrects, marked so, and no term runs for it."""

import io
from datetime import date
from typing import Any

import pytest
from pypdf import PdfReader
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.certificates import commands, lists, lot, preflight
from core.certificates.living import Handed
from core.certificates.lot import LotPaper
from db.models import Certificate, Deadline, Signatory
from tests.core.certificates import crowd
from tests.core.certificates.crowd import AFTER, UNTIL
from tests.core.certificates.papers import enrolled, issued, paper
from tests.factories import Provider

LATER = date(2027, 2, 15)


@pytest.fixture
def corrected(session: Session, given: Provider) -> Certificate:
    """The first quarter was delivered in time; a correction was opened in February."""
    person = enrolled(session, given)
    row = paper(session, person, "enrolment")
    issued(session, given, row)
    hand_over(session, given, row, AFTER, late="staff")
    row = paper(session, person, "assiduity", 1)
    issued(session, given, row)
    hand_over(session, given, row, AFTER)
    commands.open_correction(
        session, actor=given.coordinator, today=LATER, certificate_id=row.id, version=row.version,
        reason="De les van 8 september was fout", takes_responsibility=True,
    )  # fmt: skip
    return row


def hand_over(session: Session, given: Provider, row: Certificate, day: date, late: str = "") -> None:
    asked: dict[str, Any] = {"actor": given.coordinator, "today": day, "certificate_id": row.id}
    signatory = session.scalars(select(Signatory.id)).one()
    commands.note_signed(session, **asked, version=row.version, signatory_id=signatory, signed_on=day)
    commands.deliver(session, **asked, version=row.version, handed=Handed(day, "hand", "An", late))


def in_lot(session: Session, given: Provider) -> list[LotPaper]:
    return list(lot.read(session, actor=given.coordinator, until=UNTIL).papers)


def test_it_stands_in_the_lot_from_its_opening_to_its_delivery(
    session: Session, given: Provider, corrected: Certificate
) -> None:
    (row,) = in_lot(session, given)
    assert (row.certificate_id, row.stage, row.is_correction, row.runs_out_on) == (
        corrected.id,
        "due",
        True,
        None,
    )
    assert row.number == "", "the number of the paper that it corrects is not its own"
    found = lot.read(session, actor=given.coordinator, until=UNTIL)
    assert (found.with_term, found.delivered) == ([], 0)
    first = lot.due_days(session, actor=given.coordinator)[0]
    assert (first.due_on, first.papers) == (UNTIL, 1)
    checked = preflight.of(session, actor=given.coordinator, today=LATER, until=UNTIL)
    assert [each.certificate_id for each in checked.ready] == [corrected.id]
    assert [(each.ready, each.due_on) for each in checked.courses] == [(1, None)]

    asked: dict[str, Any] = {"session": session, "actor": given.coordinator, "today": LATER}
    shown = crowd.shown([corrected])
    done = commands.issue_many(**asked, papers=shown)
    assert list(done.done.values()) == ["N2027-000002"]
    assert [(each.stage, each.number) for each in in_lot(session, given)] == [("issued", "N2027-000002")]
    told = lists.delivery(
        session,
        actor=given.coordinator,
        today=LATER,
        certificate_ids=[corrected.id],
        by_employer=False,
        language="nl",
    )
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(told.content)).pages)
    assert "(correctie)" in " ".join(text.split())
    assert "08/01/2027" not in text
    commands.print_many(**asked, papers=crowd.shown([corrected]))
    signatory = session.scalars(select(Signatory.id)).first()
    assert signatory is not None
    commands.sign_many(**asked, papers=crowd.shown([corrected]), signatory_id=signatory, signed_on=LATER)
    handed = commands.deliver_many(
        **asked, papers=crowd.shown([corrected]), handed=Handed(LATER, "post", "An")
    )
    assert not handed.refused, "its term was met: nobody is asked why it is late"
    assert in_lot(session, given) == []
    term = session.scalars(select(Deadline).where(Deadline.subject_id == corrected.id)).one()
    assert (term.state, term.met_on) == ("met", AFTER)


def test_a_correction_destroyed_before_delivery_is_due_again_in_the_lot(
    session: Session, given: Provider, corrected: Certificate
) -> None:
    commands.issue_many(session, actor=given.coordinator, today=LATER, papers=crowd.shown([corrected]))
    commands.destroy(
        session, actor=given.coordinator, today=LATER, certificate_id=corrected.id, version=corrected.version,
        reason="Verkeerd afgedrukt op het blad",
    )  # fmt: skip
    assert [(each.stage, each.number, each.is_correction) for each in in_lot(session, given)] == [
        ("due", "", True)
    ]


def test_before_its_own_quarter_it_does_not_go_along(
    session: Session, given: Provider, corrected: Certificate
) -> None:
    assert lot.read(session, actor=given.coordinator, until=date(2027, 1, 7)).papers == []
