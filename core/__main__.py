"""The command line: results on stdout, everything else on stderr; 0 done, 1 found something wrong, 2 could
not run."""

from typing import Annotated

import typer

from core.terminal import chain, keeping, reconciling, sheets, subjects, users
from core.terminal.opening import FAILED, WRONG, complain, ready

app = typer.Typer(help="Termijnwacht op de opdrachtregel.", no_args_is_help=True, add_completion=False)
deadlines = typer.Typer(help="De bewaarde termijnen.", no_args_is_help=True)
app.add_typer(users.app, name="user")
app.add_typer(deadlines, name="deadlines")
app.add_typer(chain.app, name="audit")
app.add_typer(subjects.app, name="subject")
app.add_typer(keeping.app, name="retention")
app.command("import")(sheets.import_file)
app.command("reconcile")(reconciling.reconcile)


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
    with ready(migrated=False):
        from core import startup

        startup.migrate()
        complain("Het schema van de databank is bijgewerkt.")


@app.command()
def demo() -> None:
    """Vul een lege databank met de verzonnen oefenschool."""
    with ready():
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
    with ready(migrated=False):
        from core import startup
        from core.ui import configuration

        configuration.apply()
        problems = [*configuration.problems(), *configuration.file_problems(), *startup.production_problems()]
        for problem in problems:
            typer.echo(problem)
        if problems:
            raise typer.Exit(WRONG)
        complain("Alles in orde.")


@deadlines.command("check")
def deadlines_check() -> None:
    """Reken elke bewaarde termijn opnieuw uit en toon de verschillen."""
    with ready():
        from core.certificates import checking
        from core.deadlines import projection, terms
        from core.proofs import reassessing
        from db.session import reading

        with reading() as opened:
            now = terms.load(opened)
            found = [*projection.differences(opened, terms=now), *checking.differences(opened, terms=now)]
            differences = [*found, *reassessing.differences(opened)]
        for difference in differences:
            typer.echo(str(difference))
        complain(f"{len(differences)} verschillen.")
        if differences:
            raise typer.Exit(WRONG)


if __name__ == "__main__":
    app()
