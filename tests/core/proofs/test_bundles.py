"""Many papers at once: exactly the ones that were issued, each look written down, other campuses refused."""

import zipfile
from io import BytesIO

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.actors import Role
from core.errors import InvalidInput, NotAllowed, NotFound
from core.proofs import bundles, commands, undoable
from core.proofs.many import Shown
from core.proofs.registering import Registration
from db.models import AccessEntry, Document, Proof
from tests import factories
from tests.conftest import TODAY
from tests.factories import Provider


def issued(session: Session, given: Provider, count: int) -> list[int]:
    keys = []
    for _ in range(count):
        (proof,) = factories.earned(session, given)
        commands.issue(
            session, actor=given.coordinator, today=TODAY, proof_id=proof.id, version=proof.version
        )
        keys.append(proof.id)
    return keys


def test_the_archive_holds_every_paper_byte_for_byte(session: Session, given: Provider) -> None:
    keys = issued(session, given, 3)
    made = bundles.archive(session, actor=given.coordinator, today=TODAY, proof_ids=keys)
    assert made.papers == 3
    with zipfile.ZipFile(BytesIO(made.content)) as archive:
        inside = {name: archive.read(name) for name in archive.namelist()}
    stored = {f"bewijs-{row.number}.pdf": row.pdf for row in session.scalars(select(Document))}
    assert inside == stored


def test_one_file_to_print_is_a_pdf_and_leaves_a_line_per_learner(session: Session, given: Provider) -> None:
    keys = issued(session, given, 2)
    made = bundles.merged(session, actor=given.coordinator, today=TODAY, proof_ids=keys)
    assert made.content.startswith(b"%PDF-")
    assert len(session.scalars(select(AccessEntry).where(AccessEntry.what == "bundle.pdf")).all()) == 2


def test_proofs_that_were_not_issued_are_left_out_and_none_at_all_is_refused(
    session: Session, given: Provider
) -> None:
    keys = issued(session, given, 1)
    (open_one,) = factories.earned(session, given)
    assert (
        bundles.archive(session, actor=given.coordinator, today=TODAY, proof_ids=[*keys, open_one.id]).papers
        == 1
    )
    with pytest.raises(NotFound):
        bundles.archive(session, actor=given.coordinator, today=TODAY, proof_ids=[open_one.id])
    with pytest.raises(InvalidInput):
        bundles.archive(session, actor=given.coordinator, today=TODAY, proof_ids=[])


def test_papers_of_another_campus_and_readers_are_refused(session: Session, given: Provider) -> None:
    keys = issued(session, given, 1)
    elsewhere = factories.actor(session, campuses=[given.other])
    with pytest.raises(NotFound):
        bundles.merged(session, actor=elsewhere, today=TODAY, proof_ids=keys)
    with pytest.raises(NotAllowed):
        bundles.merged(session, actor=factories.actor(session, Role.READER), today=TODAY, proof_ids=keys)


def test_the_last_act_is_ones_own_and_gone_once_undone(session: Session, given: Provider) -> None:
    assert undoable.last_act(session, actor=given.coordinator) is None
    (key,) = issued(session, given, 1)
    registration = Registration(TODAY, given.registrar_id)
    commands.register(
        session, actor=given.coordinator, today=TODAY, proofs=[shown(session, key)], registration=registration
    )
    last = undoable.last_act(session, actor=given.coordinator)
    assert last is not None
    assert undoable.last_act(session, actor=factories.actor(session)) is None
    commands.undo(session, actor=given.coordinator, today=TODAY, step_id=last.step_id)
    assert undoable.last_act(session, actor=given.coordinator) is None


def shown(session: Session, proof_id: int) -> Shown:
    return Shown(proof_id, session.get_one(Proof, proof_id).version)
