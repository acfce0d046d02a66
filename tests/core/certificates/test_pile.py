"""The pile in one file, in the order that was chosen: the count that is told is the count in the file."""

import io
import zipfile
from datetime import date
from email import policy
from email.parser import BytesParser
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter
from python_calamine import CalamineWorkbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.actors import Role
from core.certificates import commands, lists, lot, mailing, orders, owed, pile
from core.certificates.many import Shown
from core.deadlines import terms
from core.documents import joined
from core.errors import InvalidInput, NotAllowed, NotFound
from core.provider_settings import commands as settings
from db.models import AccessEntry, Certificate, Course, Document, Enrolment, Learner, Organisation
from tests import attendance_factories as making
from tests import factories
from tests.core.certificates import crowd
from tests.core.certificates.crowd import AFTER, UNTIL
from tests.factories import Provider

NAMES = ("Peeters", "Maes", "Claes", "Zwart")
EMPLOYERS = ("Zon bv", "aarde nv", "Zon bv", "Bakker")
TOWNS = (("9000", "Gent", "Kaai 2"), ("1000", "Brussel", "Markt 1"), ("9000", "Gent", "Kaai 1"), ("", "", ""))


@pytest.fixture
def issued(session: Session, given: Provider) -> list[int]:
    """The quarter of four people in two courses, issued."""
    keys = []
    for number, name in enumerate(NAMES):
        if number % 2 == 0:
            course, group = crowd.course(session, given, code=f"C{9 - number}", name="Lassen")
            lessons = making.lessons(session, group=group, count=2, closed_on=crowd.CLOSED)
        postal_code, city, street = TOWNS[number]
        person = factories.learner(
            session, name, "Jan", postal_code=postal_code, city=city, street=street,
            email=f"{name.lower()}@voorbeeld.be" if number < 3 else "",
        )  # fmt: skip
        enrolment = crowd.somebody(
            session, course, group, lessons, learner=person, employer_name=EMPLOYERS[number]
        )
        keys.append(enrolment.id)
    owed.settle(session, enrolment_ids=keys, terms=terms.load(session))
    papers = [crowd.assiduity(session, session.get_one(Enrolment, key)) for key in keys]
    done = commands.issue_many(session, actor=given.coordinator, today=AFTER, papers=crowd.shown(papers))
    assert not done.refused
    return [paper.id for paper in papers]


def text_of(page: object) -> str:
    return "".join(page.extract_text().split())  # type: ignore[attr-defined]


def in_order(session: Session, given: Provider, order: str) -> list[str]:
    papers = lot.read(session, actor=given.coordinator, until=UNTIL).at("issued")
    return [paper.last_name for paper in orders.ordered(papers, order)]


@pytest.mark.usefixtures("issued")
@pytest.mark.parametrize(
    ("order", "names"),
    [
        ("course", ["Claes", "Zwart", "Maes", "Peeters"]),
        ("employer", ["Maes", "Zwart", "Claes", "Peeters"]),
        ("postal", ["Zwart", "Maes", "Claes", "Peeters"]),
        ("campus", ["Claes", "Zwart", "Maes", "Peeters"]),
        ("signatory", ["Claes", "Zwart", "Maes", "Peeters"]),
    ],
)
def test_the_pile_lies_in_the_order_that_was_chosen(
    session: Session, given: Provider, order: str, names: list[str]
) -> None:
    assert in_order(session, given, order) == names


def test_one_file_has_every_paper_once_in_that_order(
    session: Session, given: Provider, issued: list[int]
) -> None:
    wanted = [issued[2], issued[0], issued[3], issued[1], issued[0]]
    found = pile.printed(session, actor=given.coordinator, today=AFTER, certificate_ids=wanted)
    reader = PdfReader(io.BytesIO(found.content))
    assert (found.papers, len(reader.pages)) == (4, 4)
    for page, name in zip(reader.pages, ("Claes", "Peeters", "Zwart", "Maes"), strict=True):
        assert name in text_of(page)
    alone = session.get_one(Document, session.get_one(Certificate, issued[2]).document_id).pdf
    assert text_of(PdfReader(io.BytesIO(alone)).pages[0]) == text_of(reader.pages[0])
    again = pile.printed(session, actor=given.coordinator, today=AFTER, certificate_ids=wanted)
    assert again.content == found.content
    looked = session.scalars(select(AccessEntry.what).where(AccessEntry.what == "certificate.pdf")).all()
    assert len(looked) == 8


