"""A batch is taken back while nothing depends on it; the list of batches; the command line."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core import audit, clock
from core.access.actors import Actor, Role
from core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from core.imports import command_line, commands, queries
from core.learners import vault
from core.led_corrections import opening
from core.led_corrections.opening import Report
from db.models import (
    AuditEntry,
    Campus,
    Deadline,
    ImportRow,
    Learner,
    LearnerChange,
    Participation,
    PriorLearning,
    Proof,
)
from tests.core.imports.conftest import account, number, row, workbook, xlsx

Applier = Callable[..., commands.Result]


def counted(session: Session) -> list[int | None]:
    return [
        session.scalar(select(func.count()).select_from(table))
        for table in (Learner, Participation, Proof, Deadline)
    ]


@pytest.fixture
def undo(provider: Session, actor: Actor, today: date) -> Callable[[commands.Result], None]:
    def undone(result: commands.Result) -> None:
        assert result.batch_id is not None
        commands.undo(provider, actor=actor, today=today, batch_id=result.batch_id)
        provider.flush()
        provider.expire_all()

    return undone


def test_a_correction_is_taken_back_to_what_it_was(
    provider: Session, apply: Applier, undo: Callable[[commands.Result], None]
) -> None:
    first = apply(row(Resultaat="competenties", Competenties="bkc9000003", insz=None))
    proof = provider.scalars(select(Proof)).one()
    was = (proof.kind, proof.codes, proof.hold, proof.campus_id)
    second = apply(row(Lesplaats="Kortrijk", **{"E-mail": "w@example.be"}))
    undo(second)
    proof = provider.scalars(select(Proof)).one()
    assert (proof.kind, proof.codes, proof.hold, proof.campus_id) == was
    person = provider.scalars(select(Learner)).one()
    assert (person.insz_index, person.insz_cipher, person.insz_tail, person.insz_kind, person.email) == (
        None,
        None,
        "",
        "",
        "",
    )
    participation = provider.scalars(select(Participation)).one()
    assert participation.outcome == "competences"
    undo(first)
    assert counted(provider) == [0, 0, 0, 0]


def test_history_that_was_filled_in_is_taken_back(
    provider: Session, apply: Applier, undo: Callable[[commands.Result], None]
) -> None:
    apply(row())
    second = apply(row(**{"Uitgereikt op": "05/10/2026", "Geregistreerd op": "07/10/2026"}))
    undo(second)
    proof = provider.scalars(select(Proof)).one()
    assert (proof.state, proof.issued_on, proof.registered_on) == ("to_issue", None, None)
    assert provider.scalars(select(Deadline)).one().state == "open"


@pytest.mark.parametrize(
    "later",
    [
        {"Uitgereikt op": "05/10/2026", "Geregistreerd op": "07/10/2026"},
        {"Lesplaats": "Kortrijk"},
        {"Resultaat": "competenties", "Competenties": "bkc9000003"},
        {"E-mail": "w@example.be"},
        {"insz": number(date(1990, 5, 6)), "E-mail": "w@example.be"},
    ],
    ids=["history", "campus", "outcome", "contact", "number"],
)
def test_a_later_sheet_that_was_taken_back_stands_in_nobodys_way(
    provider: Session, apply: Applier, undo: Callable[[commands.Result], None], later: dict[str, object]
) -> None:
    first = apply(row(insz=None))
    for _ in range(2):
        second = apply(row(**({"insz": None} | later)))
        with pytest.raises(Conflict):
            undo(first)
        undo(second)
    undo(first)
    assert counted(provider) == [0, 0, 0, 0]
    assert provider.scalars(select(LearnerChange)).all() == []


def test_what_somebody_changed_beside_a_sheet_that_was_taken_back_still_stands_in_the_way(
    provider: Session, apply: Applier, undo: Callable[[commands.Result], None]
) -> None:
    first = apply(row())
    undo(apply(row(Lesplaats="Kortrijk")))
    for table in (Participation, Proof, Learner):
        found = provider.scalars(select(table)).one()
        found.version += 1
        with pytest.raises(Conflict, match="gewijzigd"):
            undo(first)
        found.version -= 1
    undo(first)


def test_a_name_that_a_later_sheet_of_people_changed_and_gave_back_goes_with_its_person(
    provider: Session, apply: Applier, undo: Callable[[commands.Result], None]
) -> None:
    first = apply(row(), kind="learners")
    second = apply(row(Familienaam="Peeters-Claes"), kind="learners")
    undo(second)
    assert provider.scalars(select(Learner.last_name)).all() == ["Peeters"]
    undo(first)
    assert counted(provider)[0] == 0


def test_imported_history_does_not_stand_in_the_way(
    provider: Session, apply: Applier, undo: Callable[[commands.Result], None]
) -> None:
    undo(apply(row(**{"Uitgereikt op": "05/10/2026", "Geregistreerd op": "07/10/2026"})))
    assert counted(provider) == [0, 0, 0, 0]


def test_what_came_later_stands_in_the_way(
    provider: Session, apply: Applier, actor: Actor, today: date, undo: Callable[[commands.Result], None]
) -> None:
    first = apply(row(), row(Voornaam="Bram", insz=number(date(1991, 5, 6)), born="06/05/1991"))
    before = counted(provider)
    proof = provider.scalars(select(Proof).order_by(Proof.id.desc())).first()
    assert proof is not None
    proof.version += 1
    with pytest.raises(Conflict, match="Rij 3: dit is intussen gewijzigd"):
        undo(first)
    proof.version -= 1
    person = provider.scalars(select(Learner).order_by(Learner.id)).first()
    assert person is not None
    person.version += 1
    with pytest.raises(Conflict, match="Rij 2"):
        undo(first)
    person.version -= 1
    audit.log_access(provider, actor=actor, what="insz", learner_id=person.id)
    provider.flush()
    with pytest.raises(Conflict, match="in gebruik"):
        undo(first)
    assert counted(provider) == before


def test_a_later_sheet_stands_in_the_way_until_it_is_taken_back(
    provider: Session, apply: Applier, undo: Callable[[commands.Result], None]
) -> None:
    first = apply(row())
    second = apply(row(**{"Afgerond op": "02/10/2026"}))
    with pytest.raises(Conflict, match="in gebruik"):
        undo(first)
    undo(second)
    undo(first)
    assert counted(provider) == [0, 0, 0, 0]
    with pytest.raises(Conflict, match="al ongedaan"):
        undo(first)


def test_a_removed_participation_and_an_unknown_batch_are_said(
    provider: Session, apply: Applier, actor: Actor, today: date, undo: Callable[[commands.Result], None]
) -> None:
    first = apply(row(Resultaat="gestopt"))
    provider.delete(provider.scalars(select(Participation)).one())
    provider.flush()
    with pytest.raises(Conflict, match="bestaat niet meer"):
        undo(first)
    with pytest.raises(NotFound):
        commands.undo(provider, actor=actor, today=today, batch_id=99)


def test_what_was_shown_is_what_is_applied(
    provider: Session, apply: Applier, actor: Actor, today: date, check
) -> None:  # type: ignore[no-untyped-def]
    shown = check(row()).digest
    apply(row())
    with pytest.raises(Conflict, match="gewijzigd sinds dit overzicht"):
        commands.apply(
            provider,
            actor=actor,
            today=today,
            kind="completions",
            workbook=workbook(row()),
            mode="good_rows",
            shown=shown,
        )


def test_one_audit_entry_per_command_and_nothing_personal_in_it(
    provider: Session, apply: Applier, undo: Callable[[commands.Result], None]
) -> None:
    result = apply(row(), row(Traject="x"))
    undo(result)
    entries = provider.scalars(select(AuditEntry).order_by(AuditEntry.sequence)).all()
    assert [entry.action for entry in entries] == ["import.apply", "import.undo"]
    assert json.loads(entries[0].details)["rejected"] == 1
    kept = "".join(entry.details for entry in entries) + "".join(
        str(found) for found in provider.scalars(select(ImportRow.before))
    )
    assert "Peeters" not in kept
    assert number(date(1990, 5, 6)) not in kept


def test_progress_is_told_to_the_end(provider: Session, actor: Actor, today: date) -> None:
    steps: list[tuple[int, int]] = []
    sheet = workbook(row(), row(Voornaam="Bram", insz=number(date(1991, 5, 6)), born="06/05/1991"))
    commands.apply(
        provider, actor=actor, today=today, kind="completions", workbook=sheet, mode="good_rows",
        progress=lambda done, total: steps.append((done, total)),
    )  # fmt: skip
    assert steps[-1] == (2, 2)


def test_the_batches_and_their_rows_are_listed(provider: Session, actor: Actor, apply: Applier) -> None:
    result = apply(row(insz=None), row(Traject="x"))
    assert result.batch_id is not None
    (found,) = queries.batches(provider, actor=actor)
    assert (found.title, found.file_name, found.state, found.counts["accepted"]) == (
        "Afgeronde trajecten",
        "blad.xlsx",
        "applied",
        1,
    )
    assert queries.batch(provider, actor=actor, batch_id=found.id) == found
    assert queries.batch(provider, actor=actor, batch_id=99) is None
    rows = queries.rows(provider, actor=actor, batch_id=found.id)
    assert [(r.row, r.status, r.reason, r.label, r.warnings) for r in rows] == [
        (2, "accepted", "", "", ("waiting_for_insz",)),
        (3, "rejected", "unknown_trajectory", "Traject", ()),
    ]
    assert len(queries.rows(provider, actor=actor, batch_id=found.id, status="rejected")) == 1


def test_somebody_limited_to_a_campus_sees_only_the_batches_that_touch_it(
    provider: Session, apply: Applier
) -> None:
    keys = dict(provider.execute(select(Campus.city, Campus.id)).all())
    there = apply(row(Lesplaats="Kortrijk")).batch_id
    here = apply(
        row(Voornaam="Bram", insz=number(date(1991, 5, 6)), born="06/05/1991", Lesplaats="Gent")
    ).batch_id
    assert there is not None
    limited = account(provider, Role.COORDINATOR, frozenset({keys["Gent"]}))
    assert [found.id for found in queries.batches(provider, actor=limited)] == [here]
    assert queries.batch(provider, actor=limited, batch_id=there) is None
    assert queries.rows(provider, actor=limited, batch_id=there) == []
    both = account(provider, Role.MANAGER, frozenset({keys["Gent"], keys["Kortrijk"]}))
    assert [found.id for found in queries.batches(provider, actor=both)] == [here, there]


def test_the_sheet_of_people_creates_completes_and_is_taken_back(
    provider: Session, apply: Applier, check, undo: Callable[[commands.Result], None]
) -> None:  # type: ignore[no-untyped-def]
    first = apply(
        row(insz=None, Voornaam="Wout?"),
        row(Familienaam="Maes", insz=number(date(1991, 5, 6)), born="06/05/1991"),
        kind="learners",
    )
    assert first.preview.counts.new == 2
    again = check(row(insz=None, Voornaam="Wout?"), row(insz=None, Voornaam="Wout?"), kind="learners")
    assert [f.reason or f.status for f in again.findings] == ["unchanged", "duplicate_row"]
    changed = {
        "E-mail": "geen adres",
        "Telefoon": "0470 00 00 00",
        "Ondernemingsnummer": "BE 0200.065.765",
        "Werkgever": "Bakker",
    }
    second = apply(
        row(Familienaam="Maes-Claes", insz=number(date(1991, 5, 6)), born="06/05/1991", **changed),
        kind="learners",
    )
    assert second.preview.findings[0].warnings == ("bad_contact",)
    assert {change.label for change in second.preview.findings[0].changes} == {
        "Familienaam",
        "Telefoon",
        "Ondernemingsnummer werkgever",
        "Werkgever",
    }
    person = provider.scalars(select(Learner).where(Learner.insz_index.is_not(None))).one()
    assert (person.last_name, person.search_name, person.employer_number) == (
        "Maes-Claes",
        "maes-claes wout",
        "0200065765",
    )
    assert provider.scalars(select(LearnerChange.old_text)).all() == ["Maes"]
    undo(second)
    person = provider.scalars(select(Learner).where(Learner.insz_index.is_not(None))).one()
    assert (person.last_name, person.phone, vault.unseal(person.insz_cipher or b"")) == (
        "Maes",
        "",
        number(date(1991, 5, 6)),
    )
    refused = check(row(Voornaam=None), row(insz="1"), kind="learners")
    assert [(f.reason, f.column) for f in refused.findings] == [
        ("missing_name", "Voornaam"),
        ("bad_insz", "Rijksregisternr."),
    ]


def test_the_command_line_prints_rows_and_applies(
    provider: Session, actor: Actor, today: date, tmp_path: Path
) -> None:
    heads = list(row())
    file = tmp_path / "blad.xlsx"
    file.write_bytes(xlsx([heads, list(row().values()), list(row(Traject="x").values())]))
    sheet = command_line.read("completions", file)
    report = command_line.run(
        provider, kind="completions", workbook=sheet, actor=actor, today=today, apply=False
    )
    assert report.has_rejections
    assert report.rows[0] == {
        "row": 2,
        "status": "accepted",
        "reason": None,
        "column": None,
        "message": None,
        "warnings": [],
    }
    assert report.lines[0].startswith("rij 3: geweigerd: Traject “x”")
    assert counted(provider)[0] == 0
    command_line.run(provider, kind="completions", workbook=sheet, actor=actor, today=today, apply=True)
    assert counted(provider)[0] == 1
    with pytest.raises(InvalidInput, match="kan niet gelezen worden"):
        command_line.read("completions", tmp_path / "weg.xlsx")


def test_people_of_another_campus_are_not_taken_back_by_somebody_limited(
    provider: Session, apply: Applier, today: date
) -> None:
    keys = {city: key for key, city in provider.execute(select(Campus.id, Campus.city)).all()}
    apply(row(Lesplaats="Gent"))
    changed = apply(row(Lesplaats="Gent", Telefoon="0470 00 00 00"), kind="learners")
    assert changed.batch_id is not None
    limited = account(provider, Role.COORDINATOR, frozenset({keys["Kortrijk"]}))
    with pytest.raises(NotAllowed):
        commands.undo(provider, actor=limited, today=today, batch_id=changed.batch_id)
    assert provider.scalars(select(Learner.phone)).one() == "0470 00 00 00"


def test_keys_of_a_sheet_that_was_taken_back_are_never_given_again(
    provider: Session, apply: Applier, undo: Callable[[commands.Result], None]
) -> None:
    tables = (Learner, Participation, Proof)

    def keys() -> list[int]:
        return [provider.scalars(select(table.id)).one() for table in tables]

    first = apply(row())
    old = keys()
    undo(first)
    apply(row())
    new = keys()
    assert all(later > earlier for later, earlier in zip(new, old, strict=True))
    by_hand = Learner(last_name="Na", first_name="Ina", search_name="na ina", born_on=None)
    provider.add(by_hand)
    provider.flush()
    assert by_hand.id > new[0]


def test_what_a_ticket_or_a_shown_entry_names_is_not_taken_back(
    provider: Session, apply: Applier, undo: Callable[[commands.Result], None], actor: Actor, today: date
) -> None:
    result = apply(row(**{"Uitgereikt op": "05/10/2026", "Geregistreerd op": "07/10/2026"}))
    proof = provider.scalars(select(Proof)).one()
    report = Report(proof.learner_id, "missing", "learner", today, proof.id)
    opening.open_ticket(provider, actor=actor, today=today, report=report)
    provider.commit()
    with pytest.raises(Conflict, match="in gebruik"):
        undo(result)
    provider.rollback()
    assert counted(provider) == [1, 1, 1, 1]


def test_a_participation_that_rests_on_what_was_shown_is_not_taken_back(
    provider: Session, apply: Applier, undo: Callable[[commands.Result], None], today: date
) -> None:
    result = apply(row())
    participation = provider.scalars(select(Participation)).one()
    provider.add(
        PriorLearning(
            learner_id=participation.learner_id, participation_id=participation.id, kind="declared", title="Attest",
            shown_on=today, seen_by="An Verhulst", recorded_at=clock.now(),
        )
    )  # fmt: skip
    provider.commit()
    with pytest.raises(Conflict, match="in gebruik"):
        undo(result)
    provider.rollback()
    assert counted(provider) == [1, 1, 1, 1]
