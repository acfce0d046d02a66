"""What each row of a sheet of completions becomes, reason by reason."""

from datetime import date

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from core.access.actors import Actor, Role, command_line
from core.errors import InvalidInput, NotAllowed
from core.imports import commands, machine
from core.imports.kinds import Finding
from core.learners import vault
from db.models import Campus, Deadline, Learner, Participation, Proof, Trajectory, TrajectoryPart
from tests.core.imports.conftest import Checker, account, number, row, workbook


def only(check: Checker, **changes: object) -> Finding:
    (found,) = check(row(**changes)).findings
    return found


BORN = date(1990, 5, 6)
GOOD = number(BORN)
BAD_CHECK = f"{GOOD[:9]}{(int(GOOD[9:]) % 97) + 1:02d}"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"Familienaam": " "}, "missing_name"),
        ({"Voornaam": None}, "missing_name"),
        ({"Voornaam": "-"}, "missing_name"),
        ({"insz": "12345"}, "bad_insz"),
        ({"insz": "onbekend"}, "bad_insz"),
        ({"insz": GOOD + "1"}, "bad_insz"),
        ({"insz": 9.05606e10}, "check_digit"),
        ({"insz": "9.36122E+10"}, "bad_insz"),
        ({"insz": BAD_CHECK}, "check_digit"),
        ({"born": "31/02/1990"}, "bad_birth_date"),
        ({"born": "06/05/90"}, "bad_birth_date"),
        ({"born": "06/05/2031"}, "bad_birth_date"),
        ({"born": None, "insz": None}, "bad_birth_date"),
        ({"born": "07/05/1990"}, "birth_date_mismatch"),
        ({"born": "06/05/1890"}, "bad_birth_date"),
        ({"Traject": "T-999"}, "unknown_trajectory"),
        ({"Traject": None}, "unknown_trajectory"),
        ({"Code": "BK-0464-1"}, "code_mismatch"),
        ({"Code": "BK-0390-2-DBK-01"}, "code_mismatch"),
        ({"Traject": "T-003", "Code": "BK-0390-2"}, "code_mismatch"),
        ({"Afgerond op": None}, "missing_completion"),
        ({"Afgerond op": "-"}, "missing_completion"),
        ({"Afgerond op": "31/02/2026"}, "bad_date"),
        ({"Afgerond op": "10/31/2026"}, "bad_date"),
        ({"Afgerond op": "01/10/26"}, "bad_date"),
        ({"Afgerond op": 2026}, "bad_date"),
        ({"Afgerond op": "binnenkort"}, "bad_date"),
        ({"Afgerond op": "22/11/2026"}, "future_completion"),
        ({"Afgerond op": "29/02/2020"}, "before_recognition"),
        ({"Resultaat": "misschien"}, "unknown_outcome"),
        ({"Resultaat": None}, "unknown_outcome"),
        ({"Resultaat": "deelcertificaat competenties"}, "competences_missing"),
        ({"Resultaat": "deelkwalificatie", "Code": None}, "competences_missing"),
        ({"Resultaat": "competenties", "Competenties": "bkc0045062; bkc1111111"}, "unknown_competence"),
        (
            {"Resultaat": "competenties", "Traject": "T-003", "Code": None, "Competenties": "bkc9000003"},
            "unknown_competence",
        ),
        (
            {"Resultaat": "competenties", "Traject": "T-002", "Code": None, "Competenties": "bkc0045062"},
            "unknown_competence",
        ),
        ({"Geregistreerd op": "10/10/2026"}, "bad_history"),
        ({"Uitgereikt op": "32/10/2026"}, "bad_date"),
        ({"Uitgereikt op": "05/10/2026", "Geregistreerd op": "04/10/2026"}, "bad_history"),
        ({"Uitgereikt op": "05/12/2026"}, "bad_history"),
        ({"Gestart op": "02/10/2026"}, "bad_history"),
        ({"LED-referte": "abc"}, "bad_history"),
    ],
)
def test_a_refused_row_names_its_reason_column_and_sentence(
    check: Checker, changes: dict[str, object], reason: str
) -> None:
    found = only(check, **changes)
    assert (found.status, found.reason) == ("rejected", reason)
    assert found.column
    assert found.message.endswith(".")
    assert "{" not in found.message


