"""The provider's own sheet, as messy as such sheets are (a copy of the sample input)."""

import json
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.access.actors import Actor
from core.imports import commands, machine, reading
from db import search
from db.models import Deadline, ImportBatch, ImportRow, Learner, Participation, Proof

SAMPLES = Path(__file__).parent / "samples"
EXPECTED = json.loads((SAMPLES / "najaar-2026.expected.json").read_text())
TODAY = date.fromisoformat(EXPECTED["today"])


def sample(suffix: str) -> reading.Workbook:
    file = SAMPLES / f"najaar-2026.{suffix}"
    return reading.read(file.read_bytes(), file_name=file.name)


def applied(session: Session, actor: Actor, suffix: str) -> commands.Result:
    return commands.apply(
        session, actor=actor, today=TODAY, kind="completions", workbook=sample(suffix), mode="good_rows"
    )


@pytest.mark.parametrize(("suffix", "higher"), [("xlsx", 0), ("csv", 2)])
def test_every_row_becomes_what_is_expected(
    provider: Session, actor: Actor, suffix: str, higher: int
) -> None:
    preview = machine.check(provider, actor=actor, today=TODAY, kind="completions", workbook=sample(suffix))
    found = json.loads(machine.as_json(preview))["rows"]
    assert [(r["row"] + higher, r["status"], r["reason"]) for r in found] == [
        (r["row"], r["status"], r["reason"]) for r in EXPECTED["rows"]
    ]
    assert all(r["column"] and r["message"] for r in found if r["reason"])
    assert {code for r in found for code in r["warnings"]} == ({"damaged_name"} if suffix == "csv" else set())


def test_a_damaged_export_is_accepted_with_a_warning(provider: Session, actor: Actor) -> None:
    preview = machine.check(provider, actor=actor, today=TODAY, kind="completions", workbook=sample("csv"))
    by_row = {found.row: found for found in preview.findings}
    assert by_row[5].warnings == ("damaged_name",)
    assert by_row[4].warnings == ()


def test_the_same_file_twice_changes_nothing(provider: Session, actor: Actor) -> None:
    first = applied(provider, actor, "xlsx")
    assert first.batch_id is not None
    counted = {
        table: provider.scalar(select(func.count()).select_from(table))
        for table in (Learner, Participation, Proof, Deadline, ImportBatch, ImportRow)
    }
    assert counted[Participation] == 48
    assert counted[Proof] == counted[Deadline] == 48
    again = applied(provider, actor, "xlsx")
    assert again.batch_id is None
    assert again.preview.counts.unchanged == 48
    for table, count in counted.items():
        assert provider.scalar(select(func.count()).select_from(table)) == count


def test_the_damaged_export_never_overwrites_good_names_and_the_good_sheet_repairs_damaged_ones(
    provider: Session, actor: Actor
) -> None:
    applied(provider, actor, "xlsx")
    assert applied(provider, actor, "csv").batch_id is None
    assert provider.scalar(select(func.count()).where(Learner.name_is_damaged)) == 0


def test_the_good_sheet_repairs_what_the_damaged_one_brought(provider: Session, actor: Actor) -> None:
    applied(provider, actor, "csv")
    damaged = provider.scalar(select(func.count()).where(Learner.name_is_damaged))
    assert damaged
    assert provider.scalar(select(func.count()).where(Proof.hold == "damaged_name")) == damaged
    result = applied(provider, actor, "xlsx")
    provider.expire_all()
    assert result.preview.counts.changed == damaged
    assert provider.scalar(select(func.count()).where(Learner.name_is_damaged)) == 0
    assert provider.scalar(select(func.count()).where(Proof.hold != "")) == 0
    assert search.holds(provider)
    assert result.batch_id is not None
    commands.undo(provider, actor=actor, today=TODAY, batch_id=result.batch_id)
    provider.expire_all()
    assert provider.scalar(select(func.count()).where(Learner.name_is_damaged)) == damaged
    assert provider.scalar(select(func.count()).where(Proof.hold == "damaged_name")) == damaged


def test_an_undone_sheet_leaves_nothing_but_its_trace(provider: Session, actor: Actor) -> None:
    result = applied(provider, actor, "xlsx")
    assert result.batch_id is not None
    commands.undo(provider, actor=actor, today=TODAY, batch_id=result.batch_id)
    for table in (Learner, Participation, Proof, Deadline):
        assert provider.scalar(select(func.count()).select_from(table)) == 0
    assert provider.get_one(ImportBatch, result.batch_id).state == "undone"
    assert search.holds(provider)
    assert applied(provider, actor, "xlsx").batch_id == result.batch_id + 1
