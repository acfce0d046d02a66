"""The chain of the log: walked, and anchored outside the database.

Who holds the key can write the whole chain anew. What was printed before, and kept where he cannot reach it, tells.
"""

import re
from pathlib import Path
from typing import Annotated

import typer

from core.terminal.opening import FAILED, WRONG, complain, ready

app = typer.Typer(help="Het logboek.", no_args_is_help=True)
ANCHOR = re.compile(r"([0-9]{1,18}):([0-9a-f]{64})")


@app.command("anchor")
def audit_anchor() -> None:
    """Toon het ankerpunt van nu, om buiten deze server te bewaren: VOLGNUMMER:CODE en het tijdstip."""
    with ready():
        from core import audit, clock
        from db.session import reading

        with reading() as opened:
            sequence, mac = audit.head(opened)
        typer.echo(f"{sequence}:{mac} {clock.now().isoformat(timespec='seconds')}")


@app.command("verify")
def audit_verify(
    anchor: Annotated[
        str, typer.Option(help="Bewaard ankerpunt VOLGNUMMER:CODE, of een bestand met zulke regels.")
    ] = "",
) -> None:
    """Loop de hele keten van het logboek na."""
    with ready():
        from core import audit
        from db.session import reading

        with reading() as opened:
            result = audit.verify(opened, anchors=_anchors(anchor))
        for finding in result.findings:
            typer.echo(f"{finding.sequence}: {finding.problem}")
        complain(f"{result.entries} items; einde van de keten {result.entries}:{result.head}")
        if result.findings:
            raise typer.Exit(WRONG)


def _anchors(text: str) -> list[tuple[int, str]]:
    """What was printed before, by itself or in a file; half an anchor must never pass for none."""
    if not text:
        return []
    found = _anchor(text)
    if found is not None:
        return [found]
    try:
        lines = Path(text).read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError) as error:
        complain(
            "Dit is geen ankerpunt en geen bestand met ankerpunten. Geef wat `audit anchor` of `audit verify` toonde."
        )
        raise typer.Exit(FAILED) from error
    kept = [(number, line) for number, line in enumerate(lines, start=1) if line.strip()]
    anchors = [_anchor(line) for _, line in kept]
    for (number, _), read in zip(kept, anchors, strict=True):
        if read is None:
            complain(f"Regel {number} van het bestand is geen ankerpunt. Kijk het bestand na.")
            raise typer.Exit(FAILED)
    if not anchors:
        complain("Het bestand bevat geen enkel ankerpunt. Kijk na of dit het juiste bestand is.")
        raise typer.Exit(FAILED)
    return [read for read in anchors if read is not None]


def _anchor(line: str) -> tuple[int, str] | None:
    """One anchor; the moment behind it is for people."""
    found = ANCHOR.fullmatch(line.split()[0]) if line.strip() else None
    return (int(found[1]), found[2]) if found is not None else None
