"""Everything that must hold after a crash, in the words of the database itself."""

import hashlib
from collections import Counter
from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

import db.session
from core import audit
from core.deadlines import projection, terms
from core.documents.content import content_from_json
from db.models import AuditEntry, Document, DocumentCounter, Operation, Proof
from tests.faults.workers import MOST_ACTS, Told


def check(told: Told, *, cuts: int, everything: bool) -> None:
    """Nothing acknowledged is lost, nothing is half, and what nobody acknowledged is at most `cuts` acts."""
    with db.session.reading() as session:
        proofs = {proof.id: proof for proof in session.scalars(select(Proof))}
        papers = {paper.id: paper for paper in session.scalars(select(Document))}
        _is_kept(told, proofs, papers, cuts=cuts)
        _is_whole(session, proofs, papers, everything=everything)
        assert audit.verify(session).findings == ()
        assert list(projection.differences(session, terms=terms.load(session))) == []


def _is_kept(told: Told, proofs: Mapping[int, Proof], papers: Mapping[int, Document], *, cuts: int) -> None:
    by_proof = {paper.subject_id: paper for paper in papers.values()}
    lost = [
        key for key, number in told.numbers.items() if key not in by_proof or by_proof[key].number != number
    ]
    assert not lost, f"acknowledged papers are gone: {lost}"
    done = {key for key, proof in proofs.items() if proof.registered_on is not None}
    assert told.registered <= done, f"acknowledged registrations are gone: {told.registered - done}"
    unheard = len(by_proof.keys() - told.numbers.keys()) + len(done - told.registered)
    assert unheard <= cuts, "more acts than a cut can have kept from being acknowledged"


def _is_whole(
    session: Session, proofs: Mapping[int, Proof], papers: Mapping[int, Document], *, everything: bool
) -> None:
    sequences = sorted(paper.sequence for paper in papers.values())
    assert sequences == list(range(1, len(papers) + 1)), "a gap or a double in the numbers"
    assert (session.scalar(select(DocumentCounter.last)) or 0) == len(papers)
    for paper in papers.values():
        if everything or paper.sequence > len(papers) - 2 * MOST_ACTS:
            assert hashlib.sha256(paper.pdf).hexdigest() == paper.sha256
            assert paper.pdf.rstrip().endswith(b"%%EOF")
            assert content_from_json(paper.content).number == paper.number
    pointing = Counter(proof.document_id for proof in proofs.values() if proof.document_id is not None)
    assert set(pointing) == set(papers), "a paper without a proof, or a proof without its paper"
    assert set(pointing.values()) <= {1}
    assert all((proof.state == "to_issue") == (proof.document_id is None) for proof in proofs.values())
    done = {key for key, proof in proofs.items() if proof.registered_on is not None}
    kept = set(session.scalars(select(Operation.nonce)))
    assert kept == {f"valtest-{key}" for key in done}, (
        "an act without its once-only key, or the other way round"
    )
    entries = Counter(session.scalars(select(AuditEntry.action)))
    assert entries["proof.issue"] == len(papers), "an issue without its entry, or the other way round"
    assert entries["proof.register"] == len(done), "a registration without its entry, or the other way round"
