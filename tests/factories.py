"""One function per table, with honest defaults: everything that is not named is right, so a test says only what it is about.

Everybody whose role may register holds a live right to. People are invented; their national numbers carry month +60, so that they can be nobody's.
"""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from core import clock
from core.access.actors import Actor, Role
from core.access.permissions import GRANTS, Action, as_actor
from core.demo.people import number
from core.learners import names, vault
from core.proofs import commands as proof_commands
from core.proofs.achieving import Achievement
from core.rights.profiles import MAGDA_EMPLOYEE
from db.models import (
    Account,
    AccountCampus,
    Campus,
    Competence,
    CounterRight,
    Learner,
    Organisation,
    PartContent,
    PartialQualification,
    Participation,
    Proof,
    Qualification,
    Signatory,
    StaffMember,
    Trajectory,
    TrajectoryPart,
)

TODAY = date(2026, 11, 21)
COMPETENCES = ("bkc9100001", "bkc9100002", "bkc9100003", "bkc9100004")
PARTS: Mapping[str, tuple[str, ...]] = {
    "BK-9100-1-DBK-01": ("bkc9100001", "bkc9100002"),
    "BK-9100-1-DBK-02": ("bkc9100002", "bkc9100003"),
}
_serials = itertools.count(1)


def organisation(session: Session, **values: object) -> Organisation:
    """The provider, with everything a proof asks of it."""
    chosen = {
        "id": 1,
        "name": "Centrum Test",
        "enterprise_number": "0200065765",
        "street": "Kaai 1",
        "postal_code": "9000",
    }
    row = Organisation(**(chosen | {"city": "Gent"} | values))
    session.add(row)
    session.flush()
    return row


def campus(session: Session, name: str = "Gent", **values: object) -> Campus:
    row = Campus(**({"name": name, "city": name} | values))
    session.add(row)
    session.flush()
    return row


def signatory(session: Session, **values: object) -> Signatory:
    chosen = {
        "name": "Greet Voorbeeld",
        "function": "directeur",
        "begins_on": date(2019, 9, 1),
        "ends_on": None,
    }
    row = Signatory(**(chosen | values))
    session.add(row)
    session.flush()
    return row


def qualification(
    session: Session, code: str = "BK-9100-1", *, competences: Sequence[str] = COMPETENCES,
    parts: Mapping[str, Sequence[str]] = PARTS, **values: object,
) -> Qualification:  # fmt: skip
    """A professional qualification of level 3 with four competences; two parts share the second one."""
    row = Qualification(
        **({"code": code, "title": "Voorbeeldmaker", "vks_level": 3, "status": "erkend"} | values)
    )
    session.add(row)
    session.flush()
    known = {
        each: Competence(qualification_id=row.id, code=each, title=f"Kan {each[-1]}") for each in competences
    }
    session.add_all(known.values())
    session.flush()
    for part_code, inside in parts.items():
        part = PartialQualification(qualification_id=row.id, code=part_code, title=f"Deel {part_code[-2:]}")
        session.add(part)
        session.flush()
        session.add_all(
            PartContent(partial_qualification_id=part.id, competence_id=known[each].id) for each in inside
        )
    session.flush()
    return row


def trajectory(
    session: Session,
    code: str = "T-901",
    *,
    of: Qualification,
    parts: Sequence[PartialQualification] = (),
    **values: object,
) -> Trajectory:
    """A recognised training on professional level, or on partial level when parts are given."""
    chosen = {
        "code": code, "name": f"Opleiding {code}", "kind": "training", "level": "partial" if parts else "professional",
        "qualification_id": of.id, "recognition_number": f"BKT-{code}", "recognised_on": date(2019, 9, 1),
    }  # fmt: skip
    row = Trajectory(**(chosen | values))
    session.add(row)
    session.flush()
    session.add_all(TrajectoryPart(trajectory_id=row.id, partial_qualification_id=part.id) for part in parts)
    session.flush()
    return row


def insz(born_on: date = date(1990, 1, 1), *, bis: bool = False) -> str:
    """A fresh, valid number of nobody: month +60, or a BIS number of a thirteenth month."""
    serial = next(_serials)
    if not bis:
        return number(born_on, serial=1 + serial % 997)
    body = f"{born_on.year % 100:02d}3300{1 + serial % 997:03d}"
    base = int(("2" if born_on.year >= 2000 else "") + body)
    return f"{body}{97 - base % 97:02d}"


