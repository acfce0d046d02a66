"""What there is to type over: issued, not registered, by due date; the rest with its reasons."""

from datetime import date

from sqlalchemy.orm import Session

from core.access.actors import Role
from core.proofs import commands as proofs
from core.proofs.entering import Entry
from core.proofs.filters import Filters
from core.proofs.many import Shown
from core.registration import gathering, queries
from core.registration.queries import Mode
from db.models import Learner, Organisation, Proof, Qualification
from tests import factories
from tests.core.registration.conftest import issued
from tests.factories import TODAY, Provider


def worklist(
    session: Session, given: Provider, mode: Mode = Mode.ENTER, **filters: object
) -> queries.Worklist:
    session.flush()
    asked = Filters(**filters)  # type: ignore[arg-type]
    return queries.worklist(session, actor=given.coordinator, today=TODAY, filters=asked, mode=mode)


def keys(found: object) -> list[int]:
    return [record.row.proof_id for record in found]  # type: ignore[attr-defined]


def enter(session: Session, given: Provider, proof: Proof) -> None:
    proofs.enter(
        session, actor=given.coordinator, today=TODAY, proofs=[Shown(proof.id, proof.version)],
        entry=Entry(TODAY, given.registrar_id),
    )  # fmt: skip


def test_the_most_urgent_stands_first_and_what_is_not_issued_is_left_out(
    session: Session, given: Provider
) -> None:
    later = issued(session, given, completed_on=date(2026, 11, 2))
    sooner = issued(session, given, completed_on=date(2026, 9, 10))
    factories.earned(session, given)
    assert keys(worklist(session, given).ready) == [sooner.id, later.id]


def test_it_narrows_by_campus_trajectory_and_kind(session: Session, given: Provider) -> None:
    here = issued(session, given)
    there = issued(session, given, campus=given.other)
    part = issued(session, given, outcome="parts", parts=("BK-9100-1-DBK-01",))
    assert keys(worklist(session, given, campus_id=given.other.id).ready) == [there.id]
    assert set(keys(worklist(session, given, kind="professional").ready)) == {here.id, there.id}
    assert keys(worklist(session, given, kind="partial").ready) == [part.id]
    assert worklist(session, given, trajectory_id=999_999).ready == []


def test_a_limited_person_sees_the_own_campuses(session: Session, given: Provider) -> None:
    here, there = issued(session, given), issued(session, given, campus=given.other)
    limited = factories.actor(session, Role.REGISTRAR, campuses=[given.other])
    session.flush()
    found = queries.worklist(session, actor=limited, today=TODAY, filters=Filters())
    assert keys(found.ready) == [there.id]
    asked = queries.chosen(session, actor=limited, today=TODAY, proof_ids=[here.id, there.id])
    assert keys(asked) == [there.id]
    enter(session, given, here)
    assert queries.to_confirm(session, actor=limited) == 0
    assert queries.to_confirm(session, actor=given.coordinator) == 1


def test_what_is_not_complete_stands_apart_with_its_reasons(session: Session, given: Provider) -> None:
    newcomer = issued(session, given, learner=factories.learner(session, "Horvat", number=""))
    good = issued(session, given)
    found = worklist(session, given)
    assert keys(found.ready) == [good.id]
    (record,) = found.incomplete
    assert record.row.proof_id == newcomer.id
    assert [str(finding.text) for finding in record.findings] == [
        "Er is nog geen INSZ, of het kan niet gelezen worden."
    ]


def test_a_number_that_does_not_open_is_a_reason_and_no_crash(session: Session, given: Provider) -> None:
    proof = issued(session, given)
    person = session.get_one(Learner, proof.learner_id)
    assert person.insz_cipher is not None
    person.insz_cipher = person.insz_cipher[:-1] + bytes([person.insz_cipher[-1] ^ 1])
    assert keys(worklist(session, given).incomplete) == [proof.id]


def test_what_is_entered_waits_for_its_confirmation_in_a_list_of_its_own(
    session: Session, given: Provider
) -> None:
    first, second = issued(session, given), issued(session, given)
    enter(session, given, first)
    assert keys(worklist(session, given).ready) == [second.id]
    assert keys(worklist(session, given, Mode.CONFIRM).ready) == [first.id]
    still = queries.still_open(
        session, actor=given.coordinator, proof_ids=[first.id, second.id], mode=Mode.ENTER
    )
    assert still == [second.id]


def test_no_more_are_offered_than_a_day_holds(session: Session, given: Provider, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(queries, "MOST", 2)
    for _ in range(3):
        issued(session, given)
    found = worklist(session, given)
    assert (len(found.ready), found.total) == (2, 3)


def test_names_and_title_are_those_of_the_paper_and_a_difference_is_said(
    session: Session, given: Provider
) -> None:
    proof = issued(session, given, learner=factories.learner(session, "Janssens", "Zoë"))
    person = session.get_one(Learner, proof.learner_id)
    person.last_name = "Janssens-Peeters"
    (record,) = worklist(session, given).ready
    assert record.facts.last_name == "Janssens"
    assert [str(each.text)[:24] for each in record.findings if "anders" in str(each.text)] == [
        "Naam of geboortedatum in"
    ]


def test_everything_that_is_typed_comes_from_where_it_belongs(session: Session, given: Provider) -> None:
    session.get_one(Organisation, 1).name = "Centrum Nieuw"
    subject = session.get_one(Qualification, given.qualification.id)
    subject.led_subject_code, subject.led_subject = "LED-0267", "Onthaal"
    proof = issued(session, given, outcome="competences", competences=("bkc9100001", "bkc9100003"))
    (record,) = worklist(session, given).ready
    facts = record.facts
    assert facts.competences == ("bkc9100001 Kan 1", "bkc9100003 Kan 3")
    assert (facts.qualification_code, facts.level, facts.institution) == ("BK-9100-1", 3, "Centrum Nieuw")
    assert (facts.led_subject_code, facts.led_subject) == ("LED-0267", "Onthaal")
    assert (facts.reference, facts.issued_on, facts.completed_on) == (
        "2026-000001", date(2026, 11, 10), date(2026, 11, 2),
    )  # fmt: skip
    part = issued(session, given, outcome="parts", parts=("BK-9100-1-DBK-02",))
    facts, _ = gathering.gather(session, proof_ids=[part.id])
    assert facts[part.id].qualification_code == "BK-9100-1-DBK-02"
    assert proof.id != part.id


def test_a_paper_from_elsewhere_is_known_by_its_own_number_which_must_be_its_alone(
    session: Session, given: Provider
) -> None:
    ours, first, second = (issued(session, given) for _ in range(3))
    for proof, number in ((first, "EXT-1"), (second, "EXT-1")):
        proof.document_id, proof.external_number = None, number
    found = {record.row.proof_id: record for record in worklist(session, given).incomplete}
    assert set(found) == {first.id, second.id}
    assert found[first.id].facts.reference == "EXT-1"
    assert found[first.id].facts.last_name == "Janssens"
    second.external_number = "2026-000001"
    assert keys(worklist(session, given).incomplete) == [ours.id, second.id]
    second.external_number = "EXT-2"
    assert worklist(session, given).incomplete == []
