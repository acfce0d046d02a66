"""Who works at the practice provider, and the rights they hold to register."""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from core.rights.profiles import MAGDA_EMPLOYEE, MAGDA_LOCAL_ADMINISTRATOR
from db.models import CounterRight, StaffMember

LOCAL_ADMINISTRATOR = "Joris De Wit"
REGISTRAR = "Nele Peeters"
# Name, function, whether registering is part of it, months since they began.
PEOPLE = (
    (LOCAL_ADMINISTRATOR, "zaakvoerder", True, 110),
    ("An Verhulst", "trajectcoördinator", True, 80),
    ("Bram Claes", "administratief medewerker", True, 60),
    (REGISTRAR, "administratief medewerker", True, 90),
)


def store(session: Session, *, today: date) -> int:
    """Write the staff and their rights; gives the key of the one who entered what was registered in the past."""
    registrar_id = 0
    for name, function, registers, months in PEOPLE:
        is_local = name == LOCAL_ADMINISTRATOR
        begins_on = today - timedelta(days=months * 30)
        member = StaffMember(
            name=name,
            function=function,
            is_local_administrator=is_local,
            registers=registers,
            begins_on=begins_on,
        )
        session.add(member)
        session.flush()
        session.add(
            CounterRight(
                staff_member_id=member.id, begins_on=begins_on, granted_by=LOCAL_ADMINISTRATOR,
                profile=MAGDA_LOCAL_ADMINISTRATOR if is_local else MAGDA_EMPLOYEE, reason="registreert bewijzen",
            )
        )  # fmt: skip
        registrar_id = member.id if name == REGISTRAR else registrar_id
    session.flush()
    return registrar_id
