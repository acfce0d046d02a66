"""Changing how a rule is counted here: the choice with its source, its history, and every open term at once.

Whoever changes a rule has the terms to himself (`turns.alone`): a registration at the same moment is either judged by
the old dates and keeps them, or waits and is judged by the new ones.
"""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit, clock, lengths
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.deadlines import queries, recomputing, shifts, stored, terms, turns
from core.deadlines.shifts import Summary
from core.errors import Conflict, InvalidInput, NotFound
from core.i18n import N_
from core.rules import overrides
from db.models import RuleSetting, RuleSettingChange

UNKNOWN = N_(
    "Van deze regel bewaren we geen termijnen, dus er valt niets te wijzigen. Kies een andere regel."
)
CHANGED = N_(
    "Iemand anders wijzigde deze regel intussen. Kijk beide waarden na en voer je wijziging opnieuw door."
)
NOTHING = N_("Zo telt de regel nu al. Kies eerst een andere waarde.")
NO_VALUE = N_("Deze waarde kan niet: kies een geheel getal boven nul en een eenheid uit de lijst.")


def change_rule(
    session: Session, *, actor: Actor, today: date, rule_id: str, values: Mapping[str, str], source: str, version: int
) -> Summary:  # fmt: skip
    """Set parameters of a rule, an empty value being that of the law; gives what became of the open terms.

    `values` are codes and amounts as they are kept (`working`, `40 working_day`); what is left out stays. `version` is
    the newest change that was shown. Raises NotFound, InvalidInput, or Conflict with both values.
    """
    require(session, actor, Action.CHANGE_RULE)
    rule = stored.KEPT.get(rule_id)
    if rule is None:
        raise NotFound(UNKNOWN)
    lengths.check_reason(source)
    _check(rule_id, values)
    turns.alone(session)
    now = _now(session, rule_id)
    own = {parameter: row.value for parameter, row in now.items()}
    if queries.version(session, rule_id=rule_id) != version:
        raise Conflict(CHANGED, shown=dict(values), stored={name: own.get(name, "") for name in values})
    changed = {name: value for name, value in values.items() if own.get(name, "") != value}
    if not changed:
        raise InvalidInput(NOTHING)
    _keep(session, actor, rule_id, changed, now, source=source.strip(), today=today)
    found = recomputing.open_terms(session, terms=terms.load(session), rule=rule)
    result = shifts.summary(found.shifts, today=today)
    audit.record(
        session, actor=actor, action="rule.change", subject_kind="rule", subject_id=None,
        details={
            "rule": rule_id, "was": [f"{name} {own.get(name) or '-'}" for name in changed],
            "new": [f"{name} {value or '-'}" for name, value in changed.items()], "moved": result.moved,
            "reason": source.strip(), "on": today,
        },
    )  # fmt: skip
    return result


def _check(rule_id: str, values: Mapping[str, str]) -> None:
    known = {parameter.key: parameter for parameter in stored.changeable(rule_id)}
    for name, value in values.items():
        if name not in known:
            raise InvalidInput(NO_VALUE, field=name)
        try:
            overrides.of({name: value} if value else {})
        except ValueError as error:
            raise InvalidInput(NO_VALUE, field=name) from error


def _now(session: Session, rule_id: str) -> dict[str, RuleSetting]:
    rows = select(RuleSetting).where(RuleSetting.rule_id == rule_id).with_for_update()
    found = session.scalars(rows.execution_options(populate_existing=True))
    return {row.parameter: row for row in found}


def _keep(
    session: Session, actor: Actor, rule_id: str, changed: Mapping[str, str], now: Mapping[str, RuleSetting], *,
    source: str, today: date,
) -> None:  # fmt: skip
    """The new choices, and one line of history each; what was changed in one go has one moment."""
    moment = clock.now()
    for name, value in changed.items():
        row = now.get(name)
        session.add(
            RuleSettingChange(
                rule_id=rule_id, parameter=name, old_value=row.value if row else "", new_value=value, source=source,
                changed_on=today, changed_at=moment, changed_by=actor.display_name,
            )
        )  # fmt: skip
        if row is not None and value:
            row.value, row.source = value, source
        elif row is not None:
            session.delete(row)
        else:
            session.add(RuleSetting(rule_id=rule_id, parameter=name, value=value, source=source))
    session.flush()