def test_printed_on_both_sides_every_paper_begins_on_a_front_side(
    session: Session, given: Provider, issued: list[int]
) -> None:
    asked: dict[str, Any] = {"actor": given.coordinator, "today": AFTER, "certificate_ids": issued}
    found = pile.printed(session, **asked, on_both_sides=True)
    pages = PdfReader(io.BytesIO(found.content)).pages
    assert (found.papers, len(pages)) == (4, 7), "none after the last"
    for number, name in enumerate(NAMES):
        assert name in text_of(pages[2 * number])
    for blank in (pages[1], pages[3], pages[5]):
        assert text_of(blank) == ""
        assert blank.mediabox == pages[0].mediabox
    assert pile.printed(session, **asked, on_both_sides=True).content == found.content


def test_a_paper_of_two_pages_needs_no_blank_one() -> None:
    one, two = (_plain(count) for count in (1, 2))
    day = date(2027, 1, 4)
    joint = joined.pages([two, one, two, one], title="Stapel", made_on=day, on_both_sides=True)
    sizes = [int(page.mediabox.width) for page in PdfReader(io.BytesIO(joint)).pages]
    assert sizes == [200, 200, 100, 100, 200, 200, 100]


def _plain(count: int) -> bytes:
    writer = PdfWriter()
    for _ in range(count):
        writer.add_blank_page(100 * count, 300)
    kept = io.BytesIO()
    writer.write(kept)
    return kept.getvalue()


def test_the_archive_holds_the_bytes_that_were_issued_and_names_nobody(
    session: Session, given: Provider, issued: list[int]
) -> None:
    found = pile.archive(session, actor=given.coordinator, today=AFTER, certificate_ids=issued)
    with zipfile.ZipFile(io.BytesIO(found.content)) as archive:
        names = archive.namelist()
        assert names == [f"nauwgezetheid-N2027-{number:06d}.pdf" for number in range(1, 5)]
        assert found.papers == len(names)
        for name in names:
            number = name.removeprefix("nauwgezetheid-").removesuffix(".pdf")
            document = session.scalars(select(Document).where(Document.number == number)).one()
            assert archive.read(name) == document.pdf


def test_what_is_not_issued_or_not_ours_is_not_in_it(
    session: Session, given: Provider, issued: list[int]
) -> None:
    due = session.scalars(select(Certificate.id).where(Certificate.state == "due")).all()
    with pytest.raises(NotFound):
        pile.printed(session, actor=given.coordinator, today=AFTER, certificate_ids=due)
    both = pile.archive(session, actor=given.coordinator, today=AFTER, certificate_ids=[*due, *issued])
    assert both.papers == 4
    with pytest.raises(InvalidInput):
        pile.printed(session, actor=given.coordinator, today=AFTER, certificate_ids=[])
    with pytest.raises(NotAllowed):
        pile.printed(
            session, actor=factories.actor(session, Role.READER), today=AFTER, certificate_ids=issued
        )
    elsewhere = factories.actor(session, Role.COORDINATOR, campuses=[given.other])
    with pytest.raises(NotFound):
        pile.printed(session, actor=elsewhere, today=AFTER, certificate_ids=issued)


def test_the_lists_have_a_line_for_each_paper_in_the_order_of_the_pile(
    session: Session, given: Provider, issued: list[int]
) -> None:
    wanted = [issued[2], issued[0], issued[3], issued[1]]
    signing = lists.signing(
        session, actor=given.coordinator, today=AFTER, certificate_ids=wanted, signatory="Greet Voorbeeld, directeur",
        language="nl",
    )  # fmt: skip
    text = "".join(text_of(page) for page in PdfReader(io.BytesIO(signing.content)).pages)
    assert signing.papers == 4
    places = [text.index(f"{name},Jan") for name in ("Claes", "Peeters", "Zwart", "Maes")]
    assert places == sorted(places)
    delivery = lists.delivery(
        session, actor=given.coordinator, today=AFTER, certificate_ids=wanted, by_employer=True, language="nl"
    )
    text = "".join(text_of(page) for page in PdfReader(io.BytesIO(delivery.content)).pages)
    assert delivery.papers == 4
    assert all(f"{name},Jan" in text for name in NAMES)
    assert text.index("Bakker") < text.index("Zonbv")
    sheet = lists.sheet(session, actor=given.coordinator, today=AFTER, certificate_ids=wanted, language="nl")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(sheet.content)).get_sheet_by_index(0).to_python()
    head = next(row for row in rows if row[0] == "Volgorde")
    lines = rows[rows.index(head) + 1 :]
    assert [line[2] for line in lines] == ["Claes", "Peeters", "Zwart", "Maes"]
    assert lines[0][head.index("Uiterste datum")] == UNTIL
    assert len(lines) == sheet.papers


