"""What stands on a paper comes from the facts of today; what is mandatory and missing stops it, in a sentence."""

import hashlib
import json
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.actors import Role
from core.certificates import listing
from core.certificates.filters import Filters
from core.documents import certificate
from core.errors import InvalidInput, NotAllowed
from core.learners import vault
from core.organisation import commands as organisations
from core.provider_settings import commands as provider_settings
from core.subject import records
from core.web import documents
from db.models import AccessEntry, Certificate, Deadline, Document, Organisation, OwnSetting, SecondSession
from tests import factories
from tests.core.certificates.papers import AFTER, enrolled, issued, paper, settle
from tests.core.documents import reading
from tests.factories import Provider

FLEMISH = {
    "odb_number": "ODB-1000123",
    "vov_form": "hours",
    "modules": "Lassen TIG",
    "credits_hundredths": 450,
}


def attest(session: Session, given: Provider, *, number: str, **course: object) -> Certificate:
    row = enrolled(session, given, regime="vov", number=number, **(FLEMISH | course))
    return paper(session, row, "vov_enrolment")


def test_the_paper_of_a_period_says_what_was_frozen(session: Session, given: Provider) -> None:
    row = paper(session, enrolled(session, given), "assiduity", 1)
    document = issued(session, given, row)
    read = reading.squeezed(reading.text(document.pdf))
    assert document.template_version == certificate.TEMPLATE
    for amount in ("300", "250", "50", "4000"):
        assert amount in read
    assert document.sha256 == hashlib.sha256(document.pdf).hexdigest()
    assert document.content["number_place"] == "dotted"


def test_an_attest_prints_the_number_and_keeps_it_nowhere_in_the_open(
    session: Session, given: Provider
) -> None:
    digits = factories.insz()
    document = issued(session, given, attest(session, given, number=digits))
    plain = vault.paper_bytes(document.pdf, number=document.number)
    grouped = f"{digits[:2]}.{digits[2:4]}.{digits[4:6]}-{digits[6:9]}.{digits[9:]}"
    assert grouped in reading.text(plain)
    assert hashlib.sha256(plain).hexdigest() == document.sha256
    assert not document.pdf.startswith(b"%PDF")
    assert plain not in document.pdf
    assert reading.squeezed(grouped) not in json.dumps(document.content)
    assert digits not in json.dumps(document.content)
    look = session.scalars(select(AccessEntry).where(AccessEntry.what == "insz")).one()
    assert (look.learner_id, look.subject) == (document.learner_id, f"document {document.number}")
    assert digits not in look.subject
    read = reading.squeezed(reading.text(plain))
    for told in ("ODB-nummerODB-1000123", "LassenTIG", "4,5", "80lestijden", "0200.065.765"):
        assert told in read


def test_a_sealed_paper_opens_only_under_its_own_number(session: Session, given: Provider) -> None:
    document = issued(session, given, attest(session, given, number=factories.insz()))
    with pytest.raises(vault.Sealed):
        vault.paper_bytes(document.pdf, number="V2026-999999")
    changed = document.pdf[:-1] + bytes([document.pdf[-1] ^ 1])
    with pytest.raises(vault.Sealed):
        vault.paper_bytes(changed, number=document.number)
    assert vault.paper_bytes(b"%PDF-1.7 x", number="N1") == b"%PDF-1.7 x"


def test_the_route_opens_it_for_who_may_reveal_numbers_and_writes_that_look_down(
    session: Session, given: Provider
) -> None:
    document = issued(session, given, attest(session, given, number=factories.insz()))
    opened = documents.open_paper(session, actor=given.coordinator, document_id=document.id)
    session.flush()
    assert opened.pdf.startswith(b"%PDF-")
    assert opened.name == f"{document.number}.pdf"
    assert len(session.scalars(select(AccessEntry).where(AccessEntry.what == "insz")).all()) == 2
    manager = factories.actor(session, Role.MANAGER)
    with pytest.raises(NotAllowed):
        documents.open_paper(session, actor=manager, document_id=document.id)


def test_without_number_the_attest_waits_unless_the_provider_chose_a_dotted_line(
    session: Session, given: Provider
) -> None:
    row = attest(session, given, number="")
    with pytest.raises(InvalidInput, match="INSZ/BIS"):
        issued(session, given, row)
    session.refresh(row)
    session.add(OwnSetting(
        key="certificates.vov_dotted_number", value="1", source="Zo gekozen door ons", changed_by="an",
        changed_at=datetime(2026, 11, 21, 9, tzinfo=UTC),
    ))  # fmt: skip
    document = issued(session, given, row)
    assert document.pdf.startswith(b"%PDF-")
    assert "....." in reading.text(document.pdf)
    assert document.content["number_place"] == "dotted"


@pytest.mark.parametrize(
    ("course", "told"),
    [
        ({"odb_number": "", "code": "EIGEN-9"}, "EIGEN-9"),
        ({"years": {}, "credits_hundredths": None, "lesson_periods": 60}, "Lestijden60"),
        ({"first_session_exam_on": date(2027, 6, 30)}, "Laatsteexamen30juni2027"),
    ],
)
def test_an_attest_names_the_own_reference_any_known_size_and_a_later_exam(
    session: Session, given: Provider, course: dict[str, object], told: str
) -> None:
    document = issued(session, given, attest(session, given, number=factories.insz(), **course))
    plain = vault.paper_bytes(document.pdf, number=document.number)
    assert told in reading.squeezed(reading.text(plain))


