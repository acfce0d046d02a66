"""Staff who sign in: their role, their campuses, and what ends their sessions."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base

ROLES = ("coordinator", "registrar", "manager", "reader", "teacher", "administrator")


class Account(Base):
    """One member of staff. `rights_version` goes up at every change of role, campus, password or state."""

    __tablename__ = "account"
    __table_args__ = (
        CheckConstraint(
            "role in ('coordinator','registrar','manager','reader','teacher','administrator')", "role"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(String(80), unique=True)
    display_name: Mapped[str] = mapped_column(String(120))
    role: Mapped[str] = mapped_column(String(20))
    password_hash: Mapped[str | None] = mapped_column(String(255))
    is_active: Mapped[bool] = mapped_column(default=True)
    is_demo: Mapped[bool] = mapped_column(default=False)
    all_campuses: Mapped[bool] = mapped_column(default=True)
    language: Mapped[str] = mapped_column(String(2), default="nl")
    rights_version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    last_visit_at: Mapped[datetime | None]
    previous_visit_at: Mapped[datetime | None]


class AccountCampus(Base):
    """The campuses a limited account may see."""

    __tablename__ = "account_campus"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    campus_id: Mapped[int] = mapped_column(ForeignKey("campus.id"), primary_key=True)
