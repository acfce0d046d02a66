"""A file without issued proof goes whole; one that has to stay says why and stays whole."""

import json
from datetime import date

import pytest
from sqlalchemy import Engine, delete, select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from core import audit
from core.access.actors import Actor, Role
from core.deadlines import projection, terms
from core.errors import DomainError, InvalidInput, NotAllowed, NotFound
from core.learners import commands as learners
from core.learners import queries as learner_queries
from core.learners.queries import LearnerFilters
from core.proofs import commands as proofs
from core.proofs import reassessing
from core.proofs.entering import Entry
from core.proofs.many import Shown
from core.provider_settings import commands as provider_settings
from core.rules.parameters import law
from core.subject import commands, keeping, removing
from db import search
from db.models import (
    AccessEntry,
    AuditEntry,
    Certificate,
    Deadline,
    Document,
    Evidence,
    ImportRow,
    Learner,
    LedTicket,
    Participation,
    Proof,
    Tombstone,
    UndoStep,
)
from tests import factories
from tests.core.subject import rows, scenario
from tests.core.subject.conftest import Owner
from tests.core.subject.scenario import Made
from tests.factories import TODAY, Provider

REASON = "op vraag van de betrokkene, brief van 14 november"
# A month and a day after what is done on the working day of these tests.
LATER = date(2026, 12, 22)


def erase(
    opened: Session, actor: Actor, learner_id: int, reason: str = REASON, *, today: date = TODAY
) -> None:
    commands.erase(opened, actor=actor, today=today, learner_id=learner_id, reason=reason)


def refusal(
    owner: Owner, actor: Actor, learner_id: int, kind: type[DomainError] = InvalidInput, reason: str = REASON,
    *, today: date = TODAY,
) -> str:  # fmt: skip
    """The sentence it is refused with."""
    with pytest.raises(kind) as caught, owner() as opened:
        erase(opened, actor, learner_id, reason, today=today)
    return str(caught.value)


def sound(session: Session) -> bool:
    """The chain verifies, the index of names holds, the stored terms are the computed ones."""
    different = [
        *projection.differences(session, terms=terms.load(session)),
        *reassessing.differences(session),
    ]
    return not audit.verify(session).findings and search.holds(session) and not different


def keep_proofs_a_month(session: Session, administrator: Actor) -> None:
    """A term of the provider's own, so that a proof that is done with may go once it has passed."""
    provider_settings.change(
        session, actor=administrator, today=TODAY, key="retention.proof_months", value="1",
        source="proefafspraak met de functionaris", version=0,
    )  # fmt: skip


def test_a_person_whose_proof_is_past_its_term_is_gone_from_every_table_and_others_stay_as_they_were(
    session: Session, given: Provider, administrator: Actor, engine: Engine, owner: Owner
) -> None:
    mine = scenario.registered(session, given, scenario.person(session, given, "Aa7q"))
    (key,) = mine.proof_ids
    other = scenario.registered(session, given, scenario.person(session, given, "Bb8x"))
    keep_proofs_a_month(session, administrator)
    session.commit()
    theirs = rows.holding(engine, other.mark)
    assert len(rows.holding(engine, mine.mark)) >= 10
    with owner() as opened:
        erase(opened, administrator, mine.learner_id, today=LATER)
    assert rows.holding(engine, mine.mark) == []
    assert rows.holding(engine, other.mark) == theirs
    assert session.get(Learner, mine.learner_id) is None
    assert not session.scalars(select(Proof).where(Proof.id == key)).all()
    assert not session.scalars(select(Deadline).where(Deadline.subject_id == key)).all()
    assert sound(session)
    found = learner_queries.learners(session, actor=administrator, filters=LearnerFilters("naamaa7q"))
    assert found.total == 0


