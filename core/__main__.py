"""The command line: results on stdout, everything else on stderr; 0 done, 1 found something wrong, 2 could
not run."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(help="Termijnwacht op de opdrachtregel.", no_args_is_help=True, add_completion=False)
user = typer.Typer(
    help="Gebruikers: toevoegen, sluiten, opnieuw uitnodigen, oplijsten.", no_args_is_help=True
)
deadlines = typer.Typer(help="De bewaarde termijnen.", no_args_is_help=True)
audit = typer.Typer(help="Het logboek.", no_args_is_help=True)
app.add_typer(user, name="user")
app.add_typer(deadlines, name="deadlines")
app.add_typer(audit, name="audit")

WRONG, FAILED = 1, 2
Name = Annotated[str, typer.Argument(help="Gebruikersnaam.")]


def complain(text: str) -> None:
    """Everything that is no result."""
    typer.echo(text, err=True)


@contextmanager
def _ready(*, migrated: bool = True) -> Iterator[None]:
    """The database of this installation, and every expected trouble as a sentence and exit code 2."""
    from sqlalchemy.exc import SQLAlchemyError

    from core import startup
    from core.errors import DomainError
    from core.settings import UnsafeSettings, settings

    try:
        startup.connect()
        if migrated and not startup.is_current():
            if settings().is_production:
                raise UnsafeSettings(startup.MIGRATE)
            startup.migrate()
        yield
    except (UnsafeSettings, DomainError) as error:
        complain(str(error))
        raise typer.Exit(FAILED) from error
    except SQLAlchemyError as error:
        complain("De databank antwoordt niet of weigert. Kijk DATABASE_URL na.")
        raise typer.Exit(FAILED) from error


@app.command()
def serve(
    port: Annotated[int | None, typer.Option(help="Poort; anders PORT uit de omgeving, anders 8501.")] = None,
) -> None:
    """Start de toepassing."""
    from core.web import serve as server

    raise typer.Exit(server.serve(port))


@app.command()
def migrate() -> None:
    """Breng de databank op het schema van deze versie."""
    with _ready(migrated=False):
        from core import startup

        startup.migrate()
        complain("Het schema van de databank is bijgewerkt.")


@app.command()
def demo() -> None:
    """Vul een lege databank met de verzonnen oefenschool."""
    with _ready():
        from core import startup
        from core.settings import settings

        if settings().is_production:
            complain("Oefengegevens horen niet in een installatie met APP_ENV=production.")
            raise typer.Exit(FAILED)
        loaded = startup.load_demo()
        password = startup.ensure_demo_accounts()
        complain("Oefengegevens geladen." if loaded else "De databank is niet leeg: er is niets geladen.")
        if password is not None:
            complain(f"Wachtwoord van de oefenaccounts: {password}")


@app.command("check")
def check() -> None:
    """Kijk na of deze installatie klaar is voor productie."""
    with _ready(migrated=False):
        from core import startup
        from core.ui import configuration

        configuration.apply()
        problems = [*configuration.problems(), *configuration.file_problems(), *startup.production_problems()]
        for problem in problems:
            typer.echo(problem)
        if problems:
            raise typer.Exit(WRONG)
        complain("Alles in orde.")


@user.command("add")
def user_add(
    name: Name,
    role: Annotated[str, typer.Option(help="coordinator, registrar, manager, reader of administrator.")],
    campus: Annotated[list[str] | None, typer.Option(help="Beperk tot deze campus; mag meermaals.")] = None,
    display_name: Annotated[str, typer.Option(help="Naam zoals collega's ze zien.")] = "",
) -> None:
    """Maak een gebruiker en toon de link waarmee die een wachtwoord kiest."""
    with _ready():
        from core import clock, startup
        from core.access import commands
        from core.access.actors import Role
        from db.session import writing

        if role not in set(Role):
            complain(f"Onbekende rol {role}. Kies uit: {', '.join(Role)}.")
            raise typer.Exit(FAILED)
        with writing() as opened:
            token = commands.add_user(
                opened,
                actor=startup.system_user(),
                today=clock.today(),
                username=name,
                display_name=display_name,
                role=Role(role),
                campus_ids=_campuses(opened, campus),
            )
        _show_link(token)


@user.command("disable")
def user_disable(name: Name) -> None:
    """Sluit een gebruiker; open sessies eindigen meteen."""
    with _ready():
        from core import clock, startup
        from core.access import commands
        from db.session import writing

        with writing() as opened:
            commands.disable_user(
                opened, actor=startup.system_user(), today=clock.today(), account_id=_account_id(opened, name)
            )
        complain(f"{name} is gesloten.")


@user.command("reset")
def user_reset(name: Name) -> None:
    """Neem het wachtwoord weg en toon een nieuwe link."""
    with _ready():
        from core import clock, startup
        from core.access import commands
        from db.session import writing

        with writing() as opened:
            token = commands.reset_user(
                opened, actor=startup.system_user(), today=clock.today(), account_id=_account_id(opened, name)
            )
        _show_link(token)


@user.command("list")
def user_list() -> None:
    """Lijst de gebruikers op: naam, rol, campussen, toestand."""
    with _ready():
        from core import clock
        from core.access import queries
        from db.session import reading

        with reading() as opened:
            for row in queries.accounts(opened, today=clock.today()):
                campuses = "alle campussen" if row.all_campuses else ", ".join(row.campuses)
                state = "actief" if row.is_active else "gesloten"
                typer.echo(f"{row.username}\t{row.role.value}\t{campuses}\t{state}")


def _account_id(opened: object, name: str) -> int:
    from sqlalchemy.orm import Session

    from core.access import queries
    from core.errors import NotFound

    assert isinstance(opened, Session)
    found = queries.account_id(opened, username=name)
    if found is None:
        raise NotFound("Er is geen gebruiker {name}. Kijk `python -m core user list` na.", name=name)
    return found


def _campuses(opened: object, names: list[str] | None) -> list[int] | None:
    from sqlalchemy.orm import Session

    from core.access import queries

    assert isinstance(opened, Session)
    return [queries.campus_id(opened, name=name) for name in names] if names else None


def _show_link(token: str) -> None:
    from core.settings import settings

    base = settings().public_url.rstrip("/") or f"http://localhost:{settings().port}"
    typer.echo(f"{base}/welcome/{token}")
    complain("Deze link werkt één keer, tot 72 uur na nu.")


@app.command("import")
def import_file(
    kind: Annotated[str, typer.Argument(help="Soort blad, bijvoorbeeld completions.")],
    file: Annotated[Path, typer.Argument(help="Het bestand: xlsx, ods of csv.", exists=True, dir_okay=False)],
    apply: Annotated[bool, typer.Option("--apply", help="Voer de goede rijen ook echt in.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Alleen JSON op stdout.")] = False,
) -> None:
    """Lees een blad, toon per rij wat ervan wordt, en voer het in met --apply."""
    with _ready():
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


@deadlines.command("check")
def deadlines_check() -> None:
    """Reken elke bewaarde termijn opnieuw uit en toon de verschillen."""
    with _ready():
        from core.deadlines import projection, terms
        from db.session import reading

        with reading() as opened:
            differences = list(projection.differences(opened, terms=terms.load(opened)))
        for difference in differences:
            typer.echo(str(difference))
        complain(f"{len(differences)} verschillen.")
        if differences:
            raise typer.Exit(WRONG)


@audit.command("verify")
def audit_verify(
    anchor: Annotated[str, typer.Option(help="Bewaard ankerpunt: VOLGNUMMER:CODE.")] = "",
) -> None:
    """Loop de hele keten van het logboek na."""
    with _ready():
        from core import audit as chain
        from db.session import reading

        with reading() as opened:
            result = chain.verify(opened, anchor=_anchor(anchor))
        for finding in result.findings:
            typer.echo(f"{finding.sequence}: {finding.problem}")
        complain(f"{result.entries} items; einde van de keten {result.entries}:{result.head}")
        if result.findings:
            raise typer.Exit(WRONG)


def _anchor(text: str) -> tuple[int, str] | None:
    """What `audit verify` printed before; half an anchor must never pass for none."""
    if not text:
        return None
    found = re.fullmatch(r"([0-9]{1,18}):([0-9a-f]{64})", text.strip())
    if found is None:
        complain("Dit is geen ankerpunt. Geef volgnummer en code zoals `audit verify` ze toonde.")
        raise typer.Exit(FAILED)
    return int(found[1]), found[2]


if __name__ == "__main__":
    app()
