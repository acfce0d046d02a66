"""What LED asks of every field, one sentence per refusal; pure, so no database."""

from dataclasses import replace
from datetime import date

import pytest

from core.registration import completeness
from core.registration.completeness import LEARNER, ORGANISATION, PROOF, SETTINGS, TRAJECTORY
from core.registration.countries import COUNTRIES
from core.registration.facts import Facts
from tests.factories import TODAY, insz

BORN_ON = date(1990, 1, 1)
WHOLE = Facts(
    proof_id=1, version=1, learner_id=1, campus_id=1, kind="professional", hold="", last_name="Janssens", first_name="Zoë",
    born_on=BORN_ON, name_is_damaged=False, paper_differs=False, insz_tail="31", insz_kind="test",
    title="Bewijs van beroepskwalificatie Voorbeeldmaker (BK-9100-1)", qualification_code="BK-9100-1", led_subject_code="",
    led_subject="", level=3, competences=(), issued_on=date(2026, 11, 10), completed_on=date(2026, 11, 2),
    institution="Centrum Test", enterprise_number="0200065765", country="BEL", language="nld", reference="2026-000001",
    is_reference_unique=True, trajectory_kind="training", due_on=date(2027, 1, 2),
)  # fmt: skip
# A number whose birth date is unknown (month and day 00): right, nobody's, and it tells no date to compare.
REAL = f"900000001{97 - 900_000_001 % 97:02d}"


def found(
    facts: Facts, *, digits: str | None = REAL, today: date = TODAY
) -> list[tuple[str, str, str, bool]]:
    """Field, sentence, place to mend and whether it blocks, of everything found."""
    seen = completeness.findings(facts, digits=digits, today=today)
    return [(each.field, str(each.text), each.mend, each.is_blocking) for each in seen]


def test_a_whole_record_has_nothing_against_it() -> None:
    assert found(WHOLE) == []
    assert completeness.is_complete(completeness.findings(WHOLE, digits=REAL, today=TODAY))


@pytest.mark.parametrize(
    ("change", "field", "text", "mend"),
    [
        ({"last_name": ""}, "last_name", "is leeg", LEARNER),
        ({"name_is_damaged": True}, "last_name", "beschadigd", LEARNER),
        ({"born_on": None}, "born_on", "geboortedatum ontbreekt", LEARNER),
        ({"hold": "damaged_name"}, "hold", "Naam beschadigd", PROOF),
        ({"title": ""}, "title", "volledige naam van het bewijs ontbreekt", PROOF),
        ({"title": "x" * 1001}, "title", "telt 1001 tekens; LED neemt er hoogstens 1000", PROOF),
        ({"qualification_code": ""}, "qualification", "kwalificatiecode ontbreekt", TRAJECTORY),
        ({"level": None}, "level", "VKS-niveau van 1 tot en met 8", TRAJECTORY),
        ({"level": 9}, "level", "VKS-niveau van 1 tot en met 8", TRAJECTORY),
        ({"kind": "competences"}, "competences", "minstens één competentie", PROOF),
        ({"issued_on": None}, "issued_on", "minstens het jaar", PROOF),
        ({"issued_on": date(2026, 11, 22)}, "issued_on", "in de toekomst", PROOF),
        ({"completed_on": None}, "completed_on", "afgerond, ontbreekt", LEARNER),
        ({"institution": ""}, "institution", "naam van de instelling ontbreekt", ORGANISATION),
        ({"institution": "x" * 121}, "institution", "hoogstens 120", ORGANISATION),
        ({"enterprise_number": "0999999999"}, "enterprise_number", "geen ondernemingsnummer", ORGANISATION),
        ({"country": "bel"}, "country", "ISO 3166-1", SETTINGS),
        ({"country": "ZZZ"}, "country", "ISO 3166-1", SETTINGS),
        ({"language": "NLD"}, "language", "ISO 639-3", SETTINGS),
        ({"language": "nl"}, "language", "ISO 639-3", SETTINGS),
        ({"reference": ""}, "reference", "referte van de leverancier ontbreekt", PROOF),
        ({"reference": "x" * 37}, "reference", "hoogstens 36", PROOF),
        ({"is_reference_unique": False}, "reference", "2026-000001 staat ook bij een ander bewijs", PROOF),
    ],
)
def test_each_thing_that_led_refuses_is_named_with_its_place(
    change: dict[str, object], field: str, text: str, mend: str
) -> None:
    (only,) = found(replace(WHOLE, **change))  # type: ignore[arg-type]
    assert (only[0], only[2], only[3]) == (field, mend, True)
    assert text in only[1]


@pytest.mark.parametrize(
    ("change", "length"),
    [("title", 1000), ("title", 1), ("institution", 120), ("reference", 36), ("reference", 1)],
)
def test_the_longest_and_the_shortest_that_fit_are_taken(change: str, length: int) -> None:
    assert found(replace(WHOLE, **{change: "x" * length})) == []


@pytest.mark.parametrize(
    ("digits", "text"),
    [
        (None, "nog geen INSZ"),
        ("9001010019", "elf cijfers"),
        ("90000000100", "controlegetal"),
    ],
)
def test_without_a_right_number_nothing_can_be_typed_over(digits: str | None, text: str) -> None:
    (only,) = found(WHOLE, digits=digits)
    assert (only[0], only[2], only[3]) == ("insz", LEARNER, True)
    assert text in only[1]


def test_a_hold_for_the_missing_number_is_said_once() -> None:
    assert [each[0] for each in found(replace(WHOLE, hold="waiting_for_insz"), digits=None)] == ["insz"]


@pytest.mark.parametrize(
    ("change", "digits", "text"),
    [
        ({}, insz(BORN_ON), "testnummer"),
        ({"paper_differs": True}, REAL, "anders dan op het papier"),
        ({"issued_on": date(2026, 11, 1)}, REAL, "vóór het traject afgerond"),
    ],
)
def test_what_only_asks_attention_does_not_block(change: dict[str, object], digits: str, text: str) -> None:
    facts = replace(WHOLE, **change)  # type: ignore[arg-type]
    (only,) = found(facts, digits=digits)
    assert text in only[1]
    assert only[3] is False
    assert completeness.is_complete(completeness.findings(facts, digits=digits, today=TODAY))


def test_a_birth_date_that_the_number_does_not_tell_asks_attention() -> None:
    seen = found(WHOLE, digits=insz(date(1990, 1, 2)))
    assert [(each[0], each[3]) for each in seen] == [("insz", False), ("born_on", False)]
    assert "past niet bij het INSZ" in seen[1][1]


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        ((2026, None, None), ""),
        ((2026, 11, None), ""),
        ((2026, 11, 21), ""),
        ((2027, None, None), "toekomst"),
        ((2026, 12, None), "toekomst"),
        ((2026, 11, 22), "toekomst"),
        ((2026, None, 3), "zonder maand"),
        ((None, None, None), "minstens het jaar"),
    ],
)
def test_a_day_of_issue_has_a_year_and_a_month_before_its_day(
    parts: tuple[int | None, int | None, int | None], text: str
) -> None:
    said = completeness.issue_day_problem(*parts, today=TODAY)
    assert (text in said) if text else said == ""


def test_a_competence_proof_with_competences_needs_no_level() -> None:
    assert found(replace(WHOLE, kind="competences", level=None, competences=("bkc1 Lassen",))) == []


def test_the_country_codes_are_those_of_the_standard() -> None:
    assert len(COUNTRIES) == 249
    assert {"BEL", "NLD", "UKR", "MAR", "TUR", "SYR"} <= COUNTRIES