def test_what_remains_is_a_tombstone_one_entry_and_nameless_looks(
    session: Session, given: Provider, administrator: Actor, owner: Owner
) -> None:
    mine = scenario.person(session, given, "Aa7q")
    session.flush()
    sha256 = session.scalars(select(Evidence.sha256).where(Evidence.learner_id == mine.learner_id)).one()
    before = len(session.scalars(select(AuditEntry)).all())
    with owner() as opened:
        erase(opened, administrator, mine.learner_id)
    stones = {stone.subject_kind: stone for stone in session.scalars(select(Tombstone))}
    assert stones["learner"].subject_id == mine.learner_id
    assert stones["evidence"].sha256 == sha256
    assert {stone.reason for stone in stones.values()} == {REASON}
    assert {stone.removed_by for stone in stones.values()} == {administrator.display_name}
    entries = session.scalars(select(AuditEntry).order_by(AuditEntry.sequence)).all()
    assert len(entries) == before + 1
    told = json.loads(entries[-1].details)
    assert (entries[-1].action, entries[-1].subject_id) == ("learner.erase", mine.learner_id)
    assert told["removed"]["learner"] == "1"
    look = session.scalars(select(AccessEntry)).one()
    assert (look.learner_id, look.reason, look.what) == (None, "", "insz")


def test_the_number_can_be_given_to_a_new_file_and_the_key_is_not_given_again(
    session: Session, given: Provider, administrator: Actor, owner: Owner
) -> None:
    mine = scenario.person(session, given, "Aa7q")
    with owner() as opened:
        erase(opened, administrator, mine.learner_id)
    again = factories.learner(session, "Terug", "An", number=mine.number)
    assert again.id > mine.learner_id


def test_an_issued_proof_keeps_the_whole_file_and_says_why(
    session: Session, given: Provider, administrator: Actor, engine: Engine, owner: Owner
) -> None:
    mine = scenario.registered(session, given, scenario.person(session, given, "Aa7q"))
    scenario.next_paper(session, given)
    session.commit()
    number = session.scalars(select(Document.number).where(Document.learner_id == mine.learner_id)).one()
    before = rows.everything(engine)
    told = refusal(owner, administrator, mine.learner_id)
    assert f"Uitgereikt bewijs {number} blijft" in told
    assert "kwaliteitsdecreet" in told
    assert rows.everything(engine) == before


def test_a_term_of_the_provider_keeps_a_proof_until_its_day_and_not_longer(
    session: Session, given: Provider, administrator: Actor, owner: Owner
) -> None:
    mine = scenario.registered(
        session,
        given,
        scenario.person(session, given, "Aa7q"),
        on=date(2026, 11, 10),
        completed_on=date(2026, 10, 30),
    )
    scenario.next_paper(session, given)
    keep_proofs_a_month(session, administrator)
    assert "tot en met 10/12/2026" in refusal(owner, administrator, mine.learner_id)
    with owner() as opened:
        erase(opened, administrator, mine.learner_id, today=date(2026, 12, 11))
    assert session.get(Learner, mine.learner_id) is None
    assert sound(session)


@pytest.mark.parametrize(
    ("today", "when"),
    [
        (TODAY, "de termijn loopt tot en met 02/01/2027"),
        (date(2027, 1, 2), "de termijn loopt tot en met 02/01/2027"),
        (date(2027, 1, 3), "de uiterste datum was 02/01/2027"),
    ],
)
@pytest.mark.parametrize(
    ("how_far", "what", "way"),
    [
        ("to issue", "is nog niet uitgereikt en niet geregistreerd in LED", "Reik het uit en registreer het"),
        ("issued", "is nog niet geregistreerd in LED", "Registreer het eerst, op de pagina Registratie"),
        (
            "entered",
            "is ingevoerd maar nog niet bevestigd in LED",
            "Noteer eerst de bevestiging, op de pagina Reg",
        ),
    ],
)
def test_a_proof_whose_term_runs_or_has_passed_keeps_the_file_and_says_what_is_still_owed(
    session: Session, given: Provider, administrator: Actor, engine: Engine, owner: Owner, how_far: str, what: str,
    way: str, today: date, when: str,
) -> None:  # fmt: skip
    mine = scenario.person(session, given, "Aa7q")
    (proof,) = factories.earned(session, given, learner=session.get_one(Learner, mine.learner_id))
    actor, name = given.coordinator, f"“{proof.title}”"
    if how_far != "to issue":
        issued = proofs.issue(session, actor=actor, today=TODAY, proof_id=proof.id, version=proof.version)
        name = f"Bewijs {issued.number}"
        scenario.next_paper(session, given)
    if how_far == "entered":
        proofs.enter(
            session, actor=actor, today=TODAY, proofs=[Shown(proof.id, proof.version)],
            entry=Entry(TODAY, given.registrar_id),
        )  # fmt: skip
    # A short term of keeping changes nothing: what is owed goes before it.
    keep_proofs_a_month(session, administrator)
    session.commit()
    before = rows.everything(engine)
    told = refusal(owner, administrator, mine.learner_id, today=today)
    assert f"{name} {what}: {when}. {way}" in told
    assert rows.everything(engine) == before


