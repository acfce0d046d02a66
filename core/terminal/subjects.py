"""One person's file, taken out or erased. A national number comes in on stdin: arguments stand in `ps`."""

import os
import stat
import sys
from pathlib import Path
from typing import Annotated

import typer

from core.terminal.opening import FAILED, complain, owner, ready

app = typer.Typer(help="Het dossier van één persoon: exporteren, wissen.", no_args_is_help=True)
Learner = Annotated[int | None, typer.Option(help="Nummer van het dossier.")]
ByNumber = Annotated[
    bool,
    typer.Option("--national-number", help="Lees het rijksregisternummer van stdin in plaats van --learner."),
]
ASKED = "Vraag van de persoon zelf"


@app.command("export")
def subject_export(
    out: Annotated[Path, typer.Option(help="Waar het zip-bestand komt; het mag nog niet bestaan.")],
    learner: Learner = None,
    national_number: ByNumber = False,
    with_national_number: Annotated[
        bool,
        typer.Option(
            "--with-national-number", help="Zet het rijksregisternummer voluit; vraagt een --reason."
        ),
    ] = False,
    reason: Annotated[str, typer.Option(help="Waarom, zonder namen; komt in het logboek.")] = "",
) -> None:
    """Alles over één persoon in één zip: leesbaar, als gegevens, met papieren, bewijsstukken en wie keek."""
    if with_national_number and not reason.strip():
        complain("Geef met --reason waarom het rijksregisternummer voluit moet.")
        raise typer.Exit(FAILED)
    if out.exists() or not out.parent.is_dir():
        complain(f"{out} bestaat al, of de map ervan bestaat niet. Kies een ander bestand.")
        raise typer.Exit(FAILED)
    with ready():
        from core import clock, startup
        from core.subject import commands
        from db.session import writing

        key = _key(learner, by_number=national_number)
        # The look is committed before there is a file.
        with writing() as opened:
            made = commands.export(
                opened, actor=startup.system_user(), today=clock.today(), learner_id=key,
                reason=reason.strip() or ASKED, with_national_number=with_national_number,
            )  # fmt: skip
        _write(out, made.content)
        typer.echo(str(out))


@app.command("erase")
def subject_erase(
    reason: Annotated[str, typer.Option(help="Waarom, zonder namen; blijft in het logboek.")],
    learner: Learner = None,
    national_number: ByNumber = False,
) -> None:
    """Wis het dossier van één persoon; weigert met elke reden waarom iets moet blijven."""
    with ready():
        from core import clock, startup
        from core.subject import commands

        key = _key(learner, by_number=national_number)
        with owner() as opened:
            removed = commands.erase(
                opened, actor=startup.system_user(), today=clock.today(), learner_id=key, reason=reason
            )
        for table, count in sorted(removed.items()):
            typer.echo(f"{table}\t{count}")
        complain(f"Dossier {key} is gewist.")


def _key(learner: int | None, *, by_number: bool) -> int:
    from core import identifiers
    from core.errors import InvalidInput, NotFound
    from core.learners import vault
    from core.subject import queries
    from db.session import reading

    if by_number == (learner is not None):
        raise InvalidInput("Geef --learner NUMMER, of --national-number en het nummer op stdin.")
    if learner is not None:
        return learner
    asks = sys.stdin.isatty()
    typed = typer.prompt("Rijksregisternummer", hide_input=True, err=True) if asks else sys.stdin.readline()
    insz = identifiers.parse_insz(typed)
    with reading() as opened:
        found = queries.by_number(opened, index=vault.blind(insz.digits))
    if found is None:
        raise NotFound("Er is geen dossier met dit rijksregisternummer.")
    return found


def _write(out: Path, content: bytes) -> None:
    """A new file that only its owner can read."""
    try:
        handle = os.open(out, os.O_CREAT | os.O_WRONLY | os.O_EXCL, stat.S_IRUSR | stat.S_IWUSR)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
    except OSError as error:
        complain(
            f"{out} kan niet geschreven worden. De export staat in het logboek, maar er is geen volledig bestand."
        )
        raise typer.Exit(FAILED) from error
