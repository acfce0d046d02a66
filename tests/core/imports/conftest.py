"""A provider with the four trajectories of the sample sheets, and sheets made on the spot."""

import csv
import hashlib
import io
from collections.abc import Callable, Sequence
from datetime import date, datetime

import pytest
import xlsxwriter
from sqlalchemy.orm import Session

from core.access.actors import Actor, Role, command_line
from core.imports import commands, machine, reading, worker
from core.imports.machine import Preview
from db.models import (
    Account,
    Campus,
    Competence,
    PartContent,
    PartialQualification,
    Qualification,
    Trajectory,
    TrajectoryPart,
)
from tests import databases

HEADER = (
    "Familienaam",
    "Voornaam",
    "Rijksregisternr.",
    "Geboortedatum",
    "Traject",
    "Code",
    "Resultaat",
    "Competenties",
    "Afgerond op",
    "Lesplaats",
)
RECOGNISED = date(2020, 3, 1)

# On SQLite a writer waits before it reads anything, so two never meet.
collect_ignore = (
    [] if databases.kind() == "postgresql" else ["test_two_at_once.py", "test_two_in_a_classroom.py"]
)


def number(born_on: date, serial: int = 11) -> str:
    """The national number of a test person (month +60)."""
    first = f"{born_on.year % 100:02d}{born_on.month + 60:02d}{born_on.day:02d}{serial:03d}"
    base = int(first) if born_on.year < 2000 else int("2" + first)
    return f"{first}{97 - base % 97:02d}"


def build(session: Session) -> None:
    """Campuses Gent, Mechelen, Kortrijk and the trajectories T-001 to T-004."""
    session.add_all(Campus(name=f"Campus {city}", city=city) for city in ("Gent", "Mechelen", "Kortrijk"))
    host = Qualification(code="BK-0390-2", title="Onthaalmedewerker", vks_level=4)
    leisure = Qualification(code="BK-0464-1", title="Recreatief medewerker", vks_level=3)
    floors = Qualification(code="BK-0168-2", title="Dekvloerlegger", vks_level=3)
    session.add_all([host, leisure, floors])
    session.flush()
    competences = [
        Competence(qualification_id=host.id, code=code, title=f"Competentie {code}")
        for code in ("bkc0045062", "bkc9000002", "bkc9000003")
    ]
    part = PartialQualification(qualification_id=host.id, code="BK-0390-2-DBK-01", title="Onthaal")
    session.add_all([*competences, part])
    session.flush()
    session.add_all(
        PartContent(partial_qualification_id=part.id, competence_id=found.id) for found in competences[:2]
    )
    listed = (
        ("T-001", "Onthaalmedewerker", "professional", host),
        ("T-002", "Recreatief medewerker", "professional", leisure),
        ("T-003", "Onthaal", "partial", host),
        ("T-004", "Dekvloerlegger", "professional", floors),
    )
    for code, name, level, qualification in listed:
        made = Trajectory(
            code=code, name=name, kind="training", level=level, qualification_id=qualification.id, recognised_on=RECOGNISED
        )  # fmt: skip
        session.add(made)
        session.flush()
        if level == "partial":
            session.add(TrajectoryPart(trajectory_id=made.id, partial_qualification_id=part.id))
    session.flush()


@pytest.fixture
def provider(session: Session) -> Session:
    """A session on a provider with campuses and trajectories, nobody in them."""
    build(session)
    return session


@pytest.fixture
def actor() -> Actor:
    return command_line("test")


def account(session: Session, role: Role, campus_ids: frozenset[int] | None = None) -> Actor:
    from datetime import UTC

    from db.models import AccountCampus

    made = Account(
        username=f"{role}-1", display_name=role, role=role, password_hash=None, created_at=datetime(2026, 1, 1, tzinfo=UTC),
        all_campuses=campus_ids is None,
    )  # fmt: skip
    session.add(made)
    session.flush()
    session.add_all(AccountCampus(account_id=made.id, campus_id=key) for key in campus_ids or ())
    session.flush()
    return Actor(made.id, made.username, role, role, campus_ids, made.rights_version)


def xlsx(rows: Sequence[Sequence[object]]) -> bytes:
    """A workbook with these rows from A1; dates as real date cells."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file)
    page = book.add_worksheet("Blad1")
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if isinstance(value, date):
                page.write_datetime(r, c, datetime(value.year, value.month, value.day), day)
            elif value is not None:
                page.write(r, c, value)
    book.close()
    return file.getvalue()


def text(rows: Sequence[Sequence[object]], *, delimiter: str = ";", encoding: str = "utf-8") -> bytes:
    """The same as csv."""
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter).writerows(rows)
    return file.getvalue().encode(encoding)


PERSON = {
    "Familienaam": "Peeters",
    "Voornaam": "Wout",
    "Rijksregisternr.": number(date(1990, 5, 6)),
    "Geboortedatum": "06/05/1990",
    "Traject": "T-001",
    "Code": "BK-0390-2",
    "Resultaat": "geslaagd",
    "Competenties": "",
    "Afgerond op": "01/10/2026",
    "Lesplaats": "Gent",
}


def row(**changes: object) -> dict[str, object]:
    """A good row, with changes; keys are headers with _ for a space."""
    named = {key.replace("_", " "): value for key, value in changes.items()}
    return PERSON | {
        {"insz": "Rijksregisternr.", "born": "Geboortedatum"}.get(k, k): v for k, v in named.items()
    }


def workbook(*rows: dict[str, object], header: Sequence[str] | None = None) -> reading.Workbook:
    """A sheet of these rows, read back from real bytes by the real parser.

    Without its own process, which costs more than the rest of a test; test_reading.py has that.
    """
    heads = list(header or dict.fromkeys(key for found in rows for key in found))
    content = xlsx([heads, *([found.get(key) for key in heads] for found in rows)])
    limits = reading.BROWSER
    parsed = worker.workbook(content, max_rows=limits.rows, max_columns=limits.columns)
    sheets = tuple(
        reading.Sheet(name, [[_value(cell) for cell in cells] for cells in found]) for name, found in parsed
    )
    return reading.Workbook("blad.xlsx", hashlib.sha256(content).hexdigest(), sheets)


def _value(cell: object) -> reading.Value:
    return date.fromisoformat(cell[1]) if isinstance(cell, list) else cell  # type: ignore[return-value]


Checker = Callable[..., Preview]


@pytest.fixture
def check(provider: Session, actor: Actor, today: date) -> Checker:
    """`check(row(...), row(...))`: the preview of a sheet of completions."""

    def checked(*rows: dict[str, object], kind: str = "completions") -> Preview:
        return machine.check(provider, actor=actor, today=today, kind=kind, workbook=workbook(*rows))

    return checked


@pytest.fixture
def apply(provider: Session, actor: Actor, today: date) -> Callable[..., commands.Result]:
    """`apply(row(...))`: the sheet applied, good rows only."""

    def applied(
        *rows: dict[str, object], kind: str = "completions", mode: commands.Mode = "good_rows"
    ) -> commands.Result:
        result = commands.apply(
            provider, actor=actor, today=today, kind=kind, workbook=workbook(*rows), mode=mode
        )
        provider.flush()
        provider.expire_all()
        return result

    return applied