@pytest.mark.parametrize(
    ("changes", "warnings"),
    [
        ({}, ()),
        ({"insz": int(GOOD)}, ()),
        ({"insz": f"{GOOD}.0"}, ()),
        ({"insz": None}, ("waiting_for_insz",)),
        ({"insz": " - "}, ("waiting_for_insz",)),
        ({"born": None}, ("birth_date_unchecked",)),
        ({"born": BORN}, ()),
        ({"born": 32999}, ()),
        ({"born": "6 mei 1990"}, ()),
        ({"born": "1990-05-06T00:00:00"}, ()),
        ({"Familienaam": "Nguy?n"}, ("damaged_name",)),
        ({"Familienaam": "RenÃ©"}, ("damaged_name",)),
        ({"Traject": " t-001 "}, ()),
        ({"Code": "bk-0390-2"}, ()),
        ({"Code": None}, ()),
        ({"Afgerond op": date(2026, 11, 21)}, ()),
        ({"Afgerond op": "01/03/2020"}, ()),
        ({"Afgerond op": "1. 10. 2026"}, ()),
        ({"Resultaat": "NIET GESLAAGD"}, ()),
        ({"Resultaat": "deelcertificaat competenties", "Competenties": "BKC0045062,bkc9000003"}, ()),
        ({"Resultaat": "competenties", "Competenties": "bkc0045062\nbkc9000002"}, ()),
        ({"Resultaat": "deelkwalificatie", "Code": "BK-0390-2-DBK-01"}, ()),
        ({"Traject": "T-003", "Code": "BK-0390-2-DBK-01"}, ()),
        ({"Lesplaats": "gent"}, ()),
        ({"Lesplaats": "Campus Kortrijk"}, ()),
        ({"Lesplaats": "Brugge"}, ("unknown_campus",)),
        ({"Uitgereikt op": "05/10/2026", "Geregistreerd op": "06/10/2026", "LED-referte": "a-1"}, ()),
    ],
)
def test_an_accepted_row_carries_its_warnings(
    check: Checker, changes: dict[str, object], warnings: tuple[str, ...]
) -> None:
    found = only(check, **changes)
    assert (found.status, found.reason, found.warnings) == ("accepted", None, warnings)


def test_the_first_reason_in_the_order_of_precedence_is_given(check: Checker) -> None:
    wrong: dict[str, object] = {
        "Voornaam": None, "insz": BAD_CHECK, "born": "31/02/1990", "Traject": "T-9", "Afgerond op": None, "Resultaat": "?",
    }  # fmt: skip
    right = row()
    order = []
    for name in wrong:
        order.append(only(check, **wrong).reason)
        wrong = wrong | {name: right[{"insz": "Rijksregisternr.", "born": "Geboortedatum"}.get(name, name)]}
    assert order == [
        "missing_name",
        "check_digit",
        "bad_birth_date",
        "unknown_trajectory",
        "missing_completion",
        "unknown_outcome",
    ]
    assert only(check, **{"Code": "X", "Afgerond op": "x"}).reason == "code_mismatch"
    assert only(check, **{"Afgerond op": "22/11/2026", "Resultaat": "x"}).reason == "future_completion"
    assert only(check, **{"Afgerond op": "x", "Resultaat": "x"}).reason == "bad_date"


def test_a_lost_leading_zero_is_restored_when_the_number_is_right(check: Checker) -> None:
    young = number(date(2004, 7, 28))
    assert young.startswith("0")
    shortened = int(young)
    for cell in (shortened, str(shortened)):
        assert only(check, insz=cell, born="28/07/2004").status == "accepted"
    assert only(check, insz=shortened + 1, born="28/07/2004").reason == "check_digit"
    assert only(check, insz=str(shortened + 1), born="28/07/2004").reason == "check_digit"
    assert only(check, insz=GOOD[:-1]).reason == "bad_insz"


def test_a_birth_date_that_a_number_does_not_tell_is_only_a_warning(check: Checker) -> None:
    first = "900000011"
    unknown = f"{first}{97 - int(first) % 97:02d}"
    assert only(check, insz=unknown).warnings == ("birth_date_unchecked",)
    bis = "90450601"
    bis_number = f"{bis}1{97 - int(bis + '1') % 97:02d}"
    assert only(check, insz=bis_number).warnings == ()


def test_a_row_twice_is_refused_once_and_a_refused_row_does_not_count(check: Checker) -> None:
    preview = check(
        row(), row(insz=f"{GOOD[:6]}-{GOOD[6:]}", Voornaam="Wouter"), row(**{"Afgerond op": "02/10/2026"})
    )
    assert [found.reason for found in preview.findings] == [None, "duplicate_row", None]
    assert preview.findings[1].message.endswith("rij 2.")
    preview = check(row(Resultaat="x"), row())
    assert [found.reason for found in preview.findings] == ["unknown_outcome", None]


