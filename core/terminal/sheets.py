"""A sheet read, shown and applied from the command line."""

import json
from pathlib import Path
from typing import Annotated

import typer

from core.terminal.opening import WRONG, complain, ready


def import_file(
    kind: Annotated[str, typer.Argument(help="Soort blad, bijvoorbeeld completions.")],
    file: Annotated[Path, typer.Argument(help="Het bestand: xlsx, ods of csv.", exists=True, dir_okay=False)],
    apply: Annotated[bool, typer.Option("--apply", help="Voer de goede rijen ook echt in.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Alleen JSON op stdout.")] = False,
) -> None:
    """Lees een blad, toon per rij wat ervan wordt, en voer het in met --apply."""
    with ready():
        from core import clock, startup
        from core.imports import command_line
        from db.session import reading, writing

        if startup.fill_if_empty():
            complain("De databank was leeg: de oefengegevens zijn geladen.")
        user, workbook = startup.system_user(), command_line.read(kind, file)
        with writing() if apply else reading() as opened:
            report = command_line.run(
                opened, kind=kind, workbook=workbook, actor=user, today=clock.today(), apply=apply
            )
        if as_json:
            typer.echo(json.dumps({"rows": report.rows}, ensure_ascii=False))
        else:
            for line in report.lines:
                typer.echo(line)
        if report.has_rejections:
            raise typer.Exit(WRONG)
