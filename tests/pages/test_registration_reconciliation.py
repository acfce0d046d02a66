"""A list compared on screen: read, mapped, its differences decided, noted, exported, and recognised the next time."""

from datetime import date

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

import db.session
from core.access.actors import Role
from core.exports.sheets import MEDIA_TYPE
from core.reconciliation import queries
from db.models import Proof, Reconciliation, ReconciliationRow
from tests import factories
from tests.core.reconciliation.conftest import HEAD, Cells, content, registered, row_of, stranger
from tests.factories import Provider
from tests.pages.conftest import Opened, actor_of, open_page
from tests.pages.drawers import asked_for_a_day, counted, empty, fill, only, stored

PART = {"part": "reconciliation"}
WHY = "nagekeken met de lesgever"


def sheet(*rows: Cells, head: tuple[str, ...] = HEAD) -> bytes:
    return content([head, *([row.get(name) for name in head] for row in rows)])


def uploaded(given: Provider, made: bytes, name: str = "oktober.xlsx") -> Opened:
    opened = open_page("registration", given.coordinator, query=PART)
    opened.at.file_uploader[0].set_value((name, made, MEDIA_TYPE)).run()
    opened.calm()
    return opened


def opened_on(given: Provider, row: int) -> Opened:
    """The comparison with the difference of that row of the list open beside it."""
    found = only(select(ReconciliationRow).where(ReconciliationRow.row_number == row))
    query = PART | {"list": str(found.reconciliation_id), "difference": str(found.id)}
    return open_page("registration", given.coordinator, query=query)


def test_a_list_is_compared_and_its_differences_stand_under_their_kind(
    session: Session, given: Provider
) -> None:
    equal, other = registered(session, given), registered(session, given)
    open_one, gone = registered(session, given, registered_on=None), registered(session, given)
    session.commit()
    rows = [
        row_of(session, equal), row_of(session, other, Uitgereikt_op=date(2026, 11, 5)),
        row_of(session, open_one, Geregistreerd_op=date(2026, 11, 12)), stranger(), row_of(session, equal),
    ]  # fmt: skip
    session.rollback()
    opened = uploaded(given, sheet(*rows))
    assert counted(Reconciliation) == 0
    opened.button("Lijst vergelijken")
    frame = opened.at.dataframe[0].value
    assert [next(iter(cell)) for cell in frame["Verschil"]] == [
        "◆ Verschilt", "○ Nog te noteren", "◆ Onbekend", "■ Dubbel", "▲ Ontbreekt",
    ]  # fmt: skip
    assert "hier 04/11/2026, in de lijst 05/11/2026" in frame["Wat er verschilt"][0]
    assert "De lijst is vergeleken" in opened.texts
    assert only(select(ReconciliationRow.proof_id).where(ReconciliationRow.kind == "missing")) == gone.id


def test_both_values_stand_beside_each_other_also_of_a_row_that_cannot_be_read_and_of_what_is_missing(
    session: Session, given: Provider
) -> None:
    unread, gone = registered(session, given), registered(session, given, last_name="Weg")
    session.commit()
    cells = row_of(session, unread, Uitgereikt_op="31/02/2026", Nummer_bewijs=unread.external_number)
    session.rollback()
    uploaded(given, sheet(cells)).button("Lijst vergelijken")
    beside = opened_on(given, 2).texts
    assert "Uitgereikt op</td><td>04/11/2026</td><td>31/02/2026" in beside
    assert f"Nummer bewijs</td><td>{unread.external_number}</td><td>{unread.external_number}" in beside
    missing = only(select(ReconciliationRow).where(ReconciliationRow.proof_id == gone.id))
    query = PART | {"list": str(missing.reconciliation_id), "difference": str(missing.id)}
    shown = open_page("registration", given.coordinator, query=query).texts
    assert "Geregistreerd op</td><td>10/11/2026" in shown


def test_no_national_number_reaches_the_screen(session: Session, given: Provider) -> None:
    number = factories.insz()
    opened = uploaded(given, sheet(stranger(Rijksregisternummer=number)))
    opened.button("Lijst vergelijken")
    beside = opened_on(given, 2)
    shown = opened.texts + beside.texts + beside.at.dataframe[0].value.to_string()
    assert number not in shown
    assert f"xx.xx.xx-xxx.{number[-2:]}" in beside.texts


def test_a_decision_is_kept_beside_the_list_and_taken_back(session: Session, given: Provider) -> None:
    uploaded(given, sheet(stranger())).button("Lijst vergelijken")
    opened = opened_on(given, 2)
    opened.button("Beslissing bewaren")
    assert "minstens tien tekens" in opened.at.error[0].value
    fill(opened, Reden=WHY)
    opened.button("Beslissing bewaren")
    assert "De beslissing is bewaard" in opened.texts
    assert "Niet van ons" in opened.texts
    assert WHY in opened.texts
    fill(opened, **{"Reden_(minstens": "toch van een oude campus"})
    opened.button("Beslissing terugnemen")
    assert only(select(ReconciliationRow.decision)) == ""
    assert "Geschiedenis (2)" in [fold.label for fold in opened.at.expander]


def test_the_same_file_is_recognised_and_the_same_difference_shows_what_was_decided(
    session: Session, given: Provider
) -> None:
    made = sheet(stranger())
    uploaded(given, made).button("Lijst vergelijken")
    opened = opened_on(given, 2)
    fill(opened, Reden=WHY)
    opened.button("Beslissing bewaren")
    again = uploaded(given, made)
    assert "Dit bestand is al vergeleken op 21/11/2026 door An coordinator" in again.texts
    again.button("Lijst vergelijken")
    with db.session.reading() as reading:
        latest = queries.history(reading, actor=given.coordinator)[0]
        (row,) = queries.every(reading, actor=given.coordinator, reconciliation_id=latest.id)
    query = PART | {"list": str(latest.id), "difference": str(row.id)}
    beside = open_page("registration", given.coordinator, query=query)
    assert "Eerder beslist op 21/11/2026 door An coordinator: Niet van ons." in beside.texts
    assert latest.open == 0