def test_people_without_a_number_are_told_apart_by_name_and_birth_date(check: Checker) -> None:
    preview = check(row(insz=None), row(insz=None, Voornaam="WOUT"), row(insz=None, born="07/05/1990"), row())
    assert [found.reason for found in preview.findings] == [None, "duplicate_row", None, "duplicate_row"]


def test_late_rows_are_counted(check: Checker) -> None:
    preview = check(
        row(**{"Afgerond op": "01/09/2026"}),
        row(**{"Afgerond op": "02/09/2026", "Uitgereikt op": "03/09/2026", "Geregistreerd op": "04/09/2026"}),
        row(**{"Afgerond op": "01/08/2026", "Resultaat": "gestopt"}),
        row(),
    )
    assert preview.counts.late == 1
    assert preview.counts.accepted == 4


def test_what_is_applied_is_stored_with_its_proofs_and_terms(provider: Session, apply) -> None:  # type: ignore[no-untyped-def]
    result = apply(
        row(**{"E-mail": "wout@example.be", "Straat": "Kaai 1", "Postcode": 9000, "Werkgever": "Bakker"}),
        row(**{"Afgerond op": "02/10/2026", "Resultaat": "competenties", "Competenties": "bkc9000003"}),
        row(**{"Afgerond op": "03/10/2026", "Resultaat": "gestopt"}),
    )
    assert result.preview.counts.new == 3
    person = provider.scalars(select(Learner)).one()
    assert person.insz_cipher is not None
    assert (vault.unseal(person.insz_cipher), person.insz_index, person.insz_tail, person.insz_kind) == (
        GOOD,
        vault.blind(GOOD),
        GOOD[-2:],
        "test",
    )
    assert (person.email, person.street, person.postal_code, person.country) == (
        "wout@example.be",
        "Kaai 1",
        "9000",
        "BEL",
    )
    proofs = provider.scalars(select(Proof).order_by(Proof.id)).all()
    assert [(p.kind, p.codes, p.state, p.hold) for p in proofs] == [
        ("professional", [], "to_issue", ""),
        ("competences", ["bkc9000003"], "to_issue", ""),
    ]
    due = provider.scalars(select(Deadline.due_on).order_by(Deadline.id)).all()
    assert due == [date(2026, 12, 1), date(2026, 12, 2)]
    assert len(provider.scalars(select(Participation)).all()) == 3


def test_history_comes_in_and_fills_what_is_empty(provider: Session, apply, check: Checker) -> None:  # type: ignore[no-untyped-def]
    apply(row())
    history = {
        "Uitgereikt op": "05/10/2026",
        "Afgeleverd op": "06/10/2026",
        "Geregistreerd op": "07/10/2026",
        "LED-referte": "ref-1",
        "Bewijsnummer": "B7",
    }
    result = apply(row(**history))
    assert [change.new for change in result.preview.findings[0].changes] == [
        "05/10/2026",
        "06/10/2026",
        "07/10/2026",
        "B7",
        "ref-1",
    ]
    proof = provider.scalars(select(Proof)).one()
    assert (proof.state, proof.registered_on, proof.led_reference) == ("issued", date(2026, 10, 7), "ref-1")
    assert provider.scalars(select(Deadline)).one().state == "met"
    assert check(row(**history)).findings[0].status == "unchanged"
    assert check(row()).findings[0].status == "unchanged"
    assert check(row(**(history | {"Geregistreerd op": "08/10/2026"}))).findings[0].reason == "stored_differs"
    assert check(row(Resultaat="gestopt")).findings[0].reason == "already_issued"
    assert check(row(**(history | {"Afgerond op": "02/10/2026"}))).findings[0].reason == "reference_taken"


def test_a_running_participation_is_completed_and_a_wrong_outcome_corrected(provider: Session, apply) -> None:  # type: ignore[no-untyped-def]
    apply(row())
    participation = provider.scalars(select(Participation)).one()
    for proof in provider.scalars(select(Proof)):
        provider.delete(proof)
    for deadline in provider.scalars(select(Deadline)):
        provider.delete(deadline)
    participation.completed_on, participation.outcome = None, ""
    provider.flush()
    apply(row(Resultaat="competenties", Competenties="bkc9000003", **{"Gestart op": "01/09/2026"}))
    again = provider.scalars(select(Participation)).one()
    assert (again.id, again.outcome, again.starts_on) == (participation.id, "competences", date(2026, 9, 1))
    result = apply(row())
    assert [(change.label, change.new) for change in result.preview.findings[0].changes] == [
        ("Resultaat", "whole"),
        ("Behaald", ""),
    ]
    assert provider.scalars(select(Proof)).one().kind == "professional"


