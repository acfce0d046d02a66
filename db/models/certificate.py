"""Papers owed to a cursist under educational leave, from due to delivered (S3; `domain.md` 7b.2 and 7b.12)."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import KEYS_ARE_NEVER_REUSED, Base

UNDELIVERED = text("delivered_on is null and state <> 'lapsed'")
# What waits without an open term: no rule in force, none by law, or a correction whose term was met.
WITHOUT_TERM = text(
    "delivered_on is null and state <> 'lapsed' "
    "and (hold <> '' or correction_on is not null or kind = 'second_taken')"
)
DELIVERED = text("delivered_on is not null")
EARLIER = text("earlier_issued_on is not null")


class Certificate(Base):
    """One paper that an enrolment owes: concept (`due`), issued, printed, signed, delivered; delivery closes its term.

    `period_number` is 0 for what has no period. The frozen paper that stands is `document_id`. An opened correction
    (`correction_reason`) makes a delivered one `due` again with its hours unlocked; the frozen paper stays. `lapsed`:
    not owed any more (stopped before the period, no leave after all) and never issued. `counts_from_on`: the day from
    which the provider's own target counts, where the law gives no term (the second session's last exam).
    `earlier_…`: a paper of before Termijnwacht, noted with the number it bears, of which no document is kept here; it
    counts as issued until it is destroyed, and a correction of it is a document of ours (`domain.md` 7b.14).
    """

    __tablename__ = "certificate"
    __table_args__ = (
        CheckConstraint(
            "kind in ('enrolment','assiduity','second_notice','second_taken','vov_enrolment')", "kind"
        ),
        CheckConstraint("state in ('due','issued','lapsed')", "state"),
        CheckConstraint("(kind = 'assiduity') = (from_on is not null)", "period"),
        CheckConstraint("(from_on is null) = (to_on is null)", "period_ends"),
        CheckConstraint("to_on is null or to_on >= from_on", "period_dates"),
        CheckConstraint(
            "state <> 'issued' or document_id is not null "
            "or (earlier_issued_on is not null and earlier_destroyed_on is null)",
            "issued",
        ),
        CheckConstraint("(earlier_issued_on is null) = (earlier_number = '')", "earlier"),
        CheckConstraint(
            "earlier_issued_on is not null or (earlier_delivered_on is null and earlier_destroyed_on is null)",
            "earlier_life",
        ),
        CheckConstraint("delivery_way in ('','hand','post','mail')", "delivery_way"),
        CheckConstraint("(delivered_on is null) = (delivery_way = '')", "delivered"),
        Index("uq_certificate_owed", "enrolment_id", "kind", "school_year", "period_number", unique=True),
        Index("ix_certificate_learner", "learner_id"),
        Index("ix_certificate_course", "course_id", "kind", "to_on"),
        Index(
            "ix_certificate_undelivered", "campus_id", "state", "id",
            sqlite_where=UNDELIVERED, postgresql_where=UNDELIVERED,
        ),
        Index(
            # In the order of the queue, with the columns its condition names: SQLite reads it and nothing else.
            "ix_certificate_without_term", "id", "campus_id", "hold", "kind", "learner_id", "delivered_on", "state",
            "correction_on",
            sqlite_where=WITHOUT_TERM, postgresql_where=WITHOUT_TERM,
        ),
        Index(
            "ix_certificate_delivered", "delivered_on", "id", "campus_id", "kind",
            sqlite_where=DELIVERED, postgresql_where=DELIVERED,
        ),
        Index("ix_certificate_earlier", "earlier_issued_on", "id", sqlite_where=EARLIER, postgresql_where=EARLIER),
        KEYS_ARE_NEVER_REUSED,
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"))
    learner_id: Mapped[int] = mapped_column(ForeignKey("learner.id"))
    campus_id: Mapped[int] = mapped_column(ForeignKey("campus.id"))
    kind: Mapped[str] = mapped_column(String(20))
    school_year: Mapped[int]
    period_number: Mapped[int] = mapped_column(default=0)
    from_on: Mapped[date | None]
    to_on: Mapped[date | None]
    counts_from_on: Mapped[date | None]
    state: Mapped[str] = mapped_column(String(10), default="due")
    hold: Mapped[str] = mapped_column(String(30), default="")
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))
    issued_on: Mapped[date | None]
    printed_on: Mapped[date | None]
    signed_on: Mapped[date | None]
    signatory_id: Mapped[int | None] = mapped_column(ForeignKey("signatory.id"))
    delivered_on: Mapped[date | None]
    delivery_way: Mapped[str] = mapped_column(String(10), default="")
    delivered_by: Mapped[str] = mapped_column(String(120), default="")
    late_reason: Mapped[str] = mapped_column(String(30), default="")
    late_action: Mapped[str] = mapped_column(String(300), default="")
    correction_reason: Mapped[str] = mapped_column(String(300), default="")
    correction_by: Mapped[str] = mapped_column(String(120), default="")
    correction_on: Mapped[date | None]
    earlier_number: Mapped[str] = mapped_column(String(40), default="")
    earlier_issued_on: Mapped[date | None]
    earlier_delivered_on: Mapped[date | None]
    earlier_destroyed_on: Mapped[date | None]
    import_batch_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id"), index=True)
    version: Mapped[int] = mapped_column(default=1)


class OfficialBlank(Base):
    """The ministerial model as the provider asked for it: its version, dates, and the PDF with field positions.

    `kinds` are the papers drawn on it; `fields` has the number of "pages" and the positions, "spots"
    (core.documents.certificate_blank).
    """

    __tablename__ = "official_blank"

    id: Mapped[int] = mapped_column(primary_key=True)
    model_version: Mapped[str] = mapped_column(String(40))
    requested_on: Mapped[date | None]
    received_on: Mapped[date | None]
    valid_from_on: Mapped[date]
    pdf: Mapped[bytes | None] = mapped_column(LargeBinary)
    kinds: Mapped[list[str]]
    fields: Mapped[dict[str, Any]]
    added_at: Mapped[datetime]
    added_by: Mapped[str] = mapped_column(String(120))
    version: Mapped[int] = mapped_column(default=1)
