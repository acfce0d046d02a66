"""The refused rows go back with their national numbers: who took them, and about whom, is written down first."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.actors import Actor, Role
from core.errors import NotAllowed
from core.i18n import Translator
from core.imports import commands, handing_back, reading
from core.imports.machine import Preview
from db.models import AccessEntry, AuditEntry, Learner
from tests.core.imports.conftest import Checker, account, row

NL = Translator("nl")
Apply = Callable[..., commands.Result]


def looks(session: Session) -> list[tuple[str, int | None]]:
    return [
        (look.what, look.learner_id) for look in session.scalars(select(AccessEntry).order_by(AccessEntry.id))
    ]


def give(session: Session, actor: Actor, today: date, preview: Preview) -> bytes:
    return handing_back.hand_back(session, actor=actor, today=today, preview=preview, t=NL)


def test_the_file_is_logged_for_the_sheet_and_for_everybody_we_know_in_it(
    provider: Session, actor: Actor, today: date, check: Checker, apply: Apply
) -> None:
    apply(row())
    known = provider.scalars(select(Learner.id)).one()
    preview = check(row(Traject="T-999"), row(insz="90.65.06-011.99", Traject="T-999"))
    made = give(provider, actor, today, preview)
    assert looks(provider) == [("refused.xlsx", None), ("refused.xlsx", known)]
    assert row()["Rijksregisternr."] in str(reading.read(made, file_name="x.xlsx").sheets[0].rows)
    entry = provider.scalars(select(AuditEntry).where(AuditEntry.action == "import.hand_back")).one()
    assert '"numbers":2' in entry.details
    assert str(row()["Rijksregisternr."]) not in entry.details


def test_without_a_number_in_the_refused_rows_only_the_act_is_noted(
    provider: Session, actor: Actor, today: date, check: Checker
) -> None:
    give(provider, actor, today, check(row(insz="", Traject="T-999"), row()))
    assert looks(provider) == []
    assert provider.scalars(select(AuditEntry.action)).all() == ["import.hand_back"]


def test_who_may_not_import_gets_no_file(provider: Session, today: date, check: Checker) -> None:
    with pytest.raises(NotAllowed):
        give(provider, account(provider, Role.READER), today, check(row(Traject="T-999")))
    assert looks(provider) == []
