"""Changing a choice of the provider, with the reason for it."""

from datetime import date

from sqlalchemy.orm import Session

from core import audit, clock, lengths
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.errors import Conflict, InvalidInput, NotFound
from core.i18n import N_
from core.provider_settings.registry import BY_KEY, Choice
from core.rules.words import Text
from db.models import OwnSetting

NO_NUMBER = N_("“{name}” moet een geheel getal zijn van {least} tot en met {most}.")
UNKNOWN = N_("Deze instelling bestaat niet meer. Laad de pagina opnieuw.")
CHANGED = N_("Iemand anders wijzigde deze instelling intussen. Kijk beide waarden na en bewaar opnieuw.")


def change(
    session: Session, *, actor: Actor, today: date, key: str, value: str, source: str, version: int
) -> None:
    """Set one choice; `source` is the reason or the text it rests on. `version` is 0 while the default holds."""
    require(session, actor, Action.ADMINISTER)
    choice = BY_KEY.get(key)
    if choice is None:
        raise NotFound(UNKNOWN)
    lengths.check_reason(source)
    wanted = _checked(choice, value)
    row = session.get(OwnSetting, key, with_for_update=True, populate_existing=True)
    if (row.version if row is not None else 0) != version:
        raise Conflict(
            CHANGED, shown={"value": wanted}, stored={"value": row.value if row else choice.default}
        )
    was = row.value if row is not None else choice.default
    if row is None:
        row = OwnSetting(key=key, version=0)
        session.add(row)
    row.value, row.source = wanted, source.strip()
    row.changed_at, row.changed_by, row.version = clock.now(), actor.display_name, version + 1
    audit.record(
        session, actor=actor, action="provider_setting.change", subject_kind="organisation", subject_id=1,
        details={"field": key, "from": was, "to": wanted, "reason": source.strip(), "on": today},
    )  # fmt: skip


def _checked(choice: Choice, value: str) -> str:
    typed = value.strip()
    if choice.unit == "text":
        lengths.check(OwnSetting, {"value": typed})
        return typed
    is_number = typed.isascii() and typed.isdigit() and len(typed) <= 6
    if not is_number or not choice.least <= int(typed) <= choice.most:
        raise InvalidInput(
            NO_NUMBER, field="value", name=Text(choice.name), least=choice.least, most=choice.most
        )
    return str(int(typed))
