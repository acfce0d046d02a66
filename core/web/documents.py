"""`/doc/<id>` and `/evidence/<id>`: session, right, campus, access log, and only then the bytes."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from core import audit, clock
from core.access import permissions, sessions
from core.access.actors import Actor
from core.access.gate import SESSION
from core.access.permissions import Action
from core.errors import DomainError, NotFound
from core.evidence import files
from core.i18n import N_
from core.learners import vault
from core.web import downloads
from db.models import Document
from db.session import writing

# What the log calls the look, by what the document is of.
LOOKS = {"proof": "document", "certificate": "certificate.open"}
MISSING = PlainTextResponse("Niet gevonden.", 404)


@dataclass(frozen=True, slots=True)
class Paper:
    """The bytes of an issued document and the name of the file: its number, nothing personal."""

    name: str
    pdf: bytes


def open_paper(session: Session, *, actor: Actor, document_id: int) -> Paper:
    """Check right and campus, write down who looks, and give the paper. The caller commits before it shows
    anything."""
    found = session.execute(
        select(
            Document.number, Document.campus_id, Document.learner_id, Document.subject_kind, Document.pdf
        ).where(Document.id == document_id)
    ).one_or_none()
    if found is None:
        raise NotFound(N_("Niet gevonden. Misschien is het verplaatst of hoort het bij een andere campus."))
    permissions.require(session, actor, Action.READ_DOCUMENT, campus_id=found.campus_id)
    # Who may not reveal a national number does not get it by way of a paper that prints it.
    bears_number = vault.is_sealed_paper(found.pdf)
    if bears_number:
        permissions.require(session, actor, Action.REVEAL_INSZ, campus_id=found.campus_id)
    audit.log_access(
        session, actor=actor, what="insz" if bears_number else LOOKS[found.subject_kind], learner_id=found.learner_id,
        subject=f"document {found.number}",
    )  # fmt: skip
    return Paper(f"{found.number}.pdf", vault.paper_bytes(found.pdf, number=found.number))


def show(request: Request) -> Response:
    """The route; missing and forbidden look the same."""
    now = clock.now()
    try:
        with writing() as opened:
            found = sessions.live(opened, token_hash=request.headers.get(SESSION, ""), now=now)
            if found is None:
                return MISSING
            paper = open_paper(opened, actor=found.actor, document_id=int(request.path_params["document_id"]))
    except DomainError:
        return MISSING
    inline = request.query_params.get("toon") == "ja"
    return Response(
        paper.pdf,
        media_type="application/pdf",
        headers={"Content-Disposition": downloads.disposition(paper.name, inline=inline)},
    )


def evidence(request: Request) -> Response:
    """`/evidence/<id>`: the same locks for a screenshot or PDF that backs up a record."""
    now = clock.now()
    try:
        with writing() as opened:
            found = sessions.live(opened, token_hash=request.headers.get(SESSION, ""), now=now)
            if found is None:
                return MISSING
            file = files.open_file(
                opened, actor=found.actor, evidence_id=int(request.path_params["evidence_id"])
            )
    except DomainError:
        return MISSING
    inline = request.query_params.get("toon") == "ja"
    return Response(
        file.content,
        media_type=file.media_type,
        headers={"Content-Disposition": downloads.disposition(file.name, inline=inline)},
    )


def download(request: Request) -> Response:
    """A file made on the spot, for the session that asked for it and while that session lives."""
    token_hash = request.headers.get(SESSION, "")
    found = downloads.take(request.path_params["key"], token_hash=token_hash)
    if found is None:
        return MISSING
    return Response(
        found.content,
        media_type=found.media_type,
        headers={"Content-Disposition": downloads.disposition(found.name)},
    )
