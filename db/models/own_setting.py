"""What a provider chose: terms of his own, how long records are kept, and each change of a parameter of a rule."""

from datetime import date, datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base


class OwnSetting(Base):
    """One value that differs from the default the product ships, with the reason or source for it."""

    __tablename__ = "own_setting"

    key: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[str] = mapped_column(String(400))
    source: Mapped[str] = mapped_column(String(300), default="")
    changed_at: Mapped[datetime]
    changed_by: Mapped[str] = mapped_column(String(120))
    version: Mapped[int] = mapped_column(default=1)


class RuleSettingChange(Base):
    """What a parameter of a rule was before and after: terms met before keep the dates they were met under."""

    __tablename__ = "rule_setting_change"
    __table_args__ = (Index("ix_rule_setting_change_rule", "rule_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    rule_id: Mapped[str] = mapped_column(String(60))
    parameter: Mapped[str] = mapped_column(String(40))
    old_value: Mapped[str] = mapped_column(String(40), default="")
    new_value: Mapped[str] = mapped_column(String(40), default="")
    source: Mapped[str] = mapped_column(String(300))
    changed_on: Mapped[date]
    changed_at: Mapped[datetime]
    changed_by: Mapped[str] = mapped_column(String(120))