def test_each_proof_that_is_owed_is_named_and_one_that_was_withdrawn_no_longer(
    session: Session, given: Provider, administrator: Actor, owner: Owner
) -> None:
    mine = scenario.person(session, given, "Aa7q")
    learner, actor = session.get_one(Learner, mine.learner_id), given.coordinator
    (first,) = factories.earned(session, given, learner=learner)
    (second,) = factories.earned(session, given, learner=learner, completed_on=date(2026, 11, 9))
    told = refusal(owner, administrator, mine.learner_id)
    assert ("tot en met 02/01/2027" in told, "tot en met 09/01/2027" in told) == (True, True)
    for proof in (first, second):
        proofs.issue(session, actor=actor, today=TODAY, proof_id=proof.id, version=proof.version)
        proofs.withdraw(
            session, actor=actor, today=TODAY, proof_id=proof.id, version=proof.version, reason="verkeerde persoon"
        )  # fmt: skip
    scenario.next_paper(session, given)
    keep_proofs_a_month(session, administrator)
    assert "nog niet geregistreerd" not in refusal(owner, administrator, mine.learner_id)
    with owner() as opened:
        erase(opened, administrator, mine.learner_id, today=LATER)
    assert session.get(Learner, mine.learner_id) is None


def test_a_term_of_another_rule_keeps_the_file_too(
    session: Session, given: Provider, administrator: Actor, owner: Owner
) -> None:
    mine = scenario.person(session, given, "Aa7q")
    taken = session.scalars(select(Participation).where(Participation.learner_id == mine.learner_id)).one()
    session.add(
        Deadline(
            subject_kind="participation", subject_id=taken.id, rule_id="recognition_expiry",
            rule_version_on=date(2019, 9, 1), learner_id=mine.learner_id, campus_id=given.campus.id,
            starts_on=TODAY, due_on=date(2026, 12, 1), target_on=date(2026, 12, 1), rolled_on=date(2026, 12, 1),
        )
    )  # fmt: skip
    told = refusal(owner, administrator, mine.learner_id)
    assert "de termijn loopt tot en met 01/12/2026" in told
    assert law("recognition_expiry").name.nl in told


def test_an_open_report_or_problem_has_to_be_closed_first(
    session: Session, given: Provider, administrator: Actor, owner: Owner
) -> None:
    mine = scenario.person(session, given, "Aa7q")
    (proof,) = factories.earned(session, given, learner=session.get_one(Learner, mine.learner_id))
    scenario.ticket(session, given, mine.learner_id, "Aa7q", on=TODAY, closed_on=None)
    scenario.problem(session, given, proof, "Aa7q", on=TODAY, is_open=True)
    told = refusal(owner, administrator, mine.learner_id)
    assert "Een melding over LED van 21/11/2026 staat nog open" in told
    assert "Een probleem van 21/11/2026 staat nog open" in told
    assert "op de pagina Registratie, onderdeel Correcties" in told
    assert "op de pagina Registratie, onderdeel Problemen" in told


