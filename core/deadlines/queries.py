"""What a provider chose for a rule: the values in force beside those of the law, since when, and what was before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.deadlines import stored
from core.rules import overrides
from core.rules.lawfile import Parameter, Reference
from core.rules.overrides import Overrides
from core.rules.units import Value
from db.models import RuleSetting, RuleSettingChange


@dataclass(frozen=True, slots=True)
class Followed:
    """One parameter of a rule: what the law says and where, and what the provider has instead, if anything."""

    parameter: Parameter
    law: Value
    reference: Reference
    own: Value | None
    own_text: str
    source: str
    since: date | None

    @property
    def differs(self) -> bool:
        """Whether the provider's choice says something else than the law file."""
        return self.own is not None and self.own != self.law


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a provider may set of one rule; `version` is the newest change, 0 when there was none."""

    rule_id: str
    followed: Sequence[Followed]
    version: int

    @property
    def chosen(self) -> Mapping[str, str]:
        """The choices in force as they are kept."""
        return {each.parameter.key: each.own_text for each in self.followed if each.own_text}


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One change of one parameter; an empty value follows the law."""

    parameter: str
    old: Value | None
    new: Value | None
    source: str
    changed_on: date
    changed_at: datetime
    changed_by: str


def settings(session: Session, *, today: date, rule_id: str) -> Settings:
    """The parameters of a rule with the law's value for what starts today and the provider's own."""
    kept = select(RuleSetting).where(RuleSetting.rule_id == rule_id)
    own = {row.parameter: row for row in session.scalars(kept)}
    since = dict(
        session.execute(
            select(RuleSettingChange.parameter, func.max(RuleSettingChange.changed_on))
            .where(RuleSettingChange.rule_id == rule_id)
            .group_by(RuleSettingChange.parameter)
        ).all()
    )
    found = []
    for parameter in stored.changeable(rule_id):
        law, row = stored.law_of(parameter, on=today), own.get(parameter.key)
        if law is None or law.value is None:
            continue
        found.append(
            Followed(
                parameter, law.value, law.reference, value_of(parameter.key, row.value) if row else None,
                row.value if row else "", row.source if row else "", since.get(parameter.key) if row else None,
            )
        )  # fmt: skip
    return Settings(rule_id, found, version(session, rule_id=rule_id))


def version(session: Session, *, rule_id: str) -> int:
    """The newest change to the settings of a rule; 0 when nobody changed any."""
    newest = select(func.max(RuleSettingChange.id)).where(RuleSettingChange.rule_id == rule_id)
    return session.scalar(newest) or 0


def history(session: Session, *, rule_id: str) -> Sequence[ChangeRow]:
    """Every change to the settings of a rule, the newest first."""
    changes = select(RuleSettingChange).where(RuleSettingChange.rule_id == rule_id)
    return [
        ChangeRow(
            row.parameter, value_of(row.parameter, row.old_value), value_of(row.parameter, row.new_value), row.source,
            row.changed_on, row.changed_at, row.changed_by,
        )
        for row in session.scalars(changes.order_by(RuleSettingChange.id.desc()))
    ]  # fmt: skip


def value_of(parameter: str, text: str) -> Value | None:
    """A kept choice as a value; None for the law."""
    return dict(overrides.of({parameter: text}).chosen())[parameter] if text else None


def as_chosen(chosen: Mapping[str, str]) -> Overrides:
    """Choices as they are kept, as the rules take them; what is empty follows the law."""
    return overrides.of({parameter: text for parameter, text in chosen.items() if text})
