"""Everything about one person in one archive, and nothing of anybody else."""

import io
import json
import zipfile

import pytest
from pypdf import PdfReader
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.actors import Actor, Role
from core.errors import InvalidInput, NotAllowed, NotFound
from core.identifiers import format_insz
from core.learners import commands as learners
from core.subject import commands, links
from db.models import AccessEntry, AuditEntry, Document, Evidence, Learner, UndoStep
from tests import factories
from tests.core.conftest import Refused
from tests.core.subject import scenario
from tests.core.subject.scenario import MARKED, MARKED_WITH_PROOF, Made
from tests.factories import TODAY, Provider

REASON = "vraag van de persoon zelf"


@pytest.fixture
def administrator(session: Session, given: Provider) -> Actor:
    return scenario.administrator(session)


@pytest.fixture
def both(session: Session, given: Provider) -> tuple[Made, Made]:
    """Two people of whom everything is kept, one act done for both of them at once."""
    made = [
        scenario.registered(session, given, scenario.person(session, given, mark))
        for mark in ("Aa7q", "Bb8x")
    ]
    session.flush()
    return made[0], made[1]


def exported(session: Session, actor: Actor, made: Made, *, number: bool = False) -> zipfile.ZipFile:
    done = commands.export(
        session,
        actor=actor,
        today=TODAY,
        learner_id=made.learner_id,
        reason=REASON,
        with_national_number=number,
    )
    return zipfile.ZipFile(io.BytesIO(done.content))


def everything(archive: zipfile.ZipFile) -> bytes:
    """All bytes of all files, and the text of the summary as it is read."""
    texts = [page.extract_text() for page in PdfReader(io.BytesIO(archive.read("dossier.pdf"))).pages]
    squeezed = "".join("".join(texts).split()).encode()
    return b"\n".join([*(archive.read(name) for name in archive.namelist()), squeezed])


def test_every_mark_of_the_person_is_in_it_and_none_of_the_other(
    session: Session, administrator: Actor, both: tuple[Made, Made]
) -> None:
    mine, other = both
    archive = exported(session, administrator, mine)
    data = archive.read("gegevens.json").decode()
    missing = [start for start in (*MARKED, *MARKED_WITH_PROOF) if f"{start}{mine.mark}" not in data]
    assert not missing
    whole = everything(archive)
    assert other.mark.encode() not in whole
    summary = "".join(
        "".join(
            page.extract_text() for page in PdfReader(io.BytesIO(archive.read("dossier.pdf"))).pages
        ).split()
    )
    for start in ("Naam", "Voor", "Stad", "Diploma", "melding", "probleem", "LED", "Oud"):
        assert f"{start}{mine.mark}" in summary


def test_the_papers_and_the_evidence_are_in_it_byte_for_byte(
    session: Session, administrator: Actor, both: tuple[Made, Made]
) -> None:
    mine, _ = both
    archive = exported(session, administrator, mine)
    documents = session.scalars(select(Document).where(Document.learner_id == mine.learner_id)).all()
    pieces = session.scalars(select(Evidence).where(Evidence.learner_id == mine.learner_id)).all()
    names = archive.namelist()
    assert sorted(name for name in names if "/" in name) == sorted(
        [f"papieren/{row.number}.pdf" for row in documents]
        + [f"bewijsstukken/bewijsstuk-{row.id}.png" for row in pieces]
    )
    assert archive.read(f"papieren/{documents[0].number}.pdf") == documents[0].pdf
    assert archive.read(f"bewijsstukken/bewijsstuk-{pieces[0].id}.png") == pieces[0].content
    assert len(pieces) == 2


def test_the_national_number_is_in_it_only_when_asked_and_both_are_logged(
    session: Session, administrator: Actor, both: tuple[Made, Made]
) -> None:
    mine, _ = both
    plain = everything(exported(session, administrator, mine))
    stored = session.get_one(Learner, mine.learner_id)
    for form in (mine.number, format_insz(mine.number), str(stored.insz_index), "f" * 64):
        assert form.encode() not in plain
    shown = json.loads(exported(session, administrator, mine, number=True).read("gegevens.json"))
    assert shown["tables"]["learner"][0]["insz"] == format_insz(mine.number)
    looks = session.scalars(select(AccessEntry).where(AccessEntry.what.startswith("subject."))).all()
    assert [(look.what, look.learner_id, look.reason) for look in looks] == [
        ("subject.export", mine.learner_id, REASON),
        ("subject.export_insz", mine.learner_id, REASON),
    ]
    acts = session.scalars(select(AuditEntry).where(AuditEntry.action == "subject.export")).all()
    assert [json.loads(act.details)["numbers"] for act in acts] == [False, True]