def vov(session: Session, given: Provider) -> list[Certificate]:
    """Three attests, issued: one with an address, one without, one with an address that would begin a header."""
    course, group = crowd.course(
        session, given, name="Frans", odb_number="ODB-1", starts_on=date(2026, 12, 28)
    )
    people = [
        factories.learner(session, "Peeters", "Jan", email="jan@voorbeeld.be"),
        factories.learner(session, "Maes", "An", email=""),
        factories.learner(session, "Claes", "Ko", email="ko@voorbeeld.be\r\nBcc: kwaad@voorbeeld.be"),
    ]
    keys = [
        making.enrolment(session, course=course, learner=each, group=group, regime="vov").id
        for each in people
    ]
    owed.settle(session, enrolment_ids=keys, terms=terms.load(session))
    found = session.scalars(
        select(Certificate).where(Certificate.kind == "vov_enrolment").order_by(Certificate.id)
    )
    return list(found)


def test_a_draft_opens_ready_to_be_sent_and_no_name_begins_a_header(
    session: Session, given: Provider
) -> None:
    session.get_one(Organisation, 1).email = "info@centrum.be"
    papers = vov(session, given)
    done = commands.issue_many(session, actor=given.coordinator, today=AFTER, papers=crowd.shown(papers))
    assert not done.refused, [str(each.error) for each in done.refused]
    session.get_one(Learner, papers[0].learner_id).first_name = "Jan\r\nBcc: kwaad@voorbeeld.be"
    session.get_one(Course, papers[0].course_id).name = "Frans\r\nBcc: kwaad@voorbeeld.be"
    session.flush()
    keys = [paper.id for paper in papers]
    found = mailing.drafts(session, actor=given.coordinator, today=AFTER, certificate_ids=keys)
    assert found.certificate_ids == (keys[0],)
    assert found.without == ("Maes, An", "Claes, Ko")
    with zipfile.ZipFile(io.BytesIO(found.content)) as archive:
        assert archive.namelist() == ["attest-vov-V2027-000001.eml"]
        message = BytesParser(policy=policy.default).parsebytes(archive.read(archive.namelist()[0]))
    assert sorted(message.keys()) == [
        "Content-Type", "Date", "From", "MIME-Version", "Subject", "To", "X-Unsent",
    ]  # fmt: skip
    assert message["X-Unsent"] == "1"
    assert message["To"].addresses[0].addr_spec == "jan@voorbeeld.be"
    assert message["Subject"] == "Inschrijvingsattest Vlaams opleidingsverlof V2027-000001"
    body = message.get_body(("plain",))
    assert body is not None
    assert "\nBcc" not in body.get_content()
    (attached,) = list(message.iter_attachments())
    assert attached.get_filename() == "attest-vov-V2027-000001.pdf"
    document = session.get_one(Document, papers[0].document_id)
    assert attached.get_content() == pile.Issued(papers[0], document).pdf


def test_what_may_not_go_by_mail_is_refused_until_the_provider_chooses_so(
    session: Session, given: Provider, issued: list[int]
) -> None:
    session.get_one(Organisation, 1).email = "info@centrum.be"
    with pytest.raises(InvalidInput, match="mag niet per e-mail"):
        mailing.drafts(session, actor=given.coordinator, today=AFTER, certificate_ids=issued)
    settings.change(
        session, actor=factories.actor(session, Role.ADMINISTRATOR), today=AFTER, key="certificates.mail_assiduity",
        value="1", source="Beslissing van de directie", version=0,
    )  # fmt: skip
    found = mailing.drafts(session, actor=given.coordinator, today=AFTER, certificate_ids=issued)
    assert (len(found.certificate_ids), found.without) == (3, ("Zwart, Jan",))


def test_without_an_address_of_our_own_or_of_anybody_there_is_no_draft(
    session: Session, given: Provider
) -> None:
    papers = vov(session, given)[1:2]
    commands.issue_many(session, actor=given.coordinator, today=AFTER, papers=[Shown(papers[0].id, 1)])
    with pytest.raises(InvalidInput, match="e-mailadres van je organisatie"):
        mailing.drafts(session, actor=given.coordinator, today=AFTER, certificate_ids=[papers[0].id])
    session.get_one(Organisation, 1).email = "info@centrum.be"
    with pytest.raises(InvalidInput, match="geen enkele cursist"):
        mailing.drafts(session, actor=given.coordinator, today=AFTER, certificate_ids=[papers[0].id])


@pytest.mark.parametrize(
    "email", ["", "jan", "a@b", "a@b.be, c@d.be", "a b@c.be", "a@b.be\n", "<a@b.be>", "a@b..be", "é@b.be"]
)
def test_only_a_plain_address_is_usable(email: str) -> None:
    assert not mailing.usable(email.replace("\n", "\r\nBcc: x@y.be"))
    assert mailing.usable("jan.peeters+les@mijn-werk.voorbeeld.be")
