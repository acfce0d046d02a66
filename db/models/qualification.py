"""The authority's catalogue: versions of professional qualifications, their parts and competences."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base


class Qualification(Base):
    """One version of a professional qualification, for example BK-0390-2; a trajectory is tied to one."""

    __tablename__ = "qualification"
    __table_args__ = (CheckConstraint("vks_level is null or vks_level between 1 and 8", "vks_level"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    title: Mapped[str] = mapped_column(String(300))
    vks_level: Mapped[int | None]
    status: Mapped[str] = mapped_column(String(60), default="")
    recognised_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    definition: Mapped[str] = mapped_column(Text, default="")
    led_subject_code: Mapped[str] = mapped_column(String(20), default="")
    led_subject: Mapped[str] = mapped_column(String(300), default="")
    version: Mapped[int] = mapped_column(default=1)


class PartialQualification(Base):
    """A part of a qualification, for example BK-0390-2-DBK-01."""

    __tablename__ = "partial_qualification"

    id: Mapped[int] = mapped_column(primary_key=True)
    qualification_id: Mapped[int] = mapped_column(
        ForeignKey("qualification.id", ondelete="CASCADE"), index=True
    )
    code: Mapped[str] = mapped_column(String(30), unique=True)
    title: Mapped[str] = mapped_column(String(300))


class Competence(Base):
    """A competence of a qualification, for example bkc0045062; the same code may recur in other versions."""

    __tablename__ = "competence"
    __table_args__ = (UniqueConstraint("qualification_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    qualification_id: Mapped[int] = mapped_column(ForeignKey("qualification.id", ondelete="CASCADE"))
    code: Mapped[str] = mapped_column(String(30))
    title: Mapped[str] = mapped_column(String(500))
    kind: Mapped[str] = mapped_column(String(60), default="")


class PartContent(Base):
    """Which competences a partial qualification holds."""

    __tablename__ = "part_content"

    partial_qualification_id: Mapped[int] = mapped_column(
        ForeignKey("partial_qualification.id", ondelete="CASCADE"), primary_key=True
    )
    competence_id: Mapped[int] = mapped_column(
        ForeignKey("competence.id", ondelete="CASCADE"), primary_key=True
    )