def test_a_paper_destroyed_before_delivery_goes_with_its_number_on_the_stone_unless_it_is_the_last(
    session: Session, given: Provider, administrator: Actor, owner: Owner
) -> None:
    mine = scenario.person(session, given, "Aa7q")
    (proof,) = factories.earned(session, given, learner=session.get_one(Learner, mine.learner_id))
    actor = given.coordinator
    issued = proofs.issue(session, actor=actor, today=TODAY, proof_id=proof.id, version=proof.version)
    proofs.destroy(
        session,
        actor=actor,
        today=TODAY,
        proof_id=proof.id,
        version=proof.version,
        reason="naam verkeerd gespeld",
    )
    told = refusal(owner, administrator, mine.learner_id)
    assert "nog niet uitgereikt en niet geregistreerd in LED" in told
    participation = session.get_one(Participation, proof.participation_id)
    proofs.undo_completion(
        session, actor=actor, today=TODAY, participation_id=participation.id, version=participation.version,
        reason="het traject was niet afgerond",
    )  # fmt: skip
    assert "het laatst uitgereikte" in refusal(owner, administrator, mine.learner_id)
    scenario.next_paper(session, given)
    sha256 = session.scalars(select(Document.sha256).where(Document.number == issued.number)).one()
    with owner() as opened:
        erase(opened, administrator, mine.learner_id)
    stone = session.scalars(select(Tombstone).where(Tombstone.subject_kind == "document")).one()
    assert (stone.number, stone.sha256, stone.record_on) == (issued.number, sha256, TODAY)
    assert sound(session)


def test_the_number_of_an_old_paper_is_buried_with_the_day_of_that_paper(
    session: Session, given: Provider, administrator: Actor, owner: Owner
) -> None:
    mine = scenario.person(session, given, "Aa7q")
    lapsed = session.scalars(select(Certificate)).one()
    old = Certificate(
        enrolment_id=lapsed.enrolment_id, course_id=lapsed.course_id, learner_id=mine.learner_id,
        campus_id=lapsed.campus_id, kind="enrolment", school_year=lapsed.school_year + 1, state="issued",
        # Issued again by us in March: a correction of what was issued by hand in January.
        issued_on=date(2027, 3, 1), earlier_number="AV-17", earlier_issued_on=date(2027, 1, 5),
    )  # fmt: skip
    session.add(old)
    session.flush()
    keys = (lapsed.id, old.id)
    with owner() as opened:
        removing.remove(
            opened, {"certificate": keys}, actor=administrator, today=date(2027, 3, 2), reason=REASON
        )
    stones = session.scalars(select(Tombstone).where(Tombstone.subject_kind == "certificate"))
    assert {(each.subject_id, each.number, each.record_on) for each in stones} == {
        (keys[0], "", None), (keys[1], "AV-17", date(2027, 1, 5)),
    }  # fmt: skip


def test_the_files_that_were_merged_into_it_go_along(
    session: Session, given: Provider, administrator: Actor, engine: Engine, owner: Owner
) -> None:
    mine, other = (scenario.person(session, given, mark) for mark in ("Aa7q", "Cc9z"))
    session.commit()
    keep, drop = session.get_one(Learner, mine.learner_id), session.get_one(Learner, other.learner_id)
    learners.merge(
        session, actor=given.coordinator, today=TODAY, keep_id=keep.id, keep_version=keep.version, drop_id=drop.id,
        drop_version=drop.version, reason="zelfde persoon, twee dossiers",
    )  # fmt: skip
    assert "samengevoegd met dossier" in refusal(owner, administrator, other.learner_id)
    with owner() as opened:
        erase(opened, administrator, mine.learner_id)
    assert rows.holding(engine, "Aa7q") == []
    assert rows.holding(engine, "Cc9z") == []


def test_a_sheet_that_was_undone_forgets_the_person_too(
    session: Session, given: Provider, administrator: Actor, owner: Owner
) -> None:
    mine = scenario.person(session, given, "Aa7q")
    session.execute(update(ImportRow).values(subject_id=999_999))
    with owner() as opened:
        erase(opened, administrator, mine.learner_id)
    assert session.scalars(select(ImportRow)).all() == []