def learner(
    session: Session,
    last_name: str = "Janssens",
    first_name: str = "Zoë",
    *,
    number: str | None = None,
    **values: object,
) -> Learner:
    """Somebody born on 1 January 1990 with a number of their own; `number=""` for a newcomer without one."""
    digits = insz() if number is None else number
    chosen: dict[str, object] = {
        "last_name": last_name, "first_name": first_name, "born_on": date(1990, 1, 1),
        "search_name": names.search_name(last_name, first_name), "insz_kind": "test" if digits else "",
        "name_is_damaged": names.is_damaged(last_name) or names.is_damaged(first_name),
    }  # fmt: skip
    if digits:
        chosen |= {
            "insz_cipher": vault.seal(digits),
            "insz_index": vault.blind(digits),
            "insz_tail": digits[-2:],
        }
    row = Learner(**(chosen | values))
    session.add(row)
    session.flush()
    return row


_somebody = learner


def participation(
    session: Session, *, learner: Learner, trajectory: Trajectory, campus: Campus, **values: object
) -> Participation:
    """Somebody who started in January and is still busy."""
    chosen = {"learner_id": learner.id, "trajectory_id": trajectory.id, "campus_id": campus.id}
    row = Participation(**(chosen | {"starts_on": date(2026, 1, 5)} | values))
    session.add(row)
    session.flush()
    return row


def account(
    session: Session,
    role: Role = Role.COORDINATOR,
    *,
    campuses: Sequence[Campus] | None = None,
    **values: object,
) -> Account:
    """Somebody who may sign in, on all campuses unless some are named."""
    name = f"{role.value}-{next(_serials)}"
    chosen = {
        "username": name,
        "display_name": f"An {role.value}",
        "role": role.value,
        "created_at": clock.now(),
    }
    row = Account(**(chosen | {"all_campuses": campuses is None} | values))
    session.add(row)
    session.flush()
    session.add_all(AccountCampus(account_id=row.id, campus_id=each.id) for each in campuses or ())
    session.flush()
    if role in GRANTS[Action.REGISTER_PROOF]:
        registering = staff_member(session, row.display_name, account_id=row.id)
        counter_right(session, registering)
    return row


def staff_member(session: Session, name: str = "Nele Peeters", **values: object) -> StaffMember:
    """Somebody who works here since 2019 and registers proofs; `account_id` ties them to an account."""
    chosen = {"name": name, "function": "administratief medewerker", "begins_on": date(2019, 9, 1)}
    row = StaffMember(**(chosen | values))
    session.add(row)
    session.flush()
    return row


def counter_right(
    session: Session, holder: StaffMember, *, profile: str = MAGDA_EMPLOYEE, **values: object
) -> CounterRight:
    """A right since 2019 without end."""
    chosen = {"begins_on": date(2019, 9, 1), "granted_by": "Joris De Wit", "reason": "registreert bewijzen"}
    row = CounterRight(**({"staff_member_id": holder.id, "profile": profile} | chosen | values))
    session.add(row)
    session.flush()
    return row


def actor(
    session: Session, role: Role = Role.COORDINATOR, *, campuses: Sequence[Campus] | None = None
) -> Actor:
    """Somebody who is signed in."""
    return as_actor(session, account(session, role, campuses=campuses))


@dataclass(frozen=True, slots=True)
class Provider:
    """The least that a proof needs, and a second campus."""

    campus: Campus
    other: Campus
    qualification: Qualification
    trajectory: Trajectory
    coordinator: Actor
    registrar_id: int


def provider(session: Session) -> Provider:
    """A provider that can issue: organisation, two campuses, a signatory, one professional trajectory, a coordinator."""
    organisation(session)
    signatory(session)
    offered = qualification(session)
    registrar = staff_member(session)
    counter_right(session, registrar)
    return Provider(
        campus(session), campus(session, "Kortrijk"), offered, trajectory(session, of=offered), actor(session),
        registrar.id,
    )  # fmt: skip


def earned(
    session: Session, given: Provider, *, learner: Learner | None = None, completed_on: date = date(2026, 11, 2),
    campus: Campus | None = None, trajectory: Trajectory | None = None, outcome: str = "whole",
    parts: Sequence[str] = (), competences: Sequence[str] = (), today: date = TODAY,
) -> list[Proof]:  # fmt: skip
    """The proofs of somebody who completed, by the command that a coordinator uses."""
    somebody = learner if learner is not None else _somebody(session)
    busy = participation(
        session,
        learner=somebody,
        trajectory=trajectory or given.trajectory,
        campus=campus or given.campus,
        starts_on=None,
    )
    achievement = Achievement(completed_on, outcome, parts, competences)
    keys = proof_commands.complete(
        session,
        actor=given.coordinator,
        today=today,
        participation_id=busy.id,
        version=1,
        achievement=achievement,
    )
    return [session.get_one(Proof, key) for key in keys]
