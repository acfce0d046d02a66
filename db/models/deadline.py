"""The projection of due dates: written by the command that changed a fact, never by hand."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base

LED = text("rule_id = 'led_registration'")
OPEN = text("state = 'open' and rule_id = 'led_registration'")
HELD = text("state = 'open' and rule_id = 'led_registration' and hold <> ''")
DONE = text("state in ('met', 'met_late') and rule_id = 'led_registration'")
PAPER_OPEN = text("state = 'open' and subject_kind = 'certificate'")
UNDELIVERED = text("state in ('met', 'met_late') and rule_id = 'led_registration' and stage = 'issued'")
# What lists narrow by, and the columns that the condition fixes: SQLite reads an index alone only when it holds every
# column that is named.
FIXED = ("state", "rule_id")
NARROWING = ("trajectory_id", "kind", "stage", *FIXED)
QUEUE = ("due_on", "id", "hold", "campus_id", *FIXED)
NARROWED = ("due_on", "id", "hold", "campus_id", *NARROWING)
OF_CAMPUS = ("campus_id", "due_on", "id", "hold", *NARROWING)
# The queue of papers, in its order.
PAPER = ("due_on", "subject_id", "campus_id", "kind", "learner_id", "stage", "state", "subject_kind")
MET = ("met_on", "campus_id", *FIXED)
OF_TRAJECTORY = ("trajectory_id", "due_on", "id", "hold", "campus_id", *NARROWING[1:])


class Deadline(Base):
    """One term of one thing, with the rule and version it was computed by.

    The partial indexes carry the queue: a page's keys and its counts read them and nothing else. Hence the facts of
    the thing itself that lists narrow by (trajectory, kind, how far it is) stand here too. Most ask for all that is
    open: that has the leanest index, beside one that holds every word.

    `variant` is the word (a regime) and `also_on` the other day that a rule asks beside `starts_on`.
    """

    __tablename__ = "deadline"
    __table_args__ = (
        CheckConstraint("state in ('open','met','met_late','lapsed')", "state"),
        Index("uq_deadline_subject", "subject_kind", "subject_id", "rule_id", unique=True),
        Index("ix_deadline_open", *QUEUE, sqlite_where=OPEN, postgresql_where=OPEN),
        Index("ix_deadline_open_narrowed", *NARROWED, sqlite_where=OPEN, postgresql_where=OPEN),
        Index("ix_deadline_open_campus", *OF_CAMPUS, sqlite_where=OPEN, postgresql_where=OPEN),
        Index("ix_deadline_held", *NARROWED, sqlite_where=HELD, postgresql_where=HELD),
        Index("ix_deadline_done", *NARROWED, sqlite_where=DONE, postgresql_where=DONE),
        Index("ix_deadline_done_campus", *OF_CAMPUS, sqlite_where=DONE, postgresql_where=DONE),
        Index("ix_deadline_done_trajectory", *OF_TRAJECTORY, sqlite_where=DONE, postgresql_where=DONE),
        Index("ix_deadline_undelivered", *NARROWED, sqlite_where=UNDELIVERED, postgresql_where=UNDELIVERED),
        # How many were registered between two days.
        Index("ix_deadline_met", *MET, sqlite_where=DONE, postgresql_where=DONE),
        Index("ix_deadline_paper", *PAPER, sqlite_where=PAPER_OPEN, postgresql_where=PAPER_OPEN),
        Index("ix_deadline_person", "learner_id", "state", "rule_id", "due_on"),
        Index("ix_deadline_led", "due_on", "state", "campus_id", "rule_id", sqlite_where=LED, postgresql_where=LED),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    subject_kind: Mapped[str] = mapped_column(String(20))
    subject_id: Mapped[int]
    rule_id: Mapped[str] = mapped_column(String(60))
    rule_version_on: Mapped[date]
    learner_id: Mapped[int | None] = mapped_column(ForeignKey("learner.id"))
    campus_id: Mapped[int] = mapped_column(ForeignKey("campus.id"))
    trajectory_id: Mapped[int | None] = mapped_column(ForeignKey("trajectory.id"))
    kind: Mapped[str] = mapped_column(String(15), default="")
    variant: Mapped[str] = mapped_column(String(15), default="")
    also_on: Mapped[date | None]
    stage: Mapped[str] = mapped_column(String(10), default="")
    starts_on: Mapped[date]
    due_on: Mapped[date]
    target_on: Mapped[date]
    rolled_on: Mapped[date]
    state: Mapped[str] = mapped_column(String(10), default="open")
    met_on: Mapped[date | None]
    hold: Mapped[str] = mapped_column(String(30), default="")
