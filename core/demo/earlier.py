"""A few papers that the practice provider made by hand before it used Termijnwacht, out of what is still to do."""

from datetime import date, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.actors import Actor
from core.certificates import commands as certificates
from core.certificates.commands import Earlier
from db.models import Certificate, Deadline

OLD: Final = 2
MONTHS: Final = timedelta(days=90)


def store(session: Session, *, actor: Actor, today: date) -> None:
    """Those of enrolment that have been due longest were on paper all along; the first reached its cursist late."""
    statement = (
        select(Certificate, Deadline.due_on)
        .join(Deadline, (Deadline.subject_kind == "certificate") & (Deadline.subject_id == Certificate.id))
        .where(Certificate.kind == "enrolment", Certificate.state == "due", Deadline.due_on < today - MONTHS)
        .order_by(Deadline.due_on, Certificate.id)
        .limit(OLD)
    )
    for place, (paper, due_on) in enumerate(session.execute(statement).all()):
        issued_on = due_on - timedelta(days=3)
        delivered_on = due_on + timedelta(days=4) if place == 0 else due_on
        certificates.note_earlier(
            session, actor=actor, today=today, certificate_id=paper.id, version=paper.version,
            earlier=Earlier(issued_on, f"BEV {due_on.year}/{place + 41:03}", delivered_on, "post", "Balie"),
        )  # fmt: skip
