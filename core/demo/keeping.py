"""What the practice provider kept too long, and who looked: so that "Bewaring" and a file have something to tell."""

from datetime import date, datetime, time, timedelta
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.clock import BRUSSELS
from db.models import AccessEntry, Document, Participation

LEFT = 3
YEARS = 6
# Who looked, at what, why, days ago.
LOOKS = (
    ("registrar", "insz", "ingeven in de registratietool", 12),
    ("coordinator", "insz", "nagaan van een dubbel dossier", 40),
    ("registrar", "letter.pdf", "", 9), ("lezer", "document", "", 5),
)  # fmt: skip


def store(session: Session, *, today: date) -> None:
    """A few participations that came to nothing years ago, and looks at the files of the last papers."""
    random = Random(f"bewaring {today.year}")
    found = session.scalars(select(Participation).order_by(Participation.id)).all()
    for old in random.sample(found, min(LEFT, len(found))):
        session.add(
            Participation(
                learner_id=old.learner_id, trajectory_id=old.trajectory_id, campus_id=old.campus_id,
                starts_on=today - timedelta(days=YEARS * 365 + random.randint(0, 60)),
            )
        )  # fmt: skip
    papers = select(Document.learner_id, Document.number).order_by(Document.id.desc()).limit(LEFT)
    for learner_id, number in session.execute(papers).all():
        for name, what, reason, days in LOOKS:
            moment = datetime.combine(today - timedelta(days=days), time(9 + learner_id % 8, 12), BRUSSELS)
            session.add(
                AccessEntry(
                    at=moment, actor_name=name, learner_id=learner_id, what=what, reason=reason,
                    subject=f"learner:{learner_id}" if what == "insz" else number,
                )
            )  # fmt: skip
    session.flush()
