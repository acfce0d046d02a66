"""The invoerblad on paper and as a spreadsheet: the right fields in the right order, never a whole number."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.actors import Role
from core.errors import InvalidInput, NotAllowed, NotFound
from core.i18n import Translator
from core.imports import reading
from core.provider_settings import commands as provider_settings
from core.registration import commands, fields, queries
from db.models import AuditEntry, Proof
from tests import factories
from tests.core.conftest import Refused
from tests.core.documents import reading as papers
from tests.core.registration.test_sitting import digits
from tests.factories import TODAY, Provider


def rows(content: bytes) -> list[list[object]]:
    return [list(row) for row in reading.read(content, file_name="invoerblad.xlsx").sheets[0].rows]


def test_the_spreadsheet_has_the_fields_in_their_order_and_the_number_masked(
    session: Session, given: Provider, paper: Proof
) -> None:
    made = commands.spreadsheet(
        session, actor=given.coordinator, today=TODAY, proof_ids=[paper.id], language="nl"
    )
    title, purpose, _, head, first = rows(made)[:5]
    assert title[0] == "Invoerblad"
    assert "over te typen in MAGDA Online" in str(purpose[0])
    assert head == ["Uiterste datum", *(field.label for field in fields.FIELDS), "Aandacht"]
    number = digits(session, paper)
    assert first[1] == f"xx.xx.xx-xxx.{number[-2:]} (INSZ: in het invoerscherm)"
    assert number not in str(rows(made))
    assert fields.KINDS["professional"] in first
    assert "upload" not in str(rows(made)).lower()


def test_another_order_gives_other_columns(session: Session, given: Provider, paper: Proof) -> None:
    administrator = factories.actor(session, Role.ADMINISTRATOR)
    provider_settings.change(
        session, actor=administrator, today=TODAY, key=fields.SETTING, value="reference,title", version=0,
        source="Gezien in de tool op 20/11/2026",
    )  # fmt: skip
    made = commands.spreadsheet(
        session, actor=given.coordinator, today=TODAY, proof_ids=[paper.id], language="en"
    )
    t = Translator("en")
    assert rows(made)[3] == [
        t(text)
        for text in (
            "Uiterste datum",
            "Referte van de leverancier",
            "Volledige naam van het bewijs",
            "Aandacht",
        )
    ]


def test_the_printed_sheet_has_a_page_per_proof_without_the_number(
    session: Session, given: Provider, paper: Proof
) -> None:
    made = commands.printed(
        session, actor=given.coordinator, today=TODAY, proof_ids=[paper.id], language="nl"
    )
    read = " ".join(papers.text(made).split())
    for part in ("Invoerblad", "Janssens, Zoë", "INSZ: in het invoerscherm", "2026-000001", "testnummer"):
        assert part in read
    assert digits(session, paper) not in papers.squeezed(read)


def test_both_are_written_down_as_exports(session: Session, given: Provider, paper: Proof) -> None:
    asked = {"actor": given.coordinator, "today": TODAY, "proof_ids": [paper.id], "language": "nl"}
    commands.printed(session, **asked)  # type: ignore[arg-type]
    commands.spreadsheet(session, **asked)  # type: ignore[arg-type]
    actions = session.scalars(select(AuditEntry.action).order_by(AuditEntry.sequence)).all()
    assert actions[-2:] == ["entry_sheet.pdf", "entry_sheet.xlsx"]


def test_only_who_may_export_and_only_of_the_own_campus(
    session: Session, given: Provider, paper: Proof, refused: Refused
) -> None:
    for command in (commands.printed, commands.spreadsheet):
        with refused(NotAllowed):
            command(
                session,
                actor=factories.actor(session, Role.READER),
                today=TODAY,
                proof_ids=[paper.id],
                language="nl",
            )
        limited = factories.actor(session, Role.REGISTRAR, campuses=[given.other])
        with refused(NotFound):
            command(session, actor=limited, today=TODAY, proof_ids=[paper.id], language="nl")
        with refused(InvalidInput, f"tussen 1 en {queries.MOST}"):
            command(session, actor=given.coordinator, today=TODAY, proof_ids=[], language="nl")
