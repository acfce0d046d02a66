"""Accounts from the command line: added, closed, invited anew, listed."""

from typing import Annotated

import typer

from core.terminal.opening import FAILED, complain, ready

app = typer.Typer(help="Gebruikers: toevoegen, sluiten, opnieuw uitnodigen, oplijsten.", no_args_is_help=True)
Name = Annotated[str, typer.Argument(help="Gebruikersnaam.")]


@app.command("add")
def user_add(
    name: Name,
    role: Annotated[str, typer.Option(help="coordinator, registrar, manager, reader of administrator.")],
    campus: Annotated[list[str] | None, typer.Option(help="Beperk tot deze campus; mag meermaals.")] = None,
    display_name: Annotated[str, typer.Option(help="Naam zoals collega's ze zien.")] = "",
) -> None:
    """Maak een gebruiker en toon de link waarmee die een wachtwoord kiest."""
    with ready():
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


@app.command("disable")
def user_disable(name: Name) -> None:
    """Sluit een gebruiker; open sessies eindigen meteen."""
    with ready():
        from core import clock, startup
        from core.access import commands
        from db.session import writing

        with writing() as opened:
            commands.disable_user(
                opened, actor=startup.system_user(), today=clock.today(), account_id=_account_id(opened, name)
            )
        complain(f"{name} is gesloten.")


@app.command("reset")
def user_reset(name: Name) -> None:
    """Neem het wachtwoord weg en toon een nieuwe link."""
    with ready():
        from core import clock, startup
        from core.access import commands
        from db.session import writing

        with writing() as opened:
            token = commands.reset_user(
                opened, actor=startup.system_user(), today=clock.today(), account_id=_account_id(opened, name)
            )
        _show_link(token)


@app.command("list")
def user_list() -> None:
    """Lijst de gebruikers op: naam, rol, campussen, toestand."""
    with ready():
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
