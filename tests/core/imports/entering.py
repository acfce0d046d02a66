"""A sheet of one kind brought in as a user does: looked at, applied and taken back."""

from collections.abc import Callable, Iterable
from datetime import date

from sqlalchemy.orm import Session

from core.access.actors import Actor
from core.imports import commands, machine, reading
from core.imports.commands import Result
from core.imports.machine import Preview
from tests.core.imports.conftest import workbook

Sheet = Callable[..., Preview]
Enter = Callable[..., Result]


def looks(session: Session, actor: Actor, today: date, *, kind: str, columns: Iterable[str] = ()) -> Sheet:
    """`sheet(row, row, replaces=True)`: the preview of a sheet with at least these columns."""

    def checked(*rows: dict[str, object], replaces: bool = False) -> Preview:
        book = _workbook(columns, rows)
        return machine.check(session, actor=actor, today=today, kind=kind, workbook=book, replaces=replaces)

    return checked


def enters(session: Session, actor: Actor, today: date, *, kind: str, columns: Iterable[str] = ()) -> Enter:
    """`enter(row, row)`: the sheet applied, good rows only."""

    def entered(*rows: dict[str, object], replaces: bool = False) -> Result:
        result = commands.apply(
            session, actor=actor, today=today, kind=kind, workbook=_workbook(columns, rows), mode="good_rows",
            replaces=replaces,
        )  # fmt: skip
        session.flush()
        session.expire_all()
        return result

    return entered


def undo(session: Session, actor: Actor, today: date, result: Result) -> None:
    assert result.batch_id is not None
    commands.undo(session, actor=actor, today=today, batch_id=result.batch_id)
    session.flush()
    session.expire_all()


def _workbook(columns: Iterable[str], rows: Iterable[dict[str, object]]) -> reading.Workbook:
    header = dict.fromkeys([*columns, *(key for row in rows for key in row)])
    return workbook(*rows, header=list(header))


def outcome(preview: Preview) -> list[tuple[str, str | None]]:
    """Per row what becomes of it, and the reason of a refusal."""
    return [(found.status, found.reason) for found in preview.findings]


def reasons(preview: Preview) -> list[str | None]:
    """Per row the reason of a refusal."""
    return [found.reason for found in preview.findings]
