"""One reason per sitting, every number logged before it can be read, and nothing to read outside it."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core import audit, clock
from core.access.actors import Role, command_line
from core.errors import InvalidInput, NotAllowed, NotFound
from core.learners import vault
from core.proofs import commands as proofs
from core.proofs.many import Shown
from core.proofs.registering import Registration
from core.provider_settings import commands as provider_settings
from core.registration import commands, queries
from db.models import AccessEntry, AuditEntry, CounterRight, HandoverSession, Learner, Proof, StaffMember
from tests import factories
from tests.core.conftest import Refused
from tests.core.registration.conftest import LOGIN, REASON, issued
from tests.factories import TODAY, Provider


def number(
    session: Session, given: Provider, proof: Proof, *, sitting_id: int, minutes: int = 0
) -> str | None:
    """What can be read of a record in front, so many minutes from now."""
    return queries.number(
        session, actor=given.coordinator, sitting_id=sitting_id, proof_id=proof.id, learner_id=proof.learner_id,
        now=clock.now() + timedelta(minutes=minutes),
    )  # fmt: skip


def show(session: Session, given: Provider, proof: Proof, *, login: str = LOGIN) -> int:
    return commands.show(session, actor=given.coordinator, today=TODAY, login=login, proof_id=proof.id)


def digits(session: Session, proof: Proof) -> str:
    cipher = session.get_one(Learner, proof.learner_id).insz_cipher
    assert cipher is not None
    return vault.unseal(cipher)


def test_a_number_can_be_read_only_after_its_look_stands_in_the_log(
    session: Session, given: Provider, paper: Proof, sitting_id: int
) -> None:
    assert number(session, given, paper, sitting_id=sitting_id) is None
    assert show(session, given, paper) == sitting_id
    assert number(session, given, paper, sitting_id=sitting_id) == digits(session, paper)
    look = session.scalars(select(AccessEntry)).one()
    assert (look.what, look.learner_id, look.reason) == ("handover", paper.learner_id, REASON)
    assert look.subject == f"handover {sitting_id} proof {paper.id}"
    session.commit()
    assert audit.verify(session).findings == ()


def test_the_number_of_one_record_opens_no_other_and_no_other_sitting(
    session: Session, given: Provider, paper: Proof, sitting_id: int
) -> None:
    other = issued(session, given, learner=factories.learner(session, "Peeters", "Noor"))
    show(session, given, paper)
    assert number(session, given, other, sitting_id=sitting_id) is None
    assert number(session, given, paper, sitting_id=sitting_id + 1) is None
    stranger = factories.actor(session)
    found = queries.number(
        session,
        actor=stranger,
        sitting_id=sitting_id,
        proof_id=paper.id,
        learner_id=paper.learner_id,
        now=clock.now(),
    )
    assert found is None


def test_a_number_of_another_person_does_not_come_out_under_a_record(
    session: Session, given: Provider, paper: Proof, sitting_id: int
) -> None:
    show(session, given, paper)
    other = factories.learner(session, "Peeters", "Noor")
    found = queries.number(
        session,
        actor=given.coordinator,
        sitting_id=sitting_id,
        proof_id=paper.id,
        learner_id=other.id,
        now=clock.now(),
    )
    assert found is None


def test_a_number_disappears_after_its_minutes_and_is_logged_again_when_shown_again(
    session: Session, given: Provider, paper: Proof, sitting_id: int
) -> None:
    show(session, given, paper)
    assert number(session, given, paper, sitting_id=sitting_id, minutes=4) is not None
    assert number(session, given, paper, sitting_id=sitting_id, minutes=5) is None
    show(session, given, paper)
    assert session.scalar(select(func.count()).select_from(AccessEntry)) == 2


def test_a_sitting_asks_a_reason_and_holds_for_one_login(
    session: Session, given: Provider, paper: Proof, refused: Refused
) -> None:
    begin = {"actor": given.coordinator, "today": TODAY}
    with refused(text="minstens tien tekens"):
        commands.begin(session, **begin, login=LOGIN, reason="kort")  # type: ignore[arg-type]
    with refused(text="hoort geen rijksregisternummer"):
        commands.begin(session, **begin, login=LOGIN, reason="Voor 90610100155 nakijken")  # type: ignore[arg-type]
    key = commands.begin(session, **begin, login=LOGIN, reason=f" {REASON} ")  # type: ignore[arg-type]
    again = commands.begin(session, **begin, login=LOGIN, reason="Een andere reden dan daarnet")  # type: ignore[arg-type]
    assert again == key
    assert session.scalars(select(AuditEntry.action)).all().count("handover.begin") == 1
    found = queries.sitting(session, actor=given.coordinator, login=LOGIN, now=clock.now())
    assert found is not None
    assert (found.id, found.reason) == (key, REASON)
    assert queries.sitting(session, actor=given.coordinator, login="b" * 64, now=clock.now()) is None
    with refused(NotAllowed, "De invoer is afgelopen"):
        show(session, given, paper, login="b" * 64)


def test_one_person_has_one_sitting_at_a_time(
    session: Session, given: Provider, paper: Proof, sitting_id: int
) -> None:
    elsewhere = commands.begin(session, actor=given.coordinator, today=TODAY, login="b" * 64, reason=REASON)
    assert elsewhere != sitting_id
    assert queries.sitting(session, actor=given.coordinator, login=LOGIN, now=clock.now()) is None
    assert session.get_one(HandoverSession, sitting_id, populate_existing=True).ended_at is not None


def test_a_sitting_ends_by_itself_and_by_hand(
    session: Session, given: Provider, paper: Proof, sitting_id: int, refused: Refused
) -> None:
    later = clock.now() + timedelta(minutes=119)
    assert queries.sitting(session, actor=given.coordinator, login=LOGIN, now=later) is not None
    later += timedelta(minutes=2)
    assert queries.sitting(session, actor=given.coordinator, login=LOGIN, now=later) is None
    administrator = factories.actor(session, Role.ADMINISTRATOR)
    provider_settings.change(
        session, actor=administrator, today=TODAY, key="entry.sitting_minutes", value="30", version=0,
        source="Beslist door het team op 20/11/2026",
    )  # fmt: skip
    soon = clock.now() + timedelta(minutes=31)
    assert queries.sitting(session, actor=given.coordinator, login=LOGIN, now=soon) is None
    commands.end(session, actor=given.coordinator, today=TODAY)
    with refused(NotAllowed, "Begin opnieuw"):
        show(session, given, paper)


def test_without_a_live_right_nobody_begins_and_a_right_that_ends_meanwhile_shows_nothing(
    session: Session, given: Provider, paper: Proof, sitting_id: int, refused: Refused
) -> None:
    own = select(StaffMember.id).where(StaffMember.account_id == given.coordinator.id)
    right = session.scalars(select(CounterRight).where(CounterRight.staff_member_id.in_(own))).one()
    right.ends_on = TODAY - timedelta(days=1)
    session.flush()
    with refused(NotAllowed, "geen lopend recht"):
        show(session, given, paper)
    commands.end(session, actor=given.coordinator, today=TODAY)
    with refused(NotAllowed, "op 21/11/2026 geen lopend recht"):
        commands.begin(session, actor=given.coordinator, today=TODAY, login=LOGIN, reason=REASON)
    assert session.scalars(select(AccessEntry)).all() == []


def test_a_reader_begins_nothing_and_the_command_line_neither(
    session: Session, given: Provider, refused: Refused
) -> None:
    with refused(NotAllowed):
        commands.begin(
            session, actor=factories.actor(session, Role.READER), today=TODAY, login=LOGIN, reason=REASON
        )
    with refused(InvalidInput, "aan het scherm"):
        commands.begin(session, actor=command_line("root"), today=TODAY, login=LOGIN, reason=REASON)


def test_what_is_not_to_be_typed_over_is_not_shown(
    session: Session, given: Provider, paper: Proof, sitting_id: int, refused: Refused
) -> None:
    newcomer = issued(session, given, learner=factories.learner(session, "Horvat", number=""))
    with refused(InvalidInput, "nog geen INSZ"):
        show(session, given, newcomer)
    proofs.register(
        session, actor=given.coordinator, today=TODAY, proofs=[Shown(paper.id, paper.version)],
        registration=Registration(TODAY, given.registrar_id),
    )  # fmt: skip
    with refused(InvalidInput, "hoeft niet meer"):
        show(session, given, paper)
    with refused(NotFound):
        commands.show(session, actor=given.coordinator, today=TODAY, login=LOGIN, proof_id=999_999)


def test_a_record_of_another_campus_is_not_found(
    session: Session, given: Provider, paper: Proof, refused: Refused
) -> None:
    limited = factories.actor(session, Role.REGISTRAR, campuses=[given.other])
    commands.begin(session, actor=limited, today=TODAY, login=LOGIN, reason=REASON)
    with refused(NotFound):
        commands.show(session, actor=limited, today=TODAY, login=LOGIN, proof_id=paper.id)
    assert session.scalars(select(AccessEntry)).all() == []


@pytest.mark.parametrize("minutes", ["4", "601", "x"])
def test_the_minutes_of_a_sitting_have_bounds(
    session: Session, given: Provider, refused: Refused, minutes: str
) -> None:
    administrator = factories.actor(session, Role.ADMINISTRATOR)
    with refused(text="geheel getal"):
        provider_settings.change(
            session, actor=administrator, today=TODAY, key="entry.sitting_minutes", value=minutes, version=0,
            source="Beslist door het team op 20/11/2026",
        )  # fmt: skip
