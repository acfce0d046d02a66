"""What is past its time, shown or removed: `retention run`, every night, as the owner of the tables."""

from typing import Annotated

import typer

from core.terminal.opening import complain, owner, ready

app = typer.Typer(help="Bewaartermijnen.", no_args_is_help=True)


@app.callback()
def keeping() -> None:
    """Bewaartermijnen."""


@app.command("run")
def retention_run(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Toon alleen wat gewist zou worden.")] = False,
) -> None:
    """Wis wat zijn bewaartermijn voorbij is; wie de tabellen bezit (DATABASE_OWNER_URL) alleen kan dit."""
    with ready():
        from core import clock, startup
        from core.retention import commands, planning
        from db.session import reading

        today = clock.today()
        if dry_run:
            with reading() as opened:
                planned = planning.plan(opened, today=today)
        else:
            with owner() as opened:
                planned = commands.run(opened, actor=startup.system_user(), today=today).planned
        for part in planned:
            rows = ", ".join(f"{table} {len(keys)}" for table, keys in sorted(part.rows.items()))
            more = "\ter is meer: de rest gaat bij de volgende keer" if part.has_more else ""
            typer.echo(f"{part.kind.code}\t{part.records}\t{rows}{more}")
        complain(
            ("Zou gewist worden: " if dry_run else "Gewist: ") + f"{sum(p.records for p in planned)} records."
        )
