"""What becomes of a row of the list: equal, missing, unknown, double, different, still to be noted, or not to be read."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.errors import InvalidInput
from core.imports import reading
from core.reconciliation import commands, comparing, outcome, queries
from core.reconciliation.outcome import Period
from core.reconciliation.queries import Row
from core.reconciliation.words import Kind
from db.models import ColumnMapping, Learner, Proof, Reconciliation, ReconciliationRow
from tests import factories
from tests.core.conftest import Refused
from tests.core.reconciliation.conftest import (
    HEAD,
    NUMBERS,
    Cells,
    Compare,
    Rows,
    as_csv,
    content,
    registered,
    row_of,
    stranger,
    workbook,
)
from tests.factories import TODAY, Provider


def kinds(found: list[Row]) -> list[tuple[str, int | None]]:
    return [(row.kind, row.row_number) for row in found]


def fields(row: Row) -> list[str]:
    return [each.field for each in row.differences]


def test_a_list_that_says_what_we_say_has_no_differences(
    session: Session, given: Provider, compare: Compare, rows: Rows
) -> None:
    proofs = [registered(session, given, reference=f"R-{n}") for n in range(3)]
    found = compare(*(row_of(session, proof) for proof in proofs))
    assert rows(found) == []
    assert (found.counts[outcome.ROWS], found.counts[outcome.EQUAL], found.counts[outcome.EXPECTED]) == (
        3,
        3,
        3,
    )


def test_a_registered_proof_that_is_not_in_the_list_is_missing(
    session: Session, given: Provider, compare: Compare, rows: Rows
) -> None:
    here, away = registered(session, given), registered(session, given)
    found = compare(row_of(session, here))
    assert [(row.kind, row.row_number, row.proof_id) for row in rows(found)] == [("missing", None, away.id)]


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2026, 11, 10), None, 1), (date(2026, 11, 11), None, 0), (None, date(2026, 11, 10), 1),
        (None, date(2026, 11, 9), 0), (date(2026, 11, 10), date(2026, 11, 10), 1),
    ],
)  # fmt: skip
def test_only_what_was_registered_in_the_period_is_expected_in_the_list(
    session: Session, given: Provider, compare: Compare, first: date | None, last: date | None, expected: int
) -> None:
    registered(session, given)
    found = compare(stranger(), first=first, last=last)
    assert (found.counts[outcome.EXPECTED], found.counts[Kind.MISSING]) == (expected, expected)


def test_a_row_outside_the_period_is_still_recognised(
    session: Session, given: Provider, compare: Compare
) -> None:
    proof = registered(session, given)
    found = compare(row_of(session, proof), first=date(2026, 11, 20))
    assert (found.counts[outcome.EQUAL], found.counts[Kind.UNKNOWN]) == (1, 0)


def test_an_unknown_person_and_an_unknown_proof_are_two_reasons(
    session: Session, given: Provider, compare: Compare, rows: Rows
) -> None:
    proof = registered(session, given)
    other = row_of(
        session, proof, Nummer_bewijs="", Benaming="Heel iets anders", Uitgereikt_op=date(2026, 11, 9),
        Soort_bewijs="Deelkwalificatie", Geregistreerd_op=date(2026, 11, 12),
    )  # fmt: skip
    found = rows(compare(row_of(session, proof), other, stranger()))
    assert [(row.cause, row.row_number) for row in found] == [("proof", 3), ("person", 4)]
    assert found[0].learner_id == proof.learner_id
    assert found[1].theirs("name") == "Onbekend, Piet"


@pytest.mark.parametrize(
    ("left", "said"),
    [
        (("Nummer bewijs", "Rijksregisternummer", "Familienaam"), "reference"),
        (("LED-referte", "Rijksregisternummer", "Familienaam"), "number"),
        (("LED-referte", "Nummer bewijs", "Familienaam"), "national number"),
        (("LED-referte", "Nummer bewijs", "Rijksregisternummer"), "name and birth date"),
    ],
)
def test_a_row_is_recognised_by_each_of_the_four_ways(
    session: Session, given: Provider, compare: Compare, left: tuple[str, ...], said: str
) -> None:
    proof = registered(session, given, reference="AB 12-x")
    cells = row_of(session, proof, referte="ab12-X")
    found = compare({name: value for name, value in cells.items() if name not in left})
    assert found.counts[outcome.EQUAL] == 1, said


def test_names_are_the_same_in_any_order_and_without_accents_or_in_one_column(
    session: Session, given: Provider, compare: Compare
) -> None:
    proof = registered(session, given, last_name="Van den Bossche-Çelik")
    cells = row_of(session, proof, Nummer_bewijs="", Rijksregisternummer="")
    one = {**cells, "Naam en voornaam": "ZOE VAN DEN BOSSCHE CELIK"}
    head = [name for name in HEAD if name not in {"Familienaam", "Voornaam"}] + ["Naam en voornaam"]
    assert compare(one, head=head).counts[outcome.EQUAL] == 1


@pytest.mark.parametrize(
    "title",
    [
        "Voorbeeldmaker",
        "voorbeeldmaker (bk-9100-1)",
        "BK-9100-1",
        "Bewijs van beroepskwalificatie Voorbeeldmaker",
    ],
)
def test_a_title_is_the_same_with_or_without_its_kind_and_its_code(
    session: Session, given: Provider, compare: Compare, title: str
) -> None:
    proof = registered(session, given)
    assert compare(row_of(session, proof, Benaming=title)).counts[outcome.EQUAL] == 1


@pytest.mark.parametrize(
    ("head", "value", "field"),
    [
        ("LED-referte", "R-9", "reference"), ("Nummer bewijs", "H-999", "number"), ("Familienaam", "Jansens", "name"),
        ("Geboortedatum", date(1990, 1, 2), "born_on"), ("Soort bewijs", "Competenties", "kind"),
        ("Benaming", "Dekvloerlegger", "title"), ("Uitgereikt op", date(2026, 11, 5), "issued_on"),
        ("Geregistreerd op", date(2026, 11, 11), "registered_on"), ("Status", "Geannuleerd", "status"),
    ],
)  # fmt: skip
def test_each_field_that_says_something_else_is_named_with_both_values(
    session: Session, given: Provider, compare: Compare, rows: Rows, head: str, value: object, field: str
) -> None:
    proof = registered(session, given, reference="R-1")
    changed = {**row_of(session, proof), head: value}
    found = rows(compare(changed))
    assert [(row.kind, fields(row)) for row in found] == [("different", [field])]
    assert found[0].proof_id == proof.id


def test_another_national_number_is_a_difference_that_shows_check_digits_only(
    session: Session, given: Provider, compare: Compare, rows: Rows
) -> None:
    proof = registered(session, given, reference="R-1")
    other = factories.insz()
    found = rows(compare(row_of(session, proof, Rijksregisternummer=other)))
    (difference,) = found[0].differences
    assert (difference.field, difference.theirs) == ("insz", f"xx.xx.xx-xxx.{other[-2:]}")


def test_what_one_side_leaves_empty_is_no_difference(
    session: Session, given: Provider, compare: Compare
) -> None:
    proof = registered(session, given, reference="")
    empty = {"Soort bewijs": "", "Geregistreerd op": None, "Status": "", "Geboortedatum": None}
    assert compare({**row_of(session, proof, referte="R-7"), **empty}).counts[outcome.EQUAL] == 1


def test_the_day_of_entry_is_as_good_as_the_day_of_confirmation(
    session: Session, given: Provider, compare: Compare
) -> None:
    proof = registered(session, given)
    proof.entered_on = date(2026, 11, 8)
    session.flush()
    assert compare(row_of(session, proof, Geregistreerd_op=date(2026, 11, 8))).counts[outcome.EQUAL] == 1


def test_the_same_proof_twice_in_the_list_is_a_double_that_names_the_other_row(
    session: Session, given: Provider, compare: Compare, rows: Rows
) -> None:
    proof = registered(session, given, reference="R-1")
    found = rows(compare(row_of(session, proof), stranger(), row_of(session, proof, referte="")))
    assert [(row.kind, row.cause, row.row_number, row.other_row) for row in found] == [
        ("unknown", "person", 3, None), ("double", "listed_twice", 4, 2),
    ]  # fmt: skip


def test_a_reference_that_stands_twice_in_the_list_is_a_double_also_when_nobody_is_known(
    session: Session, given: Provider, compare: Compare, rows: Rows
) -> None:
    found = rows(compare(stranger(referte="R-5"), stranger(referte="r-5")))
    assert [(row.kind, row.row_number, row.other_row) for row in found] == [
        ("unknown", 2, None),
        ("double", 3, 2),
    ]


def test_two_of_ours_with_one_row_are_a_double_of_ours(
    session: Session, given: Provider, compare: Compare, rows: Rows
) -> None:
    proof = registered(session, given)
    somebody = session.get_one(Learner, proof.learner_id)
    again = registered(session, given, learner=somebody, completed_on=date(2026, 11, 3))
    found = rows(compare(row_of(session, proof)))
    assert [(row.kind, row.cause, row.proof_id, row.other_row) for row in found] == [
        ("double", "held_twice", again.id, 2)
    ]


def test_two_proofs_of_one_person_find_their_own_rows(
    session: Session, given: Provider, compare: Compare
) -> None:
    proof = registered(session, given)
    somebody = session.get_one(Learner, proof.learner_id)
    later = registered(
        session, given, learner=somebody, completed_on=date(2026, 11, 9), issued_on=date(2026, 11, 10)
    )
    cells = row_of(session, later, Nummer_bewijs="", Rijksregisternummer=NUMBERS[proof.id])
    found = compare(cells, row_of(session, proof, Nummer_bewijs=""))
    assert found.counts[outcome.EQUAL] == 2


def test_what_is_in_the_list_but_not_noted_here_is_proposed_to_be_noted(
    session: Session, given: Provider, compare: Compare, rows: Rows
) -> None:
    proof = registered(session, given, registered_on=None)
    found = rows(compare(row_of(session, proof, Geregistreerd_op=date(2026, 11, 12))))
    assert [(row.kind, row.proof_id, row.theirs("registered_on")) for row in found] == [
        ("to_register", proof.id, "2026-11-12")
    ]


def test_what_is_not_issued_here_cannot_stand_in_the_list(
    session: Session, given: Provider, compare: Compare, rows: Rows
) -> None:
    (proof,) = factories.earned(
        session, given, learner=factories.learner(session, number=(digits := factories.insz()))
    )
    NUMBERS[proof.id] = digits
    (found,) = rows(compare(row_of(session, proof, Uitgereikt_op=date(2026, 11, 4))))
    assert (found.kind, fields(found)) == ("different", ["status"])
    assert found.differences[0].ours == "to_issue"


def test_a_cancelled_one_is_not_expected_and_differs_only_when_the_list_calls_it_valid(
    session: Session, given: Provider, compare: Compare, rows: Rows
) -> None:
    proof = registered(session, given)
    proof.led_cancelled_on = date(2026, 11, 15)
    session.flush()
    assert compare(stranger()).counts[Kind.MISSING] == 0
    assert compare(row_of(session, proof, Status="geannuleerd")).counts[outcome.EQUAL] == 1
    (found,) = rows(compare(row_of(session, proof, Status="geldig")))
    assert [(each.ours, each.theirs) for each in found.differences] == [("cancelled", "valid")]


def test_a_number_of_before_a_correction_is_known(session: Session, given: Provider) -> None:
    from core.proofs import commands as proofs
    from core.proofs.delivering import Delivery
    from core.proofs.many import Shown

    (proof,) = factories.earned(session, given)
    who = {"actor": given.coordinator, "today": TODAY}
    first = proofs.issue(session, proof_id=proof.id, version=proof.version, **who)
    proofs.deliver(
        session, proofs=[Shown(proof.id, proof.version)], delivery=Delivery(TODAY, "hand", "Balie"), **who
    )
    proofs.correct(session, proof_id=proof.id, version=proof.version, reason="naam verkeerd gespeld", **who)
    found = comparing.trial(
        session, actor=given.coordinator, today=TODAY, period=Period(),
        workbook=workbook({"Nummer bewijs": first.number, "Geregistreerd op": TODAY}),
    )  # fmt: skip
    assert [(each.kind, each.proof.proof_id if each.proof else None) for each in found.found] == [
        (Kind.TO_REGISTER, proof.id)
    ]


def test_a_day_before_the_completion_is_named_so(
    session: Session, given: Provider, compare: Compare, rows: Rows
) -> None:
    proof = registered(session, given)
    (found,) = rows(compare(row_of(session, proof, Uitgereikt_op=date(2026, 10, 1))))
    (difference,) = found.differences
    assert (difference.note, difference.limit) == ("before_completion", "2026-11-02")


@pytest.mark.parametrize(
    ("head", "value", "cause"),
    [
        ("Uitgereikt op", "31/02/2026", "bad_date"), ("Geregistreerd op", "gisteren", "bad_date"),
        ("Geboortedatum", "1/1/90", "bad_date"), ("Uitgereikt op", date(2026, 12, 1), "future_date"),
        ("Rijksregisternummer", "12345", "bad_insz"), ("Rijksregisternummer", "90610100112", "check_digit"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_read_says_which_column_and_does_not_make_its_proof_missing(
    session: Session, given: Provider, compare: Compare, rows: Rows, head: str, value: object, cause: str
) -> None:
    proof = registered(session, given)
    (found,) = rows(compare({**row_of(session, proof), head: value}))
    assert (found.kind, found.cause, found.row_number, found.proof_id) == ("invalid", cause, 2, proof.id)
    assert found.differences[0].ours == head


def test_a_row_that_says_nothing_recognisable_is_named(given: Provider, compare: Compare, rows: Rows) -> None:
    (found,) = rows(compare({"Familienaam": "Peeters", "Uitgereikt op": date(2026, 11, 4)}))
    assert (found.kind, found.cause) == ("invalid", "nothing")


def test_an_unknown_word_for_the_kind_or_the_status_is_counted_and_not_compared(
    session: Session, given: Provider, compare: Compare
) -> None:
    proof = registered(session, given)
    found = compare(row_of(session, proof, Status="in behandeling", Soort_bewijs="diploma"))
    assert (found.counts[outcome.EQUAL], found.counts[outcome.PARTLY]) == (1, 1)


@pytest.mark.parametrize(
    ("head", "said"),
    [
        (("Datum", "Bedrag", "Omschrijving"), "geen kopregel"),
        (("Benaming", "Uitgereikt op", "Status"), "over welk bewijs"),
        (("Familienaam", "Voornaam", "Status"), "over welk bewijs"),
    ],
)
def test_a_sheet_with_the_wrong_columns_is_refused_in_words_and_nothing_is_kept(
    session: Session, given: Provider, refused: Refused, head: tuple[str, ...], said: str
) -> None:
    with refused(InvalidInput, said):
        commands.compare(
            session, actor=given.coordinator, today=TODAY, period=Period(),
            workbook=workbook(*[dict.fromkeys(head, "x")], head=head),
        )  # fmt: skip
    assert session.scalar(select(func.count()).select_from(Reconciliation)) == 0


def test_a_sheet_without_rows_is_refused_so_that_nothing_seems_missing(
    session: Session, given: Provider, refused: Refused
) -> None:
    registered(session, given)
    with refused(InvalidInput, "geen enkele rij"):
        commands.compare(session, actor=given.coordinator, today=TODAY, workbook=workbook(), period=Period())


def test_a_period_that_ends_before_it_begins_is_refused(
    session: Session, given: Provider, refused: Refused
) -> None:
    with refused(InvalidInput, "eindigt"):
        commands.compare(
            session, actor=given.coordinator, today=TODAY, workbook=workbook(stranger()),
            period=Period(date(2026, 11, 2), date(2026, 11, 1)),
        )  # fmt: skip


@pytest.mark.parametrize(
    ("period", "field"),
    [
        (Period(TODAY + timedelta(days=1), None), "first_on"),
        (Period(date(2026, 11, 1), TODAY + timedelta(days=1)), "last_on"),
        (Period(None, date(2062, 11, 1)), "last_on"),
    ],
)
def test_a_period_after_today_is_refused_so_that_nothing_seems_to_agree(
    session: Session, given: Provider, refused: Refused, period: Period, field: str
) -> None:
    registered(session, given)
    who = {"actor": given.coordinator, "today": TODAY, "workbook": workbook(stranger()), "period": period}
    for act in (commands.compare, comparing.trial):
        with refused(InvalidInput, "toekomst") as error:
            act(session, **who)  # type: ignore[operator]
        assert error.value.field == field
    assert session.scalar(select(func.count()).select_from(Reconciliation)) == 0


def test_a_period_up_to_today_is_compared(session: Session, given: Provider, compare: Compare) -> None:
    registered(session, given)
    found = compare(stranger(), first=TODAY, last=TODAY)
    assert found.counts[outcome.EXPECTED] == 0


def test_no_national_number_is_kept_anywhere_also_not_from_a_wrong_column(
    session: Session, given: Provider, compare: Compare
) -> None:
    digits, wrong = factories.insz(), factories.insz()
    compare(
        stranger(Rijksregisternummer=digits), stranger(referte=wrong, Rijksregisternummer=""),
        stranger(Benaming=f"Kok {wrong}", Rijksregisternummer="90610100112"),
    )  # fmt: skip
    kept = [*session.scalars(select(ReconciliationRow)), *session.scalars(select(Reconciliation))]
    text = " ".join(str(vars(row)) for row in kept)
    assert digits not in text
    assert wrong not in text
    assert "90610100112" not in text


def test_a_csv_and_a_real_xlsx_are_read_in_their_own_process_and_compared_alike(
    session: Session, given: Provider
) -> None:
    proof = registered(session, given)
    cells = [row_of(session, proof), stranger()]
    as_xlsx = content([HEAD, *([row.get(name) for name in HEAD] for row in cells)])
    for name, made in (("lijst.xlsx", as_xlsx), ("lijst.csv", as_csv(*cells))):
        found = comparing.trial(
            session, actor=given.coordinator, today=TODAY, workbook=reading.read(made, file_name=name), period=Period()
        )  # fmt: skip
        assert (found.counts[outcome.EQUAL], found.counts[Kind.UNKNOWN]) == (1, 1), name


def test_a_chosen_column_is_remembered_for_the_next_list(session: Session, given: Provider) -> None:
    proof = registered(session, given)
    cells: Cells = {"Wat": proof.external_number, "Stand": "geldig"}
    book = workbook(cells, head=("Wat", "Stand"))
    key = commands.compare(
        session, actor=given.coordinator, today=TODAY, workbook=book, period=Period(), mapping={"Wat": "external_number"}
    )  # fmt: skip
    assert session.scalars(select(ColumnMapping.field)).all() == ["external_number"]
    again = comparing.trial(session, actor=given.coordinator, today=TODAY, workbook=book, period=Period())
    found = queries.comparison(session, actor=given.coordinator, reconciliation_id=key)
    assert found is not None
    assert again.counts[outcome.EQUAL] == found.counts[outcome.EQUAL] == 1


def test_the_same_file_is_recognised_and_the_same_submit_has_one_effect(
    session: Session, given: Provider
) -> None:
    book = workbook(stranger())
    who = {"actor": given.coordinator, "today": TODAY, "workbook": book, "period": Period()}
    assert queries.same_file(session, actor=given.coordinator, sha256=book.sha256) is None
    first = commands.compare(session, nonce="a", **who)
    assert commands.compare(session, nonce="a", **who) == first
    found = queries.same_file(session, actor=given.coordinator, sha256=book.sha256)
    assert found is not None
    assert found.id == first


def test_a_merged_file_takes_its_proofs_along(session: Session, given: Provider, compare: Compare) -> None:
    proof = registered(session, given)
    assert session.get_one(Proof, proof.id).learner_id == proof.learner_id
    twin = factories.learner(session, "Janssens", "Zoë", number="")
    twin.merged_into_id = proof.learner_id
    session.flush()
    assert (
        compare(row_of(session, proof, Nummer_bewijs="", Rijksregisternummer="")).counts[outcome.EQUAL] == 1
    )
