"""Sittings in which proofs are typed over into MAGDA Online: one reason to see national numbers per sitting."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import KEYS_ARE_NEVER_REUSED, Base


class HandoverSession(Base):
    """One sitting of one account, in the login it was begun in (the hash of `app_session`) and in no other.

    Every record shown in it stands in `access_entry`; `ended_at` closes it.
    """

    __tablename__ = "handover_session"
    __table_args__ = (KEYS_ARE_NEVER_REUSED,)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    login: Mapped[str] = mapped_column(String(64))
    reason: Mapped[str] = mapped_column(String(300))
    begun_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