def test_an_attest_without_any_size_or_without_enterprise_number_is_refused(
    session: Session, given: Provider
) -> None:
    row = attest(session, given, number=factories.insz(), years={}, credits_hundredths=None)
    with pytest.raises(InvalidInput, match="contacturen"):
        issued(session, given, row)
    session.refresh(row)
    organisation = session.get_one(Organisation, 1)
    organisation.enterprise_number = ""
    row = attest(session, given, number=factories.insz())
    with pytest.raises(InvalidInput, match="ondernemingsnummer"):
        issued(session, given, row)


@pytest.mark.parametrize(
    ("course", "told"),
    [
        ({"category": ""}, "categorie"), ({"recognition_number": ""}, "erkenning"), ({"years": {}}, "vak a"),
        ({"years": {2026: 0}}, "contacturen"),
    ],
)  # fmt: skip
def test_what_the_model_asks_and_is_missing_stops_a_getuigschrift(
    session: Session, given: Provider, course: dict[str, object], told: str
) -> None:
    row = paper(session, enrolled(session, given, **course), "enrolment")
    with pytest.raises(InvalidInput, match=told):
        issued(session, given, row)


def test_more_exempted_and_missed_than_box_a_is_refused(session: Session, given: Provider) -> None:
    enrolment = enrolled(session, given, years={2026: 100})
    enrolment.enrolled_on = date(2026, 9, 12)
    settle(session, enrolment)
    with pytest.raises(InvalidInput, match="vak b en d"):
        issued(session, given, paper(session, enrolment, "enrolment"))


def test_the_confirmation_of_a_second_session_needs_its_exam_days_and_names_them(
    session: Session, given: Provider
) -> None:
    enrolment = enrolled(session, given, first_session_exam_on=date(2026, 12, 18))
    second = SecondSession(
        enrolment_id=enrolment.id, known_on=date(2026, 12, 20), exam_days=[], took_part=True
    )
    session.add(second)
    settle(session, enrolment)
    row = paper(session, enrolment, "second_taken")
    with pytest.raises(InvalidInput, match="dag van de examens"):
        issued(session, given, row)
    session.refresh(row)
    second.exam_days = ["2026-12-28", "2026-12-30"]
    settle(session, enrolment)
    read = reading.squeezed(reading.text(issued(session, given, row).pdf))
    assert "28december2026,30december2026" in read


def test_an_export_of_the_person_leaves_a_sealed_paper_out_unless_the_number_was_asked(
    session: Session, given: Provider
) -> None:
    document = issued(session, given, attest(session, given, number=factories.insz()))
    masked = records.of_person(session, document.learner_id, with_national_number=False)
    assert [file.path for file in masked.files] == []
    assert masked.tables["document"][0]["bears_national_number"] is True
    shown = records.of_person(session, document.learner_id, with_national_number=True)
    assert [file.content[:5] for file in shown.files] == [b"%PDF-"]


def test_the_target_of_the_confirmation_follows_the_setting_and_has_no_due_date(
    session: Session, given: Provider
) -> None:
    enrolment = enrolled(session, given, first_session_exam_on=date(2026, 12, 18))
    session.add(SecondSession(
        enrolment_id=enrolment.id, known_on=date(2026, 12, 20), exam_days=["2026-12-28", "2026-12-21"], took_part=True,
    ))  # fmt: skip
    settle(session, enrolment)

    def target() -> tuple[date | None, date | None]:
        filters = Filters(kind="second_taken")
        (found,) = listing.page(session, actor=given.coordinator, today=AFTER, filters=filters).rows
        return found.due_on, found.target_on

    assert target() == (None, date(2027, 1, 5))
    administrator = factories.actor(session, Role.ADMINISTRATOR)
    provider_settings.change(
        session, actor=administrator, today=AFTER, key="certificates.second_taken_days", value="12",
        source="Afspraak met de school", version=0,
    )  # fmt: skip
    # The twelfth day is Saturday 9 January: the target is the Friday before it.
    assert target() == (None, date(2027, 1, 8))
    session.get_one(Organisation, 1).signing_buffer_days = 1
    session.flush()
    assert target() == (None, date(2027, 1, 7))


def test_the_signing_buffer_and_the_closing_calendar_move_the_target_of_a_paper(
    session: Session, given: Provider
) -> None:
    row = paper(session, enrolled(session, given), "assiduity", 1)
    term = select(Deadline).where(Deadline.subject_kind == "certificate", Deadline.subject_id == row.id)
    assert session.scalars(term).one().target_on == date(2027, 1, 8)
    administrator = factories.actor(session, Role.ADMINISTRATOR)
    organisations.set_closing_days(
        session, actor=administrator, today=AFTER, stretches=[(date(2027, 1, 7), date(2027, 1, 8), "Verlof")],
        buffer_days=1, version=session.get_one(Organisation, 1).calendar_version,
    )  # fmt: skip
    session.expire_all()
    moved = session.scalars(term).one()
    assert (moved.target_on, moved.due_on) == (date(2027, 1, 5), date(2027, 1, 8))


def test_the_paper_freezes_once_whatever_changes_after(session: Session, given: Provider) -> None:
    row = paper(session, enrolled(session, given), "assiduity", 1)
    document = issued(session, given, row)
    before = (document.pdf, json.dumps(document.content))
    session.get_one(Organisation, 1).name = "Andere naam"
    session.flush()
    again = session.get_one(Document, document.id)
    assert (again.pdf, json.dumps(again.content)) == before
