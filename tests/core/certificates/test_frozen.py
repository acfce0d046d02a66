"""Every field that a paper freezes, beside the facts it was made of, and its stored bytes beside those fields.

One person in the second school year of a course: late, freed of a lesson, absent with and without reason, with lessons
shortened, cancelled and credited; then the second session, and the same under Flemish training leave.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.attendance import codes
from core.errors import InvalidInput
from core.learners import vault
from db.models import (
    AttendanceCell,
    Document,
    Enrolment,
    Exemption,
    Learner,
    Organisation,
    SecondSession,
    Signatory,
)
from tests import attendance_factories as making
from tests import factories
from tests.core.certificates import papers
from tests.core.documents import certificate_wording as wording
from tests.factories import Provider

COURSE: Mapping[str, Any] = {
    "code": "OPL-XY", "name": "Lassen, een tweejarige opleiding", "starts_on": date(2026, 9, 7),
    "ends_on": date(2028, 6, 23), "first_session_exam_on": date(2028, 6, 16), "years": {2026: 4000, 2027: 5000},
    "second_session_from_on": date(2028, 8, 21), "second_session_to_on": date(2028, 8, 25),
    "recognition_number": "EC-77", "odb_number": "ODB-5", "vov_form": "hours", "modules": "Lassen MIG",
    "credits_hundredths": 450, "lesson_periods": 80,
}  # fmt: skip
# Day, planned and given minutes, state, code and whether its ground is backed.
LESSONS = (
    (date(2026, 10, 6), 150, 150, "planned", "", False), (date(2027, 9, 7), 120, 120, "planned", "", False),
    (date(2027, 9, 14), 150, 150, "planned", "A", False), (date(2027, 9, 21), 150, 100, "planned", "O30", False),
    (date(2027, 9, 28), 150, 0, "cancelled", "", False), (date(2027, 10, 5), 150, 150, "credited", "", False),
    (date(2027, 10, 12), 140, 140, "planned", "", False), (date(2027, 12, 31), 150, 150, "planned", "GV", False),
    (date(2028, 1, 4), 150, 150, "planned", "A", False),
)  # fmt: skip
PERIOD = {"planned": 750, "given": 550, "present": 220, "justified": 300, "unjustified": 30}


def somebody(session: Session, given: Provider, *, regime: str, **course_values: Any) -> Enrolment:
    course = making.course(session, campus=given.other, **({**COURSE, **course_values}))
    group = making.group(session, course=course)
    making.slot(session, group=group)
    making.slot(session, group=group, held_on=date(2028, 1, 8), starts_at=545, ends_at=710)
    making.slot(session, group=group, weekday=4, kind="placement")
    learner = factories.learner(session, "O'Neill-D’Hondt", "Éa")
    enrolment = making.enrolment(
        session, course=course, learner=learner, group=group, regime=regime, enrolled_on=date(2027, 9, 13)
    )
    session.add(Exemption(
        enrolment_id=enrolment.id, first_on=date(2027, 10, 12), last_on=date(2027, 10, 12), noted_on=date(2027, 9, 13),
        noted_by="An",
    ))  # fmt: skip
    for day, minutes, given_minutes, state, code, is_backed in LESSONS:
        lesson = making.lesson(
            session, group=group, held_on=day, minutes=minutes, given_minutes=given_minutes, state=state,
            reason={"cancelled": "weather", "credited": "closure"}.get(state, ""),
            closed_on=date(2028, 1, 5) if state == "planned" else None,
        )  # fmt: skip
        if code:
            amounts = codes.divide(codes.parse(code), given=given_minutes, is_backed=is_backed)
            session.add(AttendanceCell(
                lesson_id=lesson.id, enrolment_id=enrolment.id, code=code, present=amounts.present,
                justified=amounts.justified, unjustified=amounts.unjustified, changed_by="An",
                changed_at=datetime(2028, 1, 5, 9, tzinfo=UTC),
            ))  # fmt: skip
    session.flush()
    papers.settle(session, enrolment)
    return enrolment


def common(session: Session, given: Provider) -> dict[str, object]:
    """What stands on every getuigschrift of this person."""
    organisation, signatory = session.get_one(Organisation, 1), session.scalars(select(Signatory)).one()
    return {
        "last_name": "O'Neill-D’Hondt", "first_name": "Éa", "born_on": "1990-01-01",
        "organisation_name": organisation.name,
        "organisation_address": f"{organisation.street}\n{organisation.postal_code} {organisation.city}",
        "enterprise_number": organisation.enterprise_number, "number_place": "dotted",
        "course_name": "Lassen, een tweejarige opleiding", "course_code": "OPL-XY", "category": "vocational",
        "reference": "Erkenningsnummer EC-77", "lesson_unit": 50, "box_a": 5000, "box_b": 140, "box_d": 120,
        "starts_on": "2026-09-07", "ends_on": "2028-06-16", "has_exam": True, "school_year": 2027,
        "enrolled_on": "2027-09-13", "from_on": None, "to_on": None, "planned": 0, "given": 0, "present": 0,
        "justified": 0, "unjustified": 0, "stopped_on": None, "stop_kind": "", "second_from_on": None,
        "second_to_on": None, "exam_days": [], "modules": "", "credits_hundredths": None, "lesson_periods": None,
        "exam_on": None, "corrects_number": "", "correction_reason": "", "place": "Kortrijk",
        "signatory_name": signatory.name, "signatory_function": signatory.function, "model_version": "",
        "model_requested_on": None, "model_received_on": None,
    }  # fmt: skip


def frozen(
    session: Session, given: Provider, who: Enrolment, kind: str, on: date, number: int = 0
) -> Document:
    """The paper, after its stored bytes were read back: they are what was frozen, and dated the day of issue."""
    row = papers.paper(session, who, kind, number)
    document = papers.issued(session, given, row, on)
    assert (row.issued_on, row.state, document.issued_on) == (on, "issued", on)
    digits = "" if document.content["number_place"] == "dotted" else number_of(session, who)
    plain = vault.paper_bytes(document.pdf, number=document.number)
    assert wording.read(plain, document.content) == wording.whole(document.content, digits)
    return document


def number_of(session: Session, who: Enrolment) -> str:
    cipher = session.get_one(Learner, who.learner_id).insz_cipher
    assert cipher is not None
    return vault.unseal(cipher)


def test_a_period_and_the_start_of_a_school_year_freeze_the_facts_of_that_year(
    session: Session, given: Provider
) -> None:
    who = somebody(session, given, regime="bev_brussels")
    on, wanted = date(2028, 1, 6), common(session, given)
    paper = frozen(session, given, who, "assiduity", on, 4)
    timetable = paper.content["timetable"]
    assert sorted(timetable) == ["08/01/2028 van 9.05 tot 11.50 uur", "dinsdag van 18.00 tot 21.00 uur"]
    wanted |= {"timetable": timetable, "issued_on": "2028-01-06"}
    period = {"from_on": "2027-09-01", "to_on": "2027-12-31", **PERIOD}
    assert paper.content == wanted | period | {"kind": "assiduity", "number": "N2028-000001"}
    paper = frozen(session, given, who, "enrolment", on)
    assert paper.content == wanted | {"kind": "enrolment", "number": "I2028-000001"}
    assert paper.kind == "cert_enrolment"


def test_the_second_session_freezes_its_days_and_each_of_its_two_papers_has_a_series_of_its_own(
    session: Session, given: Provider
) -> None:
    who = somebody(session, given, regime="bev_brussels")
    who.stopped_on, who.stop_kind = date(2028, 6, 20), "announced"
    session.add(SecondSession(
        enrolment_id=who.id, known_on=date(2028, 6, 20), exam_days=["2028-08-22", "2028-08-24"], took_part=True,
        noted_by="An",
    ))  # fmt: skip
    papers.settle(session, who)
    assert papers.paper(session, who, "second_taken").counts_from_on == date(2028, 8, 24)
    wanted = common(session, given) | {
        "second_from_on": "2028-08-21", "second_to_on": "2028-08-25", "exam_days": ["2028-08-22", "2028-08-24"],
        "stopped_on": "2028-06-20", "stop_kind": "announced", "issued_on": "2028-08-30",
    }  # fmt: skip
    for kind, letter in (("second_notice", "Z"), ("second_taken", "D")):
        paper = frozen(session, given, who, kind, date(2028, 8, 30))
        assert paper.kind == f"cert_{kind}"
        own = {"kind": kind, "number": f"{letter}2028-000001", "timetable": paper.content["timetable"]}
        assert paper.content == wanted | own


@pytest.mark.parametrize(
    ("exam_on", "shown"),
    [(date(2028, 6, 16), None), (date(2028, 6, 23), None), (date(2028, 6, 24), "2028-06-24"), (None, None)],
)
def test_an_attest_freezes_the_size_of_the_whole_training_and_an_exam_only_when_it_is_later(
    session: Session, given: Provider, exam_on: date | None, shown: str | None
) -> None:
    who = somebody(session, given, regime="vov", first_session_exam_on=exam_on)
    paper = frozen(session, given, who, "vov_enrolment", date(2027, 9, 14))
    wanted = common(session, given) | {
        "kind": "vov_enrolment", "number": "V2027-000001", "number_place": "printed", "category": "",
        "reference": "ODB-nummer ODB-5", "box_a": 9000, "box_b": 0, "box_d": 0, "school_year": 2026,
        "ends_on": "2028-06-23", "has_exam": exam_on is not None, "exam_on": shown, "modules": "Lassen MIG",
        "credits_hundredths": 450, "lesson_periods": 80, "issued_on": "2027-09-14",
        "timetable": paper.content["timetable"],
    }  # fmt: skip
    assert paper.content == wanted


def test_a_course_without_exam_shows_its_own_end(session: Session, given: Provider) -> None:
    who = somebody(session, given, regime="bev_brussels", first_session_exam_on=None)
    paper = frozen(session, given, who, "enrolment", date(2028, 1, 6))
    assert (paper.content["ends_on"], paper.content["has_exam"]) == ("2028-06-23", False)


def test_everything_may_be_freed_or_missed_but_not_a_minute_more(session: Session, given: Provider) -> None:
    """Boxes b and d together are box a: nothing is left to follow, and that is no error."""
    who = somebody(session, given, regime="bev_brussels", years={2026: 4000, 2027: 260})
    paper = frozen(session, given, who, "enrolment", date(2028, 1, 6))
    assert (paper.content["box_a"], paper.content["box_b"], paper.content["box_d"]) == (260, 140, 120)
    less = somebody(session, given, regime="bev_brussels", years={2026: 4000, 2027: 259}, code="OPL-Z")
    with pytest.raises(InvalidInput, match="samen meer dan vak a"):
        frozen(session, given, less, "enrolment", date(2028, 1, 6))
