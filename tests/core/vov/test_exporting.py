"""The hours as a sheet: what stands in it, never a national number, nothing that runs, no other campus."""

import csv
from io import StringIO

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.actors import Role
from core.errors import InvalidInput, NotAllowed
from core.imports import reading
from core.learners import vault
from core.vov import commands, exporting, queries
from core.vov.filing import Key
from db.models import AuditEntry, Learner
from tests import factories
from tests.conftest import TODAY
from tests.core.vov.conftest import LAST, Class, put


def keys(session: Session, room: Class) -> list[Key]:
    return [row.key for row in queries.one(session, actor=room.actor, today=TODAY, enrolment_id=room.one.id)]


def made(session: Session, room: Class, form: str = "xlsx", language: str = "nl") -> bytes:
    session.flush()
    return commands.export(
        session, actor=room.actor, today=TODAY, chosen=keys(session, room), form=form, language=language
    )


def test_the_sheet_holds_the_hours_in_minutes_and_in_lesson_periods(session: Session, room: Class) -> None:
    put(session, room.lessons[0], room.one, "L30", present=120, unjustified=30)
    [sheet] = reading.read(made(session, room), file_name="uren.xlsx").sheets
    found = dict(zip(sheet.rows[3], sheet.rows[4], strict=False))
    assert found["Naam"] == "Maes"
    assert found["ODB-nummer"] == "ODB-7"
    assert (found["Gegeven (min)"], found["Aanwezig (min)"], found["Ongewettigd (min)"]) == (600, 570, 30)
    assert (found["Gegeven (lestijden)"], found["Aanwezig (lestijden)"]) == (12, 11.4)
    assert found["Tot en met"] == LAST
    assert found["Stand"] == "In te dienen"
    assert "rijksregisternummer" in str(sheet.rows[1][0])


def test_neither_form_holds_a_national_number(session: Session, room: Class) -> None:
    learner = session.get_one(Learner, room.one.learner_id)
    assert learner.insz_cipher is not None
    digits = vault.unseal(learner.insz_cipher)
    text = made(session, room, "csv").decode()
    [sheet] = reading.read(made(session, room), file_name="uren.xlsx").sheets
    told = text + "".join(str(cell) for row in sheet.rows for cell in row)
    assert "Maes" in told
    assert digits not in "".join(sign for sign in told if sign.isalnum())


def test_the_csv_quotes_all_and_runs_nothing(session: Session, room: Class) -> None:
    room.one.employer_name = '=HYPERLINK("http://x")\n+1'
    rows = list(
        csv.reader(StringIO(made(session, room, "csv").decode("utf-8-sig"), newline=""), delimiter=";")
    )
    found = dict(zip(*rows, strict=True))
    assert found["Werkgever"] == "'=HYPERLINK(\"http://x\")\n'+1"
    assert found["Gegeven (min)"] == "600"
    assert found["Tot en met"] == "13/11/2026"


def test_an_export_is_noted_and_needs_the_right_and_a_choice(session: Session, room: Class) -> None:
    made(session, room, language="en")
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "vov.export")).one()
    assert '"rows":1' in entry.details
    with pytest.raises(InvalidInput):
        commands.export(session, actor=room.actor, today=TODAY, chosen=[], form="xlsx", language="nl")
    with pytest.raises(NotAllowed):
        commands.export(
            session, actor=factories.actor(session, Role.READER), today=TODAY, chosen=keys(session, room),
            form="xlsx", language="nl",
        )  # fmt: skip


def test_another_campus_gets_no_row(session: Session, room: Class) -> None:
    stranger = factories.actor(session, campuses=[room.given.other])
    made_ = commands.export(
        session, actor=stranger, today=TODAY, chosen=keys(session, room), form=exporting.CSV, language="nl"
    )
    assert len(made_.decode().splitlines()) == 1
