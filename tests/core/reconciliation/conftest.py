"""A registered history at a provider, and lists as the registration tool might give them: real sheets, really parsed."""

import csv
import hashlib
import io
from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeAlias

import pytest
import xlsxwriter
from sqlalchemy.orm import Session

from core.access.actors import Actor
from core.imports import reading, worker
from core.reconciliation import commands, queries
from core.reconciliation.outcome import Period
from core.reconciliation.queries import Comparison, Row
from db.models import Campus, Learner, Proof
from tests import factories
from tests.factories import TODAY, Provider

HEAD = (
    "LED-referte", "Nummer bewijs", "Rijksregisternummer", "Familienaam", "Voornaam", "Geboortedatum", "Soort bewijs",
    "Benaming", "Uitgereikt op", "Geregistreerd op", "Status",
)  # fmt: skip
Cells: TypeAlias = dict[str, object]


def content(rows: Sequence[Sequence[object]]) -> bytes:
    """These rows as an XLSX, days as real date cells."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        page = book.add_worksheet()
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for at, cells in enumerate(rows):
            for column, value in enumerate(cells):
                if isinstance(value, date):
                    page.write_datetime(at, column, value, day)
                elif value is not None:
                    page.write(at, column, value)
    return target.getvalue()


def workbook(*rows: Cells, head: Sequence[str] = HEAD, above: int = 0) -> reading.Workbook:
    """A list of these rows, through real bytes and the real parser, without a process of its own."""
    made = content([*([("Lijst",)] * above), head, *([row.get(name) for name in head] for row in rows)])
    limits = reading.BROWSER
    parsed = worker.workbook(made, max_rows=limits.rows, max_columns=limits.columns)
    sheets = tuple(
        reading.Sheet(name, [[_value(cell) for cell in cells] for cells in found]) for name, found in parsed
    )
    return reading.Workbook("lijst.xlsx", hashlib.sha256(made).hexdigest(), sheets)


def as_csv(*rows: Cells, head: Sequence[str] = HEAD) -> bytes:
    """The same list as a CSV, days as people type them."""
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";")
    writer.writerow(head)
    for row in rows:
        values = [row.get(name) for name in head]
        writer.writerow([f"{value:%d/%m/%Y}" if isinstance(value, date) else value for value in values])
    return target.getvalue().encode()


def _value(cell: object) -> reading.Value:
    return date.fromisoformat(cell[1]) if isinstance(cell, list) else cell  # type: ignore[return-value]


def registered(
    session: Session, given: Provider, *, last_name: str = "Janssens", number: str | None = None, reference: str = "",
    registered_on: date | None = date(2026, 11, 10), campus: Campus | None = None, completed_on: date = date(2026, 11, 2),
    issued_on: date = date(2026, 11, 4), learner: Learner | None = None, outcome: str = "whole",
    parts: Sequence[str] = (), competences: Sequence[str] = (),
) -> Proof:  # fmt: skip
    """A proof of somebody new, issued outside and standing in LED unless `registered_on` is None."""
    digits = factories.insz() if number is None else number
    somebody = learner or factories.learner(session, last_name, "Zoë", number=digits)
    proof = factories.earned(
        session, given, learner=somebody, completed_on=completed_on, campus=campus, outcome=outcome, parts=parts,
        competences=competences,
    )[0]  # fmt: skip
    proof.state, proof.issued_on, proof.external_number = "issued", issued_on, f"H-{proof.id}"
    proof.registered_on, proof.led_reference = registered_on, reference
    proof.hold = ""
    session.flush()
    if learner is None:
        NUMBERS[proof.id] = digits
    return proof


NUMBERS: dict[int, str] = {}


def row_of(session: Session, proof: Proof, **changes: object) -> Cells:
    """The row that agrees with a proof in every column; keys of `changes` are heads with _ for a space."""
    learner = session.get_one(Learner, proof.learner_id)
    cells: Cells = {
        "LED-referte": proof.led_reference, "Nummer bewijs": proof.external_number,
        "Rijksregisternummer": NUMBERS.get(proof.id, ""), "Familienaam": learner.last_name,
        "Voornaam": learner.first_name, "Geboortedatum": learner.born_on, "Soort bewijs": "Beroepskwalificatie",
        "Benaming": proof.title, "Uitgereikt op": proof.issued_on, "Geregistreerd op": proof.registered_on,
        "Status": "geldig",
    }  # fmt: skip
    named = {key.replace("_", " "): value for key, value in changes.items()}
    return cells | {"LED-referte" if key == "referte" else key: value for key, value in named.items()}


def stranger(**changes: object) -> Cells:
    """A row about somebody who is not known here."""
    cells: Cells = {
        "LED-referte": "", "Nummer bewijs": "X-1", "Rijksregisternummer": factories.insz(), "Familienaam": "Onbekend",
        "Voornaam": "Piet", "Geboortedatum": date(1990, 1, 1), "Soort bewijs": "Beroepskwalificatie",
        "Benaming": "Voorbeeldmaker", "Uitgereikt op": date(2026, 11, 4), "Geregistreerd op": date(2026, 11, 10),
        "Status": "geldig",
    }  # fmt: skip
    named = {key.replace("_", " "): value for key, value in changes.items()}
    return cells | {"LED-referte" if key == "referte" else key: value for key, value in named.items()}


Compare = Callable[..., Comparison]
Rows = Callable[..., list[Row]]


@pytest.fixture
def compare(session: Session, given: Provider) -> Compare:
    """`compare(row_of(...), ...)`: the list compared and kept by the coordinator, unless told otherwise."""

    def compared(
        *rows: Cells, actor: Actor | None = None, first: date | None = None, last: date | None = None,
        head: Sequence[str] = HEAD,
    ) -> Comparison:  # fmt: skip
        who = actor or given.coordinator
        key = commands.compare(
            session, actor=who, today=TODAY, workbook=workbook(*rows, head=head), period=Period(first, last)
        )
        session.flush()
        session.expire_all()
        found = queries.comparison(session, actor=who, reconciliation_id=key)
        assert found is not None
        return found

    return compared


@pytest.fixture
def rows(session: Session, given: Provider) -> Rows:
    """The differences of a comparison, in order."""

    def listed(comparison: Comparison, actor: Actor | None = None) -> list[Row]:
        return queries.every(session, actor=actor or given.coordinator, reconciliation_id=comparison.id)

    return listed
