"""What a learner showed of LED: noted with who saw it, corrected with what it was, and never made authentic by us."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit
from core.access.actors import Role
from core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from core.history import events
from core.learners import commands as learners
from core.prior_learning import commands, queries
from core.prior_learning.checks import Seen
from core.proofs import commands as proofs
from core.proofs.achieving import Achievement
from db.models import AuditEntry, Learner, Participation, PriorLearning, Trajectory
from tests import factories
from tests.core.conftest import Refused
from tests.factories import TODAY, Provider

REASON = "Hoorde bij een andere deelnemer"


@pytest.fixture
def person(session: Session, given: Provider) -> Learner:
    found = factories.learner(session, "Peeters", "Amina")
    session.commit()
    return found


@pytest.fixture
def evc(session: Session, given: Provider) -> Trajectory:
    return factories.trajectory(session, "E-001", of=given.qualification, kind="evc")


@pytest.fixture
def busy(session: Session, given: Provider, person: Learner, evc: Trajectory) -> Participation:
    return factories.participation(session, learner=person, trajectory=evc, campus=given.campus)


def seen(kind: str = "declared", **values: object) -> Seen:
    chosen: dict[str, object] = {
        "title": "Attest bedrijfsbeheer", "issuer": "Syntra", "obtained_on": date(2015, 6, 30),
        "shown_on": date(2026, 11, 20), "seen_by": "An Verhulst", "in_presence": True,
    }  # fmt: skip
    return Seen(kind, **(chosen | values))  # type: ignore[arg-type]


def note(
    session: Session, given: Provider, person: Learner, entry: Seen | None = None, tied: int | None = None
) -> PriorLearning:
    key = commands.note(
        session, actor=given.coordinator, today=TODAY, learner_id=person.id, seen=entry or seen(), participation_id=tied
    )  # fmt: skip
    return session.get_one(PriorLearning, key)


def correct(session: Session, given: Provider, entry: PriorLearning, wanted: Seen) -> list[str]:
    return commands.correct(
        session, actor=given.coordinator, today=TODAY, entry_id=entry.id, version=entry.version, seen=wanted
    )


def tie(session: Session, given: Provider, entry: PriorLearning, to: int | None) -> None:
    commands.tie(
        session, actor=given.coordinator, today=TODAY, entry_id=entry.id, version=entry.version, participation_id=to
    )  # fmt: skip


def withdraw(session: Session, given: Provider, entry: PriorLearning, reason: str = REASON) -> None:
    commands.withdraw(
        session, actor=given.coordinator, today=TODAY, entry_id=entry.id, version=entry.version, reason=reason
    )


def kinds(session: Session, entry: PriorLearning) -> list[str]:
    found = events.of(session, subject_kind="prior_learning", subject_id=entry.id)
    return [event.kind for event in reversed(found)]


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ({"in_presence": False}, "in jouw bijzijn"),
        ({"shown_on": date(2026, 11, 22)}, "toekomst"),
        ({"obtained_on": date(2026, 11, 21)}, "kan niet na"),
        ({"obtained_on": date(1990, 1, 1)}, "geboorte"),
        ({"title": " "}, "benaming"),
        ({"seen_by": ""}, "wie dit zag"),
        ({"title": "x" * 301}, "te lang"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(
    session: Session, given: Provider, person: Learner, refused: Refused, values: dict[str, object], text: str
) -> None:
    with refused(InvalidInput, text):
        note(session, given, person, seen(**values))
    assert session.scalars(select(PriorLearning)).all() == []


def test_a_kind_that_does_not_exist_and_a_national_number_are_refused(
    session: Session, given: Provider, person: Learner, refused: Refused
) -> None:
    with refused(InvalidInput, "authentiek gegeven of"):
        note(session, given, person, seen("geverifieerd"))
    with refused(InvalidInput, "rijksregisternummer"):
        note(session, given, person, seen(title=f"Attest {factories.insz()}"))


@pytest.mark.parametrize("kind", ["declared", "declared_verified"])
def test_a_declaration_never_becomes_authentic_by_our_pen(
    session: Session, given: Provider, person: Learner, refused: Refused, kind: str
) -> None:
    entry = note(session, given, person, seen(kind))
    with refused(InvalidInput, "wordt niet authentiek"):
        correct(session, given, entry, seen("authentic"))
    (row,) = queries.entries(session, actor=given.coordinator, learner_id=person.id)
    assert (row.kind, row.is_authentic) == (kind, False)


def test_a_correction_keeps_what_it_was(session: Session, given: Provider, person: Learner) -> None:
    entry = note(session, given, person, seen("authentic"))
    changed = correct(
        session, given, entry, seen("declared_verified", title="Attest beheer", obtained_on=None)
    )
    assert set(changed) == {"kind", "title", "obtained_on"}
    told = {
        event.field: (event.old_value, event.new_value)
        for event in events.of(session, subject_kind="prior_learning", subject_id=entry.id)
    }
    assert told["kind"] == ("authentic", "declared_verified")
    assert told["title"] == ("Attest bedrijfsbeheer", "Attest beheer")
    assert told["obtained_on"] == ("30/06/2015", "")
    assert correct(session, given, entry, seen("declared", title="Attest beheer", obtained_on=None)) == [
        "kind"
    ]


def test_it_is_basis_of_a_running_evc_trajectory_of_the_same_person_only(
    session: Session, given: Provider, person: Learner, busy: Participation, refused: Refused
) -> None:
    training = factories.participation(
        session, learner=person, trajectory=given.trajectory, campus=given.campus
    )
    other = factories.learner(session, "Ander", "Iemand")
    entry = note(session, given, person)
    with refused(InvalidInput, "geen EVC-traject"):
        tie(session, given, entry, training.id)
    with refused(NotFound):
        note(session, given, other, tied=busy.id)
    tie(session, given, entry, busy.id)
    authentic = note(session, given, person, seen("authentic", title="Diploma"), tied=busy.id)
    rows = queries.basis(session, actor=given.coordinator, participation_id=busy.id)
    assert [(row.entry_id, row.is_authentic) for row in rows] == [(authentic.id, True), (entry.id, False)]
    found = queries.of_trajectory(session, actor=given.coordinator, trajectory_id=busy.trajectory_id)
    assert found == {busy.id: (2, 1)}
    assert queries.evc_choices(session, actor=given.coordinator, learner_id=person.id) == [
        (busy.id, "E-001 Opleiding E-001")
    ]
    tie(session, given, entry, None)
    assert kinds(session, entry) == ["noted", "tied", "untied"]


def test_the_basis_of_a_completed_trajectory_is_fixed(
    session: Session, given: Provider, person: Learner, busy: Participation, refused: Refused
) -> None:
    entry, loose = note(session, given, person, tied=busy.id), note(session, given, person)
    proofs.complete(
        session, actor=given.coordinator, today=TODAY, participation_id=busy.id, version=busy.version,
        achievement=Achievement(date(2026, 11, 20), "whole"),
    )  # fmt: skip
    for one, to in ((entry, None), (loose, busy.id)):
        with refused(InvalidInput, "ligt vast"):
            tie(session, given, one, to)
    assert len(queries.basis(session, actor=given.coordinator, participation_id=busy.id)) == 1


def test_what_is_withdrawn_stays_to_be_read_and_is_basis_of_nothing(
    session: Session, given: Provider, person: Learner, busy: Participation, refused: Refused
) -> None:
    entry = note(session, given, person, tied=busy.id)
    with refused(InvalidInput, "minstens tien tekens"):
        withdraw(session, given, entry, "kort")
    withdraw(session, given, entry)
    (row,) = queries.entries(session, actor=given.coordinator, learner_id=person.id)
    assert (row.withdrawn_on, row.withdrawn_reason) == (TODAY, REASON)
    assert queries.basis(session, actor=given.coordinator, participation_id=busy.id) == []
    for act in (
        lambda: withdraw(session, given, entry),
        lambda: tie(session, given, entry, None),
        lambda: correct(session, given, entry, seen()),
    ):
        with refused(InvalidInput, "ingetrokken op 21/11/2026"):
            act()
    assert kinds(session, entry) == ["noted", "tied", "withdrawn"]
    assert audit.verify(session).findings == ()


def test_one_submit_notes_one_entry(session: Session, given: Provider, person: Learner) -> None:
    keys = {
        commands.note(
            session, actor=given.coordinator, today=TODAY, learner_id=person.id, seen=seen(), nonce="eenmalig"
        )
        for _ in range(2)
    }
    assert len(keys) == 1


def test_whoever_comes_second_sees_what_is_stored(
    session: Session, given: Provider, person: Learner, refused: Refused
) -> None:
    entry = note(session, given, person)
    shown = entry.version
    correct(session, given, entry, seen(title="Anders"))
    session.commit()
    with refused(Conflict) as caught:
        commands.withdraw(
            session, actor=given.coordinator, today=TODAY, entry_id=entry.id, version=shown, reason=REASON
        )
    assert isinstance(caught.value, Conflict)
    assert caught.value.stored["title"] == "Anders"


def test_a_reader_and_another_campus_note_and_see_nothing(
    session: Session, given: Provider, person: Learner, busy: Participation, refused: Refused
) -> None:
    entry = note(session, given, person, tied=busy.id)
    elsewhere = factories.actor(session, campuses=[given.other])
    reader = factories.actor(session, Role.READER)
    for actor, error in ((elsewhere, NotFound), (reader, NotAllowed)):
        with refused(error):
            commands.note(session, actor=actor, today=TODAY, learner_id=person.id, seen=seen())
        with refused(error):
            commands.withdraw(
                session, actor=actor, today=TODAY, entry_id=entry.id, version=entry.version, reason=REASON
            )
    assert queries.entries(session, actor=elsewhere, learner_id=person.id) == []
    assert queries.basis(session, actor=elsewhere, participation_id=busy.id) == []
    assert queries.evc_choices(session, actor=elsewhere, learner_id=person.id) == []
    assert queries.of_trajectory(session, actor=elsewhere, trajectory_id=busy.trajectory_id) == {}


def test_a_merge_takes_the_entries_along_with_their_history(
    session: Session, given: Provider, person: Learner, busy: Participation, refused: Refused
) -> None:
    entry = note(session, given, person, tied=busy.id)
    before = kinds(session, entry)
    kept = factories.learner(session, "Peeters", "Amina")
    learners.merge(
        session, actor=given.coordinator, today=TODAY, keep_id=kept.id, keep_version=kept.version, drop_id=person.id,
        drop_version=person.version, reason="Twee dossiers van een persoon",
    )  # fmt: skip
    session.expire_all()
    assert [
        row.entry_id for row in queries.entries(session, actor=given.coordinator, learner_id=kept.id)
    ] == [entry.id]
    assert len(queries.basis(session, actor=given.coordinator, participation_id=busy.id)) == 1
    assert kinds(session, entry) == before
    with refused(NotFound):
        note(session, given, person)


def test_the_log_holds_no_title(session: Session, given: Provider, person: Learner) -> None:
    note(session, given, person, seen(title="Zeldzaam attest"))
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "prior_learning.note")).one()
    assert "Zeldzaam" not in entry.details
