"""The text of a paper read back is, from its first sign to its last, what the frozen data say: for every field and name.

The other tests of papers look whether something stands there; these compare the whole text with one written out anew.
"""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest

from core.documents import certificate
from core.documents.certificate import CertificateContent
from core.errors import InvalidInput
from tests.core.documents import certificate_contents as papers
from tests.core.documents import certificate_wording as wording

pytestmark = pytest.mark.slow
FORTY = tuple(
    f"{7 + week % 3} september 2026, lokaal {week:02}, van 18.00 tot 2{week % 4}.15 uur" for week in range(40)
)
LATIN = (
    ("A", "B"), ("É", ""), ("Ng", "Li"), ("van der Meersch", "Jan"), ("O'Neill-D’Hondt", "Seán"), ("Æ", "Œ-Þ"),
    ("De ’s-Gravesande", "Wim"), ("Ł", "Ż"), ("Nguyễn Thị Ánh", "Đức"), ("Ṣẓ", "Ə"), ("Ŀl·lorca", "Núria"),
    ("A" * 120, "B" * 120), ("W" * 120, "i" * 120), ("é" * 120, "Ĳ" * 120), ("Ab-" * 39 + "Ab", "Jo " * 39 + "Jo"),
    ("e\u0301e\u0302e\u0308c\u0327", "u\u030a"), ("O\u0308-A\u030a’s", "n\u0303"), ("l'Éau d’Œuf", "J. P. M."),
    ("Peeters 3e", "(Jan)"), ("1", "2"), ("Niet stopgezet.", "Voornaam"), ("Minuten 80 4000", "Naam"),
)  # fmt: skip
# No font of ours has them, and a box in a legal name is worse than no paper: the coordinator is told which signs.
ELSEWHERE = (
    "Иванов", "Ελένη", "漢字", "أحمد", "דוד", "ไทย", "გ", "ԱԲ", "김", "ひらがな", "x\u030c", "T\u0308", "q\u0303",
    "a\u0315", "ﬁ", "Ǆ", "🙂", "A\u200dB", "\u2067Jan\u2069", "Jan\ufffd",
)  # fmt: skip
PERIOD = ("from_on", "to_on", "planned", "given", "present", "justified", "unjustified")
OTHER: Mapping[str, Any] = {
    "number": "Q1999-999999", "last_name": "Ándersson", "first_name": "Zoë", "born_on": date(2004, 2, 29),
    "organisation_name": "Ander Huis vzw", "organisation_address": "Straat 9 bus 3\n1000 Brussel",
    "enterprise_number": "1000003682", "course_name": "Iets anders (2)", "course_code": "AND-9", "reference": "Kenmerk 77",
    "lesson_unit": 60, "box_a": 4321, "box_b": 1234, "box_d": 777, "timetable": ("12/01/2027 van 9.05 tot 11.55 uur",),
    "starts_on": date(2026, 10, 3), "ends_on": date(2027, 1, 1), "has_exam": None, "school_year": 2031,
    "enrolled_on": date(2028, 2, 29), "from_on": date(2026, 10, 9), "to_on": date(2026, 11, 30), "planned": 2222,
    "given": 1111, "present": 1009, "justified": 88, "unjustified": 14, "stopped_on": date(2026, 12, 25),
    "stop_kind": "not_attended", "second_from_on": date(2027, 8, 30), "second_to_on": date(2027, 9, 1),
    "exam_days": (date(2027, 8, 31),), "modules": "Module van 3", "credits_hundredths": 305, "lesson_periods": 12,
    "exam_on": date(2029, 7, 1), "corrects_number": "N1998-000004", "correction_reason": "Twee lessen verwisseld",
    "issued_on": date(2030, 2, 28), "place": "Sint-Job-in-’t-Goor", "signatory_name": "Ånn Sø", "signatory_function": "adjunct",
    "model_version": "2031-7", "model_requested_on": date(2001, 5, 5), "category": None,
}  # fmt: skip
# What is frozen and not drawn, by kind: how a number is written, and when the blank model came in.
NOWHERE = {"kind", "number_place", "model_received_on"}
BEV_ONLY = {
    "course_code",
    "category",
    "box_b",
    "box_d",
    "has_exam",
    "school_year",
    "stopped_on",
    "stop_kind",
    *PERIOD,
}
VOV_ONLY = {"modules", "credits_hundredths", "lesson_periods", "exam_on"}
SILENT: Mapping[str, set[str]] = {
    "assiduity": {*NOWHERE, *VOV_ONLY, "second_from_on", "second_to_on", "exam_days"},
    "enrolment": {*NOWHERE, *VOV_ONLY, "second_from_on", "second_to_on", "exam_days"},
    "second_notice": {*NOWHERE, *VOV_ONLY},
    "second_taken": {*NOWHERE, *VOV_ONLY, "second_from_on", "second_to_on"},
    "vov_enrolment": {*NOWHERE, *BEV_ONLY, "second_from_on", "second_to_on", "exam_days"},
}


