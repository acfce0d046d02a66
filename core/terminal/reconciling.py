"""A list from the registration tool compared from the command line."""

import json
from pathlib import Path
from typing import Annotated

import typer

from core.terminal.opening import WRONG, complain, ready


def reconcile(
    file: Annotated[Path, typer.Argument(help="De lijst: xlsx, ods of csv.", exists=True, dir_okay=False)],
    first: Annotated[str, typer.Option("--from", help="Eerste dag van registratie, als 2026-10-31.")] = "",
    last: Annotated[str, typer.Option("--to", help="Laatste dag van registratie, als 2026-10-31.")] = "",
    keep: Annotated[
        bool, typer.Option("--keep", help="Bewaar de verschillen om erover te beslissen.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Alleen JSON op stdout.")] = False,
) -> None:
    """Leg een lijst uit de registratietool naast wat hier staat en toon hoeveel er verschilt."""
    with ready():
        from core import clock, startup
        from core.reconciliation import command_line
        from core.reconciliation.outcome import Period
        from db.session import reading, writing

        if startup.fill_if_empty():
            complain("De databank was leeg: de oefengegevens zijn geladen.")
        period = Period(command_line.day(first), command_line.day(last))
        user, workbook = startup.system_user(), command_line.read(file)
        with writing() if keep else reading() as opened:
            report = command_line.run(
                opened, workbook=workbook, period=period, actor=user, today=clock.today(), keep=keep
            )
        if as_json:
            typer.echo(json.dumps(dict(report.counts)))
        else:
            for line in report.lines:
                typer.echo(line)
        if report.has_differences:
            raise typer.Exit(WRONG)
