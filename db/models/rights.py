"""Who may enter what in the counters of the government: staff, the rights they hold there, first use (S0, step 1)."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import KEYS_ARE_NEVER_REUSED, Base


class StaffMember(Base):
    """Somebody who works here, with or without an account: rights are held by people, not by accounts.

    `registers` says that registering is part of the function; `is_local_administrator` that this is the one who hands
    out rights. `ends_on` is the last day of work; `function_on` the day these two became what they are, when that is
    later than the first day of work.
    """

    __tablename__ = "staff_member"
    __table_args__ = (
        CheckConstraint("ends_on is null or ends_on >= begins_on", "dates"),
        KEYS_ARE_NEVER_REUSED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    function: Mapped[str] = mapped_column(String(120), default="")
    email: Mapped[str] = mapped_column(String(120), default="")
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), unique=True)
    is_local_administrator: Mapped[bool] = mapped_column(default=False)
    registers: Mapped[bool] = mapped_column(default=True)
    begins_on: Mapped[date]
    ends_on: Mapped[date | None]
    function_on: Mapped[date | None]
    import_batch_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id"), index=True)
    version: Mapped[int] = mapped_column(default=1)


class CounterRight(Base):
    """One profile of one person in a counter. `ends_on` is the last day; `revoked_on` the first day without it."""

    __tablename__ = "counter_right"
    __table_args__ = (
        CheckConstraint(
            "profile in ('magda_employee','magda_local_administrator','werkplekduaal','wse_loket')", "profile"
        ),
        CheckConstraint("ends_on is null or ends_on >= begins_on", "dates"),
        CheckConstraint("revoked_on is null or revoked_on >= begins_on", "revoked"),
        Index("ix_counter_right_holder", "staff_member_id", "profile", "begins_on"),
        KEYS_ARE_NEVER_REUSED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_member_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    profile: Mapped[str] = mapped_column(String(40))
    begins_on: Mapped[date]
    ends_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(String(300), default="")
    granted_by: Mapped[str] = mapped_column(String(120), default="")
    revoked_on: Mapped[date | None]
    revoked_by: Mapped[str] = mapped_column(String(120), default="")
    reviewed_on: Mapped[date | None]
    reviewed_by: Mapped[str] = mapped_column(String(120), default="")
    import_batch_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id"), index=True)
    version: Mapped[int] = mapped_column(default=1)


class FirstUseStep(Base):
    """A step of the first use of the user management that was done, by its code."""

    __tablename__ = "first_use_step"

    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    done_on: Mapped[date]
    done_by: Mapped[str] = mapped_column(String(120))