def test_a_known_person_keeps_a_good_name_and_gets_a_number(provider: Session, apply) -> None:  # type: ignore[no-untyped-def]
    apply(row(insz=None))
    assert provider.scalars(select(Proof)).one().hold == "waiting_for_insz"
    result = apply(row())
    assert [change.label for change in result.preview.findings[0].changes] == ["Rijksregisternummer"]
    assert provider.scalars(select(Proof)).one().hold == ""
    other = apply(row(Voornaam="Walter", **{"Afgerond op": "02/10/2026"}))
    assert other.preview.findings[0].warnings == ("other_name", "completed_before")
    assert provider.scalars(select(Learner.first_name)).all() == ["Wout"]


def test_somebody_limited_to_a_campus_imports_only_there(provider: Session, today: date) -> None:
    gent = provider.scalars(select(Campus.id).where(Campus.city == "Gent")).one()
    limited = account(provider, Role.COORDINATOR, frozenset({gent}))
    preview = machine.check(
        provider, actor=limited, today=today, kind="completions",
        workbook=workbook(row(), row(Lesplaats="Kortrijk", **{"Afgerond op": "02/10/2026"}), row(Lesplaats=None, **{"Afgerond op": "03/10/2026"})),
    )  # fmt: skip
    assert [found.reason for found in preview.findings] == [None, "campus_not_allowed", None]
    elsewhere = commands.apply(provider, actor=command_line("x"), today=today, kind="completions", workbook=workbook(row(Lesplaats="Kortrijk", **{"E-mail": "oud@example.be"})), mode="good_rows")  # fmt: skip
    hidden = machine.check(
        provider,
        actor=limited,
        today=today,
        kind="learners",
        workbook=workbook(row(Voornaam="X", **{"E-mail": "nieuw@example.be"})),
    )
    assert [(found.status, found.changes, found.warnings) for found in hidden.findings] == [
        ("unchanged", (), ())
    ]
    assert elsewhere.batch_id is not None
    with pytest.raises(NotAllowed):
        commands.undo(provider, actor=limited, today=today, batch_id=elsewhere.batch_id)
    reader = account(provider, Role.READER)
    with pytest.raises(NotAllowed):
        commands.apply(
            provider,
            actor=reader,
            today=today,
            kind="completions",
            workbook=workbook(row()),
            mode="good_rows",
        )


def test_all_or_nothing_writes_nothing_when_one_row_is_refused(
    provider: Session, actor: Actor, today: date
) -> None:
    with pytest.raises(InvalidInput, match="1 rijen"):
        commands.apply(
            provider, actor=actor, today=today, kind="completions", workbook=workbook(row(), row(Traject="x")),
            mode="all_or_nothing",
        )  # fmt: skip
    assert provider.scalars(select(Learner)).all() == []


def test_a_completion_before_the_law_is_refused_and_one_after_the_recognition_is_marked(
    provider: Session, check: Checker
) -> None:
    trajectory = provider.scalars(select(Trajectory).where(Trajectory.code == "T-001")).one()
    trajectory.recognised_on, trajectory.recognition_ends_on = date(2018, 1, 1), date(2026, 9, 30)
    provider.flush()
    assert only(check, **{"Afgerond op": "01/06/2019"}).reason == "no_rule_in_force"
    assert only(check).warnings == ("recognition_ended",)


def test_without_a_campus_nothing_can_come_in(provider: Session, check: Checker) -> None:
    for campus in provider.scalars(select(Campus)):
        campus.is_active = False
    provider.flush()
    with pytest.raises(InvalidInput, match="lesplaats"):
        check(row())


def test_a_partial_trajectory_without_parts_earns_nothing(provider: Session, check: Checker) -> None:
    provider.execute(delete(TrajectoryPart))
    assert only(check, Traject="T-003", Code=None).reason == "unknown_trajectory"


def test_texts_that_are_too_long_are_refused_or_left_out(check: Checker) -> None:
    assert only(check, Familienaam="x" * 201).reason == "missing_name"
    assert only(check, **{"Uitgereikt op": "05/10/2026", "Bewijsnummer": "9" * 61}).reason == "bad_history"
    assert only(check, Gemeente="x" * 81, Ondernemingsnummer="123").warnings == ("bad_contact",)


def test_two_people_with_one_name_and_birth_date_are_never_guessed_between(apply, check: Checker) -> None:  # type: ignore[no-untyped-def]
    apply(row(), row(insz=number(BORN, 33)))
    found = only(check, insz=None, **{"Afgerond op": "02/10/2026"})
    assert found.warnings == ("waiting_for_insz", "similar_person")
