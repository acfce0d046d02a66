"""People: one person underneath, called deelnemer, cursist or leerling by the law they stand under."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import KEYS_ARE_NEVER_REUSED, Base

MERGED = text("merged_into_id is not null")


class Learner(Base):
    """One person. The national number is kept encrypted, findable only through a keyed index."""

    __tablename__ = "learner"
    __table_args__ = (
        CheckConstraint("insz_kind in ('','national','bis','test')", "insz_kind"),
        CheckConstraint("(insz_index is null) = (insz_cipher is null)", "insz"),
        Index(
            "ix_learner_search_name_trigram", "search_name",
            postgresql_using="gin", postgresql_ops={"search_name": "gin_trgm_ops"},
        ).ddl_if(dialect="postgresql"),
        Index("ix_learner_person", "search_name", "born_on"),
        Index("ix_learner_merged", "merged_into_id", sqlite_where=MERGED, postgresql_where=MERGED),
        KEYS_ARE_NEVER_REUSED,
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    last_name: Mapped[str] = mapped_column(String(200))
    first_name: Mapped[str] = mapped_column(String(200))
    search_name: Mapped[str] = mapped_column(String(420))
    name_is_damaged: Mapped[bool] = mapped_column(default=False)
    born_on: Mapped[date | None]
    birth_place: Mapped[str] = mapped_column(String(120), default="")
    insz_cipher: Mapped[bytes | None] = mapped_column(LargeBinary)
    insz_index: Mapped[str | None] = mapped_column(String(64), unique=True)
    insz_tail: Mapped[str] = mapped_column(String(2), default="")
    insz_kind: Mapped[str] = mapped_column(String(10), default="")
    language: Mapped[str] = mapped_column(String(2), default="nl")
    street: Mapped[str] = mapped_column(String(160), default="")
    postal_code: Mapped[str] = mapped_column(String(12), default="")
    city: Mapped[str] = mapped_column(String(80), default="")
    country: Mapped[str] = mapped_column(String(3), default="BEL")
    email: Mapped[str] = mapped_column(String(160), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    employer_name: Mapped[str] = mapped_column(String(160), default="")
    employer_number: Mapped[str] = mapped_column(String(10), default="")
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("learner.id"))
    import_batch_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id"), index=True)
    version: Mapped[int] = mapped_column(default=1)


class LearnerChange(Base):
    """What a name, birth date or national number was before; the number stays encrypted here too."""

    __tablename__ = "learner_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    learner_id: Mapped[int] = mapped_column(ForeignKey("learner.id"), index=True)
    changed_at: Mapped[datetime]
    changed_by: Mapped[str] = mapped_column(String(120))
    field: Mapped[str] = mapped_column(String(40))
    old_text: Mapped[str] = mapped_column(String(420), default="")
    old_cipher: Mapped[bytes | None] = mapped_column(LargeBinary)
    reason: Mapped[str] = mapped_column(String(300), default="")
