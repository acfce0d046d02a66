"""What is alive in the rights register of the practice provider: a right left open, a newcomer who waits, a review that
is due, counters beside MAGDA Online. By the commands that the screen uses, so that tasks and history are there too."""

from datetime import date, timedelta
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.actors import Actor
from core.demo.staff import LOCAL_ADMINISTRATOR
from core.rights import administrator as representing
from core.rights import first_use, granting, leaving, staff
from core.rights.granting import Grant
from core.rights.profiles import MAGDA_EMPLOYEE
from core.rights.staff import Member
from db.models import CounterRight, StaffMember

# Name, function, days since the first day of work, whether registering is part of it.
LEAVER = ("Sofie Maes", "administratief medewerker", 1240, True)
NEWCOMER = ("Yusuf Aydin", "administratief medewerker", 3, True)
COUNSELLOR = ("Katrien Willems", "trajectbegeleider", 700, False)
LEFT_DAYS_AGO = 9
NOT_REVIEWED = "Bram Claes"
REGISTERS, DUAL, SUBSIDIES = "registreert bewijzen", "beheert de leerwerkplekken", "dient de dossiers in"
STEPS = ("administrator", "registration", "profiles")


def load(session: Session, *, actor: Actor, today: date) -> None:
    """Add them to the staff that is there."""
    random = Random(f"rechten {today.year}-{today.month}")
    administrator = _named(session, LOCAL_ADMINISTRATOR)
    for code in STEPS:
        first_use.tick(session, actor=actor, today=today - timedelta(days=400), code=code)
    representing.note_legal_representative(
        session, actor=actor, today=today, name=LOCAL_ADMINISTRATOR, seen_on=today - timedelta(days=40), version=1
    )  # fmt: skip
    _review(session, random, today=today)
    leaver = _add(session, actor, LEAVER, today=today)
    _grant(session, actor, leaver, administrator, MAGDA_EMPLOYEE, REGISTERS, today=today, ago=1240)
    counsellor = _add(session, actor, COUNSELLOR, today=today)
    _grant(session, actor, counsellor, administrator, "werkplekduaal", DUAL, today=today, ago=200)
    _grant(
        session, actor, administrator, administrator, "wse_loket", SUBSIDIES, today=today, ago=300, days=318
    )
    left_on = today - timedelta(days=LEFT_DAYS_AGO)
    leaving.leave(
        session, actor=actor, today=left_on, staff_member_id=leaver.id, version=leaver.version, ends_on=left_on,
        reason="Gaat ergens anders werken",
    )  # fmt: skip
    _add(session, actor, NEWCOMER, today=today)


def _named(session: Session, name: str) -> StaffMember:
    return session.scalars(select(StaffMember).where(StaffMember.name == name)).one()


def _add(session: Session, actor: Actor, about: tuple[str, str, int, bool], *, today: date) -> StaffMember:
    name, function, ago, registers = about
    first_on = today - timedelta(days=ago)
    address = f"{name.casefold().replace(' ', '.')}@debrug.example"
    member = Member(name, function, address, None, registers, False, first_on)
    return session.get_one(StaffMember, staff.add(session, actor=actor, today=first_on, member=member))


def _grant(
    session: Session, actor: Actor, person: StaffMember, administrator: StaffMember, profile: str, reason: str, *,
    today: date, ago: int, days: int | None = None,
) -> None:  # fmt: skip
    begins_on = today - timedelta(days=ago)
    ends_on = begins_on + timedelta(days=days) if days is not None else None
    right = Grant(profile, begins_on, ends_on, reason, administrator.id)
    granting.grant(
        session, actor=actor, today=begins_on, staff_member_id=person.id, version=person.version, right=right
    )  # fmt: skip


def _review(session: Session, random: Random, *, today: date) -> None:
    """Everybody was looked at within the year, but for one."""
    statement = select(CounterRight, StaffMember.name).join(StaffMember)
    for right, name in session.execute(statement.order_by(CounterRight.id)):
        ago = 430 if name == NOT_REVIEWED else random.randint(90, 200)
        right.reviewed_on, right.reviewed_by = today - timedelta(days=ago), LOCAL_ADMINISTRATOR
    session.flush()