def full(content: CertificateContent) -> CertificateContent:
    """The same paper with something in every field that its kind can have."""
    filled = replace(
        content, corrects_number="N2027-000009", correction_reason="Een les was verkeerd ingevoerd"
    )
    if content.kind != "vov_enrolment":
        filled = replace(filled, stopped_on=date(2027, 1, 12), stop_kind="announced")
    return filled


def both(content: CertificateContent, digits: str = "") -> tuple[str, str]:
    """What is read back, and what must stand there."""
    frozen = certificate.to_json(content)
    return wording.read(certificate.render(content, national_number=digits), frozen), wording.whole(
        frozen, digits
    )


def other(content: CertificateContent, name: str) -> object:
    if name == "has_exam":
        return not content.has_exam
    if name == "category":
        return "general" if content.category == "vocational" else "vocational"
    return OTHER[name]


@pytest.mark.parametrize("content", papers.ALL, ids=lambda content: content.kind)
def test_every_field_that_is_frozen_is_read_back_and_no_other(content: CertificateContent) -> None:
    whole = full(content)
    found, wanted = both(whole)
    assert found == wanted
    is_period = content.from_on is not None
    for name in {field.name for field in fields(CertificateContent)} - {
        "kind",
        "number_place",
        "model_received_on",
    }:
        if name in PERIOD and not is_period:
            continue
        changed = replace(whole, **{name: other(whole, name)})
        again, wanted = both(changed)
        assert again == wanted, name
        said = (
            (again, certificate.render(changed)) if name.startswith("model") or name == "number" else (again,)
        )
        was = (found, certificate.render(whole)) if len(said) == 2 else (found,)
        assert (said != was) is (name not in SILENT[content.kind]), name


@pytest.mark.parametrize("content", papers.ALL, ids=lambda content: content.kind)
@pytest.mark.parametrize(("last", "first"), [*LATIN, *papers.NAMES])
def test_the_whole_text_is_the_frozen_data_for_the_shortest_longest_and_strangest_names(
    last: str, first: str, content: CertificateContent
) -> None:
    named = replace(full(content), last_name=last, first_name=first, signatory_name=last, place=last[:80])
    digits = papers.NATIONAL_NUMBER if content.kind == "vov_enrolment" else ""
    found, wanted = both(named, digits)
    assert found == wanted


@pytest.mark.parametrize("content", papers.ALL, ids=lambda content: content.kind)
@pytest.mark.parametrize(("last", "first"), [("A", ""), ("Wij-" * 29 + "Wij", "Ö" * 120)])
def test_with_forty_lessons_every_one_stands_there_once_and_in_order(
    last: str, first: str, content: CertificateContent
) -> None:
    found, wanted = both(replace(full(content), last_name=last, first_name=first, timetable=FORTY))
    assert found == wanted


@pytest.mark.parametrize("name", ELSEWHERE)
@pytest.mark.parametrize("field", ["last_name", "first_name", "course_name", "signatory_name"])
def test_a_script_or_a_loose_mark_that_no_font_has_is_refused_and_never_drawn_as_a_box(
    name: str, field: str
) -> None:
    for content in papers.ALL:
        with pytest.raises(InvalidInput, match="Latijnse letters"):
            certificate.render(replace(content, **{field: f"Jan {name}"}))
