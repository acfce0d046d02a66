"""The provider itself: one row, its campuses, signatories, closing days and house style."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base


class Organisation(Base):
    """The one provider of this installation, with the house style of its proofs and letters."""

    __tablename__ = "organisation"
    __table_args__ = (CheckConstraint("id = 1", "single_row"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    enterprise_number: Mapped[str] = mapped_column(String(10), default="")
    street: Mapped[str] = mapped_column(String(120), default="")
    postal_code: Mapped[str] = mapped_column(String(12), default="")
    city: Mapped[str] = mapped_column(String(80), default="")
    email: Mapped[str] = mapped_column(String(120), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    is_practice: Mapped[bool] = mapped_column(default=False)
    set_up_at: Mapped[datetime | None]
    signing_buffer_days: Mapped[int] = mapped_column(default=0)
    logo: Mapped[bytes | None] = mapped_column(LargeBinary)
    logo_type: Mapped[str] = mapped_column(String(20), default="")
    primary_colour: Mapped[str] = mapped_column(String(7), default="#0E6470")
    house_text: Mapped[str] = mapped_column(Text, default="")
    legal_representative: Mapped[str] = mapped_column(String(120), default="")
    legal_representative_on: Mapped[date | None]
    on_time_goal_percent: Mapped[int] = mapped_column(default=90)
    version: Mapped[int] = mapped_column(default=1)
    calendar_version: Mapped[int] = mapped_column(default=0)


class Campus(Base):
    """A place where the provider teaches; the scope of limited accounts."""

    __tablename__ = "campus"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    city: Mapped[str] = mapped_column(String(80), default="")
    is_active: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1)


class Signatory(Base):
    """Somebody authorised to sign, with the dates of that authority."""

    __tablename__ = "signatory"
    __table_args__ = (CheckConstraint("ends_on is null or ends_on >= begins_on", "dates"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    function: Mapped[str] = mapped_column(String(120))
    begins_on: Mapped[date]
    ends_on: Mapped[date | None]


class ClosingDay(Base):
    """Days on which the provider is closed: they move a target date earlier, never a due date."""

    __tablename__ = "closing_day"
    __table_args__ = (CheckConstraint("last_on >= first_on", "dates"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    first_on: Mapped[date]
    last_on: Mapped[date]
    reason: Mapped[str] = mapped_column(String(120), default="")
    campus_id: Mapped[int | None] = mapped_column(ForeignKey("campus.id"))


class RuleSetting(Base):
    """A provider's choice for a rule's parameter (day unit, roll, month arithmetic), with its reason."""

    __tablename__ = "rule_setting"

    rule_id: Mapped[str] = mapped_column(String(60), primary_key=True)
    parameter: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[str] = mapped_column(String(40))
    source: Mapped[str] = mapped_column(String(300))


class ProofField(Base):
    """Which fields a kind of proof must carry, and by which version of the "invuldocument"."""

    __tablename__ = "proof_field"

    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    field: Mapped[str] = mapped_column(String(40), primary_key=True)
    is_mandatory: Mapped[bool]
    form_version: Mapped[str] = mapped_column(String(40))
    source: Mapped[str] = mapped_column(String(300))
