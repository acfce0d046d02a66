"""The text for Departement WEWIS holds what it needs to look into the problem, and nothing about the person."""

import re
from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.actors import Role
from core.documents import problem_letter
from core.documents.content import HouseStyle
from core.documents.problem_letter import ProblemLetter
from core.errors import InvalidInput, NotAllowed
from core.identifiers import format_enterprise_number
from core.learners import vault
from core.problem_reports import commands, drafting, drafts
from core.problem_reports.drafting import Facts
from core.problem_reports.kinds import BY_CODE, KINDS, Kind
from core.provider_settings import commands as provider_settings
from db.models import AuditEntry, Learner, Proof
from tests import factories
from tests.conftest import Golden
from tests.core.conftest import Refused
from tests.core.documents import reading
from tests.core.problem_reports.conftest import Steps
from tests.factories import TODAY, Provider

FACTS = Facts(
    reference="P-00007",
    kind=BY_CODE["qualification_missing"],
    description="",
    noticed_on=date(2026, 11, 12),
    reported_on=None,
    reported_how="",
    proof_number="2026-000123",
    proof_title="Bewijs van beroepskwalificatie Onthaalmedewerker (BK-0390-2)",
    issued_on=date(2026, 11, 10),
    due_on=date(2027, 1, 2),
    names=("Lotte", "El Amrani"),
    organisation_name="Opleidingscentrum De Brug",
    enterprise_number="0200.065.765",
    contact="bewijzen@debrug.example · 09 000 00 00",
    sender="An Verhulst",
)
LETTER = ProblemLetter(
    addressee="Departement WEWIS",
    subject="Probleem bij het registreren van een bewijs, onze referte P-00007",
    greeting="Geachte heer, mevrouw",
    opening=("Er liep iets mis.",),
    facts=(("Bewijsnummer", "2026-000123"),),
    question="Wat nu?",
    closing=("Met vriendelijke groet", "", "An Verhulst"),
    organisation_name="Opleidingscentrum De Brug",
    organisation_address="Voorbeeldkaai 12\n9000 Gent",
    place="Gent",
    sent_on=TODAY,
)


def test_the_messages_stay_as_they_were_agreed(golden: Golden) -> None:
    first = drafting.draft(FACTS).text
    reminder = replace(
        FACTS, kind=BY_CODE["person_not_found"], reported_on=date(2026, 11, 13), reported_how="phone",
        description="De tool toont iemand anders dan Lotte.",
    )  # fmt: skip
    golden.check("documents/problem-message.txt", f"{first}\n\n----\n\n{drafting.draft(reminder).text}\n")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_every_kind_gives_a_whole_message(kind: Kind) -> None:
    text = drafting.draft(replace(FACTS, kind=kind, description="De knop doet niets.")).text
    needed = (
        "P-00007",
        "2026-000123",
        "BK-0390-2",
        "10/11/2026",
        "12/11/2026",
        "02/01/2027",
        "De knop doet niets.",
    )
    assert [part for part in (*needed, kind.told) if part not in text] == []
    assert ("L. E." in text) is kind.about_person
    assert "Lotte" not in text
    assert "Amrani" not in text


def test_there_is_no_place_for_a_number_or_a_birth_date() -> None:
    assert not {field.name for field in fields(Facts)} & {
        "insz",
        "born_on",
        "birth_date",
        "number",
        "address",
    }


def test_a_paper_that_is_not_issued_yet_has_no_number_and_says_so() -> None:
    text = drafting.draft(
        replace(FACTS, issued_on=None, proof_number="", enterprise_number="", contact="")
    ).text
    assert "Uitgereikt op: nog niet uitgereikt" in text
    assert "Bewijsnummer" not in text
    assert "Ondernemingsnummer" not in text


NAME = st.text(st.characters(categories=["Lu", "Ll"]), min_size=2, max_size=12)
AROUND = st.text(st.sampled_from(" .,;:()'-?!0123456789\n"), max_size=20)


@drawn(first=NAME, last=NAME, before=AROUND, after=AROUND)
def test_a_name_that_was_typed_goes_out_as_initials(first: str, last: str, before: str, after: str) -> None:
    for name in (f"{first} {last}", f"{last} {first}", f"{last}, {first}", last, first):
        said = drafting.without_names(f"{before} {name} {after}", first, last)
        for known in (first, last):
            assert not re.search(rf"(?<!\w){re.escape(known)}(?!\w)", said)
        assert f"{name[0]}." in said or f"{first[0]}." in said


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Lotte El Amrani bestaat dubbel", "L. E. bestaat dubbel"),
        ("El Amrani, Lotte", "L. E."),
        ("bij Lotte's bewijs", "bij L.'s bewijs"),
        ("Dit is Lotte. Niet Sofie.", "Dit is L. Niet Sofie."),
        ("Lottenburg blijft", "Lottenburg blijft"),
        ("lotte met kleine letter", "lotte met kleine letter"),
    ],
)
def test_only_whole_names_as_they_are_spelled_are_shortened(typed: str, shown: str) -> None:
    assert drafting.without_names(typed, "Lotte", "El Amrani") == shown


