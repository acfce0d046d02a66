"""The list as a sheet: what is seen, with its filters; never a national number, only for who may export."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.actors import Role
from core.errors import NotAllowed
from core.imports import worker
from core.learners import vault
from core.problem_reports import commands
from core.problem_reports.queries import Filters, Show
from db.models import AuditEntry, Learner, Proof
from tests import factories
from tests.core.conftest import Refused
from tests.core.problem_reports.conftest import Steps
from tests.factories import TODAY, Provider


def cells(content: bytes) -> list[list[object]]:
    """What stands in the sheet, row by row."""
    ((_, rows),) = worker.workbook(content, max_rows=100, max_columns=30)
    return [list(row) for row in rows]


def test_the_sheet_holds_the_list_with_its_filters_and_no_national_number(
    session: Session, given: Provider, steps: Steps, proof: Proof
) -> None:
    steps.reported(steps.opened(proof, text="=1+1"))
    steps.solved(steps.opened(proof, "reference_refused"), text="Zonder streep.")
    asked = {
        "actor": given.coordinator,
        "today": TODAY,
        "language": "nl",
        "described": "Stand op 21/11/2026: Alle open",
    }
    title, filters, _, head, *found = cells(commands.export(session, filters=Filters(), **asked))  # type: ignore[arg-type]
    assert (title[0], filters[0], len(found)) == (
        "Problemen met de registratie",
        "Stand op 21/11/2026: Alle open",
        1,
    )
    row = dict(zip(head, found[0], strict=False))
    assert (row["Stand"], row["Wat ging er mis"]) == ("Wacht op antwoord", "Registratietool niet bereikbaar")
    assert (row["Dagen open"], row["Dagen zonder antwoord"], row["Toelichting"]) == (9, 8, "=1+1")
    assert (row["Naam"], row["Campus"], row["Opgemerkt op"]) == ("Janssens", "Gent", ["d", "2026-11-12"])
    sealed = session.get_one(Learner, proof.learner_id).insz_cipher
    assert sealed is not None
    assert vault.unseal(sealed) not in str(found)
    closed = cells(commands.export(session, filters=Filters(Show.CLOSED), **asked))  # type: ignore[arg-type]
    assert len(closed) == 5
    assert "Zonder streep." in closed[4]
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "problem.export")).first()
    assert entry is not None
    assert '"rows":1' in entry.details


def test_somebody_limited_takes_out_his_campuses_alone_and_a_reader_nothing(
    session: Session, given: Provider, steps: Steps, proof: Proof, refused: Refused
) -> None:
    steps.opened(proof)
    limited = factories.actor(session, Role.REGISTRAR, campuses=[given.other])
    asked = {"today": TODAY, "language": "en", "described": "", "filters": Filters()}
    title, *rest = cells(commands.export(session, actor=limited, **asked))  # type: ignore[arg-type]
    assert title[0] == "Problems with the registration"
    assert len([row for row in rest if row]) == 1, "the head alone"
    with refused(NotAllowed):
        commands.export(session, actor=factories.actor(session, Role.READER), **asked)  # type: ignore[arg-type]
