"""Who may do what with proofs: every command against every role, other campuses, and a right taken away meanwhile."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.access import commands as access
from core.access.actors import Actor, Role, command_line
from core.access.permissions import GRANTS, Action, allowed, require
from core.errors import DomainError, NotAllowed, NotFound
from core.learners import commands as learners
from core.organisation import commands as organisation
from core.proofs import bundles, commands
from core.proofs.achieving import Achievement
from core.proofs.delivering import Delivery
from core.proofs.entering import Entry
from core.proofs.filters import Filters
from core.proofs.many import Shown
from core.proofs.registering import Registration
from core.trajectories import commands as trajectories
from db.models import AuditEntry, Document, Learner, Participation, Proof
from tests import factories
from tests.factories import TODAY, Provider

# Every act by every role.
pytestmark = pytest.mark.slow

REASON = "Een goede reden om dit te doen"


@dataclass(frozen=True, slots=True)
class Things:
    """One of everything that a command can be done to, on the first campus."""

    given: Provider
    to_issue: Proof
    issued: Proof
    delivered: Proof
    entered: Proof
    busy: Participation
    person: Learner
    twin: Learner


Command = Callable[[Session, Actor, Things], object]


def of(proof: Proof) -> dict[str, object]:
    return {"proof_id": proof.id, "version": proof.version}


def recognition(things: Things) -> trajectories.Recognition:
    return trajectories.Recognition(
        "T-901", "Nieuwe naam", "training", "professional", "BK-9100-1", "BKT-1", date(2019, 9, 1), None
    )


PROOF_COMMANDS: dict[str, tuple[Action, Command]] = {
    "issue": (Action.ISSUE_PROOF, lambda s, a, t: commands.issue(s, actor=a, today=TODAY, **of(t.to_issue))),
    "destroy": (Action.CORRECT_PROOF, lambda s, a, t: commands.destroy(s, actor=a, today=TODAY, **of(t.issued), reason=REASON)),
    "correct": (Action.CORRECT_PROOF, lambda s, a, t: commands.correct(s, actor=a, today=TODAY, **of(t.delivered), reason=REASON)),
    "withdraw": (Action.CORRECT_PROOF, lambda s, a, t: commands.withdraw(s, actor=a, today=TODAY, **of(t.issued), reason=REASON)),
    "deliver": (Action.DELIVER_PROOF, lambda s, a, t: commands.deliver(
        s, actor=a, today=TODAY, proofs=[Shown(t.issued.id, t.issued.version)], delivery=Delivery(TODAY, "hand", "Balie"))),
    "register": (Action.REGISTER_PROOF, lambda s, a, t: commands.register(
        s, actor=a, today=TODAY, proofs=[Shown(t.issued.id, t.issued.version)], registration=Registration(TODAY, t.given.registrar_id))),
    "enter": (Action.REGISTER_PROOF, lambda s, a, t: commands.enter(
        s, actor=a, today=TODAY, proofs=[Shown(t.issued.id, t.issued.version)], entry=Entry(TODAY, t.given.registrar_id))),
    "take_back_entry": (Action.REGISTER_PROOF, lambda s, a, t: commands.take_back_entry(
        s, actor=a, today=TODAY, **of(t.entered), reason=REASON)),
    "complete": (Action.EDIT_PARTICIPATION, lambda s, a, t: commands.complete(
        s, actor=a, today=TODAY, participation_id=t.busy.id, version=1, achievement=Achievement(date(2026, 11, 1), "whole"))),
    "undo_completion": (Action.EDIT_PARTICIPATION, lambda s, a, t: commands.undo_completion(
        s, actor=a, today=TODAY, participation_id=t.to_issue.participation_id, version=2, reason=REASON)),
    "merged papers": (Action.READ_DOCUMENT, lambda s, a, t: bundles.merged(s, actor=a, today=TODAY, proof_ids=[t.issued.id])),
    "archive of papers": (Action.READ_DOCUMENT, lambda s, a, t: bundles.archive(s, actor=a, today=TODAY, proof_ids=[t.issued.id])),
    "change a person": (Action.EDIT_LEARNER, lambda s, a, t: learners.change(
        s, actor=a, today=TODAY, learner_id=t.person.id, version=1, personal=learners.Personal("Pieters", "Jo", t.person.born_on))),
    "set a number": (Action.EDIT_LEARNER, lambda s, a, t: learners.set_insz(
        s, actor=a, today=TODAY, learner_id=t.person.id, version=1, insz=factories.insz(), reason=REASON)),
    "reveal a number": (Action.REVEAL_INSZ, lambda s, a, t: learners.reveal_insz(
        s, actor=a, today=TODAY, learner_id=t.person.id, reason=REASON)),
    "merge people": (Action.EDIT_LEARNER, lambda s, a, t: learners.merge(
        s, actor=a, today=TODAY, keep_id=t.person.id, keep_version=1, drop_id=t.twin.id, drop_version=1, reason=REASON)),
    "enrol": (Action.EDIT_PARTICIPATION, lambda s, a, t: trajectories.enrol(
        s, actor=a, today=TODAY, learner_id=t.twin.id, trajectory_id=t.given.trajectory.id, campus_id=t.given.campus.id,
        starts_on=TODAY)),
}  # fmt: skip
HOUSE_COMMANDS: dict[str, tuple[Action, Command]] = {
    "add a person": (Action.EDIT_LEARNER, lambda s, a, t: learners.add(
        s, actor=a, today=TODAY, personal=learners.Personal("Nieuw", "Iemand", None))),
    "add a trajectory": (Action.EDIT_TRAJECTORY, lambda s, a, t: trajectories.add_trajectory(
        s, actor=a, today=TODAY, recognition=trajectories.Recognition(
            "T-999", "Nieuw", "evc", "professional", "BK-9100-1", "BKT-9", date(2020, 1, 1), None))),
    "change a trajectory": (Action.EDIT_TRAJECTORY, lambda s, a, t: trajectories.change_trajectory(
        s, actor=a, today=TODAY, trajectory_id=t.given.trajectory.id, version=1, recognition=recognition(t))),
    "export": (Action.EXPORT, lambda s, a, t: commands.export(
        s, actor=a, today=TODAY, filters=Filters(), all_fields=True, language="nl", described="alles")),
    "closing days": (Action.ADMINISTER, lambda s, a, t: organisation.set_closing_days(
        s, actor=a, today=TODAY, stretches=[], buffer_days=3, version=0)),
    "add a campus": (Action.ADMINISTER, lambda s, a, t: organisation.add_campus(
        s, actor=a, today=TODAY, name="Aalst", city="Aalst")),
    "add a signatory": (Action.ADMINISTER, lambda s, a, t: organisation.add_signatory(
        s, actor=a, today=TODAY, name="Jo", function="directeur", begins_on=TODAY, ends_on=None)),
}  # fmt: skip
ALL = PROOF_COMMANDS | HOUSE_COMMANDS


@pytest.fixture
def things(session: Session, given: Provider) -> Things:
    """One of everything."""
    actor = given.coordinator
    proofs = [factories.earned(session, given)[0] for _ in range(4)]
    for proof in proofs[1:]:
        commands.issue(session, actor=actor, today=TODAY, **of(proof))  # type: ignore[arg-type]
    shown = [Shown(proofs[2].id, proofs[2].version)]
    commands.deliver(
        session, actor=actor, today=TODAY, proofs=shown, delivery=Delivery(TODAY, "hand", "Balie")
    )
    typed = [Shown(proofs[3].id, proofs[3].version)]
    commands.enter(session, actor=actor, today=TODAY, proofs=typed, entry=Entry(TODAY, given.registrar_id))
    person = factories.learner(session, "Peeters")
    busy = factories.participation(session, learner=person, trajectory=given.trajectory, campus=given.campus)
    return Things(given, *proofs, busy, person, factories.learner(session, "Petters", number=""))


def entries(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(AuditEntry)) or 0


@contextmanager
def tried(session: Session) -> Iterator[None]:
    """What happens inside is taken back, so that the next command finds everything as it was."""
    with session.begin_nested() as point:
        yield
        point.rollback()
    session.expire_all()


def refuses(session: Session, actor: Actor, things: Things, name: str, error: type[DomainError]) -> None:
    """The command raises this error and writes nothing."""
    before = entries(session), session.scalar(select(func.count()).select_from(Document))
    with tried(session):
        with pytest.raises(error):
            ALL[name][1](session, actor, things)
        assert not session.dirty, name
        assert not session.new, name
        assert (entries(session), session.scalar(select(func.count()).select_from(Document))) == before, name


@pytest.mark.parametrize("role", Role)
def test_each_command_is_for_the_roles_of_the_table_and_leaves_one_entry(
    session: Session, things: Things, role: Role
) -> None:
    actor, before = factories.actor(session, role), entries(session)
    for name, (action, command) in ALL.items():
        if role not in GRANTS[action]:
            refuses(session, actor, things, name, NotAllowed)
            continue
        with tried(session):
            command(session, actor, things)
            assert entries(session) == before + 1, name


def test_what_lies_on_another_campus_is_not_found_and_on_the_own_one_it_is(
    session: Session, things: Things
) -> None:
    elsewhere = factories.actor(session, Role.COORDINATOR, campuses=[things.given.other])
    own = factories.actor(session, Role.COORDINATOR, campuses=[things.given.campus])
    for _, command in PROOF_COMMANDS.values():
        with tried(session), pytest.raises(NotFound):
            command(session, elsewhere, things)
        with tried(session):
            command(session, own, things)


@pytest.mark.parametrize("taken", ["role", "account", "campus"])
def test_a_right_taken_away_between_page_and_act_stops_every_command(
    session: Session, things: Things, taken: str
) -> None:
    actor, boss = factories.actor(session, Role.ADMINISTRATOR), command_line("root")
    assert actor.id is not None
    factories.account(session, Role.ADMINISTRATOR, password_hash="kept")
    if taken == "role":
        access.change_role(session, actor=boss, today=TODAY, account_id=actor.id, role=Role.READER)
    elif taken == "account":
        access.disable_user(session, actor=boss, today=TODAY, account_id=actor.id)
    else:
        access.change_campuses(
            session, actor=boss, today=TODAY, account_id=actor.id, campus_ids=[things.given.other.id]
        )
    session.flush()
    for name in ALL:
        refuses(session, actor, things, name, NotAllowed)


def test_undo_asks_for_the_right_first(session: Session, things: Things) -> None:
    with pytest.raises(NotAllowed):
        commands.undo(session, actor=factories.actor(session, Role.READER), today=TODAY, step_id=1)


def test_every_command_of_proofs_stands_in_this_table() -> None:
    assert set(commands.__all__) - {"undo"} <= set(ALL)


def test_nobody_enrols_on_his_own_campus_whom_he_could_not_find(session: Session, things: Things) -> None:
    elsewhere = factories.actor(session, Role.COORDINATOR, campuses=[things.given.other])
    with pytest.raises(NotFound):
        trajectories.enrol(
            session, actor=elsewhere, today=TODAY, learner_id=things.person.id,
            trajectory_id=things.given.trajectory.id, campus_id=things.given.other.id, starts_on=TODAY,
        )  # fmt: skip


def test_the_log_of_all_campuses_is_for_who_works_for_all_of_them(session: Session, things: Things) -> None:
    for role in (Role.MANAGER, Role.ADMINISTRATOR):
        limited = factories.actor(session, role, campuses=[things.given.campus])
        assert not allowed(limited, Action.SEE_AUDIT)
        assert allowed(factories.actor(session, role), Action.SEE_AUDIT)
        with pytest.raises(NotAllowed):
            require(session, limited, Action.SEE_AUDIT)
