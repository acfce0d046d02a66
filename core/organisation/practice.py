"""From practice to real data: an empty database that keeps the set-up, and a first real administrator."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit
from core.access import commands as access
from core.access.actors import Actor, Role, command_line
from core.access.permissions import Action, require
from core.errors import InvalidInput, NotAllowed
from core.i18n import N_
from db import migrate
from db.models import (
    Base,
    Campus,
    ClosingDay,
    ColumnMapping,
    Organisation,
    ProofField,
    RuleSetting,
    Signatory,
)

KEPT = (Campus, Signatory, ClosingDay, ProofField, RuleSetting, ColumnMapping)


def leave_practice(
    session: Session, *, actor: Actor, today: date, username: str, display_name: str, confirmation: str
) -> str:
    """Empty the practice database, keep organisation, campuses, signatories, calendar and house style.

    Gives the token of a one-time link for the first real administrator. Refused outside practice, and unless
    the name of the organisation was typed as confirmation. Everybody's session ends with it.
    """
    require(session, actor, Action.ADMINISTER)
    if actor.campus_ids is not None:
        raise NotAllowed(
            N_("Oefengegevens van alle campussen wissen kan enkel een beheerder van alle campussen.")
        )
    organisation = session.get(Organisation, 1)
    if organisation is None or not organisation.is_practice:
        raise NotAllowed(N_("Dit is geen oefenomgeving; hier wordt niets leeggemaakt."))
    if confirmation.strip() != organisation.name:
        raise InvalidInput(
            N_("Typ de naam van de organisatie precies over om te bevestigen."), field="confirmation"
        )
    kept = [_copy(row) for table in KEPT for row in session.scalars(select(table))]
    provider = _copy(organisation)
    session.expunge_all()
    migrate.rebuild(session.connection())
    provider.is_practice, provider.set_up_at = False, None
    # The register of rights starts empty; whom KBO names was as invented as the people in it.
    provider.legal_representative, provider.legal_representative_on = "", None
    session.add_all([provider, *kept])
    session.flush()
    migrate.continue_keys(session.connection())
    operator = command_line(f"{actor.name} (oefening)")
    token = access.add_user(
        session, actor=operator, today=today, username=username, display_name=display_name, role=Role.ADMINISTRATOR
    )  # fmt: skip
    audit.record(
        session, actor=operator, action="organisation.leave_practice", subject_kind="organisation", subject_id=1,
        details={"on": today},
    )  # fmt: skip
    return token


def _copy(row: Organisation | Base) -> Organisation:
    values = {column.key: getattr(row, column.key) for column in row.__table__.columns}
    return type(row)(**values)  # type: ignore[return-value]