def test_a_step_that_can_be_taken_back_forgets_only_this_persons_proof(
    session: Session, given: Provider, administrator: Actor, owner: Owner
) -> None:
    mine = scenario.registered(session, given, scenario.person(session, given, "Aa7q"))
    scenario.next_paper(session, given)
    keep_proofs_a_month(session, administrator)
    session.execute(delete(UndoStep))
    (key,) = mine.proof_ids
    items = [{"proof_id": each, "version": 1, "before": {}} for each in (key, key + 1000)]
    assert given.coordinator.id is not None
    session.add(
        UndoStep(
            account_id=given.coordinator.id, command="proof.deliver", summary="", payload={"items": items},
            at=scenario.OLD_MOMENT,
        )
    )  # fmt: skip
    with owner() as opened:
        erase(opened, administrator, mine.learner_id, today=LATER)
    step = session.scalars(select(UndoStep)).one()
    assert [item["proof_id"] for item in step.payload["items"]] == [key + 1000]


def test_the_application_itself_cannot_erase_what_is_frozen(
    session: Session, given: Provider, administrator: Actor, engine: Engine
) -> None:
    mine = scenario.person(session, given, "Aa7q")
    session.commit()
    before = rows.everything(engine)
    with pytest.raises(DBAPIError, match="frozen"):
        erase(session, administrator, mine.learner_id)
    session.rollback()
    assert rows.everything(engine) == before


def test_who_may_not_or_gives_no_reason_or_names_the_person_is_refused(
    session: Session, given: Provider, administrator: Actor, owner: Owner
) -> None:
    mine = scenario.person(session, given, "Aa7q")
    coordinator = factories.actor(session, Role.COORDINATOR)
    refusal(owner, coordinator, mine.learner_id, NotAllowed)
    refusal(owner, administrator, 987_654, NotFound)
    assert "tien tekens" in refusal(owner, administrator, mine.learner_id, reason="kort")
    assert "zonder de naam" in refusal(
        owner, administrator, mine.learner_id, reason="dossier van NaamAa7q, op vraag"
    )


def test_the_check_says_per_kind_of_record_what_would_become_of_it(
    session: Session, given: Provider, administrator: Actor
) -> None:
    free, kept = scenario.person(session, given, "Aa7q"), scenario.person(session, given, "Bb8x")
    kept = scenario.registered(session, given, kept)
    scenario.next_paper(session, given)
    may = keeping.verdict(session, actor=administrator, today=TODAY, learner_id=free.learner_id)
    assert may.reasons == ()
    told = {line.table: (line.count, line.verdict) for line in may.lines}
    assert told["learner"] == (1, keeping.GOES)
    assert told["access_entry"] == (1, keeping.NAMELESS)
    stays = keeping.verdict(session, actor=administrator, today=TODAY, learner_id=kept.learner_id)
    told = {line.table: (line.count, line.verdict) for line in stays.lines}
    assert told["proof"] == told["document"] == told["learner"] == (1, keeping.STAYS)
    assert told["prior_learning"] == (1, keeping.GOES)
    owing = scenario.person(session, given, "Cc9z")
    factories.earned(session, given, learner=session.get_one(Learner, owing.learner_id))
    owed = keeping.verdict(session, actor=administrator, today=TODAY, learner_id=owing.learner_id)
    told = {line.table: (line.count, line.verdict) for line in owed.lines}
    assert told["proof"] == told["deadline"] == told["learner"] == (1, keeping.STAYS)
    assert len(owed.reasons) == 1
    limited = factories.actor(session, Role.ADMINISTRATOR, campuses=[given.campus])
    assert not keeping.verdict(session, actor=limited, today=TODAY, learner_id=free.learner_id).lines


def test_nobody_is_found_in_a_participation_or_a_ticket_after(
    session: Session, given: Provider, administrator: Actor, owner: Owner
) -> None:
    mine: Made = scenario.person(session, given, "Aa7q")
    with owner() as opened:
        erase(opened, administrator, mine.learner_id)
    for table in (Participation, LedTicket, Evidence):
        assert not session.scalars(select(table)).all()
