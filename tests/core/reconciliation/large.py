"""A long list with differences of every kind, each a known number of times, and the provider it is compared with."""

import io
from collections.abc import Iterator
from datetime import date, timedelta

import xlsxwriter
from sqlalchemy import insert
from sqlalchemy.orm import Session

from core.demo.people import number
from core.learners import names, vault
from core.reconciliation.words import Kind
from db.models import Campus, Learner, Participation, Proof, Qualification, Trajectory

ROWS = 10_000
# Rows of the list that differ, by kind; with MISSING and HELD_TWICE of ours they are three hundred.
UNKNOWN_PERSON, UNKNOWN_PROOF, LISTED_TWICE, DIFFERENT, TO_REGISTER, INVALID = 40, 30, 35, 60, 45, 25
MISSING, HELD_TWICE = 50, 15
HEAD = (
    "LED-referte", "Nummer bewijs", "Rijksregisternummer", "Familienaam", "Voornaam", "Geboortedatum", "Soort bewijs",
    "Benaming", "Uitgereikt op", "Geregistreerd op", "Status",
)  # fmt: skip
TITLE = "Bewijs van beroepskwalificatie Meter (BK-9999-1)"
COMPLETED, ISSUED, REGISTERED = date(2026, 6, 1), date(2026, 6, 10), date(2026, 6, 20)
DAY = timedelta(days=1)


def expected(rows: int) -> dict[str, int]:
    """The exact counts of that list."""
    differing = UNKNOWN_PERSON + UNKNOWN_PROOF + LISTED_TWICE + DIFFERENT + TO_REGISTER + INVALID
    held = rows - UNKNOWN_PERSON - UNKNOWN_PROOF - LISTED_TWICE
    return {
        Kind.MISSING.value: MISSING, Kind.UNKNOWN.value: UNKNOWN_PERSON + UNKNOWN_PROOF,
        Kind.DOUBLE.value: LISTED_TWICE + HELD_TWICE, Kind.DIFFERENT.value: DIFFERENT,
        Kind.TO_REGISTER.value: TO_REGISTER, Kind.INVALID.value: INVALID, "person": UNKNOWN_PERSON,
        "proof": UNKNOWN_PROOF, "listed_twice": LISTED_TWICE, "held_twice": HELD_TWICE, "rows": rows,
        "equal": rows - differing, "outside": 0, "expected": held - TO_REGISTER + MISSING + HELD_TWICE, "partly_read": 0,
    }  # fmt: skip


def somebody(key: int) -> tuple[str, str, date, str]:
    """Name, first name, birth date and number of the person with this key."""
    born_on = date(1960, 1, 1) + (key % 14_000) * DAY
    return f"Familienaam{key}", f"Voornaam{key % 211}", born_on, number(born_on, serial=1 + key // 14_000)


def build(session: Session, rows: int) -> None:
    """One proof for everybody in the list who is known, and those of ours that are not in it."""
    session.add(Campus(id=1, name="Gent", city="Gent"))
    session.add(Qualification(id=1, code="BK-9999-1", title="Meter", vks_level=3))
    session.flush()
    session.add(
        Trajectory(
            id=1, code="M-001", name="Meter", kind="training", level="professional", qualification_id=1,
            recognised_on=date(2019, 9, 1),
        )
    )  # fmt: skip
    session.flush()
    held = rows - UNKNOWN_PERSON - UNKNOWN_PROOF - LISTED_TWICE
    everybody = held + MISSING
    session.execute(insert(Learner), [_learner(key) for key in range(1, everybody + 1)])
    session.execute(insert(Participation), [_participation(key, key) for key in range(1, everybody + 1)])
    session.execute(insert(Proof), [_proof(key, key, held) for key in range(1, everybody + 1)])
    # The same proof twice with us: the first people of the list, by another way of completing it.
    twice = [(everybody + key, key) for key in range(1, HELD_TWICE + 1)]
    session.execute(
        insert(Participation), [_participation(key, person, COMPLETED - DAY) for key, person in twice]
    )
    session.execute(insert(Proof), [_proof(key, person, held) for key, person in twice])
    session.flush()


def _learner(key: int) -> dict[str, object]:
    last, first, born_on, digits = somebody(key)
    return {
        "id": key, "last_name": last, "first_name": first, "search_name": names.search_name(last, first),
        "born_on": born_on, "insz_cipher": b"sealed elsewhere", "insz_index": vault.blind(digits),
        "insz_tail": digits[-2:], "insz_kind": "test",
    }  # fmt: skip


def _participation(key: int, person: int, completed_on: date = COMPLETED) -> dict[str, object]:
    return {
        "id": key, "learner_id": person, "trajectory_id": 1, "campus_id": 1, "completed_on": completed_on,
        "outcome": "whole",
    }  # fmt: skip


def _proof(key: int, person: int, held: int) -> dict[str, object]:
    is_open = held - TO_REGISTER < key <= held
    return {
        "id": key, "participation_id": key, "learner_id": person, "trajectory_id": 1, "campus_id": 1,
        "kind": "professional", "codes": [], "title": TITLE, "state": "issued", "issued_on": ISSUED,
        "external_number": f"H-{key}", "registered_on": None if is_open else REGISTERED,
        # A third has no reference with us: those are found by their number, their person or their name.
        "led_reference": f"R-{key}" if key % 3 and not is_open else "",
    }  # fmt: skip


def lines(rows: int) -> Iterator[list[object]]:
    """The rows of the list under its head."""
    held = rows - UNKNOWN_PERSON - UNKNOWN_PROOF - LISTED_TWICE
    for key in range(1, held + 1):
        yield _changed(key, _line(key), held)
    yield from (_line(1_000 + key) for key in range(1, LISTED_TWICE + 1))
    for key in range(1, UNKNOWN_PROOF + 1):
        line = _line(2_000 + key)
        line[0], line[1], line[7], line[8] = (
            "",
            "",
            "Bewijs van beroepskwalificatie Iets anders (BK-8888-1)",
            ISSUED - DAY,
        )
        yield line
    yield from (_line(rows + 1_000 + key) for key in range(1, UNKNOWN_PERSON + 1))


def _line(key: int) -> list[object]:
    last, first, born_on, digits = somebody(key)
    # Recognised in turn by reference, by number, by national number, by name and birth date.
    way = key % 4
    return [
        f"R-{key}" if way in {0, 1} else "", f"H-{key}" if way in {0, 1, 2} else "",
        digits if way in {0, 3} and key % 8 != 7 else "", last, first, born_on, "Beroepskwalificatie", TITLE, ISSUED,
        REGISTERED, "geldig",
    ]  # fmt: skip


def _changed(key: int, line: list[object], held: int) -> list[object]:
    """The rows of 3001 on say something else, each in one field; those of 4001 on cannot be read."""
    if 3_000 < key <= 3_000 + DIFFERENT:
        at, value = (
            (7, "Bewijs van beroepskwalificatie Kok (BK-0001-1)"),
            (8, ISSUED + DAY),
            (10, "geannuleerd"),
        )[key % 3]
        line[at] = value
    elif 4_000 < key <= 4_000 + INVALID:
        line[8] = "31/02/2026"
    return line


def content(rows: int) -> bytes:
    """The list as an XLSX."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"constant_memory": True}) as book:
        page = book.add_worksheet()
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        page.write_row(0, 0, HEAD)
        for at, cells in enumerate(lines(rows), start=1):
            for column, value in enumerate(cells):
                if isinstance(value, date):
                    page.write_datetime(at, column, value, day)
                else:
                    page.write(at, column, value)
    return target.getvalue()