def test_without_a_name_nothing_is_shortened() -> None:
    assert drafting.without_names("A.B. zegt ja", "", "") == "A.B. zegt ja"
    assert drafting.initials("", "Janssens") == "J."


def test_the_draft_of_a_stored_problem_knows_the_proof_and_the_provider(
    session: Session, given: Provider, steps: Steps, proof: Proof
) -> None:
    report = steps.opened(proof, "wrong_data", "Zoë staat er als Zoe Janssens")
    learner = session.get_one(Learner, proof.learner_id)
    draft = drafts.draft_of(session, actor=given.coordinator, today=TODAY, report_id=report.id)
    assert draft is not None
    number = "2026-000001"
    needed = (
        number, drafts.reference(report.id), "Voorbeeldmaker (BK-9100-1)", "Z. J.", "Centrum Test",
        format_enterprise_number("0200065765"), given.coordinator.display_name, "Z. staat er als Zoe J.",
    )  # fmt: skip
    assert [part for part in needed if part not in draft.text] == []
    assert learner.insz_cipher is not None
    digits = vault.unseal(learner.insz_cipher)
    assert not any(
        part in draft.text for part in (digits, digits[-2:] + " ", "01/01/1990", "Janssens", "Zoë")
    )
    steps.reported(report)
    again = drafts.draft_of(session, actor=given.coordinator, today=TODAY, report_id=report.id)
    assert again is not None
    assert "Op 13/11/2026 meldden we per e-mail onderstaand probleem" in again.text
    steps.answered(report)
    answered = drafts.draft_of(session, actor=given.coordinator, today=TODAY, report_id=report.id)
    assert answered is not None
    assert "geen antwoord" not in answered.text


def test_a_draft_of_another_campus_is_not_given(
    session: Session, given: Provider, steps: Steps, proof: Proof
) -> None:
    report = steps.opened(proof)
    limited = factories.actor(session, Role.REGISTRAR, campuses=[given.other])
    assert drafts.draft_of(session, actor=limited, today=TODAY, report_id=report.id) is None


def test_the_letter_says_the_same_and_leaves_one_entry(
    session: Session, given: Provider, steps: Steps, proof: Proof, refused: Refused
) -> None:
    report = steps.opened(proof, "person_not_found", "De tool vindt niemand.")
    administrator = factories.actor(session, Role.ADMINISTRATOR)
    provider_settings.change(
        session, actor=administrator, today=TODAY, key="problems.addressee", version=0,
        value="Departement WEWIS, Voorbeeldlaan 1, 1000 Brussel", source="Zoals op hun laatste brief",
    )  # fmt: skip
    session.flush()
    pdf = commands.letter(session, actor=given.coordinator, today=TODAY, report_id=report.id)
    read = reading.squeezed(reading.text(pdf))
    draft = drafts.draft_of(session, actor=given.coordinator, today=TODAY, report_id=report.id)
    assert draft is not None
    wanted = [
        *draft.opening,
        draft.question,
        *(value for _, value in draft.facts),
        "1000 Brussel",
        "Voorbeeldlaan 1",
    ]
    assert [text for text in wanted if reading.squeezed(text) not in read] == []
    assert "Janssens" not in read
    assert commands.letter(session, actor=given.coordinator, today=TODAY, report_id=report.id) == pdf
    entries = session.scalars(select(AuditEntry).where(AuditEntry.action == "problem.letter")).all()
    assert [entry.subject_id for entry in entries] == [report.id, report.id]
    with refused(NotAllowed):
        commands.letter(
            session, actor=factories.actor(session, Role.READER), today=TODAY, report_id=report.id
        )


def test_a_letter_of_several_pages_numbers_them() -> None:
    long = replace(LETTER, opening=("Woord " * 160,) * 12)
    pages = reading.pages(problem_letter.render(long))
    assert len(pages) > 1
    assert "Pagina 1 van" in pages[0]
    assert f"Pagina {len(pages)} van {len(pages)}" in pages[-1]


@pytest.mark.parametrize(
    "letter",
    [
        replace(LETTER, addressee="王"),
        replace(LETTER, opening=("😀",)),
        replace(LETTER, facts=(("Bewijs", "😀"),)),
        replace(LETTER, closing=("😀",)),
        replace(LETTER, style=HouseStyle(primary_colour="petrol")),
    ],
)
def test_a_letter_that_could_not_be_drawn_whole_is_refused(letter: ProblemLetter) -> None:
    with pytest.raises(InvalidInput):
        problem_letter.render(letter)
