"""Where a table starts, what its columns mean, and which lines are no data."""

from collections.abc import Sequence
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.actors import Actor
from core.errors import InvalidInput
from core.imports import commands, headers, machine, reading, sheets
from core.imports.dates import day_of
from db.models import ColumnMapping
from tests.core.imports.conftest import HEADER, text, xlsx

PERSON = ("Peeters", "Wout", None, "06/05/1990", "T-001", None, "geslaagd", None, "01/10/2026", "Gent")


def found(rows: Sequence[Sequence[object]]) -> tuple[headers.Layout, list[int]]:
    book = reading.read(xlsx(rows), file_name="a.xlsx")
    layout = headers.find(book, kind=sheets.COMPLETIONS, remembered={}, given={})
    return layout, [row.number for row in headers.rows(layout)]


def test_titles_and_blank_rows_above_the_header_do_not_matter() -> None:
    layout, numbers = found(
        [["Centrum – afgeronde trajecten"], [], ["Periode", "najaar"], [], [], [], HEADER, [], PERSON]
    )
    assert (layout.header_row, numbers) == (7, [9])
    assert layout.missing == ()


@pytest.mark.parametrize(
    "line",
    [
        ["Totaal", 60],
        [None, 60],
        ["TOTAAL:", None, None, None, None, None, None, None, 60],
        ["Aantal: 60 deelnemers"],
        ["Subtotaal Gent", None, 12],
        [None, None, None, "Totaal", None, 3, 3, 3],
        ["Totaux", 3, 3, 3, 3, 3],
        list(HEADER),
        [" ", None, "\u00a0"],
    ],
)
def test_totals_repeated_headers_and_blanks_are_no_data(line: list[object]) -> None:
    assert found([HEADER, PERSON, line, PERSON])[1] == [2, 4]


def test_somebody_called_after_a_total_is_data() -> None:
    assert found([HEADER, ("Totaal", *PERSON[1:]), ("Som", *PERSON[1:])])[1] == [2, 3]


@pytest.mark.parametrize(
    "heads",
    [
        ("NAAM", " voornaam ", "INSZ", "Geboren op", "Trajectcode", "Resultaat*", "Afrondingsdatum"),
        ("Nom", "Prénom", "NISS", "Date de naissance", "Trajet", "Résultat", "Terminé le"),
        (
            "Last name",
            "First name",
            "National number",
            "Date of birth",
            "Trajectory",
            "Result",
            "Completed on",
        ),
        (
            "Familienaam cursist",
            "Voornaam (roepnaam)",
            "Rijksregisternummer [11 cijfers]",
            "Geboortedatum (dd/mm/jjjj)",
            "Traject",
            "Uitslag",
            "Einddatum",
        ),
    ],
)
def test_headers_are_known_in_three_languages_and_any_dress(heads: tuple[str, ...]) -> None:
    layout, _ = found([heads, PERSON])
    assert layout.missing == ()
    assert layout.fields == (
        "last_name",
        "first_name",
        "insz",
        "born_on",
        "trajectory",
        "outcome",
        "completed_on",
    )


def test_the_sheet_with_the_table_is_found_among_others() -> None:
    book = reading.Workbook(
        "a.xlsx", "", (reading.Sheet("Uitleg", [["Naam", "Traject"]]), reading.Sheet("Data", [list(HEADER)]))
    )
    assert headers.find(book, kind=sheets.COMPLETIONS, remembered={}, given={}).sheet.name == "Data"


def test_a_missing_column_is_named_and_no_header_at_all_is_said(
    provider: Session, actor: Actor, today: date
) -> None:
    def check(rows: Sequence[Sequence[object]]) -> None:
        book = reading.read(text(rows), file_name="a.csv")
        machine.check(provider, actor=actor, today=today, kind="completions", workbook=book)

    with pytest.raises(InvalidInput, match="Resultaat, Afgerond op"):
        check([["Naam", "Voornaam", "Traject"], ["A", "B", "T-001"]])
    with pytest.raises(InvalidInput, match="kopregel"):
        check([["Peeters", "Wout"], ["Maes", "Bram"]])
    with pytest.raises(InvalidInput, match="completions, learners"):
        machine.check(provider, actor=actor, today=today, kind="iets", workbook=reading.Workbook("a", "", ()))


def test_a_mapping_that_was_chosen_is_remembered(provider: Session, actor: Actor, today: date) -> None:
    book = reading.read(text([["Wie", "Roepnaam!", "Geboren", "Welk", "Hoe", "Wanneer", "Naam"], ["Peeters", "Wout", "06/05/1990", "T-001", "geslaagd", "01/10/2026", "x"]]), file_name="a.csv")  # fmt: skip
    chosen = {
        "Wie": "last_name",
        "Welk": "trajectory",
        "Hoe": "outcome",
        "Wanneer": "completed_on",
        "Naam": "",
    }
    with pytest.raises(InvalidInput):
        machine.check(provider, actor=actor, today=today, kind="completions", workbook=book)
    commands.apply(
        provider,
        actor=actor,
        today=today,
        kind="completions",
        workbook=book,
        mode="good_rows",
        mapping=chosen,
    )
    assert len(provider.scalars(select(ColumnMapping)).all()) == 5
    again = machine.check(provider, actor=actor, today=today, kind="completions", workbook=book)
    assert again.counts.unchanged == 1
    commands.apply(
        provider,
        actor=actor,
        today=today,
        kind="completions",
        workbook=book,
        mode="good_rows",
        mapping=chosen | {"Hoe": "outcome"},
    )
    assert len(provider.scalars(select(ColumnMapping)).all()) == 5


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("31/12/2026", date(2026, 12, 31)), ("31-12-2026", date(2026, 12, 31)), ("31.12.2026", date(2026, 12, 31)),
        ("2026-12-31", date(2026, 12, 31)), ("1-9-2026", date(2026, 9, 1)), ("1 9 2026", date(2026, 9, 1)),
        ("1 september 2026", date(2026, 9, 1)), ("1 mrt. 2026", date(2026, 3, 1)), (46296, date(2026, 10, 1)),
        ("31/02/2026", None), ("31/12/26", None), ("12/31/2026", None), ("", None), ("٣١/١٢/٢٠٢٦", None), (0, None),
        (1988, None), (31122026, None), (True, None), (None, None), ("29/02/2023", None), ("0/1/2026", None),
        ("1 foo 2026", None), ("31/12/2026 zeker", None), ("46296", None), ("2026-12", None),
    ],
)  # fmt: skip
def test_days_are_read_as_they_are_typed_here(cell: reading.Value, day: date | None) -> None:
    assert day_of(cell) == day
