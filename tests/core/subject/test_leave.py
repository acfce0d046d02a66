"""Who asks what is known of them also gets their courses, hours and papers under leave, without why they were away."""

import io
import json
import zipfile
from datetime import date, timedelta
from typing import Any

import pytest
from pypdf import PdfReader
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.actors import Role
from core.attendance.totals import Totals
from core.certificates import commands as papers
from core.certificates.living import Handed
from core.i18n import Translator
from core.subject import commands, leave_telling, queries, telling
from core.subject.leave_rows import Leave
from db.models import AttendanceCell, CourseGroup, Enrolment, Learner, Signatory, VovFiling
from tests import attendance_factories as making
from tests import factories
from tests.core.certificates.papers import AFTER, enrolled, issued, paper
from tests.core.subject import scenario
from tests.factories import Provider

REASON = "vraag van de persoon zelf"
CORRECTED = "De les van 8 september was fout"


@pytest.fixture
def person(session: Session, given: Provider) -> Enrolment:
    """Two lessons: 150 present, 100 of 150 with the rest justified by illness; the first quarter issued and delivered,
    a correction opened and issued."""
    found = enrolled(session, given)
    cell = session.scalars(select(AttendanceCell).where(AttendanceCell.justified == 50)).one()
    cell.code = "GZ50"
    row = paper(session, found, "assiduity", 1)
    issued(session, given, row)
    told: dict[str, Any] = {"actor": given.coordinator, "today": AFTER, "certificate_id": row.id}
    signatory = session.scalars(select(Signatory)).first()
    assert signatory is not None
    papers.note_signed(session, **told, version=row.version, signatory_id=signatory.id, signed_on=AFTER)
    papers.deliver(session, **told, version=row.version, handed=Handed(AFTER, "hand", "An Verhulst"))
    papers.open_correction(
        session,
        **told,
        version=row.version,
        reason=CORRECTED,
        takes_responsibility=True,
    )
    issued(session, given, row)
    session.add(VovFiling(
        enrolment_id=found.id, from_on=date(2026, 9, 1), to_on=date(2026, 9, 30), given_minutes=300,
        present_minutes=250, justified_minutes=50, unjustified_minutes=0, filed_on=date(2026, 10, 5),
        reference="WSE-77", filed_by="An", recorded_at=scenario.OLD_MOMENT,
    ))  # fmt: skip
    session.flush()
    return found


def leave(session: Session, given: Provider, person: Enrolment) -> Leave:
    found = queries.subject_file(session, actor=given.coordinator, today=AFTER, learner_id=person.learner_id)
    assert found is not None
    return found.leave


def test_courses_hours_filings_and_papers_stand_in_the_file(
    session: Session, given: Provider, person: Enrolment
) -> None:
    found = leave(session, given, person)
    (course,) = found.courses
    assert (course.enrolment_id, course.regime, course.hours.given) == (person.id, "bev_brussels", 300)
    assert (course.hours.present, course.hours.justified, course.hours.unjustified) == (250, 50, 0)
    assert [(each.given, each.reference) for each in course.filed] == [(300, "WSE-77")]
    assert len(found.papers) == 4
    paper_of = {(each.kind, each.from_on): each for each in found.papers}
    first = paper_of["assiduity", min(each.from_on for each in found.papers if each.from_on)]
    assert [each.number for each in first.documents] == ["N2027-000001", "N2027-000002"]
    assert (first.documents[1].corrects, first.correction_reason) == ("N2027-000001", CORRECTED)
    assert first.documents[0].delivered_on == AFTER


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_text_says_minutes_and_never_a_ground(
    session: Session, given: Provider, person: Enrolment, language: str
) -> None:
    found = queries.subject_file(session, actor=given.coordinator, today=AFTER, learner_id=person.learner_id)
    assert found is not None
    parts = {part.code: part for part in telling.parts(found, Translator(language))}
    text = "\n".join(line.text for code in ("enrolment", "leave") for line in parts[code].lines)
    for told in ("300", "250", "50", "WSE-77", "N2027-000001", "N2027-000002", CORRECTED):
        assert told in text, told
    for hidden in ("GZ", "ziek", "sick", "ill"):
        assert hidden not in text.lower(), hidden
    assert parts["leave"].lines[0].target is not None


def test_the_archive_has_them_readable_and_as_data(
    session: Session, given: Provider, person: Enrolment
) -> None:
    actor = scenario.administrator(session)
    done = commands.export(
        session,
        actor=actor,
        today=AFTER,
        learner_id=person.learner_id,
        reason=REASON,
        with_national_number=False,
    )
    archive = zipfile.ZipFile(io.BytesIO(done.content))
    pages = PdfReader(io.BytesIO(archive.read("dossier.pdf"))).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    for told in (
        "Opleidingen en aanwezigheid",
        "300 gegeven, 250 aanwezig",
        "Getuigschrift van nauwgezetheid",
        "N2027-000002",
    ):
        assert told in text, told
    tables = json.loads(archive.read("gegevens.json"))["tables"]
    assert {"enrolment", "attendance_cell", "certificate", "document", "vov_filing"} <= tables.keys()
    assert {"papieren/N2027-000001.pdf", "papieren/N2027-000002.pdf"} <= set(archive.namelist())


def test_a_lesson_of_tomorrow_counts_for_nothing_yet(
    session: Session, given: Provider, person: Enrolment
) -> None:
    group = session.scalars(select(CourseGroup)).one()
    for day in (AFTER, AFTER + timedelta(days=1)):
        making.lesson(session, group=group, held_on=day)
    hours = leave(session, given, person).courses[0].hours
    assert (hours.planned, hours.given, hours.not_entered) == (450, 450, 1), "today counts, tomorrow does not"


def test_another_campus_is_not_told(session: Session, given: Provider, person: Enrolment) -> None:
    elsewhere = factories.actor(session, Role.COORDINATOR, campuses=[given.other])
    factories.participation(
        session, learner=session.get_one(Learner, person.learner_id), trajectory=given.trajectory, campus=given.other, starts_on=date(2026, 9, 1),
    )  # fmt: skip
    found = queries.subject_file(session, actor=elsewhere, today=AFTER, learner_id=person.learner_id)
    assert found is not None
    assert found.leave == Leave([], [])
    assert queries.looks(session, actor=elsewhere, learner_id=person.learner_id) is None
    assert queries.looks(session, actor=given.coordinator, learner_id=person.learner_id) is not None


def test_who_follows_nothing_is_told_so(session: Session, given: Provider) -> None:
    learner = factories.learner(session, "Leeg", "Lou")
    found = queries.subject_file(session, actor=given.coordinator, today=AFTER, learner_id=learner.id)
    assert found is not None
    parts = {part.code: part for part in telling.parts(found, Translator("nl"))}
    assert not parts["enrolment"].lines
    assert not parts["leave"].lines


def test_an_enrolment_without_lessons_says_so(session: Session, given: Provider, person: Enrolment) -> None:
    course = leave(session, given, person).courses[0]
    t = Translator("nl")
    assert leave_telling.hours(Totals(), t) == "Nog geen lessen."
    assert "1 les nog in te voeren." in leave_telling.hours(Totals(300, 300, 150, 0, 0, 1), t)
    assert "2 lessen nog in te voeren." in leave_telling.hours(Totals(300, 300, 0, 0, 0, 2), t)
    assert course.code in leave_telling.course(course, t).label
