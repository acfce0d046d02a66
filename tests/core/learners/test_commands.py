"""People: new, corrected, given a number, looked at, merged; with history, and never a number in the clear."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.actors import Role
from core.errors import Conflict, NotFound
from core.learners import commands, participations, queries, vault
from core.learners.commands import Personal
from core.learners.queries import LearnerFilters
from core.proofs import commands as proofs
from db.models import AccessEntry, AuditEntry, Deadline, Document, Learner, LearnerChange, Proof
from tests import attendance_factories, factories
from tests.core.conftest import Refused
from tests.factories import TODAY, Provider

BORN = date(1990, 1, 1)
REASON = "Nieuwe kaart gekregen"


def add(session: Session, given: Provider, insz: str = "", **typed: object) -> Learner:
    personal = Personal(**({"last_name": "Peeters", "first_name": "An", "born_on": BORN} | typed))  # type: ignore[arg-type]
    key = commands.add(session, actor=given.coordinator, today=TODAY, personal=personal, insz=insz)
    return session.get_one(Learner, key)


def change(session: Session, given: Provider, person: Learner, **typed: object) -> list[str]:
    reason = str(typed.pop("reason", ""))
    personal = Personal(**({"last_name": "Peeters", "first_name": "An", "born_on": BORN} | typed))  # type: ignore[arg-type]
    return commands.change(
        session, actor=given.coordinator, today=TODAY, learner_id=person.id, version=person.version, personal=personal,
        reason=reason,
    )  # fmt: skip


def set_insz(session: Session, given: Provider, person: Learner, insz: str, reason: str = "") -> None:
    commands.set_insz(
        session,
        actor=given.coordinator,
        today=TODAY,
        learner_id=person.id,
        version=person.version,
        insz=insz,
        reason=reason,
    )


def merge(
    session: Session, given: Provider, keep: Learner, drop: Learner, reason: str = "Dubbel ingevoerd dossier"
) -> None:
    commands.merge(
        session, actor=given.coordinator, today=TODAY, keep_id=keep.id, keep_version=keep.version, drop_id=drop.id,
        drop_version=drop.version, reason=reason,
    )  # fmt: skip
    session.flush()
    session.expire_all()


def history(session: Session, person: Learner) -> list[tuple[str, str]]:
    rows = session.scalars(
        select(LearnerChange).where(LearnerChange.learner_id == person.id).order_by(LearnerChange.id)
    )
    return [(row.field, row.old_text) for row in rows]


def test_a_new_person_is_tidy_findable_and_waits_for_a_number(session: Session, given: Provider) -> None:
    person = add(
        session, given, last_name="  Van  den Broeck", first_name="Łukasz ", employer_number="0200.065.765"
    )
    assert (person.last_name, person.first_name, person.search_name) == (
        "Van den Broeck",
        "Łukasz",
        "van den broeck lukasz",
    )
    assert (person.insz_index, person.insz_kind, person.name_is_damaged) == (None, "", False)
    assert person.employer_number == "0200065765"


def test_a_number_is_sealed_indexed_and_shown_by_its_tail(session: Session, given: Provider) -> None:
    number = factories.insz()
    person = add(session, given, f"{number[:6]}-{number[6:9]}.{number[9:]}")
    assert person.insz_cipher is not None
    assert vault.unseal(person.insz_cipher) == number
    assert (person.insz_index, person.insz_tail, person.insz_kind) == (
        vault.blind(number),
        number[-2:],
        "test",
    )


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ({"last_name": " "}, "naam en de voornaam"),
        ({"first_name": ""}, "naam en de voornaam"),
        ({"born_on": date(1899, 12, 31)}, "01/01/1900"),
        ({"born_on": date(2026, 11, 22)}, "01/01/1900"),
        ({"email": "geen adres"}, "e-mailadres"),
        ({"employer_number": "123"}, "ondernemingsnummer"),
        ({"last_name": "x" * 201}, "200 tekens"),
        ({"city": "x" * 81}, "80 tekens"),
        ({"street": "Kerk\x00straat"}, "onzichtbaar teken"),
        ({"insz": "123"}, "elf cijfers"),
        ({"insz": "90610100199"}, "controlegetal"),
        ({"insz": factories.insz(date(1991, 1, 1))}, "past niet bij"),
    ],
)
def test_what_cannot_be_is_refused_before_anything_is_kept(
    session: Session, given: Provider, refused: Refused, typed: dict[str, object], text: str
) -> None:
    with refused(text=text) as caught:
        add(session, given, **typed)  # type: ignore[arg-type]
    assert str(typed.get("insz") or "niets") not in str(caught.value)
    assert session.scalars(select(Learner)).all() == []


def test_one_number_belongs_to_one_person(session: Session, given: Provider, refused: Refused) -> None:
    number = factories.insz()
    add(session, given, number)
    other = add(session, given)
    with refused(text="al bij een ander dossier"):
        add(session, given, number)
    with refused(text="al bij een ander dossier"):
        set_insz(session, given, other, number)


def test_a_change_tells_which_fields_and_keeps_what_a_name_was(session: Session, given: Provider) -> None:
    person = add(session, given)
    assert change(session, given, person, last_name="Pieters", city="Gent", reason="Huwelijk") == [
        "last_name",
        "city",
        "search_name",
    ]
    assert history(session, person) == [("last_name", "Peeters")]
    assert (person.version, person.search_name) == (2, "pieters an")
    assert change(session, given, person, last_name="Pieters", city="Gent") == []
    (entry, *_) = session.scalars(select(AuditEntry).order_by(AuditEntry.sequence.desc()))
    assert "Pieters" not in entry.details


def test_a_birth_date_must_go_with_the_number(session: Session, given: Provider, refused: Refused) -> None:
    person = add(session, given, factories.insz(BORN))
    with refused(text="past niet bij"):
        change(session, given, person, born_on=date(1991, 1, 1))
    assert change(session, given, person, born_on=None) == ["born_on"]


def test_a_damaged_name_holds_the_proof_until_it_is_put_right(session: Session, given: Provider) -> None:
    person = add(session, given, factories.insz())
    (proof,) = factories.earned(session, given, learner=person)
    change(session, given, person, last_name="P?eters")
    session.expire_all()
    assert (proof.hold, session.scalars(select(Deadline.hold)).one()) == ("damaged_name", "damaged_name")
    change(session, given, person)
    session.expire_all()
    assert (proof.hold, session.scalars(select(Deadline.hold)).one()) == ("", "")


def test_a_bis_number_gives_way_to_a_national_number_with_history(
    session: Session, given: Provider, refused: Refused
) -> None:
    bis = factories.insz(bis=True)
    person = add(session, given, bis)
    assert person.insz_kind == "bis"
    with refused(text="tien tekens"):
        set_insz(session, given, person, factories.insz())
    new = factories.insz()
    set_insz(session, given, person, new, REASON)
    assert (person.insz_index, person.insz_kind) == (vault.blind(new), "test")
    (kept,) = session.scalars(select(LearnerChange))
    assert (kept.field, kept.old_text) == ("insz", f"xx.xx.xx-xxx.{bis[-2:]}")
    assert kept.old_cipher is not None
    assert vault.unseal(kept.old_cipher) == bis


def test_a_number_is_revealed_for_a_reason_and_the_look_is_written_down(
    session: Session, given: Provider, refused: Refused
) -> None:
    number = factories.insz()
    person, newcomer = add(session, given, number), add(session, given)

    def reveal(key: int, reason: str = "Vraag van LED") -> str:
        return commands.reveal_insz(
            session, actor=given.coordinator, today=TODAY, learner_id=key, reason=reason
        )

    assert reveal(person.id).replace(".", "").replace("-", "") == number
    (look,) = session.scalars(select(AccessEntry))
    assert (look.learner_id, look.what, look.reason, look.account_id) == (
        person.id,
        "insz",
        "Vraag van LED",
        given.coordinator.id,
    )
    for short in ("   ", "nodig", "negen tek"):
        with refused(text="minstens tien tekens"):
            reveal(person.id, short)
    for key in (newcomer.id, 9_999):
        with refused(NotFound):
            reveal(key)


def test_nothing_that_is_kept_in_the_clear_holds_a_national_number(session: Session, given: Provider) -> None:
    number, other = factories.insz(), factories.insz()
    person = add(session, given, number)
    set_insz(session, given, person, other, REASON)
    commands.reveal_insz(
        session, actor=given.coordinator, today=TODAY, learner_id=person.id, reason="Vraag van LED"
    )
    merge(session, given, add(session, given), person)
    for table in (AuditEntry, AccessEntry, LearnerChange, Learner):
        for row in session.scalars(select(table)):
            told = " ".join(str(getattr(row, column.name)) for column in table.__table__.columns)
            assert number not in told
            assert other not in told


# --- two files of one person


def test_two_files_become_one_and_papers_stay_as_they_were_issued(session: Session, given: Provider) -> None:
    keep, drop = (
        add(session, given, last_name="Peeters"),
        add(session, given, factories.insz(), last_name="Petters"),
    )
    (proof,) = factories.earned(session, given, learner=drop)
    issued = proofs.issue(
        session, actor=given.coordinator, today=TODAY, proof_id=proof.id, version=proof.version
    )
    merge(session, given, keep, drop)
    paper = session.get_one(Document, issued.document_id)
    assert (paper.learner_id, paper.content["last_name"]) == (drop.id, "Petters")
    assert (
        session.scalars(select(Proof.learner_id)).all()
        == session.scalars(select(Deadline.learner_id)).all()
        == [keep.id]
    )
    assert (drop.merged_into_id, drop.insz_index, keep.insz_kind) == (keep.id, None, "test")
    assert ("merged.last_name", "Petters") in history(session, keep)


@pytest.mark.parametrize(
    ("kept_bis", "dropped_bis", "winner"),
    [(True, False, "drop"), (False, True, "keep"), (False, False, "keep")],
)
def test_of_two_numbers_the_better_stays_and_the_other_is_history(
    session: Session, given: Provider, kept_bis: bool, dropped_bis: bool, winner: str
) -> None:
    keep = add(session, given, factories.insz(bis=kept_bis))
    drop = add(session, given, factories.insz(bis=dropped_bis))
    wanted = (keep if winner == "keep" else drop).insz_index
    other = (drop if winner == "keep" else keep).insz_tail
    merge(session, given, keep, drop)
    assert (keep.insz_index, drop.insz_index) == (wanted, None)
    assert ("insz", f"xx.xx.xx-xxx.{other}") in history(session, keep)


def test_a_merge_that_cannot_be_is_refused(session: Session, given: Provider, refused: Refused) -> None:
    one, two = add(session, given), add(session, given)
    with refused(text="twee verschillende"):
        merge(session, given, one, one)
    with refused(text="tien tekens"):
        merge(session, given, one, two, "te kort")
    for person in (one, two):
        factories.earned(session, given, learner=person)
    with refused(text="dezelfde afronding"):
        merge(session, given, one, two)


def test_a_file_that_was_merged_away_takes_no_more_changes(
    session: Session, given: Provider, refused: Refused
) -> None:
    keep, drop = add(session, given), add(session, given)
    merge(session, given, keep, drop)
    with refused(NotFound):
        change(session, given, drop)
    with refused(NotFound):
        set_insz(session, given, drop, factories.insz())


def test_a_stale_form_gets_both_values(session: Session, given: Provider, refused: Refused) -> None:
    person = add(session, given)
    change(session, given, person, city="Gent")
    personal = Personal("Peeters", "An", BORN, city="Aalst")
    with refused(Conflict) as caught:
        commands.change(
            session, actor=given.coordinator, today=TODAY, learner_id=person.id, version=1, personal=personal
        )
    assert isinstance(caught.value, Conflict)
    assert (caught.value.shown["city"], caught.value.stored["city"]) == ("Aalst", "Gent")


# --- what pages read


def test_the_list_is_by_name_narrowed_and_without_merged_files(session: Session, given: Provider) -> None:
    keep, drop = add(session, given, last_name="Zeger"), add(session, given, last_name="Zegers")
    merge(session, given, keep, drop)
    add(session, given, factories.insz(), last_name="?ans")
    actor = given.coordinator

    def listed(**narrowed: object) -> list[str]:
        page = queries.learners(session, actor=actor, filters=LearnerFilters(**narrowed))  # type: ignore[arg-type]
        assert page.total == len(page.rows)
        return [row.last_name for row in page.rows]

    assert listed() == ["?ans", "Zeger"]
    assert listed(search="zeg") == ["Zeger"]
    assert listed(only_damaged=True) == ["?ans"]
    assert listed(only_without_insz=True) == ["Zeger"]


def test_a_limited_actor_sees_who_takes_part_on_his_campus(session: Session, given: Provider) -> None:
    here, there, nowhere = (add(session, given, last_name=name) for name in ("Hier", "Daar", "Nergens"))
    factories.earned(session, given, learner=here)
    factories.earned(session, given, learner=there, campus=given.other)
    actor = factories.actor(session, Role.READER, campuses=[given.campus])
    assert [
        row.last_name for row in queries.learners(session, actor=actor, filters=LearnerFilters()).rows
    ] == ["Hier"]
    assert queries.learner_file(session, actor=actor, learner_id=there.id) is None
    assert queries.learner_file(session, actor=actor, learner_id=nowhere.id) is not None
    assert queries.learner_file(session, actor=actor, learner_id=9_999) is None
    assert [
        row.last_name
        for row in participations.participations(session, actor=actor, trajectory_id=given.trajectory.id)
    ] == ["Hier"]


def test_a_limited_actor_sees_who_is_enrolled_on_his_campus_and_nobody_enrolled_elsewhere(
    session: Session, given: Provider
) -> None:
    here, there = (add(session, given, last_name=name) for name in ("Hier", "Daar"))
    for person, campus in ((here, given.campus), (there, given.other)):
        course = attendance_factories.course(session, campus=campus)
        attendance_factories.enrolment(session, course=course, learner=person)
    actor = factories.actor(session, Role.READER, campuses=[given.campus])
    listed = queries.learners(session, actor=actor, filters=LearnerFilters()).rows
    assert [row.last_name for row in listed] == ["Hier"]
    assert queries.learner_file(session, actor=actor, learner_id=here.id) is not None
    assert queries.learner_file(session, actor=actor, learner_id=there.id) is None


def test_a_file_holds_participations_and_history_but_no_number(session: Session, given: Provider) -> None:
    number = factories.insz()
    person = add(session, given, number)
    factories.earned(session, given, learner=person)
    change(session, given, person, last_name="Pieters", reason="Huwelijk")
    found = queries.learner_file(session, actor=given.coordinator, learner_id=person.id)
    assert found is not None
    assert number not in repr(found)
    assert [(row.trajectory_code, row.proofs, row.issued) for row in found.participations] == [
        ("T-901", 1, 0)
    ]
    assert [(row.field, row.old_text, row.reason) for row in found.changes] == [
        ("last_name", "Peeters", "Huwelijk")
    ]


def test_possible_twins_share_a_name_or_a_birth_date_and_family_name(
    session: Session, given: Provider
) -> None:
    person = add(session, given, last_name="Peeters", first_name="An")
    same = add(session, given, last_name="Peeters", first_name="An", born_on=None)
    family = add(session, given, last_name="Peeters", first_name="Anna")
    add(session, given, last_name="Jacobs", first_name="An")
    found = queries.possible_twins(session, actor=given.coordinator, learner_id=person.id)
    assert {row.id for row in found} == {same.id, family.id}
