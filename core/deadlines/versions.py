"""The settings a rule was counted by before: a term that was met or lapsed keeps the date it was judged by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.deadlines.stored import StoredRule
from core.deadlines.terms import Terms, load
from core.rules import overrides
from db.models import RuleSetting, RuleSettingChange


@dataclass(frozen=True, slots=True)
class Version:
    """The choices for one rule from one change to the next; `until` is the day of the change that ended them."""

    values: Mapping[str, str]
    sources: Mapping[str, str]
    until: date | None = None


def of(session: Session, *, rule_id: str) -> Sequence[Version]:
    """Every set of choices a rule was ever counted by, the one in force first."""
    settings = select(RuleSetting).where(RuleSetting.rule_id == rule_id)
    now = session.scalars(settings.execution_options(populate_existing=True)).all()
    values = {row.parameter: row.value for row in now}
    sources = {row.parameter: row.source for row in now}
    found = [Version(dict(values), dict(sources))]
    changes = select(RuleSettingChange).where(RuleSettingChange.rule_id == rule_id)
    rows = session.scalars(changes.order_by(RuleSettingChange.id.desc())).all()
    for _, together in groupby(rows, key=_moment):
        changed_on = None
        for row in together:
            changed_on = row.changed_on
            sources.pop(row.parameter, None)
            values.pop(row.parameter, None)
            if row.old_value:
                values[row.parameter] = row.old_value
                sources[row.parameter] = _source_before(rows, row)
        found.append(Version(dict(values), dict(sources), changed_on))
    return found


def _moment(row: RuleSettingChange) -> datetime:
    """What was changed in one go has one moment: between its rows no setting was ever in force."""
    return row.changed_at


def _source_before(rows: Sequence[RuleSettingChange], change: RuleSettingChange) -> str:
    """The source under which the value that a change replaced was once set; rows are newest first."""
    earlier = (row.source for row in rows if row.id < change.id and row.parameter == change.parameter)
    return next(earlier, "")


def terms(session: Session, *, rule: StoredRule, now: Terms) -> Sequence[Terms]:
    """The same calendar under each of those sets, the one in force first."""
    return [
        now,
        *(
            now.under(rule.rule_id, overrides.of(version.values, version.sources))
            for version in of(session, rule_id=rule.rule_id)[1:]
        ),
    ]


def judging(
    session: Session, *, rule: StoredRule, starts_on: date, due_on: date, variant: str = "", also_on: date | None = None
) -> tuple[Terms, bool]:  # fmt: skip
    """The settings that gave this due date, and whether they are those of today; today's when none did."""
    ages = terms(session, rule=rule, now=load(session))
    found = (
        that_gave(ages, rule, starts_on=starts_on, due_on=due_on, variant=variant, also_on=also_on) or ages[0]
    )
    return found, found is ages[0]


def that_gave(
    ages: Sequence[Terms], rule: StoredRule, *, starts_on: date, due_on: date, variant: str = "",
    also_on: date | None = None,
) -> Terms | None:  # fmt: skip
    """The newest settings under which a term that starts on that day falls due on that day; None when none do."""
    return next((each for each in ages if each.of(rule, starts_on, variant, also_on).due_on == due_on), None)