def test_an_old_number_is_masked_and_shown_likewise(
    session: Session, administrator: Actor, given: Provider
) -> None:
    bis = factories.insz(bis=True)
    somebody = factories.learner(session, number=bis)
    session.commit()
    learners.set_insz(
        session, actor=given.coordinator, today=TODAY, learner_id=somebody.id, version=1, insz=factories.insz(),
        reason="kreeg een rijksregisternummer",
    )  # fmt: skip
    made = Made(somebody.id, bis, (), "")
    assert format_insz(bis).encode() not in everything(exported(session, administrator, made))
    told = json.loads(exported(session, administrator, made, number=True).read("gegevens.json"))
    assert told["tables"]["learner_change"][0]["old_insz"] == format_insz(bis)


def test_a_file_that_was_merged_is_in_it(session: Session, administrator: Actor, given: Provider) -> None:
    kept = factories.learner(session, "Blijft", "An")
    dropped = scenario.registered(session, given, scenario.person(session, given, "Cc9z"))
    session.commit()
    gone = session.get_one(Learner, dropped.learner_id)
    learners.merge(
        session, actor=given.coordinator, today=TODAY, keep_id=kept.id, keep_version=kept.version, drop_id=gone.id,
        drop_version=gone.version, reason="zelfde persoon, twee dossiers",
    )  # fmt: skip
    archive = exported(session, administrator, Made(kept.id, "", (), ""))
    data = json.loads(archive.read("gegevens.json"))
    assert {row["id"] for row in data["tables"]["learner"]} == {kept.id, gone.id}
    assert any(name.startswith("papieren/") for name in archive.namelist())
    with pytest.raises(InvalidInput, match=f"samengevoegd met dossier {kept.id}"):
        exported(session, administrator, Made(gone.id, "", (), ""))


def test_what_the_log_says_of_an_act_for_many_names_no_other_proof(
    session: Session, administrator: Actor, both: tuple[Made, Made]
) -> None:
    mine, other = both
    data = json.loads(exported(session, administrator, mine).read("gegevens.json"))
    named = [
        key
        for row in data["tables"]["audit_entry"]
        for key in row["details"].get("proofs", [])
    ]  # fmt: skip
    assert set(named) <= set(mine.proof_ids)
    assert not set(named) & set(other.proof_ids)


def test_a_step_that_takes_back_an_act_for_two_shows_only_the_own_item(
    session: Session, administrator: Actor, both: tuple[Made, Made], given: Provider
) -> None:
    mine, other = both
    items = [{"proof_id": key, "version": 1, "before": {}} for key in (*mine.proof_ids, *other.proof_ids)]
    assert given.coordinator.id is not None
    session.add(
        UndoStep(
            account_id=given.coordinator.id, command="proof.register", summary="", payload={"items": items, "told": {}},
            at=scenario.OLD_MOMENT,
        )
    )  # fmt: skip
    data = json.loads(exported(session, administrator, mine).read("gegevens.json"))
    items = [item for step in data["tables"]["undo_step"] for item in step["items"]]
    assert {item["proof_id"] for item in items} == set(mine.proof_ids)


def test_every_table_of_a_person_has_rows_in_this_test(
    session: Session, administrator: Actor, both: tuple[Made, Made]
) -> None:
    """The marks prove nothing about a table in which nobody here has a row."""
    data = json.loads(exported(session, administrator, both[0]).read("gegevens.json"))
    # A part is achieved instead of a competence; nothing was removed yet; rights belong to staff.
    not_here = {
        "achieved_part",
        "tombstone",
        "staff_member",
        "counter_right",
        "handover_session",
        "reconciliation",
    }
    assert links.personal_tables() - not_here - set(data["tables"]) == set()


def test_it_is_refused_without_the_right_a_reason_or_a_file(
    session: Session, administrator: Actor, both: tuple[Made, Made], refused: Refused
) -> None:
    mine, _ = both
    coordinator = factories.actor(session, Role.COORDINATOR)
    with refused(NotAllowed):
        exported(session, coordinator, mine)
    with refused(NotFound, "Er is geen dossier"):
        exported(session, administrator, Made(987_654, "", (), ""))
    with refused(InvalidInput, "tien tekens"):
        commands.export(
            session, actor=administrator, today=TODAY, learner_id=mine.learner_id, reason="kort",
            with_national_number=False,
        )  # fmt: skip


def test_an_odd_name_never_stops_the_answer(session: Session, administrator: Actor, given: Provider) -> None:
    somebody = factories.learner(session, "Žaba 🐸 عربي", "Zoë\u0301")
    archive = exported(session, administrator, Made(somebody.id, "", (), ""))
    assert "🐸" in archive.read("gegevens.json").decode()
    assert PdfReader(io.BytesIO(archive.read("dossier.pdf"))).pages