def test_a_registration_is_noted_from_the_list(session: Session, given: Provider) -> None:
    proof = registered(session, given, registered_on=None)
    session.commit()
    cells = row_of(session, proof, Geregistreerd_op=date(2026, 11, 12), referte="T-1")
    session.rollback()
    uploaded(given, sheet(cells)).button("Lijst vergelijken")
    opened = opened_on(given, 2)
    empty(opened, "Geregistreerd op")
    opened.button("Registratie noteren")
    asked_for_a_day(opened, "Geregistreerd op")
    assert stored(Proof, proof.id).registered_on is None
    session.rollback()
    opened.at.date_input[-1].set_value(date(2026, 11, 12))
    opened.button("Registratie noteren")
    assert "De registratie is genoteerd" in opened.texts
    found = stored(Proof, proof.id)
    assert (found.registered_on, found.led_reference) == (date(2026, 11, 12), "T-1")


def test_many_differences_are_decided_together(session: Session, given: Provider) -> None:
    opened = uploaded(given, sheet(stranger(), stranger()))
    opened.button("Lijst vergelijken")
    opened.button("Meerdere kiezen")
    assert "0 gekozen" in opened.texts
    with db.session.reading() as reading:
        latest = queries.history(reading, actor=given.coordinator)[0]
        rows = queries.every(reading, actor=given.coordinator, reconciliation_id=latest.id)
    opened.at.session_state["registration.differences.chosen"] = {row.id: row for row in rows}
    opened.at.session_state["registration.differences.generation"] = 99
    opened.at.run()
    assert "2 gekozen" in opened.texts
    fill(opened, Reden=WHY)
    opened.button("Beslissing bewaren (2)")
    assert "2 beslissingen bewaard" in opened.texts
    with db.session.reading() as reading:
        assert reading.scalars(select(ReconciliationRow.decision)).all() == ["not_ours", "not_ours"]


def test_a_column_that_is_not_recognised_is_chosen_and_remembered(session: Session, given: Provider) -> None:
    proof = registered(session, given)
    session.commit()
    number = proof.external_number
    session.rollback()
    made = sheet({"Wat": number, "Status": "geldig"}, head=("Wat", "Status"))
    opened = uploaded(given, made)
    assert "over welk bewijs" in opened.at.error[0].value
    next(box for box in opened.at.selectbox if box.label == "Wat").set_value("external_number")
    opened.button("Kolommen toepassen")
    assert not opened.at.error
    opened.button("Lijst vergelijken")
    assert "Elke rij zegt wat hier staat" in opened.texts
    assert not uploaded(given, made).at.error


@pytest.mark.parametrize(
    ("name", "made", "said"),
    [
        ("oud.xls", "MZ geen blad", "oud .xls-bestand"), ("leeg.csv", "  ", "leeg"),
        ("ander.csv", "Bedrag;Bon\n1;2\n", "geen kopregel"), ("kop.csv", "LED-referte;Status\n", "geen enkele rij"),
    ],
)  # fmt: skip
def test_a_sheet_that_is_no_list_is_refused_in_words_and_the_next_one_is_read(
    given: Provider, name: str, made: str, said: str
) -> None:
    opened = uploaded(given, made.encode(), name)
    if not opened.at.error:
        opened.button("Lijst vergelijken")
    assert said in opened.at.error[0].value.replace("\\", "")
    assert counted(Reconciliation) == 0
    if not opened.at.file_uploader:
        opened.button("Andere lijst kiezen")
    opened.at.file_uploader[0].set_value(("goed.xlsx", sheet(stranger()), MEDIA_TYPE)).run()
    opened.calm()
    assert "goed.xlsx" in opened.texts


def test_the_differences_leave_as_a_sheet_and_the_comparison_can_be_removed(given: Provider) -> None:
    opened = uploaded(given, sheet(stranger()))
    opened.button("Lijst vergelijken")
    opened.button("Verschillen als Excel")
    assert opened.at.session_state["registration.comparison.export.ready"][0] == "verschillen.xlsx"
    opened.button("Vergelijking verwijderen")
    assert "De vergelijking is verwijderd" in opened.texts
    assert (counted(Reconciliation), counted(ReconciliationRow)) == (0, 0)


def test_the_screen_says_where_the_list_comes_from_and_that_led_is_not_read(given: Provider) -> None:
    opened = open_page("registration", given.coordinator, query=PART)
    assert "als die er een aanbiedt" in opened.texts
    assert "alleen een afnemer" in opened.texts


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_practice_list_opens_with_some_differences_decided(practice: Engine, language: str) -> None:
    with db.session.reading() as session:
        actor = actor_of(session, Role.COORDINATOR)
        (found,) = queries.history(session, actor=actor)
        rows = queries.every(session, actor=actor, reconciliation_id=found.id)
    assert 0 < found.open < found.different
    assert len(found.kinds) == 6
    opened = open_page("registration", actor, language=language, query=PART | {"list": str(found.id)})
    assert found.file_name in opened.texts
    for row in rows:
        query = PART | {"list": str(found.id), "difference": str(row.id)}
        assert open_page("registration", actor, language=language, query=query).at.dataframe


def test_a_comparison_or_difference_that_is_gone_says_so(given: Provider) -> None:
    opened = open_page("registration", given.coordinator, query=PART | {"list": "99"})
    assert "bestaat niet meer" in opened.texts
    opened.button("Naar alle vergelijkingen")
    assert "Eerder vergeleken" in opened.texts
