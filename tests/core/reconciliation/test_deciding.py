"""Decisions: who, when and why; known again in the next list; noted by the one command that registers; taken back."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session

from core import audit, masking
from core.access.actors import Role
from core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from core.history import events
from core.identifiers import format_insz
from core.imports import reading
from core.learners import commands as learners
from core.proofs import commands as proof_commands
from core.proofs import undoable
from core.reconciliation import commands, queries
from core.reconciliation import rows as stored
from core.reconciliation.noting import Noting
from core.reconciliation.queries import Row
from core.reconciliation.rows import Shown
from db.models import (
    AuditEntry,
    CounterRight,
    Deadline,
    HistoryEvent,
    Operation,
    Proof,
    Reconciliation,
    ReconciliationRow,
)
from tests import factories
from tests.core.conftest import Refused
from tests.core.reconciliation.conftest import NUMBERS, Compare, Rows, registered, row_of, stranger
from tests.core.subject.rows import everything
from tests.factories import TODAY, Provider

WHY = "nagekeken met de lesgever"


def shown(*rows: Row) -> list[Shown]:
    return [Shown(row.id, row.version, row.proof_version) for row in rows]


def decide(
    session: Session,
    given: Provider,
    *rows: Row,
    decision: str = "accept",
    reason: str = WHY,
    nonce: str = "",
) -> int:
    found = commands.decide(
        session, actor=given.coordinator, today=TODAY, shown=shown(*rows), decision=decision, reason=reason, nonce=nonce
    )  # fmt: skip
    session.expire_all()
    return found


def noting(given: Provider, **changes: object) -> Noting:
    return Noting(**({"registered_on": TODAY, "entered_by_id": given.registrar_id} | changes))  # type: ignore[arg-type]


def test_a_decision_is_kept_with_who_when_and_why_and_is_no_longer_open(
    session: Session, given: Provider, compare: Compare, rows: Rows
) -> None:
    found = compare(stranger())
    assert decide(session, given, *rows(found), decision="not_ours") == 1
    (row,) = rows(found)
    assert (row.decision, row.decided_on, row.decided_by, row.reason) == (
        "not_ours", TODAY, given.coordinator.display_name, WHY,
    )  # fmt: skip
    again = queries.comparison(session, actor=given.coordinator, reconciliation_id=found.id)
    assert again is not None
    assert (again.open, again.different) == (0, 1)


def test_the_same_difference_in_the_next_list_comes_with_its_decision(
    session: Session, given: Provider, compare: Compare, rows: Rows
) -> None:
    gone, other = registered(session, given), stranger()
    decide(session, given, rows(compare(other))[1], decision="report", reason="")
    decide(session, given, rows(compare(other))[0], decision="not_ours")
    found = compare(other, stranger(Familienaam="Nieuw"))
    told = [(row.kind, row.decision, row.is_carried) for row in rows(found)]
    assert told == [("unknown", "not_ours", True), ("unknown", "", False), ("missing", "report", True)]
    assert rows(found)[2].proof_id == gone.id
    assert found.open == 1


def test_another_difference_of_the_same_proof_is_open_again(
    session: Session, given: Provider, compare: Compare, rows: Rows
) -> None:
    proof = registered(session, given)
    decide(session, given, *rows(compare(row_of(session, proof, Familienaam="Jansens"))))
    same = rows(compare(row_of(session, proof, Familienaam="Jansens")))
    other = rows(compare(row_of(session, proof, Familienaam="Janssen")))
    assert [row.decision for row in (*same, *other)] == ["accept", ""]


def test_deciding_in_an_earlier_list_decides_the_same_difference_in_later_ones(
    session: Session, given: Provider, compare: Compare, rows: Rows
) -> None:
    row = stranger()
    first, second = compare(row), compare(row)
    decide(session, given, *rows(first), decision="not_ours")
    assert [(each.decision, each.is_carried) for each in rows(second)] == [("not_ours", True)]


def test_a_decision_is_taken_back_everywhere_and_both_stay_in_the_history(
    session: Session, given: Provider, compare: Compare, rows: Rows
) -> None:
    row = stranger()
    first = compare(row)
    decide(session, given, *rows(first), decision="not_ours")
    second = compare(row)
    commands.take_back(
        session, actor=given.coordinator, today=TODAY, shown=shown(*rows(second)), reason="toch van een oude campus"
    )  # fmt: skip
    session.expire_all()
    assert [each.decision for found in (first, second) for each in rows(found)] == ["", ""]
    subject = stored.history_subject(session, row_id=rows(second)[0].id)
    told = events.of(session, subject_kind="reconciliation_row", subject_id=subject)
    assert [(event.kind, event.text) for event in told] == [
        ("taken_back", "toch van een oude campus"), ("not_ours", WHY),
    ]  # fmt: skip
    assert not audit.verify(session).findings


def test_many_differences_are_decided_at_once_or_not_at_all(
    session: Session, given: Provider, compare: Compare, rows: Rows, refused: Refused
) -> None:
    found = compare(*(stranger() for _ in range(3)))
    three = rows(found)
    decide(session, given, three[1], decision="not_ours")
    with refused(Conflict, "rij 3"):
        decide(session, given, *three, decision="not_ours")
    assert [bool(row.decision) for row in rows(found)] == [False, True, False]
    open_ones = [row for row in rows(found) if not row.decision]
    assert decide(session, given, *open_ones, decision="not_ours") == 2


@pytest.mark.parametrize(
    ("decision", "reason", "said"),
    [
        ("accept", "", "tien tekens"), ("accept", "kort", "tien tekens"), ("vergeten", WHY, "uit de lijst"),
        ("register", WHY, "uit de lijst"), ("not_ours", WHY, "past niet bij"),
        ("accept", f"het is {format_insz(factories.insz())} dat telt", "rijksregisternummer"),
    ],
)  # fmt: skip
def test_a_decision_without_reason_or_that_does_not_fit_is_refused(
    session: Session, given: Provider, compare: Compare, rows: Rows, refused: Refused, decision: str, reason: str, said: str
) -> None:  # fmt: skip
    registered(session, given)
    missing = rows(compare(stranger()))[1]
    assert missing.kind == "missing"
    with refused(InvalidInput, said):
        decide(session, given, missing, decision=decision, reason=reason)


def test_deciding_twice_or_about_nothing_is_refused_and_the_same_submit_counts_once(
    session: Session, given: Provider, compare: Compare, rows: Rows, refused: Refused
) -> None:
    found = compare(stranger())
    (row,) = rows(found)
    assert decide(session, given, row, decision="not_ours", nonce="n") == 1
    assert decide(session, given, row, decision="not_ours", nonce="n") == 1
    assert session.scalars(select(HistoryEvent.kind)).all() == ["not_ours"]
    with refused(InvalidInput, "al beslist"):
        decide(session, given, *rows(found), decision="not_ours")
    with refused(InvalidInput, "minstens één"):
        decide(session, given, decision="not_ours")
    with refused(NotFound):
        commands.decide(
            session, actor=given.coordinator, today=TODAY, shown=[Shown(999, 1)], decision="accept", reason=WHY
        )  # fmt: skip


def test_taking_back_what_is_open_is_refused(
    session: Session, given: Provider, compare: Compare, rows: Rows, refused: Refused
) -> None:
    found = rows(compare(stranger()))
    with refused(InvalidInput, "nog niets beslist"):
        commands.take_back(session, actor=given.coordinator, today=TODAY, shown=shown(*found), reason=WHY)


def test_what_is_in_the_list_is_noted_with_the_day_and_reference_of_the_list(
    session: Session, given: Provider, compare: Compare, rows: Rows
) -> None:
    proofs = [registered(session, given, registered_on=None) for _ in range(2)]
    days = (date(2026, 11, 12), date(2026, 11, 13))
    found = compare(
        *(
            row_of(session, proof, Geregistreerd_op=day, referte=f"T-{proof.id}")
            for proof, day in zip(proofs, days, strict=True)
        )
    )
    noted = commands.note_registrations(
        session, actor=given.coordinator, today=TODAY, shown=shown(*rows(found)), noting=noting(given), nonce="n"
    )  # fmt: skip
    session.expire_all()
    assert noted == 2
    assert [(proof.registered_on, proof.led_reference) for proof in proofs] == [
        (day, f"T-{proof.id}") for proof, day in zip(proofs, days, strict=True)
    ]
    states = session.scalars(
        select(Deadline.state).where(Deadline.subject_id.in_([proof.id for proof in proofs]))
    )
    assert set(states) == {"met"}
    assert {row.decision for row in rows(found)} == {"register"}
    acts = session.scalars(select(AuditEntry.action).order_by(AuditEntry.sequence)).all()
    assert acts[-3:] == ["proof.register", "proof.register", "reconciliation.register"]
    assert session.get(Operation, "n") is not None
    assert compare(*(row_of(session, proof) for proof in proofs)).different == 0


def test_the_registrar_s_own_day_and_reference_hold_for_one_row(
    session: Session, given: Provider, compare: Compare, rows: Rows
) -> None:
    proof = registered(session, given, registered_on=None)
    found = compare(row_of(session, proof, Geregistreerd_op=date(2026, 11, 12)))
    exact = noting(given, registered_on=date(2026, 11, 14), led_reference="EIGEN-1", is_exact=True)
    commands.note_registrations(
        session, actor=given.coordinator, today=TODAY, shown=shown(*rows(found)), noting=exact
    )
    session.expire_all()
    assert (proof.registered_on, proof.led_reference) == (date(2026, 11, 14), "EIGEN-1")


def test_without_a_live_right_nothing_is_noted_from_a_list(
    session: Session, given: Provider, compare: Compare, rows: Rows, refused: Refused
) -> None:
    proof = registered(session, given, registered_on=None)
    found = compare(row_of(session, proof, Geregistreerd_op=date(2026, 11, 12)))
    session.execute(update(CounterRight).values(revoked_on=TODAY))
    with refused(NotAllowed, "geen lopend recht"):
        commands.note_registrations(
            session, actor=given.coordinator, today=TODAY, shown=shown(*rows(found)), noting=noting(given)
        )
    assert session.get_one(Proof, proof.id).registered_on is None
    assert [row.decision for row in rows(found)] == [""]


def test_one_row_that_cannot_be_noted_stops_them_all_and_is_named(
    session: Session, given: Provider, compare: Compare, rows: Rows, refused: Refused
) -> None:
    good, late = registered(session, given, registered_on=None), registered(
        session, given, registered_on=None, completed_on=date(2026, 8, 1), issued_on=date(2026, 8, 5)
    )  # fmt: skip
    found = compare(*(row_of(session, proof, Geregistreerd_op=date(2026, 11, 12)) for proof in (good, late)))
    with refused(InvalidInput, "Rij 3: Dit bewijs is te laat.*Er is niets genoteerd"):
        commands.note_registrations(
            session, actor=given.coordinator, today=TODAY, shown=shown(*rows(found)), noting=noting(given)
        )
    assert session.get_one(Proof, good.id).registered_on is None
    with_reason = noting(given, late_reason="data_late")
    commands.note_registrations(
        session, actor=given.coordinator, today=TODAY, shown=shown(*rows(found)), noting=with_reason
    )
    session.expire_all()
    assert session.get_one(Proof, late.id).late_reason == "data_late"


def test_what_is_missing_cannot_be_noted_from_a_list(
    session: Session, given: Provider, compare: Compare, rows: Rows, refused: Refused
) -> None:
    registered(session, given)
    missing = rows(compare(stranger()))[1]
    with refused(InvalidInput, "nog te noteren"):
        commands.note_registrations(
            session, actor=given.coordinator, today=TODAY, shown=shown(missing), noting=noting(given)
        )


def test_a_registration_that_stands_keeps_its_decision_and_one_undone_opens_the_difference_in_the_next_list(
    session: Session, given: Provider, compare: Compare, rows: Rows, refused: Refused
) -> None:
    proof = registered(session, given, registered_on=None)
    cells = row_of(session, proof, Geregistreerd_op=date(2026, 11, 12))
    found = compare(cells)
    commands.note_registrations(
        session, actor=given.coordinator, today=TODAY, shown=shown(*rows(found)), noting=noting(given)
    )
    session.expire_all()
    with refused(InvalidInput, "staat genoteerd"):
        commands.take_back(
            session, actor=given.coordinator, today=TODAY, shown=shown(*rows(found)), reason=WHY
        )
    with refused(InvalidInput, "al beslist"):
        commands.note_registrations(
            session, actor=given.coordinator, today=TODAY, shown=shown(*rows(found)), noting=noting(given)
        )
    last = undoable.last_act(session, actor=given.coordinator)
    assert last is not None
    proof_commands.undo(session, actor=given.coordinator, today=TODAY, step_id=last.step_id)
    session.expire_all()
    assert [(row.kind, row.decision) for row in rows(compare(cells))] == [("to_register", "")]


def test_a_comparison_is_removed_as_long_as_nothing_was_decided_in_it(
    session: Session, given: Provider, compare: Compare, rows: Rows, refused: Refused
) -> None:
    row = stranger()
    first = compare(row)
    decide(session, given, *rows(first), decision="not_ours")
    second = compare(row)
    commands.remove(session, actor=given.coordinator, today=TODAY, reconciliation_id=second.id)
    assert session.scalars(select(Reconciliation.id)).all() == [first.id]
    with refused(Conflict, "al iets beslist"):
        commands.remove(session, actor=given.coordinator, today=TODAY, reconciliation_id=first.id)
    commands.take_back(session, actor=given.coordinator, today=TODAY, shown=shown(*rows(first)), reason=WHY)
    with refused(Conflict, "al iets beslist"):
        commands.remove(session, actor=given.coordinator, today=TODAY, reconciliation_id=first.id)
    with refused(NotFound):
        commands.remove(session, actor=given.coordinator, today=TODAY, reconciliation_id=second.id)


def test_the_export_holds_every_difference_with_its_decision_and_no_national_number(
    session: Session, given: Provider, compare: Compare, rows: Rows
) -> None:
    proof = registered(session, given, reference="R-1")
    other = factories.insz()
    found = compare(row_of(session, proof, Rijksregisternummer=other, Familienaam="Jansens"), stranger())
    decide(session, given, rows(found)[1], decision="not_ours")
    for language, head in (("nl", "Wat er verschilt"), ("en", "What differs")):
        made = commands.export(
            session, actor=given.coordinator, today=TODAY, reconciliation_id=found.id, language=language
        )
        sheet = reading.read(made, file_name="verschillen.xlsx").sheets[0]
        lines = [[reading.text_of(cell) for cell in row] for row in sheet.rows[3:]]
        assert head in lines[0]
        assert len(lines) == 3
        text = str(lines)
        assert WHY in text
        assert other not in text
        assert NUMBERS[proof.id] not in text
        assert "Jansens" in text


def test_only_who_may_compare_may_decide(
    session: Session, given: Provider, compare: Compare, rows: Rows
) -> None:
    found = rows(compare(stranger()))
    reader = factories.actor(session, Role.READER)
    with pytest.raises(NotAllowed):
        commands.decide(
            session, actor=reader, today=TODAY, shown=shown(*found), decision="not_ours", reason=WHY
        )
    assert session.scalars(select(ReconciliationRow.decision)).all() == [""]


def test_a_row_about_somebody_whose_file_was_merged_away_leads_to_the_file_that_remained(
    session: Session, given: Provider, compare: Compare, rows: Rows
) -> None:
    number = factories.insz()
    dropped = factories.learner(session, "Onbekend", "Piet", number=number)
    between = factories.learner(session, "Onbekend", "Pieter", number="")
    remains = factories.learner(session, "Bekend", "Pieter", number="")
    comparison = compare(stranger(Rijksregisternummer=number))
    (before,) = rows(comparison)
    assert (before.cause, before.learner_id) == ("proof", dropped.id)
    for keep, drop in ((between, dropped), (remains, between)):
        learners.merge(
            session, actor=given.coordinator, today=TODAY, keep_id=keep.id, keep_version=keep.version, drop_id=drop.id,
            drop_version=drop.version, reason="zelfde persoon, twee dossiers",
        )  # fmt: skip
        session.refresh(keep)
    (after,) = rows(comparison)
    found = queries.row(session, actor=given.coordinator, row_id=after.id)
    page = queries.rows(session, actor=given.coordinator, reconciliation_id=comparison.id)
    for row in (after, found, *page.rows):
        assert row is not None
        assert (row.learner_id, row.name) == (remains.id, "Bekend, Pieter")
    compared = compare(stranger(Rijksregisternummer=number))
    assert [row.learner_id for row in rows(compared)] == [remains.id]


@pytest.mark.parametrize("written", [format_insz, str])
def test_a_reference_that_is_a_national_number_is_left_out_wherever_it_is_shown_and_is_never_noted(
    session: Session,
    given: Provider,
    compare: Compare,
    rows: Rows,
    engine: Engine,
    written: Callable[[str], str],
) -> None:
    number = factories.insz()
    reference = written(number)
    ours = registered(session, given, reference="R-1")
    waiting = registered(session, given, last_name="Aerts", registered_on=None)
    found = compare(
        row_of(session, ours, referte=reference), row_of(session, waiting, referte=reference, Geregistreerd_op=TODAY),
        stranger(referte=f"BKT {reference}"),
    )  # fmt: skip
    seen = rows(found)
    assert [row.kind for row in seen] == ["different", "double", "unknown"]
    for row in seen:
        assert masking.CUT in row.reference
        assert not masking.holds_national_number(str(row))
    for language in ("nl", "en"):
        made = commands.export(
            session, actor=given.coordinator, today=TODAY, reconciliation_id=found.id, language=language
        )
        sheet = reading.read(made, file_name="verschillen.xlsx").sheets[0]
        assert reference not in str([[reading.text_of(cell) for cell in row] for row in sheet.rows])
    session.commit()
    for table, kept in everything(engine).items():
        assert (number in str(kept), format_insz(number) in str(kept)) == (False, False), table


def test_a_registration_is_noted_without_a_reference_that_had_to_be_left_out(
    session: Session, given: Provider, compare: Compare, rows: Rows
) -> None:
    proof = registered(session, given, registered_on=None)
    found = compare(row_of(session, proof, referte=format_insz(factories.insz()), Geregistreerd_op=TODAY))
    (row,) = rows(found)
    assert (row.kind, row.reference) == ("to_register", masking.CUT)
    commands.note_registrations(
        session, actor=given.coordinator, today=TODAY, shown=shown(row), noting=noting(given)
    )
    session.refresh(proof)
    assert (proof.registered_on, proof.led_reference) == (TODAY, "")
